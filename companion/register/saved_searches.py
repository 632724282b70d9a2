"""Searches that a person keeps under a name of their own."""

from __future__ import annotations

from sqlalchemy import Connection, Delete, delete, insert, select

from companion.register.engine import reading, writing
from companion.register.store import Register
from companion.register.tables import SavedSearchRow

_saved = SavedSearchRow.__table__  # type: ignore[attr-defined]

Asked = dict[str, str]
"""The fields of the search form that were filled in."""


class SavedSearches:
    """Each person's own."""

    def __init__(self, register: Register) -> None:
        self._engine = register.engine

    def of(self, person: str) -> dict[str, Asked]:
        """Name → what is asked, by name."""
        query = select(_saved).where(_saved.c.person == person).order_by(_saved.c.name)
        with reading(self._engine) as connection:
            return {row.name: dict(row.asked) for row in connection.execute(query)}

    def keep(self, person: str, name: str, asked: Asked) -> None:
        """Keep a search, in place of another of that name."""
        with writing(self._engine) as connection:
            connection.execute(_of(person, name))
            connection.execute(insert(_saved), {"person": person, "name": name, "asked": asked})

    def forget(self, person: str, name: str) -> None:
        """Keep it no more."""
        with writing(self._engine) as connection:
            connection.execute(_of(person, name))


def naming(connection: Connection, name: str) -> list[int]:
    """Ids of everybody's searches in which a person's name stands; none for no name."""
    if not name:
        return []
    return [
        row.id
        for row in connection.execute(select(_saved))
        if any(name.casefold() in words.casefold() for words in (row.name, *row.asked.values()))
    ]


def drop(connection: Connection, ids: list[int]) -> None:
    """Keep these no more, in the caller's transaction."""
    connection.execute(delete(_saved).where(_saved.c.id.in_(ids)))


def _of(person: str, name: str) -> Delete:
    return delete(_saved).where(_saved.c.person == person).where(_saved.c.name == name)
