"""register: one entry a capture, a chained history, and the row never without its event."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import SQLModel

from companion.contract import EntryState, Platform
from companion.desk import Desk
from companion.errors import CaptureConflict, NotFound
from companion.register import Actor, Query, Register
from companion.register.engine import make_engine, migrate
from tests.companion.samples import NOW, PICTURE, capture


def test_a_retry_gives_the_same_receipt_and_no_second_entry(desk: Desk, actor: Actor) -> None:
    request = capture()
    first = desk.capture(request, actor, PICTURE)
    assert desk.capture(request, actor, PICTURE) == first
    assert desk.entries(Query()).total == 1


def test_other_content_under_the_same_id_is_refused(desk: Desk, actor: Actor) -> None:
    request = capture()
    desk.capture(request, actor, PICTURE)
    with pytest.raises(CaptureConflict):
        desk.capture(capture(capture_id=request.capture_id, text="annat"), actor, PICTURE)
    assert desk.entries(Query()).total == 1


def test_two_tabs_on_the_same_comment_make_one_entry(desk: Desk, actor: Actor) -> None:
    receipts = []
    requests = [capture() for _ in range(8)]
    threads = [
        threading.Thread(target=lambda r=r: receipts.append(desk.capture(r, actor, PICTURE)))
        for r in requests
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({receipt.entry for receipt in receipts}) == 1
    assert len({receipt.capture_id for receipt in receipts}) == 1
    assert desk.entries(Query()).total == 1
    assert desk.register.broken_events() == []


def test_an_edited_comment_is_a_new_entry(desk: Desk, actor: Actor) -> None:
    desk.capture(capture(), actor, PICTURE)
    desk.capture(capture(text="ändrad text"), actor, PICTURE)
    assert desk.entries(Query()).total == 2
    known = desk.register.known(Platform.FACEBOOK, ["998877665544332211", "5"])
    assert [entry.text for entry in known] == ["ändrad text"]


def test_outcome_is_recorded_once_and_in_order(desk: Desk, actor: Actor) -> None:
    entry = desk.capture(capture(), actor, PICTURE).entry
    for state in (EntryState.UNKNOWN, EntryState.UNKNOWN, EntryState.HIDDEN):
        desk.register.settle(entry, state, actor, seen_at=NOW, detail="")
    history = desk.register.history(entry)
    assert [(event.kind, event.facts.get("after")) for event in history] == [
        ("captured", None),
        ("outcome", "unknown"),
        ("outcome", "hidden"),
    ]
    with pytest.raises(NotFound):
        desk.register.settle(99, EntryState.HIDDEN, actor, seen_at=NOW, detail="")


@pytest.mark.parametrize("state", [EntryState.UNKNOWN, EntryState.FAILED])
def test_what_is_not_settled_stays_listed(desk: Desk, actor: Actor, state: EntryState) -> None:
    entry = desk.capture(capture(), actor, PICTURE).entry
    assert desk.entries(Query(unsettled=True)).total == 1
    desk.register.settle(entry, state, actor, seen_at=NOW, detail="")
    assert desk.entries(Query(unsettled=True)).total == 1
    desk.settle(entry, EntryState.DELETED, actor)
    assert desk.entries(Query(unsettled=True)).total == 0


def test_a_changed_event_breaks_the_chain(desk: Desk, actor: Actor, tmp_path: Path) -> None:
    for number in range(3):
        desk.capture(capture(id=str(number)), actor, PICTURE)
    assert desk.register.broken_events() == []
    with sqlite3.connect(tmp_path / "register.sqlite3") as raw:
        raw.execute("UPDATE event SET actor = 'någon annan' WHERE seq = 2")
    assert desk.register.broken_events() == [2]
    with sqlite3.connect(tmp_path / "register.sqlite3") as raw:
        raw.execute("DELETE FROM event WHERE seq = 2")
    assert desk.register.broken_events() == [3]


def test_events_hold_no_personal_data(desk: Desk, actor: Actor) -> None:
    entry = desk.capture(capture(), actor, PICTURE).entry
    told = str([event.model_dump() for event in desk.register.history(entry)])
    for private in ("Påhittad", "idiot", "998877665544332211"):
        assert private not in told


def test_sqlite_is_set_to_lose_nothing(tmp_path: Path) -> None:
    engine = make_engine(tmp_path / "r.sqlite3")
    with engine.connect() as connection:
        asked = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    engine.dispose()


def test_migrations_give_the_tables_that_the_code_expects(tmp_path: Path) -> None:
    engine = make_engine(tmp_path / "r.sqlite3")
    migrate(engine)
    migrate(engine)
    with engine.connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            found = connection.execute(text(f"PRAGMA table_info({table.name})")).all()
            assert {(c.name, not c.notnull) for c in found if c.name not in ("id", "seq")} == {
                (c.name, c.nullable) for c in table.columns if c.name not in ("id", "seq")
            }
    engine.dispose()


def test_the_list_pages_newest_first(desk: Desk, actor: Actor) -> None:
    for number in range(5):
        desk.capture(capture(id=str(number)), actor, PICTURE)
    first = desk.entries(Query(limit=2))
    assert [entry.id for entry in first.entries] == [5, 4]
    second = desk.entries(Query(limit=2, before=first.next_before))
    assert [entry.id for entry in second.entries] == [3, 2]
    last = desk.entries(Query(limit=2, before=second.next_before))
    assert ([entry.id for entry in last.entries], last.next_before) == ([1], None)


def test_practice_entries_are_kept_apart(desk: Desk, actor: Actor) -> None:
    desk.capture(capture(), actor, PICTURE)
    desk.capture(capture(platform="practice"), actor, PICTURE)
    assert [e.platform for e in desk.entries(Query()).entries] == [Platform.FACEBOOK]
    assert [e.platform for e in desk.entries(Query(practice=True)).entries] == [Platform.PRACTICE]


def test_a_reader_does_not_wait_for_a_writer(register: Register) -> None:
    with register._engine.connect().execution_options(writes=True) as writer, writer.begin():  # noqa: SLF001
        assert register.page(Query()).total == 0
