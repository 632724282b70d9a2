"""How long an entry is kept (gallring): pure, from the entry, the policy and the day.

TF 2:23 and arkivlagen 10 §: public records are destroyed only under a decision; H9, A5: the decision and the
period stand in the municipality's plan for its records, here in the policy, category by category. Where the
policy names no decision, the entry is kept until there is one. The period is counted from the day the entry was
received, in the computer's time zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from companion.contract import Category
from companion.policy import Policy
from companion.policy.shapes import Retention


class Keeps(Protocol):
    """What is asked of an entry; `companion.register.Entry` is one."""

    @property
    def category(self) -> Category | None:
        """Null for what was registered without a category; then nothing limits how long it is kept."""

    @property
    def received_at(self) -> datetime:
        """When it came in."""

    @property
    def settled(self) -> bool:
        """Is it known what became of the comment?"""

    @property
    def held(self) -> bool:
        """Is there a legal hold?"""

    @property
    def disposed_at(self) -> datetime | None:
        """When it was disposed of, if it was."""


class Standing(StrEnum):
    """Where an entry stands."""

    UNTIL_DECISION = "until_decision"
    """Bevaras tills beslut finns."""
    LATER = "later"
    DUE = "due"
    HELD = "held"
    """A legal hold keeps it, whatever the period."""
    UNSETTLED = "unsettled"
    """It is not known what became of the comment: kept until somebody has said."""
    DISPOSED = "disposed"


@dataclass(frozen=True)
class Verdict:
    """What is to become of an entry."""

    standing: Standing
    due: date | None
    """The first day on which it may be disposed of; null where no decision says."""
    decision: str | None
    """The gallringsbeslut."""


def decide(entry: Keeps, policy: Policy, today: date) -> Verdict:
    """What is to become of the entry under this policy, as things stand today."""
    retention = policy.categories[entry.category].retention if entry.category else None
    due = due_date(entry.received_at, retention) if retention else None
    decision = retention.decision if retention else None
    return Verdict(_standing(entry, due, today), due, decision)


def due_date(received: datetime, retention: Retention) -> date:
    """The same day so many years on; of 29 February, 1 March where there is none."""
    day = received.astimezone().date()
    year = min(day.year + retention.years, date.max.year)
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def _standing(entry: Keeps, due: date | None, today: date) -> Standing:
    if entry.disposed_at is not None:
        return Standing.DISPOSED
    if entry.held:
        return Standing.HELD
    if due is None:
        return Standing.UNTIL_DECISION
    if today < due:
        return Standing.LATER
    return Standing.DUE if entry.settled else Standing.UNSETTLED
