"""The register's verbs. One transaction each; an entry and its event are written together or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from pydantic import JsonValue
from sqlalchemy import ColumnElement, Connection, Engine, insert, select, update

from companion.contract import Act, EntryKind, EntryState, Platform
from companion.errors import (
    CaptureConflict,
    CommentHeld,
    EntryDisposed,
    NotFound,
    NothingRemoved,
    StorageFailed,
)
from companion.register import events, facets, judgements, search
from companion.register.engine import make_engine, migrate, reading, writing
from companion.register.records import Actor, Entry, Event, Judgement, NewEntry, Page, Query
from companion.register.tables import EntryRow

_entries = EntryRow.__table__  # type: ignore[attr-defined]

REMOVED = (EntryState.HIDDEN, EntryState.DELETED)
"""What a comment becomes by an act that removes."""


class Register:
    """The entries and their history in one SQLite file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = make_engine(path)
        migrate(self._engine)

    @property
    def engine(self) -> Engine:
        """For the stores of other areas, each a module of its own in this package."""
        return self._engine

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def add(
        self,
        new: NewEntry,
        actor: Actor,
        judgement: Judgement | None,
        holds: Callable[[str], bool],
    ) -> Entry:
        """Enter a capture, once.

        The same request again, or another capture of the same comment, text and act, gives the entry that is
        there already. `holds` says whether the vault has a file. Raises CommentHeld, CaptureConflict when the id
        is taken by other content; StorageFull, StorageFailed.
        """
        with writing(self._engine) as connection:
            taken = _one(connection, _entries.c.capture_id == new.capture_id)
            if taken is not None:
                if taken.request_sha256 != new.request_sha256:
                    raise CaptureConflict
                return taken
            same = _same_comment(connection, new)
            if same is not None:
                return same
            _check_hold(connection, new)
            _check_evidence(new, holds)
            if judgement is not None:
                judgements.put(connection, judgement)
            return _insert(connection, new, actor)

    def by_capture(self, capture_id: str) -> Entry | None:
        """The entry of a capture, if it arrived."""
        with reading(self._engine) as connection:
            return _one(connection, _entries.c.capture_id == capture_id)

    def entry(self, entry_id: int) -> Entry:
        """One entry. Raises NotFound."""
        with reading(self._engine) as connection:
            found = _one(connection, _entries.c.id == entry_id)
        if found is None:
            raise NotFound
        return found

    def known(self, platform: Platform, comment_ids: list[str]) -> list[Entry]:
        """The latest entry of each of these comments that has one; a removal before what removed nothing (S9)."""
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(_entries)
                .where(_entries.c.platform == platform.value)
                .where(_entries.c.comment_id.in_(comment_ids))
                .where(_entries.c.kind == EntryKind.COMMENT.value)
                .order_by(_entries.c.act != Act.REGISTER.value, _entries.c.id)
            )
            return list({row.comment_id: Entry.model_validate(row) for row in rows}.values())

    def settle(
        self, entry_id: int, state: EntryState, actor: Actor, *, seen_at: datetime, detail: str
    ) -> Entry:
        """Record what became of the comment; saying the same again changes nothing.

        Raises NotFound, EntryDisposed, and NothingRemoved where the entry was made without removal.
        """
        with writing(self._engine) as connection:
            found = _one(connection, _entries.c.id == entry_id)
            if found is None:
                raise NotFound
            if found.disposed_at is not None:
                raise EntryDisposed(entry=entry_id)
            if found.act is Act.REGISTER and state in REMOVED:
                raise NothingRemoved(entry=entry_id)
            if found.state == state:
                return found
            connection.execute(
                update(_entries).where(_entries.c.id == entry_id).values(state=state.value)
            )
            facts: dict[str, JsonValue] = {
                "before": found.state.value,
                "after": state.value,
                "seen_at": seen_at.astimezone(UTC).isoformat(),
                "detail": detail,
            }
            _event(connection, entry_id, actor, "outcome", facts)
            return found.model_copy(update={"state": state})

    def note(
        self, entry_id: int | None, actor: Actor, kind: str, facts: dict[str, JsonValue]
    ) -> Event:
        """Add an event to an entry's history, or to the register's own."""
        with writing(self._engine) as connection:
            return _event(connection, entry_id, actor, kind, facts)

    def judge(self, judgement: Judgement) -> None:
        """Record what a person decided of a comment."""
        with writing(self._engine) as connection:
            judgements.put(connection, judgement)

    def judged(self, platform: Platform, comment_ids: list[str]) -> list[Judgement]:
        """What was decided of these comments."""
        with reading(self._engine) as connection:
            return list(judgements.of(connection, platform, comment_ids))

    def lessons(self) -> list[Judgement]:
        """The decisions that may be learnt from."""
        with reading(self._engine) as connection:
            return list(judgements.lessons(connection))

    def page(self, query: Query) -> Page:
        """One page of the list. Raises SensitiveSearch."""
        with reading(self._engine) as connection:
            return search.page(connection, query)

    def count(self, query: Query) -> int:
        """How many entries a query finds, counted to the end. Raises SensitiveSearch."""
        with reading(self._engine) as connection:
            return search.count(connection, query)

    def accounts(self) -> list[str]:
        """The accounts whose pages entries are from."""
        with reading(self._engine) as connection:
            return search.accounts(connection)

    def each(self, query: Query) -> Iterator[Entry]:
        """All entries of a query, newest first, in one consistent view. Raises SensitiveSearch."""
        with reading(self._engine) as connection:
            yield from search.each(connection, query)

    def history(self, entry_id: int | None = None) -> list[Event]:
        """An entry's events in order; without a number all events of the register."""
        with reading(self._engine) as connection:
            return list(events.read(connection, entry_id))

    def told(self, *kinds: str) -> list[Event]:
        """The events of these kinds, in order."""
        with reading(self._engine) as connection:
            return list(events.of_kind(connection, kinds))

    def broken_events(self) -> list[int]:
        """Numbers of the events that do not fit the chain; empty when all is well."""
        with reading(self._engine) as connection:
            return list(events.broken(events.read(connection)))


def _check_hold(connection: Connection, new: NewEntry) -> None:
    """To delete on the platform is gallring (N4): nothing is deleted under a legal hold. Raises CommentHeld."""
    if new.act is not Act.DELETE:
        return
    same = (_entries.c.platform == new.platform.value) & (_entries.c.comment_id == new.comment_id)
    held = _one(connection, same & _entries.c.hold_at.is_not(None))
    if held is not None:
        raise CommentHeld(entry=held.id)


def _check_evidence(new: NewEntry, holds: Callable[[str], bool]) -> None:
    """Inside the transaction, so that no disposal can be destroying the same bytes. Raises StorageFailed."""
    for sha256 in (new.record_sha256, new.screenshot_sha256):
        if sha256 is not None and not holds(sha256):
            raise StorageFailed(reason="bevisfilen finns inte längre")


def _one(connection: Connection, condition: ColumnElement[bool]) -> Entry | None:
    row = connection.execute(select(_entries).where(condition)).first()
    return Entry.model_validate(row) if row is not None else None


def _same_comment(connection: Connection, new: NewEntry) -> Entry | None:
    return _one(
        connection,
        (_entries.c.platform == new.platform.value)
        & (_entries.c.comment_id == new.comment_id)
        & (_entries.c.text_sha256 == new.text_sha256)
        & (_entries.c.act == new.act.value),
    )


def _insert(connection: Connection, new: NewEntry, actor: Actor) -> Entry:
    state = EntryState.REMAINS if new.act is Act.REGISTER else EntryState.CAPTURED
    place = facets.place(new.page_account or new.page_title, new.post_id, new.post_url)
    values = new.model_dump(mode="json") | {
        "state": state.value,
        "place": place,
        "event_hash": "",
    }
    inserted = insert(_entries).returning(_entries.c.id)
    entry_id = connection.execute(inserted, values).scalar_one()
    facts: dict[str, JsonValue] = {
        "record_sha256": new.record_sha256,
        "screenshot_sha256": new.screenshot_sha256,
        "kind": new.kind.value,
        "category": new.category.value if new.category else None,
        "ground": new.ground.value if new.ground else None,
        "act": new.act.value,
        "disposal_test": new.disposal_test.value if new.disposal_test else None,
        "disposal_decision": new.disposal_decision if new.act is Act.DELETE else None,
    }
    event = _event(connection, entry_id, actor, "captured", facts)
    connection.execute(
        update(_entries).where(_entries.c.id == entry_id).values(event_hash=event.hash)
    )
    return Entry(**new.model_dump(), id=entry_id, state=state, event_hash=event.hash)


def _event(
    connection: Connection,
    entry_id: int | None,
    actor: Actor,
    kind: str,
    facts: dict[str, JsonValue],
) -> Event:
    facts = facts | {"client": actor.client}
    return events.append(
        connection, entry_id=entry_id, actor=actor.moderator, kind=kind, facts=facts
    )
