"""export: a bundle for the police that a stranger can read and check, and that never holds a forbidden picture."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from companion.contract import Ground
from companion.desk import Desk
from companion.errors import AgencyMissing, NothingToExport
from companion.export import bag
from companion.register import Actor, Query
from companion.settings import Archive
from tests import preflight
from tests.companion.packages import contents, rewritten
from tests.companion.samples import PICTURE, capture

CHILD = {"category": "crime", "ground": "bbs_child_abuse"}
THREAT = {"category": "crime", "ground": "bbs_threat"}


@pytest.fixture
def bundle(desk: Desk, actor: Actor, tmp_path: Path) -> Path:
    """A threat with its picture, and child abuse material without."""
    desk.capture(capture(id="1", text="Hot", decision=THREAT), actor, PICTURE)
    desk.capture(capture(id="2", text="Länk", image=None, decision=CHILD), actor, None)
    return desk.export("police", Query(), tmp_path / "police.zip", actor).path


def part(bundle: Path, end: str) -> bytes:
    (found,) = [content for name, content in contents(bundle).items() if name.endswith(end)]
    return found


def told(bundle: Path) -> dict[int, Any]:
    return {one["entry"]: one for one in json.loads(part(bundle, "anmalan.json"))["entries"]}


def test_each_entry_is_there_to_read_and_as_it_was_saved(bundle: Path, tmp_path: Path) -> None:
    """L1: crimes are registered and reported."""
    names = {name.partition("/data/")[2] for name in contents(bundle)} - {""}
    assert {name for name in names if name.startswith("poster/1/")} == {
        "poster/1/entry.pdf", "poster/1/entry.json", "poster/1/record.json", "poster/1/screenshot.png",
    }  # fmt: skip
    assert part(bundle, "/1/screenshot.png") == PICTURE
    for number in (1, 2):
        document = tmp_path / f"{number}.pdf"
        document.write_bytes(part(bundle, f"/{number}/entry.pdf"))
        assert preflight.objections(document) == ""


def test_the_law_of_each_ground_is_named(bundle: Path) -> None:
    found = told(bundle)
    assert (found[1]["crime"], found[1]["law"]) == ("Olaga hot", "BBS 5 §, BrB 4:5")
    assert (found[2]["law"], found[2]["must_report"]) == ("BBS 5 §, BrB 16:10 a", True)
    letter = part(bundle, "las-mig-forst.txt").decode()
    assert "Olaga hot (BBS 5 §, BrB 4:5)" in letter
    assert "Brottet ska anmälas." in letter


@pytest.mark.parametrize("ground", [one for one in Ground if one is not Ground.BBS_CHILD_ABUSE])
def test_what_is_no_crime_is_not_called_one(
    desk: Desk, actor: Actor, tmp_path: Path, ground: Ground
) -> None:
    """The page's rules and secrecy are why a comment was removed, not what somebody is accused of."""
    entry = desk.capture(capture(decision={"ground": ground.value}), actor, PICTURE).entry
    one = told(desk.export("police", entry, tmp_path / "police.zip", actor).path)[entry]
    crime = ground not in {Ground.PAGE_RULE, Ground.SECRECY, Ground.GDPR}
    assert (one["crime"] is not None) == crime
    assert one["law"] == desk.policy.grounds[ground].law


def test_of_child_abuse_material_there_is_text_and_no_picture(bundle: Path) -> None:
    """BrB 16:10 a: text, link, ids, times; test_export_no_picture.py looks into every file for more."""
    one = told(bundle)[2]
    assert (one["text"], one["picture"], one["picture_forbidden"]) == ("Länk", False, True)
    assert one["permalink"]
    assert one["comment_id"] == "2"
    assert one["captured_at"]
    assert "bild ej sparad – BrB 16:10 a" in part(bundle, "las-mig-forst.txt").decode()
    assert not [name for name in contents(bundle) if "/2/" in name and name.endswith(".png")]


def unpacked(bundle: Path, to: Path) -> Path:
    with zipfile.ZipFile(bundle) as file:
        file.extractall(to)
    (folder,) = to.iterdir()
    return folder


def own_verifier(folder: Path) -> int:
    """What the verifier in the bundle says, run with nothing else."""
    script = folder / "data" / "kontroll" / "kontrollera.py"
    done = subprocess.run([sys.executable, "-I", str(script)], capture_output=True, check=False)
    return done.returncode


def listed(folder: Path) -> int:
    """What `sha256sum -c` says of both lists; where there is none (Windows), the lists are read here."""
    if not (command := shutil.which("sha256sum") or shutil.which("gsha256sum")):
        return sum(not _holds(folder, line) for line in _lines(folder))
    return sum(
        subprocess.run([command, "-c", "--strict", name], cwd=folder, capture_output=True).returncode
        for name in (bag.MANIFEST, bag.TAGS)
    )  # fmt: skip


def _lines(folder: Path) -> list[str]:
    names = (bag.MANIFEST, bag.TAGS)
    return [line for name in names for line in (folder / name).read_text("utf-8").splitlines()]


def _holds(folder: Path, line: str) -> bool:
    sha256, _, name = line.partition("  ")
    file = folder / name
    return file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == sha256


def test_a_stranger_can_check_it(bundle: Path, tmp_path: Path) -> None:
    """By sha256sum alone, and by the verifier that lies in it."""
    folder = unpacked(bundle, tmp_path / "out")
    assert listed(folder) == 0
    assert own_verifier(folder) == 0
    assert (folder / "bagit.txt").read_text() == (
        "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    )
    oxum = (folder / "bag-info.txt").read_text().rpartition("Payload-Oxum: ")[2]
    size, _, count = oxum.strip().partition(".")
    payload = [one for one in (folder / "data").rglob("*") if one.is_file()]
    assert (int(size), int(count)) == (sum(one.stat().st_size for one in payload), len(payload))


Files = dict[str, bytes]


def at(files: Files, end: str) -> str:
    return next(name for name in files if name.endswith(end))


FAULTS = {
    "a changed picture": lambda files: files.update({at(files, ".png"): PICTURE[:-1] + b"x"}),
    "a changed document": lambda files: files.update({at(files, "/1/entry.pdf"): b"%PDF-1.4"}),
    "a missing record": lambda files: files.pop(at(files, "/1/record.json")),
    "an extra file": lambda files: files.update({at(files, ".png") + ".exe": b"MZ"}),
    "a changed list": lambda files: files.update(
        {at(files, f"/{bag.MANIFEST}"): files[at(files, f"/{bag.MANIFEST}")].replace(b"a", b"b", 1)}
    ),
    "a lost list": lambda files: files.pop(at(files, bag.TAGS)),
    "a file that is not told": lambda files: files.update(
        {at(files, f"/{bag.MANIFEST}"): b"\n".join(
            line for line in files[at(files, f"/{bag.MANIFEST}")].splitlines()
            if not line.endswith(b"screenshot.png")
        )}
    ),
    "a changed description": lambda files: files.update({at(files, "bag-info.txt"): b"x: y\n"}),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_what_was_changed_is_refused(bundle: Path, tmp_path: Path, fault: str) -> None:
    """By our own check before it gets its name, and by the verifier that lies in it."""
    broken = rewritten(bundle, tmp_path / "broken.zip", FAULTS[fault])
    assert list(bag.problems(broken)) != []
    assert own_verifier(unpacked(broken, tmp_path / "out")) == 1


def test_the_authority_must_be_known(desk: Desk, actor: Actor, tmp_path: Path) -> None:
    entry = desk.capture(capture(), actor, PICTURE).entry
    nameless = replace(desk, archive=Archive())
    with pytest.raises(AgencyMissing):
        nameless.export("police", entry, tmp_path / "out" / "p.zip", actor)
    with pytest.raises(NothingToExport):
        desk.export("police", Query(text="ingenting"), tmp_path / "out" / "p.zip", actor)
    assert list((tmp_path / "out").iterdir()) == []
