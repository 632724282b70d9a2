"""A register from before: its entries, events and numbers come through, and it can be searched at once."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from companion.contract import Category, EntryKind, EntryState, Ground
from companion.errors import StorageFailed
from companion.register import Condition, Query, Register
from companion.register.engine import MIGRATIONS, make_engine, writing

OLD = {
    "capture_id": "00000000-0000-4000-8000-000000000001",
    "request_sha256": "a" * 64,
    "platform": "facebook",
    "surface": "facebook_timeline",
    "comment_id": "7001",
    "text": "Får kommunalrådet aldrig nog?",
    "text_sha256": "b" * 64,
    "author_name": "Åke Påhittad",
    "truncated": 0,
    "post_id": "77",
    "page_url": "https://e.example",
    "page_title": "Exempelby",
    "category": "insult",
    "ground": "page_rule",
    "act": "hide",
    "captured_at": "2026-01-01T12:00:00Z",
    "received_at": "2026-01-01T12:00:00Z",
    "moderator": "Eva Exempel",
    "client": "t",
    "record_sha256": "c" * 64,
    "state": "hidden",
    "event_hash": "d" * 64,
}
EVENT = (1, 5, "2026-01-01T12:00:00Z", "Eva Exempel", "captured", "{}", "0" * 64, "d" * 64)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """As the first release left it, with entry 5 and its event."""
    path = tmp_path / "register.sqlite3"
    engine = make_engine(path)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
    engine.dispose()
    with sqlite3.connect(path) as raw:
        names, marks = ", ".join(OLD), ", ".join("?" for _ in OLD)
        raw.execute(f"INSERT INTO entry(id, {names}) VALUES (5, {marks})", list(OLD.values()))
        raw.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)", EVENT)
    return path


def test_what_was_there_is_there_and_found(old: Path) -> None:
    register = Register(old)
    entry = register.entry(5)
    assert (entry.kind, entry.category, entry.ground, entry.state) == (
        EntryKind.COMMENT,
        Category.INSULT,
        Ground.PAGE_RULE,
        EntryState.HIDDEN,
    )
    assert (entry.text, entry.diarienummer, entry.dialogue) == (OLD["text"], None, None)
    for query in (
        Query(text="rådet"),
        Query(author="påhittad", category=Category.INSULT),
        Query(account="Exempelby", post="77"),
        Query(condition=Condition.UNREGISTERED),
        Query(text="7001"),
    ):
        assert [one.id for one in register.page(query).entries] == [5]
    assert [one.entry_id for one in register.history(5)] == [5]
    register.close()


def test_the_new_shape_is_as_strict_as_the_old(old: Path) -> None:
    """Numbers are never used again, the constraints stand, and events still point at their entry."""
    Register(old).close()
    with sqlite3.connect(old) as raw:
        raw.execute("PRAGMA foreign_keys=ON")
        names, marks = ", ".join(OLD), ", ".join("?" for _ in OLD)
        insert = f"INSERT INTO entry({names}) VALUES ({marks})"
        with pytest.raises(sqlite3.IntegrityError):
            raw.execute(insert, list(OLD.values()))
        with pytest.raises(sqlite3.IntegrityError):
            raw.execute("DELETE FROM entry WHERE id = 5")
        other = OLD | {"capture_id": "other", "comment_id": "7002"}
        assert raw.execute(f"{insert} RETURNING id", list(other.values())).fetchone() == (6,)
        raw.execute("DELETE FROM entry WHERE id = 6")
        assert raw.execute(f"{insert} RETURNING id", list(other.values())).fetchone() == (7,)


def test_a_register_that_does_not_hang_together_is_not_changed(old: Path) -> None:
    with sqlite3.connect(old) as raw:
        raw.execute("UPDATE event SET entry_id = 99")
    with pytest.raises(StorageFailed):
        Register(old)
    with sqlite3.connect(old) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == ("0002",)
        assert "dialogue" not in {row[1] for row in raw.execute("PRAGMA table_info(entry)")}
