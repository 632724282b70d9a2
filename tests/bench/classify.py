"""A batch of 50 comments over HTTP, beside spaCy's tokenizer alone on the same texts."""

from __future__ import annotations

import itertools
import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import spacy

from tests.bench.figures import Figure, timed, times
from tests.e2e.companion import ROOT, Client, Companion, Refused

BATCH = 50
ROUNDS = 100
WARM = 10


def texts() -> list[str]:
    """The corpus's own comments, in its order; without them nothing would be measured."""
    found = [
        str(json.loads(line)["text"])
        for file in sorted((ROOT / "models" / "corpus").glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    if len(found) < BATCH:
        raise RuntimeError("models/corpus holds no comments")
    return found


def batches() -> Iterator[list[str]]:
    """Fifty comments at a time, no two batches alike until the corpus is used up."""
    endless = itertools.cycle(texts())
    while True:
        yield list(itertools.islice(endless, BATCH))


def wait_for_classifier(client: Client) -> None:
    """The pipeline loads in the background; a request meanwhile is refused with a word."""
    while True:
        try:
            client.call("classify", {"comments": [{"id": "0", "text": "hej"}]})
        except Refused as problem:
            if problem.code != "classifier_loading":
                raise
            time.sleep(0.1)
        else:
            return


def figures() -> list[Figure]:
    """One line: the request beside the tokenizer."""
    tokenizer = spacy.blank("sv").tokenizer
    asked, tokenized = [], []
    with tempfile.TemporaryDirectory() as folder, Companion(Path(folder)) as companion:
        client = Client.paired(companion)
        wait_for_classifier(client)
        for number, batch in enumerate(itertools.islice(batches(), WARM + ROUNDS)):
            comments = [{"id": str(place), "text": text} for place, text in enumerate(batch)]
            over_http = timed(client.call, "classify", {"comments": comments})
            alone = timed(list, map(tokenizer, batch))
            if number >= WARM:
                asked.append(over_http)
                tokenized.append(alone)
    whole, part = times(asked), times(tokenized)
    beside = f"tokenizer alone: {part} ({whole.p50 / part.p50:.1f}×)"
    return [Figure(f"{BATCH} comments classified over HTTP", str(whole), beside, "p95 ≤ 25 ms")]
