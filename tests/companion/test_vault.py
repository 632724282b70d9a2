"""vault: evidence is durable, verified and never half there (S3: saved before removal)."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.errors import EvidenceDamaged, StorageFailed, StorageFull
from companion.vault import Vault


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(data=st.binary(max_size=5000))
def test_what_is_put_comes_back_under_its_own_hash(tmp_path: Path, data: bytes) -> None:
    vault = Vault(tmp_path / "vault")
    sha256 = vault.put(data)
    assert sha256 == hashlib.sha256(data).hexdigest()
    assert vault.get(sha256) == data


def test_the_file_is_synced_before_it_has_its_name(tmp_path: Path) -> None:
    seen: list[str] = []

    def sync_file(descriptor: int) -> None:
        seen.append("file" if not named() else "late")
        os.fsync(descriptor)

    def named() -> bool:
        return any(not path.name.startswith(".") for path in files(tmp_path / "vault"))

    Vault(
        tmp_path / "vault", sync_file=sync_file, sync_directory=lambda _: seen.append("directory")
    ).put(b"x")
    assert seen == ["directory", "file", "directory"]


def test_the_same_bytes_twice_are_one_file(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "vault")
    assert vault.put_all(b"same", b"same", b"other")[0] == vault.put(b"same")
    assert len(files(tmp_path / "vault")) == 2


def test_a_changed_byte_is_found(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "vault")
    sha256 = vault.put(b"evidence")
    files(tmp_path / "vault")[0].write_bytes(b"evidencf")
    with pytest.raises(EvidenceDamaged):
        vault.get(sha256)
    files(tmp_path / "vault")[0].unlink()
    with pytest.raises(EvidenceDamaged):
        vault.get(sha256)


def test_a_damaged_file_is_mended_when_the_bytes_come_again(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "vault")
    sha256 = vault.put(b"evidence")
    files(tmp_path / "vault")[0].write_bytes(b"")
    assert vault.get(vault.put(b"evidence")) == b"evidence"
    assert sha256 == vault.put(b"evidence")


@pytest.mark.parametrize(
    ("number", "expected"), [(errno.ENOSPC, StorageFull), (errno.EIO, StorageFailed)]
)
def test_a_disk_that_is_full_or_broken_leaves_nothing(
    tmp_path: Path, number: int, expected: type[Exception]
) -> None:
    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    with pytest.raises(expected):
        Vault(tmp_path / "vault", sync_file=fail).put(b"evidence")
    assert files(tmp_path / "vault") == []


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes; Windows has access lists (system.py)")
def test_only_the_owner_may_read(tmp_path: Path) -> None:
    Vault(tmp_path / "vault")
    assert (tmp_path / "vault").stat().st_mode & 0o077 == 0


def test_what_is_erased_is_overwritten_before_it_is_unlinked(tmp_path: Path) -> None:
    """arkivlagen 10 §: another name of the same file shows what lies on the disk afterwards."""
    vault = Vault(tmp_path / "vault")
    sha256, kept = vault.put(b"hemligt" * 200_000), vault.put(b"annat")
    place = tmp_path / "vault" / sha256[:2] / sha256
    os.link(place, tmp_path / "other name")
    cut_off = place.with_name(f".{sha256}.0123456789abcdef")
    cut_off.write_bytes(b"hemligt")
    vault.erase(sha256)
    assert set((tmp_path / "other name").read_bytes()) == {0}
    assert not place.exists()
    assert not cut_off.exists(), "what an interrupted write left goes too"
    assert list(vault.files()) == [kept]
    assert not vault.holds(sha256)
    assert vault.holds(kept)
    vault.erase(sha256)


def test_an_erasure_that_fails_says_so(tmp_path: Path) -> None:
    def broken(_: int) -> None:
        raise OSError(errno.EIO, "trasig disk")

    vault = Vault(tmp_path / "vault")
    sha256 = vault.put(b"x")
    with pytest.raises(StorageFailed):
        Vault(tmp_path / "vault", sync_file=broken).erase(sha256)
