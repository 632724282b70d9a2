"""Swedish inflection by named patterns: a term of the lexicon → the forms it is met in.

A term is written as its stem with the pattern of its group, or with endings of its own after a
bar: `gubb|e en ar arna`. A phrase is taken as it stands.
"""

from __future__ import annotations

PATTERNS: dict[str, str] = {
    "none": "-",
    "or": "a an or orna as ans ors ornas",
    "ar": "- en ar arna s ens ars arnas",
    "e": "e en ar arna es ens ars arnas",
    "er": "- en er erna s ens ers ernas",
    "are": "are aren arna ares arens arnas",
    "ett": "- et en s ets ens",
    "ett_n": "- t n na s ts",
    "adj": "- t a e are ast aste",
    "verb_ar": "a ar ade at as ande ad ades",
    "verb_er": "a er te t as ande ts d",
    "verb_de": "a er de t as ande ts d",
}
"""Endings of each pattern; `-` is the bare stem."""


def inflect(term: str, pattern: str) -> list[str]:
    """All forms of a term, the first one first.

    Raises KeyError where the pattern is not one of PATTERNS.
    """
    stem, bar, own = term.partition("|")
    endings = (own if bar else PATTERNS[pattern]).split()
    if not bar and " " in stem:
        return [stem]
    return [stem if ending == "-" else stem + ending for ending in endings]
