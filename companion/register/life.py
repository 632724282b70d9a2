"""Where an entry is in its life, told from the entry and its history alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from companion.register.records import Entry, Event

HANDED_OVER = ("delivery_sent", "delivery_acknowledged", "delivery_vouched")
"""Events after which a receiver has the entry."""

RECORD = "record"
"""In the facts of an export: the entry itself left, not only a line about it in a list."""


class Stage(StrEnum):
    """How far an entry has come, in this order; no stage is left out on the way to exported."""

    SAVED = "saved"
    REGISTERED = "registered"
    EXPORTED = "exported"
    DISPOSED = "disposed"


@dataclass(frozen=True)
class Life:
    """Where an entry is, and since when it has been at each stage that it has reached."""

    stage: Stage
    reached: dict[Stage, datetime]
    settled: bool
    """Is it known what became of the comment?"""
    held: bool
    """A legal hold: no disposal meanwhile."""
    marked: bool
    """A secrecy marking (OSL 5:5)."""
    reviewed: bool
    """A colleague has been asked and has not answered (S5)."""


def life(entry: Entry, history: Iterable[Event]) -> Life:
    """Where the entry is; `history` are its own events and those of exports that it was in, in any order.

    A file counts as an export when the entry already had its diarienummer: a letter that asks for one is not the
    record's way to the archive. What a receiver has taken counts, also where the diarienummer came back from
    there. Disposal ends everything, whatever came before.
    """
    reached = {Stage.SAVED: entry.received_at}
    if entry.registered_at is not None:
        reached[Stage.REGISTERED] = entry.registered_at
        exported = _exported(history, entry.registered_at)
        if exported is not None:
            reached[Stage.EXPORTED] = exported
    if entry.disposed_at is not None:
        reached[Stage.DISPOSED] = entry.disposed_at
    gone = entry.disposed_at is not None
    return Life(
        stage=max(reached, key=list(Stage).index),
        reached=reached,
        settled=entry.settled,
        held=entry.held and not gone,
        marked=entry.marked and not gone,
        reviewed=entry.review_of is not None and not gone,
    )


def _exported(history: Iterable[Event], registered_at: datetime) -> datetime | None:
    """When the registered record first was elsewhere too: fetched as a document or package, or delivered."""
    registered = False
    for event in sorted(history, key=lambda one: one.seq):
        registered = registered or event.kind == "registered"
        if event.kind in HANDED_OVER:
            return max(event.at, registered_at)
        if registered and event.kind == "exported" and event.facts.get(RECORD):
            return event.at
    return None
