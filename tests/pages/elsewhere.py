"""The named test pages of Instagram, the inbox and LinkedIn; the people are invented."""

from __future__ import annotations

from dataclasses import replace

from tests.pages.content import ANNA, BERTIL, CAMILLA, PAGE
from tests.pages.model import (
    Author,
    Emoji,
    Link,
    Mention,
    SiteComment,
    SitePage,
    SitePost,
)


def _person(user: str) -> Author:
    return Author(user, "vanity", user)


INSTAGRAM_COMMENTS: tuple[SiteComment, ...] = (
    SiteComment("17900000000000001", _person("anna.exempel"), ("Så fint! ❄️",)),
    SiteComment(
        "17900000000000002",
        _person("bertil_2"),
        ("Rad ett\nrad två",),
        age="2d",
        replies=(
            SiteComment("17900000000000007", _person("elsa"), ("Svar på rad två",), age="1d"),
        ),
    ),
    SiteComment(
        "17900000000000003",
        _person("c.testlund"),
        (Mention("@anna.exempel", "https://www.instagram.com/anna.exempel/"), " håller med"),
        quirks=frozenset({"no_confirm"}),
    ),
    SiteComment(
        "17900000000000004", _person("dariusz"), ("😂😂",), quirks=frozenset({"late_menu"})
    ),
    SiteComment(
        "179000000000000051",
        _person("elsa"),
        ("متى؟",),
        age="4w",
        quirks=frozenset({"needs_mouse"}),
    ),
    SiteComment("17900000000000006", _person("anna.exempel"), ("Igen jag",), age="5m"),
)
INSTAGRAM_POST = SitePost("122200000000000001", "Vinter i Exempelby", INSTAGRAM_COMMENTS)


def instagram_post() -> SitePage:
    return SitePage("instagram_post", "instagram_post", (INSTAGRAM_POST,), placeholders=1)


def instagram_modal() -> SitePage:
    return SitePage("instagram_modal", "instagram_modal", (INSTAGRAM_POST,))


def instagram_reel() -> SitePage:
    return SitePage("instagram_reel", "instagram_post", (INSTAGRAM_POST,), reel=True)


def instagram_nested() -> SitePage:
    return SitePage("instagram_nested", "instagram_post", (INSTAGRAM_POST,), nested=True)


def instagram_reel_modal() -> SitePage:
    page = replace(instagram_modal(), name="instagram_reel_modal", reel=True)
    return replace(page, nested=True)


MESSAGES: tuple[SiteComment, ...] = (
    SiteComment("mid.$cAAAAAExempel1", ANNA, ("Hej! När öppnar simhallen?",)),
    SiteComment("mid.$cAAAAAExempel2", PAGE, ("Klockan tio.\nVälkommen!",), age="1h"),
    SiteComment("m_Exempel-3_", ANNA, ("Tack ", Emoji("👍")), age="5m"),
)


def business_messages() -> SitePage:
    post = SitePost("122100000000000015", "", MESSAGES)
    return SitePage("business_messages", "business_messages", (post,), comment_wrappers=False)


LINKEDIN_COMMENTS: tuple[SiteComment, ...] = (
    SiteComment(
        "7034276934494683136",
        ANNA,
        ("Bra rekrytering ", Emoji("👏"), "\nNär är sista dag?"),
        replies=(
            SiteComment(
                "7034539835654569984", CAMILLA, (Mention(ANNA.name, "/in/anna/"), " den 3:e")
            ),
        ),
    ),
    SiteComment("7169763157870137344", BERTIL, (Link("https://jobb.example/7", "jobb.example/7"),)),
)
LINKEDIN_POST = SitePost("7034272412724555776", "Vi söker lärare", LINKEDIN_COMMENTS)


def linkedin() -> SitePage:
    return SitePage("linkedin", "linkedin", (LINKEDIN_POST,))


def linkedin_new() -> SitePage:
    return SitePage("linkedin_new", "linkedin_new", (LINKEDIN_POST,))
