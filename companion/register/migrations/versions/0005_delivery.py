"""What is sent to the registrator and to records systems, once each."""

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Nothing yet."""
