"""The side panel beside a page, and what its list shows."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.e2e.journey import Journey, MunicipalPage
from tests.pages.model import SiteComment


def beside(journey: Journey, page: MunicipalPage) -> Page:
    """The panel in a tab of its own, following this page as the side panel does."""
    tab = journey.worker().evaluate(
        "async (url) => (await chrome.tabs.query({})).findLast((tab) => tab.url === url).id",
        page.page.url,
    )
    panel = journey.panel()
    panel.goto(f"{panel.url}?tab={tab}")
    page.page.bring_to_front()
    return panel


def listed(panel: Page) -> list[str]:
    """Ids of the comments, as the panel orders them."""
    found: list[str] = panel.evaluate(
        "[...document.querySelectorAll('#page li')].map((row) => row.dataset.id)"
    )
    return found


def in_row(panel: Page, found: SiteComment) -> None:
    """Put the focus on a comment in the panel's list."""
    row = panel.locator(f"li[data-id='{found.id}'] .show")
    row.wait_for()
    row.focus()


def press(panel: Page, found: SiteComment, key: str) -> None:
    """One key, with the focus on a comment in the list."""
    in_row(panel, found)
    panel.keyboard.press(key)
