"""Measure the shipped pipeline and write metrics.json and MODEL_CARD.md.

`python -m models.scripts.evaluate [--public FOLDER]`. Measures kept apart: cross-validation by batch on the corpus (no
comment is judged by a model that saw its author's batch); the comments of corpus/held*.jsonl, which were written apart
and are never trained on; and public sets by others, where a folder holds them (without it the last figures stay).
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

import numpy as np

from companion.classify import Classifier
from companion.classify.fit import Prepared, held_files, read_examples, training_files
from companion.classify.lexicon import read_entries
from companion.classify.verdict import LABELS
from models.scripts.card import write_card
from models.scripts.measure import flags_of, report, speed
from models.scripts.public import measure
from models.scripts.train import MODELS

METRICS = MODELS / "metrics.json"
HELD_TITLES = (
    "skrivet för sig, första sviten",
    "skrivet för sig, andra sviten",
    "skrivet för sig, tredje sviten",
)
"""Of corpus/held*.jsonl, in the files' order."""


def _last() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(METRICS.read_text(encoding="utf-8"))
    return found


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--public", type=Path, metavar="FOLDER")
    public: Path | None = parser.parse_args().public
    examples = read_examples(training_files(MODELS / "corpus"))
    began = time.process_time()
    classifier = Classifier.load()
    load = time.process_time() - began
    speeds = speed(classifier, [example.text for example in examples[::5]])
    lawful = speed(classifier, [e.text for e in examples if e.lawful][::5])["pipeline"]
    entries = read_entries(MODELS / "lexicon")
    prepared = Prepared.of(entries, examples)
    scores = prepared.held_out().scores
    limits = prepared.thresholds(scores)
    reports = [
        report(
            "korsvalidering per omgång",
            examples,
            scores >= np.array([limits[label] for label in LABELS]),
        )
    ]
    for path, title in zip(held_files(MODELS / "corpus"), HELD_TITLES, strict=True):
        held = read_examples([path])
        reports.append(report(title, held, flags_of(classifier, held)))
    sizes = {
        "bytes": sum(p.stat().st_size for p in (MODELS / "pipeline").rglob("*") if p.is_file()),
        "terms": len(entries),
        "exceptions": sum(entry.kind == "except" for entry in entries),
    }
    metrics = {
        "name": classifier.name,
        "reports": [one.as_dict() for one in reports],
        "thresholds": limits,
        "sizes": sizes,
        "speed": {**speeds, "lawful": lawful, "load_seconds": load},
        "public": measure(classifier, public) if public else _last().get("public", []),
    }
    METRICS.write_text(json.dumps(metrics, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    write_card(MODELS)


if __name__ == "__main__":
    main()
