"""What is kept of an official channel (S12, N6, N7, A4, A8, H4, H10) and of a politician's link (S13)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from companion.register.records import Time


def one_line(text: str) -> str:
    """The text without line breaks and letters that cannot be seen."""
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()


Line = Annotated[str, AfterValidator(one_line)]


class Status(StrEnum):
    """Where a channel is in its life."""

    APPLIED = "applied"
    REFUSED = "refused"
    APPROVED = "approved"
    """May be opened; not open yet."""
    ACTIVE = "active"
    INACTIVE = "inactive"
    CLOSED = "closed"


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)


class Official(_Kept):
    """Somebody who works with a channel, with the details of the application form (S12)."""

    name: Line
    phone: Line = ""
    email: Line = ""


class Approval(_Kept):
    """Who approved or refused it: the manager, or the informationssekreterare (S12, N6, H4)."""

    by: Line
    title: Line
    on: date


class Terms(_Kept):
    """Who accepted the platform's terms of use, and by what delegation (N7)."""

    by: Line
    delegation: Line
    on: date


class Content(_Kept):
    """What is told of a channel."""

    unit: Line
    """Förvaltning or enhet."""
    medium: Line
    name: Line
    """As the account is called."""
    address: Line
    """URL; empty until it is opened."""
    purpose: Line
    audience: Line
    email: Line
    """The official address that the account is tied to (H10)."""
    responsible: tuple[Official, ...]
    practical: tuple[Official, ...]
    """Who watches over it and answers."""
    substitutes: tuple[Official, ...]
    """In their absence (S11, H3)."""
    speakers: tuple[Line, ...]
    """Who may speak for the municipality there (H10)."""
    guidelines_read: bool
    open_account: bool
    """Everybody can read it without following or liking it (A8)."""
    plain_sender: bool
    """The account's name says who the sender is (A8)."""
    logotype: bool
    """It carries the municipality's or the unit's logotype (A8, H10)."""
    approval: Approval | None = None
    terms: Terms | None = None
    seen_on: date | None = None
    """Day of its last post, or when somebody last looked after it, as far as a person has said."""
    reason: Line = ""
    """Why it was refused, is inactive or was closed."""


class Version(_Kept):
    """A channel as it was after a change."""

    channel_id: int
    number: int
    at: Time
    by: str
    kind: str
    """Of the event."""
    status: Status
    content: Content


class Link(_Kept):
    """A politician's own page, linked from the public list (S13)."""

    id: int
    name: Line
    party: Line
    seat: Line
    """Fullmäktige or the board that gives the right to be linked."""
    address: Line
