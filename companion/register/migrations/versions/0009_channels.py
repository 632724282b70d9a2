"""The official channels, each as it was after every change, and the politicians' links."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "channel", sa.Column("id", sa.Integer, primary_key=True), sqlite_autoincrement=True
    )
    op.create_table(
        "channel_version",
        sa.Column("channel_id", sa.Integer, sa.ForeignKey("channel.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
    )
    op.create_table(
        "politician_link",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("party", sa.String, nullable=False),
        sa.Column("seat", sa.String, nullable=False),
        sa.Column("address", sa.String, nullable=False),
        sqlite_autoincrement=True,
    )
