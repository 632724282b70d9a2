"""To the registrator: entries put in the outbox, and what a person decides of them there (S10, OSL 5:1)."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from companion import delivery, errors
from companion.contract import Platform
from companion.delivery import Receiver
from companion.desk import Desk
from companion.errors import (
    EntryDisposed,
    Language,
    NoSuchReceiver,
    NothingToExport,
    NotNow,
    PracticeNotSent,
    TooManyEntries,
    Words,
)
from companion.office.registration import Registration
from companion.register import Actor, Entry, Query
from companion.register.deliveries import Deliveries, Delivery, DeliveryState, Fault

MOST: Final = 100
"""Entries in one delivery: they are one letter, one document."""

State = DeliveryState


@dataclass(frozen=True)
class Outbox:
    """Everything that is done with deliveries."""

    registration: Registration
    """Takes the diarienummer that comes back."""
    deliveries: Deliveries
    data: Path
    """Where receivers.toml and the secrets lie."""
    woken: threading.Event = field(default_factory=threading.Event)
    """Set when there is something new to send."""

    @property
    def desk(self) -> Desk:
        """The desk it works with."""
        return self.registration.desk

    def receivers(self) -> dict[str, Receiver]:
        """Where entries can be sent. Raises ReceiversInvalid."""
        return delivery.load(self.data)

    def queue(self, asked: int | Query, receiver: str, actor: Actor) -> Delivery:
        """Put an entry, or all that a query finds, in the outbox as one delivery.

        Raises NotFound, NothingToExport, NoSuchReceiver, ReceiversInvalid, TooManyEntries, PracticeNotSent,
        EntryDisposed, AlreadySent; then nothing is put there.
        """
        if receiver not in self.receivers():
            raise NoSuchReceiver(name=receiver)
        entries = self._chosen(asked)
        for entry in entries:
            if entry.platform is Platform.PRACTICE:
                raise PracticeNotSent
            if entry.disposed_at is not None:
                raise EntryDisposed(entry=entry.id)
        numbers = sorted(entry.id for entry in entries)
        made = self.deliveries.add(receiver, numbers, actor, self.desk.clock())
        self.woken.set()
        return made

    def retry(self, number: int, actor: Actor) -> None:
        """Try again now. One that is uncertain may then arrive twice: a person has decided. Raises NotNow."""
        seen = self._seen(number, State.WAITING, State.FAILED, State.UNCERTAIN)
        event = None if seen.state is State.WAITING else "delivery_retried"
        now = self.desk.clock()
        self._sure(
            self.deliveries.change(seen, State.WAITING, now, actor=actor, event=event, next_at=now),
            seen,
        )
        self.woken.set()

    def cancel(self, number: int, actor: Actor) -> None:
        """Send it no more. Raises NotFound, NotNow (it is being sent, or was)."""
        seen = self._seen(number, State.WAITING, State.FAILED, State.UNCERTAIN)
        now, event = self.desk.clock(), "delivery_cancelled"
        self._sure(
            self.deliveries.change(
                seen, State.CANCELLED, now, actor=actor, event=event, next_at=None
            ),
            seen,
        )

    def vouch(self, number: int, actor: Actor) -> None:
        """A person has asked the receiver: it has arrived. Raises NotFound, NotNow."""
        seen = self._seen(number, State.UNCERTAIN, State.SENT)
        now, event = self.desk.clock(), "delivery_vouched"
        self._sure(
            self.deliveries.change(
                seen, State.ACKNOWLEDGED, now, actor=actor, event=event, next_at=None, fault=None
            ),
            seen,
        )

    def _chosen(self, asked: int | Query) -> list[Entry]:
        if isinstance(asked, int):
            return [self.desk.register.entry(asked)]
        count = self.desk.register.count(asked)
        if count > MOST:
            raise TooManyEntries(found=count, most=MOST)
        entries = list(self.desk.register.each(asked))
        if not entries:
            raise NothingToExport
        return entries

    def _seen(self, number: int, *states: DeliveryState) -> Delivery:
        seen = self.deliveries.one(number)
        if seen.state not in states:
            raise NotNow(delivery=number)
        return seen

    def _sure(self, done: Delivery | None, seen: Delivery) -> None:
        if done is None:
            raise NotNow(delivery=seen.id)


def words(fault: Fault, language: Language) -> Words:
    """What went wrong with a delivery, for a person."""
    return errors.by_code(fault.code, fault.facts).words(language)
