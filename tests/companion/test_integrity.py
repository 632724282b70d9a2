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
from companion.errors import CompanionError, KeyDamaged
from companion.office import Offices
from companion.office.integrity import lines
from companion.register import Register, events
from companion.register.checkpoints import Checkpoints
from companion.register.engine import writing
from companion.register.events import GENESIS, digest
from companion.seal import Seal
from companion.signing import SigningKey, fingerprint
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


def test_rewriting_the_whole_chain_fails_at_the_signature(desk: Desk, tmp_path: Path) -> None:
    """Who can write to the database and not sign cannot make the history another."""
    settled(desk)
    desk.seal.checkpoint()
    with sqlite3.connect(tmp_path / "register.sqlite3") as raw:
        previous = GENESIS
        for event in desk.register.history():
            told = event.model_copy(
                update={"actor": "Någon Annan", "previous": previous, "hash": ""}
            )
            previous = digest(told)
            values = (told.actor, told.previous, previous, told.seq)
            raw.execute("UPDATE event SET actor=?, previous=?, hash=? WHERE seq=?", values)
        raw.execute("UPDATE entry SET event_hash = (SELECT hash FROM event WHERE seq = 1)")
    faults = [fault.sv for fault in checking(desk).examine().faults]
    assert faults == ["signatur 1 omfattar andra händelser"]


def test_the_key_is_the_owners_alone_and_named_in_the_chain(desk: Desk, tmp_path: Path) -> None:
    desk.seal.checkpoint()
    file = tmp_path / "signing.key"
    assert file.stat().st_mode & 0o077 == 0
    told = desk.register.told("key_made")
    assert [one.facts["fingerprint"] for one in told] == [fingerprint(desk.seal.key.public)]
    desk.seal.checkpoint()
    assert len(desk.register.told("key_made")) == 1


def test_a_new_key_is_told_and_the_old_signatures_still_hold(desk: Desk, tmp_path: Path) -> None:
    settled(desk, id="1")
    desk.seal.checkpoint()
    (tmp_path / "signing.key").unlink()
    assert [fault.sv for fault in checking(desk).examine().faults] == [
        "signeringsnyckeln är utbytt"
    ]
    desk.seal.checkpoint()
    report = checking(desk).examine()
    assert report.faults == []
    assert report.signatures == 2
    assert len(desk.register.told("key_made")) == 2


def test_a_damaged_key_signs_nothing_and_captures_go_on(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "signing.key").write_text("inte en nyckel", "utf-8")
    with pytest.raises(KeyDamaged):
        SigningKey.open(tmp_path / "signing.key")
    with pytest.raises(KeyDamaged):
        desk.seal.checkpoint()
    assert settled(desk) == 1
    assert Checkpoints(desk.register).last() is None


def test_a_check_that_finds_nothing_signs(desk: Desk) -> None:
    settled(desk)
    report = checking(desk).verify(ACTOR)
    assert report.whole
    assert [one.sv for one in report.notices] == [
        "2 händelser har tillkommit sedan den senaste signaturen"
    ]
    last = Checkpoints(desk.register).last()
    assert last is not None
    assert last.content().last == Checkpoints(desk.register).head()
    assert checking(desk).examine().notices == []


def test_a_seal_without_events_signs_its_own_key(desk: Desk) -> None:
    seal = Seal(desk.register, desk.register.path.with_name("other.key"), None)
    made = seal.checkpoint()
    assert made is not None
    assert made.content().key == seal.key.public
    assert seal.checkpoint() is None


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
