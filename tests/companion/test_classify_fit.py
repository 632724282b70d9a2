"""Training: deterministic, by batch, thresholds that leave lawful comments alone; learning on site."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.classify import Classifier
from companion.classify.augment import roughened
from companion.classify.fit import Example, folds, train
from companion.classify.layer import Linear, shared
from companion.classify.learn import FEWEST, LocalDecision, install, learn, undo
from companion.classify.lexicon import Entry
from companion.classify.tune import ALARM, Bools, Share, calibrate, choose_thresholds, with_breach
from companion.classify.verdict import CATEGORIES, LABELS
from companion.contract import Category, CommentText

ENTRIES = [Entry("idiot", "insult", 2, "last", "skällsord", ("idiot", "idioter"))]
RUDE = ("din {} kan inget", "vilken {} du är", "{} som svarar här", "ni är {} allihop", "tyst {}")
KIND = ("tack för {}", "när öppnar {} igen", "vi gillar {}", "bra att {} finns", "var ligger {}")
NOUNS = ("idiot", "tomte", "stolle", "idioter", "toffel", "fjant")
THINGS = ("simhallen", "biblioteket", "parken", "skolan", "isbanan", "torget")


def examples() -> list[Example]:
    """Sixty small comments in six batches, insults and thanks."""
    rows = []
    for batch, (noun, thing) in enumerate(zip(NOUNS, THINGS, strict=True)):
        pairs = [(form.format(noun), frozenset({"insult"})) for form in RUDE]
        pairs += [(form.format(thing), frozenset()) for form in KIND]
        for n, (text, labels) in enumerate(pairs):
            name = f"{batch}-{n}"
            rows.append(
                Example(name, text, labels, "test", f"b{batch}", not labels, criticism=False)
            )
    return rows


def test_training_twice_gives_the_same_pipeline(tmp_path: Path) -> None:
    texts = ["din idiot", "tack för parken", "okänt"]
    answers = []
    for name in ("one", "two"):
        train(ENTRIES, examples(), "1.2.3").to_disk(tmp_path / name)
        loaded = Classifier.load(tmp_path / name)
        assert loaded.name == "uppsikt_sv 1.2.3"
        answers.append(list(loaded.classify(CommentText(id="x", text=text) for text in texts)))
    assert answers[0] == answers[1]


@given(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=60))
def test_a_batch_never_straddles_the_folds(batches: list[str]) -> None:
    fold = folds(batches)
    for batch in set(batches):
        assert len({int(k) for k, b in zip(fold, batches, strict=True) if b == batch}) == 1


def test_calibrated_scores_mean_what_they_say() -> None:
    dice = np.random.default_rng(1)
    chance = dice.random((4000, 1))
    wanted = dice.random((4000, 1)) < chance
    margins = (np.log(chance / (1 - chance)) / 3).astype(np.float32)
    slopes, shifts = calibrate(margins, wanted)
    scores = 1 / (1 + np.exp(-(margins * slopes + shifts)))
    assert np.abs(scores - chance).mean() < 0.03


def test_the_share_of_any_breach_lies_in_the_weights_themselves() -> None:
    """A3: a lawful comment is wronged whichever ground flags it; the alarm and the hints stand alone."""
    dice = np.random.default_rng(3)
    wanted = with_breach(dice.random((500, len(LABELS))) < 0.1)
    assert (wanted[:, -1] == wanted[:, : len(CATEGORIES)].any(axis=1)).all()
    margins = (wanted * 2 - 1 + dice.normal(size=wanted.shape)).astype(np.float32)
    share = Share.of(margins, wanted)
    weights = dice.normal(size=(20, wanted.shape[1])).astype(np.float32)
    layer = Linear(weights, weights[0] / 2, np.ones(20, np.float32))
    rows = dice.random((9, 20)).astype(np.float32)
    folded = shared(layer, share)
    assert folded.weights.shape == (20, len(LABELS))
    assert np.allclose(
        rows @ folded.weights + folded.bias, share(rows @ weights + layer.bias), atol=1e-3
    )
    alone = [label == ALARM or label not in CATEGORIES for label in LABELS]
    assert ((share.matrix[-1] == 0) == alone).all()


def test_thresholds_keep_the_budget_for_lawful_comments() -> None:
    """A3: false flags are harm."""
    dice = np.random.default_rng(2)
    wanted = dice.random((3000, len(LABELS))) < 0.05
    noise = dice.random(wanted.shape)
    scores = np.clip(0.35 * wanted + 0.65 * noise, 0, 1).astype(np.float32)
    lawful: Bools = ~np.any(wanted[:, :11], axis=1)
    limits = choose_thresholds(scores, wanted, lawful, lawful)
    row = np.array([limits[label] for label in LABELS])
    flags: Bools = np.any((scores >= row)[:, :11], axis=1)
    assert flags[lawful].mean() <= 0.04
    assert flags[~lawful].any()


@given(st.text(max_size=200))
def test_a_roughened_copy_is_always_the_same(text: str) -> None:
    assert roughened(text, 1) == roughened(text, 1)


def test_learning_needs_enough_decisions(tmp_path: Path) -> None:
    few = [LocalDecision("din ärta", Category.INSULT)] * (FEWEST * 2)  # one and the same text
    learned = learn(few, ENTRIES, examples(), tmp_path / "pipeline", "1.0.1")
    assert not learned.installed
    assert not (tmp_path / "pipeline").exists()


def test_what_was_learned_is_installed_and_can_be_undone(tmp_path: Path) -> None:
    target = tmp_path / "pipeline"
    words = [f"{a}{b}" for a in ("grus", "snö", "sop", "bil", "hund", "bad") for b in "abcdefgh"]
    decisions = [LocalDecision(f"du är en fluffmaja {word}", Category.INSULT) for word in words]
    decisions += [LocalDecision(f"hej {word} på torget", None) for word in words]
    told: list[tuple[int, int]] = []
    learned = learn(decisions, ENTRIES, examples(), target, "1.0.1", lambda *far: told.append(far))
    assert learned.installed
    assert [done for done, _ in told] == list(range(1, told[-1][1] + 1))
    assert learned.new_local > learned.old_local
    assert Classifier.load(target).name == "uppsikt_sv 1.0.1"
    install(train(ENTRIES, examples(), "1.0.2"), target)
    assert Classifier.load(target).name == "uppsikt_sv 1.0.2"
    assert undo(target)
    assert Classifier.load(target).name == "uppsikt_sv 1.0.1"
    assert undo(target)
    assert not undo(target)


def test_decisions_that_make_it_worse_are_not_installed(tmp_path: Path) -> None:
    target = tmp_path / "pipeline"
    poison = [LocalDecision(example.text, None) for example in examples()]
    poison += [LocalDecision(e.text + " nu", Category.INSULT) for e in examples() if e.lawful]
    learned = learn(poison, ENTRIES, examples(), target, "1.0.1")
    assert not learned.installed
    assert not target.exists()


@pytest.mark.parametrize("text", ["", " ", "a"])
def test_the_shortest_texts_can_be_roughened(text: str) -> None:
    assert isinstance(roughened(text, 3), str)
