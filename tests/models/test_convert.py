"""convert: a batch as it was written becomes lines of the corpus, and a faulty one says where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.scripts.convert import BatchFaulty, convert, rows

BATCH = """\
VOICE: ishall, pappa 47
@ criticism_of_decision | -
Varför stänger ni hallen?⏎Alltid i mars.
[question, case] När får jag svar
@ insult_condescending | insult

#a1 du kan inte läsa en budget
[]#a1 nämnden kan inte läsa en budget
#a1 [profanity] nämnden kan för fan inte läsa
@Kalle fan vilken tomte
[insult,profanity] fan vilken tomte
[skratt] är inga etiketter
"""


def _written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "x-b01-ishall.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_labels_groups_and_line_breaks_are_read(tmp_path: Path) -> None:
    found = list(rows(_written(tmp_path, BATCH.replace("[skratt] är inga etiketter\n", ""))))
    assert [row["labels"] for row in found] == [
        [], ["question", "case"], ["insult"], [], ["profanity"], ["insult"], ["insult", "profanity"]
    ]  # fmt: skip
    assert found[0]["text"] == "Varför stänger ni hallen?\nAlltid i mars."
    assert {row["group"] for row in found[2:5]} == {"x-b01-ishall/a1"}
    assert [row["id"] for row in found][:2] == ["x-b01-001", "x-b01-002"]
    assert found[5]["functionality"] == "insult_condescending"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (BATCH, "line 12"),
        ("VOICE: a\nen kommentar", "line 2"),
        ("@ x | -\nen kommentar", "line 2"),
        ("VOICE: a\n@ x y | -", "line 2"),
    ],
)
def test_a_faulty_batch_names_the_line(tmp_path: Path, text: str, line: str) -> None:
    with pytest.raises(BatchFaulty, match=line):
        list(rows(_written(tmp_path, text)))


def test_voices_are_kept_beside_the_comments(tmp_path: Path) -> None:
    path = _written(tmp_path, "VOICE: a\n@ x | -\nhej\n")
    (tmp_path / "voices.json").write_text('{"w": "b"}', encoding="utf-8")
    assert convert([path], tmp_path / "x.jsonl", tmp_path / "voices.json") == 1
    assert json.loads((tmp_path / "voices.json").read_text("utf-8")) == {
        "w": "b",
        "x-b01-ishall": "a",
    }
