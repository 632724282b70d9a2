"""export: whatever the form, a whole file or none, and an event with the hash of what was written."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from companion.desk import Desk
from companion.errors import EvidenceDamaged, ExportFailed, NotFound, NothingToExport, StorageFailed
from companion.export.formats import FORMATS
from companion.register import Actor, Query
from tests.companion.samples import PICTURE, capture

FORMS = pytest.mark.parametrize("form", FORMATS)
LISTS = {"csv", "xlsx", "json"}
"""May be empty."""


@FORMS
def test_an_entrys_export_is_an_event_with_its_hash(
    desk: Desk, actor: Actor, tmp_path: Path, form: str
) -> None:
    entry = desk.capture(capture(), actor, PICTURE).entry
    made = desk.export(form, entry, tmp_path / "out" / "file", actor)
    content = made.path.read_bytes()
    assert made.sha256 == hashlib.sha256(content).hexdigest()
    event = desk.register.history(entry)[-1]
    assert (event.kind, event.actor) == ("exported", "Eva Exempel")
    facts = {"format": form, "sha256": made.sha256, "size": len(content)}
    facts |= {"client": actor.client, "record": FORMATS[form].record}
    assert {name: event.facts[name] for name in facts} == facts
    assert set(event.facts) - set(facts) <= {"rows", "marked"}
    assert desk.register.broken_events() == []


@FORMS
def test_a_selections_export_is_an_event_of_the_register(
    desk: Desk, actor: Actor, tmp_path: Path, form: str
) -> None:
    """The words searched for may be about a person: they are not in the chain."""
    for number in range(3):
        desk.capture(capture(id=str(number), text=f"Text {number}"), actor, PICTURE)
    made = desk.export(form, Query(text="text"), tmp_path / "file", actor)
    assert [event.kind for event in desk.register.history(1)] == ["captured"]
    facts = desk.register.note(None, actor, "test", {}).previous
    found = [event for event in desk.register.history() if event.kind == "exported"]
    assert [event.hash for event in found] == [facts]
    assert found[0].facts == {
        "record": FORMATS[form].record,
        "marked": [],
        "letters": {"text": 4},
        "format": form,
        "sha256": made.sha256,
        "size": made.size,
        "entries": 3,
        "newest": 3,
        "oldest": 1,
        "client": actor.client,
    }


@FORMS
def test_nothing_chosen_gives_an_empty_list_or_an_error(
    desk: Desk, actor: Actor, tmp_path: Path, form: str
) -> None:
    if form in LISTS:
        assert desk.export(form, Query(), tmp_path / "file", actor).size
        return
    with pytest.raises(NothingToExport):
        desk.export(form, Query(), tmp_path / "file", actor)
    assert list(tmp_path.glob("file*")) == []


@FORMS
def test_an_unknown_entry_leaves_nothing(
    desk: Desk, actor: Actor, tmp_path: Path, form: str
) -> None:
    with pytest.raises(NotFound):
        desk.export(form, 7, tmp_path / "file", actor)
    assert list(tmp_path.glob("*file*")) == []


@pytest.mark.parametrize("form", sorted(set(FORMATS) - LISTS))
@pytest.mark.parametrize("asked", [2, Query()])
def test_damaged_evidence_leaves_what_was_there_before(
    desk: Desk, actor: Actor, tmp_path: Path, form: str, asked: int | Query
) -> None:
    desk.capture(capture(id="1"), actor, PICTURE)
    desk.capture(capture(id="2", text="Annat"), actor, PICTURE)
    for file in (tmp_path / "vault").rglob("*"):
        if file.is_file() and file.read_bytes() == PICTURE:
            file.write_bytes(b"changed")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "file").write_bytes(b"before")
    with pytest.raises(EvidenceDamaged):
        desk.export(form, asked, folder / "file", actor)
    assert [(one.name, one.read_bytes()) for one in folder.iterdir()] == [("file", b"before")]
    assert [event.kind for event in desk.register.history()] == ["captured"] * 2


@FORMS
def test_a_place_that_cannot_be_written_is_said(
    desk: Desk, actor: Actor, tmp_path: Path, form: str
) -> None:
    entry = desk.capture(capture(), actor, PICTURE).entry
    (tmp_path / "taken").write_text("a file, no folder")
    with pytest.raises(ExportFailed):
        desk.export(form, entry, tmp_path / "taken" / "file", actor)


@FORMS
def test_an_export_that_is_not_recorded_is_no_export(
    desk: Desk, actor: Actor, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = desk.capture(capture(), actor, PICTURE).entry

    def fail(*_: object) -> None:
        raise StorageFailed(reason="test")

    monkeypatch.setattr(type(desk.register), "note", fail)
    with pytest.raises(StorageFailed):
        desk.export(form, entry, tmp_path / "file", actor)
    assert not (tmp_path / "file").exists()
