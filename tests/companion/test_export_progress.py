"""export: it says how far it has come, and a person may cancel; then nothing half-made is left (S3: nor an event)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from companion import __main__, app, settings
from companion.desk import Desk
from companion.errors import ExportCancelled
from companion.export.formats import FORMATS
from companion.register import Actor, Query
from tests.companion.samples import PICTURE, capture

FORMS = pytest.mark.parametrize("form", FORMATS)
ROOT = Path(__file__).parents[2]
ENTRIES = 3


class Until:
    """Hears of the progress, and cancels at the chosen call (counted from 0)."""

    def __init__(self, last: int | None = None) -> None:
        self.last = last
        self.heard: list[tuple[int, int]] = []

    def __call__(self, done: int, total: int) -> None:
        self.heard.append((done, total))
        if len(self.heard) - 1 == self.last:
            raise ExportCancelled


@pytest.fixture
def filled(desk: Desk, actor: Actor) -> Desk:
    for number in range(ENTRIES):
        desk.capture(capture(id=str(number), text=f"Text {number}"), actor, PICTURE)
    return desk


@FORMS
def test_every_entry_is_counted_and_the_end_is_told(
    filled: Desk, actor: Actor, tmp_path: Path, form: str
) -> None:
    hears = Until()
    filled.export(form, Query(), tmp_path / "file", actor, hears)
    assert hears.heard == [(n, ENTRIES) for n in (0, 1, 2, 3, 3)]
    hears = Until()
    filled.export(form, 1, tmp_path / "file", actor, hears)
    assert hears.heard == [(n, 1) for n in (0, 1, 1)]


@FORMS
@pytest.mark.parametrize("last", [0, 2, ENTRIES + 1])
def test_whenever_it_is_cancelled_what_was_there_before_remains(
    filled: Desk, actor: Actor, tmp_path: Path, form: str, last: int
) -> None:
    """Also when every entry is written and only the name is left to give."""
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "file").write_bytes(b"before")
    with pytest.raises(ExportCancelled):
        filled.export(form, Query(), folder / "file", actor, Until(last))
    assert [(one.name, one.read_bytes()) for one in folder.iterdir()] == [("file", b"before")]
    assert "exported" not in {event.kind for event in filled.register.history()}


def test_the_command_tells_how_far_it_has_come(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tmp_path, ENTRIES)
    to = tmp_path / "list.csv"
    command = ["--data", str(tmp_path), "export", "--format", "csv", "--to", str(to)]
    assert __main__.main(command) == 0
    assert to.exists()
    assert f"{ENTRIES} av {ENTRIES} poster" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="no other process can press Ctrl+C there")
def test_ctrl_c_cancels_and_leaves_nothing(tmp_path: Path) -> None:
    """A real process, interrupted in the middle of a long export."""
    fill(tmp_path, 150)
    out = tmp_path / "out"
    out.mkdir()
    command = [sys.executable, "-m", "companion", "--data", str(tmp_path), "export"]
    command += ["--format", "fgs12", "--to", str(out / "file.zip")]
    working = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    assert working.stderr is not None
    first = "\n0 av 150 poster"
    assert working.stderr.read(len(first)) == first
    working.send_signal(signal.SIGINT)
    _, rest = working.communicate(timeout=30)
    assert working.returncode == 1
    assert "Exporten avbröts." in rest
    assert list(out.iterdir()) == []


def fill(data: Path, count: int) -> None:
    """A data folder with entries and an authority's name."""
    chosen = settings.load(data)
    path = data / "settings.toml"
    told = path.read_text("utf-8").replace('agency = ""', 'agency = "Exempelby"')
    path.write_text(told.replace('agency_code = ""', 'agency_code = "212000-0000"'), "utf-8")
    desk = app.make_desk(chosen, window_url="", classifier=lambda: None)
    actor = Actor(moderator="Eva Exempel", client="t")
    for number in range(count):
        desk.capture(capture(id=str(number), text=f"Text {number}"), actor, PICTURE)
    desk.register.close()
