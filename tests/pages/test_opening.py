"""What the person opens with one key, and what the page says of itself. Nothing is opened unasked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import Page

from tests.pages.catalogue import catalogue
from tests.pages.conftest import Load
from tests.pages.expected import expected
from tests.pages.languages import WORDS
from tests.pages.model import Generator, Language

KNOWN: tuple[Language, ...] = ("sv", "en")
GENERATORS: tuple[Generator, ...] = ("first", "second")
OPEN = "uppsiktReader.openNext(uppsiktReader.detect(location.href))"


def opened(page: Page) -> list[str]:
    """Press until there is nothing left, and tell what each press did."""
    told: list[str] = []
    while len(told) < 10:
        told.append(page.evaluate(OPEN))
        if told[-1] in ("nothing", "words"):
            break
    assert page.evaluate("window.__uppsiktDestructive") == 0
    assert page.evaluate("window.__acts") == []
    return told


@pytest.mark.parametrize("generator", GENERATORS)
@pytest.mark.parametrize("language", KNOWN)
def test_all_of_a_post_is_opened_press_by_press(
    load: Load, language: Language, generator: Generator
) -> None:
    """Sort, then what is cut short or waits; after it the page shows what its description holds."""
    described = catalogue(language, generator)["more"]
    page = load(described)
    assert opened(page) == ["sort", "more", "nothing"]
    reading = page.evaluate("uppsiktReader.readPage(document, location)")
    post = described.posts[0]
    whole = replace(described, posts=(replace(post, comments=post.comments + post.more, more=()),))
    assert len(reading["comments"]) == len(expected(whole).comments)
    assert page.evaluate("uppsiktReader.sortOf()") == WORDS[language].all_comments


@pytest.mark.parametrize("generator", GENERATORS)
def test_a_text_that_is_cut_short_is_opened_in_any_language(
    load: Load, generator: Generator
) -> None:
    """In a language that nobody knows only this is pressed: it is a button in the text itself."""
    page = load(catalogue("nonsense", generator)["permalink"])
    assert opened(page) == ["text", "words"]
    reading = page.evaluate("uppsiktReader.readPage(document, location)")
    assert not any(comment["truncated"] for comment in reading["comments"])


@pytest.mark.parametrize("name", ["instagram_post", "business_comments", "business_messages"])
def test_where_the_controls_are_not_known_nothing_is_pressed(load: Load, name: str) -> None:
    """The inbox's rows move what they show to Done when they are pressed."""
    assert opened(load(catalogue("en")[name])) == ["nothing"]


@pytest.mark.parametrize("generator", GENERATORS)
@pytest.mark.parametrize("language", [*KNOWN, "nonsense"])
def test_the_page_says_its_sort_and_its_number(
    load: Load, language: Language, generator: Generator
) -> None:
    """Proof of supervision: the platform's own count, and under which sort; null where it cannot be told."""
    described = catalogue(language, generator)["permalink"]
    page = load(described)
    words = WORDS[language]
    assert page.evaluate("uppsiktReader.sortOf()") == words.sort
    count = len(expected(described).comments)
    wanted = None if language == "nonsense" else count
    assert page.evaluate("uppsiktReader.countOf()") == wanted


def test_own_replies_tell_what_is_answered(load: Load) -> None:
    """S7: a question is answered when the page's own reply stands after it in its thread."""
    page = load(catalogue("sv")["permalink"])
    own, answered = page.evaluate(
        """() => {
          const { comments } = uppsiktReader.readPage(document, location);
          const own = comments.filter(uppsiktReader.isOwn).map(({ id }) => id);
          return [own, [...uppsiktReader.answeredIds(comments)]];
        }"""
    )
    snow = catalogue("sv")["permalink"].posts[0].comments
    assert own == [snow[0].replies[0].id]
    assert answered == [snow[0].id]
