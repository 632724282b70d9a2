"""The architecture of `textcat_multilabel`: hashed features into one linear layer, in numpy.

Registered with spaCy as `uppsikt.HashedLinear.v1`. Weights are int8 with one scale for each label,
so that the table stays in the processor's cache and the pipeline stays small. It is trained by
`companion.classify.fit`, not by `nlp.update`: asking for a gradient raises NotImplementedError.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from spacy import registry
from spacy.tokens import Doc
from thinc.api import Model
from thinc.types import Floats2d

from companion.classify.features import F32, ROWS, Rows, rows, weigh


def hashed_linear(
    labels: int, block_weights: Sequence[float] = (1.0, 1.0, 1.0)
) -> Model[list[Doc], Floats2d]:
    """A model Docs → scores in [0, 1] (documents × labels)."""
    params: Any = {
        "weights": np.zeros((ROWS, labels), dtype=np.int8),
        "idf": np.ones(ROWS, dtype=np.float16),
        "scale": np.ones(labels, dtype=np.float32),
        "bias": np.zeros(labels, dtype=np.float32),
        "slope": np.ones(labels, dtype=np.float32),
        "shift": np.zeros(labels, dtype=np.float32),
    }
    return Model(
        "uppsikt_hashed_linear",
        _forward,
        dims={"nO": labels},
        params=params,
        attrs={"block_weights": tuple(block_weights)},
    )


registry.architectures.register("uppsikt.HashedLinear.v1", func=hashed_linear)


def linear(found: Rows, values: F32, weights: Any) -> F32:
    """Sparse rows times a table (ROWS × labels) → documents × labels."""
    products = weights[found.columns] * values[:, None]
    if not len(products):
        return np.zeros((len(found), weights.shape[1]), dtype=np.float32)
    sums: F32 = np.add.reduceat(products, found.starts[:-1], axis=0)
    return sums.astype(np.float32)


def margins(model: Model[Any, Any], docs: Sequence[Doc]) -> F32:
    """Raw margins (documents × labels): positive leans towards the label."""
    found = rows(docs)
    values = weigh(found, model.get_param("idf"), model.attrs["block_weights"])
    scores = linear(found, values, model.get_param("weights")) * model.get_param("scale")
    leaning: F32 = (scores + model.get_param("bias")).astype(np.float32)
    return leaning


def _forward(
    model: Model[list[Doc], Floats2d],
    docs: list[Doc],
    is_train: bool,  # noqa: ARG001  thinc's signature
) -> tuple[Floats2d, Callable[[Floats2d], list[Doc]]]:
    def backward(_: Floats2d) -> list[Doc]:
        raise NotImplementedError("trained by companion.classify.fit")

    raw = margins(model, docs)
    scores: Any = 1 / (1 + np.exp(-(raw * model.get_param("slope") + model.get_param("shift"))))
    return scores, backward
