"""Pages for journeys: each comment has an author of its own, so that its badge can be told by name."""

from __future__ import annotations

from tests.pages.content import comment_id
from tests.pages.model import Author, Language, Quirk, SiteComment, SitePage, SitePost, Surface

INSULT = "Du är en jävla idiot, Berglund"
PRAISE = "Tack för att ni plogar så fint"


def comment(number: int, text: str, *quirks: Quirk, instagram: bool = False) -> SiteComment:
    """A comment by an author with a number for a name."""
    if instagram:
        author = Author(f"skribent.{number}", "vanity", f"skribent.{number}")
        return SiteComment(f"1790000000000{number:04}", author, (text,), quirks=frozenset(quirks))
    author = Author(f"Skribent {number:04}", "profile", f"10000000000{number:04}")
    return SiteComment(comment_id(5000 + number), author, (text,), quirks=frozenset(quirks))


def scene(
    *comments: SiteComment, surface: Surface = "timeline", language: Language = "en"
) -> SitePage:
    """One post with these comments."""
    post = SitePost(f"1224{comments[0].id[-12:]}", "Nu plogar vi!", comments)
    foreign = (OTHERS,) if surface == "dialog" else ()
    wrapped = surface == "timeline"
    return SitePage(
        "scene", surface, (post,), language=language, foreign=foreign, comment_wrappers=wrapped
    )


OTHERS = SitePost(
    "122999999999999955",
    "Någon annans inlägg",
    (comment(9999, "Inte er sak, jävla idiot"),),
    author="Främmande Företag AB",
)
