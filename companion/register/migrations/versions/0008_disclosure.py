"""Requests for public records and what was handed out."""

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Nothing yet."""
