"""Instagram pages: a post or reel on its own page, and the same as a modal over a profile."""

from __future__ import annotations

import json

from tests.pages.addresses import (
    INSTAGRAM,
    instagram_code,
    instagram_comment_url,
    instagram_post_url,
    redirected,
)
from tests.pages.assets import asset
from tests.pages.expected import exact_time
from tests.pages.facebook_comment import PIXEL, split_lines
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


def address(page: SitePage) -> str:
    """Where this page stands."""
    return instagram_post_url(page)


def render(page: SitePage, *, seed: int | None = None, nonce: str = "") -> str:
    """The whole document; `seed` None makes class names random at each load."""
    return _InstagramPage(page, Markup(seed)).document(nonce)


class _InstagramPage:
    def __init__(self, page: SitePage, markup: Markup) -> None:
        self._page = page
        self._m = markup
        self._words = WORDS[page.language]
        self._modal = page.surface == "instagram_modal"

    def document(self, nonce: str) -> str:
        style = self._m.style(asset("instagram.css.tmpl"))
        plan = json.dumps(self._plan()).replace("<", "\\u003c")
        marks = f' nonce="{nonce}"' if nonce else ""
        return (
            f'<!doctype html><html lang="{self._words.html}"><head><meta charset="utf-8">'
            f"<title>{escape(PAGE_VANITY)} | Instagram</title><style>{style}</style></head><body>"
            f"{self._body()}"
            f'<script type="application/json" id="plan">{plan}</script>'
            f"<script{marks}>{asset('acts.js')}</script>"
            f"<script{marks}>{asset('instagram.js')}</script></body></html>"
        )

    def _plan(self) -> dict[str, object]:
        comments = [c for post in self._page.posts for c, _ in walk(post.comments)]
        looks = ("dialog", "menu", "item", "press", "dots")
        return {
            "words": self._words.plain(),
            "looks": {look: self._m.look(look) for look in looks},
            "quirks": {c.id: sorted(c.quirks) for c in comments if c.quirks},
            "stream": self._page.stream,
            "batch": 10,
        }

    def _body(self) -> Html:
        m = self._m
        grid = m.tag("div", *(self._tile(n) for n in range(6)), look="grid")
        rows = [self._caption(), *self._comments()]
        rows += [self._placeholder() for _ in range(self._page.placeholders)]
        picture = m.tag(
            "div", m.tag("img", alt="", src=PIXEL, width=400, height=400), look="picture"
        )
        if self._modal:
            thread = m.tag("ul", *rows, look="thread")
            article = m.tag("article", picture, thread, role="presentation", look="post")
            window = m.tag("div", article, role="dialog", aria_modal="true", look="over")
            return join([m.tag("main", grid, role="main"), m.tag("div", window)])
        thread = m.tag("div", *rows, look="thread")
        return m.tag("main", m.tag("div", picture, thread, look="post"), grid, role="main")

    def _tile(self, number: int) -> Html:
        picture = self._m.tag("img", alt="", src=PIXEL, width=120, height=120)
        return self._m.tag("a", picture, role="link", href=f"/p/Dx{number}foreign00/")

    def _name(self, user: str) -> Html:
        m = self._m
        name = m.tag("span", user, dir="auto") if not self._modal else escape(user)
        link = m.tag("a", name, role="link", tabindex=0, href=f"/{user}/", look="name")
        return m.tag("span", link)

    def _avatar(self, user: str) -> Html:
        m = self._m
        picture = m.tag("img", alt="", src=PIXEL, width=32, height=32)
        return m.tag("div", m.tag("a", picture, role="link", tabindex=0, href=f"/{user}/"))

    def _caption(self) -> Html:
        m = self._m
        post = self._page.posts[0]
        time = m.tag("time", self._words.age("4d"), datetime="2026-10-01T08:00:00.000Z")
        when = m.tag("a", time, role="link", href=f"/p/{instagram_code(post)}/")
        text = m.tag("span", post.text, dir="auto")
        body = m.tag("div", self._name(PAGE_VANITY), text, when, look="body")
        return self._row(m.tag("div", self._avatar(PAGE_VANITY), body, look="comment"))

    def _row(self, inner: Html) -> Html:
        m = self._m
        return m.tag("div", m.tag("li", inner)) if self._modal else m.tag("div", inner)

    def _comments(self) -> list[Html]:
        """Replies after their root, or in it."""
        post = self._page.posts[0]
        if not self._page.nested:
            return [self._comment(c, root) for c, root in walk(post.comments)]
        rows: list[Html] = []
        for comment in post.comments:
            replies = [self._m.tag("ul", self._comment(c, comment)) for c in comment.replies]
            rows.append(self._m.tag("ul", self._comment(comment, None), *replies))
        return rows

    def _comment(self, comment: SiteComment, root: SiteComment | None) -> Html:
        m = self._m
        user = comment.author.key
        text = m.tag("div", m.tag("span", self._text(comment), dir="auto"), look="text")
        when = self._when(comment, root)
        name = self._name(user)
        if self._modal:
            parts = [m.tag("h3", m.tag("div", name)), text, m.tag("div", m.tag("span", when))]
        else:
            parts = [m.tag("div", name, " ", when), text]
        press = [m.tag("button", self._words.like), m.tag("button", self._words.reply)]
        actions = m.tag("div", *press, m.tag("div", data_slot="menu"), look="actions")
        body = m.tag("div", *parts, actions, look="body")
        return self._row(m.tag("div", self._avatar(user), body, look="comment"))

    def _when(self, comment: SiteComment, root: SiteComment | None) -> Html:
        m = self._m
        time = m.tag("time", self._words.age(comment.age), datetime=exact_time(comment))
        if "no_id" in comment.quirks:
            return m.tag("span", time)
        url = instagram_comment_url(self._page, comment.id, root.id if root else None)
        return m.tag("a", time, role="link", tabindex=0, href=url.removeprefix(INSTAGRAM))

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
                return m.tag("a", part.name, role="link", href=part.url.removeprefix(INSTAGRAM))
            case Link():
                where = redirected(part.url, "IwAR" + m.token(8))
                return m.tag("a", part.shown, role="link", href=where)
            case _:
                return escape(part)

    def _placeholder(self) -> Html:
        m = self._m
        return m.tag("div", m.tag("div", role="status", look="shimmer"))
