"""What an entry's rows hold, as one digest. Each event carries it, so a row changed behind its events shows.

Empty columns do not count, so that a column added later changes no digest of what was there before. The
`event_hash` does not count either: it is the hash of the event that carries the digest.
"""

from __future__ import annotations

import hashlib
import json
from typing import Final

from sqlalchemy import Connection, text

SEALED: Final[tuple[tuple[str, str], ...]] = (
    ("entry", "id"),
    ("detail", "entry_id"),
)
"""Tables whose rows are part of an entry, each with the column that holds the entry's number."""

KEY = "rows"
"""Where an event's facts carry the digest."""


def digest(connection: Connection, entry_id: int) -> str:
    """SHA-256 (hex) of the entry's rows as they lie in the database."""
    found = [
        json.dumps([table, _content(dict(row))], sort_keys=True, ensure_ascii=False, default=str)
        for table, column in SEALED
        for row in connection.execute(
            text(f"SELECT * FROM {table} WHERE {column} = :entry"), {"entry": entry_id}
        ).mappings()
    ]
    return hashlib.sha256("\n".join(sorted(found)).encode("utf-8", "surrogatepass")).hexdigest()


def _content(row: dict[str, object]) -> dict[str, object]:
    return {
        name: value for name, value in row.items() if value is not None and name != "event_hash"
    }


def begin(connection: Connection) -> None:
    """From here on `tell` remembers, for `check`."""
    connection.info[KEY] = {}


def tell(connection: Connection, entry_id: int) -> str:
    """The digest that an event about to be written carries."""
    found = digest(connection, entry_id)
    connection.info.setdefault(KEY, {})[entry_id] = found
    return found


def check(connection: Connection) -> None:
    """Before a commit: rows must be changed before the event that tells of it is written."""
    for entry_id, told in connection.info.pop(KEY, {}).items():
        if digest(connection, entry_id) != told:
            raise RuntimeError(f"entry {entry_id} was changed after its event was written")
