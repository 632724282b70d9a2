"""`python -m companion classify`: JSON Lines in and out, a bad line told with its number."""

from __future__ import annotations

import io
import json
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from companion.classify import Classifier
from companion.classify.stream import classify_stream
from companion.contract import Category


@cache
def classifier() -> Classifier:
    """Loaded once for the module."""
    return Classifier.load()


def run(lines: list[str | bytes]) -> tuple[int, list[dict[str, object]], str]:
    """Exit code, answers, and what was said on stderr."""
    out, err = io.StringIO(), io.StringIO()
    code = classify_stream(lines, out, err, classifier())
    return code, [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue()


def test_every_line_is_answered_with_all_categories_in_order() -> None:
    code, answers, said = run(['{"id":"a","text":"din idiot"}\n', b'{"id":"b","text":"hej"}\n'])
    assert (code, said) == (0, "")
    assert [answer["id"] for answer in answers] == ["a", "b"]
    for answer in answers:
        assert list(answer) == ["id", "labels", "hints"]
        labels = answer["labels"]
        assert isinstance(labels, list)
        assert [label["category"] for label in labels] == [category.value for category in Category]
        assert all(list(label) == ["category", "score", "flagged", "spans"] for label in labels)


def test_bad_lines_are_told_by_number_and_the_rest_go_on() -> None:
    lines: list[str | bytes] = [
        '{"id":"a","text":"hej"}', "inte json", "[]", '{"id":1,"text":"x"}', '{"id":"b"}',
        '{"id":"c","text":"x","more":1}', b"\xff\xfe", "", '{"id":"d","text":"slut"}', "[" * 100_000,
    ]  # fmt: skip
    code, answers, said = run(lines)
    assert code == 1
    assert [answer["id"] for answer in answers] == ["a", "d"]
    numbers = [int(line.split()[1]) for line in said.splitlines()]
    assert numbers == [2, 3, 4, 5, 6, 7, 10]


def test_a_lone_surrogate_is_answered_and_positions_still_hold() -> None:
    code, [answer], _ = run(['{"id":"a","text":"\\ud800 din idiot"}'])
    assert code == 0
    labels = answer["labels"]
    assert isinstance(labels, list)
    spans = [span for label in labels for span in label["spans"]]
    assert {"start": 6, "end": 11} in [{k: span[k] for k in ("start", "end")} for span in spans]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.one_of(st.text(max_size=60), st.binary(max_size=60)), max_size=5))
def test_rubbish_never_stops_the_stream(rubbish: list[str | bytes]) -> None:
    code, answers, _ = run([*rubbish, '{"id":"sist","text":"hej"}'])
    assert answers[-1]["id"] == "sist"
    assert code in (0, 1)
