"""Disposal: by a named person under a named decision, whole or not at all, and nothing of it is left (H9, A5)."""

from __future__ import annotations

import io
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect

from companion.contract import Category, EntryState, Platform
from companion.desk import Desk
from companion.errors import DisposalRefused, EntryDisposed, StorageFailed
from companion.office import Offices
from companion.office.disposal import Choice
from companion.office.integrity import Report
from companion.policy import InForce
from companion.register import Query, Register, fates
from companion.register.disposals import Disposals
from companion.register.life import Stage
from companion.vault import Vault
from tests.companion.exporting import export
from tests.companion.keeping import (
    ACTOR,
    DECISION,
    all_of_it,
    checking,
    disposing,
    later,
    settled,
)
from tests.companion.samples import PICTURE, capture, picture
from tests.preflight import objections

TEXT = "Du är en ⁂☃☄ idiot, Zäta Örtengård-Qvist!"
AUTHOR = "Zäta Örtengård-Qvist"
RARE = "⁂☃☄"
"""A trigram that no other text has: it must leave the index's own segments too."""


OUTCOMES = (EntryState.HIDDEN, EntryState.DELETED, EntryState.VANISHED)


def files(folder: Path) -> dict[str, bytes]:
    """Every file of the data directory: database, WAL, shared memory, vault, keys, whatever lies there."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def traces(folder: Path, *wanted: bytes) -> set[str]:
    """The files in which any of this is found."""
    return {name for name, content in files(folder).items() if any(w in content for w in wanted)}


def whole(desk: Desk) -> Report:
    """The register, checked."""
    report = checking(desk).verify(ACTOR)
    assert report.faults == []
    return report


def dispose(desk: Desk, folder: Path, count: int) -> int:
    """Dispose of all that is due; gives the disposal's number."""
    office = disposing(later(desk), folder)
    return office.run(office.decide(all_of_it(count), ACTOR)).number


def secret(**changes: Any) -> dict[str, Any]:
    """A capture full of what must go."""
    author = {"name": AUTHOR, "url": "https://www.facebook.com/zata", "id": None}
    return {"text": TEXT, "author": author, **changes}


def test_nothing_of_it_is_left_in_any_file(desk: Desk, tmp_path: Path) -> None:
    """arkivlagen 10 §: text, author, picture and index are gone from database, WAL and vault; the rest stays."""
    learning, shot = replace(desk, learn=True), picture(400, 300, "#123456")
    for number in range(40):
        settled(learning, id=f"other {number}", text=f"annat {number} " * (number % 7 + 1))
    gone = settled(
        learning,
        shot,
        decision={"category": "hate"},
        markup=f"<p>{TEXT}</p>",
        **secret(id="7777001"),
    )
    private = (TEXT, AUTHOR, RARE, "7777001")
    wanted = [*(one.encode() for one in private), shot, shot[50:200]]
    assert len(traces(tmp_path, *wanted)) >= 3, (
        "else the search would see nothing wherever it looked"
    )
    assert traces(tmp_path, RARE.encode()) & {"register.sqlite3", "register.sqlite3-wal"}
    due = replace(
        later(learning),
        rules=InForce(later(learning).policy.model_copy(update=_also(learning, "hate"))),
    )
    office = disposing(due, tmp_path)
    chosen = Choice(Category.HATE, DECISION, 1, unregistered_too=True)
    office.run(office.decide(chosen, ACTOR))
    assert traces(tmp_path, *wanted) == set()
    shell = desk.register.entry(gone)
    assert (shell.disposed_under, shell.category, shell.moderator) == (
        DECISION,
        Category.HATE,
        ACTOR.moderator,
    )
    assert desk.entries(Query(text="annat")).total == 40
    assert desk.register.lessons() != []
    whole(desk)


def _also(desk: Desk, category: str) -> dict[str, object]:
    rules = later(desk).policy.categories
    limit = rules[Category.INSULT].retention
    changed = {
        Category.INSULT: desk.policy.categories[Category.INSULT],
        Category(category): rules[Category(category)].model_copy(update={"retention": limit}),
    }
    return {"categories": rules | changed}


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_lay_around_it(
    data: st.DataObject, desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite keeps copies of rows it has moved between pages: wherever they lay, none may remain."""
    folder = tmp_path_factory.mktemp("data")
    register = Register(folder / "register.sqlite3")
    desk = replace(desk, register=register, vault=Vault(folder / "vault"))
    sizes = data.draw(st.lists(st.integers(0, 3000), min_size=1, max_size=25))
    place = data.draw(st.integers(0, len(sizes)))
    for number, size in enumerate([*sizes[:place], -1, *sizes[place:]]):
        plain = {"id": str(number), "text": "x" * size}
        changes = secret(id="7777002") if size < 0 else plain
        entry = desk.capture(capture(**changes), ACTOR, PICTURE).entry
        if size < 0 or data.draw(st.booleans()):
            desk.settle(entry, data.draw(st.sampled_from(OUTCOMES)), ACTOR)
    office = disposing(later(desk), folder)
    ready = len(office.due()[0].ready)
    office.run(office.decide(all_of_it(ready), ACTOR))
    assert traces(folder, TEXT.encode(), AUTHOR.encode(), b"7777002", RARE.encode()) == set()
    register.close()


def test_every_table_that_knows_an_entry_has_its_fate(register: Register) -> None:
    """A table added later must say what disposal does with it."""
    with register.engine.connect() as connection:
        knowing = {*fates.referring(connection), *fates.naming_comments(connection)}
        suspect = {"text", "author_name", "author_url", "permalink", "author_id"}
        inspector = inspect(connection)
        for table in inspector.get_table_names():
            columns = {column["name"] for column in inspector.get_columns(table)}
            if columns & suspect and not table.startswith("entry_t"):
                knowing.add(table)
    assert knowing >= {"event", "detail", "judgement", "entry"}, "nothing was read"
    assert knowing - set(fates.FATES) == set()


def test_the_shell_keeps_what_the_list_says_and_no_more(desk: Desk, tmp_path: Path) -> None:
    entry = settled(desk)
    before = desk.register.entry(entry).model_dump()
    dispose(desk, tmp_path, 1)
    after = desk.register.entry(entry).model_dump()
    new = {"disposed_at", "disposed_under", "disposal"}
    assert {name: after[name] for name in fates.KEPT & set(after) - new} == {
        name: before[name] for name in fates.KEPT & set(after) - new
    }
    emptied = set(after) - fates.KEPT
    assert emptied > {"text", "author_name", "comment_id", "text_sha256", "capture_id", "page_url"}
    own = {f"gallrad-{entry}", "00000000-0000-0000-0000-000000000001"}
    assert {str(after[name]) for name in emptied} <= {"None", ""} | own


def test_events_and_protocol_remain_and_the_chain_holds(desk: Desk, tmp_path: Path) -> None:
    entries = [settled(desk, id=str(number)) for number in range(3)]
    desk.seal.checkpoint()
    number = dispose(desk, tmp_path, 3)
    assert [one.kind for one in desk.register.history(entries[0])] == [
        "captured",
        "outcome",
        "disposed",
    ]
    told = desk.register.history(entries[0])[-1]
    assert (told.actor, told.facts["decision"]) == (ACTOR.moderator, DECISION)
    protocol = tmp_path.with_suffix(".pdf")
    protocol.write_bytes(disposing(desk, tmp_path).protocol(number))
    assert objections(protocol) == ""
    report = whole(desk)
    assert report.files == 1, "the protocol"


def test_the_protocol_says_what_decision_when_who_and_how_many(desk: Desk, tmp_path: Path) -> None:
    entry = settled(desk)
    shell = desk.register.entry(entry)
    number = dispose(desk, tmp_path, 1)
    said = _read(disposing(desk, tmp_path).protocol(number))
    for part in (DECISION, ACTOR.moderator, "Exempelby kommun", "Personangrepp"):
        assert "".join(part.split()) in said
    assert shell.record_sha256 in said
    assert shell.screenshot_sha256 is not None
    assert shell.screenshot_sha256 in said
    assert "idiot" not in said


def _read(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_a_shared_picture_stays_while_another_entry_needs_it(desk: Desk, tmp_path: Path) -> None:
    settled(desk, id="1")
    other = desk.capture(capture(id="2", decision={"category": "hate"}), ACTOR, PICTURE).entry
    dispose(desk, tmp_path, 1)
    assert desk.picture(other) == PICTURE
    whole(desk)


def test_evidence_of_a_second_capture_of_the_comment_goes_too(desk: Desk, tmp_path: Path) -> None:
    """Two tabs meet in one entry, and leave two records in the vault: both are about the same person."""
    settled(desk, **secret(id="7777003"))
    again = picture(200, 100, "#010203")
    desk.capture(capture(image=again, **secret(id="7777003")), ACTOR, again)
    assert whole(desk).notices != []
    dispose(desk, tmp_path, 1)
    assert traces(tmp_path, AUTHOR.encode(), again) == set()


def test_held_unsettled_and_not_due_stay(desk: Desk, tmp_path: Path) -> None:
    """A legal hold keeps; what became of the comment must be known; the period must be out."""
    held, unsettled = settled(desk, id="1"), desk.capture(capture(id="2"), ACTOR, PICTURE).entry
    Offices.of(desk, tmp_path).handling.hold(held, ACTOR, "polisanmälan")
    due = disposing(later(desk), tmp_path).due()[0]
    assert [one.id for one in due.held] == [held]
    assert [one.id for one in due.unsettled] == [unsettled]
    assert due.ready == ()
    assert disposing(replace(later(desk), clock=desk.clock), tmp_path).due() == []
    with pytest.raises(DisposalRefused):
        disposing(later(desk), tmp_path).decide(all_of_it(1), ACTOR)


def test_a_hold_that_comes_after_the_decision_counts(desk: Desk, tmp_path: Path) -> None:
    one, other = settled(desk, id="1"), settled(desk, id="2")
    office = disposing(later(desk), tmp_path)
    disposal = office.decide(all_of_it(2), ACTOR)
    Offices.of(desk, tmp_path).handling.hold(one, ACTOR, "polisanmälan")
    done = office.run(disposal)
    assert desk.register.entry(one).disposed_at is None
    assert desk.register.entry(other).disposed_at is not None
    assert done.finished is not None
    assert (done.finished.facts["entries"], done.finished.facts["skipped"]) == (1, 1)


@pytest.mark.parametrize(
    ("unregistered_too", "undelivered_too", "stages"),
    [
        (False, False, {Stage.EXPORTED}),
        (True, False, {Stage.EXPORTED, Stage.SAVED}),
        (False, True, {Stage.EXPORTED, Stage.REGISTERED}),
        (True, True, {Stage.EXPORTED, Stage.REGISTERED, Stage.SAVED}),
    ],
)
def test_what_has_not_come_the_whole_way_needs_a_choice(
    desk: Desk, tmp_path: Path, unregistered_too: bool, undelivered_too: bool, stages: set[Stage]
) -> None:
    """S4 N3: an entry neither registered nor delivered is disposed of only by explicit choice."""
    _, registered, exported = (settled(desk, id=str(number)) for number in range(3))
    for entry in (registered, exported):
        registration = Offices.of(desk, tmp_path).registration
        registration.register(entry, ACTOR, diarienummer=f"KS 2026/{entry}")
    export(desk, "pdf", exported)
    office = disposing(later(desk), tmp_path)
    chosen = office.due()[0].chosen(
        unregistered_too=unregistered_too, undelivered_too=undelivered_too
    )
    assert {one.stage for one in chosen} == stages
    choice = Choice(
        Category.INSULT,
        DECISION,
        len(chosen),
        unregistered_too=unregistered_too,
        undelivered_too=undelivered_too,
    )
    done = office.run(office.decide(choice, ACTOR))
    gone = {one.entry.id for one in chosen}
    assert {shell.id for shell, _ in Disposals(desk.register).disposed(done.number)} == gone


def test_a_list_that_has_changed_is_shown_anew(desk: Desk, tmp_path: Path) -> None:
    settled(desk, id="1")
    office = disposing(later(desk), tmp_path)
    settled(desk, id="2")
    with pytest.raises(DisposalRefused):
        office.decide(all_of_it(1), ACTOR)
    with pytest.raises(DisposalRefused):
        office.decide(Choice(Category.INSULT, "ett annat beslut", 2, True, True), ACTOR)
    assert desk.register.told("disposal_started") == []


def test_practice_entries_are_no_records_and_not_disposed_of(desk: Desk, tmp_path: Path) -> None:
    settled(desk, platform="practice")
    assert disposing(later(desk), tmp_path).due() == []


def test_a_shell_is_left_alone_and_can_be_exported(desk: Desk, tmp_path: Path) -> None:
    entry = settled(desk)
    dispose(desk, tmp_path, 1)
    for form in ("pdf", "json", "eark", "fgs12"):
        assert b"idiot" not in export(desk, form, entry)
    with pytest.raises(EntryDisposed):
        desk.settle(entry, desk.register.entry(entry).state, ACTOR)


def test_the_same_comment_may_come_again(desk: Desk, tmp_path: Path) -> None:
    """What is disposed of is forgotten: a new capture of the comment is a new entry."""
    first = settled(desk)
    dispose(desk, tmp_path, 1)
    assert desk.register.known(Platform.FACEBOOK, ["998877665544332211"]) == []
    assert settled(desk) != first


def test_a_capture_cannot_come_to_need_what_is_being_destroyed(desk: Desk, tmp_path: Path) -> None:
    """S3: never a row without its evidence, also where a capture brings bytes that a disposal is erasing."""
    settled(desk, id="1")
    request = capture(id="2")
    put = desk.vault.put_all

    def put_and_lose(*pieces: bytes) -> list[str]:
        hashes = put(*pieces)
        dispose(desk, tmp_path, 1)
        return hashes

    desk.vault.put_all = put_and_lose  # type: ignore[method-assign]
    with pytest.raises(StorageFailed):
        desk.capture(request, ACTOR, PICTURE)
    desk.vault.put_all = put  # type: ignore[method-assign]
    assert desk.picture(desk.capture(request, ACTOR, PICTURE).entry) == PICTURE


def test_the_database_has_no_dead_pages(desk: Desk, tmp_path: Path) -> None:
    settled(desk)
    dispose(desk, tmp_path, 1)
    with sqlite3.connect(tmp_path / "register.sqlite3") as raw:
        assert raw.execute("PRAGMA freelist_count").fetchone() == (0,)
