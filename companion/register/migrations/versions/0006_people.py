"""Persons and their roles, and the channels they answer for."""

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Nothing yet."""
