"""Calibration: the person shows the platform's words on a test comment; one does so for the whole municipality."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from tests.browsers import axe
from tests.e2e.journey import Journey, MunicipalPage
from tests.e2e.layer import extension_id
from tests.e2e.scenes import INSULT, comment, scene
from tests.e2e.test_accessible import choose_language, faults
from tests.pages.languages import NONSENSE
from tests.pages.model import SiteComment

BAR = ".pointing"
TAB = """async () => {
  const tabs = await chrome.tabs.query({});
  return Math.max(...tabs.map(({ id }) => id));
}"""


def begin(journey: Journey, page: MunicipalPage) -> Page:
    """The panel's button; gives the panel."""
    tab = journey.worker().evaluate(TAB)
    panel = journey.context.new_page()
    panel.goto(f"chrome-extension://{extension_id(journey.context)}/panel/panel.html?tab={tab}")
    panel.get_by_text("Sidans ord och inställningar").click()
    panel.get_by_role("button", name="Visa orden på sidan").click()
    page.page.bring_to_front()
    return panel


def article(page: MunicipalPage, found: SiteComment) -> Locator:
    return page.page.locator('[role="article"][aria-label]', has_text=found.author.name).first


def show_all(page: MunicipalPage, test: SiteComment) -> None:
    """Press what is asked for, step by step."""

    def step(text: str) -> None:
        page.layer.wait_for(BAR, contains=text)

    row = article(page, test)
    step("Steg 1 av 6")
    row.get_by_text(NONSENSE.hide, exact=True).click()
    step("Steg 2 av 6")
    row.get_by_text(NONSENSE.unhide, exact=True).click()
    step("Steg 3 av 6")
    row.locator('[aria-haspopup="menu"]').click()
    step("Steg 4 av 6")
    page.page.locator('[role="menuitem"]', has_text=NONSENSE.delete).click()
    step("Steg 5 av 6")
    page.page.get_by_role("button", name=NONSENSE.confirm, exact=True).click()
    step("Steg 6 av 6")
    page.page.get_by_role("button", name=NONSENSE.cancel, exact=True).click()


def test_shown_words_are_pressed_and_nothing_is_pressed_while_showing(
    journey: Journey, tmp_path: Path
) -> None:
    """H4: in a language that nobody knew; exported, forgotten, imported, the words press again."""
    test, bad, worse = comment(601, "Uppsikt test"), comment(602, INSULT), comment(603, INSULT)
    page = journey.open(scene(test, bad, worse, language="nonsense"))
    page.layer.wait_for(page.badge(bad, "flagged"))
    panel = begin(journey, page)
    show_all(page, test)
    page.notice("Uppsikt har lärt sig")
    shown = [{"id": test.id, "act": "hide"}, {"id": test.id, "act": "unhide"}]
    assert page.acts() == shown, "the confirming press was kept from the page"

    page.begin(bad)
    page.confirm()
    page.notice("Dold")
    assert page.acts() == [*shown, {"id": bad.id, "act": "hide"}]

    with panel.expect_download() as download:
        panel.get_by_role("button", name="Spara orden som fil").click()
    kept = tmp_path / "ord.json"
    download.value.save_as(kept)
    (place,) = json.loads(kept.read_text("utf-8"))["words"].items()
    assert place[0].split(":")[:2] == ["facebook", "facebook_timeline"]
    assert place[1]["confirm"] == NONSENSE.confirm
    panel.get_by_role("button", name="Glöm orden för").click()
    panel.get_by_text("Inga ord är visade").wait_for()
    panel.get_by_label("Läs in ord från fil").set_input_files(kept)
    panel.get_by_text("Ord för ett slags sida är inlästa.").wait_for()

    page.page.bring_to_front()
    page.begin(worse)
    page.choose("act", "delete")
    page.choose("disposal_test", "no_connection")
    page.confirm()
    page.notice("Raderad")
    assert page.acts()[-1] == {"id": worse.id, "act": "delete"}
    panel.get_by_role("button", name="Glöm orden för").click()


def test_a_file_with_a_fault_changes_nothing(journey: Journey, tmp_path: Path) -> None:
    """One word for delete and for its way out would press the wrong button."""
    panel = journey.panel()
    panel.get_by_text("Sidans ord och inställningar").click()
    place = "facebook:facebook_timeline:fi"
    faulty = tmp_path / "ord.json"
    faulty.write_text(
        json.dumps(
            {"uppsikt_words": 1, "words": {place: {"confirm": "Poista", "cancel": "Poista"}}}
        ),
        "utf-8",
    )
    panel.get_by_label("Läs in ord från fil").set_input_files(faulty)
    panel.get_by_text(f"words.{place}.cancel").wait_for()
    panel.get_by_text("Inga ord är visade").wait_for()


def test_a_press_elsewhere_teaches_nothing(journey: Journey) -> None:
    """Another comment's hide is not the test comment's; without a test comment nothing begins."""
    test, other = comment(611, "Uppsikt test"), comment(612, INSULT)
    page = journey.open(scene(test, other, language="nonsense"))
    page.layer.wait_for(page.badge(other, "flagged"))
    begin(journey, page)
    page.layer.wait_for(BAR, contains="Steg 1 av 6")
    article(page, other).get_by_text(NONSENSE.hide, exact=True).click()
    page.layer.wait_for(BAR, contains="Det hör inte till det här steget")
    page.layer.click(".pointing .choose", contains="Avbryt")
    assert page.layer.texts(BAR) == []

    page = journey.open(scene(comment(613, INSULT), language="nonsense"))
    page.layer.wait_for(".badge")
    panel = begin(journey, page)
    page.notice("Skriv först en egen kommentar")
    panel.get_by_text("Inga ord är visade").wait_for()


def test_instagram_is_shown_as_well_and_the_last_press_by_keyboard(journey: Journey) -> None:
    """Options, delete, and the question that comes at times: nothing is deleted while showing."""
    test, bad = comment(631, "Uppsikt test", instagram=True), comment(632, INSULT, instagram=True)
    page = journey.open(scene(test, bad, surface="instagram_post", language="nonsense"))
    page.layer.wait_for(page.badge(bad, "flagged"))
    panel = begin(journey, page)
    page.layer.wait_for(BAR, contains="Steg 1 av 4")
    page.page.get_by_text("Uppsikt test").first.hover()
    page.page.locator(f'svg[aria-label="{NONSENSE.options}"]').first.click()
    page.layer.wait_for(BAR, contains="Steg 2 av 4")
    page.page.get_by_role("button", name=NONSENSE.delete, exact=True).click()
    page.layer.wait_for(BAR, contains="Steg 3 av 4")
    page.page.get_by_role("button", name=NONSENSE.confirm, exact=True).last.focus()
    page.page.keyboard.press("Enter")
    page.layer.wait_for(BAR, contains="Steg 4 av 4")
    page.page.get_by_role("button", name=NONSENSE.cancel, exact=True).last.click()
    page.notice("Uppsikt har lärt sig")
    assert page.acts() == []

    page.begin(bad)
    page.choose("act", "delete")
    page.choose("disposal_test", "no_connection")
    page.confirm()
    page.notice("Raderad")
    assert page.acts() == [{"id": bad.id, "act": "delete"}]
    panel.get_by_role("button", name="Glöm orden för").click()


@pytest.mark.parametrize(("scheme", "language"), [("light", "sv"), ("dark", "en")])
def test_the_lesson_and_the_section_are_accessible(
    journey: Journey, scheme: str, language: str
) -> None:
    number = 620 if language == "sv" else 621
    page = journey.open(scene(comment(number, "Uppsikt test"), language="nonsense"))
    page.layer.wait_for(".badge")
    panel = begin(journey, page)
    page.layer.wait_for(BAR, contains="Steg 1 av 6")
    page.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    panel.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    assert faults(page) == []
    choose_language(journey, language)
    try:
        assert axe(panel) == []
    finally:
        choose_language(journey, "sv")
