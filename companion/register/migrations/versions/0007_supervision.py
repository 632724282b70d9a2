"""The log of supervision, who has the watch, questions without an answer."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables."""
    _table(
        "look",
        ["visit_id", "platform", "surface", "page_url", "began_at", "seen_at", "moderator"],
        ["account", "post_url", "sort"],
        sa.Column("read", sa.Integer, nullable=False),
        sa.Column("unread", sa.Integer, nullable=False),
        sa.Column("counted", sa.Integer),
        sa.Column("flagged", sa.Integer, nullable=False),
        sa.UniqueConstraint("visit_id", name="uq_look_visit"),
    )
    op.create_index("ix_look_seen_at", "look", ["seen_at"])
    _table(
        "question",
        ["platform", "comment_id", "asked_at"],
        ["account", "permalink", "text", "answered_at", "answered_by"],
        sa.UniqueConstraint("platform", "comment_id", name="uq_question_comment"),
    )
    op.create_index("ix_question_answered_at", "question", ["answered_at"])
    _table("watch", ["moderator", "taken_at"], ["note"])


def _table(
    name: str, required: list[str], optional: list[str], *own: sa.Column[object] | sa.Constraint
) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer, primary_key=True),
        *(sa.Column(one, sa.String, nullable=False) for one in required),
        *(sa.Column(one, sa.String, nullable=True) for one in optional),
        *own,
    )
