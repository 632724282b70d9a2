"""Learning on site: the shipped corpus and the moderators' own decisions give a new pipeline.

Nothing leaves the machine. The new pipeline is installed only if it is not worse on comments that
neither old nor new was trained on, of the corpus and of the local decisions alike; the one before
it is kept beside it, and `undo` brings it back. Consent is the caller's matter (settings).
"""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
from spacy.language import Language

from companion.classify.fit import (
    READING_STEPS,
    TRAINING_STEPS,
    Example,
    Prepared,
    folds,
    trained,
)
from companion.classify.layer import EPOCHS, Step, fit_both, margins_of, select
from companion.classify.lexicon import Entry
from companion.classify.pipeline import BLOCK_WEIGHTS
from companion.classify.tune import Bools
from companion.classify.verdict import CATEGORIES
from companion.contract import Category

FEWEST = 30
"""Local decisions below which nothing is learned."""

HELD = 4
"""One local decision in so many is kept for the comparison."""

TOLERANCE = 0.005
"""F1 by which the new may fall short of the old and still count as not worse."""

_LOCAL = "local"


@dataclass(frozen=True, slots=True)
class LocalDecision:
    """What a moderator decided about a comment; None: it was kept, and breaks no rule."""

    text: str
    category: Category | None


@dataclass(frozen=True, slots=True)
class Learned:
    """How old and new compare (micro-F1 over the categories), and whether the new was installed."""

    decisions: int
    old_corpus: float
    new_corpus: float
    old_local: float
    new_local: float
    installed: bool
    why: str


Progress = Callable[[int, int], None]
"""Told how many steps are done, of how many."""


def learn(
    decisions: Iterable[LocalDecision],
    entries: Sequence[Entry],
    corpus: Sequence[Example],
    target: Path,
    version: str,
    progress: Progress = lambda _done, _all: None,
) -> Learned:
    """Train on corpus and decisions, compare, and install into `target` if not worse.

    `entries` and `corpus` are the shipped ones. Raises OSError where `target` cannot be written.
    """
    step = _counted(progress, READING_STEPS + 2 * EPOCHS + TRAINING_STEPS)
    local = _examples(decisions)
    if len(local) < FEWEST:
        why = f"för få beslut att lära av: {len(local)} av minst {FEWEST}"
        return Learned(len(local), 0.0, 0.0, 0.0, 0.0, installed=False, why=why)
    prepared = Prepared.of(entries, [*corpus, *local], step)
    compared = _compare(prepared, len(corpus), step)
    worse = (
        compared.new_corpus < compared.old_corpus - TOLERANCE
        or compared.new_local < compared.old_local
    )
    if worse:
        return compared
    install(trained(prepared, entries, version, step), target)
    why = "den nya är inte sämre och används från och med nu"
    return Learned(
        len(local), compared.old_corpus, compared.new_corpus, compared.old_local,
        compared.new_local, installed=True, why=why,
    )  # fmt: skip


def install(nlp: Language, target: Path) -> None:
    """Write a pipeline beside `target`, then put it in its place; the one before is kept."""
    fresh, before = _beside(target, "new"), _beside(target, "before")
    shutil.rmtree(fresh, ignore_errors=True)
    nlp.to_disk(fresh)
    if target.exists():
        shutil.rmtree(before, ignore_errors=True)
        target.rename(before)
    fresh.rename(target)


def undo(target: Path) -> bool:
    """The way back: the pipeline before the last one, or the shipped one. False: nothing to undo."""
    before = _beside(target, "before")
    if not target.exists():
        return False
    shutil.rmtree(target)
    if before.exists():
        before.rename(target)
    return True


def _beside(target: Path, name: str) -> Path:
    return target.with_name(f"{target.name}.{name}")


def _examples(decisions: Iterable[LocalDecision]) -> list[Example]:
    """Each text once, with all categories it was removed as."""
    labels: dict[str, set[str]] = {}
    for decision in decisions:
        named = {decision.category.value} if decision.category else set()
        labels.setdefault(decision.text, set()).update(named)
    return [
        Example(f"local-{n}", text, frozenset(named), _LOCAL, _LOCAL, not named, criticism=False)
        for n, (text, named) in enumerate(sorted(labels.items()))
    ]


def _counted(progress: Progress, total: int) -> Step:
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        progress(done, total)

    return step


def _compare(prepared: Prepared, shipped: int, step: Step) -> Learned:
    """Train with and without the local decisions on the same part of the corpus; judge the rest.

    `shipped`: how many of the examples, the first ones, are the corpus's.
    """
    corpus, local = prepared.examples[:shipped], prepared.examples[shipped:]
    is_local = np.arange(len(prepared.examples)) >= shipped
    held = np.concatenate(
        (
            folds([example.batch for example in corpus]) == 0,
            [zlib.crc32(example.text.encode()) % HELD == 0 for example in local],
        )
    )
    found: list[Bools] = []
    for allowed in (~held & ~is_local, ~held):
        chosen = np.flatnonzero(allowed)
        layer = fit_both(
            select(prepared.clean, chosen),
            select(prepared.rough, chosen),
            prepared.wanted[chosen],
            step,
        )
        found.append(margins_of(layer, prepared.clean, BLOCK_WEIGHTS) > 0)
    old, new = found
    scores = [
        _f1(flags[part], prepared.wanted[part])
        for part in (held & ~is_local, held & is_local)
        for flags in (old, new)
    ]
    return Learned(
        len(local), *cast(tuple[float, float, float, float], tuple(scores)), installed=False,
        why="den nya är sämre på undanhållna kommentarer och används inte",
    )  # fmt: skip


def _f1(flags: Bools, wanted: Bools) -> float:
    """Micro-F1 over the categories; 1 where there is nothing to find and nothing was found."""
    flags, wanted = flags[:, : len(CATEGORIES)], wanted[:, : len(CATEGORIES)]
    total = int(flags.sum() + wanted.sum())
    return 2 * int((flags & wanted).sum()) / total if total else 1.0
