"""What `readPage` must return for a description, as plain data in the contract's field names."""

from __future__ import annotations

from dataclasses import dataclass

from tests.pages.addresses import (
    INSTAGRAM,
    author_id,
    author_url,
    comment_url,
    instagram_code,
    instagram_comment_url,
    instagram_post_url,
    post_key,
    post_url,
)
from tests.pages.languages import WORDS
from tests.pages.model import (
    PAGE_VANITY,
    Emoji,
    Link,
    Mention,
    SiteComment,
    SitePage,
    SitePost,
    TextPart,
    walk,
)

Plain = dict[str, object]


@dataclass(frozen=True)
class Expected:
    """The comments in the order of the page, and how many could not be read for want of an id."""

    comments: tuple[Plain, ...]
    unread: int


def expected(page: SitePage) -> Expected:
    """The reading of a page as it stands after load."""
    comments: list[Plain] = []
    unread = 0
    for post in page.posts:
        for comment, root in walk(post.comments):
            if "no_id" in comment.quirks:
                unread += 1
            elif page.surface.startswith("instagram"):
                comments.append(_instagram(page, comment, root))
            else:
                comments.append(_facebook(page, post, comment, root))
    return Expected(tuple(comments), unread)


def _facebook(
    page: SitePage, post: SitePost, comment: SiteComment, root: SiteComment | None
) -> Plain:
    named = comment.author.kind != "anonymous"
    parent = root.id if root else None
    return {
        "platform": "facebook",
        "surface": "facebook_timeline" if page.surface == "timeline" else "facebook_permalink",
        "id": comment.id,
        "parent_id": parent,
        "graph_id": f"{post.id}_{comment.id}" if named else None,
        "permalink": comment_url(post, comment.id, parent),
        "author": {
            "name": comment.author.name if named else None,
            "url": author_url(comment.author),
            "id": author_id(comment.author),
        },
        "text": text_of(comment),
        "truncated": comment.rest is not None,
        "language": comment.lang if comment.text and "no_lang" not in comment.quirks else None,
        "shown": WORDS[page.language].age(comment.age),
        "exact": None,
        "links": _links(comment),
        "photos": [comment.photo.src] if comment.photo else [],
        "post": {
            "id": post.id if named else post_key(post),
            "url": post_url(post),
            "author": post.author,
            "text": post.text,
        },
    }


def _instagram(page: SitePage, comment: SiteComment, root: SiteComment | None) -> Plain:
    parent = root.id if root else None
    post = page.posts[0]
    return {
        "platform": "instagram",
        "surface": "instagram_post",
        "id": comment.id,
        "parent_id": parent,
        "graph_id": None,
        "permalink": instagram_comment_url(page, comment.id, parent),
        "author": {
            "name": comment.author.key,
            "url": f"{INSTAGRAM}/{comment.author.key}/",
            "id": None,
        },
        "text": text_of(comment),
        "truncated": False,
        "language": None,
        "shown": WORDS[page.language].age(comment.age),
        "exact": exact_time(comment),
        "links": _links(comment),
        "photos": [],
        "post": {
            "id": instagram_code(post),
            "url": instagram_post_url(page),
            "author": PAGE_VANITY,
            "text": post.text,
        },
    }


def exact_time(comment: SiteComment) -> str:
    """An Instagram comment's exact time: made from its id, so that each has its own."""
    number = int(comment.id) % 28
    return f"2026-10-{number + 1:02d}T12:34:56.000Z"


def text_of(comment: SiteComment) -> str:
    """The text a person sees; a sticker alone is its description."""
    if not comment.text:
        return comment.sticker or ""
    return "".join(_shown(part) for part in comment.text)


def _shown(part: TextPart) -> str:
    match part:
        case Emoji():
            return part.alt
        case Mention():
            return part.name
        case Link():
            return part.shown
        case _:
            return part


def _links(comment: SiteComment) -> list[str]:
    """Where the comment leads, each address once: in the text first, then the card."""
    links = [part.url for part in comment.text if isinstance(part, Link)]
    return list(dict.fromkeys(links + ([comment.card.url] if comment.card else [])))
