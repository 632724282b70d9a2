"""Selectors and words are data: an update is checked whole before any of it counts, and what ships remains."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.pages.catalogue import catalogue
from tests.pages.conftest import READER, Load

SHIPPED = json.loads((READER.parents[1] / "page" / "rules.json").read_text("utf-8"))
READ = "uppsiktReader.readPage(document, location).comments.length"

REFUSED: dict[str, Any] = {
    "nothing": None,
    "a list": [],
    "no format": {"version": 9},
    "another format": {"format": 2, "version": 9},
    "no version": {"format": 1},
    "an unknown part": {"format": 1, "version": 9, "script": "alert(1)"},
    "an unknown selector": {"format": 1, "version": 9, "selectors": {"everything": "a"}},
    "no selector": {"format": 1, "version": 9, "selectors": {"article": "div["}},
    "an empty selector": {"format": 1, "version": 9, "selectors": {"article": " "}},
    "the whole page": {"format": 1, "version": 9, "selectors": {"article": "body, div"}},
    "a number": {"format": 1, "version": 9, "selectors": {"article": 7}},
    "half a language": {"format": 1, "version": 9, "words": {"facebook:en": {"hide": ["Hide"]}}},
    "words of no language": {"format": 1, "version": 9, "words": {"*": SHIPPED["words"]}},
    "an empty word": {"format": 1, "version": 9, "blocked": [""]},
}


@pytest.mark.parametrize("what", REFUSED)
def test_refused(load: Load, what: str) -> None:
    """One fault and the update is none: the page is read as before."""
    page = load(catalogue("en")["timeline"])
    before = page.evaluate(READ)
    assert page.evaluate("(data) => uppsiktReader.whatIsWrong(data)", REFUSED[what])
    page.evaluate("(data) => uppsiktReader.useRules(data)", REFUSED[what])
    assert page.evaluate(READ) == before > 0


def test_what_ships_is_right(load: Load) -> None:
    page = load(catalogue("en")["timeline"])
    assert page.evaluate("(data) => uppsiktReader.whatIsWrong(data)", SHIPPED) is None


def test_an_update_mends_a_page_that_has_changed(load: Load) -> None:
    """The platform calls its articles something else; one selector, and the page is read again."""
    page = load(catalogue("en")["timeline"])
    before = page.evaluate(READ)
    page.evaluate(
        "for (const e of document.querySelectorAll('[role=article]')) e.setAttribute('role', 'comment')"
    )
    page.evaluate("for (const a of document.querySelectorAll('li a')) a.removeAttribute('href')")
    assert page.evaluate(READ) == 0
    update = {"format": 1, "version": 2, "selectors": {"article": 'div[role="comment"]'}}
    page.evaluate("(data) => uppsiktReader.useRules(data)", update)
    assert page.evaluate(READ) == before > 0
    page.evaluate("uppsiktReader.useRules(null)")
    assert page.evaluate(READ) == 0


def test_an_update_that_is_no_newer_is_left_alone(load: Load) -> None:
    """What ships with a newer extension is not replaced by an older file."""
    page = load(catalogue("en")["timeline"])
    before = page.evaluate(READ)
    old = {"format": 1, "version": SHIPPED["version"], "selectors": {"article": "div.none"}}
    page.evaluate("(data) => uppsiktReader.useRules(data)", old)
    assert page.evaluate(READ) == before > 0
