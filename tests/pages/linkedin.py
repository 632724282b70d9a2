"""A LinkedIn post with comments: older pages name them by data-id, those of 2026 by componentkey."""

from __future__ import annotations

from tests.pages.addresses import LINKEDIN, linkedin_urn
from tests.pages.facebook_comment import split_lines
from tests.pages.languages import WORDS
from tests.pages.markup import Html, Markup, escape, join
from tests.pages.model import Emoji, Link, Mention, SiteComment, SitePage, TextPart, walk


def address(page: SitePage) -> str:
    """Where this page stands."""
    return f"{LINKEDIN}/feed/update/urn:li:activity:{page.posts[0].id}/"


def render(page: SitePage, *, seed: int | None = None, nonce: str = "") -> str:  # noqa: ARG001 - no script
    """The whole document; `seed` None makes class names random at each load."""
    writer = _LinkedinPage(page, Markup(seed, shuffled=page.generator == "second"))
    lang = WORDS[page.language].html
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>LinkedIn</title>'
        f"</head><body>{writer.body()}</body></html>"
    )


class _LinkedinPage:
    def __init__(self, page: SitePage, markup: Markup) -> None:
        self._page = page
        self._m = markup
        self._new = page.surface == "linkedin_new"

    def body(self) -> Html:
        m = self._m
        post = self._page.posts[0]
        message = m.tag("div", m.tag("span", post.text, dir="ltr"))
        if self._new:
            rows = [self._recent(c) for c, _ in walk(post.comments)]
            thread = m.tag("div", *rows, data_component_type="LazyColumn")
        else:
            thread = m.tag("div", *(self._older(c) for c in post.comments))
        return m.tag("main", message, thread)

    def _older(self, comment: SiteComment) -> Html:
        m = self._m
        words = WORDS[self._page.language]
        title = m.tag("h3", m.tag("span", m.tag("span", comment.author.name)))
        job = m.tag("div", "Handläggare på en annan ort")
        name = m.tag("a", title, job, href=f"{LINKEDIN}/in/{comment.author.key}/?mini=1")
        avatar = m.tag("a", m.tag("img", alt=""), href=f"{LINKEDIN}/in/{comment.author.key}/")
        when = m.tag("time", words.age(comment.age))
        text = m.tag("section", m.tag("span", self._text(comment), dir="ltr"))
        replies = [self._older(reply) for reply in comment.replies]
        press = m.tag("button", m.tag("span", words.reply, dir="ltr"))
        urn = None if "no_id" in comment.quirks else linkedin_urn(self._page.posts[0], comment.id)
        said = urn or "urn:li:comment:unknown"
        return m.tag(
            "article", avatar, name, when, text, press, m.tag("div", *replies), data_id=said
        )

    def _recent(self, comment: SiteComment) -> Html:
        m = self._m
        key = f"replaceableComment_{linkedin_urn(self._page.posts[0], comment.id)}"
        href = f"{LINKEDIN}/in/{comment.author.key}/"
        avatar = m.tag("a", Html('<svg aria-label="⋯"></svg>'), href=href)
        name = m.tag("a", m.tag("p", comment.author.name), m.tag("p", "Handläggare"), href=href)
        text = m.tag("span", self._text(comment), data_testid="expandable-text-box")
        press = m.tag("button", WORDS[self._page.language].reply)
        inner = m.tag("div", avatar, name, m.tag("p", text), press, componentkey=key)
        return m.tag("div", inner, id=key, componentkey=key)

    def _text(self, comment: SiteComment) -> Html:
        flow: list[Html] = []
        for number, line in enumerate(split_lines(comment.text)):
            flow += [self._m.tag("br")] if number else []
            flow += [self._part(part) for part in line]
        return join(flow)

    def _part(self, part: TextPart) -> Html:
        match part:
            case Emoji():
                return escape(part.alt)
            case Mention() | Link():
                shown = part.name if isinstance(part, Mention) else part.shown
                return self._m.tag("a", shown, href=part.url)
            case _:
                return escape(part)
