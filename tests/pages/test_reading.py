"""Reading by the extension, against what each description says must be read.

Every page in every language, the nonsense language among them: reading leans on no words. Then
pages of random content, read back equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.pages.addresses import GROUP
from tests.pages.catalogue import MAKERS, catalogue
from tests.pages.conftest import Load
from tests.pages.content import ANNA, BERTIL, CAMILLA, DARIUSZ, HIDDEN
from tests.pages.expected import Plain, expected
from tests.pages.languages import WORDS
from tests.pages.model import (
    PAGE_NAME,
    Emoji,
    Generator,
    Language,
    Link,
    Mention,
    Photo,
    SiteComment,
    SitePage,
    SitePost,
)
from tests.pages.render import render

LANGUAGES = tuple(WORDS)
GENERATORS: tuple[Generator, ...] = ("first", "second")
NAMES = tuple(make().name for make in MAKERS)

Read = Callable[[SitePage], dict[str, Any]]


@pytest.fixture(scope="module")
def read(load: Load) -> Read:
    """Load a page, and read it."""

    def read_page(described: SitePage) -> dict[str, Any]:
        reading: dict[str, Any] = load(described).evaluate(
            "uppsiktReader.readPage(document, location)"
        )
        return reading

    return read_page


def plain(comment: dict[str, Any]) -> Plain:
    """A comment as read, in the fields that descriptions speak of."""
    fields = {key: value for key, value in comment.items() if key not in ("time", "page")}
    time = comment["time"]
    told = {**fields, "shown": time["shown"], "exact": time["exact"]}
    return {**told, "earliest": time["earliest"]} if comment["platform"] == "linkedin" else told


def by_id(comments: Iterable[Plain]) -> dict[str, Plain]:
    """A focused comment stands first on the page: the order is not what is asked."""
    return {str(comment["id"]): comment for comment in comments}


def assert_read(reading: dict[str, Any], page: SitePage) -> None:
    """The reading is what the description says, comment by comment."""
    read_comments = [plain(comment) for comment in reading["comments"]]
    wanted = expected(page)
    assert len(read_comments) == len(wanted.comments)
    found = by_id(read_comments)
    for comment_id, comment in by_id(wanted.comments).items():
        assert found[comment_id] == comment
    assert reading["unread"] == wanted.unread
    assert reading["refused"] is None


@pytest.mark.parametrize(
    ("name", "account"), [("timeline", PAGE_NAME), ("permalink", PAGE_NAME), ("group", GROUP)]
)
def test_the_account_is_named_as_the_page_shows_it(read: Read, name: str, account: str) -> None:
    """S12: the channel by its name; in a group the post's author is a member, not the channel."""
    reading = read(catalogue("sv")[name])
    assert {comment["page"]["account"] for comment in reading["comments"]} == {account}


@pytest.mark.parametrize("generator", GENERATORS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_page_in_every_language(
    read: Read, name: str, language: Language, generator: Generator
) -> None:
    """S3: content and sender, as they stand on the page; nothing of other posts. By both writers."""
    page = catalogue(language, generator)[name]
    assert_read(read(page), page)


def test_catalogue_covers_what_may_stand_on_a_page() -> None:
    """Not vacuous: pages with comments, with one that cannot be read, with foreign ones beside."""
    pages = catalogue("sv").values()
    assert all(expected(page).comments for page in pages if page.name != "notifications")
    assert any(expected(page).unread for page in pages)
    assert any(page.foreign for page in pages)


def test_dialog_that_hides_its_post_is_refused(read: Read) -> None:
    """The address names a post of which no comment is on the page: nothing may be read."""
    page = catalogue("en")["dialog"]
    empty = SitePost(page.posts[0].id, "No comments here", ())
    reading = read(SitePage("empty_dialog", "dialog", (empty,), "en", foreign=page.foreign))
    assert reading["comments"] == []
    assert reading["refused"] == "post_unproven"
    assert reading["foreign"] == 3


def test_class_names_are_random_at_each_load() -> None:
    page = catalogue("sv")["timeline"]
    assert render(page) != render(page)
    assert render(page, seed=1) == render(page, seed=1)


# --- random content ------------------------------------------------------------------------------

visible = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])
line = st.text(visible, min_size=1, max_size=40).filter(lambda text: text.strip() == text)
word = st.text(visible, min_size=1, max_size=12).filter(lambda text: text.strip() == text)
words = st.lists(line, min_size=1, max_size=4).flatmap(
    lambda lines: st.sampled_from(["\n", "\n\n"]).map(lambda gap: gap.join(lines))
)
number = st.integers(2**53 + 1, 10**19).map(str)
url = st.builds(
    "https://{}.example/{}?a={}".format,
    st.from_regex(r"[a-z]{1,9}", fullmatch=True),
    st.from_regex(r"[a-z0-9-]{0,9}", fullmatch=True),
    number,
)
part = st.one_of(
    words,
    st.sampled_from(["😀", "👩‍👩‍👧", "🇸🇪", "❤️", "👍🏿"]).map(Emoji),
    st.builds(Link, url, word),
    st.builds(Mention, word, number.map("https://www.facebook.com/profile.php?id={}".format)),
)
age = st.builds("{}{}".format, st.integers(1, 50), st.sampled_from("mhdw"))
photo = st.builds(
    Photo, number, number.map("https://scontent.xx.fbcdn.net/v/t39.30808-6/{}.jpg".format)
)


def spaced(parts: list[Any]) -> tuple[Any, ...]:
    """Parts with something between them, ending in words, so that no edge is only a link."""
    return (*(each for one in parts for each in (one, " – ")), "slut")


def comments(replies: st.SearchStrategy[tuple[SiteComment, ...]]) -> st.SearchStrategy[SiteComment]:
    """A comment with any text; now and then with a picture, cut short, or without a language."""
    return st.builds(
        SiteComment,
        id=number,
        author=st.sampled_from([ANNA, BERTIL, CAMILLA, DARIUSZ, HIDDEN]),
        text=st.lists(part, max_size=4).map(spaced),
        age=age,
        rest=st.none() | line,
        photo=st.none() | photo,
        replies=replies,
        quirks=st.frozensets(st.sampled_from(["br_lines", "no_lang"])),
    )


thread = st.lists(
    comments(st.lists(comments(st.just(())), max_size=2).map(tuple)), min_size=1, max_size=4
).map(tuple)


@st.composite
def pages(draw: st.DrawFn) -> SitePage:
    """A page on any Facebook surface, in any language, with ids that are all different."""
    post = SitePost(draw(number), draw(line), draw(thread), draw(st.sampled_from(FORMS)))
    flags = st.booleans()
    return SitePage(
        "random",
        draw(st.sampled_from(["timeline", "permalink", "dialog"])),
        (post,),
        draw(st.sampled_from(LANGUAGES)),
        nested=draw(flags),
        comment_wrappers=draw(flags),
        post_is_article=draw(flags),
        placeholders=draw(st.integers(0, 2)),
        generator=draw(st.sampled_from(GENERATORS)),
    )


FORMS = ("permalink", "posts", "group", "photo", "watch", "reel", "videos")


def has_distinct_ids(page: SitePage) -> bool:
    ids = [str(comment["id"]) for comment in expected(page).comments]
    return len(set(ids)) == len(ids)


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(page=pages().filter(has_distinct_ids))
def test_random_pages_are_read_back(read: Read, page: SitePage) -> None:
    """S3: whatever a person wrote is what is saved: any script, emoji, lines, ids beyond 2**53."""
    assert_read(read(page), page)
