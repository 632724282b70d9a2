"""Disposal in the register: content and sender leave it, and the entry stays as a shell with its history.

The event chain is the list of disposals: `disposal_started` carries the decision (its number is the disposal's
number), `disposed` stands in each entry's history, and `disposal_finished` names the protocol. A disposal that
has begun is finished, if need be at the next start; an entry is never half disposed of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import JsonValue
from sqlalchemy import delete, insert, select, text

from companion.contract import Category, Platform
from companion.errors import NotFound
from companion.register import emptying, events, fates
from companion.register.engine import purge, reading, writing
from companion.register.records import Actor, Entry, Event
from companion.register.store import Register
from companion.register.tables import EntryRow, ErasureRow, EventRow, ExportedRow, PlannedRow

_entries = EntryRow.__table__  # type: ignore[attr-defined]
_events = EventRow.__table__  # type: ignore[attr-defined]
_exported = ExportedRow.__table__  # type: ignore[attr-defined]
_planned = PlannedRow.__table__  # type: ignore[attr-defined]
_erasures = ErasureRow.__table__  # type: ignore[attr-defined]

CHOICES = ("unregistered_too", "undelivered_too", "redisposed")
"""What may be said of a disposal beside its decision."""

Comment = tuple[str, str]
"""Platform and id of a comment."""


@dataclass(frozen=True)
class Disposal:
    """A disposal that was decided."""

    number: int
    decision: str
    decided_by: Actor
    decided_at: datetime
    entries: int
    """How many were chosen."""
    choices: tuple[str, ...]
    """What was chosen explicitly: keys of words."""
    finished: Event | None


class Disposals:
    """What is to be disposed of, what was, and the doing of it."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._engine = register.engine

    def saved_before(self, category: Category, moment: datetime) -> Iterator[Entry]:
        """Entries of a category, not disposed of and not practice, received before then; oldest first."""
        query = (
            select(_entries)
            .where(_entries.c.category == category.value)
            .where(_entries.c.platform != Platform.PRACTICE.value)
            .where(_entries.c.disposed_at.is_(None))
            .where(_entries.c.received_at < _stored(moment))
            .order_by(_entries.c.id)
        )
        with reading(self._engine) as connection:
            for row in connection.execution_options(yield_per=500).execute(query):
                yield Entry.model_validate(row)

    def exports(self, entry_ids: Sequence[int]) -> dict[int, list[Event]]:
        """The events of exports in which these entries were among many."""
        query = (
            select(_exported.c.entry_id, _events)
            .join(_events, _exported.c.event == _events.c.seq)
            .where(_exported.c.entry_id.in_(entry_ids))
        )
        found: dict[int, list[Event]] = {number: [] for number in entry_ids}
        with reading(self._engine) as connection:
            for number, *event in connection.execute(query):
                told = dict(zip(_events.columns.keys(), event, strict=True))
                found[number].append(Event.model_validate(told))
        return found

    def live(self, entry_ids: Sequence[int]) -> list[Entry]:
        """Those of these entries that are there and not disposed of."""
        query = select(_entries).where(_entries.c.disposed_at.is_(None))
        with reading(self._engine) as connection:
            return [
                Entry.model_validate(row)
                for start in range(0, len(entry_ids), 500)
                for row in connection.execute(
                    query.where(_entries.c.id.in_(entry_ids[start : start + 500]))
                )
            ]

    def start(
        self, decision: str, entry_ids: Sequence[int], actor: Actor, facts: dict[str, JsonValue]
    ) -> Disposal:
        """Decide: from here on it will be finished. Raises StorageFull, StorageFailed."""
        told: dict[str, JsonValue] = {
            "decision": decision,
            "entries": len(entry_ids),
            "client": actor.client,
        }
        with writing(self._engine) as connection:
            event = events.append(
                connection,
                entry_id=None,
                actor=actor.moderator,
                kind="disposal_started",
                facts=told | facts,
            )
            rows = [{"entry_id": number, "disposal": event.seq} for number in entry_ids]
            connection.execute(insert(_planned), rows)
        return _disposal(event, None)

    def all(self) -> list[Disposal]:
        """Every disposal, oldest first."""
        told = self._register.told("disposal_started", "disposal_finished")
        ends = {one.facts["disposal"]: one for one in told if one.kind == "disposal_finished"}
        return [_disposal(one, ends.get(one.seq)) for one in told if one.kind == "disposal_started"]

    def one(self, number: int) -> Disposal:
        """Raises NotFound."""
        for found in self.all():
            if found.number == number:
                return found
        raise NotFound

    def planned(self, number: int) -> list[int]:
        """Entries that this disposal has not come to yet."""
        query = select(_planned.c.entry_id).where(_planned.c.disposal == number)
        with reading(self._engine) as connection:
            return list(connection.execute(query.order_by(_planned.c.entry_id)).scalars())

    def dispose(
        self,
        disposal: Disposal,
        entry_ids: Sequence[int],
        allowed: Callable[[Entry], bool],
        strays: Mapping[Comment, Sequence[str]],
    ) -> None:
        """Empty these entries, in one transaction; what is no longer allowed is left, and leaves the plan.

        `strays`: evidence in the vault that belongs to no entry, by the comment it is about; it goes with it.
        """
        with writing(self._engine) as connection:
            known = emptying.Known.of(connection)
            for number in entry_ids:
                row = connection.execute(select(_entries).where(_entries.c.id == number)).one()
                entry = Entry.model_validate(row)
                if entry.disposed_at is None and allowed(entry):
                    emptying.empty(
                        connection,
                        entry,
                        strays.get((entry.platform.value, entry.comment_id), ()),
                        known,
                        disposal=disposal.number,
                        decision=disposal.decision,
                        actor=disposal.decided_by,
                    )
                connection.execute(delete(_planned).where(_planned.c.entry_id == number))

    def erase_files(self, number: int, erase: Callable[[str], None]) -> bool:
        """Let `erase` destroy some of the files that nothing needs any more; false when none are left.

        The transaction keeps captures out meanwhile, so none can begin to need a file that is going.
        """
        with writing(self._engine) as connection:
            query = select(_erasures.c.sha256).where(_erasures.c.disposal == number).limit(50)
            found = list(connection.execute(query).scalars())
            columns = fates.file_columns(connection)
            for sha256 in found:
                if not fates.needed(connection, sha256, columns):
                    erase(sha256)
            connection.execute(delete(_erasures).where(_erasures.c.sha256.in_(found)))
        return bool(found)

    def purge(self) -> None:
        """Rewrite the file without what was deleted. Raises StorageFull, StorageFailed."""
        purge(self._engine)

    def disposed(self, number: int) -> list[tuple[Entry, Event]]:
        """The shells that a disposal has left, each with its event."""
        query = (
            select(_events)
            .where(_events.c.kind == "disposed")
            .where(_events.c.seq > number)
            .order_by(_events.c.seq)
        )
        with reading(self._engine) as connection:
            told = [Event.model_validate(row) for row in connection.execute(query)]
            told = [one for one in told if one.facts["disposal"] == number]
            shells = select(_entries).where(_entries.c.disposal == number)
            found = {row.id: Entry.model_validate(row) for row in connection.execute(shells)}
        return [(found[one.entry_id], one) for one in told if one.entry_id is not None]

    def disposed_since(self, head: int) -> int:
        """How many entries were captured up to that event (seq) and have been disposed of after it."""
        query = text(
            "SELECT count(*) FROM event AS gone WHERE gone.kind = 'disposed' AND gone.seq > :head "
            "AND EXISTS (SELECT 1 FROM event AS came WHERE came.entry_id = gone.entry_id "
            "AND came.kind = 'captured' AND came.seq <= :head)"
        )
        with reading(self._engine) as connection:
            return int(connection.execute(query, {"head": head}).scalar_one())

    def unneeded(self, files: Iterable[str]) -> Iterator[str]:
        """Those of the vault's files that nothing which is not disposed of needs."""
        with reading(self._engine) as connection:
            columns = fates.file_columns(connection)
            protocols = {
                str(one.finished.facts["protocol_sha256"]) for one in self.all() if one.finished
            }
            for sha256 in files:
                if sha256 not in protocols and not fates.needed(connection, sha256, columns):
                    yield sha256

    def finish(self, disposal: Disposal, facts: dict[str, JsonValue]) -> Event:
        """Record that nothing of it is left to do."""
        told: dict[str, JsonValue] = {
            "disposal": disposal.number,
            "client": disposal.decided_by.client,
        }
        with writing(self._engine) as connection:
            return events.append(
                connection,
                entry_id=None,
                actor=disposal.decided_by.moderator,
                kind="disposal_finished",
                facts=told | facts,
            )


def _disposal(started: Event, finished: Event | None) -> Disposal:
    facts = started.facts
    return Disposal(
        number=started.seq,
        decision=str(facts["decision"]),
        decided_by=Actor(moderator=started.actor, client=str(facts["client"])),
        decided_at=started.at,
        entries=int(str(facts["entries"])),
        choices=tuple(name for name in CHOICES if facts.get(name)),
        finished=finished,
    )


def _stored(moment: datetime) -> str:
    """As the tables keep times."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
