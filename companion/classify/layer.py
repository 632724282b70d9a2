"""The linear layer, trained: sparse rows and labels in, weights out.

Weights come from dual coordinate descent for the L2-regularised squared hinge (Hsieh and others,
ICML 2008), all labels at once. Deterministic.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from companion.classify import pipeline
from companion.classify.features import F32, ROWS, Rows, weigh
from companion.classify.textcat import linear
from companion.classify.tune import Bools, Share

SEED = 20261121
EPOCHS = 8
"""Rounds through the examples; twelve give the same figures."""

COST = 2.0
"""C of the hinge: larger trusts the examples more."""

POSITIVE_COST = 2.0
"""How much more a missed label costs than a false one."""


Step = Callable[[], None]
"""Called after each part of a long work: for those who wait."""


def unheard() -> None:
    """Nobody waits."""


@dataclass(frozen=True, slots=True)
class Linear:
    """A trained layer in float32: weights ROWS × labels, bias, and the idf of each row."""

    weights: F32
    bias: F32
    idf: F32


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


def joined(one: Rows, two: Rows) -> Rows:
    """The documents of both, in order."""
    return Rows(
        np.concatenate((one.starts, two.starts[1:] + one.starts[-1])),
        np.concatenate((one.columns, two.columns)),
        np.concatenate((one.blocks, two.blocks)),
        np.concatenate((one.counts, two.counts)),
    )


def fit_linear(
    found: Rows, wanted: Bools, block_weights: Sequence[float], step: Step = unheard
) -> Linear:
    """Train the layer; deterministic. `step` is called EPOCHS times."""
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
            change = (renewed - alpha) * sign
            if np.any(change):
                alphas[i] = renewed
                weights[columns] = table + row[:, None] * change
                bias += change
        step()
    return Linear(weights, bias, idf)


def fit_both(clean: Rows, rough: Rows, wanted: Bools, step: Step = unheard) -> Linear:
    """A layer from comments and their roughened twins; a column for each column of `wanted`."""
    return fit_linear(
        joined(clean, rough), np.concatenate((wanted, wanted)), pipeline.BLOCK_WEIGHTS, step
    )


def shared(layer: Linear, share: Share) -> Linear:
    """The layer of the labels alone, with the share of any breach in its weights."""
    return Linear(layer.weights @ share.matrix, share(layer.bias), layer.idf)


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
