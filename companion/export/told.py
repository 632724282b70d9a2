"""Events in words: what happened, and the words that belong to it as long as they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from companion.contract import Category, Ground
from companion.export.words import Terms
from companion.register import Detail, Event
from companion.register.steps import WORDS

_PLAIN: Final = ("diarienummer", "provision", "format")
"""Facts that are told as they are."""

_TRANSLATED: Final = ("after", "change")
"""Facts that are words of the program."""

_SAID: Final = (
    "colleague",
    "question",
    "answer",
    "to",
    "note",
    "reference",
    "text",
    "subject",
    "reason",
)
"""Words of an event's detail, in the order they are told."""


class Told(NamedTuple):
    """An event as a person reads it."""

    what: str
    lines: list[str]
    """Such as `Fråga: …`; none when the words are erased."""


def told(event: Event, details: Mapping[int, Detail], terms: Terms) -> Told:
    """An event in words; an event of a kind that is not known is told by its name."""
    what = terms.get(f"event_{event.kind}", event.kind)
    facts = [str(event.facts[name]) for name in _PLAIN if event.facts.get(name)]
    facts += [terms.get(str(event.facts[n]), "") for n in _TRANSLATED if event.facts.get(n)]
    number = event.facts.get(WORDS)
    detail = details.get(number) if isinstance(number, int) else None
    return Told(": ".join([what, *filter(None, facts)]), _lines(detail, terms) if detail else [])


def _lines(detail: Detail, terms: Terms) -> list[str]:
    content = detail.content
    lines = [f"{terms[f'said_{name}']}: {content[name]}" for name in _SAID if content.get(name)]
    before, after = content.get("before"), content.get("after")
    if isinstance(before, dict) and isinstance(after, dict):
        lines += [
            f"{terms[name]}: {_value(before.get(name), terms)} → {_value(after[name], terms)}"
            for name in sorted(after)
        ]
    return lines


def _value(value: object, terms: Terms) -> str:
    if not value:
        return "–"
    text = str(value)
    if text in set(Ground):
        return terms[f"ground_{text}"]
    return terms[text] if text in set(Category) else text
