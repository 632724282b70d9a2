"""retention: how long an entry is kept, from entry, policy and day alone (H9, A5, TF 2:23, arkivlagen 10 §)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion import policy
from companion.contract import Category
from companion.policy.shapes import Retention
from companion.retention import Standing, decide, due_date
from tests.companion.keeping import DECISION, limited

GENERAL = policy.load("general")
MOMENTS = st.integers(631_152_000, 7_000_000_000).map(lambda one: datetime.fromtimestamp(one, UTC))
DAYS = st.dates(date(2000, 1, 1), date(2200, 1, 1))


@dataclass(frozen=True)
class One:
    """What retention asks of an entry."""

    category: Category | None = Category.INSULT
    received_at: datetime = datetime(2026, 11, 21, 12, tzinfo=UTC)
    settled: bool = True
    held: bool = False
    disposed_at: datetime | None = None


ENTRIES = st.builds(
    One,
    category=st.none() | st.sampled_from(Category),
    received_at=MOMENTS,
    settled=st.booleans(),
    held=st.booleans(),
    disposed_at=st.none() | st.just(datetime(2030, 1, 1, tzinfo=UTC)),
)


@given(ENTRIES, DAYS)
def test_without_a_decision_nothing_is_ever_due(entry: One, today: date) -> None:
    """TF 2:23, arkivlagen 10 §: bevaras tills beslut finns is the default of every preset."""
    for name in policy.presets():
        found = decide(entry, policy.load(name), today)
        assert found.standing is not Standing.DUE
        assert found.due is None
        assert found.decision is None


@given(ENTRIES, DAYS, st.integers(1, 200))
def test_what_is_due_has_a_decision_and_its_time_is_out(
    entry: One, today: date, years: int
) -> None:
    """H9 A5: due only under a decision, after the whole period, without a hold, with the outcome known."""
    found = decide(entry, limited(GENERAL, years), today)
    if found.standing is Standing.DUE:
        assert found.decision == DECISION
        assert found.due is not None
        assert found.due <= today
        assert entry.settled
        assert not entry.held
        assert entry.disposed_at is None
        assert entry.category is Category.INSULT
        assert today - entry.received_at.astimezone().date() >= timedelta(days=365 * years)


@given(ENTRIES, DAYS, st.integers(1, 200))
def test_a_hold_keeps_whatever_the_period(entry: One, today: date, years: int) -> None:
    held = One(entry.category, entry.received_at, entry.settled, held=True)
    assert decide(held, limited(GENERAL, years), today).standing is Standing.HELD


@given(ENTRIES, DAYS, DAYS, st.integers(1, 200))
def test_what_is_due_once_stays_due(entry: One, first: date, later: date, years: int) -> None:
    early, late = sorted([first, later])
    rules = limited(GENERAL, years)
    if decide(entry, rules, early).standing is Standing.DUE:
        assert decide(entry, rules, late).standing is Standing.DUE


@given(MOMENTS, st.integers(1, 1000))
def test_the_period_is_so_many_whole_years(received: datetime, years: int) -> None:
    day = received.astimezone().date()
    due = due_date(received, Retention(years=years, decision=DECISION))
    assert due.year == day.year + years
    leap = (day.month, day.day) == (2, 29)
    assert (due.month, due.day) in ([(2, 29), (3, 1)] if leap else [(day.month, day.day)])


@pytest.mark.parametrize(
    ("entry", "today", "standing"),
    [
        (One(), date(2029, 11, 20), Standing.LATER),
        (One(), date(2029, 11, 21), Standing.DUE),
        (One(settled=False), date(2029, 11, 21), Standing.UNSETTLED),
        (One(category=None), date(2100, 1, 1), Standing.UNTIL_DECISION),
        (One(category=Category.HATE), date(2100, 1, 1), Standing.UNTIL_DECISION),
        (One(disposed_at=datetime(2030, 1, 1, tzinfo=UTC)), date(2100, 1, 1), Standing.DISPOSED),
    ],
)
def test_where_an_entry_stands(entry: One, today: date, standing: Standing) -> None:
    """Kept three years from the day it came in, at noon UTC, which is that day from Alaska to Siberia."""
    assert decide(entry, limited(GENERAL, 3), today).standing is standing
