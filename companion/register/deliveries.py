"""The outbox: what is on its way to which receiver. One transaction each, the entries' events in the same.

A delivery's key is made once and goes with it to the receiver, so that what was perhaps received can be
asked for and is not sent twice. States and what leads from one to the next:

waiting ─ about to be handed over ─→ sending ─→ sent ─→ acknowledged
   ↑ ↘ refused, or given up            │  ↘ failed
   └──── certainly not received ───────┘  ↘ uncertain (the receiver cannot tell: a person decides)
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, JsonValue
from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Engine,
    Select,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlmodel import Field, SQLModel

from companion.errors import AlreadySent, NotFound
from companion.register import events
from companion.register.engine import reading, writing
from companion.register.records import Actor, Time


class _DeliveryRow(SQLModel, table=True):
    """Something on its way to a receiver."""

    __tablename__ = "delivery"

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    receiver: str
    state: str = Field(index=True)
    attempts: int
    next_at: str | None
    fault: dict[str, object] | None = Field(sa_column=Column(JSON(none_as_null=True)))
    files: dict[str, object] | None = Field(sa_column=Column(JSON(none_as_null=True)))
    external_id: str | None
    diarienummer: str | None
    created_at: str
    created_by: str
    changed_at: str


class _DeliveryEntryRow(SQLModel, table=True):
    """An entry in a delivery."""

    __tablename__ = "delivery_entry"

    delivery_id: int = Field(foreign_key="delivery.id", primary_key=True)
    entry_id: int = Field(foreign_key="entry.id", primary_key=True, index=True)


_deliveries = _DeliveryRow.__table__  # type: ignore[attr-defined]
_contents = _DeliveryEntryRow.__table__  # type: ignore[attr-defined]


class DeliveryState(StrEnum):
    """How far a delivery has come."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    CANCELLED = "cancelled"


OPEN = (
    DeliveryState.WAITING,
    DeliveryState.SENDING,
    DeliveryState.FAILED,
    DeliveryState.UNCERTAIN,
)
"""Not there yet, as far as is known."""

NEEDS_PERSON = (DeliveryState.FAILED, DeliveryState.UNCERTAIN)
"""Nothing more happens by itself."""


class Fault(BaseModel):
    """What went wrong last: an expected error by its code, with the facts of its words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str
    facts: dict[str, str | list[str]]


class Delivery(BaseModel):
    """One delivery: some entries to one receiver."""

    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)

    id: int
    key: str
    """32 hexadecimal digits, the same at every attempt."""
    receiver: str
    state: DeliveryState
    attempts: int
    next_at: Time | None
    """When it is looked at next; for one being sent, when its sender is taken for dead."""
    fault: Fault | None
    files: dict[str, str] | None
    """What was handed over last: name → SHA-256."""
    external_id: str | None
    """What the receiver calls it."""
    diarienummer: str | None
    created_at: Time
    created_by: str
    changed_at: Time
    entries: list[int]


class Deliveries:
    """The outbox's verbs."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, receiver: str, entries: list[int], actor: Actor, now: datetime) -> Delivery:
        """Put entries in the outbox, and an event on each. Raises AlreadySent, StorageFull, StorageFailed.

        AlreadySent: one of them is on its way there, or there, already.
        """
        with writing(self._engine) as connection:
            taken = connection.execute(_standing(receiver, entries)).first()
            if taken is not None:
                raise AlreadySent(entry=taken.entry_id, delivery=taken.id)
            when = _text(now)
            new = {
                "key": secrets.token_hex(16),
                "receiver": receiver,
                "state": DeliveryState.WAITING.value,
                "attempts": 0,
                "next_at": when,
                "created_at": when,
                "created_by": actor.moderator,
                "changed_at": when,
            }
            number = connection.execute(
                insert(_deliveries).returning(_deliveries.c.id), new
            ).scalar_one()
            rows = [{"delivery_id": number, "entry_id": one} for one in entries]
            connection.execute(insert(_contents), rows)
            delivery = _one(connection, number)
            _tell(connection, delivery, actor, "delivery_queued")
            return delivery

    def one(self, number: int) -> Delivery:
        """A delivery. Raises NotFound."""
        with reading(self._engine) as connection:
            return _one(connection, number)

    def those(
        self, states: Iterable[DeliveryState] | None = None, limit: int = 200
    ) -> list[Delivery]:
        """Deliveries in these states, or all; newest first."""
        query = select(_deliveries).order_by(_deliveries.c.id.desc()).limit(limit)
        if states is not None:
            query = query.where(_deliveries.c.state.in_([state.value for state in states]))
        return self._read(query)

    def of(self, entry_id: int) -> list[Delivery]:
        """The deliveries that an entry is in, newest first."""
        inside = select(_contents.c.delivery_id).where(_contents.c.entry_id == entry_id)
        query = select(_deliveries).where(_deliveries.c.id.in_(inside))
        return self._read(query.order_by(_deliveries.c.id.desc()))

    def due(self, now: datetime, answering: Iterable[str]) -> list[Delivery]:
        """What is to be looked at now, oldest first; of `answering` receivers also what awaits an answer."""
        state, due = _deliveries.c.state, _deliveries.c.next_at <= _text(now)
        waits = state.in_([DeliveryState.WAITING.value, DeliveryState.SENDING.value]) & due
        asks = (state == DeliveryState.SENT.value) & _deliveries.c.receiver.in_(list(answering))
        return self._read(select(_deliveries).where(or_(waits, asks)).order_by(_deliveries.c.id))

    def count(self, states: Iterable[DeliveryState]) -> int:
        """How many deliveries are in these states."""
        counted = select(func.count()).select_from(_deliveries)
        counted = counted.where(_deliveries.c.state.in_([state.value for state in states]))
        with reading(self._engine) as connection:
            return connection.execute(counted).scalar_one()

    def change(
        self,
        seen: Delivery,
        to: DeliveryState,
        now: datetime,
        *,
        actor: Actor | None = None,
        event: str | None = None,
        **changes: Any,
    ) -> Delivery | None:
        """Bring a delivery from the state it was seen in to another, with an event on each entry if named.

        None, and nothing done, where somebody else was first: its state or its attempts are not as seen.
        """
        values = changes | {"state": to.value, "changed_at": _text(now)}
        for name in ("next_at", "fault"):
            found = values.get(name)
            if isinstance(found, datetime):
                values[name] = _text(found)
            elif isinstance(found, Fault):
                values[name] = found.model_dump()
        with writing(self._engine) as connection:
            done = connection.execute(
                update(_deliveries)
                .where(_deliveries.c.id == seen.id)
                .where(_deliveries.c.state == seen.state.value)
                .where(_deliveries.c.attempts == seen.attempts)
                .values(**values)
            )
            if done.rowcount == 0:
                return None
            delivery = _one(connection, seen.id)
            if event is not None and actor is not None:
                _tell(connection, delivery, actor, event)
            return delivery

    def _read(self, query: Select[Any]) -> list[Delivery]:
        with reading(self._engine) as connection:
            return [_delivery(connection, row) for row in connection.execute(query).all()]


def _standing(receiver: str, entries: list[int]) -> Select[Any]:
    return (
        select(_deliveries.c.id, _contents.c.entry_id)
        .join(_contents, _contents.c.delivery_id == _deliveries.c.id)
        .where(_deliveries.c.receiver == receiver)
        .where(_deliveries.c.state != DeliveryState.CANCELLED.value)
        .where(_contents.c.entry_id.in_(entries))
    )


def _one(connection: Connection, number: int) -> Delivery:
    row = connection.execute(select(_deliveries).where(_deliveries.c.id == number)).first()
    if row is None:
        raise NotFound
    return _delivery(connection, row)


def _delivery(connection: Connection, row: Any) -> Delivery:
    inside = select(_contents.c.entry_id).where(_contents.c.delivery_id == row.id)
    entries = connection.execute(inside.order_by(_contents.c.entry_id)).scalars()
    return Delivery.model_validate(row._asdict() | {"entries": list(entries)})


def _tell(connection: Connection, delivery: Delivery, actor: Actor, kind: str) -> None:
    """On each entry: which delivery, to whom, and the hashes of what was handed over."""
    facts: dict[str, JsonValue] = {
        "delivery": delivery.id,
        "key": delivery.key,
        "receiver": delivery.receiver,
        "client": actor.client,
    }
    if delivery.files is not None:
        facts["files"] = dict(delivery.files)
    if delivery.fault is not None:
        facts["fault"] = delivery.fault.code
    for entry_id in delivery.entries:
        events.append(connection, entry_id=entry_id, actor=actor.moderator, kind=kind, facts=facts)


def _text(moment: datetime) -> str:
    """Whole seconds, so that it sorts as text."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
