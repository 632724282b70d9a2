"""The events of many entries, read together: a query for each entry costs more than all the rest of an export."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from companion.register.engine import reading
from companion.register.records import Event
from companion.register.store import Register
from companion.register.tables import EventRow

_events = EventRow.__table__  # type: ignore[attr-defined]


class Histories:
    """Reads them from a register."""

    def __init__(self, register: Register) -> None:
        self._engine = register.engine

    def of(self, entry_ids: Iterable[int]) -> dict[int, list[Event]]:
        """Each entry's events in order; an entry that is not there has none. Raises StorageFailed."""
        found: dict[int, list[Event]] = {entry_id: [] for entry_id in entry_ids}
        query = select(_events).where(_events.c.entry_id.in_(list(found))).order_by(_events.c.seq)
        with reading(self._engine) as connection:
            for row in connection.execute(query):
                found[row.entry_id].append(Event.model_validate(row))
        return found
