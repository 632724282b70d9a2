"""An entry's life after the capture: diarienummer, secrecy marking, review, hold."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Nothing yet."""
