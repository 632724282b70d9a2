"""From held-out margins to scores and thresholds: calibration, and what lawful comments may cost.

Everything here is fed with margins that cross-validation gave, never with those of a model that
saw the comment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from companion.classify.features import F32
from companion.classify.verdict import CATEGORIES, LABELS, Verdicts

MOST_LAWFUL, MOST_CRITICISM = 0.023, 0.035
"""Most false flags on held-out lawful comments and on criticism among them (A3)."""

ALARM = "distress"
"""The one category that is an alarm and no ground: a missed one costs more than a false one."""

ALARM_RECALL, ALARM_LAWFUL = 0.95, 0.015
"""What is sought for the alarm, and the false alarms on lawful comments it may cost."""

BREACH = 0.3
"""How much of the leaning towards any breach each ground takes over; the best of 0, 0.2, 0.4, 0.7, 1."""

Bools = npt.NDArray[np.bool_]


def calibrate(margins: F32, wanted: Bools) -> tuple[F32, F32]:
    """Slope and shift for each label (Platt 1999, with his smoothed targets), by Newton's method."""
    slopes = np.ones(wanted.shape[1], dtype=np.float32)
    shifts = np.zeros(wanted.shape[1], dtype=np.float32)
    for j in range(wanted.shape[1]):
        positives = int(wanted[:, j].sum())
        high, low = (positives + 1) / (positives + 2), 1 / (len(wanted) - positives + 2)
        target = np.where(wanted[:, j], high, low)
        design = np.stack((margins[:, j], np.ones(len(wanted))), axis=1).astype(np.float64)
        guess = np.array([2.0, 0.0])
        for _ in range(50):
            score = 1 / (1 + np.exp(-np.clip(design @ guess, -30, 30)))
            slope = design.T @ (score - target) + 1e-6 * guess
            curve = (design * (score * (1 - score))[:, None]).T @ design + 1e-6 * np.eye(2)
            step = np.linalg.solve(curve, slope)
            guess -= np.clip(step, -2, 2)
        slopes[j], shifts[j] = guess
    return slopes, shifts


def with_breach(wanted: Bools) -> Bools:
    """The labels with one more column: whether the comment belongs to any category at all."""
    breach: Bools = np.any(wanted[:, : len(CATEGORIES)], axis=1)
    return np.column_stack((wanted, breach))


@dataclass(frozen=True, slots=True)
class Share:
    """How margins with the column of `with_breach` become margins of the labels alone.

    A lawful comment is wronged whichever ground flags it, so each ground leans a little on the
    margin for any breach. A weighted sum, so a trained layer takes it in and costs no more.
    """

    matrix: F32
    """(labels + 1) × labels."""
    offset: F32
    """labels."""

    @classmethod
    def of(cls, margins: F32, wanted: Bools) -> Share:
        """From held-out margins and the labels, both with the column of any breach."""
        slopes, shifts = calibrate(margins, wanted)
        grounds = np.array([label in CATEGORIES and label != ALARM for label in LABELS])
        breach = np.where(grounds, BREACH, 0).astype(np.float32)
        matrix = np.vstack((np.diag(slopes[:-1]), breach * slopes[-1])).astype(np.float32)
        return cls(matrix, (shifts[:-1] + breach * shifts[-1]).astype(np.float32))

    def __call__(self, margins: F32) -> F32:
        """Margins of the labels."""
        shared: F32 = margins @ self.matrix + self.offset
        return shared


def combined(docs: Sequence[Doc], scores: F32) -> F32:
    """Learned scores with the rules applied, as the pipeline's verdict does."""
    judge = Verdicts()
    out = np.empty_like(scores)
    for i, doc in enumerate(docs):
        doc.cats = dict(zip(LABELS, map(float, scores[i]), strict=True))
        judge(doc)
        out[i] = [doc.cats[label] for label in LABELS]
    return out


def choose_thresholds(
    scores: F32, wanted: Bools, lawful: Bools, criticism: Bools
) -> dict[str, float]:
    """Thresholds with the best sum of F1 that leave lawful comments alone (A3).

    Each false flag on a lawful comment has a price; the price rises until the budgets hold, so
    the strictest thresholds fall where strictness costs least. Hints have no price; the alarm has
    a budget of its own.
    """
    count = len(CATEGORIES)
    alarm = LABELS.index(ALARM)
    judged = [j for j in range(count) if j != alarm]
    limits = np.ones(len(LABELS))
    for price in np.concatenate(([0.0], np.geomspace(1e-5, 1.0, 120))):
        for j in judged:
            limits[j] = _best(scores[:, j], wanted[:, j], lawful, price)
        flags: Bools = np.any(scores[:, judged] >= limits[judged], axis=1)
        rates = _rate(flags, lawful), _rate(flags, criticism)
        if rates[0] <= MOST_LAWFUL - ALARM_LAWFUL / 2 and rates[1] <= MOST_CRITICISM:
            break
    limits[alarm] = _alarm(scores[:, alarm], wanted[:, alarm], lawful)
    for j in range(count, len(LABELS)):
        limits[j] = _best(scores[:, j], wanted[:, j], lawful, 0.0)
    return {label: round(float(limit), 3) for label, limit in zip(LABELS, limits, strict=True)}


def _rate(flags: Bools, among: Bools) -> float:
    return float(flags[among].mean()) if among.any() else 0.0


def _best(scores: F32, wanted: Bools, lawful: Bools, price: float) -> float:
    """The threshold with the best F1 less the price of the lawful comments it flags."""
    values = np.linspace(0.05, 0.99, 95)
    groups = np.sort(scores), np.sort(scores[wanted]), np.sort(scores[lawful & ~wanted])
    flags, hits, wrong = (len(group) - np.searchsorted(group, values) for group in groups)
    measure = 2 * hits / np.maximum(flags + wanted.sum(), 1)
    return float(values[int(np.argmax(measure - price * wrong))])


def _alarm(scores: F32, wanted: Bools, lawful: Bools) -> float:
    """The highest threshold that gives the recall sought, or the lowest within the budget."""
    sought = float(np.quantile(scores[wanted], 1 - ALARM_RECALL)) if wanted.any() else 0.5
    allowed = float(np.quantile(scores[lawful], 1 - ALARM_LAWFUL)) if lawful.any() else 0.5
    return max(sought, allowed, 0.05)
