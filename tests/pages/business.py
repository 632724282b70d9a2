"""Meta Business Suite's inbox: its rows, and the open thread of messages or comments.

What is known: rows of no size with `data-surface`, times in `abbr[data-utime]`, messages by
`data-message-id`, and that a press on a row moves it to Done. The rest is made up.
"""

from __future__ import annotations

import json
from datetime import datetime

from tests.pages.addresses import BUSINESS, THREAD
from tests.pages.assets import asset
from tests.pages.expected import exact_time
from tests.pages.facebook_comment import CommentWriter, split_lines
from tests.pages.languages import WORDS
from tests.pages.markup import Html, Markup, escape, join
from tests.pages.model import PAGE_ID, Emoji, SiteComment, SitePage, walk


def address(page: SitePage) -> str:
    """Where this page stands."""
    part = "facebook_comments" if page.surface == "business_comments" else "messenger"
    return f"{BUSINESS}/{part}?asset_id={PAGE_ID}&selected_item_id={THREAD}"


def render(page: SitePage, *, seed: int | None = None, nonce: str = "") -> str:
    """The whole document; `seed` None makes class names random at each load."""
    return _Inbox(page, Markup(seed, shuffled=page.generator == "second")).document(nonce)


class _Inbox:
    def __init__(self, page: SitePage, markup: Markup) -> None:
        self._page = page
        self._m = markup
        self._words = WORDS[page.language]

    def document(self, nonce: str) -> str:
        marks = f' nonce="{nonce}"' if nonce else ""
        plan = json.dumps({"words": self._words.plain(), "looks": {}, "quirks": {}, "stream": 0})
        return (
            f'<!doctype html><html lang="{self._words.html}"><head><meta charset="utf-8">'
            f"<title>Inbox</title><style>{self._m.style(asset('facebook.css.tmpl'))}</style></head>"
            f"<body>{self._body()}"
            f'<script type="application/json" id="plan">{plan}</script>'
            f"<script{marks}>{asset('acts.js')}</script></body></html>"
        )

    def _body(self) -> Html:
        m = self._m
        post = self._page.posts[0]
        listed = post.more or post.comments[:1]
        rows = [self._row(comment, n) for n, (comment, _) in enumerate(walk(listed))]
        if self._page.surface == "business_messages":
            thread = [self._message(comment) for comment, _ in walk(post.comments)]
        else:
            writer = CommentWriter(m, self._words, post, wrappers=False, articles=False)
            thread = [writer.write(c, root, Html()) for c, root in walk(post.comments)]
        inbox = m.tag("div", *rows, role="grid", look="head")
        return m.tag("div", inbox, m.tag("div", *thread, role="main", look="main"))

    def _row(self, comment: SiteComment, number: int) -> Html:
        """A press anywhere on it moves the thread to Done."""
        m = self._m
        mark = m.tag("span", data_surface=f"/bizweb:inbox/thread_row{number}")
        said = m.tag("span", comment.author.name, " ", self._text(comment), dir="auto")
        when = m.tag("abbr", self._words.age(comment.age), data_utime=_seconds(comment))
        row = m.tag("a", mark, said, when, role="row", tabindex=0, data_destructive=1)
        return m.tag("div", row, look="item")

    def _message(self, comment: SiteComment) -> Html:
        m = self._m
        blocks = [m.tag("div", self._text(comment), dir="auto")]
        if self._page.generator == "second":
            blocks = [m.tag("span", m.tag("span", self._text(comment)), dir="auto")]
        when = m.tag("abbr", self._words.age(comment.age), data_utime=_seconds(comment))
        press = m.tag("div", m.tag("span", "⋯", dir="auto"), role="button", tabindex=0)
        bubble = m.tag("div", *blocks, look="bubble")
        return m.tag("div", m.tag("div", bubble, press, when), data_message_id=comment.id)

    def _text(self, comment: SiteComment) -> Html:
        flow: list[Html] = []
        for number, line in enumerate(split_lines(comment.text)):
            flow += [self._m.tag("br")] if number else []
            for part in line:
                flow.append(escape(part.alt if isinstance(part, Emoji) else str(part)))
        return join(flow)


def _seconds(comment: SiteComment) -> int:
    return int(datetime.fromisoformat(exact_time(comment)).timestamp())
