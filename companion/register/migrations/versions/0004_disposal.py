"""Disposal under a gallringsbeslut, and what integrity needs."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables; an entry says when, under what and in which disposal it was disposed of."""
    op.create_table(
        "checkpoint",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("signature", sa.String, nullable=False),
        sa.Column("token", sa.Text, nullable=True),
        sa.Column("token_sha256", sa.String, nullable=True),
    )
    op.create_table(
        "disposal_plan",
        sa.Column("entry_id", sa.Integer, primary_key=True),
        sa.Column("disposal", sa.Integer, nullable=False),
    )
    op.create_table(
        "erasure",
        sa.Column("sha256", sa.String, primary_key=True),
        sa.Column("disposal", sa.Integer, nullable=False),
    )
    op.add_column("entry", sa.Column("disposed_at", sa.String, nullable=True))
    op.add_column("entry", sa.Column("disposed_under", sa.String, nullable=True))
    op.add_column("entry", sa.Column("disposal", sa.Integer, nullable=True))
    op.create_index("ix_event_kind", "event", ["kind"])
    for column in ("record_sha256", "screenshot_sha256"):
        op.create_index(f"ix_entry_{column}", "entry", [column])
    op.add_column("judgement", sa.Column("sha256", sa.String, nullable=False, server_default=""))
