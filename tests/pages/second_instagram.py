"""A second writer of Instagram's pages: other wrappers and order, full addresses, replies anywhere.

What is evidenced is kept: links to /c/<id>/, authors as role=link, the exact time, text in a span
with an automatic direction after the name.
"""

from __future__ import annotations

import json

from tests.pages.addresses import INSTAGRAM, instagram_comment_url, instagram_post_url, redirected
from tests.pages.assets import asset
from tests.pages.expected import exact_time
from tests.pages.facebook_comment import split_lines
from tests.pages.languages import WORDS
from tests.pages.markup import Html, Markup, escape, join
from tests.pages.model import (
    PAGE_VANITY,
    Emoji,
    Link,
    Mention,
    SiteComment,
    SitePage,
    TextPart,
    walk,
)

PIXEL = "https://scontent.cdninstagram.com/v/other.jpg"


def render(page: SitePage, *, seed: int | None = None, nonce: str = "") -> str:
    """The whole document; `seed` None makes class names and attribute orders random at each load."""
    return _SecondInstagram(page, Markup(seed, shuffled=True)).document(nonce)


class _SecondInstagram:
    def __init__(self, page: SitePage, markup: Markup) -> None:
        self._page = page
        self._m = markup
        self._words = WORDS[page.language]

    def document(self, nonce: str) -> str:
        marks = f' nonce="{nonce}"' if nonce else ""
        plan = json.dumps(self._plan()).replace("<", "\\u003c")
        scripts = "".join(
            f"<script{marks}>{asset(n)}</script>" for n in ("acts.js", "instagram.js")
        )
        return (
            f'<!doctype html><html lang="{self._words.html}"><head><meta charset="utf-8"><title>I'
            f"</title><style>{self._m.style(asset('instagram.css.tmpl'))}</style></head><body>"
            f'{self._body()}<script type="application/json" id="plan">{plan}</script>'
            f"{scripts}</body></html>"
        )

    def _plan(self) -> dict[str, object]:
        comments = [c for post in self._page.posts for c, _ in walk(post.comments)]
        return {
            "words": self._words.plain(),
            "looks": {
                name: self._m.look(name) for name in ("dialog", "menu", "item", "press", "dots")
            },
            "quirks": {c.id: sorted(c.quirks) for c in comments if c.quirks},
            "stream": self._page.stream,
            "batch": 10,
        }

    def _body(self) -> Html:
        m = self._m
        rows = [self._caption()]
        for comment in self._page.posts[0].comments:
            replies = [self._comment(reply, comment) for reply in comment.replies]
            if self._page.nested and replies:
                inner = m.tag("div", m.tag("div", *replies))
                rows.append(m.tag("div", self._comment(comment, None), inner))
            else:
                rows += [self._comment(comment, None), *replies]
        rows += [m.tag("div", m.tag("span", role="status"))] * self._page.placeholders
        thread = m.tag("div", *rows)
        other = m.tag("a", m.tag("img", alt="", src=PIXEL), href=f"{INSTAGRAM}/p/Dx9foreign00/")
        if self._page.surface == "instagram_modal":
            return join([m.tag("div", m.tag("div", thread), role="dialog"), m.tag("main", other)])
        return m.tag("section", m.tag("main", m.tag("div", thread), m.tag("div", other)))

    def _caption(self) -> Html:
        m = self._m
        text = m.tag("h1", self._page.posts[0].text, dir="auto")
        time = m.tag("time", self._words.age("4d"), datetime="2026-10-01T08:00:00.000Z")
        when = m.tag("a", m.tag("span", time), href=instagram_post_url(self._page), role="link")
        return m.tag("div", m.tag("div", self._name(PAGE_VANITY), text), when)

    def _name(self, user: str) -> Html:
        m = self._m
        return m.tag("a", m.tag("b", user), href=f"{INSTAGRAM}/{user}/", role="link", tabindex=0)

    def _comment(self, comment: SiteComment, root: SiteComment | None) -> Html:
        m = self._m
        text = m.tag("span", self._text(comment), dir="auto")
        avatar = m.tag(
            "a", m.tag("img", alt="", src=PIXEL), role="link", href=f"/{comment.author.key}/"
        )
        press = [
            m.tag("div", word, role="button") for word in (self._words.like, self._words.reply)
        ]
        foot = m.tag("div", self._when(comment, root), *press, m.tag("span", data_slot="menu"))
        body = m.tag("div", m.tag("span", self._name(comment.author.key)), m.tag("p", text), foot)
        return m.tag("div", body, avatar, look="comment")

    def _when(self, comment: SiteComment, root: SiteComment | None) -> Html:
        m = self._m
        time = m.tag("time", self._words.age(comment.age), datetime=exact_time(comment))
        if "no_id" in comment.quirks:
            return time
        url = instagram_comment_url(self._page, comment.id, root.id if root else None)
        return m.tag("a", m.tag("span", time), href=url, role="link")

    def _text(self, comment: SiteComment) -> Html:
        flow: list[Html] = []
        for number, line in enumerate(split_lines(comment.text)):
            flow += [self._m.tag("br")] if number else []
            flow += [self._part(part) for part in line]
        return join(flow)

    def _part(self, part: TextPart) -> Html:
        m = self._m
        match part:
            case Emoji():
                return escape(part.alt)
            case Mention():
                return m.tag("a", part.name, href=part.url, role="link")
            case Link():
                return m.tag("a", part.shown, href=redirected(part.url, "At" + m.token(6)))
            case _:
                return escape(part)
