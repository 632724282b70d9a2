"""The log of supervision, who has the watch, questions without an answer."""

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Nothing yet."""
