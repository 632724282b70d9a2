"""One entry emptied, in the caller's transaction: what goes, what stays, and the event that tells of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import Connection, insert, select, text, update

from companion.register import events, fates, saved_searches
from companion.register.fates import Fate
from companion.register.records import Actor, Entry
from companion.register.tables import EntryRow, ErasureRow

_entries = EntryRow.__table__  # type: ignore[attr-defined]
_erasures = ErasureRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Known:
    """The tables that know something of an entry, looked up once for a transaction."""

    referring: dict[str, str]
    naming: dict[str, list[str]]
    files: list[tuple[str, str]]

    @classmethod
    def of(cls, connection: Connection) -> Known:
        """As the database has them; a table whose fate nobody has told is erased."""

        def erased(table: str) -> bool:
            return fates.FATES.get(table, Fate.ERASED) is Fate.ERASED

        referring, naming = fates.referring(connection), fates.naming_comments(connection)
        return cls(
            {table: column for table, column in referring.items() if erased(table)},
            {table: keys for table, keys in naming.items() if erased(table)},
            fates.file_columns(connection),
        )


def empty(
    connection: Connection,
    entry: Entry,
    strays: Iterable[str],
    known: Known,
    *,
    disposal: int,
    decision: str,
    actor: Actor,
) -> None:
    """Leave the shell; `strays`: further files of the vault that are about its comment."""
    files = {entry.record_sha256, *([entry.screenshot_sha256] if entry.screenshot_sha256 else [])}
    files |= set(strays)
    files |= _belongings(connection, entry, known)
    shell: dict[str, object] = {
        column.name: _emptied(column.name, entry.id, nullable=bool(column.nullable))
        for column in _entries.columns
        if column.name not in fates.KEPT
    }
    shell |= {
        "disposed_at": datetime.now(UTC).isoformat().replace("+00:00", "Z"),
        "disposed_under": decision,
        "disposal": disposal,
    }
    connection.execute(update(_entries).where(_entries.c.id == entry.id).values(**shell))
    _about_the_comment(connection, entry, known)
    _searches_for(connection, entry)
    _mark(connection, files, disposal)
    facts: dict[str, JsonValue] = {
        "disposal": disposal,
        "decision": decision,
        "record_sha256": entry.record_sha256,
        "screenshot_sha256": entry.screenshot_sha256,
        "client": actor.client,
    }
    events.append(
        connection,
        entry_id=entry.id,
        actor=actor.moderator,
        kind="disposed",
        facts=facts,
    )


def _belongings(connection: Connection, entry: Entry, known: Known) -> set[str]:
    """Delete what other tables hold of the entry; gives the vault's files that they named."""
    files: set[str] = set()
    for table, column in known.referring.items():
        of_entry = {"entry": entry.id}
        for place, name in known.files:
            if place == table:
                query = text(f"SELECT {name} FROM {table} WHERE {column} = :entry")
                files |= {one for one in connection.execute(query, of_entry).scalars() if one}
        connection.execute(text(f"DELETE FROM {table} WHERE {column} = :entry"), of_entry)
    return files


def _about_the_comment(connection: Connection, entry: Entry, known: Known) -> None:
    """Delete what other tables hold of the comment, unless another entry of the same still lives."""
    values = {
        "platform": entry.platform.value,
        "comment_id": entry.comment_id,
        "text_sha256": entry.text_sha256,
    }
    for table, keys in known.naming.items():
        same = " AND ".join(f"{key} = :{key}" for key in keys)
        wanted = {key: values[key] for key in keys}
        live = text(f"SELECT 1 FROM entry WHERE disposed_at IS NULL AND {same} LIMIT 1")
        if not connection.execute(live, wanted).first():
            connection.execute(text(f"DELETE FROM {table} WHERE {same}"), wanted)


def _searches_for(connection: Connection, entry: Entry) -> None:
    """Forget the searches kept for its author, unless another entry of the same author still lives."""
    kept = saved_searches.naming(connection, (entry.author_name or "").strip())
    if not kept:
        return
    of_author = select(_entries.c.id).where(_entries.c.author_name == entry.author_name)
    others = of_author.where(_entries.c.disposed_at.is_(None)).where(_entries.c.id != entry.id)
    if connection.execute(others.limit(1)).first() is None:
        saved_searches.drop(connection, kept)


def _emptied(column: str, entry_id: int, *, nullable: bool) -> str | None:
    """Nothing; where there must be something of its own, what no comment has."""
    if nullable:
        return None
    if column == "capture_id":
        return str(UUID(int=entry_id))
    return f"gallrad-{entry_id}" if column == "comment_id" else ""


def _mark(connection: Connection, files: set[str], number: int) -> None:
    taken = select(_erasures.c.sha256).where(_erasures.c.sha256.in_(files))
    new = files - set(connection.execute(taken).scalars())
    if new:
        rows = [{"sha256": one, "disposal": number} for one in sorted(new)]
        connection.execute(insert(_erasures), rows)
