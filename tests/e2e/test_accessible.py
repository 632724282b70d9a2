"""What the extension draws, in a real Chromium: WCAG 2.1 AA by axe-core, keyboard, narrow windows.

The layer's root is closed to axe-core as to every script of the page. The DevTools protocol shows
it the root that ships: nothing is built anew for the test.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page

from tests.browsers import axe
from tests.e2e.checks import press_hide
from tests.e2e.journey import DIALOG, NOTICE, Journey, MunicipalPage
from tests.e2e.layer import HOST, Layer
from tests.e2e.scenes import INSULT, PRAISE, comment, scene

DISTRESS = "Jag orkar inte leva längre, jag tänker ta mitt liv"
QUESTION = "När blir det plogat på vår gata?"
LOOKS = [(scheme, language) for scheme in ("light", "dark") for language in ("sv", "en")]


def choose_language(journey: Journey, language: str) -> None:
    """As the panel's button does."""
    journey.worker().evaluate("(language) => chrome.storage.local.set({ language })", language)


@pytest.fixture(autouse=True)
def swedish_again(journey: Journey) -> Iterator[None]:
    yield
    choose_language(journey, "sv")


@contextmanager
def width(page: Page, pixels: int) -> Iterator[None]:
    """A narrow window: 320 pixels are what 1,280 are at 400 % zoom."""
    session = page.context.new_cdp_session(page)
    size = {"width": pixels, "height": 640, "deviceScaleFactor": 1, "mobile": False}
    session.send("Emulation.setDeviceMetricsOverride", size)
    try:
        yield
    finally:
        session.send("Emulation.clearDeviceMetricsOverride")
        session.detach()


def faults(page: MunicipalPage) -> list[str]:
    """What axe-core finds in the layer."""
    page.layer.ask(
        "function () {"
        "  const root = this;"
        "  Object.defineProperty(root.host, 'shadowRoot', { configurable: true, get: () => root });"
        "}"
    )
    return axe(page.page, f"#{HOST}")


def focused(layer: Layer) -> str:
    """What has the focus in the layer: its id, else its words."""
    told: str = layer.ask(
        "function () { const e = this.activeElement;"
        "return e === null ? '' : e.id || e.textContent || e.tagName; }"
    )
    return told


def test_axe_sees_the_closed_layer(journey: Journey) -> None:
    """The tests below mean nothing unless a fault in the layer is found."""
    bad = comment(201, INSULT)
    page = journey.open(scene(bad))
    page.layer.wait_for(page.badge(bad, "flagged"))
    page.layer.ask(
        "function () { for (const b of this.querySelectorAll('.badge')) {"
        "b.removeAttribute('aria-label'); b.replaceChildren(); } }"
    )
    assert any("button-name" in fault for fault in faults(page))


@pytest.mark.parametrize(("scheme", "language"), LOOKS)
def test_badges_reasons_and_dialog(journey: Journey, scheme: str, language: str) -> None:
    number = 210 + 10 * LOOKS.index((scheme, language))
    found = [comment(number + n, text) for n, text in enumerate((INSULT, DISTRESS, QUESTION))]
    choose_language(journey, language)
    page = journey.open(scene(*found, comment(number + 5, PRAISE)))
    page.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.layer.wait_for(page.badge(found[1], "alarm"))
    page.layer.ask("function (s) { this.querySelector(s).focus(); }", page.badge(found[0]))
    page.layer.wait_for(".why")
    assert faults(page) == []
    page.begin(found[0])
    page.choose("act", "delete")
    page.layer.wait_for(
        DIALOG, contains="Save and delete" if language == "en" else "Spara och radera"
    )
    assert faults(page) == []


@pytest.mark.parametrize(("scheme", "language"), LOOKS)
def test_notice_frame_and_saved_badge(journey: Journey, scheme: str, language: str) -> None:
    """Assisted: the platform's words are unproven, the person presses the framed button."""
    bad = comment(250 + LOOKS.index((scheme, language)), INSULT)
    choose_language(journey, language)
    page = journey.open(scene(bad, language="sv"))
    page.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.begin(bad)
    page.confirm()
    page.layer.wait_for(".frame")
    assert faults(page) == []
    press_hide(page, bad)
    page.notice("Hidden" if language == "en" else "Dold")
    page.layer.wait_for(page.badge(bad, "settled"))
    assert faults(page) == []


@pytest.mark.parametrize(("scheme", "language"), LOOKS)
def test_the_panel(journey: Journey, scheme: str, language: str) -> None:
    number = 260 + 5 * LOOKS.index((scheme, language))
    bad = comment(number, INSULT)
    choose_language(journey, language)
    page = journey.open(scene(bad, comment(number + 1, DISTRESS), comment(number + 2, QUESTION)))
    page.layer.wait_for(page.badge(bad, "flagged"))
    panel = journey.panel()
    panel.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.page.bring_to_front()
    panel.locator("li[data-look=alarm]").wait_for()
    assert axe(panel) == []
    with width(panel, 320):
        assert panel.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_panels_queue_by_keyboard(journey: Journey) -> None:
    """L3, A3, S11: filters, j and k, one key to keep; the watch is taken; the focus stays where it was."""
    bad, worse = comment(396, INSULT), comment(397, DISTRESS)
    page = journey.open(scene(bad, worse, comment(398, QUESTION)))
    page.layer.wait_for(page.badge(bad, "flagged"))
    panel = journey.panel()
    page.page.bring_to_front()
    panel.locator("li[data-look=alarm]").wait_for()
    panel.locator("#watch button").click()
    panel.locator("#watch button").wait_for(state="detached")
    panel.locator("[data-filter=action]").click()
    assert panel.locator("#page li").count() == 2
    panel.locator("#page li .show").first.focus()
    row = "document.activeElement.closest('li').dataset.id"
    assert panel.evaluate(row) == worse.id
    panel.keyboard.press("j")
    assert panel.evaluate(row) == bad.id
    panel.keyboard.press("b")
    panel.locator(f"#page li[data-id='{bad.id}']").wait_for(state="detached")
    panel.locator("#page li .show").first.focus()
    panel.keyboard.press("?")
    assert panel.evaluate("document.querySelector('.keys').open")
    assert axe(panel) == []


def test_the_dialog_by_keyboard(journey: Journey) -> None:
    """Opened by Enter, the focus stays in; Escape closes, and the badge has the focus again."""
    bad = comment(290, INSULT)
    page = journey.open(scene(bad))
    page.layer.wait_for(page.badge(bad, "flagged"))
    page.layer.ask("function (s) { this.querySelector(s).focus(); }", page.badge(bad))
    badge = focused(page.layer)
    page.page.keyboard.press("Enter")
    page.layer.wait_for(DIALOG)
    assert focused(page.layer) == "Spara och dölj"
    order = []
    for _ in range(16):
        page.page.keyboard.press("Tab")
        order.append(focused(page.layer))
    stops = ["category", "ground", "act-hide", "note", "Avbryt", "Spara och dölj"]
    assert [stop for stop in order if stop in stops][: len(stops)] == stops
    page.page.keyboard.press("Escape")
    assert page.layer.texts(DIALOG) == []
    assert focused(page.layer) == badge
    assert page.acts() == []


def test_the_press_asked_for_is_cancelled_by_keyboard(journey: Journey) -> None:
    """The person need not wait for sixty seconds; the entry says that nothing was pressed."""
    bad = comment(291, INSULT)
    page = journey.open(scene(bad, language="sv"))
    page.begin(bad)
    page.confirm()
    page.layer.wait_for(".frame")
    page.layer.ask("function () { this.querySelector('.notice .choose').focus(); }")
    page.page.keyboard.press("Enter")
    assert "Moderatorn avbröt" in page.notice("åtgärden utfördes inte")
    assert page.layer.ask("function () { return this.querySelector('.frame'); }") is None
    (entry,) = [one for one in journey.entries() if one["comment_id"] == bad.id]
    assert entry["state"] == "failed"
    assert page.acts() == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_narrow_window(journey: Journey, language: str) -> None:
    """WCAG 1.4.10: at 320 pixels nothing is cut off, and the buttons are in view."""
    bad = comment(295 + ["sv", "en"].index(language), INSULT)
    choose_language(journey, language)
    page = journey.open(scene(bad))
    page.layer.wait_for(page.badge(bad, "flagged"))
    with width(page.page, 320):
        page.begin(bad, icon=False)
        page.choose("act", "delete")
        cut = page.layer.ask(
            """function () {
              const wide = (e) => e.scrollWidth > e.clientWidth + 1;
              const outside = (e) => {
                const { left, right, top, bottom } = e.getBoundingClientRect();
                return left < 0 || right > innerWidth || top < 0 || bottom > innerHeight;
              };
              const dialog = this.querySelector("dialog[open]");
              const parts = [dialog, ...dialog.querySelectorAll(".content, .foot")];
              const shown = [dialog, ...dialog.querySelectorAll(".foot button")];
              return [...parts.filter(wide), ...shown.filter(outside)].map((e) => e.outerHTML);
            }"""
        )
        assert cut == []
        page.confirm()
        page.layer.wait_for(f"{DIALOG} .problem")
        assert page.layer.texts(NOTICE) == [""]
