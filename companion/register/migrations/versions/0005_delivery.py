"""What is sent to the registrator and to records systems, once each."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the outbox, and which entries each delivery holds."""
    required = ["key", "receiver", "state", "created_at", "created_by", "changed_at"]
    optional = ["next_at", "external_id", "diarienummer"]
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("fault", sa.JSON, nullable=True),
        sa.Column("files", sa.JSON, nullable=True),
        *(sa.Column(name, sa.String, nullable=False) for name in required),
        *(sa.Column(name, sa.String, nullable=True) for name in optional),
        sa.UniqueConstraint("key", name="uq_delivery_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_delivery_state", "delivery", ["state"])
    op.create_table(
        "delivery_entry",
        sa.Column("delivery_id", sa.Integer, sa.ForeignKey("delivery.id"), primary_key=True),
        sa.Column("entry_id", sa.Integer, sa.ForeignKey("entry.id"), primary_key=True),
    )
    op.create_index("ix_delivery_entry_entry_id", "delivery_entry", ["entry_id"])
