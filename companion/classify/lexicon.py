"""Component `lexicon`: curated Swedish terms, found by one automaton over the unmasked view.

A term may stand alone, begin a compound, end one, or both (`compound`). Homographs are entries of
class `except`: whatever a longer exception covers is not a hit ("fantastisk", "fan av").
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import ahocorasick
from spacy.tokens import Doc

from companion.classify.findings import Finding, reading
from companion.classify.inflect import inflect
from companion.classify.view import View

EXCEPT = "except"
"""Class of the homographs that are no hits."""

MASKABLE = frozenset({"profanity", "insult", "slur", "sexual", "threat", "drug"})
"""Classes whose words people mask."""

_LONGEST_WORD = 60
"""A compound longer than this is not read: it keeps the search linear."""

_SEPARATORS = str.maketrans(
    dict.fromkeys("\t\n\r!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~‐‑‒–—―‘’“”„…«»´·§°→\xa0", " ")
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One term of the lexicon: its class, severity 1-3, forms, and where it may be compounded."""

    term: str
    kind: str
    severity: int
    compound: str
    """`none`, `first` (begins compounds), `last` (ends them) or `both`."""
    why: str
    forms: tuple[str, ...]


def separate(text: str) -> str:
    """Text of the same length with punctuation as spaces: where words begin and end."""
    return text.translate(_SEPARATORS)


def read_entries(folder: Path) -> list[Entry]:
    """The entries of a folder's *.toml, in a stable order; each group gives class and pattern."""
    entries: list[Entry] = []
    for path in sorted(folder.glob("*.toml")):
        for group in tomllib.loads(path.read_text(encoding="utf-8"))["terms"]:
            terms = (" ".join(term.split()) for term in re.split(r"[,\n]", group["words"]))
            entries += [_entry(term, group) for term in terms if term]
    return entries


def _entry(term: str, group: dict[str, Any]) -> Entry:
    pattern = group.get("inflect", "none")
    compound = group.get("compound", "none")
    if term.endswith("*"):
        term, compound = term[:-1], "first"
    forms = inflect(term, pattern)
    forms = [separate(form) for form in forms]
    shown = term.split("|")[0] if "|" in term else forms[0]
    return Entry(
        shown,
        group["class"],
        group.get("severity", 1),
        compound,
        group.get("why", ""),
        tuple(dict.fromkeys(forms)),
    )


class Lexicon:
    """The component: sets the Reading's `terms`."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        """`entries` as read_entries gives them; empty until loaded from disk."""
        self.set_entries(tuple(entries))

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Replace the entries and build the automaton anew."""
        self.entries = tuple(entries)
        keys: dict[str, list[tuple[int, int]]] = {}
        for number, entry in enumerate(entries):
            left = " " if entry.compound in ("none", "first") else ""
            right = " " if entry.compound in ("none", "last") else ""
            for form in self._spellings(entry):
                key = f"{left}{form}{right}"
                keys.setdefault(key, []).append((number, len(form) + len(right)))
        self._automaton = ahocorasick.Automaton()
        for key, found in keys.items():
            self._automaton.add_word(key, found)
        if keys:
            self._automaton.make_automaton()

    @staticmethod
    def _spellings(entry: Entry) -> Iterator[str]:
        """The forms, and what they become without the dots and rings of å ä ö."""
        yield from entry.forms
        if entry.kind in MASKABLE:
            for form in entry.forms:
                bare = form.translate(str.maketrans("åäö", "aao"))
                if bare != form and len(bare) > 4:
                    yield bare

    def maskable(self, kinds: frozenset[str] = MASKABLE) -> list[str]:
        """Every single-word form of these classes that people are known to mask."""
        return [
            form
            for entry in self.entries
            if entry.kind in kinds and entry.severity > 1
            for form in entry.forms
            if form.isalpha() and len(form) > 2
        ]

    def find(self, view: View) -> list[tuple[int, int, Entry]]:
        """(start, end, entry) in the view, by position.

        None inside an exception or inside a longer term of its class.
        """
        if not self.entries:
            return []
        words = f" {separate(view.text)} "
        hits: list[tuple[int, int, Entry]] = []
        exceptions: list[tuple[int, int]] = []
        for last, found in self._automaton.iter(words):
            for number, back in found:
                entry = self.entries[number]
                start = last + 1 - back
                end = start + back - (words[last] == " ")
                if entry.compound != "none":
                    start, end = self._whole(words, start, end, entry.compound)
                    if start < 0:
                        continue
                if entry.kind == EXCEPT:
                    exceptions.append((start, end))
                else:
                    hits.append((start, end, entry))
        return [
            (start - 1, end - 1, entry)
            for start, end, entry in _longest(hits)
            if not any(s <= start and end <= e for s, e in exceptions)
        ]

    @staticmethod
    def _whole(words: str, start: int, end: int, compound: str) -> tuple[int, int]:
        """The whole word around a hit, or (-1, -1) where it is too long to be one."""
        if compound in ("last", "both") and words[start].isalpha():
            start = words.rfind(" ", max(0, start - _LONGEST_WORD), start) + 1
            if start == 0:
                return -1, -1
        if compound in ("first", "both") and words[end - 1].isalpha():
            end = words.find(" ", end, end + _LONGEST_WORD)
            if end < 0:
                return -1, -1
        return start, end

    @staticmethod
    def _finding(view: View, start: int, end: int, entry: Entry) -> Finding:
        begin, stop = view.original(start, end)
        return Finding(
            entry.kind, begin, stop, entry.severity, entry.why or f"ordet ”{entry.term}”"
        )

    def __call__(self, doc: Doc) -> Doc:
        """Set the terms of the Doc's Reading."""
        found = reading(doc)
        hits = self.find(found.view)
        found.terms = [self._finding(found.view, *hit) for hit in hits]
        return doc

    def to_disk(self, path: str | Path, **_options: object) -> None:
        """Write the compiled entries as JSON; spaCy calls this with the component's own path."""
        rows = [list(asdict(entry).values()) for entry in self.entries]
        Path(path).write_text(
            json.dumps(rows, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
        )

    def from_disk(self, path: str | Path, **_options: object) -> Lexicon:
        """Read what to_disk wrote."""
        rows = json.loads(Path(path).read_text(encoding="utf-8"))
        self.set_entries(
            [
                Entry(term, kind, level, compound, why, tuple(forms))
                for term, kind, level, compound, why, forms in rows
            ]
        )
        return self


def _longest(hits: list[tuple[int, int, Entry]]) -> Iterator[tuple[int, int, Entry]]:
    """Hits by position, without those inside a longer (or an equal, earlier) one of their class."""
    ends: dict[str, int] = {}
    for start, end, entry in sorted(hits, key=lambda h: (h[0], -h[1], -h[2].severity)):
        if end > ends.get(entry.kind, -1):
            ends[entry.kind] = end
            yield start, end, entry
