"""What the register gives and takes: frozen records, validated; the tables behind them are private."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, JsonValue

from companion.contract import Act, Category, DisposalTest, EntryState, Ground, Platform, Surface

Time = Annotated[AwareDatetime, AfterValidator(lambda time: time.astimezone(UTC))]
"""A moment, kept in UTC."""

UNSETTLED = (EntryState.CAPTURED, EntryState.UNKNOWN, EntryState.FAILED)
"""States in which nobody knows yet that the comment is gone; they stay listed until settled."""


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)


class Actor(_Record):
    """The named person who acts, and with what (S3: who acted is a person even when all act as the page)."""

    moderator: str
    client: str


class NewEntry(_Record):
    """A capture on its way into the register; its evidence lies in the vault already."""

    capture_id: str
    request_sha256: str
    """Of the whole request: tells a retry from other content under the same id."""
    platform: Platform
    surface: Surface
    comment_id: str
    parent_id: str | None
    graph_id: str | None
    permalink: str | None
    author_name: str | None
    author_url: str | None
    author_id: str | None
    text: str
    text_sha256: str
    truncated: bool
    shown_time: str | None
    written_at: Time | None
    written_earliest: Time | None
    written_latest: Time | None
    post_id: str | None
    post_url: str | None
    post_text: str | None
    page_url: str
    page_title: str
    page_account: str | None
    category: Category
    ground: Ground
    act: Act
    disposal_test: DisposalTest | None
    disposal_decision: str | None
    note: str | None
    classifier: str | None
    captured_at: Time
    received_at: Time
    moderator: str
    client: str
    record_sha256: str
    screenshot_sha256: str | None


class Entry(NewEntry):
    """A register entry."""

    id: int
    state: EntryState
    event_hash: str
    """Of the event that recorded the capture."""
    disposed_at: Time | None = None
    disposed_under: str | None = None
    """The gallringsbeslut; then content and sender are gone and the rest remains."""
    disposal: int | None = None
    """The disposal's number: that of the event with which it was decided."""

    @property
    def settled(self) -> bool:
        """Is it known what became of the comment?"""
        return self.state not in UNSETTLED


class Event(_Record):
    """One link of the chain. `facts` hold no personal data, so that events can outlive disposal."""

    seq: int
    entry_id: int | None
    at: Time
    actor: str
    kind: str
    facts: dict[str, JsonValue]
    previous: str
    hash: str


class Judgement(_Record):
    """What a person decided of a comment: removed as something, or kept (no labels)."""

    platform: Platform
    comment_id: str
    text_sha256: str
    text: str | None
    """Kept only with consent to learn from decisions (settings: learn)."""
    labels: list[Category]
    moderator: str
    at: Time


@dataclass(frozen=True)
class Query:
    """What is looked for; empty fields do not narrow."""

    text: str = ""
    unsettled: bool = False
    practice: bool = False
    """Practice entries instead of real ones; the two are never mixed."""
    category: Category | None = None
    limit: int = 50
    before: int | None = None
    """Only entries with a lower id (the next page)."""


@dataclass(frozen=True)
class Page:
    """One page of a list, newest first."""

    entries: list[Entry]
    total: int
    next_before: int | None
