"""Figures of the work, month by month (H6: it is measured and reported regularly); practice left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import median

from sqlalchemy import Connection, func, select

from companion.contract import Platform
from companion.register.engine import reading
from companion.register.store import Register
from companion.register.supervision import Supervision
from companion.register.tables import EntryRow, JudgementRow

_entries = EntryRow.__table__  # type: ignore[attr-defined]
_judgements = JudgementRow.__table__  # type: ignore[attr-defined]

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Figures:
    """One calendar month."""

    month: date
    """Its first day."""
    looks: int
    """Looks at pages."""
    days: int
    """Days on which somebody looked."""
    read: int
    """Comments read, each look counted by itself."""
    flagged: int
    """Of them, those the classifier flagged."""
    kept: int
    """Comments that a person decided to keep (A3)."""
    saved: dict[str, int]
    """Category → entries saved before hiding or deleting."""
    acts: dict[str, int]
    """Act → entries: hidden, deleted, registered without removal."""
    states: dict[str, int]
    """Outcome → entries."""
    hours_to_act: float | None
    """Median hours from the time a comment was written, at the latest, to its capture; null where no time is known."""
    answered: int
    """Questions answered, or settled by a person."""
    waiting: int
    """Questions that wait now, whatever the month."""


def bounds(month: date) -> tuple[datetime, datetime]:
    """The month's first moment and the next one's, by the computer's own clock."""
    first = month.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    moments = [datetime(day.year, day.month, 1).astimezone() for day in (first, following)]
    return moments[0], moments[1]


def figures(register: Register, month: date) -> Figures:
    """The month's figures."""
    log = Supervision(register)
    since, until = bounds(month)
    looks = log.looks(since=since, until=until, limit=1_000_000)
    with reading(register.engine) as connection:
        saved, acts, states = (
            _counted(connection, name, since, until) for name in ("category", "act", "state")
        )
        hours = _hours(connection, since, until)
        kept = _kept(connection, since, until)
    return Figures(
        month=month.replace(day=1),
        looks=len(looks),
        days=len({look.seen_at.astimezone().date() for look in looks}),
        read=sum(look.read for look in looks),
        flagged=sum(look.flagged for look in looks),
        kept=kept,
        saved=saved,
        acts=acts,
        states=states,
        hours_to_act=median(hours) if hours else None,
        answered=log.answered(since, until),
        waiting=len(log.waiting()),
    )


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _counted(
    connection: Connection, column: str, since: datetime, until: datetime
) -> dict[str, int]:
    chosen = _entries.c[column]
    query = (
        select(chosen, func.count())
        .where(_entries.c.platform != Platform.PRACTICE.value)
        .where(_entries.c.captured_at >= _text(since))
        .where(_entries.c.captured_at < _text(until))
        .where(chosen.is_not(None))
        .group_by(chosen)
    )
    found = {str(name): int(count) for name, count in connection.execute(query)}
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def _hours(connection: Connection, since: datetime, until: datetime) -> list[float]:
    written = func.coalesce(_entries.c.written_at, _entries.c.written_latest)
    query = (
        select(written, _entries.c.captured_at)
        .where(_entries.c.platform != Platform.PRACTICE.value)
        .where(_entries.c.captured_at >= _text(since))
        .where(_entries.c.captured_at < _text(until))
        .where(written.is_not(None))
    )
    return list(_spans((row[0], row[1]) for row in connection.execute(query)))


def _spans(rows: Iterable[tuple[str, str]]) -> Iterable[float]:
    for written, captured in rows:
        span = datetime.fromisoformat(captured) - datetime.fromisoformat(written)
        yield max(span, timedelta()) / HOUR


def _kept(connection: Connection, since: datetime, until: datetime) -> int:
    query = (
        select(_judgements.c.labels)
        .where(_judgements.c.platform != Platform.PRACTICE.value)
        .where(_judgements.c.at >= _text(since))
        .where(_judgements.c.at < _text(until))
    )
    return sum(not labels for labels in connection.execute(query).scalars())
