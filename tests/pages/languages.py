"""The words of the platform's own controls, in three languages.

English is evidenced, Swedish on Facebook is a candidate (platform facts: unproven), and the
nonsense language proves that reading leans on no words at all.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass

from tests.pages.model import Language


@dataclass(frozen=True)
class Words:
    """Words of one language; `{n}` and `{who}` are filled in."""

    html: str
    comment_by: str
    reply_by: str
    admin_menu: str
    own_menu: str
    hide: str
    unhide: str
    hide_item: str
    delete: str
    report: str
    ban: str
    confirm_title: str
    confirm_text: str
    confirm: str
    cancel: str
    close: str
    like: str
    reply: str
    message: str
    see_more: str
    sort: str
    newest: str
    all_comments: str
    more_comments: str
    author_badge: str
    count: str
    blocked: str
    options: str
    minutes: str
    hours: str
    days: str
    weeks: str
    yesterday: str

    def age(self, code: str) -> str:
        """Shown words for an age code (`3h`, `2d`, `5m`, `4w`, `y14:05`)."""
        if code.startswith("y"):
            return self.yesterday.format(n=code[1:])
        match = re.fullmatch(r"(\d+)([mhdw])", code)
        if match is None:
            raise ValueError(f"not an age code: {code}")
        unit = {"m": self.minutes, "h": self.hours, "d": self.days, "w": self.weeks}[match[2]]
        return unit.format(n=match[1])

    def plain(self) -> dict[str, str]:
        """For the page's script."""
        return asdict(self)


SWEDISH = Words(
    html="sv",
    comment_by="Kommentar från {who} {n}",
    reply_by="Svar från {who} {n}",
    admin_menu="Ta bort, dölj eller anmäl detta",
    own_menu="Redigera eller ta bort detta",
    hide="Dölj",
    unhide="Visa",
    hide_item="Dölj kommentar",
    delete="Ta bort",
    report="Anmäl kommentar",
    ban="Blockera från sidan",
    confirm_title="Ta bort kommentaren?",
    confirm_text="Vill du ta bort den här kommentaren?",
    confirm="Ta bort",
    cancel="Avbryt",
    close="Stäng",
    like="Gilla",
    reply="Svara",
    message="Skicka meddelande",
    see_more="Se mer",
    sort="Mest relevant",
    newest="Nyaste",
    all_comments="Alla kommentarer",
    more_comments="Visa fler kommentarer",
    author_badge="Författare",
    count="{n} kommentarer",
    blocked="Du är tillfälligt blockerad",
    options="Kommentarsalternativ",
    minutes="{n} min",
    hours="{n} tim",
    days="{n} d",
    weeks="{n} v",
    yesterday="igår {n}",
)

ENGLISH = Words(
    html="en",
    comment_by="Comment by {who} {n} ago",
    reply_by="Reply by {who} {n} ago",
    admin_menu="Delete, hide or report this",
    own_menu="Edit or delete this",
    hide="Hide",
    unhide="Unhide",
    hide_item="Hide comment",
    delete="Delete",
    report="Report comment",
    ban="Ban from Page",
    confirm_title="Delete Comment?",
    confirm_text="Are you sure you want to delete this comment?",
    confirm="Delete",
    cancel="Cancel",
    close="Close",
    like="Like",
    reply="Reply",
    message="Send message",
    see_more="See more",
    sort="Most relevant",
    newest="Newest",
    all_comments="All comments",
    more_comments="View more comments",
    author_badge="Author",
    count="{n} comments",
    blocked="You're Temporarily Blocked",
    options="Comment Options",
    minutes="{n}m",
    hours="{n}h",
    days="{n}d",
    weeks="{n}w",
    yesterday="Yesterday at {n}",
)

NONSENSE = Words(
    html="zxx",
    comment_by="Vrumpel oz {who} {n}",
    reply_by="Snarp oz {who} {n}",
    admin_menu="Plock, snub üt frazel",
    own_menu="Wimm üt plock",
    hide="Snub",
    unhide="Ansnub",
    hide_item="Snub vrumpel",
    delete="Plock",
    report="Frazel vrumpel",
    ban="Kwatz oz blarn",
    confirm_title="Plock vrumpel¿",
    confirm_text="Gimmel ta plock vrumpel¿",
    confirm="Plock",
    cancel="Zorp",
    close="Quib",
    like="Mumf",
    reply="Snarp",
    message="Ploof wix",
    see_more="Glor bem",
    sort="Drom klib",
    newest="Klib vrum",
    all_comments="Om vrumpel",
    more_comments="Glor bem vrumpel",
    author_badge="Skrub",
    count="{n} vrumpel",
    blocked="Hrum ta blokk",
    options="Vrumpel wimm",
    minutes="{n} zib",
    hours="{n} blarp",
    days="{n} dorf",
    weeks="{n} wumf",
    yesterday="glim {n}",
)

WORDS: dict[Language, Words] = {"sv": SWEDISH, "en": ENGLISH, "nonsense": NONSENSE}
