"""What a test page shows, described in words a person can read.

The renderers turn a description into HTML; `expected.py` turns the same description into what
`readPage` must return. Neither looks at the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PAGE_ID = "61550000000000017"
"""Numeric id of the invented municipality's page."""

PAGE_NAME = "Exempelby kommun"
PAGE_VANITY = "exempelbykommun"

AuthorKind = Literal["vanity", "profile", "people", "group", "anonymous"]
PostForm = Literal["permalink", "posts", "group", "photo", "watch", "reel", "videos"]
Surface = Literal[
    "timeline",
    "permalink",
    "dialog",
    "theatre",  # photo, video or reel: the picture, and the comments in a pane beside it
    "notifications",  # links to comments, and no comment
    "instagram_post",
    "instagram_modal",
    "business_comments",
    "business_messages",
    "linkedin",  # data-id on article, replies inside
    "other",  # a page with no reading rules
    "linkedin_new",  # componentkey, as on pages of 2026
]
Generator = Literal["first", "second"]
"""Two writers of the same facts, so that the reader cannot lean on one."""
Language = Literal["sv", "en", "nonsense"]

Quirk = Literal[
    "late_menu",  # the menu comes 800 ms after the click
    "hover_menu",  # the menu button exists only after the mouse has been over the comment
    "two_deletes",  # the confirm dialog has two buttons with the confirm word
    "no_delete",  # the menu has no delete item
    "rerender_same",  # a fresh node for the same comment between menu and confirm
    "rerender_other",  # the node shows another comment between menu and confirm
    "blocked",  # acting opens "You're Temporarily Blocked", and nothing happens
    "stubborn",  # the act is accepted and the comment stays as it was
    "vanishes",  # the author deletes the comment while the menu is open
    "no_hide",  # the page offers no hide control
    "no_confirm",  # deletes at once, without a confirm dialog
    "needs_mouse",  # opens for mousedown + mouseup + click only
    "br_lines",  # lines are <br> within one block, not blocks
    "no_lang",  # the text carries no lang attribute
    "no_id",  # no link with a comment id anywhere
    "no_token",  # the author's link carries no token
]


@dataclass(frozen=True)
class Emoji:
    """An emoji drawn as a picture."""

    alt: str


@dataclass(frozen=True)
class Mention:
    """A person's name in the text, linked to the profile."""

    name: str
    url: str


@dataclass(frozen=True)
class Link:
    """A web address in the text, behind the platform's redirect."""

    url: str
    shown: str


TextPart = str | Emoji | Mention | Link


@dataclass(frozen=True)
class Author:
    """Who wrote a comment. `key` is the vanity name or the numeric id, as the kind needs."""

    name: str
    kind: AuthorKind = "vanity"
    key: str = ""


@dataclass(frozen=True)
class Photo:
    """A picture attached to a comment."""

    fbid: str
    src: str


@dataclass(frozen=True)
class SiteComment:
    """One comment. In `text`, a newline within words starts a new line on the page."""

    id: str
    author: Author
    text: tuple[TextPart, ...] = ()
    age: str = "3h"
    """`3h`, `2d`, `5m`, `4w` or `y14:05` (yesterday at): shown in the words of the language."""
    lang: str = "sv-SE"
    rest: str | None = None
    """What "see more" shows; the page shows only `text` until then."""
    sticker: str | None = None
    photo: Photo | None = None
    card: Link | None = None
    replies: tuple[SiteComment, ...] = ()
    quirks: frozenset[Quirk] = frozenset()


@dataclass(frozen=True)
class SitePost:
    """One post with its comments."""

    id: str
    text: str
    comments: tuple[SiteComment, ...]
    form: PostForm = "permalink"
    author: str = PAGE_NAME
    more: tuple[SiteComment, ...] = ()
    """Comments that come only after "view more comments"."""

    @property
    def story(self) -> str:
        """The opaque id of the post's address."""
        return f"pfbid0{self.id[::-1]}Xq{self.id[:6]}l"


@dataclass(frozen=True)
class SitePage:
    """One page load."""

    name: str
    surface: Surface
    posts: tuple[SitePost, ...]
    language: Language = "sv"
    foreign: tuple[SitePost, ...] = ()
    """Posts of others beneath a dialog; nothing of theirs may be read."""
    nested: bool = False
    """Replies stand inside the root's article; else they are its siblings."""
    focused: str | None = None
    """Id of a comment that is shown once more on top, as after a notification."""
    comment_wrappers: bool = True
    """`[data-commentid]` around each comment."""
    post_is_article: bool = True
    placeholders: int = 0
    other_dialog: bool = False
    other_menu: bool = False
    stream: int = 0
    """Milliseconds between batches of ten comments added after load; 0: all at once."""
    reel: bool = False
    window: int = 0
    """Of a virtual list: how many comments stand in the page at once, in nodes that are used again; 0: all."""
    articles: bool = True
    """`role=article` around comments; False: as if the page marked none."""
    generator: Generator = "first"


def walk(comments: tuple[SiteComment, ...]) -> list[tuple[SiteComment, SiteComment | None]]:
    """Every comment with its root (None for a root), in the order of the page."""
    found: list[tuple[SiteComment, SiteComment | None]] = []
    for comment in comments:
        found.append((comment, None))
        found.extend((reply, comment) for reply in comment.replies)
    return found
