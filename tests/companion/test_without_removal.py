"""Entries made without removal: a registered comment (S9), an archived thread (H7), a direct message (S10)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.contract import Act, EntryKind, EntryState, KnownRequest, Platform, Thread
from companion.conversions import dialogue
from companion.desk import Desk
from companion.errors import (
    CompanionError,
    DecisionIncomplete,
    KindMismatch,
    NothingRemoved,
    PictureForbidden,
    PictureMissing,
)
from companion.office import Offices
from companion.register import Actor, Query
from tests.companion.samples import PICTURE, capture, comment

REGISTER: dict[str, Any] = {"category": None, "ground": None, "act": "register"}


def thread(*texts: str, **changes: Any) -> dict[str, Any]:
    said = [
        comment(id=f"c{n}", parent_id="c0" if n else None, text=text).model_dump(mode="json")
        for n, text in enumerate(texts)
    ]
    return {"comments": said, "counted": len(said) + 4, "order": "Alla kommentarer"} | changes


def test_a_comment_on_an_ongoing_case_is_registered_and_stays(
    desk: Desk, offices: Offices, actor: Actor
) -> None:
    """S9: no category is broken and no ground is needed; nothing waits for an outcome; it can be registered."""
    receipt = desk.capture(capture(decision=REGISTER), actor, PICTURE)
    assert (receipt.act, receipt.state) == (Act.REGISTER, EntryState.REMAINS)
    entry = desk.register.entry(receipt.entry)
    assert (entry.kind, entry.category, entry.ground, entry.settled) == (
        EntryKind.COMMENT,
        None,
        None,
        True,
    )
    assert desk.entries(Query(unsettled=True)).total == 0
    assert desk.picture(entry.id) == PICTURE
    assert offices.registration.register(entry.id, actor, diarienummer="KS 1").diarienummer
    assert desk.register.judged(Platform.FACEBOOK, [entry.comment_id]) == []


def test_a_cry_for_help_is_registered_with_its_category(desk: Desk, actor: Actor) -> None:
    """L1: cries for help are registered and reported, not removed."""
    decision = REGISTER | {"category": "distress"}
    entry = desk.capture(capture(decision=decision), actor, PICTURE).entry
    assert desk.register.entry(entry).state is EntryState.REMAINS


def test_what_was_registered_may_still_be_removed_as_an_entry_of_its_own(
    desk: Desk, actor: Actor
) -> None:
    """The receipt that allows a removal is found before the one that allows none, in whatever order they came."""
    desk.capture(capture(decision=REGISTER), actor, PICTURE)
    hidden = desk.capture(capture(), actor, PICTURE)
    desk.capture(capture(decision=REGISTER), actor, PICTURE)
    assert desk.entries(Query()).total == 2
    ask = KnownRequest(platform=Platform.FACEBOOK, comment_ids=[hidden.comment_id])
    [known] = desk.known(ask, actor).comments
    assert known.receipt.act is Act.HIDE


@pytest.mark.parametrize("state", [EntryState.HIDDEN, EntryState.DELETED])
def test_nothing_removed_cannot_become_removed(desk: Desk, actor: Actor, state: EntryState) -> None:
    """No default success, and no success of an act that nobody decided."""
    entry = desk.capture(capture(decision=REGISTER), actor, PICTURE).entry
    with pytest.raises(NothingRemoved):
        desk.settle(entry, state, actor)
    assert desk.register.entry(entry).state is EntryState.REMAINS


def test_a_thread_is_archived_with_its_dialogue(desk: Desk, actor: Actor) -> None:
    """H7: posts and dialogue. A picture is not asked for, a thread is taller than any window; again is once."""
    sent = {"kind": "thread", "decision": REGISTER, "image": None, "id": "post1"}
    said = thread("När öppnar badet?", "I maj!")
    first = desk.capture(capture(thread=said, **sent), actor, None)  # type: ignore[arg-type]
    again = desk.capture(capture(thread=said, **sent), actor, None)  # type: ignore[arg-type]
    assert again == first
    grown = thread("När öppnar badet?", "I maj!", "Tack")
    later = desk.capture(capture(thread=grown, **sent), actor, None)  # type: ignore[arg-type]
    assert later.entry != first.entry, "archived again when there is more of it"
    entry = desk.register.entry(first.entry)
    assert entry.dialogue == (
        "Åke Påhittad · 3 tim\nNär öppnar badet?\n\n    Åke Påhittad · 3 tim\n    I maj!"
    )
    record = json.loads(desk.vault.get(entry.record_sha256))["capture"]
    assert record["thread"]["counted"] == 6, "nothing is claimed that was not seen"
    assert [one["text"] for one in record["thread"]["comments"]] == ["När öppnar badet?", "I maj!"]
    assert desk.entries(Query(text="badet", kind=EntryKind.THREAD)).total == 2
    ask = KnownRequest(platform=Platform.FACEBOOK, comment_ids=["post1"])
    assert desk.known(ask, actor).comments == [], "a thread is no saved comment"


def test_a_direct_message_is_an_incoming_record(desk: Desk, actor: Actor) -> None:
    """S10."""
    sent = {"kind": "message", "decision": REGISTER, "surface": "business_messages", "id": "m1"}
    entry = desk.register.entry(desk.capture(capture(**sent), actor, PICTURE).entry)  # type: ignore[arg-type]
    assert (entry.kind, entry.state) == (EntryKind.MESSAGE, EntryState.REMAINS)


@pytest.mark.parametrize(
    ("changes", "sent", "expected"),
    [
        ({"decision": {"category": None}}, PICTURE, DecisionIncomplete),
        ({"decision": {"ground": None}}, PICTURE, DecisionIncomplete),
        ({"kind": "thread", "decision": REGISTER}, PICTURE, KindMismatch),
        ({"thread": thread("x"), "decision": REGISTER}, PICTURE, KindMismatch),
        ({"kind": "message"}, PICTURE, KindMismatch),
        ({"kind": "thread", "thread": thread("x")}, PICTURE, KindMismatch),
        ({"kind": "message", "decision": REGISTER, "image": None}, None, PictureMissing),
        ({"decision": REGISTER, "image": None}, None, PictureMissing),
        (
            {"decision": REGISTER | {"ground": "bbs_child_abuse"}},
            PICTURE,
            PictureForbidden,
        ),
    ],
)
def test_what_makes_no_sense_is_refused_and_leaves_nothing(
    desk: Desk,
    actor: Actor,
    changes: dict[str, Any],
    sent: bytes | None,
    expected: type[CompanionError],
) -> None:
    with pytest.raises(expected):
        desk.capture(capture(**changes), actor, sent)
    assert desk.entries(Query()).total == 0
    assert desk.register.history() == []


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None
)
@given(
    parents=st.lists(st.integers(-1, 12), min_size=1, max_size=12),
    text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40),
)
def test_every_text_of_a_thread_can_be_read(parents: list[int], text: str) -> None:
    """Whatever answers what, in whatever order: each comment stands there once."""
    said = [
        comment(id=f"c{n}", parent_id=None if up < 0 else f"c{up}", text=f"«{n}» {text}")
        for n, up in enumerate(parents)
    ]
    told = dialogue(Thread(comments=said, counted=None, order=None))
    assert [told.count(f"«{n}»") for n in range(len(said))] == [1] * len(said)
