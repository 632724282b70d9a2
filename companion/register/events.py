"""The hash chain: each event carries the hash of the one before, so a changed or lost event shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from pydantic import JsonValue
from sqlalchemy import Connection, insert, select

from companion.register import rows
from companion.register.records import Event
from companion.register.tables import EventRow

GENESIS = "0" * 64
"""What the first event carries as the hash before it."""

_events = EventRow.__table__  # type: ignore[attr-defined]


def canonical(event: Event) -> str:
    """The event as JSON, its own hash left out: keys in order, no space, letters as they are."""
    content = event.model_dump(mode="json", exclude={"hash"})
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(event: Event) -> str:
    """SHA-256 (hex) of the event's canonical JSON."""
    return hashlib.sha256(canonical(event).encode()).hexdigest()


def append(
    connection: Connection,
    *,
    entry_id: int | None,
    actor: str,
    kind: str,
    facts: dict[str, JsonValue],
    at: datetime | None = None,
) -> Event:
    """Add an event at the end of the chain, in the caller's transaction.

    An entry's event carries the digest of its rows (`rows`): change them first, then tell of it.
    """
    if entry_id is not None:
        facts = facts | {rows.KEY: rows.tell(connection, entry_id)}
    last = connection.execute(
        select(_events.c.seq, _events.c.hash).order_by(_events.c.seq.desc()).limit(1)
    ).first()
    event = Event(
        seq=last.seq + 1 if last else 1,
        entry_id=entry_id,
        at=at or datetime.now(UTC),
        actor=actor,
        kind=kind,
        facts=facts,
        previous=last.hash if last else GENESIS,
        hash="",
    )
    event = event.model_copy(update={"hash": digest(event)})
    connection.execute(insert(_events), event.model_dump(mode="json"))
    return event


def read(connection: Connection, entry_id: int | None = None) -> Iterator[Event]:
    """Events in order: all, or those of one entry."""
    query = select(_events).order_by(_events.c.seq)
    if entry_id is not None:
        query = query.where(_events.c.entry_id == entry_id)
    for row in connection.execute(query):
        yield Event.model_validate(row)


def of_kind(connection: Connection, kinds: Sequence[str]) -> Iterator[Event]:
    """The events of these kinds, in order."""
    for row in connection.execute(
        select(_events).where(_events.c.kind.in_(kinds)).order_by(_events.c.seq)
    ):
        yield Event.model_validate(row)


def broken(chain: Iterable[Event]) -> Iterator[int]:
    """Numbers (seq) of the events that do not fit the chain."""
    previous, expected = GENESIS, 1
    for event in chain:
        if event.seq != expected or event.previous != previous or event.hash != digest(event):
            yield event.seq
        previous, expected = event.hash, event.seq + 1
