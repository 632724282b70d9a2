"""Reads every row as it lies in the file and says what does not fit: structure, chain, rows against their events.

Nothing here trusts what it reads: a byte changed anywhere must end as a finding, not as an error of the reader.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from companion.errors import Said
from companion.register import judgements, rows
from companion.register.engine import reading
from companion.register.events import GENESIS, digest
from companion.register.records import Event, Judgement
from companion.register.store import Register

Progress = Callable[[int, int], None]
"""Told how many are done of how many."""


class Checks:
    """The questions; each gives what is wrong, in words."""

    def __init__(self, register: Register) -> None:
        self._engine = register.engine

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """A read transaction in which text that is no longer UTF-8 can be read all the same."""
        with reading(self._engine) as connection:
            raw = connection.connection.driver_connection
            if not isinstance(raw, sqlite3.Connection):
                yield connection
                return
            raw.text_factory = lambda content: content.decode("utf-8", "surrogateescape")
            try:
                yield connection
            finally:
                raw.text_factory = str

    def structure(self) -> Iterator[Said]:
        """Is the file itself whole, do references lead somewhere?"""
        with self._reading() as connection:
            run = connection.exec_driver_sql
            try:
                for (told,) in run("PRAGMA integrity_check").all():
                    if told != "ok":
                        yield Said(
                            f"databasen är skadad: {told}", f"the database is damaged: {told}"
                        )
                for row in run("PRAGMA foreign_key_check").all():
                    yield Said(
                        f"en rad i {row[0]} pekar på något som inte finns",
                        f"a row of {row[0]} points to something that is not there",
                    )
            except DBAPIError as error:
                yield Said(
                    f"databasen är skadad: {error.orig}", f"the database is damaged: {error.orig}"
                )

    def index(self) -> Iterator[Said]:
        """Does the search index hold what the entries say? Asked of a copy in memory: SQLite locks what it asks."""
        with self._reading() as connection, closing(sqlite3.connect(":memory:")) as copy:
            raw = connection.connection.driver_connection
            if not isinstance(raw, sqlite3.Connection):
                return
            connection.exec_driver_sql("SELECT 1 FROM event").first()
            raw.backup(copy)
            try:
                copy.execute(
                    "INSERT INTO entry_text(entry_text, rank) VALUES ('integrity-check', 1)"
                )
            except sqlite3.Error:
                yield Said(
                    "sökregistret stämmer inte med posterna",
                    "the search index does not match the entries",
                )

    def size(self) -> int:
        """Bytes of the register's file."""
        with self._reading() as connection:
            pages, each = (
                int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
                for name in ("page_count", "page_size")
            )
        return pages * each

    def chain(self, progress: Progress) -> Iterator[Said]:
        """Does every event have the hash it states, and follow on the one before?"""
        previous, expected = GENESIS, 1
        with self._reading() as connection:
            total = connection.execute(text("SELECT count(*) FROM event")).scalar_one()
            found = connection.execution_options(yield_per=1_000).execute(
                text("SELECT * FROM event ORDER BY seq")
            )
            for row in found.mappings():
                if row["seq"] % 1_000 == 0:
                    progress(row["seq"], total)
                told = event_of(dict(row))
                if told is None or told.seq != expected or told.previous != previous:
                    yield Said(f"händelse {row['seq']} är ändrad", f"event {row['seq']} is changed")
                elif told.hash != digest(told):
                    yield Said(
                        f"händelse {row['seq']} ({told.kind}, {told.actor}) är ändrad",
                        f"event {row['seq']} ({told.kind}, {told.actor}) is changed",
                    )
                previous, expected = row["hash"], row["seq"] + 1

    def entries(self, progress: Progress) -> Iterator[Said]:
        """Are the entries' rows as their latest events say, and is there one for each capture?"""
        with self._reading() as connection:
            total = connection.execute(text("SELECT count(*) FROM entry")).scalar_one()
            for done, number in enumerate(_numbers(connection)):
                if done % 500 == 0:
                    progress(done, total)
                yield from _entry(connection, number)
            lost = text(
                "SELECT entry_id FROM event WHERE kind = 'captured' "
                "AND entry_id NOT IN (SELECT id FROM entry)"
            )
            for number in connection.execute(lost).scalars():
                yield Said(f"post {number} saknas", f"entry {number} is missing")

    def judgements(self) -> Iterator[Said]:
        """Are the decisions on comments as they were made?"""
        with self._reading() as connection:
            for row in connection.execute(text("SELECT * FROM judgement")).mappings():
                if row["sha256"] != _judged(dict(row)):
                    yield Said(
                        f"beslut {row['id']} om en kommentar är ändrat",
                        f"decision {row['id']} on a comment is changed",
                    )

    def remains(self) -> Iterator[Said]:
        """Is anything left of a disposal that is not finished?"""
        with self._reading() as connection:
            for table in ("disposal_plan", "erasure"):
                if connection.execute(text(f"SELECT 1 FROM {table}")).first():
                    yield Said(
                        "en gallring är beslutad och inte genomförd: starta om programmet",
                        "a disposal is decided and not carried out: start the program again",
                    )
                    return


def quick(path: Path) -> str | None:
    """What is wrong with the file's structure, looked at without changing anything; null: nothing."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            (told,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            return None if told == "ok" else str(told)
    except sqlite3.Error as error:
        return str(error)


def event_of(row: dict[str, Any]) -> Event | None:
    """The event of a row, if it is stored exactly as events are stored."""
    try:
        event = Event.model_validate(row | {"facts": json.loads(row["facts"])})
    except (ValueError, TypeError, ValidationError):
        return None
    stored = event.model_dump(mode="json") | {"facts": json.dumps(event.facts)}
    return event if stored == row else None


def _numbers(connection: Connection) -> Iterator[int]:
    last = 0
    query = text("SELECT id FROM entry WHERE id > :last ORDER BY id LIMIT 1000")
    while found := connection.execute(query, {"last": last}).scalars().all():
        yield from found
        last = found[-1]


def _entry(connection: Connection, number: int) -> Iterator[Said]:
    changed = Said(
        f"post {number} är ändrad vid sidan av sina händelser",
        f"entry {number} was changed behind its events",
    )
    events = text("SELECT kind, facts, hash FROM event WHERE entry_id = :entry ORDER BY seq")
    history = connection.execute(events, {"entry": number}).all()
    captured = [row.hash for row in history if row.kind == "captured"]
    hashes = text("SELECT event_hash FROM entry WHERE id = :entry")
    if captured != [connection.execute(hashes, {"entry": number}).scalar_one()]:
        yield changed
        return
    try:
        told = json.loads(history[-1].facts).get(rows.KEY)
    except (ValueError, AttributeError):
        told = None
    if told != rows.digest(connection, number):
        yield changed


def _judged(row: dict[str, Any]) -> str | None:
    try:
        judgement = Judgement.model_validate(
            {name: row[name] for name in Judgement.model_fields}
            | {"labels": json.loads(row["labels"])}
        )
    except (ValueError, TypeError, ValidationError):
        return None
    stored = judgement.model_dump(mode="json")
    same = all(stored[name] == row[name] for name in stored if name != "labels")
    return (
        judgements.digest(judgement)
        if same and json.dumps(stored["labels"]) == row["labels"]
        else None
    )
