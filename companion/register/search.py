"""Search over the register, behind one interface: words and choices found together by the full-text index.

The index gives entries in the list's own order, so a page is read without looking at the rest; counting stops at
`COUNTED`. What the index finds is checked against the row, so a stale index shows nothing wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, text

from companion.contract import Category, Platform
from companion.errors import SensitiveSearch
from companion.register import facets, terms
from companion.register.full_text import ACCOUNT, CONTENT, TEXTS
from companion.register.records import UNSETTLED, Entry, Page, Query

COUNTED: Final = 10_000
"""Counting stops there."""

COUNTED_SLOWLY: Final = 1_000
"""Counting stops there where each row must be looked at, or each of many trigrams."""

MANY_TERMS: Final = 50
"""Trigrams that are looked for at once without haste."""

SENSITIVE: Final = frozenset({Category.HATE, Category.DISTRESS, Category.CONFIDENTIAL})
"""Categories that may tell of a person's beliefs, origin, sexual life or health: no persons may be selected by them
(dataskyddslagen 3 kap. 3 §), so neither may the sender be searched for within them."""

MOST_ACCOUNTS: Final = 300
"""Accounts that are listed to choose from."""

MOST_OF_ONE: Final = 200
"""Entries of one comment."""

_JOINED: Final = "entry_text CROSS JOIN entry ON entry.id = entry_text.rowid"


@dataclass
class _Asked:
    """A query as SQL: what the full-text index must match, and what must hold of the row."""

    match: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    only: set[int] | None = None
    """Entries that were asked for by themselves."""
    nothing: bool = False
    """A word that stands nowhere."""
    unsure: bool = False
    """The index alone does not say whether an entry fits."""
    terms: int = 0
    """Trigrams that words under three letters stand for."""

    @property
    def slow(self) -> bool:
        """Does each entry take its time to count?"""
        return self.unsure or self.terms > MANY_TERMS

    def where(self, condition: str, *, sure: bool = True, **values: Any) -> None:
        """A condition on the row."""
        self.conditions.append(condition)
        self.values |= values
        self.unsure |= not sure


def page(connection: Connection, query: Query) -> Page:
    """One page of the list, with one more row read to tell whether there is a next. Raises SensitiveSearch."""
    asked = _asked(connection, query)
    if asked.nothing:
        return Page([], 0, None)
    order = "ASC" if query.oldest_first else "DESC"
    _within(connection, query, asked)
    after = ""
    if query.before is not None:
        after = f" AND entry_text.rowid {'>' if query.oldest_first else '<'} :before"
    rows = connection.execute(
        text(
            f"SELECT entry.* FROM {_JOINED} WHERE {_conditions(asked)}{after} "
            f"ORDER BY entry_text.rowid {order} LIMIT :limit"
        ),
        asked.values | {"before": query.before, "limit": query.limit + 1},
    ).all()
    entries = [Entry.model_validate(row) for row in rows[: query.limit]]
    more = len(rows) > query.limit
    if query.before is None and not more:
        total, capped = len(rows), False
    else:
        total, capped = _counted(connection, asked)
    return Page(entries, total, entries[-1].id if more else None, capped)


def each(connection: Connection, query: Query) -> Iterator[Entry]:
    """All entries of a query, newest first. Raises SensitiveSearch."""
    for row in _all(connection, query, "entry.*", " ORDER BY entry.id DESC"):
        yield Entry.model_validate(row)


def count(connection: Connection, query: Query) -> int:
    """How many entries a query finds, to the last one. Raises SensitiveSearch."""
    return sum(row[0] for row in _all(connection, query, "count(*)", ""))


def accounts(connection: Connection) -> list[str]:
    """The accounts that entries are from; each is a seek in the index, however many entries it has."""
    found: list[str] = []
    query = text(f"SELECT {ACCOUNT} FROM entry WHERE {ACCOUNT} > :last ORDER BY 1 LIMIT 1")
    while len(found) < MOST_ACCOUNTS:
        name = connection.execute(query, {"last": found[-1] if found else ""}).scalar()
        if name is None:
            break
        found.append(name)
    return found


def _all(connection: Connection, query: Query, what: str, order: str) -> Iterator[Row[Any]]:
    """Without the facets: what is to be exported must not hang on the index."""
    asked = _asked(connection, query, facets_too=False)
    if asked.nothing:
        return
    if asked.only is not None:
        asked.where(f"entry.id IN ({', '.join(map(str, sorted(asked.only)))})")
    if asked.match:
        asked.values["match"] = " AND ".join(asked.match)
        asked.where("entry.id IN (SELECT rowid FROM entry_text WHERE entry_text MATCH :match)")
    found = text(f"SELECT {what} FROM entry WHERE {' AND '.join(asked.conditions)}{order}")
    yield from connection.execution_options(yield_per=500).execute(found, asked.values)


def _counted(connection: Connection, asked: _Asked) -> tuple[int, bool]:
    """How many, and whether counting stopped before the end."""
    most = COUNTED_SLOWLY if asked.slow else COUNTED
    what, where = ("entry_text", _conditions(asked, rows=False))
    if asked.unsure:
        what, where = _JOINED, _conditions(asked)
    found = connection.execute(
        text(f"SELECT count(*) FROM (SELECT 1 FROM {what} WHERE {where} LIMIT :most)"),
        asked.values | {"most": most + 1},
    ).scalar_one()
    return min(found, most), found > most


def _conditions(asked: _Asked, *, rows: bool = True) -> str:
    asked.values["match"] = " AND ".join(asked.match)
    parts = ["entry_text MATCH :match", *(asked.conditions if rows else [])]
    if asked.only is not None:
        parts.append(f"entry_text.rowid IN ({', '.join(map(str, sorted(asked.only)))})")
    if "first" in asked.values:
        parts.append("entry_text.rowid BETWEEN :first AND :last")
    return " AND ".join(parts)


def _within(connection: Connection, query: Query, asked: _Asked) -> None:
    """Entries are numbered nearly in the order of their times: a span of time is nearly a span of numbers."""
    if query.since is None and query.until is None:
        return
    span = " AND ".join(one for one in asked.conditions if "captured_at" in one)
    found = connection.execute(
        text(f"SELECT min(id), max(id) FROM entry INDEXED BY ix_entry_captured_at WHERE {span}"),
        asked.values,
    ).one()
    asked.values |= {"first": found[0] or 0, "last": found[1] or 0}


def _asked(connection: Connection, query: Query, *, facets_too: bool = True) -> _Asked:
    if query.author.strip() and query.category in SENSITIVE:
        raise SensitiveSearch
    asked = _Asked()
    wanted = [*_choices(query, asked), *_places(query, asked)]
    if facets_too:
        asked.match.append("facets : (" + " AND ".join(f'"{one}"' for one in wanted) + ")")
        if query.unsettled:
            states = " OR ".join(f'"{facets.of("state", one)}"' for one in UNSETTLED)
            asked.match.append(f"facets : ({states})")
    _span(query, asked)
    words = CONTENT if query.category in SENSITIVE else TEXTS
    for columns, said in (
        (words, query.text.split()),
        (("author_name",), query.author.split()),
        (("diarienummer",), [query.diarienummer.strip()] if query.diarienummer.strip() else []),
    ):
        for word in said:
            _word(connection, asked, columns, word.replace("\0", ""), free=columns is words)
    return asked


def _choices(query: Query, asked: _Asked) -> Iterator[str]:
    """The facets of what is chosen; the same is asked of the row."""
    yield facets.practice(practised=query.practice)
    asked.where(
        f"entry.platform {'=' if query.practice else '<>'} :practice",
        practice=Platform.PRACTICE.value,
    )
    for column in facets.CODED:
        value = getattr(query, column)
        if value is not None:
            yield facets.of(column, value)
            asked.where(f"entry.{column} = :{column}", **{column: value.value})
    if query.condition is not None:
        yield facets.in_condition(query.condition)
        asked.where(facets.CONDITIONS[query.condition])
    if query.unsettled:
        states = ", ".join(f"'{one.value}'" for one in UNSETTLED)
        asked.where(f"entry.state IN ({states})")


def _places(query: Query, asked: _Asked) -> Iterator[str]:
    if query.account is not None:
        yield facets.account(query.account)
        asked.where(f"{ACCOUNT} = :account", sure=False, account=query.account)
    if query.post is not None:
        yield facets.post(query.post)
        asked.where(
            "(entry.post_id = :post OR entry.post_url = :post)", sure=False, post=query.post
        )


def _span(query: Query, asked: _Asked) -> None:
    if query.since is not None:
        asked.where("entry.captured_at >= :since", sure=False, since=_boundary(query.since))
    if query.until is not None:
        asked.where("entry.captured_at < :until", sure=False, until=_boundary(query.until))


def _boundary(moment: datetime) -> str:
    """As times are stored, but for the zone's letter: so it stands before every time of its second."""
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat()


def _itself(connection: Connection, asked: _Asked, word: str) -> bool:
    """Is the word a saved comment's own id or address? Then that comment is meant."""
    found = connection.execute(
        text(
            "SELECT id FROM entry WHERE comment_id = :word UNION "
            "SELECT id FROM entry WHERE permalink = :word LIMIT :most"
        ),
        {"word": word, "most": MOST_OF_ONE},
    ).scalars()
    ids = set(found)
    if ids:
        asked.only = ids if asked.only is None else asked.only & ids
    return bool(ids)


def _word(
    connection: Connection, asked: _Asked, columns: tuple[str, ...], word: str, *, free: bool
) -> None:
    inside = "{" + " ".join(columns) + "}"
    if len(word) >= terms.SHORTEST:
        if not (free and _itself(connection, asked, word)):
            asked.match.append(f"{inside} : {terms.quoted(word)}")
        return
    found = terms.beginning_with(connection, word)
    if found is None:
        number = len(asked.values)
        sources = [ACCOUNT if name == "page_account" else f"entry.{name}" for name in columns]
        spelled = {f"w{number}_{place}": one for place, one in enumerate(terms.spellings(word))}
        tests = (f"instr({source}, :{key}) > 0" for source in sources for key in spelled)
        asked.where(f"({' OR '.join(tests)})", sure=False, **spelled)
    elif found:
        asked.terms += len(found)
        asked.match.append(f"{inside} : ({' OR '.join(terms.quoted(one) for one in found)})")
    elif word:
        asked.nothing = True
