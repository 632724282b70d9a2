"""Working hours: how long somebody has been at work between two moments (S7, N5: answers are due within hours)."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

from companion.policy.shapes import Hours, Weekday

DAYS = list(Weekday)


def worked(hours: Hours, start: datetime, end: datetime, zone: tzinfo | None = None) -> timedelta:
    """Time within the policy's hours from `start` to `end`, in `zone` (the computer's own if none); never negative.

    Holidays are counted as the weekdays they fall on: the policy names days, not dates.
    """
    begin, stop = start.astimezone(zone), end.astimezone(zone)
    if stop <= begin:
        return timedelta()
    total = timedelta()
    for day in _days(begin.date(), stop.date()):
        if DAYS[day.weekday()] in hours.days:
            opens = datetime.combine(day, hours.opens, begin.tzinfo)
            closes = datetime.combine(day, hours.closes, begin.tzinfo)
            total += max(timedelta(), min(stop, closes) - max(begin, opens))
    return total


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
