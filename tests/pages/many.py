"""Large pages, for measuring: any number of comments, at once or streamed in."""

from __future__ import annotations

from tests.pages.content import ANNA, BERTIL, CAMILLA, comment_id
from tests.pages.model import Emoji, Generator, SiteComment, SitePage, SitePost

SENTENCES = (
    "När blir det plogat på vår gata?",
    "Tack för ett fint jobb i kylan",
    "Ni är ju helt odugliga, varje vinter samma sak",
    "Min mormor halkade i går och nu ligger hon på sjukhus. Vem tar ansvar för det?",
    "Skolskjutsen kom inte heller i dag\nBarnen stod i fyrtio minuter",
    "Vilka idioter som bestämmer",
    "Ring mig på 070-1740605 så ska jag berätta",
    "Rösta bort dem nästa höst",
)


def many(
    count: int, *, stream: int = 0, window: int = 0, generator: Generator = "first"
) -> SitePage:
    """A timeline with one post of `count` comments, every fifth a reply to the one before."""
    comments: list[SiteComment] = []
    people = (ANNA, BERTIL, CAMILLA)
    for number in range(count):
        text = f"{SENTENCES[number % len(SENTENCES)]} ({number}) "
        comment = SiteComment(
            comment_id(10_000 + number),
            people[number % 3],
            (text, Emoji("🙂")),
            age=f"{number % 23 + 1}h",
        )
        if number % 5 == 4:
            root = comments.pop()
            comment = SiteComment(root.id, root.author, root.text, root.age, replies=(comment,))
        comments.append(comment)
    post = SitePost("122300000000000001", "Många kommentarer", tuple(comments))
    return SitePage(
        f"many_{count}", "timeline", (post,), stream=stream, window=window, generator=generator
    )
