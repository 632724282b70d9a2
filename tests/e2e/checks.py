"""What journeys assert again and again."""

from __future__ import annotations

from tests.e2e.journey import Journey, MunicipalPage
from tests.pages.model import SiteComment


def of(journey: Journey, found: SiteComment) -> list[dict[str, object]]:
    """The entries of a comment."""
    return [entry for entry in journey.entries() if entry["comment_id"] == found.id]


def states(journey: Journey, found: SiteComment) -> list[object]:
    """The states of a comment's entries."""
    return [entry["state"] for entry in of(journey, found)]


def hidden_once(journey: Journey, page: MunicipalPage, found: SiteComment) -> None:
    """In the end: one act, one entry, and it says so."""
    page.notice("Dold")
    assert page.acts() == [{"id": found.id, "act": "hide"}]
    assert states(journey, found) == ["hidden"]


def nothing_done(journey: Journey, page: MunicipalPage, found: SiteComment) -> None:
    """Nothing saved, nothing removed."""
    assert page.acts() == []
    assert of(journey, found) == []


def press_hide(page: MunicipalPage, found: SiteComment) -> None:
    """The person presses the page's own Swedish hide button."""
    article = page.page.locator('[role="article"][aria-label]', has_text=found.author.name).first
    article.get_by_text("Dölj", exact=True).click()
