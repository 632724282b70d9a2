"""Search over the register, behind one interface.

SQLite answers by a trigram index, so parts of compounds are found, å ä ö are letters of their own, and
emoji count. Words shorter than three characters have no trigram and are looked for one by one.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, func, literal_column, or_, select, text

from companion.contract import Platform
from companion.register.records import UNSETTLED, Query
from companion.register.tables import EntryRow

_entries = EntryRow.__table__  # type: ignore[attr-defined]
_SHORT_FIELDS = ("text", "author_name", "post_text", "page_account", "note")


def matching(query: Query) -> ColumnElement[bool]:
    """The condition that an entry must meet."""
    practice = _entries.c.platform == Platform.PRACTICE.value
    parts: list[ColumnElement[bool]] = [practice if query.practice else ~practice]
    if query.unsettled:
        parts.append(_entries.c.state.in_([state.value for state in UNSETTLED]))
    if query.category is not None:
        parts.append(_entries.c.category == query.category.value)
    words = query.text.split()
    long = [word for word in words if len(word) >= 3]
    if long:
        phrase = " ".join('"' + word.replace('"', '""') + '"' for word in long)
        found = text("SELECT rowid FROM entry_text WHERE entry_text MATCH :phrase")
        rows = found.bindparams(phrase=phrase).columns(literal_column("rowid", Integer))
        parts.append(_entries.c.id.in_(rows.subquery().select()))
    parts.extend(_contains(word) for word in words if len(word) < 3)
    return and_(*parts)


def _contains(word: str) -> ColumnElement[bool]:
    spellings = {word, word.lower(), word.upper(), word.capitalize()}
    return or_(
        *(
            func.instr(func.coalesce(_entries.c[field], ""), spelling) > 0
            for field in _SHORT_FIELDS
            for spelling in spellings
        )
    )


def listed(query: Query) -> Select[*tuple[Any, ...]]:
    """One page of entries, newest first, with one more to tell whether there is a next page."""
    found = select(_entries).where(matching(query))
    if query.before is not None:
        found = found.where(_entries.c.id < query.before)
    return found.order_by(_entries.c.id.desc()).limit(query.limit + 1)


def counted(query: Query) -> Select[int]:
    """How many entries there are in all."""
    return select(func.count()).select_from(_entries).where(matching(query))
