"""Why a learned score is high: the characters whose n-grams and words weighed most.

Each feature's weight is laid on the characters it covers; the heaviest stretches, widened to whole
words, are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from spacy.tokens import Doc
from thinc.api import Model

from companion.classify.features import CLASSES, WORDS, positions
from companion.classify.findings import reading
from companion.contract import Span

_MOST_SPANS = 3
_MOST_CHARS = 5_000
"""Only this much of the text is searched for reasons."""


def heaviest(model: Model[Any, Any], doc: Doc, label: int) -> list[Span]:
    """Up to three stretches of the original text that spoke most for a label."""
    view = reading(doc).view
    found = positions([doc])
    plain = (found.blocks != CLASSES) & (found.begins >= 0) & (found.ends <= len(view.text))
    idf = model.get_param("idf").astype(np.float32)[found.columns]
    weights = model.get_param("weights")[found.columns, label] * idf**2
    weights = np.where(found.blocks == WORDS, weights * 4, weights)
    lengths = np.maximum(found.ends - found.begins, 1)
    change = np.zeros(len(view.text) + 1)
    np.add.at(change, found.begins[plain], (weights / lengths)[plain])
    np.add.at(change, found.ends[plain], -(weights / lengths)[plain])
    spans = _stretches(view.text[:_MOST_CHARS], np.cumsum(change)[:-1])
    return [
        Span(start=start, end=end, why="ordalydelsen liknar sådant som brukar bryta mot reglerna")
        for start, end in (view.original(*span) for span in spans)
    ]


def _stretches(text: str, weight: Any) -> list[tuple[int, int]]:
    """The words with most weight, neighbours joined; at least one where the text has a word."""
    words = _word_spans(text)
    if not words:
        return []
    totals = [float(weight[start:end].mean()) for start, end in words]
    least = max(totals) * 0.5
    chosen = sorted(range(len(words)), key=lambda i: -totals[i])[: 2 * _MOST_SPANS]
    spans: list[tuple[int, int]] = []
    previous = -2
    for i in sorted(i for i in chosen if totals[i] >= least):
        if i == previous + 1:
            spans[-1] = (spans[-1][0], words[i][1])
        else:
            spans.append(words[i])
        previous = i
    return spans[:_MOST_SPANS]


def _word_spans(text: str) -> Sequence[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = 0
    for word in text.split():
        start = text.index(word, start)
        spans.append((start, start + len(word)))
        start += len(word)
    return spans
