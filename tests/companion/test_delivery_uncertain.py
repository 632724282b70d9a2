"""delivery: after a broken hand-over only what is surely lost is sent again, and people decide the rest (S10)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from companion.delivery import Parcel, Receipt
from companion.errors import (
    HandoverBroken,
    NotNow,
    ReceiverCannotTell,
    ReceiversInvalid,
    ReceiverUnreachable,
)
from companion.office.courier import DELAYS, LEASE, Courier
from companion.office.delivery import Outbox
from companion.register import Actor
from companion.register.deliveries import Delivery, DeliveryState
from tests.companion.delivering import Clock, Scripted, kinds

State = DeliveryState


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
