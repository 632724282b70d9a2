"""Train the pipeline: lexicon and corpus in, a folder that spaCy loads out."""

from __future__ import annotations

import argparse
import itertools
import sys
import time
from pathlib import Path

from companion.classify.fit import (
    READING_STEPS,
    TRAINING_STEPS,
    read_examples,
    train,
    training_files,
)
from companion.classify.lexicon import read_entries

MODELS = Path(__file__).resolve().parents[1]
VERSION = "0.2.0"


def main() -> None:
    """Command line: `python -m models.scripts.train [--out FOLDER]`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=MODELS / "pipeline")
    out: Path = parser.parse_args().out
    began = time.perf_counter()
    examples = read_examples(training_files(MODELS / "corpus"))
    done = itertools.count(1)

    def step() -> None:
        share = 100 * next(done) // (READING_STEPS + TRAINING_STEPS)
        print(f"\r{share} %", end="", file=sys.stderr, flush=True)

    nlp = train(read_entries(MODELS / "lexicon"), examples, VERSION, step)
    print(file=sys.stderr)
    nlp.to_disk(out)
    print(f"{len(examples)} comments, {time.perf_counter() - began:.0f} s → {out}")


if __name__ == "__main__":
    main()
