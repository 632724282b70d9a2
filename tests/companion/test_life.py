"""life: where an entry is, told from the entry and its history alone: registered, exported, disposed, in that order."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.desk import Desk
from companion.office import Offices
from companion.register import Actor, Entry, Event, Query
from companion.register.life import Stage, life
from tests.companion.exporting import export
from tests.companion.samples import NOW, PICTURE, capture

KINDS = (
    *("captured", "outcome", "registered", "exported", "viewed", "corrected", "hold_set"),
    *("delivery_queued", "delivery_sent", "delivery_acknowledged", "delivery_vouched"),
)


@pytest.fixture
def saved(desk: Desk, actor: Actor) -> Entry:
    return desk.register.entry(desk.capture(capture(), actor, PICTURE).entry)


def event(seq: int, kind: str, **facts: str | bool) -> Event:
    at = NOW + timedelta(minutes=seq)
    return Event(
        seq=seq, entry_id=1, at=at, actor="E", kind=kind, facts={**facts}, previous="", hash=""
    )


def registered(entry: Entry, at: datetime) -> Entry:
    return entry.model_copy(update={"diarienummer": "KS 1", "registered_at": at})


def test_what_is_only_saved_is_saved(saved: Entry) -> None:
    found = life(saved, [event(1, "captured")])
    assert (found.stage, found.settled, found.held) == (Stage.SAVED, False, False)
    assert found.reached == {Stage.SAVED: saved.received_at}


def test_a_file_fetched_before_the_diarienummer_is_no_export(saved: Entry) -> None:
    """A letter that asks for a diarienummer is not the record's way to the archive."""
    asking = event(2, "exported", record=True)
    assert life(saved, [asking]).stage is Stage.SAVED
    entry = registered(saved, NOW + timedelta(minutes=3))
    numbered = event(3, "registered")
    assert life(entry, [asking, numbered]).stage is Stage.REGISTERED
    after = event(4, "exported", record=True)
    found = life(entry, [after, numbered, asking])
    assert (found.stage, found.reached[Stage.EXPORTED]) == (Stage.EXPORTED, after.at)


def test_a_list_is_no_export(saved: Entry) -> None:
    entry = registered(saved, NOW)
    told = [event(1, "registered"), event(2, "exported", record=False)]
    assert life(entry, told).stage is Stage.REGISTERED


def test_what_a_records_system_has_taken_is_exported_once_its_number_is_back(saved: Entry) -> None:
    sent = event(2, "delivery_acknowledged")
    assert life(saved, [sent]).stage is Stage.SAVED
    entry = registered(saved, NOW + timedelta(minutes=9))
    assert (
        life(entry, [sent, event(9, "registered")]).reached[Stage.EXPORTED] == entry.registered_at
    )


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None
)
@given(
    kinds=st.lists(st.sampled_from(KINDS), max_size=8),
    number=st.booleans(),
    disposed=st.booleans(),
    order=st.randoms(),
)
def test_stages_come_in_their_order_whatever_the_history(
    saved: Entry, kinds: list[str], number: bool, disposed: bool, order: Random
) -> None:
    """registered → exported → disposed: nothing is exported that is not registered, and disposal ends everything."""
    history = [event(seq, kind, record=True) for seq, kind in enumerate(kinds, 1)]
    entry = registered(saved, NOW) if number else saved
    if disposed:
        entry = entry.model_copy(update={"disposed_at": NOW + timedelta(days=1)})
    found = life(entry, history)
    stages = list(found.reached)
    assert stages == sorted(stages, key=list(Stage).index)
    assert found.stage is stages[-1]
    assert [found.reached[one] for one in stages] == sorted(found.reached.values())
    assert (Stage.REGISTERED in stages) == number
    assert number or Stage.EXPORTED not in stages
    assert (found.stage is Stage.DISPOSED) == disposed
    order.shuffle(history)
    assert life(entry, history) == found


def test_an_export_of_many_stands_in_each_entrys_life(
    desk: Desk, offices: Offices, actor: Actor
) -> None:
    for number in ("ett", "två", "tre"):
        desk.capture(capture(id=number, text=f"nummer {number}"), actor, PICTURE)
    for entry in (1, 2):
        offices.registration.register(entry, actor, diarienummer=f"KS {entry}")
    export(desk, "csv", Query())
    assert stage(offices, 1) is Stage.REGISTERED
    export(desk, "json", Query(text="nummer ett"))
    assert [stage(offices, entry) for entry in (1, 2, 3)] == [
        Stage.EXPORTED,
        Stage.REGISTERED,
        Stage.SAVED,
    ]


def stage(offices: Offices, entry: int) -> Stage:
    return life(offices.desk.register.entry(entry), offices.finding.history(entry)).stage
