"""The platforms' addresses: of posts, comments, authors and links, with their tracking tails."""

from __future__ import annotations

from base64 import b64encode
from urllib.parse import quote

from tests.pages.model import PAGE_ID, PAGE_VANITY, Author, SitePage, SitePost

FACEBOOK = "https://www.facebook.com"
INSTAGRAM = "https://www.instagram.com"
LINKEDIN = "https://www.linkedin.com"
BUSINESS = "https://business.facebook.com/latest/inbox"
GROUP = "exempelbygruppen"
THREAD = "700000000000001"
"""The open thread of the inbox."""


def post_url(post: SitePost) -> str:
    """A Facebook post's clean address in the form the description asks for."""
    match post.form:
        case "permalink":
            return f"{FACEBOOK}/permalink.php?story_fbid={post.story}&id={PAGE_ID}"
        case "posts":
            return f"{FACEBOOK}/{PAGE_VANITY}/posts/{post.story}"
        case "group":
            return f"{FACEBOOK}/groups/{GROUP}/posts/{post.id}/"
        case "photo":
            return f"{FACEBOOK}/photo/?fbid={post.id}"
        case "watch":
            return f"{FACEBOOK}/watch/?v={post.id}"
        case "reel":
            return f"{FACEBOOK}/reel/{post.id}/"
        case "videos":
            return f"{FACEBOOK}/{PAGE_VANITY}/videos/{post.id}/"


def post_key(post: SitePost) -> str:
    """What names the post in its address: opaque in some forms, the numeric id in others."""
    return post.story if post.form in ("permalink", "posts") else post.id


def comment_url(post: SitePost, comment_id: str, parent_id: str | None) -> str:
    """A Facebook comment's clean permalink; a reply's names its root first."""
    ids = f"comment_id={comment_id}"
    if parent_id is not None:
        ids = f"comment_id={parent_id}&reply_comment_id={comment_id}"
    address = post_url(post)
    return f"{address}{'&' if '?' in address else '?'}{ids}"


def author_url(author: Author) -> str | None:
    """A Facebook author's clean address; an anonymous one has none."""
    match author.kind:
        case "vanity":
            return f"{FACEBOOK}/{author.key}"
        case "profile":
            return f"{FACEBOOK}/profile.php?id={author.key}"
        case "people":
            return f"{FACEBOOK}/people/{quote(author.name.replace(' ', '-'))}/{author.key}/"
        case "group":
            return f"{FACEBOOK}/groups/{GROUP}/user/{author.key}/"
        case "anonymous":
            return None


def author_id(author: Author) -> str | None:
    """Numeric id only from `profile.php?id=` and `/user/<id>/`; else none, never a guess."""
    return author.key if author.kind in ("profile", "group") else None


def comment_token(post: SitePost, comment_id: str) -> str:
    """The base64 that an author link carries: `comment:<post>_<comment>`."""
    return b64encode(f"comment:{post.id}_{comment_id}".encode()).decode()


def tracked(address: str, token: str) -> str:
    """An address as the page shows it, with Facebook's tracking tail."""
    return f"{address}{'&' if '?' in address else '?'}__cft__[0]={token}&__tn__=R-R"


def redirected(url: str, token: str) -> str:
    """An outside address behind Facebook's redirect, with fbclid added to it as Facebook does."""
    with_click = f"{url}{'&' if '?' in url else '?'}fbclid={token}"
    return f"https://l.facebook.com/l.php?u={quote(with_click, safe='')}&h={token}&__tn__=-UK-R"


def instagram_post_url(page: SitePage) -> str:
    """An Instagram post's address."""
    return f"{INSTAGRAM}/{'reel' if page.reel else 'p'}/{instagram_code(page.posts[0])}/"


def instagram_comment_url(page: SitePage, comment_id: str, parent_id: str | None) -> str:
    """An Instagram comment's permalink; a reply's names its root first."""
    ids = comment_id if parent_id is None else f"{parent_id}/r/{comment_id}"
    return f"{instagram_post_url(page)}c/{ids}/"


def instagram_code(post: SitePost) -> str:
    """The eleven characters that name an Instagram post."""
    return f"C{post.id[-4:]}xQ{post.id[:4]}"


def surface_of(page: SitePage, post: SitePost) -> str:
    """What the contract calls the kind of page."""
    if page.surface.startswith("business"):
        return page.surface
    if page.surface.startswith("linkedin"):
        return "linkedin_post"
    if page.surface.startswith("instagram"):
        return "instagram_reel" if page.reel else "instagram_post"
    if page.surface == "timeline":
        return "facebook_timeline"
    forms = {
        "group": "group",
        "photo": "photo",
        "watch": "video",
        "videos": "video",
        "reel": "reel",
    }
    return f"facebook_{forms.get(post.form, 'permalink')}"


def linkedin_urn(post: SitePost, comment_id: str) -> str:
    """LinkedIn's own name of a comment."""
    return f"urn:li:comment:(activity:{post.id},{comment_id})"
