"""delivery: after a broken hand-over only what is surely lost is sent again, and people decide the rest (S10)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.delivery import Mark, Parcel, Receipt
from companion.errors import (
    HandoverBroken,
    NotNow,
    ReceiverCannotTell,
    ReceiversInvalid,
    ReceiverUnreachable,
)
from companion.office import Offices
from companion.office.backup import BackupOffice
from companion.office.courier import DELAYS, LEASE, Courier
from companion.office.delivery import Outbox, words
from companion.office.restore import Restoring
from companion.register import Actor
from companion.register.deliveries import Delivery, DeliveryState
from tests.companion.delivering import Clock, Scripted, kinds
from tests.companion.disposal_kill_worker import make_desk
from tests.companion.samples import PICTURE, capture

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


def test_after_a_restore_what_waited_may_have_been_sent_and_a_person_decides(
    outbox: Outbox, entry: int, actor: Actor, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A backup knows nothing of what was sent after it was made; nothing is sent twice for that."""
    number = outbox.queue(entry, "inkorg", actor).id
    place = tmp_path_factory.mktemp("elsewhere")
    BackupOffice(outbox.desk, outbox.data).make(place / "b.zip", actor)
    Courier(outbox).work()
    assert outbox.deliveries.one(number).state is State.SENT
    done = Restoring(place / "b.zip", place / "new", (), make_desk).run(actor)
    assert done.in_doubt == 1
    again = Offices.of(make_desk(place / "new"), place / "new").outbox
    assert Courier(again, lambda *_: Scripted()).work() == 0
    found = again.deliveries.one(number)
    assert found.state is State.UNCERTAIN
    assert found.fault is not None
    assert "säkerhetskopia" in words(found.fault, "sv").what
    assert "backup" in words(found.fault, "en").what
    again.desk.register.close()


class Weather:
    """A receiver in bad weather: each attempt goes as the list says, and then all is well."""

    answers_later = False

    def __init__(self, attempts: list[str]) -> None:
        self.attempts = attempts
        self.has: list[str] = []

    def send(self, parcel: Parcel, handing_over: Callable[[], None]) -> Receipt:
        """Fails before or after it has taken the parcel, or we are killed there."""
        goes = self.attempts.pop(0) if self.attempts else "well"
        if goes == "away":
            raise ReceiverUnreachable(name="r", reason="–")
        if goes == "killed before":
            raise KeyboardInterrupt
        handing_over()
        if goes == "killed between":
            raise KeyboardInterrupt
        if goes == "lost between":
            raise LOST
        self.has.append(parcel.mark.key)
        if goes == "lost after":
            raise LOST
        if goes == "killed after":
            raise KeyboardInterrupt
        return Receipt("x1", None)

    def ask(self, mark: Mark) -> Receipt | None:
        """Knows what it has."""
        return Receipt("x1", None) if mark.key in self.has else None


GOES = ("away", "killed before", "killed between", "lost between", "lost after", "killed after")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(attempts=st.lists(st.sampled_from(GOES), max_size=5))
def test_whatever_the_weather_it_arrives_once(
    outbox: Outbox, actor: Actor, clock: Clock, attempts: list[str]
) -> None:
    """S10: never lost, never twice, as long as the receiver can be asked."""
    number = outbox.desk.capture(capture(id=uuid4().hex), actor, PICTURE).entry
    delivery, receiver = outbox.queue(number, "registrator", actor).id, Weather(list(attempts))
    for _ in range(3 * len(attempts) + 2):
        with suppress(KeyboardInterrupt):
            Courier(outbox, lambda *_: receiver).work()
        clock.go(timedelta(days=1))
    assert outbox.deliveries.one(delivery).state is State.SENT
    assert len(receiver.has) == 1
