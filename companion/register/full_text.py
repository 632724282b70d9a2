"""The full-text index, made from what the code says: where the two differ it is made anew from the entries.

SQLite's trigram index, so parts of compounds are found, å ä ö are letters of their own and emoji count. Each text has
two blanks after it in the index: so every letter begins a trigram, and words under three letters are found by
the trigrams that begin with them (`entry_term` lists those there are).
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, text

from companion.register import facets

CONTENT: Final = ("text", "post_text", "page_account", "note", "diarienummer")
"""What an entry is about; as the account stands the page's title where it has none."""

_MAKING: Final = 64 << 20
"""Bytes of memory for the index while it is made anew: with SQLite's own it takes twice as long."""

_WORKING: Final = 1 << 20
"""Afterwards, as SQLite has it."""

ACCOUNT: Final = "coalesce(entry.page_account, entry.page_title)"
"""SQL: whose page an entry is from."""

TEXTS: Final = (*CONTENT, "author_name", "subject", "dialogue")
"""All that words are looked for in."""

_WATCHED: Final = (
    *TEXTS,
    *("page_title", "platform", "place", *facets.CODED, "text_sha256"),
    *("review_of", "hold_at", "secrecy_provision", "forwarded_at", "answered_at"),
)
"""Columns that the index is made of."""


def refresh(connection: Connection) -> None:
    """Make the index anew if it is not what the code says."""
    if connection.dialect.name != "sqlite":
        return
    found = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = 'entry_search'"))
    if found.scalar() != _view():
        drop(connection)
        _make(connection)


def drop(connection: Connection) -> None:
    """Take the index away."""
    for name in ("insert", "delete", "update", "before", "after"):
        connection.execute(text(f"DROP TRIGGER IF EXISTS entry_text_{name}"))
    for table in ("entry_term", "entry_text"):
        connection.execute(text(f"DROP TABLE IF EXISTS {table}"))
    connection.execute(text("DROP VIEW IF EXISTS entry_search"))


def _make(connection: Connection) -> None:
    names = ", ".join((*TEXTS, "facets"))
    run = connection.exec_driver_sql
    run(_view())
    run(
        f"CREATE VIRTUAL TABLE entry_text USING fts5({names}, content='entry_search', "
        "content_rowid='id', tokenize='trigram')"
    )
    run(f"INSERT INTO entry_text(entry_text, rank) VALUES ('hashsize', {_MAKING})")
    run("INSERT INTO entry_text(entry_text) VALUES ('rebuild')")
    run(f"INSERT INTO entry_text(entry_text, rank) VALUES ('hashsize', {_WORKING})")
    run("CREATE VIRTUAL TABLE entry_term USING fts5vocab(entry_text, instance)")
    put = (
        f"INSERT INTO entry_text(rowid, {names}) "
        f"SELECT id, {names} FROM entry_search WHERE id = new.id;"
    )
    take = (
        f"INSERT INTO entry_text(entry_text, rowid, {names}) "
        f"SELECT 'delete', id, {names} FROM entry_search WHERE id = old.id;"
    )
    watched = ", ".join(_WATCHED)
    for name, when, does in (
        ("insert", "AFTER INSERT", put),
        ("delete", "BEFORE DELETE", take),
        ("before", f"BEFORE UPDATE OF {watched}", take),
        ("after", f"AFTER UPDATE OF {watched}", put),
    ):
        run(f"CREATE TRIGGER entry_text_{name} {when} ON entry BEGIN {does} END")


def _view() -> str:
    sources = {name: name for name in TEXTS} | {"page_account": ACCOUNT}
    texts = ", ".join(f"{source} || '  ' AS {name}" for name, source in sources.items())
    return f"CREATE VIEW entry_search AS SELECT id, {texts}, {facets.expression()} AS facets FROM entry"
