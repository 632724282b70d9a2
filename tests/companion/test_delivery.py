"""delivery: the outbox sends once (S10), loses nothing, and brings the diarienummer back (S4, N3)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from companion.delivery import Mark, Parcel, Receipt
from companion.desk import Desk
from companion.errors import (
    AlreadySent,
    HandoverBroken,
    NoSuchReceiver,
    NotFound,
    NothingToExport,
    NotNow,
    PracticeNotSent,
    ReceiverCannotTell,
    ReceiverRefused,
    ReceiversInvalid,
    ReceiverUnreachable,
    SecretMissing,
    TooManyEntries,
)
from companion.office import Offices
from companion.office import delivery as office
from companion.office.courier import DELAYS, LEASE, Courier
from companion.office.delivery import Outbox, words
from companion.register import Actor, Query
from companion.register.deliveries import NEEDS_PERSON, Deliveries, Delivery, DeliveryState
from tests.companion.samples import NOW, PICTURE, capture

State = DeliveryState
TOLD = """
[[receiver]]
name = "inkorg"
kind = "folder"
folder = '{folder}'

[[receiver]]
name = "registrator"
kind = "mail"
server = "127.0.0.1"
port = 9
security = "none"
sender = "a@b.example"
to = "c@d.example"
"""


class Clock:
    """The time, which goes when it is told to."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def go(self, time: timedelta) -> None:
        """Some time passes."""
        self.now += time


class Scripted:
    """A receiver that does as the test says; it keeps what it has received."""

    answers_later = False

    def __init__(self) -> None:
        self.has: list[Parcel] = []
        self.before: Exception | None = None
        self.after: BaseException | None = None
        self.asked: Receipt | Exception | None = None
        self.number: str | None = None

    def send(self, parcel: Parcel, handing_over: Callable[[], None]) -> Receipt:
        """Takes it, between the failures."""
        if self.before:
            raise self.before
        handing_over()
        self.has.append(parcel)
        if self.after:
            raise self.after
        return Receipt("x1", self.number)

    def ask(self, _: Mark) -> Receipt | None:
        """As told."""
        if isinstance(self.asked, Exception):
            raise self.asked
        return self.asked


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def outbox(desk: Desk, tmp_path: Path, clock: Clock) -> Outbox:
    folder = tmp_path / "inkorg"
    folder.mkdir()
    (tmp_path / "receivers.toml").write_text(TOLD.format(folder=folder), "utf-8")
    return Offices.of(replace(desk, clock=clock), tmp_path).outbox


@pytest.fixture
def entry(desk: Desk, actor: Actor) -> int:
    return desk.capture(capture(), actor, PICTURE).entry


@pytest.fixture
def scripted() -> Scripted:
    return Scripted()


@pytest.fixture
def courier(outbox: Outbox, scripted: Scripted) -> Courier:
    return Courier(outbox, lambda *_: scripted)


def kinds(outbox: Outbox, entry: int) -> list[str]:
    return [e.kind for e in outbox.desk.register.history(entry) if e.kind != "captured"]


def test_an_entry_goes_to_the_folder_and_comes_back_with_its_diarienummer(
    outbox: Outbox, entry: int, actor: Actor, tmp_path: Path
) -> None:
    """The straight path, with the real channel."""
    courier = Courier(outbox)
    queued = outbox.queue(entry, "inkorg", actor)
    assert queued.state is State.WAITING
    assert courier.work() == 1
    sent = outbox.deliveries.one(queued.id)
    assert sent.state is State.SENT
    files = {file.name: file.read_bytes() for file in (tmp_path / "inkorg").iterdir()}
    pdf, xml = sorted(files)
    assert files[pdf].startswith(b"%PDF")
    assert b"Du \xc3\xa4r en idiot." in files[xml]
    receipt = tmp_path / "inkorg" / f"{pdf.removesuffix('.pdf')}.kvitto.json"
    receipt.write_text(json.dumps({"diarienummer": "KS 2026/123"}), "utf-8")
    courier.work()
    done = outbox.deliveries.one(queued.id)
    assert (done.state, done.diarienummer) == (State.ACKNOWLEDGED, "KS 2026/123")
    assert outbox.desk.register.entry(entry).diarienummer == "KS 2026/123"
    assert courier.work() == 0


def test_a_diarienummer_that_a_person_gave_is_not_written_over(
    outbox: Outbox, courier: Courier, scripted: Scripted, actor: Actor
) -> None:
    for number in range(2):
        outbox.desk.capture(capture(id=str(number), text=f"Text {number}"), actor, PICTURE)
    outbox.registration.register(1, actor, diarienummer="KS 2026/1")
    scripted.number = "KS 2026/2"
    outbox.queue(Query(), "registrator", actor)
    courier.work()
    entries = [outbox.desk.register.entry(number) for number in (1, 2)]
    assert [entry.diarienummer for entry in entries] == ["KS 2026/1", "KS 2026/2"]
    assert entries[1].registered_by == "Eva Exempel"


def test_a_diarienummer_is_not_lost_when_we_are_killed_before_it_is_noted(
    outbox: Outbox, entry: int, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Into the entry first, then on the delivery: asked again, the same again changes nothing."""
    answering = Scripted()
    answering.number = "KS 2026/3"
    answering.asked = Receipt("x1", "KS 2026/3")
    courier = Courier(outbox, lambda *_: answering)
    number = outbox.queue(entry, "registrator", actor).id
    change = Deliveries.change

    def dying(self: Deliveries, seen: Delivery, to: State, *rest: Any, **more: Any) -> Any:
        if to is State.ACKNOWLEDGED:
            raise KeyboardInterrupt
        return change(self, seen, to, *rest, **more)

    monkeypatch.setattr(Deliveries, "change", dying)
    with pytest.raises(KeyboardInterrupt):
        courier.work()
    monkeypatch.undo()
    late = replace(outbox.registration, desk=replace(outbox.desk, clock=lambda: NOW + LEASE))
    Courier(replace(outbox, registration=late), lambda *_: answering).work()
    assert outbox.deliveries.one(number).state is State.ACKNOWLEDGED
    assert [kind for kind in kinds(outbox, entry) if kind == "registered"] == ["registered"]
    assert len(answering.has) == 1


def test_every_entry_has_the_events_with_the_hash_of_what_was_sent(
    outbox: Outbox, courier: Courier, scripted: Scripted, actor: Actor
) -> None:
    for number in range(3):
        outbox.desk.capture(capture(id=str(number), text=f"Text {number}"), actor, PICTURE)
    sent = outbox.queue(Query(), "registrator", actor)
    assert sent.entries == [1, 2, 3]
    courier.work()
    (parcel,) = scripted.has
    for number in (1, 2, 3):
        queued, arrived = outbox.desk.register.history(number)[-2:]
        assert (queued.kind, arrived.kind) == ("delivery_queued", "delivery_sent")
        assert arrived.actor == "Eva Exempel"
        assert arrived.facts["files"] == parcel.hashes
        assert arrived.facts["receiver"] == "registrator"
    assert outbox.desk.register.broken_events() == []


def test_an_entry_is_put_in_the_outbox_once_for_each_receiver(
    outbox: Outbox, courier: Courier, entry: int, actor: Actor
) -> None:
    """Two clicks are one delivery; so is a selection that holds an entry that was sent."""
    first = outbox.queue(entry, "registrator", actor)
    for asked in (entry, Query()):
        with pytest.raises(AlreadySent):
            outbox.queue(asked, "registrator", actor)
    outbox.queue(entry, "inkorg", actor)
    courier.work()
    with pytest.raises(AlreadySent):
        outbox.queue(entry, "registrator", actor)
    assert len(outbox.deliveries.of(entry)) == 2
    assert outbox.deliveries.one(first.id).state is State.SENT


def test_what_may_not_be_sent_is_not_put_there(
    outbox: Outbox, entry: int, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice = outbox.desk.capture(capture(platform="practice"), actor, PICTURE).entry
    with pytest.raises(PracticeNotSent):
        outbox.queue(practice, "registrator", actor)
    with pytest.raises(NoSuchReceiver):
        outbox.queue(entry, "ingen", actor)
    with pytest.raises(NotFound):
        outbox.queue(99, "registrator", actor)
    with pytest.raises(NothingToExport):
        outbox.queue(Query(text="finns inte"), "registrator", actor)
    monkeypatch.setattr(office, "MOST", 0)
    with pytest.raises(TooManyEntries):
        outbox.queue(Query(), "registrator", actor)
    assert outbox.deliveries.those() == []


def test_who_cannot_be_reached_is_tried_later_and_later_and_then_left_to_a_person(
    outbox: Outbox, courier: Courier, scripted: Scripted, clock: Clock, entry: int, actor: Actor
) -> None:
    number = outbox.queue(entry, "registrator", actor).id
    scripted.before = ReceiverUnreachable(name="registrator", reason="stängt")
    for attempt, delay in enumerate(DELAYS[:-1], 1):
        courier.work()
        waiting = outbox.deliveries.one(number)
        assert (waiting.state, waiting.attempts) == (State.WAITING, attempt)
        assert waiting.next_at == clock.now + delay
        assert waiting.fault is not None
        assert "stängt" in words(waiting.fault, "sv").what
        assert courier.work() == 0, "not before its time"
        clock.go(delay)
    courier.work()
    assert outbox.deliveries.one(number).state is State.FAILED
    assert kinds(outbox, entry) == ["delivery_queued", "delivery_failed"]
    scripted.before = None
    outbox.retry(number, actor)
    courier.work()
    assert outbox.deliveries.one(number).state is State.SENT
    assert len(scripted.has) == 1


def test_a_receiver_that_asks_to_wait_is_waited_for(
    outbox: Outbox, courier: Courier, scripted: Scripted, clock: Clock, entry: int, actor: Actor
) -> None:
    number = outbox.queue(entry, "registrator", actor).id
    scripted.before = ReceiverUnreachable(name="r", reason="sen", wait="7200")
    courier.work()
    assert outbox.deliveries.one(number).next_at == clock.now + timedelta(hours=2)


@pytest.mark.parametrize(
    "error", [ReceiverRefused(name="r", reason="nej"), SecretMissing(name="registrator")]
)
def test_a_no_is_left_to_a_person(
    outbox: Outbox, courier: Courier, scripted: Scripted, clock: Clock, entry: int, actor: Actor,
    error: Exception,
) -> None:  # fmt: skip
    number = outbox.queue(entry, "registrator", actor).id
    scripted.before = error
    courier.work()
    clock.go(timedelta(days=30))
    assert courier.work() == 0
    failed = outbox.deliveries.one(number)
    assert failed.state is State.FAILED
    assert outbox.deliveries.count(NEEDS_PERSON) == 1


LOST = HandoverBroken(name="registrator", reason="bröts")


@pytest.mark.parametrize("died", [LOST, KeyboardInterrupt()])
@pytest.mark.parametrize(
    ("answer", "state", "copies"),
    [
        (Receipt("x1", "KS 1"), State.ACKNOWLEDGED, 1),
        (Receipt("x1", None), State.SENT, 1),
        (None, State.SENT, 2),
        (ReceiverCannotTell(name="r", reason="–", mark="m"), State.UNCERTAIN, 1),
    ],
)
def test_after_a_broken_hand_over_the_receiver_is_asked_first(
    outbox: Outbox, courier: Courier, scripted: Scripted, clock: Clock, entry: int, actor: Actor,
    died: BaseException, answer: Receipt | Exception | None, state: State, copies: int,
) -> None:  # fmt: skip
    """The connection broke, or we were killed between sending and noting it: only what is surely lost is sent again."""
    number = outbox.queue(entry, "registrator", actor).id
    scripted.after, scripted.asked = died, answer
    try:
        courier.work()
    except KeyboardInterrupt:
        assert outbox.deliveries.one(number).state is State.SENDING
        assert courier.work() == 0, "somebody may still be sending"
        clock.go(LEASE)
        courier.work()
    scripted.after = None
    clock.go(DELAYS[0])
    courier.work()
    assert outbox.deliveries.one(number).state is state
    assert len(scripted.has) == copies


def test_who_cannot_be_asked_now_is_asked_later(
    outbox: Outbox, courier: Courier, scripted: Scripted, clock: Clock, entry: int, actor: Actor
) -> None:
    number = outbox.queue(entry, "registrator", actor).id
    scripted.after, scripted.asked = LOST, ReceiverUnreachable(name="r", reason="–")
    courier.work()
    assert outbox.deliveries.one(number).state is State.SENDING
    scripted.asked = Receipt("x1", None)
    clock.go(DELAYS[1])
    courier.work()
    assert outbox.deliveries.one(number).state is State.SENT
    assert len(scripted.has) == 1


def uncertain(outbox: Outbox, courier: Courier, scripted: Scripted, entry: int) -> Delivery:
    """A delivery of which nobody knows whether it arrived."""
    queued = outbox.queue(entry, "registrator", Actor(moderator="Eva Exempel", client="t"))
    scripted.after = LOST
    scripted.asked = ReceiverCannotTell(name="r", reason="–", mark="m")
    courier.work()
    scripted.after = None
    return outbox.deliveries.one(queued.id)


def test_what_is_uncertain_is_decided_by_a_person(
    outbox: Outbox, courier: Courier, scripted: Scripted, clock: Clock, entry: int, actor: Actor
) -> None:
    found = uncertain(outbox, courier, scripted, entry)
    clock.go(timedelta(days=30))
    assert courier.work() == 0, "never again by itself"
    outbox.vouch(found.id, actor)
    assert outbox.deliveries.one(found.id).state is State.ACKNOWLEDGED
    assert kinds(outbox, entry)[-2:] == ["delivery_uncertain", "delivery_vouched"]
    with pytest.raises(NotNow):
        outbox.retry(found.id, actor)


def test_a_person_may_send_what_is_uncertain_again_under_the_same_key(
    outbox: Outbox, courier: Courier, scripted: Scripted, entry: int, actor: Actor
) -> None:
    found = uncertain(outbox, courier, scripted, entry)
    outbox.retry(found.id, actor)
    courier.work()
    assert outbox.deliveries.one(found.id).state is State.SENT
    assert {parcel.mark.key for parcel in scripted.has} == {found.key}
    assert "delivery_retried" in kinds(outbox, entry)


def test_a_cancelled_delivery_is_not_sent_and_may_be_asked_for_anew(
    outbox: Outbox, courier: Courier, scripted: Scripted, entry: int, actor: Actor
) -> None:
    number = outbox.queue(entry, "registrator", actor).id
    outbox.cancel(number, actor)
    assert courier.work() == 0
    with pytest.raises(NotNow):
        outbox.cancel(number, actor)
    again = outbox.queue(entry, "registrator", actor)
    courier.work()
    assert outbox.deliveries.one(again.id).state is State.SENT
    assert [parcel.mark.number for parcel in scripted.has] == [again.id]
    with pytest.raises(NotNow):
        outbox.cancel(again.id, actor)


def test_cancelled_while_the_letter_is_made_it_is_not_handed_over(
    outbox: Outbox, courier: Courier, scripted: Scripted, entry: int, actor: Actor
) -> None:
    number = outbox.queue(entry, "registrator", actor).id
    send = scripted.send

    def slow(parcel: Parcel, handing_over: Callable[[], None]) -> Receipt:
        outbox.cancel(number, actor)
        return send(parcel, handing_over)

    scripted.send = slow  # type: ignore[method-assign]
    courier.work()
    assert scripted.has == []
    assert outbox.deliveries.one(number).state is State.CANCELLED


def test_two_couriers_at_once_hand_it_over_once(
    outbox: Outbox, courier: Courier, scripted: Scripted, clock: Clock, entry: int, actor: Actor
) -> None:
    """The window's and the command's; even when the first is so slow that it is taken for dead."""
    number = outbox.queue(entry, "registrator", actor).id
    send, other = scripted.send, Scripted()

    def slow(parcel: Parcel, handing_over: Callable[[], None]) -> Receipt:
        assert Courier(outbox, lambda *_: other).work() == 0, "it is taken"
        clock.go(LEASE)
        Courier(outbox, lambda *_: other).work()
        return send(parcel, handing_over)

    scripted.send = slow  # type: ignore[method-assign]
    courier.work()
    assert len(scripted.has) + len(other.has) == 1
    assert outbox.deliveries.one(number).state is State.SENT


def test_a_fault_of_ours_stops_one_delivery_and_not_the_others(
    outbox: Outbox, scripted: Scripted, entry: int, actor: Actor
) -> None:
    bad = outbox.queue(entry, "registrator", actor).id
    good = outbox.queue(entry, "inkorg", actor).id
    other, scripted.after = Scripted(), TypeError("odd answer")
    Courier(outbox, lambda one, _: scripted if one.name == "registrator" else other).work()
    assert outbox.deliveries.one(bad).state is State.UNCERTAIN
    assert outbox.deliveries.one(good).state is State.SENT


def test_a_receiver_that_is_taken_out_of_the_file_gets_nothing(
    outbox: Outbox, courier: Courier, entry: int, actor: Actor, tmp_path: Path
) -> None:
    number = outbox.queue(entry, "registrator", actor).id
    (tmp_path / "receivers.toml").write_text("", "utf-8")
    courier.work()
    failed = outbox.deliveries.one(number)
    assert failed.fault is not None
    assert (failed.state, failed.fault.code) == (State.FAILED, "no_such_receiver")


def test_a_broken_file_of_receivers_loses_nothing(
    outbox: Outbox, courier: Courier, entry: int, actor: Actor, tmp_path: Path
) -> None:
    number = outbox.queue(entry, "registrator", actor).id
    told = (tmp_path / "receivers.toml").read_text("utf-8")
    (tmp_path / "receivers.toml").write_text("[[receiver", "utf-8")
    with pytest.raises(ReceiversInvalid):
        courier.work()
    (tmp_path / "receivers.toml").write_text(told, "utf-8")
    courier.work()
    assert outbox.deliveries.one(number).state is State.SENT
