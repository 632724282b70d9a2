"""Point-and-capture: any page, by mouse and by keys; what is saved is removed by the person (L2)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.checks import of
from tests.e2e.journey import Journey, MunicipalPage
from tests.e2e.layer import extension_id, press_toolbar_icon
from tests.e2e.scenes import INSULT, PRAISE
from tests.pages.content import ANNA, BERTIL
from tests.pages.model import SiteComment, SitePage, SitePost

PRIMARY = "dialog[open] .primary"
TAB = """async () => {
  const tabs = await chrome.tabs.query({});
  return Math.max(...tabs.map(({ id }) => id));
}"""


LET_IN = "async (id) => { while (!(await chrome.tabs.get(id)).url) await new Promise((r) => setTimeout(r, 20)); }"
"""The icon's click has come through: only then does the browser tell the tab's address."""


def film(number: int) -> SitePage:
    """A page without reading rules, with comments by two people."""
    comments = (
        SiteComment(f"Ugx{number}goodExempel", ANNA, (PRAISE,)),
        SiteComment(f"Ugx{number}badExempel", BERTIL, (INSULT,)),
    )
    return SitePage("film", "other", (SitePost(f"film{number}", "Sommar i Exempelby", comments),))


def begin(journey: Journey, page: MunicipalPage) -> None:
    """Icon, then the panel's button: the content script comes in only then."""
    tab = journey.worker().evaluate(TAB)
    press_toolbar_icon(page.page)
    journey.worker().evaluate(LET_IN, tab)
    panel = journey.context.new_page()
    panel.goto(f"chrome-extension://{extension_id(journey.context)}/panel/panel.html?tab={tab}")
    page.page.bring_to_front()
    panel.get_by_role("button", name="Peka ut en kommentar").click()
    page.layer.wait_for(".pointing", contains="Peka ut kommentaren")
    page.page.bring_to_front()


def decide(page: MunicipalPage) -> None:
    """Category insult, then save."""
    page.choose("category", "insult")
    page.layer.click(PRIMARY)
    page.notice("sparad som post")


def values(page: MunicipalPage) -> list[str]:
    """Author and text as the form shows them."""
    found: list[str] = page.layer.ask(
        "function () { return ['author', 'text'].map((n) => this.querySelector(`#pointed-${n}`).value); }"
    )
    return found


def saved(journey: Journey, comment: SiteComment) -> dict[str, Any]:
    """The one entry of a comment."""
    (entry,) = of(journey, comment)
    return entry


def test_point_by_mouse(journey: Journey) -> None:
    """S3, L2: content and sender are saved; no control of the page is pressed; the outcome is unknown."""
    described = film(1)
    bad = described.posts[0].comments[1]
    page = journey.open(described)
    begin(journey, page)
    box = page.page.locator("section").nth(1).bounding_box()
    assert box is not None
    page.page.mouse.move(box["x"] + box["width"] - 4, box["y"] + 4)
    page.page.mouse.click(box["x"] + box["width"] - 4, box["y"] + 4)
    page.layer.wait_for("dialog[open]", contains="Spara det du pekade ut")
    assert values(page) == [f"@{BERTIL.key}", INSULT]
    decide(page)
    entry = saved(journey, bad)
    assert (entry["platform"], entry["surface"]) == ("other", "pointed")
    assert (entry["text"], entry["author_name"]) == (INSULT, f"@{BERTIL.key}")
    assert entry["state"] == "unknown"
    assert entry["screenshot_sha256"]
    assert page.acts() == []


def test_point_by_keys_and_adjust(journey: Journey) -> None:
    """WCAG 2.1.1: the same without a pointer; what the person corrects is what is saved."""
    described = film(2)
    page = journey.open(described)
    begin(journey, page)
    keys = page.page.keyboard
    page.layer.wait_for(".pointed", contains="Sommar i Exempelby")
    keys.press("ArrowRight")
    keys.press("ArrowDown")
    page.layer.wait_for(".pointed", contains=f"@{ANNA.key}")
    keys.press("Enter")
    page.layer.wait_for("dialog[open]", contains="Spara det du pekade ut")
    page.layer.ask(
        """function () {
          const author = this.querySelector("#pointed-author");
          author.value = "Anna, rättad";
          author.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )
    decide(page)
    entry = saved(journey, described.posts[0].comments[0])
    assert entry["author_name"] == "Anna, rättad"
    assert entry["author_url"] is None
    assert page.acts() == []


def test_escape_leaves_everything(journey: Journey) -> None:
    described = film(3)
    page = journey.open(described)
    begin(journey, page)
    page.page.keyboard.press("Escape")
    assert page.layer.texts(".pointing") == []
    assert of(journey, described.posts[0].comments[1]) == []


def test_without_the_icon_the_page_is_closed_to_us(journey: Journey) -> None:
    """Nothing of ours runs on a page until the person asks: no permission beyond it at installation."""
    page = journey.open(film(4))
    tab = journey.worker().evaluate(TAB)
    panel = journey.context.new_page()
    panel.goto(f"chrome-extension://{extension_id(journey.context)}/panel/panel.html?tab={tab}")
    panel.get_by_role("button", name="Peka ut en kommentar").click()
    panel.get_by_text("släpper inte in Uppsikt").wait_for()
    assert page.page.evaluate("document.getElementById('uppsikt-layer')") is None


@pytest.mark.parametrize("surface", ["linkedin", "linkedin_new"])
def test_linkedin_is_read_when_asked(journey: Journey, surface: Any) -> None:
    """L2: after the icon's click the page is read, flagged and saved; nothing is pressed."""
    number = 7169763157870137344 + len(surface)
    bad = SiteComment(str(number), BERTIL, (INSULT,))
    described = SitePage("li", surface, (SitePost("7034272412724555776", "Jobb", (bad,)),))
    page = journey.open(described)
    page.page.wait_for_timeout(300)
    assert page.page.evaluate("document.getElementById('uppsikt-layer')") is None
    press_toolbar_icon(page.page)
    page.layer.click('.badge[data-look="flagged"]')
    page.layer.click(PRIMARY)
    page.notice("sparad som post")
    entry = saved(journey, bad)
    assert (entry["platform"], entry["state"]) == ("linkedin", "unknown")
