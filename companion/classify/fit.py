"""Training: examples → a pipeline. Used by models/scripts and by `learn`.

Thresholds and calibration come from scores that cross-validation by batch gives, so that no
comment is judged by a model that saw its author.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.pipeline import TextCategorizer
from spacy.tokens import Doc

from companion.classify import pipeline
from companion.classify.augment import roughened
from companion.classify.features import F32, Rows, rows
from companion.classify.layer import (
    EPOCHS,
    SEED,
    Linear,
    Step,
    fit_both,
    margins_of,
    select,
    shared,
    unheard,
)
from companion.classify.lexicon import Entry
from companion.classify.tune import (
    Bools,
    Share,
    calibrate,
    choose_thresholds,
    combined,
    with_breach,
)
from companion.classify.verdict import CATEGORIES, LABELS, Verdicts

FOLDS = 5

READING_STEPS, TRAINING_STEPS = 2, (FOLDS + 1) * EPOCHS
"""How often `step` is called by Prepared.of and by `trained`, at most."""


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled comment; `labels` are category and hint ids."""

    id: str
    text: str
    labels: frozenset[str]
    functionality: str
    batch: str
    lawful: bool
    criticism: bool


def training_files(corpus: Path) -> list[Path]:
    """The files of a corpus folder that are trained on: all but held*.jsonl."""
    held = set(held_files(corpus))
    return [path for path in sorted(corpus.glob("*.jsonl")) if path not in held]


def held_files(corpus: Path) -> list[Path]:
    """Those written apart, which only judge."""
    return sorted(corpus.glob("held*.jsonl"))


def read_examples(paths: Iterable[Path]) -> list[Example]:
    """Examples of JSON Lines files as models/corpus holds them. Raises KeyError, ValueError."""
    examples: list[Example] = []
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                labels = frozenset(row["labels"])
                lawful = not labels & frozenset(CATEGORIES)
                examples.append(
                    Example(
                        row["id"],
                        row["text"],
                        labels,
                        row["functionality"],
                        row["batch"],
                        lawful,
                        lawful and "critic" in row["functionality"],
                    )
                )
    return examples


def front(nlp: Language, texts: Sequence[str]) -> list[Doc]:
    """Docs that have passed the components that read."""
    with nlp.select_pipes(enable=list(pipeline.FRONT)):
        return list(nlp.pipe(texts, batch_size=256))


def truth(examples: Sequence[Example]) -> Bools:
    """Examples × LABELS."""
    return np.array([[label in e.labels for label in LABELS] for e in examples], dtype=bool)


def featurise(docs: Sequence[Doc], size: int = 512) -> Rows:
    """Rows of many Docs, made in pieces."""
    parts = [rows(docs[i : i + size]) for i in range(0, len(docs), size)]
    offsets = np.cumsum([0] + [len(part.columns) for part in parts])
    starts = [part.starts[:-1] + offset for part, offset in zip(parts, offsets, strict=False)]
    return Rows(
        np.concatenate([*starts, offsets[-1:]]),
        np.concatenate([part.columns for part in parts]),
        np.concatenate([part.blocks for part in parts]),
        np.concatenate([part.counts for part in parts]),
    )


def folds(batches: Sequence[str], count: int = FOLDS) -> npt.NDArray[np.int64]:
    """Fold of each example: whole batches, the largest first into the smallest fold."""
    sizes: dict[str, int] = {}
    for batch in batches:
        sizes[batch] = sizes.get(batch, 0) + 1
    filled = [0] * count
    place: dict[str, int] = {}
    for batch, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        place[batch] = filled.index(min(filled))
        filled[place[batch]] += size
    return np.array([place[batch] for batch in batches], dtype=np.int64)


def cross_margins(
    clean: Rows, rough: Rows, wanted: Bools, batches: Sequence[str], step: Step = unheard
) -> F32:
    """Margin of every comment from a layer that saw nothing of its batch.

    `rough`: the same comments roughened; only training sees them.
    """
    fold = folds(batches)
    margins = np.zeros(wanted.shape, dtype=np.float32)
    for k in sorted(set(fold.tolist())):
        inside, outside = np.flatnonzero(fold != k), np.flatnonzero(fold == k)
        layer = fit_both(select(clean, inside), select(rough, inside), wanted[inside], step)
        margins[outside] = margins_of(layer, select(clean, outside), pipeline.BLOCK_WEIGHTS)
    return margins


def install(nlp: Language, layer: Linear, slopes: F32, shifts: F32) -> None:
    """Put a trained layer into the pipeline's textcat, as int8."""
    model = cast(TextCategorizer, nlp.get_pipe("textcat_multilabel")).model
    scale = np.maximum(np.abs(layer.weights).max(axis=0), 1e-9) / 127
    params: Mapping[str, Any] = {
        "weights": np.rint(layer.weights / scale).astype(np.int8),
        "idf": layer.idf.astype(np.float16),
        "scale": scale.astype(np.float32),
        "bias": layer.bias,
        "slope": slopes,
        "shift": shifts,
    }
    for name, value in params.items():
        model.set_param(name, value)


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What cross-validation gave."""

    scores: F32
    """Documents × labels, rules applied."""
    share: Share
    slopes: F32
    shifts: F32

    @classmethod
    def of(cls, docs: Sequence[Doc], margins: F32, wanted: Bools) -> HeldOut:
        """From margins and labels, both with the column of any breach."""
        share = Share.of(margins, wanted)
        own = share(margins)
        slopes, shifts = calibrate(own, wanted[:, : len(LABELS)])
        learned = 1 / (1 + np.exp(-(own * slopes + shifts)))
        return cls(combined(docs, learned), share, slopes, shifts)


@dataclass(frozen=True, slots=True)
class Prepared:
    """Examples with what training needs of them."""

    examples: Sequence[Example]
    docs: Sequence[Doc]
    clean: Rows
    rough: Rows
    wanted: Bools

    @classmethod
    def of(
        cls, entries: Sequence[Entry], examples: Sequence[Example], step: Step = unheard
    ) -> Prepared:
        """Read the examples with an untrained pipeline that has these lexicon entries."""
        nlp = pipeline.blank(entries, "0")
        docs = front(nlp, [example.text for example in examples])
        clean = featurise(docs)
        step()
        rough = featurise(front(nlp, [roughened(example.text, SEED) for example in examples]))
        step()
        return cls(examples, docs, clean, rough, truth(examples))

    def held_out(self, step: Step = unheard) -> HeldOut:
        """Cross-validation by batch."""
        wanted = with_breach(self.wanted)
        batches = [example.batch for example in self.examples]
        margins = cross_margins(self.clean, self.rough, wanted, batches, step)
        return HeldOut.of(self.docs, margins, wanted)

    def thresholds(self, scores: F32) -> dict[str, float]:
        """Thresholds from held-out scores."""
        lawful = np.array([e.lawful for e in self.examples])
        criticism = np.array([e.criticism for e in self.examples])
        return choose_thresholds(scores, self.wanted, lawful, criticism)


def train(
    entries: Sequence[Entry], examples: Sequence[Example], version: str, step: Step = unheard
) -> Language:
    """A trained pipeline with thresholds. Deterministic for the same entries and examples."""
    return trained(Prepared.of(entries, examples, step), entries, version, step)


def trained(
    prepared: Prepared, entries: Sequence[Entry], version: str, step: Step = unheard
) -> Language:
    """As `train`, of examples that were read before with the same entries."""
    held = prepared.held_out(step)
    nlp = pipeline.blank(entries, version)  # a vocabulary without the corpus
    layer = fit_both(prepared.clean, prepared.rough, with_breach(prepared.wanted), step)
    install(nlp, shared(layer, held.share), held.slopes, held.shifts)
    cast(Verdicts, nlp.get_pipe("verdict")).thresholds = prepared.thresholds(held.scores)
    return nlp
