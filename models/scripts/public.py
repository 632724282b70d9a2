"""Text that nobody here wrote: what the pipeline says of public sets, where a folder of them lies.

Nothing of them is trained on or committed. They are not municipal comments and their labels are not ours, so the
figures say two things only: how often ordinary Swedish text is flagged, and how much is seen of what others call
offensive in English and Danish.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from companion.classify import Classifier
from companion.contract import CommentText


class Set(NamedTuple):
    """A public set: its name, licence, and its texts with whether others call them offensive."""

    name: str
    licence: str
    rows: Callable[[Path], Iterator[tuple[str, bool]]]


def _commonvoice(folder: Path) -> Iterator[tuple[str, bool]]:
    lines = (folder / "commonvoice" / "commonvoice_sv_sentences.txt").read_text(encoding="utf-8")
    yield from ((line.strip(), False) for line in lines.splitlines() if line.strip())


def _argumentation(folder: Path) -> Iterator[tuple[str, bool]]:
    for part in ("train", "dev", "test"):
        path = folder / "argumentation" / f"argumentation-sentences_{part}.jsonl"
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["sentence"], False


def _swefaq(folder: Path) -> Iterator[tuple[str, bool]]:
    for path in sorted((folder / "swefaq").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["question"], False


def _hatecheck(folder: Path) -> Iterator[tuple[str, bool]]:
    with (folder / "hatecheck" / "all_cases.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["test_case"], row["label_gold"] == "hateful"


def _dkhate(folder: Path) -> Iterator[tuple[str, bool]]:
    path = folder / "dkhate" / "offenseval-da-test-v1.tsv"
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        _, text, label = line.split("\t")[:3]
        yield text, label == "OFF"


def _edos(folder: Path) -> Iterator[tuple[str, bool]]:
    path = folder / "edos" / "edos_labelled_aggregated.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["split"] == "test":
                yield row["text"], row["label_sexist"] == "sexist"


SETS = (
    Set("Common Voice, upplästa meningar (svenska)", "CC0", _commonvoice),
    Set("SuperLim, debattmeningar (svenska, översatta)", "CC BY 4.0", _argumentation),
    Set("SuperLim, frågor till myndigheter (svenska)", "CC BY 4.0", _swefaq),
    Set("HateCheck (engelska)", "CC BY 4.0", _hatecheck),
    Set("DKhate (danska)", "CC BY 4.0", _dkhate),
    Set("EDOS, sexism (engelska)", "CC0", _edos),
)


def measure(classifier: Classifier, folder: Path) -> list[dict[str, object]]:
    """For each set: texts, and the share flagged of those that others call offensive and of the rest.

    Raises OSError where a set is missing.
    """
    return [_figures(classifier, one, list(one.rows(folder))) for one in SETS]


def _figures(
    classifier: Classifier, chosen: Set, rows: Sequence[tuple[str, bool]]
) -> dict[str, object]:
    verdicts = classifier.classify(CommentText(id="x", text=text) for text, _ in rows)
    flagged = [any(label.flagged for label in verdict.labels) for verdict in verdicts]

    def share(offensive: bool) -> float | None:
        among = [flag for flag, (_, bad) in zip(flagged, rows, strict=True) if bad is offensive]
        return sum(among) / len(among) if among else None

    return {
        "name": chosen.name,
        "licence": chosen.licence,
        "texts": len(rows),
        "offensive_flagged": share(True),
        "other_flagged": share(False),
    }
