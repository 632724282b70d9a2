"""Facebook pages: a Page's timeline, a permalink, and a permalink as dialog over other posts."""

from __future__ import annotations

import json

from tests.pages.addresses import FACEBOOK, comment_url, post_url, tracked
from tests.pages.assets import asset
from tests.pages.facebook_comment import PIXEL, CommentWriter
from tests.pages.languages import WORDS
from tests.pages.markup import Html, Markup, escape, join
from tests.pages.model import PAGE_NAME, PAGE_VANITY, SiteComment, SitePage, SitePost, walk

BATCH = 10


def address(page: SitePage) -> str:
    """Where this page stands."""
    if page.surface == "timeline":
        return f"{FACEBOOK}/{PAGE_VANITY}"
    if page.surface == "notifications":
        return f"{FACEBOOK}/notifications"
    return post_url(page.posts[0])


def render(page: SitePage, *, seed: int | None = None, nonce: str = "") -> str:
    """The whole document; `seed` None makes class names random at each load."""
    return _FacebookPage(page, Markup(seed)).document(nonce)


class _FacebookPage:
    def __init__(self, page: SitePage, markup: Markup) -> None:
        self._page = page
        self._m = markup
        self._words = WORDS[page.language]

    def document(self, nonce: str) -> str:
        m = self._m
        style = m.style(asset("facebook.css.tmpl"))
        plan = json.dumps(self._plan()).replace("<", "\\u003c")
        marks = f' nonce="{nonce}"' if nonce else ""
        return (
            f'<!doctype html><html lang="{self._words.html}" id="facebook"><head>'
            f'<meta charset="utf-8"><title>{escape(PAGE_NAME)} | Facebook</title>'
            f"<style>{style}</style></head><body>"
            f"{self._body()}{self._open_already()}"
            f'<script type="application/json" id="plan">{plan}</script>'
            f"<script{marks}>{asset('acts.js')}</script>"
            f"<script{marks}>{asset('facebook.js')}</script>"
            f"{self._virtual(marks)}</body></html>"
        )

    def _virtual(self, marks: str) -> str:
        return f"<script{marks}>{asset('virtual.js')}</script>" if self._page.window else ""

    def _plan(self) -> dict[str, object]:
        shown = [*self._page.posts, *self._page.foreign]
        comments = [c for post in shown for c, _ in walk(post.comments + post.more)]
        looks = ("bubble", "dialog", "menu", "item", "press", "dots", "faded")
        return {
            "words": self._words.plain(),
            "looks": {look: self._m.look(look) for look in looks},
            "quirks": {c.id: sorted(c.quirks) for c in comments if c.quirks},
            "rest": {c.id: c.rest for c in comments if c.rest is not None},
            "stream": self._page.stream,
            "batch": BATCH,
            "window": self._page.window,
        }

    def _body(self) -> Html:
        m = self._m
        page = self._page
        head = m.tag("div", m.tag("h1", PAGE_NAME), role="banner", look="head")
        if page.surface == "theatre":
            picture = m.tag("div", m.tag("img", alt="", src=PIXEL), role="main", look="post")
            pane = m.tag("div", *self._thread(page.posts[0]), role="complementary", look="thread")
            return m.tag("div", head, m.tag("div", picture, pane, look="main"))
        if page.surface == "notifications":
            return m.tag("div", head, m.tag("div", *self._notified(), role="main", look="main"))
        if page.surface == "dialog":
            feed = m.tag(
                "div", *(self._post(p, n) for n, p in enumerate(page.foreign)), role="feed"
            )
            main = m.tag("div", feed, role="main", look="main")
            shown = m.tag("div", self._post(page.posts[0], None), look="window")
            name = f"{PAGE_NAME}: {page.posts[0].text[:20]}"
            dialog = m.tag("div", shown, role="dialog", aria_label=name, look="over")
            return join([m.tag("div", head, main), m.tag("div", dialog)])
        units = [
            m.tag("div", self._post(post, n), data_pagelet=f"TimelineFeedUnit_{n}")
            for n, post in enumerate(page.posts + page.foreign)
        ]
        main = m.tag("div", *units, data_pagelet="ProfileTimeline")
        return m.tag("div", head, m.tag("div", main, role="main", look="main"))

    def _notified(self) -> list[Html]:
        """Links to comments, each with a picture of who wrote, as a notification shows them."""
        m = self._m
        rows: list[Html] = []
        for post in self._page.posts:
            for comment, root in walk(post.comments):
                address = comment_url(post, comment.id, root.id if root else None)
                href = tracked(f"{address}&notif_id=1700000000000000&notif_t=feed_comment", "AZ")
                said = m.tag("span", m.tag("span", comment.author.name), " ⋯", dir="auto")
                link = m.tag("a", m.tag("div", said), role="link", tabindex=0, href=href)
                rows.append(m.tag("div", m.tag("div", link, role="row"), role="listitem"))
        return rows

    def _post(self, post: SitePost, position: int | None) -> Html:
        m = self._m
        link = m.tag(
            "a",
            m.tag("span", self._words.age("1d")),
            role="link",
            href=tracked(post_url(post), "AZ"),
            aria_label=self._words.age("1d"),
        )
        to_page = m.tag("a", m.tag("span", post.author), role="link", href=tracked(FACEBOOK, "AZ"))
        name = m.tag("h2", m.tag("span", to_page), look="name")
        message = m.tag(
            "div",
            m.tag("span", m.tag("div", post.text, dir="auto"), dir="auto"),
            data_ad_rendering_role="story_message",
            data_ad_comet_preview="message",
        )
        count = len(walk(post.comments + post.more))
        counted = self._words.count.format(n=count)
        return m.tag(
            "div",
            name,
            link,
            message,
            m.tag("div", m.tag("span", counted, dir="auto"), role="button", tabindex=0),
            m.tag("div", *self._thread(post), look="thread"),
            look="post",
            role="article" if self._page.post_is_article else None,
            aria_posinset=None if position is None else position + 1,
        )

    def _thread(self, post: SitePost) -> list[Html]:
        m = self._m
        words = self._words
        sort = m.tag("span", words.sort, dir="auto")
        parts = [
            m.tag(
                "div",
                sort,
                role="button",
                tabindex=0,
                aria_haspopup="menu",
                data_sort=1,
                look="press",
            )
        ]
        parts += [self._focused(post)]
        roots = [self._root(post, comment) for comment in post.comments]
        if self._page.window:
            waiting = join([Html(f"<template data-virtual>{root}</template>") for root in roots])
            parts.append(m.tag("div", waiting, data_list=1))
        elif self._page.stream:
            parts += [Html(f"<template data-stream>{root}</template>") for root in roots]
        else:
            parts += roots
        parts += [self._placeholder() for _ in range(self._page.placeholders)]
        if post.more:
            waiting = join([self._root(post, comment) for comment in post.more])
            press = m.tag("span", m.tag("span", words.more_comments, dir="auto"))
            parts.append(m.tag("div", press, role="button", tabindex=0, data_more=1, look="press"))
            parts.append(Html(f"<template data-waiting>{waiting}</template>"))
        return parts

    def _root(self, post: SitePost, comment: SiteComment) -> Html:
        wrappers = self._page.comment_wrappers
        writer = CommentWriter(
            self._m, self._words, post, wrappers=wrappers, articles=self._page.articles
        )
        replies = join([writer.write(reply, comment, Html()) for reply in comment.replies])
        if self._page.nested:
            return writer.write(comment, None, replies)
        return join([writer.write(comment, None, Html()), replies])

    def _focused(self, post: SitePost) -> Html:
        writer = CommentWriter(self._m, self._words, post, wrappers=False)
        again = [
            writer.write(comment, root, Html())
            for comment, root in walk(post.comments)
            if comment.id == self._page.focused
        ]
        return join(again)

    def _placeholder(self) -> Html:
        m = self._m
        shimmer = m.tag("div", role="status", aria_label="…", look="shimmer")
        return m.tag("div", m.tag("div", shimmer, role="article"))

    def _open_already(self) -> Html:
        """A dialog or menu of something else that is open when the moderator acts."""
        m = self._m
        words = self._words
        parts: list[Html] = []
        if self._page.other_dialog:
            press = m.tag("div", words.delete, role="button", tabindex=0, data_destructive=1)
            parts.append(m.tag("div", m.tag("div", press, role="dialog", look="chat")))
        if self._page.other_menu:
            press = m.tag("div", words.delete, role="menuitem", tabindex=0, data_destructive=1)
            parts.append(m.tag("div", m.tag("div", press, role="menu", look="chat")))
        return join(parts)
