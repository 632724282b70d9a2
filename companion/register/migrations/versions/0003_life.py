"""An entry's life after the capture: diarienummer, secrecy marking, review, hold; entries made without removal."""

import sqlalchemy as sa
from alembic import op

from companion.register import facets, full_text

revision = "0003"
down_revision = "0002"

_ACCOUNT = "coalesce(page_account, page_title)"


def upgrade() -> None:
    """Widen the entry and make the tables. The full-text index is made anew when all steps are done."""
    connection = op.get_bind()
    full_text.drop(connection)
    _entry()
    _places(connection)
    op.create_index("ix_entry_account", "entry", [sa.text(_ACCOUNT)])
    op.create_index("ix_entry_captured_at", "entry", ["captured_at"])
    op.create_index("ix_entry_comment_id", "entry", ["comment_id"])
    op.create_index("ix_entry_permalink", "entry", ["permalink"])
    op.create_table(
        "detail",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("entry_id", sa.Integer, sa.ForeignKey("entry.id"), nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_detail_entry_id", "detail", ["entry_id"])
    op.create_table(
        "exported_entry",
        sa.Column("event", sa.Integer, sa.ForeignKey("event.seq"), primary_key=True),
        sa.Column("entry_id", sa.Integer, sa.ForeignKey("entry.id"), primary_key=True),
    )
    op.create_index("ix_exported_entry_entry_id", "exported_entry", ["entry_id"])
    op.create_table(
        "saved_search",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("asked", sa.JSON, nullable=False),
        sa.UniqueConstraint("person", "name", name="uq_saved_search_name"),
    )


def _entry() -> None:
    optional = ["diarienummer", "registered_at", "registered_by", "received_on", "subject"]
    optional += ["secrecy_provision", "secrecy_on", "secrecy_authority", "hold_reason", "hold_at"]
    optional += ["review_of", "review_at", "forwarded_at", "answered_at"]
    kept_numbers = {"sqlite_autoincrement": True}
    with op.batch_alter_table("entry", recreate="always", table_kwargs=kept_numbers) as entry:
        entry.alter_column("category", existing_type=sa.String, nullable=True)
        entry.alter_column("ground", existing_type=sa.String, nullable=True)
        entry.add_column(sa.Column("kind", sa.String, nullable=False, server_default="comment"))
        entry.add_column(sa.Column("place", sa.String, nullable=False, server_default=""))
        entry.add_column(sa.Column("dialogue", sa.Text, nullable=True))
        for name in optional:
            entry.add_column(sa.Column(name, sa.String, nullable=True))


def _places(connection: sa.Connection) -> None:
    found = connection.execute(
        sa.text(f"SELECT id, {_ACCOUNT} AS account, post_id, post_url FROM entry")
    )
    for row in found.all():
        connection.execute(
            sa.text("UPDATE entry SET place = :place WHERE id = :id"),
            {"id": row.id, "place": facets.place(row.account, row.post_id, row.post_url)},
        )
