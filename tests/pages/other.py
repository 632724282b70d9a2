"""A page that nobody reads for us, in the manner of YouTube's comments: elements of its own making."""

from __future__ import annotations

from tests.pages.languages import WORDS
from tests.pages.markup import Html, Markup, escape
from tests.pages.model import SiteComment, SitePage, walk

HOST = "https://www.youtube.com"


def address(page: SitePage) -> str:
    """Where this page stands."""
    return f"{HOST}/watch?v={page.posts[0].id}"


def render(page: SitePage, *, seed: int | None = None, nonce: str = "") -> str:
    """The whole document; a press on one of its controls counts as destructive."""
    m = Markup(seed)
    rows = [_thread(m, page, comment) for comment, _ in walk(page.posts[0].comments)]
    marks = f' nonce="{nonce}"' if nonce else ""
    return (
        f'<!doctype html><html lang="{WORDS[page.language].html}"><head><meta charset="utf-8">'
        "<title>Film</title><style>body{font:15px sans-serif;margin:24px}"
        "section{padding:10px;border-bottom:1px solid #ccc}</style></head><body>"
        f"<h1>{escape(page.posts[0].text)}</h1><div id=comments>{Html(''.join(rows))}</div>"
        f"<script{marks}>window.__acts = []; window.__uppsiktDestructive = 0;"
        "document.addEventListener('click', ({ target }) => {"
        "if (target.closest('#comments')) window.__uppsiktDestructive += 1; });"
        "</script></body></html>"
    )


def _thread(m: Markup, page: SitePage, comment: SiteComment) -> Html:
    words = WORDS[page.language]
    name = m.tag(
        "a",
        m.tag("span", f"@{comment.author.key}"),
        id="author-text",
        href=f"/@{comment.author.key}",
    )
    href = f"/watch?v={page.posts[0].id}&lc={comment.id}"
    age = m.tag("span", m.tag("a", words.age(comment.age), href=href), id="published-time-text")
    text = m.tag("div", m.tag("span", str(comment.text[0])), id="content-text")
    press = [m.tag("button", words.like), m.tag("button", words.reply)]
    return m.tag("section", m.tag("h3", name), age, m.tag("div", text), *press)
