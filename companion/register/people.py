"""The named persons who work in the register, and what each may do (S3: who acts is a person; S11, H10)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, JsonValue
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    insert,
    select,
    update,
)

from companion.errors import LastAdministrator, NotFound
from companion.register import events
from companion.register.engine import reading, writing
from companion.register.records import Actor
from companion.register.store import Register


class Role(StrEnum):
    """What a person does with the register; one person may have several."""

    MODERATOR = "moderator"
    REGISTRATOR = "registrator"
    ARCHIVIST = "archivist"
    ADMINISTRATOR = "administrator"


class Person(BaseModel):
    """Somebody who may log in, or may have."""

    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)

    id: int
    name: str
    roles: frozenset[Role]
    active: bool

    def may(self, roles: Iterable[Role]) -> bool:
        """Has this person one of these roles, now?"""
        return self.active and not self.roles.isdisjoint(roles)


_people = Table(
    "person",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("roles", JSON, nullable=False),
    Column("active", Boolean, nullable=False),
)


class People:
    """Everybody, by name. A change is an event that names the person by number."""

    def __init__(self, register: Register) -> None:
        self._engine = register.engine

    def all(self) -> list[Person]:
        """Everybody, by name."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(_people).order_by(_people.c.name))
            return [Person.model_validate(row) for row in rows]

    def named(self, name: str) -> Person | None:
        """The person of this name."""
        with reading(self._engine) as connection:
            return _named(connection, name)

    def put(self, name: str, roles: Iterable[Role], actor: Actor, *, active: bool = True) -> Person:
        """Enter a person, or change what this person may do. Raises LastAdministrator."""
        wanted = frozenset(roles)
        with writing(self._engine) as connection:
            before = _named(connection, name)
            if before and before.roles == wanted and before.active == active:
                return before
            values: dict[str, JsonValue] = {"roles": [*sorted(wanted)], "active": active}
            if before is None:
                connection.execute(insert(_people), {"name": name, **values})
            else:
                connection.execute(update(_people).where(_people.c.id == before.id).values(values))
            after = _named(connection, name)
            if after is None:
                raise NotFound
            _check_administrators(connection)
            events.append(
                connection,
                entry_id=None,
                actor=actor.moderator,
                kind="person_changed" if before else "person_added",
                facts={"person": after.id, **values, "client": actor.client},
            )
            return after


def _named(connection: Connection, name: str) -> Person | None:
    row = connection.execute(select(_people).where(_people.c.name == name)).first()
    return Person.model_validate(row) if row is not None else None


def _check_administrators(connection: Connection) -> None:
    rows = connection.execute(select(_people).where(_people.c.active)).all()
    if not any(Role.ADMINISTRATOR in row.roles for row in rows):
        raise LastAdministrator
