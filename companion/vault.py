"""The vault: write-once evidence files, each named by the SHA-256 of its bytes.

`put` returns only when the bytes lie on the disk and have been read back. A power cut at any moment
leaves at most a file without a name, never a name without its bytes.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from companion import system
from companion.errors import EvidenceDamaged, StorageFailed, StorageFull

PIECE = 1 << 20
"""Bytes overwritten at a time."""

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


class Vault:
    """A folder of evidence. Nothing outside this class opens its files."""

    def __init__(
        self,
        root: Path,
        *,
        sync_file: Callable[[int], None] | None = None,
        sync_directory: Callable[[Path], None] = system.sync_directory,
    ) -> None:
        system.keep_to_owner(root)
        self._root = root
        self._sync_file = sync_file or system.sync_file
        self._sync_directory = sync_directory
        self._make_shelves()
        self._pool = ThreadPoolExecutor(max_workers=4, thread_name_prefix="vault")

    def put(self, data: bytes) -> str:
        """Store `data` durably and return its SHA-256 (hex). Storing the same bytes again is harmless.

        Raises StorageFull, StorageFailed; then nothing counts as stored.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        self._put_at(self._place(sha256), data)
        return sha256

    def put_all(self, *pieces: bytes) -> list[str]:
        """Store several pieces at once, so that the disk syncs them together; all or an error."""
        return list(self._pool.map(self.put, pieces))

    def get(self, sha256: str) -> bytes:
        """The bytes stored under `sha256`, verified. Raises EvidenceDamaged."""
        try:
            data = self._place(sha256).read_bytes()
        except OSError as error:
            raise EvidenceDamaged(sha256=sha256) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise EvidenceDamaged(sha256=sha256)
        return data

    def holds(self, sha256: str) -> bool:
        """Is there a file of this name?"""
        return self._place(sha256).is_file()

    def files(self) -> Iterator[str]:
        """The names of all files, in order."""
        for shelf in sorted(self._root.iterdir()):
            yield from sorted(file.name for file in shelf.iterdir() if file.name[0] != ".")

    def erase(self, sha256: str) -> None:
        """Destroy a file, and what an interrupted write of it left: overwritten, synced, then gone.

        The only way out of the vault, for disposal under a gallringsbeslut (arkivlagen 10 §). What is not there is
        erased already. A drive that writes elsewhere than told (SSD) may keep the old blocks until it reuses them.
        Raises StorageFailed.
        """
        place = self._place(sha256)
        try:
            for file in [place, *place.parent.glob(f".{sha256}.*")]:
                self._destroy(file)
            self._sync_directory(place.parent)
        except OSError as error:
            raise StorageFailed(reason=error.strerror or str(error)) from error

    def _destroy(self, file: Path) -> None:
        try:
            with file.open("r+b") as content:
                left = content.seek(0, os.SEEK_END)
                content.seek(0)
                while left > 0:
                    left -= content.write(bytes(min(left, PIECE)))
                content.flush()
                self._sync_file(content.fileno())
        except FileNotFoundError:
            return
        file.unlink()

    def _put_at(self, place: Path, data: bytes) -> None:
        try:
            if not self._holds(place, data):
                self._write(place, data)
            if not self._holds(place, data):
                raise StorageFailed(reason="filen kunde inte läsas tillbaka")
        except OSError as error:
            if error.errno in _FULL:
                raise StorageFull from error
            raise StorageFailed(reason=error.strerror or str(error)) from error

    def _make_shelves(self) -> None:
        """The folders 00 to ff, made once, so that no capture has to make and sync one."""
        last = self._root / "ff"
        if last.exists():
            return
        for number in range(256):
            (self._root / f"{number:02x}").mkdir(exist_ok=True)
        self._sync_directory(self._root)

    def _place(self, sha256: str) -> Path:
        return self._root / sha256[:2] / sha256

    def _holds(self, place: Path, data: bytes) -> bool:
        try:
            return place.read_bytes() == data
        except FileNotFoundError:
            return False

    def _write(self, place: Path, data: bytes) -> None:
        temporary = place.with_name(f".{place.name}.{secrets.token_hex(8)}")
        try:
            with temporary.open("xb") as file:
                file.write(data)
                file.flush()
                self._sync_file(file.fileno())
            temporary.replace(place)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
        self._sync_directory(place.parent)
