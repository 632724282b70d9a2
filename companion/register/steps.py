"""A step in an entry's life: what changes in its row, the event that tells of it, and the words that go with it.

Words that may tell of persons never stand in an event, which outlives the entry: they stand in `detail`, the event
names them, and disposal erases them. Row, words and event are one transaction; nothing is overwritten without the
words of what stood there before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum

from pydantic import JsonValue
from sqlalchemy import insert, select, update

from companion.errors import EntryDisposed, NotFound
from companion.register import events
from companion.register.engine import reading, writing
from companion.register.records import Actor, Detail, Entry, Event
from companion.register.store import Register
from companion.register.tables import DetailRow, EntryRow, EventRow, ExportedRow

_entries = EntryRow.__table__  # type: ignore[attr-defined]
_events = EventRow.__table__  # type: ignore[attr-defined]
_details = DetailRow.__table__  # type: ignore[attr-defined]
_exported = ExportedRow.__table__  # type: ignore[attr-defined]

WORDS = "words"
"""Where an event's facts name its detail."""

Value = str | StrEnum | datetime | date | None


@dataclass(frozen=True)
class Step:
    """One step, as an office has decided it."""

    kind: str
    """Of the event."""
    facts: dict[str, JsonValue] = field(default_factory=dict)
    """Without personal data."""
    columns: dict[str, Value] = field(default_factory=dict)
    """New values of the entry's columns."""
    words: dict[str, JsonValue] = field(default_factory=dict)
    """What may tell of persons."""


Plan = Callable[[Entry], Step | None]
"""What follows for the entry as it stands; None where there is nothing to do. May raise."""


class Steps:
    """The steps of a register's entries."""

    def __init__(self, register: Register) -> None:
        self._engine = register.engine

    def take(self, entry_id: int, actor: Actor, plan: Plan) -> Entry:
        """Take the step that the plan gives for the entry as it stands now; gives the entry after it.

        Raises NotFound, EntryDisposed, StorageFull, StorageFailed, and what the plan raises: then nothing is changed.
        """
        chosen = select(_entries).where(_entries.c.id == entry_id)
        with writing(self._engine) as connection:
            row = connection.execute(chosen).first()
            if row is None:
                raise NotFound
            entry = Entry.model_validate(row)
            if entry.disposed_at is not None:
                raise EntryDisposed(entry=entry_id)
            step = plan(entry)
            if step is None:
                return entry
            facts = step.facts | {"client": actor.client}
            if step.columns:
                values = {name: _stored(value) for name, value in step.columns.items()}
                connection.execute(
                    update(_entries).where(_entries.c.id == entry_id).values(**values)
                )
            if step.words:
                put = insert(_details).returning(_details.c.id)
                content = {"entry_id": entry_id, "content": step.words}
                facts[WORDS] = connection.execute(put, content).scalar_one()
            events.append(
                connection, entry_id=entry_id, actor=actor.moderator, kind=step.kind, facts=facts
            )
            return Entry.model_validate(connection.execute(chosen).one())

    def details(self, entry_ids: Iterable[int]) -> dict[int, Detail]:
        """The words of these entries' events, by the number that the events name them by."""
        query = select(_details).where(_details.c.entry_id.in_(list(entry_ids)))
        with reading(self._engine) as connection:
            found = [Detail.model_validate(row) for row in connection.execute(query)]
        return {one.id: one for one in found}

    def note_export(self, entry_ids: Iterable[int], actor: Actor, event: Step) -> Event:
        """Record an export of many, and which entries were in it."""
        with writing(self._engine) as connection:
            told = events.append(
                connection,
                entry_id=None,
                actor=actor.moderator,
                kind=event.kind,
                facts=event.facts | {"client": actor.client},
            )
            rows = [{"event": told.seq, "entry_id": number} for number in entry_ids]
            if rows:
                connection.execute(insert(_exported), rows)
            return told

    def exports_of_many(self, entry_id: int) -> list[Event]:
        """The events of exports in which the entry was one of many."""
        query = (
            select(_events)
            .join(_exported, _exported.c.event == _events.c.seq)
            .where(_exported.c.entry_id == entry_id)
            .order_by(_events.c.seq)
        )
        with reading(self._engine) as connection:
            return [Event.model_validate(row) for row in connection.execute(query)]


def _stored(value: Value) -> str | None:
    """As the tables keep it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value
