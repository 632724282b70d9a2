"""The verifier in each package: bare Python finds every changed byte, and knows a signature as others do."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.desk import Desk
from companion.export.verifier import kontrollera
from companion.register import Query, merkle
from companion.register.checkpoints import Checkpoints
from companion.settings import Archive
from companion.signing import fingerprint
from tests.companion.disposal_kill_worker import make_desk
from tests.companion.exporting import export
from tests.companion.keeping import settled
from tests.companion.packages import rewritten

FORMATS = ("eark", "fgs12")


def check(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run by a Python that has nothing but its standard library."""
    script = Path(kontrollera.__file__)
    command = [sys.executable, "-I", "-S", str(script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture(params=FORMATS)
def package(request: pytest.FixtureRequest, desk: Desk, tmp_path: Path) -> Path:
    """A package of two entries among others."""
    for number in range(5):
        settled(desk, id=str(number), text=f"Rådet är {number}")
        desk.seal.checkpoint()
    to = tmp_path / "package.zip"
    to.write_bytes(export(desk, request.param, Query(text="Rådet")))
    return to


def test_a_whole_package_is_found_whole(package: Path, desk: Desk) -> None:
    done = check(package)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Allt stämmer." in done.stdout
    assert fingerprint(desk.seal.key.public) in done.stdout
    assert "10 händelser" in done.stdout
    assert hashlib.sha256(package.read_bytes()).hexdigest() in done.stdout
    assert done.stderr == ""


def test_unpacked_it_checks_the_package_it_lies_in(package: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(package) as file:
        file.extractall(tmp_path / "out")
    script = next((tmp_path / "out").rglob("kontrollera.py"))
    assert script.read_bytes() == Path(kontrollera.__file__).read_bytes()
    command = [sys.executable, "-I", "-S", str(script), "--en"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Everything matches.")
    next((tmp_path / "out").rglob("record.json")).write_text("{}", "utf-8")
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1


def test_only_the_named_key_will_do(package: Path, desk: Desk) -> None:
    right = fingerprint(desk.seal.key.public)
    assert check(package, "--nyckel", right).returncode == 0
    done = check(package, "--nyckel", "0" * 64)
    assert done.returncode == 1
    assert "annan nyckel" in done.stdout


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_changed_byte_anywhere_is_found(data: st.DataObject, package_bytes: bytes) -> None:
    """In any file that the manifest lists; the manifest itself is known by the SHA-256 of the whole."""
    names = [name for name in contents(package_bytes) if not name.endswith("sip.xml")]
    name = data.draw(st.sampled_from(sorted(names)))
    content = bytearray(contents(package_bytes)[name])
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    changed = contents(package_bytes) | {name: bytes(content)}
    assert run_on(changed) != 0, name


def run_on(files: dict[str, bytes]) -> int:
    """The verifier's verdict, without a new process for each."""
    with tempfile.TemporaryDirectory() as folder:
        to = Path(folder) / "package.zip"
        with zipfile.ZipFile(to, "w") as file:
            for name, content in files.items():
                file.writestr(name, content)
        return kontrollera.main([str(to)])


def contents(package: bytes) -> dict[str, bytes]:
    """Path in the zip → bytes."""
    with zipfile.ZipFile(io.BytesIO(package)) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.fixture(scope="module")
def package_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    desk = make_desk(tmp_path_factory.mktemp("data"))
    archive = Archive(agency="Exempelby kommun", agency_code="212000-0000")
    desk = replace(desk, archive=archive)
    settled(desk, id="1")
    found = export(desk, "fgs12", 1)
    desk.register.close()
    return found


def forged(change: Callable[[dict[str, bytes]], None]) -> Callable[[dict[str, bytes]], None]:
    """A change by somebody who also brings the manifests up to date."""

    def apply(files: dict[str, bytes]) -> None:
        before = dict(files)
        change(files)
        for _ in range(2):  # an inner METS is listed in the outer
            for name in [one for one in files if one.endswith(("METS.xml", "sip.xml"))]:
                text = files[name].decode()
                for other, content in before.items():
                    old, new = (hashlib.sha256(one).hexdigest() for one in (content, files[other]))
                    text = text.replace(old, new)
                    if len(content) != len(files[other]):
                        text = text.replace(f'SIZE="{len(content)}"', f'SIZE="{len(files[other])}"')
                before[name], files[name] = before[name], text.encode()

    return apply


def events_of(files: dict[str, bytes]) -> tuple[str, list[str]]:
    name = next(one for one in files if one.endswith("handelser.jsonl"))
    return name, files[name].decode().splitlines()


def change_actor(files: dict[str, bytes]) -> None:
    name, lines = events_of(files)
    event = json.loads(lines[0]) | {"actor": "Någon Annan"}
    lines[0] = json.dumps(event, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    files[name] = ("\n".join(lines) + "\n").encode()


def drop_event(files: dict[str, bytes]) -> None:
    name, lines = events_of(files)
    files[name] = ("\n".join(lines[1:]) + "\n").encode()


def change_record(files: dict[str, bytes]) -> None:
    name = next(one for one in files if one.endswith("record.json"))
    files[name] = files[name].replace("är".encode(), b"ar" + b" ")


def change_signature(files: dict[str, bytes]) -> None:
    name = next(one for one in files if one.endswith("signaturer.json"))
    proof = json.loads(files[name])
    proof["checkpoints"][0]["signature"] = "00" * 64
    files[name] = json.dumps(proof).encode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (change_actor, "är ändrad"),
        (drop_event, "saknas"),
        (change_record, "är inte den fil som sparades"),
        (change_signature, "är inte nyckelns"),
    ],
)
def test_who_also_changes_the_manifest_is_found_out_by_the_signature(
    package: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None], said: str
) -> None:
    tampered = rewritten(package, tmp_path / "tampered.zip", forged(change))
    done = check(tampered)
    assert done.returncode == 1, done.stdout
    assert said in done.stdout


@pytest.mark.parametrize("arguments", [["/finns/inte.zip"], [__file__]])
def test_what_is_no_package_is_said_so(arguments: list[str]) -> None:
    assert check(*arguments).returncode == 2


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 63), st.integers(0, 7))
def test_it_knows_a_signature_as_cryptography_does(message: bytes, spot: int, bit: int) -> None:
    """RFC 8032: right where it is right, wrong where one bit of signature, key or message is another."""
    private = Ed25519PrivateKey.generate()
    key = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    signature = private.sign(message)
    assert kontrollera.verify(key, message, signature)
    other = bytearray(signature)
    other[spot] ^= 1 << bit
    assert not kontrollera.verify(key, message, bytes(other))
    other = bytearray(key)
    other[spot % 32] ^= 1 << bit
    assert not kontrollera.verify(bytes(other), message, signature)
    assert not kontrollera.verify(key, message + b"x", signature)


@given(st.integers(1, 70), st.data())
def test_every_leaf_leads_to_the_root_and_no_other_does(count: int, data: st.DataObject) -> None:
    leaves = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(count)]
    root, place = merkle.root(leaves), data.draw(st.integers(0, count - 1))
    path = merkle.path(leaves, place)
    assert merkle.climb(leaves[place], path) == root
    assert kontrollera.climb(leaves[place], [list(step) for step in path]) == root
    assert kontrollera.tree([kontrollera.leaf(leaf) for leaf in leaves]).hex() == root
    assert merkle.climb("00" * 32, path) != root


def test_the_tree_is_that_of_rfc_6962() -> None:
    """The root of one leaf is its hash with 00 before it; of two, theirs with 01 before."""
    one, two = "aa" * 32, "bb" * 32
    leaf = [hashlib.sha256(b"\0" + bytes.fromhex(part)).digest() for part in (one, two)]
    assert merkle.root([one]) == leaf[0].hex()
    assert merkle.root([one, two]) == hashlib.sha256(b"\1" + leaf[0] + leaf[1]).hexdigest()


def test_an_entry_is_proved_without_showing_the_others(desk: Desk) -> None:
    for number in range(30):
        settled(desk, id=str(number))
    desk.seal.checkpoint()
    proof = json.loads(desk.seal.prove([7]))
    told = json.dumps(proof)
    hashes = Checkpoints(desk.register).hashes(1, 60)
    assert [one["number"] for one in proof["checkpoints"]] == [1]
    shown = [one for one in hashes if one in told]
    assert len(shown) <= 2, "its neighbour, and the head"
    whole = json.loads(desk.seal.prove(range(1, 61)))
    assert whole["checkpoints"][0]["leaves"][:60] == hashes
