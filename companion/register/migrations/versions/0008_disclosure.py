"""Requests for public records and what was handed out."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the tables: a request, the entries chosen for it, and what was decided of their words and pictures."""
    op.create_table(
        "disclosure",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("opened_at", sa.String, nullable=False),
        sa.Column("opened_by", sa.String, nullable=False),
        sa.Column("made_at", sa.String, nullable=True),
        sa.Column("made_by", sa.String, nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "disclosure_entry",
        _of("disclosure", primary_key=True),
        _of("entry", primary_key=True, index=True),
        sa.Column("picture", sa.Boolean, nullable=False),
        sa.Column("document_sha256", sa.String, nullable=True, index=True),
    )
    op.create_table(
        "disclosure_mask",
        sa.Column("id", sa.Integer, primary_key=True),
        _of("disclosure", index=True),
        _of("entry", index=True),
        sa.Column("words", sa.Text, nullable=False),
        *_decided(),
    )
    op.create_table(
        "disclosure_region",
        sa.Column("id", sa.Integer, primary_key=True),
        _of("disclosure", index=True),
        _of("entry", index=True),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("x", "y", "width", "height")),
        *_decided(),
    )


def _of(table: str, *, primary_key: bool = False, index: bool = False) -> sa.Column[int]:
    key = sa.ForeignKey(f"{table}.id")
    name = f"{table}_id"
    return sa.Column(name, sa.Integer, key, primary_key=primary_key, index=index, nullable=False)


def _decided() -> list[sa.Column[str]]:
    return [
        sa.Column("provision", sa.String, nullable=True),
        sa.Column("decided_at", sa.String, nullable=False),
        sa.Column("decided_by", sa.String, nullable=False),
    ]
