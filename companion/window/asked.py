"""What the search form asks, as a query; and a query's fields again, for links and for searches that are kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, TypeVar

from companion.contract import Category, EntryKind, EntryState
from companion.register import Condition, Query

FIELDS: Final = (
    *("q", "show", "category", "state", "kind", "account", "post"),
    *("author", "since", "until", "diarienummer", "order"),
)
"""The form's fields, as they stand in the address."""

SHOWN: Final[dict[str, Condition]] = {
    "unregistered": Condition.UNREGISTERED,
    "review": Condition.REVIEW,
    "held": Condition.HELD,
    "marked": Condition.MARKED,
}
"""Views that are kept for all, beside `unsettled` and `practice`."""

MAX: Final = 300
"""Letters of a field."""

Value = TypeVar("Value", bound=StrEnum)


def fields(sent: Mapping[str, str]) -> dict[str, str]:
    """The fields that were filled in."""
    told = {name: sent.get(name, "").strip()[:MAX] for name in FIELDS}
    return {name: value for name, value in told.items() if value}


def query(asked: Mapping[str, str], *, limit: int, before: str = "") -> Query:
    """What the fields ask; what makes no sense does not narrow."""
    return Query(
        text=asked.get("q", ""),
        unsettled=asked.get("show") == "unsettled",
        practice=asked.get("show") == "practice",
        condition=SHOWN.get(asked.get("show", "")),
        category=_one_of(Category, asked.get("category")),
        state=_one_of(EntryState, asked.get("state")),
        kind=_one_of(EntryKind, asked.get("kind")),
        account=asked.get("account"),
        post=asked.get("post"),
        author=asked.get("author", ""),
        diarienummer=asked.get("diarienummer", ""),
        since=_midnight(asked.get("since"), 0),
        until=_midnight(asked.get("until"), 1),
        oldest_first=asked.get("order") == "oldest",
        limit=limit,
        before=int(before) if before.isdecimal() and before.isascii() and len(before) < 16 else None,
    )  # fmt: skip


def day(text: str) -> date | None:
    """A day as a form sends it; None where there is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _midnight(text: str | None, later: int) -> datetime | None:
    """When the day begins on this computer, so many days later."""
    found = day(text or "")
    if found is None or found.year >= date.max.year or found.year < 1971:
        return None
    return datetime.combine(found + timedelta(days=later), time()).astimezone()


def _one_of(kind: type[Value], text: str | None) -> Value | None:
    return kind(text) if text in set(kind) else None
