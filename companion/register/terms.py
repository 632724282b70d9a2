"""Words under three letters in a trigram index: all the trigrams that begin with them, as far as there are such."""

from __future__ import annotations

from itertools import product
from typing import Final

from sqlalchemy import Connection

SHORTEST: Final = 3
"""Letters of the shortest word that has a trigram of its own."""

MOST: Final = 300
"""More trigrams than this begin with a letter only if it stands in nearly every text."""

_LAST: Final = chr(0x10FFFF)


def quoted(word: str) -> str:
    """A word as the index's language takes it."""
    return '"' + word.replace('"', '""') + '"'


def spellings(word: str) -> list[str]:
    """The word as it may be written; å ä ö stay letters of their own."""
    return sorted({word, word.lower(), word.upper(), word.capitalize()})


def beginning_with(connection: Connection, word: str) -> list[str] | None:
    """The trigrams of the index that begin with this; None where there are more than `MOST`."""
    found: list[str] = []
    for start in sorted({"".join(letters) for letters in product(*map(_folded, word))}):
        found += _beginning(connection, start, MOST - len(found))
    return found if len(found) < MOST else None


def _folded(letter: str) -> set[str]:
    """The letter as the index may have it: SQLite folds letter by letter, by rules that are nearly Python's."""
    ways = {letter, letter.lower(), letter.upper().lower(), letter.casefold()}
    return {way for way in ways if len(way) == 1}


def _beginning(connection: Connection, start: str, most: int) -> list[str]:
    """Each is a seek in the index: the list of all instances is never read. By the driver: there are hundreds."""
    query = "SELECT term FROM entry_term WHERE term >= ? AND term <= ? LIMIT 1"
    found: list[str] = []
    low = start
    while len(found) < most:
        term = connection.exec_driver_sql(query, (low, start + _LAST)).scalar()
        if term is None:
            break
        found.append(term)
        low = term + "\x01"
    return found
