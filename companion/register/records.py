"""What the register gives and takes: frozen records, validated; the tables behind them are private."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, JsonValue

from companion.contract import (
    Act,
    Category,
    DisposalTest,
    EntryKind,
    EntryState,
    Ground,
    Platform,
    Surface,
)

Time = Annotated[AwareDatetime, AfterValidator(lambda time: time.astimezone(UTC))]
"""A moment, kept in UTC."""

FREE = ("text", "author", "diarienummer")
"""What a person writes in a query; the rest is chosen."""

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
    kind: EntryKind
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
    """Of the text; of a thread, of the post and the dialogue together."""
    dialogue: str | None
    """What stands under an archived post, to be read (H7); the record in the vault has it comment by comment."""
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
    category: Category | None
    """None where nothing was removed and no rule was broken (S9, S10, H7)."""
    ground: Ground | None
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
    diarienummer: str | None = None
    registered_at: Time | None = None
    registered_by: str | None = None
    received_on: date | None = None
    """When the record was received (OSL 5:2): for a comment, when it was published."""
    subject: str | None = None
    """What it is about, in short (OSL 5:2)."""
    secrecy_provision: str | None = None
    """The marking (OSL 5:5): provision, date and authority, all or none."""
    secrecy_on: date | None = None
    secrecy_authority: str | None = None
    hold_reason: str | None = None
    hold_at: Time | None = None
    """Since when there is a legal hold: no disposal meanwhile."""
    review_of: str | None = None
    """The colleague who has been asked and has not answered yet (S5)."""
    review_at: Time | None = None
    forwarded_at: Time | None = None
    """Latest, as the answer (S8, S7); to whom stands in the history."""
    answered_at: Time | None = None
    disposed_at: Time | None = None
    disposed_under: str | None = None
    """The gallringsbeslut; then content and sender are gone and the rest remains."""
    disposal: int | None = None
    """The disposal's number: that of the event with which it was decided."""

    @property
    def settled(self) -> bool:
        """Is it known what became of the comment?"""
        return self.state not in UNSETTLED

    @property
    def marked(self) -> bool:
        """Does it carry a secrecy marking (OSL 5:5)? Then each view of it is logged."""
        return self.secrecy_provision is not None

    @property
    def held(self) -> bool:
        """Is there a legal hold?"""
        return self.hold_at is not None


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


class Detail(_Record):
    """The words that belong to an event and may tell of persons: erased when the entry is disposed of."""

    id: int
    """Named by the event's facts."""
    entry_id: int
    content: dict[str, JsonValue]


class Condition(StrEnum):
    """How an entry stands beside what became of its comment."""

    UNREGISTERED = "unregistered"
    REVIEW = "review"
    HELD = "held"
    MARKED = "marked"
    FORWARDED = "forwarded"
    ANSWERED = "answered"


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
    """The next page: only entries that come after this one in the list."""
    author: str = ""
    """Part of the sender's name. Never together with a category that tells of a person's health or beliefs."""
    account: str | None = None
    post: str | None = None
    """Its id or its address."""
    since: datetime | None = None
    """Captured then or later."""
    until: datetime | None = None
    """Captured before then."""
    state: EntryState | None = None
    kind: EntryKind | None = None
    diarienummer: str = ""
    """Part of it."""
    condition: Condition | None = None
    oldest_first: bool = False

    @property
    def letters(self) -> dict[str, int]:
        """How many letters were written in which field: what is logged of a search instead of its words."""
        written = {name: len(getattr(self, name).strip()) for name in FREE}
        return {name: length for name, length in written.items() if length}


@dataclass(frozen=True)
class Page:
    """One page of a list, newest first."""

    entries: list[Entry]
    total: int
    next_before: int | None
    capped: bool = False
    """There are more than `total`: counting stopped there."""
