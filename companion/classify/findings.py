"""What the components of the pipeline find in one comment, and where it is kept on the Doc.

Positions are code points of the original text, `start` inclusive and `end` exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from spacy.tokens import Doc

from companion.classify.view import View

KEY = "uppsikt"
"""Where a Doc carries its Reading (`doc.user_data`)."""

GIVEN = "given"
"""Class of the lexicon's given names."""

TEXT = "uppsikt_text"
"""Where the tokenizer leaves the text: putting `doc.text` together again costs more than the rest."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. `kind` is a lexicon class, an identifier kind or a link kind."""

    kind: str
    start: int
    end: int
    severity: int
    why: str
    """Swedish words for the person who decides."""


@dataclass(slots=True)
class Reading:
    """All that is known of one comment so far; each component fills its own part."""

    text: str
    """The original."""
    view: View
    terms: list[Finding] = field(default_factory=list)
    identifiers: list[Finding] = field(default_factory=list)
    links: list[Finding] = field(default_factory=list)
    persons: list[Finding] = field(default_factory=list)


def reading(doc: Doc) -> Reading:
    """The Reading of a Doc that has passed `unmask`; KeyError if it has not."""
    return cast(Reading, doc.user_data[KEY])
