"""A second writer of Facebook's pages, made from platforms' facts alone and not from the first writer.

Other nesting, other order of parts and attributes, relative addresses, parameters in another order,
other wrappers around text. What is evidenced (roles, ids in links, dir and lang, lists of actions)
is the same in both; nothing else is.
"""

from __future__ import annotations

import json
from urllib.parse import quote

from tests.pages.addresses import FACEBOOK, author_url, comment_token, comment_url, post_url
from tests.pages.assets import asset
from tests.pages.facebook_comment import split_lines
from tests.pages.languages import WORDS
from tests.pages.markup import Html, Markup, escape, join
from tests.pages.model import (
    PAGE_NAME,
    Emoji,
    Link,
    Mention,
    SiteComment,
    SitePage,
    SitePost,
    TextPart,
    walk,
)

PIXEL = "https://scontent.xx.fbcdn.net/v/other.png"


def render(page: SitePage, *, seed: int | None = None, nonce: str = "") -> str:
    """The whole document; `seed` None makes class names and attribute orders random at each load."""
    return _SecondPage(page, Markup(seed, shuffled=True)).document(nonce)


def relative(address: str, *tracking: str) -> str:
    """An address as seen from the page itself, with tracking before what names the place."""
    path, _, query = address.removeprefix(FACEBOOK).partition("?")
    return f"{path}?{'&'.join([*tracking, *filter(None, [query])])}"


class _SecondPage:
    def __init__(self, page: SitePage, markup: Markup) -> None:
        self._page = page
        self._m = markup
        self._words = WORDS[page.language]

    def document(self, nonce: str) -> str:
        marks = f' nonce="{nonce}"' if nonce else ""
        scripts = ["acts.js", "facebook.js", *(["virtual.js"] if self._page.window else [])]
        plan = json.dumps(self._plan()).replace("<", "\\u003c")
        return (
            f'<!doctype html><html lang="{self._words.html}"><head><meta charset="utf-8">'
            f"<title>{escape(PAGE_NAME)}</title>"
            f"<style>{self._m.style(asset('facebook.css.tmpl'))}</style></head><body>"
            f"{self._body()}"
            f'<script type="application/json" id="plan">{plan}</script>'
            + "".join(f"<script{marks}>{asset(name)}</script>" for name in scripts)
            + "</body></html>"
        )

    def _plan(self) -> dict[str, object]:
        posts = (*self._page.posts, *self._page.foreign)
        comments = [c for post in posts for c, _ in walk(post.comments + post.more)]
        looks = ("bubble", "dialog", "menu", "item", "press", "dots", "faded")
        return {
            "words": self._words.plain(),
            "looks": {look: self._m.look(look) for look in looks},
            "quirks": {c.id: sorted(c.quirks) for c in comments if c.quirks},
            "rest": {c.id: c.rest for c in comments if c.rest is not None},
            "stream": self._page.stream,
            "batch": 10,
            "window": self._page.window,
        }

    def _body(self) -> Html:
        m, page = self._m, self._page
        if page.surface == "notifications":
            rows = [self._notified(post) for post in page.posts]
            return m.tag("div", m.tag("nav", *rows, role="navigation"))
        if page.surface == "theatre":
            pane = m.tag("div", m.tag("div", *self._thread(page.posts[0])), role="complementary")
            return join([pane, m.tag("div", m.tag("img", src=PIXEL, alt=""), role="main")])
        if page.surface == "dialog":
            inner = m.tag("div", m.tag("div", self._post(page.posts[0], None)))
            dialog = m.tag("div", inner, role="dialog", aria_modal="true")
            feed = [self._post(post, n) for n, post in enumerate(page.foreign)]
            return join([dialog, m.tag("div", *feed, role="main")])
        posts = [self._post(post, n) for n, post in enumerate(page.posts + page.foreign)]
        return m.tag("div", m.tag("div", m.tag("div", *posts), role="main", look="main"))

    def _notified(self, post: SitePost) -> Html:
        m = self._m
        rows: list[Html] = []
        for comment, root in walk(post.comments):
            address = comment_url(post, comment.id, root.id if root else None)
            said = m.tag("div", m.tag("span", comment.author.name, dir="auto"))
            rows.append(
                m.tag("a", said, role="link", href=relative(address, "notif_id=1", "ref=n"))
            )
        return m.tag("div", *rows)

    def _post(self, post: SitePost, position: int | None) -> Html:
        m = self._m
        message = m.tag(
            "div",
            m.tag("div", m.tag("div", m.tag("div", post.text, dir="auto"))),
            data_ad_rendering_role="story_message",
        )
        when = m.tag("a", self._words.age("1d"), href=relative(post_url(post), "__cft__[0]=B"))
        name = m.tag("a", m.tag("b", post.author), role="link", href="/some.page?__tn__=x")
        head = m.tag("div", m.tag("h3", m.tag("strong", name)), m.tag("span", when))
        parts = [message, m.tag("section", *self._thread(post))]
        return m.tag(
            "div",
            head,
            m.tag("div", m.tag("div", *parts)),
            look="post",
            role="article" if self._page.post_is_article else None,
            aria_posinset=None if position is None else position + 1,
        )

    def _thread(self, post: SitePost) -> list[Html]:
        m, page = self._m, self._page
        sort = m.tag(
            "div",
            self._words.sort,
            aria_haspopup="menu",
            role="button",
            tabindex=0,
            data_sort=1,
            look="press",
        )
        count = self._words.count.format(n=len(walk(post.comments + post.more)))
        sort = join([m.tag("div", count, role="button", tabindex=0), sort])
        again = [
            self._comment(post, comment, root, nested=False)
            for comment, root in walk(post.comments)
            if comment.id == page.focused
        ]
        roots = [self._root(post, comment) for comment in post.comments]
        if page.window:
            slots = join([Html(f"<template data-virtual>{root}</template>") for root in roots])
            return [sort, m.tag("div", slots, data_list=1)]
        if page.stream:
            roots = [Html(f"<template data-stream>{root}</template>") for root in roots]
        waits = m.tag("div", m.tag("div", m.tag("span", role="status")), role="article")
        parts = [m.tag("div", sort), *again, *roots, *([waits] * page.placeholders)]
        if post.more:
            more = join([self._root(post, comment) for comment in post.more])
            press = m.tag("div", self._words.more_comments, role="button", data_more=1, tabindex=0)
            parts.append(m.tag("div", press, Html(f"<template data-waiting>{more}</template>")))
        return parts

    def _root(self, post: SitePost, comment: SiteComment) -> Html:
        m = self._m
        if self._page.nested:
            return m.tag("div", self._comment(post, comment, None, nested=True))
        replies = [self._comment(post, reply, comment, nested=False) for reply in comment.replies]
        first = self._comment(post, comment, None, nested=False)
        return m.tag("div", first, *([m.tag("div", m.tag("div", *replies))] if replies else []))

    def _comment(
        self, post: SitePost, comment: SiteComment, root: SiteComment | None, *, nested: bool
    ) -> Html:
        m, page = self._m, self._page
        replies = comment.replies if nested else ()
        inside = [self._comment(post, reply, comment, nested=False) for reply in replies]
        bubble = m.tag(
            "div",
            self._menu(comment),
            self._name(post, comment),
            self._text(comment),
            look="bubble",
        )
        article = m.tag(
            "div",
            bubble,
            self._attached(comment),
            self._avatar(post, comment),
            self._actions(post, comment, root),
            *([m.tag("div", *inside)] if inside else []),
            role="article" if page.articles else None,
            aria_label=f"{comment.author.name}, {self._words.age(comment.age)}",
            look="comment" if root is None else "reply",
        )
        if page.comment_wrappers and "no_id" not in comment.quirks:
            return m.tag("div", article, data_commentid=comment.id)
        return article

    def _to_author(self, post: SitePost, comment: SiteComment) -> str | None:
        address = author_url(comment.author)
        if address is None:
            return None
        if comment.quirks & {"no_id", "no_token"}:
            return relative(address, "__tn__=z")
        token = quote(comment_token(post, comment.id), safe="")
        return relative(address, f"comment_id={token}", "__cft__[0]=Q", "ref=x")

    def _name(self, post: SitePost, comment: SiteComment) -> Html:
        m = self._m
        href = self._to_author(post, comment)
        if href is None:
            return m.tag("div", m.tag("strong", comment.author.name))
        badge = m.tag("div", self._words.author_badge, role="button", tabindex=0)
        own = comment.author.name == PAGE_NAME
        link = m.tag("a", comment.author.name, role="link", href=href, tabindex=0)
        return m.tag("div", link, *([badge] if own else []))

    def _avatar(self, post: SitePost, comment: SiteComment) -> Html:
        m = self._m
        href = self._to_author(post, comment)
        picture = m.tag("img", src=PIXEL, alt="", width=24, height=24)
        if href is None:
            return m.tag("span", picture)
        return m.tag("a", picture, role="link", aria_hidden="true", href=href, tabindex=-1)

    def _text(self, comment: SiteComment) -> Html:
        if not comment.text:
            return Html()
        m = self._m
        lines = split_lines(comment.text)
        between = m.tag("br") if "br_lines" in comment.quirks else None
        flows = [join([self._part(part) for part in line]) for line in lines]
        if between is not None:
            flows = [join([f for flow in flows for f in (between, flow)][1:])]
        if comment.rest is not None:
            more = m.tag("span", self._words.see_more)
            flows[-1] = join([flows[-1], m.tag("div", more, role="button", tabindex=0)])
        blocks = [m.tag("div", flow or m.tag("br"), dir="auto") for flow in flows]
        lang = None if "no_lang" in comment.quirks else comment.lang
        return m.tag("span", *blocks, dir="auto", lang=lang)

    def _part(self, part: TextPart) -> Html:
        m = self._m
        match part:
            case Emoji():
                return m.tag("img", alt=part.alt, src=PIXEL, width=16, height=16)
            case Mention():
                href = relative(part.url, "__tn__=R") if FACEBOOK in part.url else part.url
                return m.tag("a", part.name, role="link", href=href)
            case Link():
                return m.tag("a", m.tag("span", part.shown), rel="nofollow", href=_detour(part.url))
            case _:
                return escape(part)

    def _menu(self, comment: SiteComment) -> Html:
        m = self._m
        if "hover_menu" in comment.quirks:
            return m.tag("div", data_slot="menu")
        words = self._words
        label = words.own_menu if comment.author.name == PAGE_NAME else words.admin_menu
        return m.tag(
            "div",
            m.tag("i"),
            look="dots",
            aria_label=label,
            aria_haspopup="menu",
            role="button",
            tabindex=0,
        )

    def _attached(self, comment: SiteComment) -> Html:
        m = self._m
        parts: list[Html] = []
        if comment.card is not None:
            href = _detour(comment.card.url)
            parts.append(m.tag("a", m.tag("h4", comment.card.shown), href=href, role="link"))
        if comment.photo is not None:
            image = m.tag("img", width=300, height=200, src=comment.photo.src, alt="")
            href = f"/photo.php?set=p.2&fbid={comment.photo.fbid}"
            parts.append(m.tag("div", m.tag("a", m.tag("div", image), href=href)))
        if comment.sticker is not None:
            src = "https://scontent.xx.fbcdn.net/v/sticker.webp"
            sticker = m.tag("img", src=src, height=80, width=80, alt=comment.sticker)
            parts.append(m.tag("div", sticker, role="button", tabindex=0))
        return join(parts)

    def _actions(self, post: SitePost, comment: SiteComment, root: SiteComment | None) -> Html:
        m, words = self._m, self._words
        press = [words.like, words.reply]
        if comment.author.name != PAGE_NAME:
            press += [words.message] + ([] if "no_hide" in comment.quirks else [words.hide])
        rows = [
            m.tag("li", m.tag("span", m.tag("div", w, role="button", tabindex=0))) for w in press
        ]
        age: Html = m.tag("span", words.age(comment.age))
        if "no_id" not in comment.quirks:
            address = comment_url(post, comment.id, root.id if root else None)
            href = relative(address, "__tn__=R", "mibextid=y")
            age = m.tag("a", m.tag("span", words.age(comment.age)), href=href, role="link")
        return m.tag("ul", *rows, m.tag("li", age), look="actions")


def _detour(url: str) -> str:
    return f"https://l.facebook.com/l.php?h=AT1&u={quote(url, safe='')}"
