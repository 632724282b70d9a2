"""The side panel at work: crisis mode, and a key and a button for each thing to do; in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from companion import app
from tests.browsers import axe
from tests.e2e.beside import beside, in_row, listed, press
from tests.e2e.checks import of
from tests.e2e.journey import DIALOG, Journey, MunicipalPage
from tests.e2e.layer import press_toolbar_icon
from tests.e2e.scenes import INSULT, PRAISE, comment, scene
from tests.e2e.test_accessible import DISTRESS, LOOKS, QUESTION, choose_language, width

THREAT = "Jag vet var du bor och jag kommer att döda dig"


@pytest.fixture(autouse=True)
def nothing_set(journey: Journey) -> Iterator[None]:
    """Settings of one test are not the next one's."""
    yield
    journey.worker().evaluate("() => chrome.storage.local.remove(['crisis'])")
    choose_language(journey, "sv")


def shows(panel: Page, wanted: list[str]) -> None:
    """The list is drawn anew soon after what it is made of has changed."""
    for _ in range(50):
        if listed(panel) == wanted:
            break
        panel.wait_for_timeout(100)
    assert listed(panel) == wanted


def test_crisis_mode_puts_people_in_danger_first(journey: Journey) -> None:
    """L3: distress, threats, questions, the rest; remembered in this browser, said who and when."""
    rude, asks = comment(703, INSULT), comment(704, QUESTION)
    threat, cry, kind = comment(706, THREAT), comment(707, DISTRESS), comment(708, PRAISE)
    page = journey.open(scene(rude, kind, asks, threat, cry))
    page.layer.wait_for(page.badge(cry, "alarm"))
    panel = beside(journey, page)
    panel.locator("li[data-look=alarm]").wait_for()
    shows(panel, [cry.id, rude.id, threat.id, kind.id, asks.id])
    assert panel.locator("#crisis").inner_text() == ""

    panel.get_by_role("switch", name="Krisläge").press("Enter")
    panel.get_by_text("Krisläge sedan").wait_for()
    assert panel.get_by_role("switch").get_attribute("aria-checked") == "true"
    assert panel.evaluate("document.activeElement.getAttribute('role')") == "switch"
    shows(panel, [cry.id, threat.id, asks.id, rude.id, kind.id])
    assert "Behöver svar" in panel.locator(f"li[data-id='{asks.id}']").inner_text()
    panel.locator("[data-filter=action]").click()
    shows(panel, [cry.id, threat.id, asks.id, rude.id])

    again = beside(journey, page)
    again.get_by_text("Krisläge sedan").wait_for()
    who = again.locator(".state.good").inner_text().removeprefix("Ansluten. Modererar: ")
    assert f"Påslaget av {who}." in again.locator("#crisis").inner_text()
    again.get_by_role("switch").click()
    panel.get_by_text("Krisläge sedan").wait_for(state="detached")
    shows(panel, [cry.id, rude.id, threat.id])


@pytest.mark.parametrize(("scheme", "language"), LOOKS)
def test_the_panel_in_a_crisis_is_accessible(journey: Journey, scheme: str, language: str) -> None:
    """WCAG 2.1 AA, also at 400 % zoom, with all that can be opened; the help names the key of every button."""
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
    press(panel, cry, "?")
    keys = panel.locator(".keys kbd").all_inner_texts()
    assert keys == ["j", "k", "?", "o", "b", "d", "x", "r", "c", "v", "e", "i", "s", "a"]
    handbook = (Path(app.__file__).parent / "handbook" / "handbok.html").read_text("utf-8")
    told = handbook.split("<h2>Sidopanelen som kö</h2>")[1].split("<h2>")[0]
    assert [key for key in keys if f"<kbd>{key}</kbd>" not in told] == []
    panel.locator("#page li summary").first.click()
    assert axe(panel) == []
    with width(panel, 320):
        assert panel.evaluate("document.documentElement.scrollWidth") <= 320


def checked(page: MunicipalPage) -> str:
    """The act that is chosen in the open dialog."""
    chosen: str = page.layer.ask(
        "function (s) { return this.querySelector(s).value; }", f"{DIALOG} [name=act]:checked"
    )
    return chosen


def test_one_key_each_and_nothing_is_removed_by_a_key(journey: Journey) -> None:
    """A removal's key opens the dialog with that act chosen, and it is the person who confirms it there."""
    spam = comment(737, "Köp billiga klockor på www.example.com, fri frakt och bästa pris!!!")
    bad = comment(738, INSULT)
    page = journey.open(scene(spam, bad))
    page.layer.wait_for(page.badge(spam, "flagged"))
    panel = beside(journey, page)
    press(panel, spam, "d")
    page.layer.wait_for(DIALOG, contains="Spara och dölj")
    assert checked(page) == "hide"
    page.page.keyboard.press("Escape")
    press(panel, spam, "x")
    page.layer.wait_for(DIALOG, contains="Spara och radera")
    assert checked(page) == "delete"
    page.page.keyboard.press("Escape")
    assert of(journey, spam) == []

    press(panel, bad, "d")
    page.layer.wait_for(DIALOG)
    press_toolbar_icon(page.page)
    page.layer.ask("function (s) { this.querySelector(s).focus(); }", f"{DIALOG} .primary")
    page.confirm()
    page.notice("Dold")
    assert page.acts() == [{"id": bad.id, "act": "hide"}]


def test_delete_is_not_chosen_where_no_decision_covers_it(journey: Journey) -> None:
    """N4, A3: its key then opens the dialog with hide, which says why."""
    plain = comment(719, PRAISE)
    page = journey.open(scene(plain))
    page.layer.wait_for(page.badge(plain, "handle"))
    panel = beside(journey, page)
    press(panel, plain, "x")
    page.layer.wait_for(DIALOG, contains="Radera kan inte väljas")
    assert checked(page) == "hide"


def test_register_ask_forward_and_answer_by_key_and_by_button(journey: Journey) -> None:
    """S5, S7, S8, S9: from the list; the forms open only with a receipt. A held key is one press."""
    asks = comment(729, QUESTION)
    page = journey.open(scene(asks, comment(730, PRAISE)))
    page.layer.wait_for(page.badge(asks, "handle"))
    press_toolbar_icon(page.page)
    panel = beside(journey, page)
    press(panel, asks, "r")
    page.notice("Registrerad som post")
    (entry,) = of(journey, asks)
    assert (entry["act"], entry["state"]) == ("register", "remains")

    press(panel, asks, "c")
    page.layer.wait_for(DIALOG, contains="Kollegans namn")
    page.page.keyboard.press("Escape")
    panel.locator(f"li[data-id='{asks.id}'] summary").click()
    more = panel.locator(f"li[data-id='{asks.id}'] .more")
    more.get_by_role("button", name="Skicka vidare").click()
    page.layer.wait_for(DIALOG, contains="Till vem")
    page.page.keyboard.press("Escape")
    page.page.wait_for_timeout(1_000)
    assert more.get_attribute("open") is not None, "it stays open while the list is drawn anew"
    press(panel, asks, "e")
    page.layer.wait_for(DIALOG, contains="Kommentaren är besvarad")
    page.layer.click(f"{DIALOG} .primary")
    page.notice("är besvarad")
    (entry,) = of(journey, asks)
    assert entry["answered_at"] is not None
    press(panel, asks, "a")
    page.layer.wait_for(DIALOG, contains="Arkivera tråden")
    assert page.acts() == []


TYPED = """([id, keys]) => {
  const field = document.createElement("input");
  document.querySelector(`li[data-id="${id}"]`).append(field);
  const refused = [...keys].filter((key) =>
    !field.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })));
  field.remove();
  return refused;
}"""
"""Which keys the list takes from a field that stands in it, at once: the list may be drawn anew at any time."""


def test_no_key_fires_elsewhere_than_in_the_list(journey: Journey) -> None:
    """WCAG 2.1.4: not in a field, not on another part of the panel, not with a modifier."""
    bad = comment(733, INSULT)
    page = journey.open(scene(bad))
    page.layer.wait_for(page.badge(bad, "flagged"))
    panel = beside(journey, page)
    in_row(panel, bad)
    heard = panel.evaluate(TYPED, [bad.id, "bdxrcveisajk?"])
    assert heard == []
    panel.locator("#language").focus()
    panel.keyboard.type("bdxrcv")
    in_row(panel, bad)
    for modifier in ("Control", "Alt", "Meta"):
        panel.keyboard.press(f"{modifier}+b")
    panel.wait_for_timeout(1_000)
    assert page.layer.texts(DIALOG) == []
    assert of(journey, bad) == []
    page.layer.wait_for(page.badge(bad, "flagged"))
