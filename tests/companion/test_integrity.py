"""Verification: a changed byte anywhere is found, and what is wrong is said in words (S3, H9)."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from companion.contract import KeepRequest, Platform
from companion.desk import Desk
from companion.errors import CompanionError
from companion.office import Offices, integrity
from companion.office.integrity import lines
from companion.register import Register, events
from companion.register.engine import writing
from tests.companion.disposal_kill_worker import make_desk
from tests.companion.keeping import ACTOR, all_of_it, checking, disposing, later, settled
from tests.companion.samples import PICTURE, capture, picture

KEYS = ("place", "id", "seq", "number")
"""By which rows are found; a row under another key is a missing row, which has a test of its own."""

TABLES = ("entry", "event", "judgement", "checkpoint", "detail")
"""Tables whose every byte is vouched for."""


def fill(desk: Desk, folder: Path) -> None:
    """A register in which something of each kind has happened."""
    handled = settled(desk, id="1", text="Är detta på väg bort? 🤬")
    offices = Offices.of(desk, folder)
    offices.registration.register(handled, ACTOR, diarienummer="KS 2026/17")
    offices.handling.hold(handled, ACTOR, "polisanmälan")
    desk.capture(capture(id="2", decision={"category": "hate"}), ACTOR, PICTURE)
    kept = KeepRequest(platform=Platform.FACEBOOK, comment_id="9", text="får stå")
    desk.keep(kept, ACTOR)
    desk.seal.checkpoint()
    settled(desk, picture(50, 50), id="3")
    office = disposing(later(desk), folder)
    office.run(office.decide(all_of_it(1), ACTOR))
    desk.seal.checkpoint()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Path]]:
    folder = tmp_path_factory.mktemp("filled")
    desk = make_desk(folder)
    fill(desk, folder)
    assert checking(desk).examine().faults == []
    yield desk, folder
    desk.register.close()


@settings(max_examples=70, deadline=None)
@given(data=st.data())
def test_a_changed_byte_of_any_row_is_found(filled: tuple[Desk, Path], data: st.DataObject) -> None:
    desk, folder = filled
    with closing(sqlite3.connect(folder / "register.sqlite3", isolation_level=None)) as raw:
        table = data.draw(st.sampled_from(TABLES))
        raw.text_factory = bytes
        raw.row_factory = sqlite3.Row
        rows = raw.execute(f"SELECT rowid AS place, * FROM {table}").fetchall()
        row = data.draw(st.sampled_from(rows))
        names = [
            name for name in [*row.keys()] if name not in KEYS and row[name] not in (None, b"")
        ]
        column = data.draw(st.sampled_from(names))
        changed = change(row[column], data)
        try:
            put(raw, table, row["place"], column, changed)
            assert checking(desk).examine().faults != [], (table, column, changed)
        finally:
            put(raw, table, row["place"], column, row[column])


def change(value: Any, data: st.DataObject) -> Any:
    """One bit of the value is another."""
    if isinstance(value, int):
        return value ^ (1 << data.draw(st.integers(0, 6)))
    changed = bytearray(value)
    changed[data.draw(st.integers(0, len(value) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    return bytes(changed)


def put(raw: sqlite3.Connection, table: str, place: int, column: str, value: Any) -> None:
    """Behind everything's back, also the triggers'."""
    raw.execute("PRAGMA foreign_keys = OFF")
    text = "CAST(? AS TEXT)" if isinstance(value, bytes) else "?"
    raw.execute(f"UPDATE {table} SET {column} = {text} WHERE rowid = ?", (value, place))


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_changed_byte_of_any_file_is_found(
    filled: tuple[Desk, Path], data: st.DataObject
) -> None:
    desk, folder = filled
    files = [file for file in folder.glob("vault/*/*") if file.is_file()] + [folder / "signing.key"]
    file = data.draw(st.sampled_from(sorted(files)))
    content = file.read_bytes()
    changed = bytearray(content)
    changed[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    file.write_bytes(changed)
    try:
        assert checking(desk).examine().faults != [], file.name
    finally:
        file.write_bytes(content)


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_changed_byte_of_the_database_file_is_found_or_means_nothing(
    filled: tuple[Desk, Path], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Wherever it falls: unless every row can still be read as it was, something is said."""
    desk, folder = filled
    copy = tmp_path_factory.mktemp("copy") / "register.sqlite3"
    with (
        closing(sqlite3.connect(folder / "register.sqlite3")) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
    before, content = dump(copy), bytearray(copy.read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    copy.write_bytes(content)
    try:
        register = Register(copy)
    except (CompanionError, sqlite3.Error):
        return
    try:
        shutil.copy(folder / "signing.key", copy.with_name("signing.key"))
        other = Desk(**{**vars_of(desk), "register": register})
        found = checking(other).examine().faults
    except (CompanionError, sqlite3.Error):
        return
    finally:
        register.close()
    assert found or dump(copy) == before


def vars_of(desk: Desk) -> dict[str, Any]:
    return {name: getattr(desk, name) for name in Desk.__dataclass_fields__}


def dump(path: Path) -> object:
    """Every row that is vouched for, as bytes; what cannot be read is said."""
    with closing(sqlite3.connect(path)) as raw:
        raw.text_factory = bytes
        try:
            return [raw.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES]
        except sqlite3.Error as error:
            return str(error)


def test_what_is_wrong_is_said_in_words(desk: Desk, tmp_path: Path) -> None:
    entry = desk.register.entry(settled(desk))
    desk.seal.checkpoint()
    file = tmp_path / "vault" / entry.record_sha256[:2] / entry.record_sha256
    file.write_bytes(b"{}")
    with sqlite3.connect(tmp_path / "register.sqlite3") as raw:
        raw.execute("UPDATE entry SET note = 'tillagt efteråt'")
        raw.execute("UPDATE event SET actor = 'Någon Annan' WHERE seq = 2")
        raw.execute("DELETE FROM judgement")
    report = checking(desk).verify(ACTOR)
    swedish, english = ("\n".join(lines(report, one)) for one in ("sv", "en"))
    assert "händelse 2 (outcome, Någon Annan) är ändrad" in swedish
    assert "post 1 är ändrad vid sidan av sina händelser" in swedish
    assert f"uppgiftsfilen till post 1 är skadad eller saknas ({entry.record_sha256})" in swedish
    assert "entry 1 was changed behind its events" in english
    assert "the record of entry 1 is damaged or missing" in english
    assert desk.register.told("verified")[-1].facts["faults"] == len(report.faults)


def test_a_deleted_entry_event_or_signature_is_missed(desk: Desk, tmp_path: Path) -> None:
    for number in range(3):
        settled(desk, id=str(number))
        desk.seal.checkpoint()
    for statement, said in (
        ("DELETE FROM entry WHERE id = 2", "post 2 saknas"),
        ("DELETE FROM event WHERE seq > 4", "omfattar andra händelser"),
        ("DELETE FROM checkpoint WHERE number = 2", "följer inte på den före"),
    ):
        copy = tmp_path / "copy"
        shutil.copytree(tmp_path, copy, ignore=shutil.ignore_patterns("copy"))
        with closing(sqlite3.connect(copy / "register.sqlite3")) as raw, raw:
            raw.execute(statement)
        other = make_desk(copy)
        assert said in "\n".join(lines(checking(other).examine(), "sv")), statement
        other.register.close()
        shutil.rmtree(copy)


def test_an_index_that_misleads_is_found_and_captures_do_not_wait(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(desk)
    with writing(desk.register.engine):
        assert checking(desk).examine().faults == [], "somebody else writes meanwhile"
    with closing(sqlite3.connect(tmp_path / "register.sqlite3")) as raw, raw:
        raw.execute("DELETE FROM entry_text_data WHERE id > 10")
    assert "sökregistret" in "\n".join(fault.sv for fault in checking(desk).examine().faults)
    monkeypatch.setattr(integrity, "INDEX", 0)
    assert any("för stort" in one.sv for one in checking(desk).examine().notices)


def test_a_row_changed_after_its_event_is_refused(desk: Desk) -> None:
    """Else the event would tell of another row than there is: change it first, then tell."""
    entry = settled(desk)

    def in_the_wrong_order() -> None:
        with writing(desk.register.engine) as connection:
            events.append(connection, entry_id=entry, actor="Eva", kind="note", facts={})
            connection.execute(text("UPDATE entry SET note = 'sedan'"))

    with pytest.raises(RuntimeError, match="changed after its event"):
        in_the_wrong_order()
    assert desk.register.entry(entry).note is None
    assert checking(desk).examine().faults == []
