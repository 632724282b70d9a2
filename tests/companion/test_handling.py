"""handling: ask a colleague (S5), answer (S7), forward (S8), hold, and what a page showed later."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest

from companion import conversions
from companion.contract import (
    AnswerReport,
    Change,
    ChangeReport,
    EntryState,
    ForwardReport,
    Placed,
    ReplyReport,
    ReplyText,
    ReviewRequest,
)
from companion.desk import Desk
from companion.errors import BadRequest, NotFound
from companion.export.told import told
from companion.export.words import WORDS
from companion.office import Offices
from companion.register import Actor, Condition, Query
from tests.companion.samples import NOW, PICTURE, capture

REGISTER: dict[str, Any] = {"category": None, "ground": None, "act": "register"}


@pytest.fixture
def capture_id(desk: Desk, actor: Actor) -> str:
    return desk.capture(capture(), actor, PICTURE).capture_id


def words(offices: Offices, entry: int = 1) -> list[dict[str, Any]]:
    return [one.content for one in offices.finding.steps.details([entry]).values()]


def chain(desk: Desk) -> str:
    return str([one.model_dump() for one in desk.register.history()])


def test_who_is_unsure_asks_and_the_entry_waits_for_the_answer(
    desk: Desk, offices: Offices, actor: Actor, capture_id: str
) -> None:
    """S5: who is unsure asks manager or communicator."""
    asked = ReviewRequest(capture_id=capture_id, colleague="Bo Chef", question="Är det förtal?")
    offices.handling.ask(asked, actor)
    [waiting] = desk.entries(Query(condition=Condition.REVIEW)).entries
    assert waiting.review_of == "Bo Chef"
    offices.handling.reviewed(waiting.id, actor, "Nej, hård kritik.")
    assert desk.entries(Query(condition=Condition.REVIEW)).total == 0
    assert words(offices) == [
        {"colleague": "Bo Chef", "question": "Är det förtal?"},
        {"colleague": "Bo Chef", "answer": "Nej, hård kritik."},
    ]
    for private in ("Bo Chef", "förtal", "kritik"):
        assert private not in chain(desk)
    with pytest.raises(BadRequest):
        offices.handling.reviewed(waiting.id, actor, "en gång till")


def test_forwarding_and_answering_are_recorded(
    desk: Desk, offices: Offices, actor: Actor, capture_id: str
) -> None:
    """S8: to whom; S7, N5: when, and where the answer is."""
    offices.handling.forward(ForwardReport(capture_id=capture_id, to="VA", note=None), actor)
    at = datetime(2026, 11, 21, 12, tzinfo=UTC)
    answer = AnswerReport(capture_id=capture_id, answered_at=at, reference="https://e.example/1")
    assert not conversions.receipt(desk.register.entry(1)).answered
    assert offices.handling.answered(answer, actor).answered
    offices.handling.answered(answer, actor)
    later = answer.model_copy(update={"answered_at": datetime(2026, 11, 22, 12, tzinfo=UTC)})
    offices.handling.answered(later, actor)
    found = desk.register.entry(1)
    assert (found.forwarded_at, found.answered_at) == (NOW, at)
    kinds = [one.kind for one in desk.register.history(1)]
    assert kinds == ["captured", "forwarded", "answered"], (
        "one answer is told once, however its age is read"
    )
    assert words(offices) == [{"to": "VA", "note": None}, {"reference": "https://e.example/1"}]
    for condition in (Condition.FORWARDED, Condition.ANSWERED):
        assert desk.entries(Query(condition=condition)).total == 1


@pytest.mark.parametrize("placed", [Placed.FIELD, Placed.CLIPBOARD])
def test_a_reply_text_is_recorded_and_answers_nothing(
    desk: Desk, offices: Offices, actor: Actor, capture_id: str, placed: Placed
) -> None:
    """S6, N8: which text, when, by whom; answered (S7) only when the person says so. Its words are no fact."""
    at = datetime(2026, 11, 21, 12, tzinfo=UTC)
    used = ReplyReport(
        capture_id=capture_id,
        reply=ReplyText.REMOVED,
        placed=placed,
        text="Din kommentar har dolts.",
        used_at=at,
    )
    offices.handling.reply(used, actor)
    [_, event] = desk.register.history(1)
    assert (event.kind, event.actor) == ("reply_used", actor.moderator)
    facts = {"reply": "removed", "placed": placed.value, "at": at.isoformat()}
    assert event.facts.items() >= facts.items()
    assert words(offices) == [{"text": "Din kommentar har dolts."}]
    assert "har dolts" not in chain(desk)
    details = offices.finding.steps.details([1])
    assert told(event, details, WORDS["sv"]) == (
        "Svarstext framtagen",
        ["Svarstext: Din kommentar har dolts."],
    )
    assert desk.register.entry(1).answered_at is None
    unknown = used.model_copy(update={"capture_id": str(uuid.uuid4())})
    with pytest.raises(NotFound):
        offices.handling.reply(unknown, actor)


def test_a_hold_keeps_its_reason_and_is_lifted_with_one(
    desk: Desk, offices: Offices, actor: Actor
) -> None:
    """A legal hold on police report or claim: set and lifted, by a named person, with the reason."""
    desk.capture(capture(), actor, PICTURE)
    held = offices.handling.hold(1, actor, "Polisanmälan 0105-K1")
    assert (held.held, held.hold_at) == (True, NOW)
    assert offices.handling.hold(1, actor, "Polisanmälan 0105-K1") == held
    assert desk.entries(Query(condition=Condition.HELD)).total == 1
    with pytest.raises(BadRequest):
        offices.handling.release(1, actor, " ")
    assert not offices.handling.release(1, actor, "Nedlagd").held
    assert "Polisanmälan" not in chain(desk)
    assert [one.kind for one in desk.register.history(1)][1:] == ["hold_set", "hold_lifted"]


def test_an_edit_on_the_page_is_noticed_once_for_each_text(
    desk: Desk, offices: Offices, actor: Actor, capture_id: str
) -> None:
    for text in ("a" * 64, "a" * 64, "b" * 64):
        offices.handling.noticed(report(capture_id, Change.EDITED, text), actor)
    noticed = [one for one in desk.register.history(1) if one.kind == "noticed"]
    assert [one.facts["change"] for one in noticed] == ["edited", "edited"]
    assert "aaaa" not in chain(desk), "the hash of a short text could be guessed"
    assert desk.register.entry(1).state is EntryState.CAPTURED


def test_what_was_left_there_and_is_gone_has_vanished(
    desk: Desk, offices: Offices, actor: Actor
) -> None:
    """S9: registered without removal. What was hidden stays hidden, whoever took it away afterwards."""
    left = desk.capture(capture(id="1", decision=REGISTER), actor, PICTURE)
    hidden = desk.capture(capture(id="2"), actor, PICTURE)
    desk.settle(hidden.entry, EntryState.HIDDEN, actor)
    for receipt in (left, hidden):
        offices.handling.noticed(report(receipt.capture_id, Change.VANISHED, None), actor)
    states = [desk.register.entry(one.entry).state for one in (left, hidden)]
    assert states == [EntryState.VANISHED, EntryState.HIDDEN]
    assert [one.kind for one in desk.register.history(hidden.entry)][-1] == "noticed"


def report(capture_id: str, change: Change, text: str | None) -> ChangeReport:
    return ChangeReport(capture_id=capture_id, change=change, seen_at=NOW, text_sha256=text)


def test_of_what_was_never_saved_nothing_is_recorded(offices: Offices, actor: Actor) -> None:
    unknown = "00000000-0000-4000-8000-000000000000"
    with pytest.raises(NotFound):
        offices.handling.forward(ForwardReport(capture_id=unknown, to="VA", note=None), actor)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_event_can_be_told_in_words(
    desk: Desk, offices: Offices, actor: Actor, capture_id: str, language: str
) -> None:
    """The history in words, with what was said as long as it is kept, and without it afterwards."""
    work = offices.handling
    work.review(1, actor, "Bo", "Fråga?")
    work.reviewed(1, actor, "Svar.")
    work.forwarded(1, actor, "VA", "skynda")
    work.replied(1, actor, NOW, "ref")
    work.hold(1, actor, "tvist")
    work.release(1, actor, "klart")
    work.noticed(report(capture_id, Change.EDITED, None), actor)
    offices.registration.register(1, actor, diarienummer="KS 7", subject="Ärende")
    offices.registration.mark(1, actor, provision="OSL 21:1")
    offices.finding.view(desk.register.entry(1), actor, "page")
    offices.registration.correct(1, actor, {"category": "hate", "note": "N"}, reason="fel")
    details = offices.finding.steps.details([1])
    terms = WORDS[language]  # type: ignore[index]
    history = desk.register.history(1)
    said = [told(event, details, terms) for event in history]
    assert all(not one.what.startswith("event_") for one in said)
    everything = "\n".join(line for one in said for line in (one.what, *one.lines))
    for part in ("Bo", "Fråga?", "Svar.", "VA", "skynda", "ref", "tvist", "KS 7", "Ärende", "OSL 21:1"):  # fmt: skip
        assert part in everything
    assert f"{terms['insult']} → {terms['hate']}" in everything
    assert all(told(event, {}, terms).lines == [] for event in history)
    assert all(f"event_{event.kind}" in terms for event in history)
