"""Entries, events and the full-text index."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TEXTS = "text, author_name, post_text, page_account, note, permalink"


def upgrade() -> None:
    """Make the first tables; on SQLite also the trigram index that search uses."""
    _entry()
    _event()
    if op.get_bind().dialect.name == "sqlite":
        _full_text()


def _entry() -> None:
    required = ["capture_id", "request_sha256", "platform", "surface", "comment_id", "text_sha256"]
    required += ["page_url", "page_title", "category", "ground", "act", "captured_at"]
    required += ["received_at", "moderator", "client", "record_sha256", "state", "event_hash"]
    optional = ["parent_id", "graph_id", "permalink", "author_name", "author_url", "author_id"]
    optional += ["shown_time", "written_at", "written_earliest", "written_latest", "post_id"]
    optional += ["post_url", "page_account", "disposal_test", "disposal_decision", "note"]
    optional += ["classifier", "screenshot_sha256"]
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("post_text", sa.Text, nullable=True),
        sa.Column("truncated", sa.Boolean, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in required),
        *(sa.Column(name, sa.String, nullable=True) for name in optional),
        sa.UniqueConstraint("capture_id", name="uq_entry_capture_id"),
        sa.UniqueConstraint(
            "platform", "comment_id", "text_sha256", "act", name="uq_entry_comment_act"
        ),
        sqlite_autoincrement=True,
    )
    for name in ("platform", "category", "state"):
        op.create_index(f"ix_entry_{name}", "entry", [name])


def _event() -> None:
    op.create_table(
        "event",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("entry_id", sa.Integer, sa.ForeignKey("entry.id"), nullable=True),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("previous", sa.String, nullable=False),
        sa.Column("hash", sa.String, nullable=False, unique=True),
    )
    op.create_index("ix_event_entry_id", "event", ["entry_id"])


def _full_text() -> None:
    news = ", ".join(f"new.{name}" for name in _TEXTS.split(", "))
    olds = ", ".join(f"old.{name}" for name in _TEXTS.split(", "))
    insert = f"INSERT INTO entry_text(rowid, {_TEXTS}) VALUES (new.id, {news});"
    delete = (
        f"INSERT INTO entry_text(entry_text, rowid, {_TEXTS}) VALUES ('delete', old.id, {olds});"
    )
    op.execute(
        f"CREATE VIRTUAL TABLE entry_text USING fts5({_TEXTS}, content='entry', content_rowid='id', "
        "tokenize='trigram')"
    )
    op.execute(f"CREATE TRIGGER entry_text_insert AFTER INSERT ON entry BEGIN {insert} END")
    op.execute(f"CREATE TRIGGER entry_text_delete AFTER DELETE ON entry BEGIN {delete} END")
    op.execute(
        f"CREATE TRIGGER entry_text_update AFTER UPDATE OF {_TEXTS} ON entry "
        f"BEGIN {delete} {insert} END"
    )
