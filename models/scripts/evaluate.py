"""Measure the shipped pipeline and write metrics.json and MODEL_CARD.md.

`python -m models.scripts.evaluate`. Two measures, kept apart: cross-validation by batch on the
corpus (no comment is judged by a model that saw its author's batch), and the comments of
corpus/held.jsonl, which were written apart and are never trained on.
"""

from __future__ import annotations

import json
import time
from pathlib import Path

import numpy as np

from companion.classify import Classifier
from companion.classify.fit import Prepared, read_examples
from companion.classify.lexicon import read_entries
from companion.classify.verdict import LABELS
from models.scripts.card import write_card
from models.scripts.measure import flags_of, report, speed

MODELS = Path(__file__).resolve().parents[1]


def main() -> None:
    """Measure and write."""
    corpus = sorted((MODELS / "corpus").glob("*.jsonl"))
    examples = read_examples(path for path in corpus if path.stem != "held")
    held = read_examples(path for path in corpus if path.stem == "held")
    began = time.process_time()
    classifier = Classifier.load()
    load = time.process_time() - began
    speeds = speed(classifier, [example.text for example in examples[::5]])
    lawful = speed(classifier, [e.text for e in examples if e.lawful][::5])["pipeline"]
    entries = read_entries(MODELS / "lexicon")
    prepared = Prepared.of(entries, examples)
    scores, _, _ = prepared.held_out()
    limits = prepared.thresholds(scores)
    reports = [
        report(
            "korsvalidering per omgång",
            examples,
            scores >= np.array([limits[label] for label in LABELS]),
        )
    ]
    if held:
        reports.append(report("skrivet för sig", held, flags_of(classifier, held)))
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
    }
    (MODELS / "metrics.json").write_text(
        json.dumps(metrics, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    write_card(MODELS)


if __name__ == "__main__":
    main()
