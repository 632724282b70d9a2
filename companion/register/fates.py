"""What disposal does with each table that holds something of an entry or its comment.

A test looks at the database itself: every table that refers to an entry or names a comment must stand here.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, inspect, text


class Fate(StrEnum):
    """What becomes of a table's rows when their entry is disposed of."""

    ERASED = "erased"
    """Deleted; the vault's files they name go with them."""
    SHELL = "shell"
    """The entry itself: emptied, and kept as a shell."""
    STAYS = "stays"
    """Holds nothing of the comment or its author."""


FATES: Final[dict[str, Fate]] = {
    "entry": Fate.SHELL,
    "event": Fate.STAYS,
    "disposal_plan": Fate.STAYS,
    "delivery_entry": Fate.STAYS,
    "exported_entry": Fate.STAYS,
    "detail": Fate.ERASED,
    "disclosure_entry": Fate.ERASED,
    "disclosure_mask": Fate.ERASED,
    "disclosure_region": Fate.ERASED,
    "judgement": Fate.ERASED,
    "question": Fate.ERASED,
}

KEPT: Final = frozenset(
    {
        *("id", "kind", "platform", "surface", "truncated", "category", "ground", "act"),
        *("diarienummer", "registered_at", "registered_by", "received_on", "forwarded_at"),
        *("answered_at", "secrecy_provision", "secrecy_on", "secrecy_authority"),
        *("disposal_test", "disposal_decision", "classifier", "captured_at", "received_at"),
        *("moderator", "client", "record_sha256", "screenshot_sha256", "state", "event_hash"),
        *("disposed_at", "disposed_under", "disposal"),
    }
)
"""Columns of the entry that its shell keeps; all others are emptied."""

NOT_FILES: Final = frozenset(
    {"entry.text_sha256", "entry.request_sha256", "judgement.text_sha256", "judgement.sha256"}
    | {"erasure.sha256", "checkpoint.token_sha256"}
)
"""Columns named after a SHA-256 that is not a file's in the vault."""


def referring(connection: Connection) -> dict[str, str]:
    """Table → column, of all tables that refer to an entry."""
    found = {}
    inspector = inspect(connection)
    for table in inspector.get_table_names():
        for key in inspector.get_foreign_keys(table):
            if key["referred_table"] == "entry":
                found[table] = key["constrained_columns"][0]
    return found


def naming_comments(connection: Connection) -> dict[str, list[str]]:
    """Table → the columns by which it names a comment, of all but the entry itself."""
    inspector = inspect(connection)
    keys = ("platform", "comment_id", "text_sha256")
    found = {}
    for table in inspector.get_table_names():
        columns = {column["name"] for column in inspector.get_columns(table)}
        if table != "entry" and "comment_id" in columns:
            found[table] = [key for key in keys if key in columns]
    return found


def file_columns(connection: Connection) -> list[tuple[str, str]]:
    """Table and column, wherever a file of the vault may be named."""
    inspector = inspect(connection)
    return [
        (table, column["name"])
        for table in inspector.get_table_names()
        for column in inspector.get_columns(table)
        if column["name"].endswith("sha256") and f"{table}.{column['name']}" not in NOT_FILES
    ]


def needed(connection: Connection, sha256: str, columns: list[tuple[str, str]]) -> bool:
    """Does anything that is not disposed of still need this file?"""
    for table, column in columns:
        live = " AND disposed_at IS NULL" if table == "entry" else ""
        query = text(f"SELECT 1 FROM {table} WHERE {column} = :sha256{live} LIMIT 1")
        if connection.execute(query, {"sha256": sha256}).first():
            return True
    return False
