"""What a page shows later of what is saved: another text, or nothing where it stood."""

from __future__ import annotations

import sqlite3
import time

from tests.e2e.checks import of
from tests.e2e.journey import Journey
from tests.e2e.scenes import INSULT, PRAISE, comment, scene
from tests.pages.model import SiteComment

PATIENCE = 15.0


def noticed(journey: Journey, found: SiteComment) -> list[str]:
    """The kinds of change in the entry's events, in their order."""
    (entry,) = of(journey, found)
    with sqlite3.connect(journey.companion.data / "register.sqlite3") as database:
        rows = database.execute(
            "SELECT json_extract(facts, '$.change') FROM event WHERE entry_id = ? AND kind = 'noticed'",
            (entry["id"],),
        )
        return [row[0] for row in rows]


def wait_for_change(journey: Journey, found: SiteComment, change: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while change not in noticed(journey, found):
        assert time.monotonic() < deadline, f"{change} was not noticed"
        time.sleep(0.1)


def test_an_edited_and_a_vanished_comment_are_noticed(journey: Journey) -> None:
    """S3: the entry tells that the text was changed after it was saved, and that it went by itself."""
    bad = comment(61, INSULT, "stubborn")
    page = journey.open(scene(comment(60, PRAISE), bad, comment(62, PRAISE)))
    page.begin(bad)
    page.confirm()
    page.notice("åtgärden utfördes inte")
    page.page.evaluate(
        """([from, to]) => {
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            if (walker.currentNode.data === from) walker.currentNode.data = to;
          }
        }""",
        [INSULT, "Förlåt, jag menade inte så."],
    )
    wait_for_change(journey, bad, "edited")
    page.layer.wait_for(page.badge(bad), contains="Ändrad efter post")
    page.page.evaluate("(id) => removeComment(id)", bad.id)
    wait_for_change(journey, bad, "vanished")
    assert noticed(journey, bad) == ["edited", "vanished"]
