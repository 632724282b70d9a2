"""`build.py model`: trains the shipped pipeline anew. `--check`: does the corpus give what ships?

The check trains into a folder of its own and compares the two by what they say of every comment
of the corpus: bytes may differ between processors, scores must not.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import build
from companion.classify import Classifier
from companion.contract import CommentText, Verdict

SCORE_TOLERANCE = 0.02
"""Largest difference of one score; rounding of stored weights stays far below."""

AGREEMENT = 0.999
"""Share of all labels that must be flagged alike."""


def train(*arguments: str) -> int:
    """Run the training script, which documents itself."""
    return build.run([sys.executable, "-m", "models.scripts.train", *arguments])


def corpus() -> list[CommentText]:
    """Every comment of the corpus."""
    files = sorted((build.ROOT / "models" / "corpus").glob("*.jsonl"))
    lines = (line for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return [CommentText(id=str(n), text=json.loads(line)["text"]) for n, line in enumerate(lines)]


def differences(shipped: Iterator[Verdict], trained: Iterator[Verdict]) -> tuple[float, float]:
    """Largest difference of a score, and the share of labels that are flagged alike."""
    largest, alike, labels = 0.0, 0, 0
    for one, other in zip(shipped, trained, strict=True):
        for left, right in zip(one.labels, other.labels, strict=True):
            largest = max(largest, abs(left.score - right.score))
            alike += left.flagged == right.flagged
            labels += 1
    return largest, alike / labels


def check() -> int:
    """Train apart and compare; 1 where the shipped pipeline is not what the corpus gives."""
    comments = corpus()
    with tempfile.TemporaryDirectory() as folder:
        if code := train("--out", folder):
            return code
        shipped = Classifier.load().classify(comments)
        trained = Classifier.load(Path(folder)).classify(comments)
        largest, alike = differences(shipped, trained)
    build.say(
        f"{len(comments)} kommentarer: {alike:.2%} lika, största skillnad {largest:.4f}",
        f"{len(comments)} comments: {alike:.2%} alike, largest difference {largest:.4f}",
    )
    return 0 if alike >= AGREEMENT and largest <= SCORE_TOLERANCE else 1


def main() -> int:
    """Train, or check."""
    parser = argparse.ArgumentParser(prog="build.py model")
    parser.add_argument("--check", action="store_true")
    return check() if parser.parse_args().check else train()


if __name__ == "__main__":
    sys.exit(build.guarded(main))
