"""What is done with a comment beside removing it: registered, asked about, forwarded, answered, shown again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.e2e.checks import of, states
from tests.e2e.journey import DIALOG, Journey, MunicipalPage
from tests.e2e.scenes import INSULT, PRAISE, comment, scene
from tests.e2e.test_accessible import faults
from tests.pages.languages import ENGLISH
from tests.pages.model import Author, SiteComment

QUESTION = "När blir det plogat på vår gata?"


@pytest.fixture(autouse=True)
def nothing_set(journey: Journey) -> Iterator[None]:
    """Settings of one test are not the next one's."""
    yield
    journey.worker().evaluate("() => chrome.storage.local.remove(['soften', 'standstill'])")


def fill(page: MunicipalPage, first: str, second: str) -> None:
    """Both fields of a short form, by keyboard."""
    page.layer.wait_for(f"{DIALOG} #handling-second")
    page.page.keyboard.type(first)
    page.page.keyboard.press("Tab")
    page.page.keyboard.type(second)


def save(page: MunicipalPage) -> None:
    page.layer.click(f"{DIALOG} .primary")


def test_registered_then_asked_forwarded_and_answered_by_one_key_each(journey: Journey) -> None:
    """S5, S7, S8, S9: nothing is pressed on the page, and each stands in the entry."""
    plain = comment(701, QUESTION)
    page = journey.open(scene(plain, comment(702, PRAISE)))
    page.begin(plain, look="handle")
    assert faults(page) == []
    page.page.keyboard.press("Alt+R")
    page.notice("Registrerad som post")
    (entry,) = of(journey, plain)
    assert (entry["act"], entry["state"]) == ("register", "remains")
    assert entry["screenshot_sha256"]

    page.begin(plain, look="settled")
    page.page.keyboard.press("Alt+C")
    fill(page, "Karin Kollega", "Är det ett ärende?")
    assert faults(page) == []
    save(page)
    page.notice("ligger hos kollegan")
    page.begin(plain, look="settled")
    page.page.keyboard.press("Alt+S")
    fill(page, "Gatukontoret", "")
    save(page)
    page.notice("har skickats vidare")
    page.begin(plain, look="settled")
    page.page.keyboard.press("Alt+B")
    page.layer.wait_for(f"{DIALOG} #handling-second")
    save(page)
    page.notice("är besvarad")
    (entry,) = of(journey, plain)
    assert entry["review_of"] == "Karin Kollega"
    assert entry["forwarded_at"] is not None
    assert entry["answered_at"] is not None
    assert page.acts() == []


def test_a_colleague_is_asked_only_after_a_receipt(journey: Journey) -> None:
    """S3, S5: from the first dialog one key saves, then asks; an empty question cannot be sent."""
    bad = comment(705, INSULT)
    page = journey.open(scene(bad))
    page.begin(bad)
    page.page.keyboard.press("Alt+C")
    page.layer.wait_for(DIALOG, contains="Sparad som post")
    assert states(journey, bad) == ["remains"]
    disabled = "function (s) { return this.querySelector(s).disabled; }"
    assert page.layer.ask(disabled, f"{DIALOG} .primary")
    fill(page, "Karin Kollega", "Får den stå kvar?")
    save(page)
    page.notice("ligger hos kollegan")
    (entry,) = of(journey, bad)
    assert entry["review_of"] == "Karin Kollega"
    assert page.acts() == []


def unhide(page: MunicipalPage, found: SiteComment) -> None:
    """The person presses the page's own button."""
    article = page.page.locator('[role="article"][aria-label]', has_text=found.author.name).first
    article.get_by_text(ENGLISH.unhide, exact=True).click()


def test_what_was_hidden_is_shown_again_by_the_person(journey: Journey) -> None:
    """How the button reads is not evidenced: marked, pressed by the person, verified, told; else still hidden."""
    bad = comment(710, INSULT)
    page = journey.open(scene(bad))
    page.begin(bad)
    page.confirm()
    page.notice("Dold")

    page.begin(bad, look="settled")
    page.layer.wait_for(f"{DIALOG} .also", contains="Ångra: visa igen")
    page.page.keyboard.press("Alt+U")
    page.layer.wait_for(".frame")
    page.layer.click(".notice .choose", contains="Avbryt")
    page.notice("fortfarande dold")
    assert states(journey, bad) == ["hidden"]
    assert page.acts() == [{"id": bad.id, "act": "hide"}]

    page.begin(bad, look="settled")
    page.page.keyboard.press("Alt+U")
    page.layer.wait_for(".frame")
    unhide(page, bad)
    page.notice("Kommentaren visas igen")
    assert states(journey, bad) == ["remains"]
    assert page.acts()[1:] == [{"id": bad.id, "act": "unhide"}]


def test_the_first_sign_of_a_block_stops_everything(journey: Journey) -> None:
    """Saved, not pressed, and said; on the next comment nothing is tried until the person says so."""
    stopped, other = comment(720, INSULT, "blocked"), comment(721, INSULT)
    page = journey.open(scene(stopped, other))
    page.begin(stopped)
    page.confirm()
    page.notice("Plattformen blockerar åtgärder")
    assert states(journey, stopped) == ["failed"]
    page.page.keyboard.press("Escape")
    page.begin(other)
    page.confirm()
    page.notice("Plattformen har blockerat åtgärder")
    assert states(journey, other) == ["failed"]
    assert page.acts() == []

    panel = journey.panel()
    panel.get_by_role("button", name="Tillåt tryck igen").click()
    panel.get_by_text("Plattformen blockerade åtgärder").wait_for(state="detached")
    page.page.bring_to_front()
    page.begin(other, look="waiting")
    page.confirm()
    page.notice("Dold")
    assert page.acts() == [{"id": other.id, "act": "hide"}]


def test_too_many_requests_is_a_block(journey: Journey) -> None:
    """429 from the platform's own server is seen before its page says anything."""
    bad = comment(725, INSULT)
    page = journey.open(scene(bad))
    page.layer.wait_for(page.badge(bad, "flagged"))
    page.page.route("**/api/graphql", lambda route: route.fulfill(status=429, body="{}"))
    assert page.page.evaluate("fetch('/api/graphql').then(({ status }) => status)") == 429
    page.begin(bad)
    page.confirm()
    page.notice("Plattformen blockerar åtgärder")
    assert page.acts() == []


def test_offending_words_are_blurred_until_pointed_at(journey: Journey) -> None:
    """Wellness: on the page without touching its nodes, in our dialog, and no picture is shown there unasked."""
    bad = comment(730, INSULT)
    page = journey.open(scene(bad, comment(731, PRAISE)))
    page.layer.wait_for(page.badge(bad, "flagged"))
    panel = journey.panel()
    panel.get_by_text("Sidans ord och inställningar").click()
    panel.get_by_label("Sudda ut kränkande ord").check()
    page.page.bring_to_front()
    soft = "() => CSS.highlights.get('uppsikt-soft')?.size ?? 0"
    page.page.mouse.move(1, 1)
    page.page.wait_for_function(f"({soft})() > 0")
    article = page.page.locator('[role="article"][aria-label]', has_text=bad.author.name).first
    article.hover()
    page.page.wait_for_function(f"({soft})() === 0")
    page.page.mouse.move(1, 1)
    page.page.wait_for_function(f"({soft})() > 0")
    page.begin(bad)
    blurred = "function (s) { return getComputedStyle(this.querySelector(s)).filter; }"
    assert page.layer.ask(blurred, f"{DIALOG} mark") == "blur(5px)"
    page.layer.ask("function (s) { this.querySelector(s).focus(); }", f"{DIALOG} blockquote")
    assert page.layer.ask(blurred, f"{DIALOG} mark") == "none"
    assert (
        page.layer.ask("function (s) { return this.querySelectorAll(s).length; }", f"{DIALOG} img")
        == 0
    )
    page.page.keyboard.press("Escape")
    panel.get_by_label("Sudda ut kränkande ord").uncheck()
    page.page.wait_for_function(f"({soft})() === 0")


def test_the_pages_own_answer_is_noted_once(journey: Journey) -> None:
    """S7: seen beneath what is saved; the same answer seen again changes nothing."""
    answer = replace(
        comment(741, "Hej! På torsdag."), author=Author("Exempelby kommun", "vanity", "exempelby")
    )
    asked = replace(comment(740, QUESTION), replies=(answer,))
    described = scene(asked)
    page = journey.open(described)
    page.begin(asked, look="handle")
    page.page.keyboard.press("Alt+R")
    page.notice("Registrerad som post")
    for _ in range(100):
        (entry,) = of(journey, asked)
        if entry["answered_at"] is not None:
            break
        page.page.wait_for_timeout(100)
    assert entry["answered_at"] is not None
    page.page.reload()
    page = MunicipalPage(page.page)
    page.layer.wait_for(page.badge(asked, "settled"))
    page.page.wait_for_timeout(1_500)
    (after,) = of(journey, asked)
    assert after["answered_at"] == entry["answered_at"]
