"""export: WARC that warcio's own check passes, with what was captured and nothing that may not leave."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from companion.desk import Desk
from companion.errors import ExportFailed, NothingToExport
from companion.export import warc
from companion.register import Actor, Query
from tests.companion.samples import PICTURE, capture

MARKUP = "<div role='article'>Ö 🤬</div>"


def checked(path: Path) -> int:
    """What `warcio check` gives: 0 when every digest holds."""
    command = [sys.executable, "-m", "warcio.cli", "check", str(path)]
    return subprocess.run(command, capture_output=True, check=False).returncode


def records(path: Path) -> list[tuple[Any, bytes]]:
    with path.open("rb") as file:
        return [(one.rec_headers, one.content_stream().read()) for one in ArchiveIterator(file)]


@pytest.fixture
def made(desk: Desk, actor: Actor, tmp_path: Path) -> Path:
    """Two comments, one of them on the ground that forbids pictures."""
    desk.capture(capture(id="1", markup=MARKUP), actor, PICTURE)
    child = {"category": "crime", "ground": "bbs_child_abuse"}
    desk.capture(capture(id="2", image=None, decision=child, markup=MARKUP), actor, None)
    return desk.export("warc", Query(), tmp_path / "all.warc", actor).path


def test_warcio_passes_it(made: Path) -> None:
    assert checked(made) == 0


def test_it_holds_markup_and_picture_as_they_were(made: Path) -> None:
    """BrB 16:10 a: of the second comment there is neither, only what is told of it."""
    found = records(made)
    kinds = [(head["WARC-Type"], head["Content-Type"]) for head, _ in found]
    assert kinds == [
        ("warcinfo", "application/warc-fields"),
        ("metadata", "application/json"),
        ("metadata", "application/json"),
        ("resource", "text/html; charset=utf-8"),
        ("resource", "image/png"),
    ]
    (_, _), (_, newest), (first, oldest), (page, markup), (view, picture) = found
    assert json.loads(newest)["entries"][0]["id"] == 2
    assert json.loads(oldest)["entries"][0]["id"] == 1
    assert (markup.decode(), picture) == (MARKUP, PICTURE)
    address = capture().comment.permalink
    assert (page["WARC-Target-URI"], view["WARC-Target-URI"]) == (address, f"urn:view:{address}")
    assert page["WARC-Concurrent-To"] == view["WARC-Concurrent-To"] == first["WARC-Record-ID"]
    assert page["WARC-Date"] == "2026-11-21T09:30:00Z"


def test_the_same_capture_has_the_same_records_again(
    desk: Desk, actor: Actor, tmp_path: Path, made: Path
) -> None:
    """Two exports of an entry can be known as the same: ids come from the capture."""
    again = desk.export("warc", Query(), tmp_path / "again.warc", actor).path
    ids = [[head["WARC-Record-ID"] for head, _ in records(path)[1:]] for path in (made, again)]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 4


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None
)
@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
    path=st.text(st.characters(exclude_categories=["Cs"]), max_size=50),
)
def test_nothing_of_a_comment_begins_a_header_or_a_record(
    desk: Desk, actor: Actor, tmp_path: Path, text: str, path: str
) -> None:
    address = f"https://example.org/{path}\r\nWARC-Type: request"
    asked = capture(text=text, permalink=address, markup=f"{text}\r\n\r\nWARC/1.1\r\n")
    entry = desk.capture(asked, actor, PICTURE).entry
    found = records(desk.export("warc", entry, tmp_path / "one.warc", actor).path)
    assert [head["WARC-Type"] for head, _ in found] == [
        "warcinfo", "metadata", "resource", "resource",
    ]  # fmt: skip
    assert found[2][1].decode() == asked.markup


FAULTS = {
    "a changed picture": (PICTURE, PICTURE[:-1] + b"x"),
    "changed markup": (b"role='article'", b"role='articlE'"),
    "a changed entry": (b'"uppsikt-register-1"', b'"uppsikt-register-2"'),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_was_changed_is_refused(made: Path, fault: str) -> None:
    """By warcio's own check, and by ours before the file gets its name."""
    old, new = FAULTS[fault]
    content = made.read_bytes()
    assert old in content
    made.write_bytes(content.replace(old, new))
    assert checked(made) != 0
    with pytest.raises(ExportFailed):
        warc.check(made)


def test_a_file_cut_short_is_refused(made: Path) -> None:
    made.write_bytes(made.read_bytes()[:-100])
    with pytest.raises(ExportFailed):
        warc.check(made)


def test_nothing_chosen_is_no_file(desk: Desk, actor: Actor, tmp_path: Path) -> None:
    with pytest.raises(NothingToExport):
        desk.export("warc", Query(), tmp_path / "none.warc", actor)
    assert list(tmp_path.glob("*.warc")) == []
