"""Whatever fails on the page: no removal without a receipt, no double entry, no lost capture, and words (S3)."""

from __future__ import annotations

import pytest

from tests.e2e.checks import hidden_once, nothing_done, press_hide, states
from tests.e2e.journey import Journey
from tests.e2e.layer import press_toolbar_icon
from tests.e2e.scenes import INSULT, PRAISE, comment, scene


def test_the_screenshot_is_refused(journey: Journey) -> None:
    """Without the icon pressed the browser gives no picture: nothing is saved, then all goes well."""
    bad = comment(101, INSULT)
    page = journey.open(scene(bad))
    page.begin(bad, icon=False)
    page.confirm()
    told = page.problem("Klicka på Uppsikts ikon")
    assert "Inget har tagits bort" in told
    nothing_done(journey, page, bad)
    press_toolbar_icon(page.page)
    page.confirm()
    hidden_once(journey, page, bad)


def test_the_browsers_quota_of_pictures(journey: Journey) -> None:
    """Two pictures a second: the third waits and comes."""
    bad = comment(102, INSULT)
    page = journey.open(scene(bad))
    page.begin(bad)
    journey.worker().evaluate(
        "() => Promise.allSettled([1, 2, 3].map(() => chrome.tabs.captureVisibleTab()))"
    )
    page.confirm()
    hidden_once(journey, page, bad)


RESIZED = """(times) => {
  const capture = chrome.tabs.captureVisibleTab;
  const other = new OffscreenCanvas(100, 80);
  other.getContext("2d");
  chrome.tabs.captureVisibleTab = async (...given) => {
    if (times === 0) return capture.apply(chrome.tabs, given);
    times -= 1;
    const bytes = new Uint8Array(await (await other.convertToBlob()).arrayBuffer());
    return `data:image/png;base64,${btoa(String.fromCharCode(...bytes))}`;
  };
}"""
"""The window had another size in the next pictures than when the page was measured."""


def test_a_picture_of_a_window_that_is_resized_is_taken_anew(journey: Journey) -> None:
    """The side panel opens and takes its part of the window: the person need not know."""
    bad = comment(109, INSULT)
    page = journey.open(scene(bad))
    page.begin(bad)
    journey.worker().evaluate(RESIZED, 2)
    page.confirm()
    hidden_once(journey, page, bad)


def test_a_picture_that_never_fits_is_refused(alone: Journey) -> None:
    """S3: a picture that does not show the comment is no evidence."""
    bad = comment(113, INSULT)
    page = alone.open(scene(bad))
    page.begin(bad)
    alone.worker().evaluate(RESIZED, 99)
    page.confirm()
    page.problem("inte samma storlek")
    nothing_done(alone, page, bad)


def test_a_double_click_is_one_act(journey: Journey) -> None:
    bad = comment(103, INSULT)
    page = journey.open(scene(bad))
    page.begin(bad)
    page.layer.ask(
        "function () { const b = this.querySelector('dialog .primary'); b.click(); b.click(); }"
    )
    page.confirm()
    hidden_once(journey, page, bad)


def test_the_comment_is_gone_before_the_click(journey: Journey) -> None:
    bad, other = comment(104, INSULT), comment(105, PRAISE)
    page = journey.open(scene(bad, other))
    page.begin(bad)
    page.page.locator('[role="article"][aria-label]', has_text=bad.author.name).evaluate(
        "article => article.remove()"
    )
    page.confirm()
    page.problem("finns inte längre på sidan")
    nothing_done(journey, page, bad)


def test_the_comment_is_edited_before_the_click(journey: Journey) -> None:
    """What is saved is what the person decided on."""
    bad = comment(106, INSULT)
    page = journey.open(scene(bad))
    page.begin(bad)
    page.page.get_by_text(INSULT).evaluate("node => { node.textContent = 'Ursäkta mig' }")
    page.confirm()
    page.problem("text har ändrats")
    nothing_done(journey, page, bad)


@pytest.mark.parametrize(("number", "quirk"), [(107, "rerender_same"), (108, "rerender_other")])
def test_the_comment_is_drawn_anew_between_menu_and_confirm(
    journey: Journey, number: int, quirk: str
) -> None:
    """The act stops; the entry stays listed until someone settles it."""
    bad = comment(number, INSULT, quirk)  # type: ignore[arg-type]
    page = journey.open(scene(bad, comment(number + 50, PRAISE)))
    page.begin(bad)
    page.choose("act", "delete")
    page.choose("disposal_test", "no_connection")
    page.confirm()
    page.notice("Titta på sidan")
    assert page.acts() == []
    assert states(journey, bad) in (["failed"], ["unknown"])


def test_two_tabs_on_the_same_comment(journey: Journey) -> None:
    """The second is told, and does nothing unasked."""
    bad = comment(110, INSULT)
    first, second = journey.open(scene(bad)), journey.open(scene(bad))
    second.begin(bad)
    first.page.bring_to_front()
    first.begin(bad)
    first.confirm()
    hidden_once(journey, first, bad)
    second.page.bring_to_front()
    second.confirm()
    second.layer.wait_for("dialog[open]", contains="Redan sparad som post")
    assert second.acts() == []
    assert states(journey, bad) == ["hidden"]


def test_the_tab_is_reloaded_after_the_receipt(journey: Journey) -> None:
    """The capture stays listed, and can be completed with the receipt it has."""
    bad = comment(111, INSULT)
    page = journey.open(scene(bad, language="sv"))
    page.begin(bad)
    page.confirm()
    page.notice("Tryck själv")
    page.page.reload()
    page.layer = type(page.layer)(page.page)
    assert states(journey, bad) == ["captured"]
    page.begin(bad, look="waiting")
    page.layer.wait_for("dialog[open]", contains="Redan sparad som post")
    page.confirm()
    page.notice("Tryck själv")
    press_hide(page, bad)
    hidden_once(journey, page, bad)


def test_the_browser_is_closed_after_the_receipt(alone: Journey) -> None:
    bad = comment(112, INSULT)
    page = alone.open(scene(bad, language="sv"))
    page.begin(bad)
    page.confirm()
    page.notice("Tryck själv")
    alone.context.close()
    assert states(alone, bad) == ["captured"]
    alone.start_browser()
    page = alone.open(scene(bad, language="sv"))
    page.begin(bad, look="waiting")
    page.confirm()
    page.notice("Tryck själv")
    press_hide(page, bad)
    hidden_once(alone, page, bad)
