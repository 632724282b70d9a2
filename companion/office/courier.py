"""Carries deliveries from the outbox to their receivers, once each, and brings the diarienummer back.

What is sent is noted twice: before the receiver may have it, and when it has answered. Whoever dies in between
leaves a delivery that is being sent; after its lease the receiver is asked by the delivery's key, and
nothing is sent again before it is known that nothing arrived. Where it cannot be known, a person decides.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final

from companion import delivery, errors
from companion.delivery import Channel, Mark, Parcel, Receipt, Receiver
from companion.desk import Desk
from companion.errors import (
    CompanionError,
    EntryDisposed,
    GaveUp,
    HandoverBroken,
    NoSuchReceiver,
    NotNow,
    ReceiverCannotTell,
    ReceiverUnreachable,
    Said,
    Unexpected,
)
from companion.export import eml
from companion.export.dossier import Making
from companion.office.delivery import Outbox
from companion.register import Actor
from companion.register.deliveries import OPEN, Deliveries, Delivery, DeliveryState, Fault

LEASE: Final = timedelta(minutes=15)
"""After so long without a word, who was sending is taken for dead."""

DELAYS: Final = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 720, 1440))
"""From one attempt to the next; after the last a person must look."""

LONGEST_WAIT: Final = timedelta(days=1)
"""However long a receiver asks for."""

SECONDS: Final = 15.0
"""Between two looks at the outbox when nothing is put there."""

CLIENT: Final = "utkorgen"
"""With what the events of a delivery are made; the person is who asked for it."""

_INTERRUPTED: Final = Said("Uppsikt avbröts", "Uppsikt was interrupted")
_RESTORED: Final = Said(
    "registret är återställt från en säkerhetskopia", "the register was restored from a backup"
)

State = DeliveryState


@dataclass(frozen=True)
class Courier:
    """Goes through the outbox."""

    outbox: Outbox
    opened: Callable[[Receiver, Path], Channel] = delivery.opened
    stopped: threading.Event = field(default_factory=threading.Event)

    def work(self) -> int:
        """Send what is due, ask what became of what was interrupted, read receipts; gives how many were looked at.

        Raises ReceiversInvalid; what goes wrong with one delivery is noted on it.
        """
        receivers = self.outbox.receivers()
        channels = {name: self.opened(one, self.outbox.data) for name, one in receivers.items()}
        answering = [name for name, channel in channels.items() if channel.answers_later]
        due = self.outbox.deliveries.due(self.outbox.desk.clock(), answering)
        for one in due:
            try:
                self._see_to(one, channels.get(one.receiver))
            except CompanionError:
                raise
            except Exception as error:  # noqa: BLE001 - one receiver's odd answer must not stop the others
                self._odd(one, error)
        return len(due)

    def run(self) -> None:
        """Go through the outbox again and again, until `stop`."""
        while not self.stopped.is_set():
            with suppress(CompanionError):
                self.work()
            self.outbox.woken.wait(SECONDS)
            self.outbox.woken.clear()

    def stop(self) -> None:
        """End after the delivery that is being carried."""
        self.stopped.set()
        self.outbox.woken.set()

    def _see_to(self, one: Delivery, channel: Channel | None) -> None:
        if self.stopped.is_set():
            return
        if channel is None:
            self._fail(one, NoSuchReceiver(name=one.receiver))
        elif one.state is State.WAITING:
            self._send(one, channel)
        elif one.state is State.SENDING:
            self._ask(one, channel)
        else:
            self._listen(one, channel)

    def _odd(self, one: Delivery, error: Exception) -> None:
        """A fault of the program's own: a person looks, and what may have arrived is not called failed."""
        now = self.outbox.deliveries.one(one.id)
        known = Unexpected(kind=type(error).__name__)
        if now.state is State.SENT:
            self._remark(now, known)
        else:
            self._end(now, State.FAILED if now.state is State.WAITING else State.UNCERTAIN, known)

    def _send(self, one: Delivery, channel: Channel) -> None:
        now = self.outbox.desk.clock()
        held = self.outbox.deliveries.change(
            one, State.WAITING, now, attempts=one.attempts + 1, next_at=now + LEASE
        )
        if held is None:
            return

        def handing_over() -> None:
            nonlocal held
            assert held is not None
            now, files = self.outbox.desk.clock(), parcel.hashes
            noted = self.outbox.deliveries.change(
                held, State.SENDING, now, files=files, next_at=now + LEASE
            )
            if noted is None:
                raise NotNow(delivery=one.id)
            held = noted

        try:
            parcel = self._parcel(held)
            receipt = channel.send(parcel, handing_over)
        except NotNow:
            return
        except ReceiverUnreachable as error:
            self._later(held, error)
        except HandoverBroken as error:
            self._ask(held, channel, error)
        except ReceiverCannotTell as error:
            self._end(held, State.UNCERTAIN, error)
        except CompanionError as error:
            self._fail(held, error)
        else:
            self._arrived(held, receipt)

    def _parcel(self, one: Delivery) -> Parcel:
        """The entries as they are now; dated when the delivery was asked for, the same at every attempt."""
        making = Making(self.outbox.desk.language, one.created_at, self.outbox.desk.archive)
        dossiers = [self.outbox.desk.dossier(number) for number in one.entries]
        for dossier in dossiers:
            if dossier.entry.disposed_at is not None:
                raise EntryDisposed(entry=dossier.entry.id)
        papers = eml.papers(dossiers, making)
        return Parcel(_mark(one), eml.subject(papers, making), papers, making)

    def _ask(self, one: Delivery, channel: Channel, broken: HandoverBroken | None = None) -> None:
        """What became of something that was perhaps handed over?"""
        try:
            receipt = channel.ask(_mark(one))
        except ReceiverCannotTell as error:
            self._end(one, State.UNCERTAIN, error)
        except ReceiverUnreachable as error:
            now = self.outbox.desk.clock()
            fault = _fault(broken or error)
            self.outbox.deliveries.change(one, one.state, now, next_at=now + DELAYS[1], fault=fault)
        except CompanionError as error:
            self._fail(one, error)
        else:
            if receipt is None:
                self._later(one, broken or HandoverBroken(name=one.receiver, reason=_INTERRUPTED))
            else:
                self._arrived(one, receipt)

    def _listen(self, one: Delivery, channel: Channel) -> None:
        """Has the receiver given a diarienummer?"""
        try:
            receipt = channel.ask(_mark(one))
        except (ReceiverCannotTell, ReceiverUnreachable) as error:
            self._remark(one, error)
        except CompanionError as error:
            self._fail(one, error)
        else:
            if receipt is not None and receipt.diarienummer:
                self._arrived(one, receipt)

    def _remark(self, one: Delivery, error: CompanionError) -> None:
        """Note what is wrong, and leave it where it is."""
        if one.fault != _fault(error):
            now = self.outbox.desk.clock()
            self.outbox.deliveries.change(one, one.state, now, fault=_fault(error))

    def _arrived(self, one: Delivery, receipt: Receipt) -> None:
        """Note it; the diarienummer first, for the receiver can be asked for it again."""
        number = receipt.diarienummer
        if number:
            self._registered(one, number)
        state, event = (
            (State.ACKNOWLEDGED, "delivery_acknowledged")
            if number
            else (State.SENT, "delivery_sent")
        )
        self.outbox.deliveries.change(
            one,
            state,
            self.outbox.desk.clock(),
            actor=_actor(one),
            event=event,
            next_at=None,
            fault=None,
            external_id=receipt.external_id,
            diarienummer=number,
        )

    def _registered(self, one: Delivery, number: str) -> None:
        """The diarienummer into each entry that has none (OSL 5:2); what a person gave is not written over."""
        for entry_id in one.entries:
            entry = self.outbox.desk.register.entry(entry_id)
            if entry.diarienummer is None and entry.disposed_at is None:
                self.outbox.registration.register(entry_id, _actor(one), diarienummer=number)

    def _later(self, one: Delivery, error: CompanionError) -> None:
        """Try again after a while, or give up until a person has looked."""
        turn = (one.attempts - 1) % len(DELAYS)
        if turn == len(DELAYS) - 1:
            self._fail(one, GaveUp(name=one.receiver, attempts=one.attempts))
            return
        asked = timedelta(seconds=min(int(str(error.facts.get("wait", 0))), 86_400))
        now = self.outbox.desk.clock()
        then = now + min(max(DELAYS[turn], asked), LONGEST_WAIT)
        self.outbox.deliveries.change(one, State.WAITING, now, next_at=then, fault=_fault(error))

    def _fail(self, one: Delivery, error: CompanionError) -> None:
        self._end(one, State.FAILED, error)

    def _end(self, one: Delivery, state: DeliveryState, error: CompanionError) -> None:
        self.outbox.deliveries.change(
            one,
            state,
            self.outbox.desk.clock(),
            actor=_actor(one),
            event=f"delivery_{state}",
            next_at=None,
            fault=_fault(error),
        )


def doubt(desk: Desk, actor: Actor) -> int:
    """After a restore: what waits may have been sent since the backup, so a person decides; gives how many."""
    deliveries = Deliveries(desk.register.engine)
    waiting = deliveries.those((State.WAITING, State.SENDING), limit=deliveries.count(OPEN))
    for one in waiting:
        name = _mark(one).name
        error = ReceiverCannotTell(name=one.receiver, reason=_RESTORED, mark=name)
        deliveries.change(
            one,
            State.UNCERTAIN,
            desk.clock(),
            actor=actor,
            event="delivery_uncertain",
            next_at=None,
            fault=_fault(error),
        )
    return len(waiting)


def _fault(error: CompanionError) -> Fault:
    return Fault(code=error.code, facts=errors.written(error))


def _mark(one: Delivery) -> Mark:
    return Mark(one.id, one.key, one.attempts)


def _actor(one: Delivery) -> Actor:
    return Actor(moderator=one.created_by, client=CLIENT)
