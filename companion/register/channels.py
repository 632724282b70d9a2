"""The official channels (S12, N6, A4, H4) and the politicians' links (S13).

A channel is kept as it was after every change, so nothing is overwritten: the last version is how it is. The event
of each version carries its digest, and no name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from pydantic import JsonValue
from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    delete,
    insert,
    select,
)

from companion.errors import NotFound, Said
from companion.register import events
from companion.register.channel_records import Content, Link, Status, Version
from companion.register.engine import reading, writing
from companion.register.records import Actor
from companion.register.store import Register

_meta = MetaData()
_channels = Table("channel", _meta, Column("id", Integer, primary_key=True))
_versions = Table(
    "channel_version",
    _meta,
    Column("channel_id", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    *(Column(name, String) for name in ("at", "by", "kind", "status")),
    Column("content", JSON),
)
_links = Table(
    "politician_link",
    _meta,
    Column("id", Integer, primary_key=True),
    *(Column(name, String) for name in ("name", "party", "seat", "address")),
)


Plan = Callable[[Version], tuple[Status, Content]]
"""What becomes of a channel as it stands. May raise."""


class Channels:
    """The channels of a register."""

    def __init__(self, register: Register) -> None:
        self._engine = register.engine

    def all(self) -> list[Version]:
        """Every channel as it is, by unit and name."""
        with reading(self._engine) as connection:
            found = {one.channel_id: one for one in _read(connection)}
        return sorted(found.values(), key=lambda one: (one.content.unit, one.content.name))

    def history(self, channel_id: int) -> list[Version]:
        """All versions of a channel, the first one first. Raises NotFound."""
        with reading(self._engine) as connection:
            return _history(connection, channel_id)

    def add(self, status: Status, content: Content, kind: str, actor: Actor, at: datetime) -> int:
        """A new channel; gives its number. Raises StorageFull, StorageFailed."""
        with writing(self._engine) as connection:
            made = connection.execute(insert(_channels).returning(_channels.c.id))
            number: int = made.scalar_one()
            _write(connection, None, _version(number, 1, status, content, kind, actor, at), actor)
            return number

    def change(self, channel_id: int, plan: Plan, kind: str, actor: Actor, at: datetime) -> Version:
        """The channel after a change; where nothing changes, as it was. Raises NotFound, StorageFull, StorageFailed."""
        with writing(self._engine) as connection:
            before = _history(connection, channel_id)[-1]
            status, content = plan(before)
            if (status, content) == (before.status, before.content):
                return before
            number = before.number + 1
            after = _version(channel_id, number, status, content, kind, actor, at)
            _write(connection, before, after, actor)
            return after

    def links(self) -> list[Link]:
        """The politicians' links, by name."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(_links).order_by(_links.c.name))
            return [Link.model_validate(row) for row in rows]

    def link(self, name: str, party: str, seat: str, address: str, actor: Actor) -> None:
        """Link a politician's page. Raises StorageFull, StorageFailed."""
        values = {"name": name, "party": party, "seat": seat, "address": address}
        with writing(self._engine) as connection:
            made = connection.execute(insert(_links).values(values).returning(_links.c.id))
            _tell_link(connection, actor, "politician_linked", made.scalar_one())

    def unlink(self, link_id: int, actor: Actor) -> None:
        """Link it no more; nothing of the person is kept. Raises NotFound, StorageFull, StorageFailed."""
        with writing(self._engine) as connection:
            if not connection.execute(delete(_links).where(_links.c.id == link_id)).rowcount:
                raise NotFound
            _tell_link(connection, actor, "politician_unlinked", link_id)

    def astray(self) -> Iterator[Said]:
        """What was changed behind the events: each version must have the digest that its event carries."""
        with reading(self._engine) as connection:
            told = {
                (event.facts["channel"], event.facts["version"]): event.facts["sha256"]
                for event in events.of_kind(connection, sorted(KINDS))
            }
            there = {
                (row["channel_id"], row["number"]): _digest(dict(row))
                for row in connection.execute(select(_versions)).mappings()
            }
        for key in sorted(told.keys() | there.keys(), key=str):
            if told.get(key) != there.get(key):
                yield Said(
                    f"kanal {key[0]}, version {key[1]} stämmer inte med sin händelse",
                    f"channel {key[0]}, version {key[1]} does not match its event",
                )


KINDS = frozenset(
    f"channel_{one}"
    for one in (
        *("applied", "corrected", "approved", "refused", "terms", "opened"),
        *("inactive", "resumed", "closed", "seen"),
    )
)
"""Of the events that make a version."""


def _version(
    channel_id: int,
    number: int,
    status: Status,
    content: Content,
    kind: str,
    actor: Actor,
    at: datetime,
) -> Version:
    return Version(
        channel_id=channel_id,
        number=number,
        at=at,
        by=actor.moderator,
        kind=kind,
        status=status,
        content=content,
    )


def _write(connection: Connection, before: Version | None, after: Version, actor: Actor) -> None:
    row: dict[str, Any] = after.model_dump(mode="json")
    connection.execute(insert(_versions), row)
    facts: dict[str, JsonValue] = {
        "channel": after.channel_id,
        "version": after.number,
        "status": after.status.value,
        "changed": _changed(before, after),
        "sha256": _digest(row),
        "client": actor.client,
    }
    events.append(
        connection,
        entry_id=None,
        actor=actor.moderator,
        kind=after.kind,
        facts=facts,
        at=after.at,
    )


def _changed(before: Version | None, after: Version) -> list[JsonValue]:
    """The names of the fields that are not as they were."""
    if before is None:
        return []
    one, other = before.content.model_dump(), after.content.model_dump()
    return [name for name in one if one[name] != other[name]]


def _digest(row: dict[str, Any]) -> str:
    text = json.dumps(row, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _read(connection: Connection) -> Iterator[Version]:
    query = select(_versions).order_by(_versions.c.channel_id, _versions.c.number)
    for row in connection.execute(query):
        yield Version.model_validate(row)


def _history(connection: Connection, channel_id: int) -> list[Version]:
    query = select(_versions).where(_versions.c.channel_id == channel_id)
    rows = connection.execute(query.order_by(_versions.c.number))
    found = [Version.model_validate(row) for row in rows]
    if not found:
        raise NotFound
    return found


def _tell_link(connection: Connection, actor: Actor, kind: str, number: int) -> None:
    facts: dict[str, JsonValue] = {"link": number, "client": actor.client}
    events.append(connection, entry_id=None, actor=actor.moderator, kind=kind, facts=facts)
