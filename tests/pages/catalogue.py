"""The named test pages. Every page exists in every language; the people are invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.pages import elsewhere
from tests.pages.content import ANNA, BERTIL, CAMILLA, CONTENT, DARIUSZ, HIDDEN, PAGE, comment_id
from tests.pages.model import (
    Generator,
    Language,
    SiteComment,
    SitePage,
    SitePost,
)

STRANGER = SitePost(
    "122999999999999901",
    "Köp cyklar av oss!",
    (
        SiteComment(comment_id(901), BERTIL, ("Det här är någon annans inlägg.",)),
        SiteComment(comment_id(902), DARIUSZ, ("Inte er sak att läsa.",)),
    ),
    author="Främmande Företag AB",
)
STRANGER_TOO = replace(
    STRANGER,
    id="122999999999999902",
    form="posts",
    comments=(SiteComment(comment_id(903), ANNA, ("Också främmande.",)),),
)


def _thread(first: int, start: str) -> tuple[SiteComment, ...]:
    people = (ANNA, BERTIL, CAMILLA)
    return tuple(
        SiteComment(comment_id(first + n), person, (f"{start} {n}",))
        for n, person in enumerate(people)
    )


SNOW = SitePost("122100000000000001", "Nu plogar vi! ❄", CONTENT)
SCHOOL = SitePost("122100000000000002", "Ny skola öppnar", _thread(30, "Om skolan,"), form="posts")
WATER = SitePost("122100000000000003", "Koka vattnet", _thread(40, "Om vattnet,"), form="photo")


def _timeline() -> SitePage:
    return SitePage("timeline", "timeline", (SNOW, SCHOOL, WATER), placeholders=2)


def _timeline_nested() -> SitePage:
    return SitePage("timeline_nested", "timeline", (SNOW, SCHOOL), nested=True)


def _timeline_bare() -> SitePage:
    return SitePage("timeline_bare", "timeline", (SCHOOL, WATER), comment_wrappers=False)


def _permalink() -> SitePage:
    return SitePage(
        "permalink",
        "permalink",
        (SNOW,),
        comment_wrappers=False,
        post_is_article=False,
        focused=comment_id(8),
    )


def _suggested() -> SitePage:
    page = replace(_permalink(), name="permalink_suggested", post_is_article=True)
    return replace(page, posts=(SCHOOL,), foreign=(STRANGER, STRANGER_TOO), focused=None)


def _dialog() -> SitePage:
    return SitePage(
        "dialog",
        "dialog",
        (SNOW,),
        foreign=(STRANGER, STRANGER_TOO),
        nested=True,
        comment_wrappers=False,
    )


def _dialog_flat() -> SitePage:
    page = replace(_dialog(), name="dialog_flat", nested=False)
    return replace(page, posts=(SCHOOL,), post_is_article=False)


def _group() -> SitePage:
    authors = (DARIUSZ, HIDDEN, ANNA)
    comments = tuple(
        SiteComment(comment_id(50 + n), author, (f"Från gruppen, {n}",))
        for n, author in enumerate(authors)
    )
    post = SitePost("122100000000000005", "Fråga till gruppen", comments, form="group")
    return SitePage("group", "permalink", (post,), comment_wrappers=False)


def _forms() -> SitePage:
    posts = (
        SitePost("122100000000000006", "Film", _thread(60, "Om filmen,"), form="watch"),
        SitePost("122100000000000007", "Kort film", _thread(70, "Om rullen,"), form="reel"),
        SitePost("122100000000000008", "Inspelning", _thread(80, "Inspelat,"), form="videos"),
    )
    return SitePage("forms", "timeline", posts)


def _photo() -> SitePage:
    return SitePage("photo", "theatre", (WATER,), comment_wrappers=False)


def _video() -> SitePage:
    post = SitePost("122100000000000010", "Film", (*CONTENT[:3],), form="watch")
    return SitePage("video", "theatre", (post,), comment_wrappers=False)


def _page_video() -> SitePage:
    post = SitePost("122100000000000011", "Inspelning", _thread(84, "Inspelat,"), form="videos")
    return SitePage("page_video", "permalink", (post,), comment_wrappers=False)


def _reel() -> SitePage:
    post = SitePost("122100000000000012", "Rulle", CONTENT, form="reel")
    return SitePage("reel", "theatre", (post,), nested=True, comment_wrappers=False)


def _group_page() -> SitePage:
    """S12: what the page itself wrote in a group, with a member's comment beneath."""
    comments = (
        *_thread(54, "Till sidan,"),
        SiteComment(comment_id(59), PAGE, ("Vi svarar här.",), quirks=frozenset({"no_lang"})),
    )
    post = SitePost("122100000000000013", "Kommunen i gruppen", comments, form="group")
    return SitePage("group_page", "permalink", (post,), comment_wrappers=False)


def _notifications() -> SitePage:
    return SitePage("notifications", "notifications", (SNOW,))


def _no_articles() -> SitePage:
    """As if the page marked no articles any more: another strategy must carry."""
    return SitePage("no_articles", "permalink", (SNOW,), comment_wrappers=False, articles=False)


def _no_tokens() -> SitePage:
    """As if the author's link carried no token any more."""
    comments = tuple(replace(c, quirks=frozenset({"no_token"})) for c in _thread(34, "Utan kod,"))
    post = SitePost("122100000000000014", "Utan koder", comments, form="posts")
    return SitePage("no_tokens", "timeline", (post,))


def _unread() -> SitePage:
    lost = SiteComment(
        comment_id(90), BERTIL, ("Ingen vet mitt nummer.",), quirks=frozenset({"no_id"})
    )
    post = replace(SCHOOL, comments=(*SCHOOL.comments, lost))
    return SitePage("unread", "timeline", (post,), placeholders=3)


def _more() -> SitePage:
    post = replace(WATER, more=_thread(45, "Senare om vattnet,"))
    return SitePage("more", "timeline", (post,))


ACTS: tuple[SiteComment, ...] = (
    SiteComment(comment_id(100), ANNA, ("Vanlig kommentar",)),
    SiteComment(comment_id(102), BERTIL, ("Menyn kommer sent",), quirks=frozenset({"late_menu"})),
    SiteComment(comment_id(104), CAMILLA, ("Menyn göms",), quirks=frozenset({"hover_menu"})),
    SiteComment(comment_id(106), ANNA, ("Två lika knappar",), quirks=frozenset({"two_deletes"})),
    SiteComment(
        comment_id(108), BERTIL, ("Går inte att ta bort",), quirks=frozenset({"no_delete"})
    ),
    SiteComment(comment_id(110), CAMILLA, ("Ritas om",), quirks=frozenset({"rerender_same"})),
    SiteComment(comment_id(112), ANNA, ("Byts ut",), quirks=frozenset({"rerender_other"})),
    SiteComment(comment_id(114), BERTIL, ("Spärren slår till",), quirks=frozenset({"blocked"})),
    SiteComment(comment_id(116), CAMILLA, ("Biter sig fast",), quirks=frozenset({"stubborn"})),
    SiteComment(comment_id(118), ANNA, ("Försvinner själv",), quirks=frozenset({"vanishes"})),
    SiteComment(comment_id(120), BERTIL, ("Kan inte döljas",), quirks=frozenset({"no_hide"})),
    SiteComment(comment_id(122), CAMILLA, ("Frågar inte",), quirks=frozenset({"no_confirm"})),
)


def _acting() -> SitePage:
    post = SitePost("122100000000000009", "Pröva här", ACTS)
    return SitePage("acting", "timeline", (post,))


def _acting_permalink() -> SitePage:
    return replace(_acting(), name="acting_permalink", surface="permalink", comment_wrappers=False)


def _other_dialog() -> SitePage:
    return replace(_acting(), name="other_dialog", other_dialog=True)


def _other_menu() -> SitePage:
    return replace(_acting(), name="other_menu", other_menu=True)


def _business_comments() -> SitePage:
    post = replace(SCHOOL, comments=SCHOOL.comments[:2], more=_thread(36, "I inkorgen,"))
    return SitePage(
        "business_comments", "business_comments", (post,), comment_wrappers=False, articles=False
    )


MAKERS: tuple[Callable[[], SitePage], ...] = (
    _timeline,
    _timeline_nested,
    _timeline_bare,
    _permalink,
    _suggested,
    _dialog,
    _dialog_flat,
    _group,
    _forms,
    _unread,
    _more,
    _acting,
    _acting_permalink,
    _other_dialog,
    _other_menu,
    elsewhere.instagram_post,
    elsewhere.instagram_modal,
    elsewhere.instagram_reel,
    elsewhere.instagram_nested,
    elsewhere.instagram_reel_modal,
    _photo,
    _video,
    _page_video,
    _reel,
    _group_page,
    _notifications,
    _no_articles,
    _no_tokens,
    elsewhere.business_messages,
    _business_comments,
    elsewhere.linkedin,
    elsewhere.linkedin_new,
)


def catalogue(language: Language = "sv", generator: Generator = "first") -> dict[str, SitePage]:
    """All pages by name, with the platform's words in one language, by one of the two writers."""
    pages = [replace(make(), language=language, generator=generator) for make in MAKERS]
    return {page.name: page for page in pages}
