"""Several ways to each datum: how many comments each speaks of on every test page, and that they agree.

A page that loses what one way rests on is still read by another; the canary tells that they differ.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.pages.catalogue import MAKERS, catalogue
from tests.pages.conftest import Load
from tests.pages.expected import expected
from tests.pages.model import Generator, SiteComment, SitePage, walk

GENERATORS: tuple[Generator, ...] = ("first", "second")
FACEBOOK = tuple(
    name
    for name, page in catalogue().items()
    if page.surface in ("timeline", "permalink", "dialog", "theatre")
)
INSTAGRAM = tuple(name for name, page in catalogue().items() if "instagram" in page.surface)
TABLE = "uppsiktReader.strategies()"
LEFT_OUT = {"notifications", "business_messages", "business_comments", "linkedin", "linkedin_new"}
"""Pages without comments, and pages of which one way only is known."""


def facebook_counts(page: SitePage) -> Counter[str]:
    """How many comments each strategy speaks of, as the description says."""
    counts: Counter[str] = Counter()
    for post in page.posts:
        for comment, _ in walk(post.comments):
            if "no_id" not in comment.quirks:
                counts.update(spoken_of(page, comment))
    return counts


def spoken_of(page: SitePage, comment: SiteComment) -> list[str]:
    """The strategies that have something to say of a comment."""
    named = comment.author.kind != "anonymous"
    token = named and "no_token" not in comment.quirks
    said = ["id.age", "time.age", "time.row"]
    said += ["id.token", "author.named", "author.avatar"] if token else []
    said += ["author.profile"] if named else []
    said += ["id.wrapper"] if page.comment_wrappers else []
    said += ["text.blocks", "text.outer"] if comment.text else []
    said += ["text.language"] if comment.text and "no_lang" not in comment.quirks else []
    return said


def table(load: Load, page: SitePage) -> dict[str, dict[str, dict[str, str | None]]]:
    """What every strategy says, by comment; a comment that stands there twice counts once."""
    rows: list[dict[str, Any]] = load(page).evaluate(TABLE)
    own = {str(comment["id"]) for comment in expected(page).comments}
    return {row["id"]: row["says"] for row in reversed(rows) if row["id"] in own}


def counted(said: dict[str, dict[str, dict[str, str | None]]]) -> Counter[str]:
    return Counter(
        f"{datum}.{strategy}"
        for says in said.values()
        for datum, strategies in says.items()
        for strategy, value in strategies.items()
        if value is not None
    )


def torn(said: dict[str, dict[str, dict[str, str | None]]]) -> list[tuple[str, str]]:
    """Comment and datum where two strategies say different things."""
    return [
        (comment, datum)
        for comment, says in said.items()
        for datum, strategies in says.items()
        if len({value for value in strategies.values() if value is not None}) > 1
    ]


def test_every_page_has_its_counts() -> None:
    assert {*FACEBOOK, *INSTAGRAM, *LEFT_OUT} == {make().name for make in MAKERS}


@pytest.mark.parametrize("generator", GENERATORS)
@pytest.mark.parametrize("name", FACEBOOK)
def test_strategies_on_facebook(load: Load, name: str, generator: Generator) -> None:
    page = catalogue("nonsense", generator)[name]
    said = table(load, page)
    assert counted(said) == facebook_counts(page)
    assert torn(said) == []


@pytest.mark.parametrize("generator", GENERATORS)
@pytest.mark.parametrize("name", INSTAGRAM)
def test_strategies_on_instagram(load: Load, name: str, generator: Generator) -> None:
    page = catalogue("nonsense", generator)[name]
    said = table(load, page)
    every = ("id.permalink", "id.time", "author.named", "author.first", "time.exact")
    texts = ("text.first", "text.longest")
    assert counted(said) == Counter(dict.fromkeys((*every, *texts), len(said)))
    assert torn(said) == []


@pytest.mark.parametrize("generator", GENERATORS)
@pytest.mark.parametrize("name", ["timeline", "permalink", "dialog", "instagram_nested"])
def test_counting_by_links_alone_gives_the_same_sum(
    load: Load, name: str, generator: Generator
) -> None:
    """The health line: found by another way than they are read."""
    page = catalogue("nonsense", generator)[name]
    loaded = load(page)
    reading = loaded.evaluate("uppsiktReader.readPage(document, location)")
    found = loaded.evaluate("uppsiktReader.namedByLinks()")
    assert found == len(reading["comments"]) + reading["foreign"] > 0


BROKEN = {
    "the text's element": "for (const e of document.querySelectorAll('span[dir=auto][lang]')) {"
    "const d = document.createElement('div'); d.dir = 'auto'; d.lang = e.lang;"
    "d.append(...e.childNodes); e.replaceWith(d); }",
    "the wrapper's attribute": "for (const e of document.querySelectorAll('[data-commentid]'))"
    " e.removeAttribute('data-commentid');",
    "the token": "for (const a of document.querySelectorAll('a[href*=\"comment_id=Y29\"]'))"
    " a.href = a.href.replace(/comment_id=Y29[^&]*&?/, '');",
    "the articles": "for (const e of document.querySelectorAll('[role=article]'))"
    " if (!e.hasAttribute('aria-posinset')) e.removeAttribute('role');",
}
"""What a page may lose one day."""


@pytest.mark.parametrize("generator", GENERATORS)
@pytest.mark.parametrize("loss", BROKEN)
def test_what_a_page_loses_another_way_finds(load: Load, loss: str, generator: Generator) -> None:
    """Who, what and when are read as before; only what rested on the lost mark alone is gone."""
    described = catalogue("nonsense", generator)["timeline_bare"]
    page = load(described)
    before = page.evaluate("uppsiktReader.readPage(document, location)")["comments"]
    page.evaluate(BROKEN[loss])
    after = page.evaluate("uppsiktReader.readPage(document, location)")["comments"]
    keys = ("id", "author", "text", "parent_id")
    assert [[c[k] for k in keys] for c in after] == [[c[k] for k in keys] for c in before] != []
    assert [c["time"]["shown"] for c in after] == [c["time"]["shown"] for c in before]


def test_the_canary_sees_a_second_opinion(load: Load) -> None:
    """An author's link that leads elsewhere than the picture's is a page that has changed."""
    page = load(catalogue("en")["timeline_bare"])
    page.evaluate(
        "for (const a of document.querySelectorAll('a[aria-hidden=true][href*=comment_id]'))"
        " a.href = a.href.replace(/com\\/[^?]+/, 'com/someone.else')"
    )
    said = {row["id"]: row["says"] for row in page.evaluate(TABLE)}
    assert {datum for _, datum in torn(said)} == {"author"}
