"""What persons decided of comments: kept, or removed as something."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    required = ["platform", "comment_id", "text_sha256", "moderator", "at"]
    op.create_table(
        "judgement",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("text", sa.Text, nullable=True),
        sa.Column("labels", sa.JSON, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in required),
        sa.UniqueConstraint("platform", "comment_id", "text_sha256", name="uq_judgement_comment"),
    )
    op.create_index("ix_judgement_text_sha256", "judgement", ["text_sha256"])
