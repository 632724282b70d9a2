"""What narrows a list, as letters in the full-text index: so that words and choices are found together, by one index.

A facet is three letters from Unicode's private use area, which is one trigram: to look for it costs no more than
for any other, however many entries have it. The values that are told apart stand in `CODED`; a page's account and
a post are coded by their hash, in the entry's column `place`. Two of a kind have the same letters once in 36 million.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import Final

from companion.contract import Category, EntryKind, EntryState, Platform
from companion.register.records import Condition

_FIRST_KIND: Final = 0xE000
_FIRST_VALUE: Final = 0xE100
_VALUES: Final = 6_000
_END: Final = chr(0xE0FF)

CODED: Final[dict[str, type[StrEnum]]] = {
    "category": Category,
    "state": EntryState,
    "kind": EntryKind,
}
"""Columns of the entry whose values have a facet each."""

CONDITIONS: Final[dict[Condition, str]] = {
    Condition.UNREGISTERED: "entry.diarienummer IS NULL AND entry.text_sha256 <> ''",
    Condition.REVIEW: "entry.review_of IS NOT NULL",
    Condition.HELD: "entry.hold_at IS NOT NULL",
    Condition.MARKED: "entry.secrecy_provision IS NOT NULL",
    Condition.FORWARDED: "entry.forwarded_at IS NOT NULL",
    Condition.ANSWERED: "entry.answered_at IS NOT NULL",
}
"""When an entry stands so. What is disposed of is an empty shell without the hash of a text: it waits for nothing."""

_KINDS: Final = ("platform", *CODED, "condition", "account", "post")


def of(column: str, value: StrEnum) -> str:
    """The facet of a value in a column of `CODED`."""
    return _facet(column, list(CODED[column]).index(value))


def in_condition(value: Condition) -> str:
    """The facet of how an entry stands."""
    return _facet("condition", list(Condition).index(value))


def practice(*, practised: bool) -> str:
    """The facet of practice entries, or of the real ones."""
    return _facet("platform", int(practised))


def account(name: str) -> str:
    """The facet of a page's account."""
    return _hashed("account", name)


def post(address: str) -> str:
    """The facet of a post, by its id or its address."""
    return _hashed("post", address)


def place(page_account: str, *posts: str | None) -> str:
    """The column `place` of an entry: its page's account, and its post by each name it has."""
    return " ".join([account(page_account), *(post(one) for one in posts if one)])


def expression() -> str:
    """SQL that gives an entry's facets with a blank after each."""
    practised, real = practice(practised=True), practice(practised=False)
    parts = [
        f"CASE platform WHEN '{Platform.PRACTICE.value}' THEN '{practised} ' ELSE '{real} ' END"
    ]
    for column, values in CODED.items():
        cases = " ".join(f"WHEN '{one.value}' THEN '{of(column, one)} '" for one in values)
        parts.append(f"CASE {column} {cases} ELSE '' END")
    for value, condition in CONDITIONS.items():
        parts.append(f"CASE WHEN {condition} THEN '{in_condition(value)} ' ELSE '' END")
    return " || ".join([*parts, "place"])


def _facet(kind: str, value: int) -> str:
    return chr(_FIRST_KIND + _KINDS.index(kind)) + chr(_FIRST_VALUE + value) + _END


def _hashed(kind: str, text: str) -> str:
    number = int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:6])
    high, low = divmod(number % _VALUES**2, _VALUES)
    first = chr(_FIRST_KIND + _KINDS.index(kind))
    return first + chr(_FIRST_VALUE + high) + chr(_FIRST_VALUE + low)
