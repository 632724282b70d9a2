"""Training: examples → a pipeline. Used by models/scripts and by `learn`.

Weights come from dual coordinate descent for the L2-regularised squared hinge (Hsieh and others,
ICML 2008), all labels at once; thresholds and calibration from scores that cross-validation by
batch gives, so that no comment is judged by a model that saw its author.
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
from companion.classify.features import F32, ROWS, Rows, rows, weigh
from companion.classify.lexicon import Entry
from companion.classify.textcat import linear
from companion.classify.tune import Bools, calibrate, choose_thresholds, combined
from companion.classify.verdict import CATEGORIES, LABELS, Verdicts

SEED = 20261121
EPOCHS = 12
COST = 2.0
"""C of the hinge: larger trusts the examples more."""

POSITIVE_COST = 2.0
"""How much more a missed label costs than a false one."""

FOLDS = 5


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


@dataclass(frozen=True, slots=True)
class Linear:
    """A trained layer in float32: weights ROWS × labels, bias, and the idf of each row."""

    weights: F32
    bias: F32
    idf: F32


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


def select(found: Rows, chosen: npt.NDArray[np.int64]) -> Rows:
    """Some documents of the rows, in the order asked."""
    lengths = np.diff(found.starts)[chosen]
    index = np.concatenate([np.arange(found.starts[i], found.starts[i + 1]) for i in chosen])
    return Rows(
        np.concatenate(([0], np.cumsum(lengths))),
        found.columns[index],
        found.blocks[index],
        found.counts[index],
    )


def fit_linear(found: Rows, wanted: Bools, block_weights: Sequence[float]) -> Linear:
    """Train the layer; deterministic."""
    present = np.bincount(found.columns, minlength=ROWS)
    rarity = (1 + len(found)) / (1 + np.minimum(present, len(found)))
    idf: F32 = (1 + np.log(rarity)).astype(np.float16).astype(np.float32)
    values = weigh(found, idf, block_weights)
    weights = np.zeros((ROWS, wanted.shape[1]), dtype=np.float32)
    bias = np.zeros(wanted.shape[1], dtype=np.float32)
    signs = np.where(wanted, 1, -1).astype(np.float32)
    ridge = np.where(wanted, 0.5 / (COST * POSITIVE_COST), 0.5 / COST).astype(np.float32)
    alphas = np.zeros_like(signs)
    squares = np.add.reduceat(values * values, found.starts[:-1]) + 1
    order = np.random.default_rng(SEED)
    for _ in range(EPOCHS):
        for i in order.permutation(len(found)):
            span = slice(found.starts[i], found.starts[i + 1])
            columns, row = found.columns[span], values[span]
            table = weights[columns]
            sign, alpha = signs[i], alphas[i]
            gradient = sign * (row @ table + bias) - 1 + ridge[i] * alpha
            renewed = np.maximum(alpha - gradient / (squares[i] + ridge[i]), 0)
            step = (renewed - alpha) * sign
            if np.any(step):
                alphas[i] = renewed
                weights[columns] = table + row[:, None] * step
                bias += step
    return Linear(weights, bias, idf)


def margins_of(layer: Linear, found: Rows, block_weights: Sequence[float]) -> F32:
    """Margins (documents × labels) of rows under a layer, in pieces."""
    values = weigh(found, layer.idf, block_weights)
    pieces: list[F32] = []
    for at in range(0, len(found), 256):
        stop = min(at + 256, len(found))
        low, high = found.starts[at], found.starts[stop]
        piece = Rows(
            found.starts[at : stop + 1] - low,
            found.columns[low:high],
            found.blocks[low:high],
            found.counts[low:high],
        )
        pieces.append(linear(piece, values[low:high], layer.weights) + layer.bias)
    return np.concatenate(pieces)


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


def cross_margins(clean: Rows, rough: Rows, wanted: Bools, batches: Sequence[str]) -> F32:
    """Margin of every comment from a layer that saw nothing of its batch.

    `rough`: the same comments roughened; only training sees them.
    """
    fold = folds(batches)
    margins = np.zeros(wanted.shape, dtype=np.float32)
    for k in sorted(set(fold.tolist())):
        inside, outside = np.flatnonzero(fold != k), np.flatnonzero(fold == k)
        layer = fit_both(select(clean, inside), select(rough, inside), wanted[inside])
        margins[outside] = margins_of(layer, select(clean, outside), pipeline.BLOCK_WEIGHTS)
    return margins


def fit_both(clean: Rows, rough: Rows, wanted: Bools) -> Linear:
    """A layer from comments and their roughened twins."""
    return fit_linear(
        joined(clean, rough), np.concatenate((wanted, wanted)), pipeline.BLOCK_WEIGHTS
    )


def joined(one: Rows, two: Rows) -> Rows:
    """The documents of both, in order."""
    return Rows(
        np.concatenate((one.starts, two.starts[1:] + one.starts[-1])),
        np.concatenate((one.columns, two.columns)),
        np.concatenate((one.blocks, two.blocks)),
        np.concatenate((one.counts, two.counts)),
    )


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
class Prepared:
    """Examples with what training needs of them."""

    examples: Sequence[Example]
    docs: Sequence[Doc]
    clean: Rows
    rough: Rows
    wanted: Bools

    @classmethod
    def of(cls, entries: Sequence[Entry], examples: Sequence[Example]) -> Prepared:
        """Read the examples with an untrained pipeline that has these lexicon entries."""
        nlp = pipeline.blank(entries, "0")
        docs = front(nlp, [example.text for example in examples])
        rough = front(nlp, [roughened(example.text, SEED) for example in examples])
        return cls(examples, docs, featurise(docs), featurise(rough), truth(examples))

    def held_out(self) -> tuple[F32, F32, F32]:
        """Scores from cross-validation (documents × labels), with the slopes and shifts used."""
        margins = cross_margins(
            self.clean, self.rough, self.wanted, [e.batch for e in self.examples]
        )
        slopes, shifts = calibrate(margins, self.wanted)
        learned = 1 / (1 + np.exp(-(margins * slopes + shifts)))
        return combined(self.docs, learned), slopes, shifts

    def thresholds(self, scores: F32) -> dict[str, float]:
        """Thresholds from held-out scores."""
        lawful = np.array([e.lawful for e in self.examples])
        criticism = np.array([e.criticism for e in self.examples])
        return choose_thresholds(scores, self.wanted, lawful, criticism)


def train(entries: Sequence[Entry], examples: Sequence[Example], version: str) -> Language:
    """A trained pipeline with thresholds. Deterministic for the same entries and examples."""
    prepared = Prepared.of(entries, examples)
    scores, slopes, shifts = prepared.held_out()
    nlp = pipeline.blank(entries, version)  # a vocabulary without the corpus
    install(nlp, fit_both(prepared.clean, prepared.rough, prepared.wanted), slopes, shifts)
    cast(Verdicts, nlp.get_pipe("verdict")).thresholds = prepared.thresholds(scores)
    return nlp
