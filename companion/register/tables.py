"""The tables. Private to this package: SQLModel's tables do not validate, `records` do.

Times are stored as UTC ISO 8601 text, which sorts, survives every database and reads the same everywhere.
"""

from __future__ import annotations

from sqlalchemy import JSON, Column, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class EntryRow(SQLModel, table=True):
    """One capture."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint(
            "platform", "comment_id", "text_sha256", "act", name="uq_entry_comment_act"
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    capture_id: str = Field(unique=True)
    request_sha256: str
    platform: str = Field(index=True)
    surface: str
    comment_id: str
    parent_id: str | None
    graph_id: str | None
    permalink: str | None
    author_name: str | None
    author_url: str | None
    author_id: str | None
    text: str = Field(sa_column=Column(Text, nullable=False))
    text_sha256: str
    kind: str
    dialogue: str | None = Field(sa_column=Column(Text, nullable=True))
    place: str
    truncated: bool
    shown_time: str | None
    written_at: str | None
    written_earliest: str | None
    written_latest: str | None
    post_id: str | None
    post_url: str | None
    post_text: str | None = Field(sa_column=Column(Text, nullable=True))
    page_url: str
    page_title: str
    page_account: str | None
    category: str | None = Field(index=True)
    ground: str | None
    act: str
    disposal_test: str | None
    disposal_decision: str | None
    note: str | None
    classifier: str | None
    captured_at: str
    received_at: str
    moderator: str
    client: str
    record_sha256: str
    screenshot_sha256: str | None
    state: str = Field(index=True)
    event_hash: str
    diarienummer: str | None = None
    registered_at: str | None = None
    registered_by: str | None = None
    received_on: str | None = None
    subject: str | None = None
    secrecy_provision: str | None = None
    secrecy_on: str | None = None
    secrecy_authority: str | None = None
    hold_reason: str | None = None
    hold_at: str | None = None
    review_of: str | None = None
    review_at: str | None = None
    forwarded_at: str | None = None
    answered_at: str | None = None
    disposed_at: str | None = None
    disposed_under: str | None = None
    disposal: int | None = None


class EventRow(SQLModel, table=True):
    """One link of the append-only chain."""

    __tablename__ = "event"

    seq: int = Field(primary_key=True)
    entry_id: int | None = Field(default=None, foreign_key="entry.id", index=True)
    at: str
    actor: str
    kind: str
    facts: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))
    previous: str
    hash: str = Field(unique=True)


class DetailRow(SQLModel, table=True):
    """The words of an event that may tell of persons: the event names it, disposal erases it."""

    __tablename__ = "detail"

    id: int | None = Field(default=None, primary_key=True)
    entry_id: int = Field(foreign_key="entry.id", index=True)
    content: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))


class ExportedRow(SQLModel, table=True):
    """An entry that was in an export of many: the export's event, and the entry."""

    __tablename__ = "exported_entry"

    event: int = Field(foreign_key="event.seq", primary_key=True)
    entry_id: int = Field(foreign_key="entry.id", primary_key=True, index=True)


class SavedSearchRow(SQLModel, table=True):
    """A search that somebody keeps under a name."""

    __tablename__ = "saved_search"
    __table_args__ = (UniqueConstraint("person", "name", name="uq_saved_search_name"),)

    id: int | None = Field(default=None, primary_key=True)
    person: str
    name: str
    asked: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))


class JudgementRow(SQLModel, table=True):
    """What a person decided of a comment's text; the last decision counts."""

    __tablename__ = "judgement"
    __table_args__ = (
        UniqueConstraint("platform", "comment_id", "text_sha256", name="uq_judgement_comment"),
    )

    id: int | None = Field(default=None, primary_key=True)
    platform: str
    comment_id: str
    text_sha256: str = Field(index=True)
    text: str | None = Field(sa_column=Column(Text, nullable=True))
    labels: list[str] = Field(sa_column=Column(JSON, nullable=False))
    moderator: str
    at: str
    sha256: str


class CheckpointRow(SQLModel, table=True):
    """A signed place in the chain."""

    __tablename__ = "checkpoint"

    number: int = Field(primary_key=True)
    message: str = Field(sa_column=Column(Text, nullable=False))
    signature: str
    token: str | None = Field(sa_column=Column(Text, nullable=True))
    token_sha256: str | None


class PlannedRow(SQLModel, table=True):
    """An entry that a decided disposal has not come to yet."""

    __tablename__ = "disposal_plan"

    entry_id: int = Field(primary_key=True)
    disposal: int


class ErasureRow(SQLModel, table=True):
    """A file of the vault that nothing should need any more, and that is still there."""

    __tablename__ = "erasure"

    sha256: str = Field(primary_key=True)
    disposal: int
