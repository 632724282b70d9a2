"""The invented people, and comments with everything that may stand in one."""

from __future__ import annotations

from tests.pages.model import (
    PAGE_ID,
    PAGE_NAME,
    Author,
    Emoji,
    Link,
    Mention,
    Photo,
    SiteComment,
)

FIRST_ID = 9_007_199_254_740_993
"""2**53 + 1: neighbours here are one and the same number to JavaScript."""

ANNA = Author("Anna Exempelsson", "vanity", "anna.exempelsson.7")
BERTIL = Author("Bertil Påhittad-Öst", "profile", "100000000000042")
CAMILLA = Author("Camilla Testlund", "people", "100000000000077")
DARIUSZ = Author("Dariusz W.", "group", "100000000000099")
HIDDEN = Author("Anonym deltagare", "anonymous")
PAGE = Author(PAGE_NAME, "profile", PAGE_ID)
SCONTENT = "https://scontent.xx.fbcdn.net/v/t39.30808-6/"


def comment_id(number: int) -> str:
    """A comment id beyond what a JavaScript number can hold."""
    return str(FIRST_ID + number)


def mention(author: Author) -> Mention:
    """An author's name at the start of a reply."""
    if author.kind == "profile":
        return Mention(author.name, f"https://www.facebook.com/profile.php?id={author.key}")
    return Mention(author.name, f"https://www.facebook.com/{author.key}")


CONTENT: tuple[SiteComment, ...] = (
    SiteComment(
        comment_id(1),
        ANNA,
        ("När plogas Storgatan? Har väntat sedan i morse ", Emoji("❄️"), Emoji("😡")),
        replies=(
            SiteComment(
                comment_id(2),
                PAGE,
                (mention(ANNA), " Hej! Storgatan plogas före klockan tolv."),
                age="2h",
                quirks=frozenset({"no_lang"}),
            ),
            SiteComment(comment_id(3), BERTIL, ("Tack för svar", Emoji("👍")), age="25m"),
        ),
    ),
    SiteComment(comment_id(4), BERTIL, (Emoji("🎉"), Emoji("🎉"), Emoji("👏🏽")), age="2d"),
    SiteComment(comment_id(5), CAMILLA, sticker="Tummen upp, klistermärke", age="y14:05"),
    SiteComment(comment_id(6), ANNA, photo=Photo("122000000000000001", f"{SCONTENT}plog.png")),
    SiteComment(
        comment_id(7),
        CAMILLA,
        ("Läs här ", Link("https://nyheter.example/plogning?id=7&sida=2", "nyheter.example/plog…")),
        card=Link("https://nyheter.example/plogning?id=7&sida=2", "Plogningen dröjer"),
    ),
    SiteComment(
        comment_id(8),
        BERTIL,
        ("Första stycket, om vägen.\nAndra stycket, om bron.\nTredje: vem svarar?",),
        age="4w",
    ),
    SiteComment(
        comment_id(9),
        ANNA,
        ("Det här är en lång berättelse som börjar med att jag gick ut… ",),
        rest="och slutar med att jag gick in igen.",
    ),
    SiteComment(comment_id(10), BERTIL, ("متى سيتم تنظيف الطريق؟ שלום לכולם",), lang="ar"),
    SiteComment(
        comment_id(11), CAMILLA, ("Hela vägen är full av snö. " * 185 + "Slut.",), age="1d"
    ),
    SiteComment(
        comment_id(12),
        ANNA,
        ("Rad ett\nrad två <b>inte fet</b> & så",),
        quirks=frozenset({"br_lines"}),
    ),
)
