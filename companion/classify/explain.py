"""Why a learned score is high: the characters whose n-grams and words weighed most.

Each feature's weight is laid on the characters it covers; the heaviest stretches, widened to whole
words, are shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc
from thinc.api import Model

from companion.classify.features import WORDS, textual_positions
from companion.classify.findings import reading
from companion.contract import Span

WHY = "ordalydelsen liknar sådant som har bedömts bryta mot reglerna"

_MOST_SPANS = 3
_MOST_CHARS = 5_000
"""Only this much of a text is searched for reasons."""

_WORD_WEIGHT = 4
"""A word's weight beside that of a character n-gram, of which it holds many."""

_WORD = re.compile(r"\S+")

Floats = npt.NDArray[np.float64]


def heaviest(
    model: Model[Any, Any], docs: Sequence[Doc], asked: Sequence[tuple[int, int]]
) -> list[list[Span]]:
    """For each asked (document, label): up to three stretches that spoke most for the label.

    Positions are those of the original text; empty where the text has no words.
    """
    views = [reading(doc).view for doc in docs]
    offsets = np.cumsum([0, *(len(view.text) + 1 for view in views)])
    found = textual_positions(docs)
    owner = found.docs
    lengths = np.array([len(view.text) for view in views])[owner]
    usable = (found.begins >= 0) & (found.ends <= lengths)
    columns = found.columns[usable]
    begins = (found.begins + offsets[owner])[usable]
    ends = (found.ends + offsets[owner])[usable]
    idf: Any = model.get_param("idf")
    share = idf[columns].astype(np.float64) ** 2 / (ends - begins)
    share[found.blocks[usable] == WORDS] *= _WORD_WEIGHT
    table: Any = model.get_param("weights")
    laid: dict[int, Floats] = {}
    for label in {label for _, label in asked}:
        weight = table[columns, label] * share
        rise = np.bincount(begins, weight, minlength=offsets[-1])
        fall = np.bincount(ends, weight, minlength=offsets[-1])
        laid[label] = np.concatenate(([0.0], np.cumsum(np.cumsum(rise - fall))))
    return [
        [
            Span(start=start, end=end, why=WHY)
            for start, end in (
                views[i].original(*span)
                for span in _stretches(text, laid[label][at : at + len(text) + 1].tolist())
            )
        ]
        for i, label in asked
        for text, at in ((views[i].text[:_MOST_CHARS], int(offsets[i])),)
    ]


def _stretches(text: str, sums: list[float]) -> list[tuple[int, int]]:
    """The words with most weight, neighbours joined; `sums` are running sums of the weights."""
    words = [match.span() for match in _WORD.finditer(text)]
    if not words:
        return []
    totals = [(sums[end] - sums[start]) / (end - start) for start, end in words]
    heaviest_first = sorted(range(len(words)), key=totals.__getitem__, reverse=True)
    least = totals[heaviest_first[0]] * 0.5
    spans: list[tuple[int, int]] = []
    previous = -2
    for i in sorted(i for i in heaviest_first[: 2 * _MOST_SPANS] if totals[i] >= least):
        if i == previous + 1:
            spans[-1] = (spans[-1][0], words[i][1])
        else:
            spans.append(words[i])
        previous = i
    return spans[:_MOST_SPANS]
