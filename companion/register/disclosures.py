"""Requests for public records: which entries were chosen, and what was decided of each mask. One transaction each.

Words and regions tell of persons and are erased with their entry; the events say only how many masks there are and
under which provisions. Once the documents are made nothing of the request is changed any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, JsonValue
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    delete,
    insert,
    select,
    update,
)

from companion.errors import DisclosureMade, NotFound
from companion.register import events
from companion.register.engine import reading, writing
from companion.register.records import Actor, Time
from companion.register.store import Register

_meta = MetaData()
_texts = ("label", "opened_at", "opened_by", "made_at", "made_by")
_requests = Table(
    "disclosure", _meta, Column("id", Integer, primary_key=True), *(Column(n, String) for n in _texts)
)  # fmt: skip
_chosen = Table(
    "disclosure_entry",
    _meta,
    Column("disclosure_id", Integer, primary_key=True),
    Column("entry_id", Integer, primary_key=True),
    Column("picture", Boolean),
    Column("document_sha256", String),
)


def _decisions(name: str, *own: Column[Any]) -> Table:
    keys = (Column(n, Integer) for n in ("disclosure_id", "entry_id"))
    told = (Column(n, String) for n in ("provision", "decided_at", "decided_by"))
    return Table(name, _meta, Column("id", Integer, primary_key=True), *keys, *own, *told)


_masks = _decisions("disclosure_mask", Column("words", String))
_regions = _decisions(
    "disclosure_region", *(Column(n, Integer) for n in ("x", "y", "width", "height"))
)


class _Read(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, from_attributes=True)


class Mask(_Read):
    """What was decided of some words of an entry: masked under a provision, or shown."""

    id: int
    entry_id: int
    words: str
    provision: str | None
    """Null: they are shown."""
    decided_at: Time
    decided_by: str


class Region(_Read):
    """A part of an entry's picture that is masked; pixels from the upper left corner."""

    id: int
    entry_id: int
    x: int
    y: int
    width: int
    height: int
    provision: str
    decided_at: Time
    decided_by: str


class Chosen(_Read):
    """An entry of the request."""

    entry_id: int
    picture: bool
    """Is its picture handed out too, as far as it is not masked?"""
    document_sha256: str | None
    """The masked document in the vault, once it is made."""


class Disclosure(_Read):
    """A request, with all that was decided of it."""

    id: int
    label: str
    opened_at: Time
    opened_by: str
    made_at: Time | None
    made_by: str | None
    chosen: list[Chosen] = []
    masks: list[Mask] = []
    regions: list[Region] = []

    def masks_of(self, entry_id: int) -> list[Mask]:
        """What was decided of an entry's words."""
        return [mask for mask in self.masks if mask.entry_id == entry_id]

    def regions_of(self, entry_id: int) -> list[Region]:
        """What is masked of an entry's picture."""
        return [region for region in self.regions if region.entry_id == entry_id]


Box = tuple[int, int, int, int]
"""A rectangle of a picture, in pixels: x, y, width, height."""


class Disclosures:
    """The requests of a register."""

    def __init__(self, register: Register) -> None:
        self._engine = register.engine

    def open(self, label: str, actor: Actor, now: datetime) -> Disclosure:
        """A new request. Who asks is not asked for (TF 2:18). Raises StorageFull, StorageFailed."""
        values = {"label": label, "opened_at": _text(now), "opened_by": actor.moderator}
        with writing(self._engine) as connection:
            made = insert(_requests).values(values).returning(_requests.c.id)
            number = connection.execute(made).scalar_one()
            _event(connection, None, actor, "disclosure_opened", {"disclosure": number})
            return _read(connection, number)

    def get(self, number: int) -> Disclosure:
        """One request. Raises NotFound."""
        with reading(self._engine) as connection:
            return _read(connection, number)

    def all(self) -> list[Disclosure]:
        """All requests, newest first."""
        with reading(self._engine) as connection:
            numbers = connection.execute(select(_requests.c.id).order_by(_requests.c.id.desc()))
            return [_read(connection, number) for number in numbers.scalars()]

    def choose(self, number: int, entry_id: int) -> None:
        """Let an entry belong to the request, without its picture. Raises NotFound, DisclosureMade."""
        with self._changing(number) as (connection, found):
            if entry_id not in {one.entry_id for one in found.chosen}:
                values = {"disclosure_id": number, "entry_id": entry_id, "picture": False}
                connection.execute(insert(_chosen).values(values))

    def drop(self, number: int, entry_id: int) -> None:
        """Leave an entry out again, with what was decided of it. Raises NotFound, DisclosureMade."""
        with self._changing(number) as (connection, _):
            for table in (_masks, _regions, _chosen):
                connection.execute(delete(table).where(_one(table, number, entry_id)))

    def show_picture(self, number: int, entry_id: int, *, shown: bool) -> None:
        """Hand the entry's picture out too, or not. Raises NotFound, DisclosureMade."""
        with self._changing(number) as (connection, _):
            one = _one(_chosen, number, entry_id)
            connection.execute(update(_chosen).where(one).values(picture=shown))

    def decide(
        self,
        number: int,
        entry_id: int,
        words: str,
        provision: str | None,
        actor: Actor,
        now: datetime,
    ) -> None:
        """Mask words of an entry under a provision, or show them (none). Raises NotFound, DisclosureMade."""
        with self._changing(number) as (connection, found):
            for mask in found.masks_of(entry_id):
                if mask.words.casefold() == words.casefold():
                    connection.execute(delete(_masks).where(_masks.c.id == mask.id))
            values = {"words": words} | _decision(number, entry_id, provision, actor, now)
            connection.execute(insert(_masks).values(values))

    def cover(
        self, number: int, entry_id: int, box: Box, provision: str, actor: Actor, now: datetime
    ) -> None:
        """Mask a region of an entry's picture. Raises NotFound, DisclosureMade."""
        with self._changing(number) as (connection, _):
            values: dict[str, object] = dict(zip(("x", "y", "width", "height"), box, strict=True))
            values |= _decision(number, entry_id, provision, actor, now)
            connection.execute(insert(_regions).values(values))

    def undo(self, number: int, *, mask: int | None = None, region: int | None = None) -> None:
        """Take a decision back. Raises NotFound, DisclosureMade."""
        with self._changing(number) as (connection, _):
            for table, one in ((_masks, mask), (_regions, region)):
                mine = (table.c.id == one) & (table.c.disclosure_id == number)
                connection.execute(delete(table).where(mine))

    def made(
        self,
        number: int,
        documents: Mapping[int, str],
        facts: Mapping[int, dict[str, JsonValue]],
        actor: Actor,
        now: datetime,
    ) -> None:
        """The documents lie in the vault: entry → SHA-256. `facts` go into each entry's event, without personal data.

        Raises NotFound, DisclosureMade, StorageFull, StorageFailed.
        """
        with self._changing(number) as (connection, _):
            for entry_id, sha256 in documents.items():
                one = _one(_chosen, number, entry_id)
                connection.execute(update(_chosen).where(one).values(document_sha256=sha256))
                told = facts[entry_id] | {"disclosure": number, "document_sha256": sha256}
                _event(connection, entry_id, actor, "disclosed", told)
            values = {"made_at": _text(now), "made_by": actor.moderator}
            connection.execute(update(_requests).where(_requests.c.id == number).values(**values))

    @contextmanager
    def _changing(self, number: int) -> Iterator[tuple[Connection, Disclosure]]:
        with writing(self._engine) as connection:
            found = _read(connection, number)
            if found.made_at is not None:
                raise DisclosureMade(number=number)
            yield connection, found


def _read(connection: Connection, number: int) -> Disclosure:
    query = select(_requests).where(_requests.c.id == number)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise NotFound
    of = {
        name: connection.execute(
            select(table)
            .where(table.c.disclosure_id == number)
            .order_by(table.c.entry_id, *table.primary_key)
        ).all()
        for name, table in (("chosen", _chosen), ("masks", _masks), ("regions", _regions))
    }
    return Disclosure.model_validate(dict(row) | of)


def _one(table: Table, number: int, entry_id: int) -> Any:
    return (table.c.disclosure_id == number) & (table.c.entry_id == entry_id)


def _decision(
    number: int, entry_id: int, provision: str | None, actor: Actor, now: datetime
) -> dict[str, object]:
    return {
        "disclosure_id": number,
        "entry_id": entry_id,
        "provision": provision,
        "decided_at": _text(now),
        "decided_by": actor.moderator,
    }


def _event(
    connection: Connection,
    entry_id: int | None,
    actor: Actor,
    kind: str,
    facts: dict[str, JsonValue],
) -> None:
    facts = facts | {"client": actor.client}
    events.append(connection, entry_id=entry_id, actor=actor.moderator, kind=kind, facts=facts)


def _text(time: datetime) -> str:
    return time.astimezone(UTC).isoformat()
