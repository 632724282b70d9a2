"""What `readPage` must return for a description, as plain data in the contract's field names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from tests.pages.addresses import (
    INSTAGRAM,
    LINKEDIN,
    THREAD,
    author_id,
    author_url,
    comment_url,
    instagram_code,
    instagram_comment_url,
    instagram_post_url,
    post_key,
    post_url,
    surface_of,
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
    unread = len(walk(page.posts[0].more)) if page.surface == "business_comments" else 0
    if page.surface == "notifications":
        return Expected((), 0)
    for post in page.posts:
        for comment, root in walk(post.comments):
            if "no_id" in comment.quirks:
                unread += 1
            elif page.surface.startswith("instagram"):
                comments.append(_instagram(page, comment, root))
            elif page.surface.startswith("linkedin"):
                comments.append(_linkedin(page, comment, root))
            elif page.surface == "business_messages":
                comments.append(_message(page, comment))
            else:
                comments.append(_facebook(page, post, comment, root))
    return Expected(tuple(comments), unread)


def _facebook(
    page: SitePage, post: SitePost, comment: SiteComment, root: SiteComment | None
) -> Plain:
    named = comment.author.kind != "anonymous"
    token = named and "no_token" not in comment.quirks
    parent = root.id if root else None
    return {
        "platform": "facebook",
        "surface": surface_of(page, post),
        "id": comment.id,
        "parent_id": parent,
        "graph_id": f"{post.id}_{comment.id}" if token else None,
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
            "id": post.id if token else post_key(post),
            "url": post_url(post),
            "author": post.author if has_heading(page) else None,
            "text": post.text if has_heading(page) else None,
        },
    }


def _instagram(page: SitePage, comment: SiteComment, root: SiteComment | None) -> Plain:
    parent = root.id if root else None
    post = page.posts[0]
    return {
        "platform": "instagram",
        "surface": surface_of(page, post),
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


def has_heading(page: SitePage) -> bool:
    """Beside a picture, and in the inbox, the post's own message does not stand in a proven place."""
    return page.surface not in ("theatre", "business_comments")


def _linkedin(page: SitePage, comment: SiteComment, root: SiteComment | None) -> Plain:
    post = page.posts[0]
    nested = root is not None and page.surface == "linkedin"
    made = datetime.fromtimestamp((int(comment.id) >> 22) / 1000, UTC)
    return {
        "platform": "linkedin",
        "surface": "linkedin_post",
        "id": comment.id,
        "parent_id": root.id if root is not None and nested else None,
        "graph_id": None,
        "permalink": None,
        "author": {
            "name": comment.author.name,
            "url": f"{LINKEDIN}/in/{comment.author.key}/",
            "id": None,
        },
        "text": text_of(comment),
        "truncated": False,
        "language": None,
        "shown": WORDS[page.language].age(comment.age) if page.surface == "linkedin" else None,
        "exact": None,
        "links": _links(comment),
        "photos": [],
        "post": {
            "id": f"activity:{post.id}",
            "url": f"{LINKEDIN}/feed/update/urn:li:activity:{post.id}/",
            "author": None,
            "text": None,
        },
        "earliest": made.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }


def _message(page: SitePage, comment: SiteComment) -> Plain:
    return {
        "platform": "facebook",
        "surface": "business_messages",
        "id": comment.id,
        "parent_id": None,
        "graph_id": None,
        "permalink": None,
        "author": {"name": None, "url": None, "id": None},
        "text": text_of(comment),
        "truncated": False,
        "language": None,
        "shown": WORDS[page.language].age(comment.age),
        "exact": exact_time(comment),
        "links": [],
        "photos": [],
        "post": {"id": THREAD, "url": None, "author": None, "text": None},
    }


def exact_time(comment: SiteComment) -> str:
    """An Instagram comment's exact time: made from its id, so that each has its own."""
    number = int("".join(filter(str.isdigit, comment.id))) % 28
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
