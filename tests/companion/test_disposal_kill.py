"""A disposal killed with SIGKILL at every step: an entry is whole or disposed of, never half (arkivlagen 10 §)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from companion.office.integrity import IntegrityOffice
from tests.companion.disposal_kill_worker import OTHER, SECRET, make_desk
from tests.companion.keeping import ACTOR, disposing, later
from tests.companion.samples import PICTURE

ROOT = Path(__file__).parents[2]


def check(folder: Path) -> bool:
    """After the kill, and after the next start. Gives whether the disposal was carried out."""
    desk = later(make_desk(folder))
    for number in (1, 2, 3):
        entry = desk.register.entry(number)
        if entry.disposed_at is None:
            desk.vault.get(entry.record_sha256)
            desk.picture(number)
        else:
            assert entry.text == ""
    office = disposing(desk, folder)
    office.resume()
    gone = [desk.register.entry(number).disposed_at is not None for number in (1, 2, 3)]
    assert gone in ([False] * 3, [True, True, False])
    assert desk.picture(3) == PICTURE
    assert IntegrityOffice(desk).verify(ACTOR).faults == []
    if gone[0]:
        assert office.protocol(office.all()[0].number).startswith(b"%PDF")
        assert traces(folder) == []
    desk.register.close()
    return gone[0]


def traces(folder: Path) -> list[str]:
    """The files in which something of what was disposed of is left."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    secret = (SECRET.encode(), OTHER)
    return [file.name for file in files if any(one in file.read_bytes() for one in secret)]


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX; the same code runs on Windows")
def test_every_step_walked(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.companion.disposal_kill_worker", str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(command, cwd=ROOT, check=True, env=environment, capture_output=True)
    died = int(ended.stdout)
    assert died >= 20, "the walk must pass through files and statements"
    assert sorted(traces(tmp_path / "0")), "else the search would see nothing wherever it looked"
    done = [check(tmp_path / str(step)) for step in range(1, died + 2)]
    assert not done[0]
    assert done == sorted(done), "once it is decided, it is carried out"
    assert done[-1], "the child that was not killed carried it out"
