"""Alembic's entry: runs the migrations on the connection that the engine hands over."""

from alembic import context
from sqlmodel import SQLModel

from companion.register import tables

assert tables.EntryRow.metadata is SQLModel.metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
)
context.run_migrations()
