"""What the model card says, measured: quality on held-out comments, speed and memory beside spaCy."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import chain, repeat

import numpy as np
import numpy.typing as npt
import spacy

from companion.classify import Classifier
from companion.classify.fit import Example, truth
from companion.classify.verdict import CATEGORIES, HINTS, LABELS
from companion.contract import CommentText

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Quality:
    """Figures of one label."""

    label: str
    comments: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Report:
    """Figures of one set of comments."""

    name: str
    comments: int
    macro_f1: float
    lawful_flagged: float
    criticism_flagged: float
    labels: list[Quality]
    functionalities: dict[str, float]

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)


def _quality(label: str, flags: Bools, wanted: Bools) -> Quality:
    hits = int((flags & wanted).sum())
    precision = hits / max(int(flags.sum()), 1)
    recall = hits / max(int(wanted.sum()), 1)
    f1 = 2 * hits / max(int(flags.sum() + wanted.sum()), 1)
    return Quality(label, int(wanted.sum()), precision, recall, f1)


def report(name: str, examples: Sequence[Example], flags: Bools) -> Report:
    """Figures from what was flagged (comments × LABELS)."""
    wanted = truth(examples)
    count = len(CATEGORIES)
    labels = [_quality(label, flags[:, j], wanted[:, j]) for j, label in enumerate(LABELS)]
    flagged: Bools = np.any(flags[:, :count], axis=1)
    right: Bools = np.all(flags[:, :count] == wanted[:, :count], axis=1)
    lawful = np.array([example.lawful for example in examples])
    criticism = np.array([example.criticism for example in examples])
    places: dict[str, list[int]] = {}
    for i, example in enumerate(examples):
        places.setdefault(example.functionality, []).append(i)
    present = [quality.f1 for quality in labels[:count] if quality.comments]
    return Report(
        name,
        len(examples),
        float(np.mean(present)),
        float(flagged[lawful].mean()) if lawful.any() else 0.0,
        float(flagged[criticism].mean()) if criticism.any() else 0.0,
        labels,
        {key: float(right[where].mean()) for key, where in sorted(places.items())},
    )


def flags_of(classifier: Classifier, examples: Sequence[Example]) -> Bools:
    """What a classifier flags (comments × LABELS)."""
    verdicts = classifier.classify(CommentText(id=e.id, text=e.text) for e in examples)
    return np.array(
        [
            [label.flagged for label in verdict.labels] + [hint in verdict.hints for hint in HINTS]
            for verdict in verdicts
        ],
        dtype=bool,
    ).reshape(len(examples), len(LABELS))


def speed(classifier: Classifier, texts: Sequence[str], wanted: int = 10_000) -> dict[str, float]:
    """Comments a second of processor time: the whole pipeline, and spaCy's tokenizer, in turns."""
    repeated = list(chain.from_iterable(repeat(texts, wanted // max(len(texts), 1) + 1)))[:wanted]
    comments = [CommentText(id="x", text=text) for text in repeated]
    tokenizer = spacy.blank("sv")
    best = {"pipeline": 0.0, "tokenizer": 0.0}
    for _ in range(3):
        began = time.process_time()
        sum(1 for _ in classifier.classify(comments))
        best["pipeline"] = max(best["pipeline"], wanted / (time.process_time() - began))
        began = time.process_time()
        for text in repeated:
            tokenizer.make_doc(text)
        best["tokenizer"] = max(best["tokenizer"], wanted / (time.process_time() - began))
    return best
