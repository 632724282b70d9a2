"""Component `verdict`: rules and scores together → what is flagged, and the characters that decided.

A rule lifts a category's score only where the learned score does not speak against it (`veto`).
Thresholds are chosen on held-out comments so that lawful criticism is left alone (A3).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from companion.classify.findings import Finding, Reading, reading
from companion.classify.identifiers import PUBLIC
from companion.classify.links import BAD
from companion.contract import Category, Hint

CATEGORIES: tuple[str, ...] = tuple(category.value for category in Category)
HINTS: tuple[str, ...] = tuple(hint.value for hint in Hint)
LABELS = CATEGORIES + HINTS
"""All labels of the textcat, categories in their fixed order first."""

PUBLIC_SHARE = 0.1
"""What is left of the score where every contact in the comment is the public's own."""

SURE_IDENTIFIERS = frozenset(
    {"personnummer", "samordningsnummer", "mobile", "email", "iban", "card", "account"}
)

KINDS: Mapping[str, frozenset[str]] = {
    "insult": frozenset({"insult", "accusation"}),
    "hate": frozenset({"slur", "hate", "sexism"}),
    "sexual_violence": frozenset({"sexual", "gore"}),
    "crime": frozenset({"threat", "incite", "illegal", "phishing"}),
    "copyright": frozenset({"piracy"}),
    "profanity": frozenset({"profanity"}),
    "commercial": frozenset({"advert"}),
    "confidential": frozenset({"health", "social"}),
    "personal_data": SURE_IDENTIFIERS | {"address", "vehicle", "landline", "email_role", "place"},
    "bad_link": BAD | {"shortener", "profile", "share", "link"},
    "distress": frozenset({"distress"}),
}
"""Which finds may be shown as the reason for a category."""


SURE = 0.995
"""Score of what a rule knows for certain: above every threshold that is chosen."""


@dataclass(frozen=True, slots=True)
class Rule:
    """From a find of these kinds with at least this severity, the score is at least `score`."""

    kinds: frozenset[str]
    severity: int
    score: float
    veto: float
    """A learned score below this silences the rule."""


RULES: Mapping[str, Rule] = {
    "profanity": Rule(frozenset({"profanity"}), 2, SURE, 0.0),
    "personal_data": Rule(SURE_IDENTIFIERS, 3, SURE, 0.0),
    "bad_link": Rule(BAD, 3, 0.95, 0.1),
    "distress": Rule(frozenset({"distress"}), 3, 0.9, 0.1),
}


def finds_for(category: str, found: Reading) -> tuple[Finding, ...]:
    """The finds that may be shown as the reason for a category."""
    kinds = KINDS[category]
    return tuple(
        find for find in (*found.terms, *found.identifiers, *found.links) if find.kind in kinds
    )


class Verdicts:
    """The component: replaces the learned scores in `doc.cats` by the combined ones."""

    def __init__(self, thresholds: Mapping[str, float] | None = None) -> None:
        """`thresholds`: label → least score that is flagged; 0.5 where none is given."""
        self.thresholds = dict.fromkeys(LABELS, 0.5) | dict(thresholds or {})

    def __call__(self, doc: Doc) -> Doc:
        """Set the combined scores of the Doc."""
        found = reading(doc)
        if found.terms or found.identifiers or found.links:
            for category, lifted in self._lifted(found, doc.cats):
                doc.cats[category] = max(doc.cats[category], lifted)
            if found.identifiers and all(find.kind == PUBLIC for find in found.identifiers):
                doc.cats["personal_data"] *= PUBLIC_SHARE
        return doc

    @staticmethod
    def _lifted(found: Reading, cats: Mapping[str, float]) -> Iterator[tuple[str, float]]:
        present = {
            (find.kind, find.severity) for find in (*found.terms, *found.identifiers, *found.links)
        }
        for category, rule in RULES.items():
            fires = any(kind in rule.kinds and level >= rule.severity for kind, level in present)
            if fires and cats[category] >= rule.veto:
                yield category, rule.score

    def flagged(self, label: str, score: float) -> bool:
        """Whether a combined score reaches the label's threshold."""
        return score >= self.thresholds[label]

    def to_disk(self, path: str | Path, **_options: object) -> None:
        """Write the thresholds as JSON; spaCy calls this with the component's own path."""
        Path(path).write_text(json.dumps(self.thresholds, indent=1), encoding="utf-8")

    def from_disk(self, path: str | Path, **_options: object) -> Verdicts:
        """Read what to_disk wrote."""
        self.thresholds = json.loads(Path(path).read_text(encoding="utf-8"))
        return self
