"""The side panel at work: crisis mode, keys and their buttons, threads, replies; in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browsers import axe
from tests.e2e.journey import Journey, MunicipalPage
from tests.e2e.scenes import INSULT, PRAISE, comment, scene
from tests.e2e.test_accessible import DISTRESS, LOOKS, QUESTION, choose_language, width

THREAT = "Jag vet var du bor och jag kommer att döda dig"


@pytest.fixture(autouse=True)
def nothing_set(journey: Journey) -> Iterator[None]:
    """Settings of one test are not the next one's."""
    yield
    journey.worker().evaluate("() => chrome.storage.local.remove(['crisis'])")
    choose_language(journey, "sv")


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


def test_crisis_mode_puts_people_in_danger_first(journey: Journey) -> None:
    """L3: distress, threats, questions, the rest; remembered in this browser, said who and when."""
    rude, asks = comment(703, INSULT), comment(704, QUESTION)
    threat, cry, kind = comment(706, THREAT), comment(707, DISTRESS), comment(708, PRAISE)
    page = journey.open(scene(rude, kind, asks, threat, cry))
    page.layer.wait_for(page.badge(cry, "alarm"))
    panel = beside(journey, page)
    panel.locator("li[data-look=alarm]").wait_for()
    assert listed(panel) == [cry.id, rude.id, threat.id, kind.id, asks.id]
    assert panel.locator("#crisis").inner_text() == ""

    panel.get_by_role("switch", name="Krisläge").press("Enter")
    panel.get_by_text("Krisläge sedan").wait_for()
    assert panel.get_by_role("switch").get_attribute("aria-checked") == "true"
    assert panel.evaluate("document.activeElement.getAttribute('role')") == "switch"
    assert listed(panel) == [cry.id, threat.id, asks.id, rude.id, kind.id]
    assert "Behöver svar" in panel.locator(f"li[data-id='{asks.id}']").inner_text()
    panel.locator("[data-filter=action]").click()
    assert listed(panel) == [cry.id, threat.id, asks.id, rude.id]

    again = beside(journey, page)
    again.get_by_text("Krisläge sedan").wait_for()
    who = again.locator(".state.good").inner_text().removeprefix("Ansluten. Modererar: ")
    assert f"Påslaget av {who}." in again.locator("#crisis").inner_text()
    again.get_by_role("switch").click()
    panel.get_by_text("Krisläge sedan").wait_for(state="detached")
    assert listed(panel) == [cry.id, rude.id, threat.id]


@pytest.mark.parametrize(("scheme", "language"), LOOKS)
def test_the_panel_in_a_crisis_is_accessible(
    journey: Journey, scheme: str, language: str
) -> None:
    """WCAG 2.1 AA, also at 400 % zoom."""
    number = 711 + 2 * LOOKS.index((scheme, language))
    cry = comment(number, DISTRESS)
    choose_language(journey, language)
    page = journey.open(scene(cry, comment(number + 1, QUESTION)))
    page.layer.wait_for(page.badge(cry, "alarm"))
    panel = beside(journey, page)
    panel.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    panel.locator("li[data-look=alarm]").wait_for()
    panel.get_by_role("switch").click()
    panel.get_by_text("Needs an answer" if language == "en" else "Behöver svar").wait_for()
    assert axe(panel) == []
    with width(panel, 320):
        assert panel.evaluate("document.documentElement.scrollWidth") <= 320
