"""The same split for other methods: writes peers.json, which the model card shows.

Needs the dependency group `peers` (scikit-learn, floret, presidio-analyzer); nothing of it ships.
One fifth of the batches is held out. Thresholds of every method that scores are chosen as ours
are, on half of the held-out batches, and measured on the other half.
`python -m models.scripts.compare [--words FILE …] [--text FILE …]`: word lists, one word a line, flag
profanity, insult, hate and sexual_violence; plain text gives the floret vectors more to learn from. `--only NAME …`
measures the methods whose names begin so, and leaves the others' last figures, with the number of comments they had.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.training import Example as SpacyExample
from spacy.util import fix_random_seed

from companion.classify import fit, pipeline
from companion.classify.features import F32
from companion.classify.fit import (
    Example,
    HeldOut,
    Prepared,
    folds,
    read_examples,
    training_files,
)
from companion.classify.layer import SEED, fit_both, margins_of, select
from companion.classify.lexicon import read_entries
from companion.classify.tune import Bools, choose_thresholds, with_breach
from companion.classify.verdict import CATEGORIES, LABELS
from models.scripts.measure import report
from models.scripts.train import MODELS

PEERS = MODELS / "peers.json"
EPOCHS = 10
WORD_LIST_LABELS = ("profanity", "insult", "hate", "sexual_violence")
PRESIDIO_LABELS = ("personal_data",)

Scorer = Callable[[Sequence[Example], Sequence[Example]], tuple[F32, float]]
"""(training, test) → scores (test × LABELS) and comments a second."""


def tfidf(training: Sequence[Example], test: Sequence[Example]) -> tuple[F32, float]:
    """Character n-grams by TF-IDF into logistic regression, one for each label."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier

    vectorizer = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True
    )
    model = OneVsRestClassifier(LogisticRegression(C=10, class_weight="balanced", max_iter=300))
    wanted = fit.truth(training).astype(int)
    model.fit(vectorizer.fit_transform([e.text for e in training]), wanted)
    began = time.perf_counter()
    scores = model.predict_proba(vectorizer.transform([e.text for e in test]))
    return scores.astype(np.float32), len(test) / (time.perf_counter() - began)


def spacy_textcat(architecture: dict[str, Any]) -> Scorer:
    """spaCy's own textcat_multilabel with one of its architectures."""

    def score(training: Sequence[Example], test: Sequence[Example]) -> tuple[F32, float]:
        fix_random_seed(SEED)
        nlp = spacy.blank("sv")
        textcat = nlp.add_pipe("textcat_multilabel", config={"model": architecture})
        for label in LABELS:
            textcat.add_label(label)  # type: ignore[attr-defined]
        pairs = [
            SpacyExample.from_dict(
                nlp.make_doc(e.text), {"cats": {x: float(x in e.labels) for x in LABELS}}
            )
            for e in training
        ]
        optimizer = nlp.initialize(lambda: pairs)
        dice = np.random.default_rng(SEED)
        for _ in range(EPOCHS):
            order = [pairs[i] for i in dice.permutation(len(pairs))]
            for at in range(0, len(order), 128):
                nlp.update(order[at : at + 128], sgd=optimizer, drop=0.2)
        began = time.perf_counter()
        docs = nlp.pipe([e.text for e in test], batch_size=128)
        rows = [[doc.cats[label] for label in LABELS] for doc in docs]
        return np.array(rows, dtype=np.float32), len(test) / (time.perf_counter() - began)

    return score


def floret_vectors(texts: Sequence[Path]) -> Scorer:
    """Averaged floret vectors, learned from the training comments and these texts, into logistic regression."""

    def score(training: Sequence[Example], test: Sequence[Example]) -> tuple[F32, float]:
        from sklearn.linear_model import LogisticRegression
        from sklearn.multiclass import OneVsRestClassifier

        vectors = _learn_vectors([_line(e.text) for e in training], texts)

        def embed(examples: Sequence[Example]) -> F32:
            lines = [vectors.get_sentence_vector(_line(e.text)) for e in examples]
            return np.array(lines, dtype=np.float32)

        model = OneVsRestClassifier(LogisticRegression(C=10, class_weight="balanced", max_iter=300))
        model.fit(embed(training), fit.truth(training).astype(int))
        began = time.perf_counter()
        scores = model.predict_proba(embed(test)).astype(np.float32)
        return scores, len(test) / (time.perf_counter() - began)

    return score


def _line(text: str) -> str:
    return " ".join(text.lower().split())


def _learn_vectors(lines: Sequence[str], texts: Sequence[Path]) -> Any:
    import floret

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "text.txt"
        more = (_line(line) for path in texts for line in path.open(encoding="utf-8"))
        source.write_text("\n".join((*lines, *more)), encoding="utf-8")
        return floret.train_unsupervised(
            str(source), mode="floret", model="cbow", dim=100, bucket=50_000, hashCount=2, minn=3,
            maxn=5, epoch=10, thread=1,
        )  # fmt: skip


def word_lists(paths: Sequence[Path]) -> Scorer:
    """Public word lists: any word of them flags four categories."""

    def score(_: Sequence[Example], test: Sequence[Example]) -> tuple[F32, float]:
        words = {
            w.strip().lower() for p in paths for w in p.read_text("utf-8").splitlines() if w.strip()
        }
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words)))})(?!\w)")
        began = time.perf_counter()
        hits = [pattern.search(e.text.lower()) is not None for e in test]
        speed = len(test) / (time.perf_counter() - began)
        return _only(WORD_LIST_LABELS, np.array(hits)), speed

    return score


def presidio(_: Sequence[Example], test: Sequence[Example]) -> tuple[F32, float]:
    """Presidio's pattern recognisers on a blank pipeline, for personal_data."""
    from presidio_analyzer import RecognizerRegistry, predefined_recognizers
    from presidio_analyzer.nlp_engine import NlpArtifacts

    registry = RecognizerRegistry(supported_languages=["sv"])
    names = (
        "SePersonnummerRecognizer",
        "EmailRecognizer",
        "IbanRecognizer",
        "CreditCardRecognizer",
    )
    recognizers = [getattr(predefined_recognizers, n)(supported_language="sv") for n in names]
    recognizers.append(
        predefined_recognizers.PhoneRecognizer(supported_language="sv", supported_regions=["SE"])
    )
    registry.recognizers = recognizers
    nothing = NlpArtifacts([], None, [], [], None, "sv")
    began = time.perf_counter()
    hits = [
        any(
            result.score >= 0.4
            for recognizer in recognizers
            for result in recognizer.analyze(e.text, recognizer.supported_entities, nothing) or ()
        )
        for e in test
    ]
    return _only(PRESIDIO_LABELS, np.array(hits)), len(test) / (time.perf_counter() - began)


def _only(labels: Sequence[str], hits: Bools) -> F32:
    scores = np.zeros((len(hits), len(LABELS)), dtype=np.float32)
    for label in labels:
        scores[:, LABELS.index(label)] = hits
    return scores


def ours(training: Sequence[Example], test: Sequence[Example]) -> tuple[F32, float]:
    """Our pipeline, trained on the training part alone."""
    prepared = Prepared.of(read_entries(MODELS / "lexicon"), [*training, *test])
    inside = np.arange(len(training))
    outside = np.arange(len(training), len(training) + len(test))
    wanted = with_breach(prepared.wanted)
    layer = fit_both(select(prepared.clean, inside), select(prepared.rough, inside), wanted[inside])
    margins = margins_of(layer, select(prepared.clean, outside), pipeline.BLOCK_WEIGHTS)
    held = HeldOut.of(prepared.docs[len(training) :], margins, wanted[outside])
    metrics = json.loads((MODELS / "metrics.json").read_text(encoding="utf-8"))
    return held.scores, metrics["speed"]["pipeline"]


_BOW = {
    "@architectures": "spacy.TextCatBOW.v3",
    "exclusive_classes": False,
    "ngram_size": 2,
    "no_output_layer": False,
}
_ENSEMBLE = {
    "@architectures": "spacy.TextCatEnsemble.v2",
    "tok2vec": {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "pretrained_vectors": None,
        "width": 96,
        "depth": 2,
        "embed_size": 4000,
        "window_size": 1,
        "maxout_pieces": 3,
        "subword_features": True,
    },
    "linear_model": _BOW,
}


def methods(lists: Sequence[Path], texts: Sequence[Path]) -> Iterator[tuple[str, Scorer]]:
    """Names and scorers, ours first."""
    yield "Uppsikt", ours
    yield "TF-IDF, tecken 2–5, logistisk regression", tfidf
    yield "spaCy TextCatBOW", spacy_textcat(_BOW)
    yield "spaCy TextCatEnsemble (CNN + BOW)", spacy_textcat(_ENSEMBLE)
    yield "floret-vektorer, logistisk regression", floret_vectors(texts)
    if lists:
        yield "öppna ordlistor (4 kategorier)", word_lists(lists)
    yield "Presidio (personal_data)", presidio


def main() -> None:
    """Compare and write peers.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=Path, nargs="*", default=[])
    parser.add_argument("--text", type=Path, nargs="*", default=[])
    parser.add_argument("--only", nargs="*", default=[""], metavar="NAME")
    asked = parser.parse_args()
    examples = read_examples(training_files(MODELS / "corpus"))
    fold = folds([e.batch for e in examples], 10)
    training = [e for e, k in zip(examples, fold, strict=True) if k > 1]
    tuning = [e for e, k in zip(examples, fold, strict=True) if k == 0]
    test = [e for e, k in zip(examples, fold, strict=True) if k == 1]
    rows = {row["name"]: row for row in json.loads(PEERS.read_text(encoding="utf-8"))}
    for name, scorer in methods(asked.words, asked.text):
        if not name.startswith(tuple(asked.only)):
            continue
        scores, speed = scorer(training, [*tuning, *test])
        lawful = np.array([e.lawful for e in tuning])
        criticism = np.array([e.criticism for e in tuning])
        chosen = choose_thresholds(scores[: len(tuning)], fit.truth(tuning), lawful, criticism)
        limits = np.array([chosen[label] for label in LABELS])
        figures = report(name, test, scores[len(tuning) :] >= limits)
        own = {q.label: q.f1 for q in figures.labels if q.label in CATEGORIES}
        rows[name] = {
            "name": name,
            "comments": len(examples),
            "macro_f1": figures.macro_f1,
            "lawful_flagged": figures.lawful_flagged,
            "speed": speed,
            "f1": own,
        }
        print(
            f"{name}: {figures.macro_f1:.3f}, {figures.lawful_flagged:.1%}, {speed:,.0f}/s",
            flush=True,
        )
    table = json.dumps(list(rows.values()), ensure_ascii=False, indent=1)
    PEERS.write_text(table + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
