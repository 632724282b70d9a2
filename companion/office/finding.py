"""Finding: searches and views that must leave a trace, and the searches that a person keeps.

A free-text search is logged without its text: words looked for are often a person's name, and the chain of events
outlives every disposal. A hash would not help, for a name can be guessed. Each view of an entry with a secrecy
marking is logged (OSL 5:5).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pydantic import JsonValue

from companion.desk import Desk
from companion.errors import BadRequest, Said
from companion.register import Actor, Entry, Event, Page, Query, SavedSearches, Step, Steps
from companion.register.saved_searches import Asked

CHOSEN: Final = ("category", "state", "kind", "condition", "account", "post", "since", "until")

MAX_NAME: Final = 80


@dataclass(frozen=True)
class Finding:
    """Looking for entries, and looking at them."""

    desk: Desk
    steps: Steps
    saved: SavedSearches

    def search(self, query: Query, actor: Actor) -> Page:
        """One page of the list. A search for words is logged, once and not for each page of it.

        Raises SensitiveSearch, StorageFull, StorageFailed: what cannot be logged is not shown.
        """
        page = self.desk.entries(query)
        if query.before is None and query.letters:
            self.desk.register.note(None, actor, "searched", _facts(query, page))
        return page

    def view(self, entry: Entry, actor: Actor, what: str) -> None:
        """Log that somebody looked at an entry, if it carries a secrecy marking; `what` of it was seen."""
        if entry.marked:
            self.steps.take(entry.id, actor, lambda _: Step("viewed", {"what": what}))

    def history(self, entry_id: int) -> list[Event]:
        """The entry's events, and those of exports in which it was one of many, in order."""
        own = self.desk.register.history(entry_id)
        return sorted(own + self.steps.exports_of_many(entry_id), key=lambda event: event.seq)

    def keep(self, actor: Actor, name: str, asked: Asked) -> None:
        """Keep a search under a name. Raises BadRequest."""
        called = " ".join(name.split())[:MAX_NAME]
        if not called:
            raise BadRequest(reason=Said("sökningens namn saknas", "the search has no name"))
        self.saved.keep(actor.moderator, called, asked)


def _facts(query: Query, page: Page) -> dict[str, JsonValue]:
    """Which fields held words, how many letters, what was chosen, how much was found; never the words."""
    return {
        "letters": {**query.letters},
        "chosen": [name for name in CHOSEN if getattr(query, name) is not None],
        "found": page.total,
        "more": page.capped,
    }
