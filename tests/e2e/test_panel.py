"""The side panel at work: crisis mode, keys and their buttons, threads, replies; in a real Chromium."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browsers import axe
from tests.e2e.checks import of
from tests.e2e.journey import DIALOG, Journey, MunicipalPage
from tests.e2e.layer import press_toolbar_icon
from tests.e2e.scenes import INSULT, PRAISE, comment, scene
from tests.e2e.test_accessible import DISTRESS, LOOKS, QUESTION, choose_language, faults, width
from tests.pages.model import SiteComment, SitePage, SitePost

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
def test_the_panel_in_a_crisis_is_accessible(journey: Journey, scheme: str, language: str) -> None:
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


def threads(journey: Journey) -> list[dict[str, Any]]:
    """The archived threads."""
    return [entry for entry in journey.entries() if entry["kind"] == "thread"]


def of_post(journey: Journey, post: SitePost) -> list[dict[str, Any]]:
    """The archived threads of one post."""
    return [entry for entry in threads(journey) if entry["comment_id"] == post.id]


def record(journey: Journey, entry: dict[str, Any]) -> dict[str, Any]:
    """What the vault keeps of an entry's capture."""
    for path in journey.evidence():
        if path.name.startswith(entry["record_sha256"]):
            found: dict[str, Any] = json.loads(path.read_bytes())["capture"]
            return found
    raise AssertionError("no record")


def test_a_thread_is_archived_as_far_as_it_is_opened(journey: Journey) -> None:
    """H7: said beforehand how much is read of the page's number; more is opened by the person; nothing is pressed."""
    first, answer = comment(720, QUESTION), comment(721, PRAISE)
    described = scene(replace(first, replies=(answer,)), language="sv")
    post = replace(described.posts[0], more=(comment(722, "Kommer senare"),))
    page = journey.open(replace(described, posts=(post,)))
    page.layer.wait_for(page.badge(first, "handle"))
    panel = beside(journey, page)
    panel.get_by_role("button", name="Arkivera tråden").click()
    page.layer.wait_for(DIALOG, contains="Lästa kommentarer: 2 av de 3")
    page.layer.wait_for(DIALOG, contains="som inte är öppnade kommer inte med")
    assert page.layer.texts(f"{DIALOG} blockquote") == [post.text]
    assert faults(page) == []
    for _ in range(4):
        page.page.wait_for_timeout(800)
        page.page.keyboard.press("Alt+Shift+V")
    page.layer.wait_for(DIALOG, contains="Lästa kommentarer: 3 av de 3")
    page.confirm()
    page.notice("Tråden är arkiverad som post")
    (entry,) = of_post(journey, post)
    assert (entry["act"], entry["state"], entry["category"]) == ("register", "remains", None)
    kept = record(journey, entry)
    assert [one["text"] for one in kept["thread"]["comments"]] == [
        QUESTION,
        PRAISE,
        "Kommer senare",
    ]
    assert [one["parent_id"] for one in kept["thread"]["comments"]] == [None, first.id, None]
    assert kept["thread"]["counted"] == 3
    assert kept["thread"]["order"] == "Alla kommentarer"
    assert (kept["comment"]["text"], kept["screenshot"]) == (post.text, None)
    assert post.text in kept["markup"]
    assert "Kommer senare" in entry["dialogue"]
    assert page.acts() == []

    panel.get_by_role("button", name="Arkivera tråden").click()
    page.layer.wait_for(DIALOG, contains="3 av de 3")
    page.confirm()
    page.notice("Samma tråd är redan arkiverad")
    assert len(of_post(journey, post)) == 1


def test_of_several_posts_only_the_comments_own_is_archived(journey: Journey) -> None:
    """H7: by key from the dialog at a comment; what stands under the other post is not part."""
    ours, theirs = comment(724, QUESTION), comment(726, "Hör till det andra")
    one = scene(ours).posts[0]
    two = replace(scene(theirs).posts[0], text="Ny skola öppnar", form="posts")
    page = journey.open(SitePage("two", "timeline", (two, one), language="en"))
    page.begin(ours, look="handle")
    page.page.keyboard.press("Alt+T")
    page.layer.wait_for(DIALOG, contains="Lästa kommentarer: 1. Sidan anger inget")
    chosen = "function (s) { return this.querySelector(s).selectedOptions[0].text; }"
    assert page.layer.ask(chosen, f"{DIALOG} #thread") == one.text
    assert faults(page) == []
    page.layer.click(f"{DIALOG} .primary")
    page.notice("Tråden är arkiverad som post")
    (entry,) = of_post(journey, one)
    kept = record(journey, entry)
    assert [said["id"] for said in kept["thread"]["comments"]] == [ours.id]
    assert kept["thread"]["counted"] is None
    assert "Hör till det andra" not in kept["markup"]
    assert of_post(journey, two) == []
    assert page.acts() == []


def test_a_thread_without_a_receipt_is_not_said_to_be_saved(alone: Journey) -> None:
    """Fail closed: the companion is away, the dialog stays and says that nothing was saved; then it goes."""
    asked = comment(728, QUESTION)
    described = scene(asked)
    page = alone.open(described)
    page.begin(asked, look="handle")
    page.page.keyboard.press("Alt+T")
    page.layer.wait_for(DIALOG, contains="Lästa kommentarer: 1 av de 1")
    alone.companion.kill()
    page.confirm()
    page.problem("Inget svar kom")
    assert page.layer.texts(".notice:not([hidden])") == []
    assert threads(alone) == []
    alone.companion.start()
    page.confirm()
    page.notice("Tråden är arkiverad som post")
    assert len(threads(alone)) == 1


def test_what_the_person_did_not_see_is_not_archived(journey: Journey) -> None:
    """H7: a comment that changes between the last look and the press stops the archiving until it has been shown."""
    asked = comment(732, QUESTION)
    described = scene(asked)
    page = journey.open(described)
    page.begin(asked, look="handle")
    page.page.keyboard.press("Alt+T")
    page.layer.wait_for(DIALOG, contains="1 av de 1")
    words = page.page.locator(
        '[role="article"] span[dir="auto"] div[dir="auto"]', has_text=QUESTION
    )
    words.last.evaluate("(line) => { line.textContent = 'Något annat'; }")
    page.confirm()
    page.problem("Tråden har ändrats")
    assert of_post(journey, described.posts[0]) == []
    page.page.wait_for_timeout(1_500)
    page.confirm()
    page.notice("Tråden är arkiverad som post")
    (entry,) = of_post(journey, described.posts[0])
    assert record(journey, entry)["thread"]["comments"][0]["text"] == "Något annat"


def test_a_direct_message_is_an_incoming_record(journey: Journey) -> None:
    """S10: from its badge and from the panel; who wrote is said by the person; no row of the inbox is pressed."""
    asks, other = comment(735, QUESTION), comment(736, "Hej, jag undrar en sak till")
    post = SitePost("inbox", "", (asks, other))
    page = journey.open(SitePage("inbox", "business_messages", (post,), comment_wrappers=False))
    handle = '.badge[data-look="handle"]'
    page.layer.wait_for(handle)
    press_toolbar_icon(page.page)
    page.layer.ask("function (s) { this.querySelector(s).click(); }", handle)
    page.layer.wait_for(DIALOG, contains="inkommen handling")
    disabled = "function (s) { return this.querySelector(s).disabled; }"
    assert page.layer.ask(disabled, f"{DIALOG} .primary"), "nobody is guessed to have written it"
    assert faults(page) == []
    page.layer.ask("function (s) { this.querySelector(s).focus(); }", f"{DIALOG} #message-author")
    page.page.keyboard.type("Vera Väntar")
    page.confirm()
    page.notice("Registrerad som inkommen handling, post")
    (entry,) = of(journey, asks)
    assert (entry["kind"], entry["act"], entry["state"]) == ("message", "register", "remains")
    assert (entry["author_name"], entry["text"]) == ("Vera Väntar", QUESTION)
    assert entry["screenshot_sha256"]

    panel = beside(journey, page)
    panel.locator(f"li[data-id='{other.id}']").get_by_role("button", name="Spara").click()
    page.layer.wait_for(DIALOG, contains="undrar en sak till")
    page.page.keyboard.press("Escape")
    assert of(journey, other) == []
    assert page.acts() == []


OPEN_FIELD = """([author, kind]) => {
  const named = (each) => each.getAttribute("aria-label")?.includes(author) ?? false;
  const article = [...document.querySelectorAll('[role="article"]')].findLast(named);
  const place = article?.parentElement ?? document.querySelector('[role="main"]');
  const form = document.createElement("form");
  form.addEventListener("submit", () => window.__acts.push({ act: "sent" }));
  const field = document.createElement(kind === "textarea" ? "textarea" : "div");
  field.setAttribute("role", "textbox");
  field.setAttribute("aria-label", author === "" ? "Skriv en kommentar" : `Svara ${author}`);
  field.style.minHeight = "20px";
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") window.__acts.push({ act: "sent" });
  });
  if (kind !== "textarea") field.contentEditable = "true";
  if (kind === "model") {
    let said = "";
    field.addEventListener("beforeinput", (event) => {
      event.preventDefault();
      said += event.data ?? event.dataTransfer?.getData("text/plain") ?? "";
      const line = document.createElement("p");
      line.append(Object.assign(document.createElement("span"), { textContent: said }));
      setTimeout(() => field.replaceChildren(line), 50);
    });
  }
  form.append(field);
  place.append(form);
}"""
"""A reply field as a person opens it: beneath the comment and named after its author; without one, the post's.

`model`: draws what it holds itself, as the platforms' editors do.
"""

SAID = "[...document.querySelectorAll('[role=textbox]')].map((f) => f.value ?? f.innerText)"
POLITICAL = "Vad tycker socialdemokraterna och moderaterna om det här? Rösta rätt i valet!"


def replies(journey: Journey, entry: object) -> list[dict[str, Any]]:
    """What the register knows of reply texts that were taken out for an entry."""
    with sqlite3.connect(journey.companion.data / "register.sqlite3") as database:
        found = database.execute(
            "SELECT facts FROM event WHERE kind = 'reply_used' AND entry_id = ? ORDER BY seq",
            [entry],
        )
        return [json.loads(facts) for (facts,) in found]


def in_row(panel: Page, found: SiteComment) -> None:
    """Put the focus on a comment in the panel's list."""
    row = panel.locator(f"li[data-id='{found.id}'] .show")
    row.wait_for()
    row.focus()


@pytest.mark.parametrize("kind", ["plain", "model", "textarea"])
def test_a_reply_text_is_put_in_the_open_field_and_not_sent(journey: Journey, kind: str) -> None:
    """S6, S7: in this comment's field alone, and noted in its entry; answered only when the person says so."""
    number = 740 + 3 * ["plain", "model", "textarea"].index(kind)
    asks, other = comment(number, QUESTION), comment(number + 1, "När öppnar badet?")
    page = journey.open(scene(asks, other))
    page.begin(asks, look="handle")
    page.page.keyboard.press("Alt+R")
    page.notice("Registrerad som post")
    panel = beside(journey, page)
    for author in (other.author.name, asks.author.name, ""):
        page.page.evaluate(OPEN_FIELD, [author, kind])
    in_row(panel, asks)
    panel.keyboard.press("i")
    panel.get_by_text("Svarstexten står i svarsfältet").wait_for()
    assert "Det är antecknat i posten" in panel.locator("#said").inner_text()
    said = [each.strip() for each in page.page.evaluate(SAID)]
    assert sorted(said) == ["", "", "Tack för din fråga! Vi tar reda på svaret och återkommer här."]
    assert "Svara " + asks.author.name == page.page.evaluate(
        "document.activeElement.ariaLabel ?? document.activeElement.getAttribute('aria-label')"
    )
    (entry,) = of(journey, asks)
    (noted,) = replies(journey, entry["id"])
    assert (noted["reply"], noted["placed"]) == ("question", "field")
    assert entry["answered_at"] is None
    assert page.acts() == []


def test_without_a_field_that_is_certain_the_reply_is_copied(journey: Journey) -> None:
    """S6: the post's own field and another comment's are left alone; where there is no entry nothing is noted."""
    argues, other = comment(750, POLITICAL), comment(751, QUESTION)
    page = journey.open(scene(argues, other))
    page.layer.wait_for(page.badge(other, "handle"))
    for author in (other.author.name, ""):
        page.page.evaluate(OPEN_FIELD, [author, "textarea"])
    panel = beside(journey, page)
    panel.bring_to_front()
    row = panel.locator(f"li[data-id='{argues.id}']")
    row.get_by_role("button", name="Svara i fältet").click()
    panel.get_by_text("Inget svarsfält är öppet").wait_for()
    words = panel.locator("#said").inner_text()
    assert "kopierad" in words
    assert "antecknat" not in words
    assert page.page.evaluate(SAID) == ["", ""]
    page.page.bring_to_front()
    page.page.locator("[role=textbox]").last.focus()
    page.page.keyboard.press("ControlOrMeta+V")
    assert "de politiska partierna" in page.page.evaluate(SAID)[-1]
    assert page.acts() == []


def test_why_it_was_removed_is_noted_when_copied(journey: Journey) -> None:
    """N8: the policy's words for the category, on the clipboard, and an event of the entry."""
    bad = comment(754, INSULT)
    page = journey.open(scene(bad))
    page.begin(bad)
    page.confirm()
    page.notice("Dold")
    panel = beside(journey, page)
    panel.bring_to_front()
    in_row(panel, bad)
    panel.keyboard.press("s")
    panel.get_by_text("Det är antecknat i posten").wait_for()
    (entry,) = of(journey, bad)
    (noted,) = replies(journey, entry["id"])
    assert (noted["reply"], noted["placed"]) == ("removed", "clipboard")


def test_one_field_for_the_whole_post_counts_by_the_name_in_it(journey: Journey) -> None:
    """Instagram: "@name" stands in the field when the person has pressed reply; another's name is not enough."""
    asks = comment(756, QUESTION, instagram=True)
    other = comment(757, "När öppnar badet?", instagram=True)
    page = journey.open(scene(asks, other, surface="instagram_post"))
    page.layer.wait_for(page.badge(asks, "handle"))
    page.page.evaluate(OPEN_FIELD, ["", "textarea"])
    panel = beside(journey, page)
    field = page.page.locator("[role=textbox]")
    field.fill(f"@{other.author.name} ")
    panel.bring_to_front()
    in_row(panel, asks)
    panel.keyboard.press("i")
    panel.get_by_text("Inget svarsfält är öppet").wait_for()
    assert page.page.evaluate(SAID) == [f"@{other.author.name} "]
    field.fill(f"@{asks.author.name} ")
    panel.keyboard.press("i")
    panel.get_by_text("Svarstexten står i svarsfältet").wait_for()
    assert page.page.evaluate(SAID)[0].startswith(f"@{asks.author.name} ")
    assert "Tack för din fråga!" in page.page.evaluate(SAID)[0]


def press(panel: Page, found: SiteComment, key: str) -> None:
    """One key, with the focus on a comment in the list."""
    in_row(panel, found)
    panel.keyboard.press(key)


def checked(page: MunicipalPage) -> str:
    """The act that is chosen in the open dialog."""
    chosen: str = page.layer.ask(
        "function (s) { return this.querySelector(s).value; }", f"{DIALOG} [name=act]:checked"
    )
    return chosen


def test_one_key_each_and_nothing_is_removed_by_a_key(journey: Journey) -> None:
    """A removal's key opens the dialog with that act chosen, and it is the person who confirms it there."""
    spam = comment(717, "Köp billiga klockor på www.example.com, fri frakt och bästa pris!!!")
    bad = comment(718, INSULT)
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


def test_no_key_fires_elsewhere_than_in_the_list(journey: Journey) -> None:
    """WCAG 2.1.4: not in a field, not on another part of the panel, not with a modifier."""
    bad = comment(733, INSULT)
    page = journey.open(scene(bad))
    page.layer.wait_for(page.badge(bad, "flagged"))
    panel = beside(journey, page)
    in_row(panel, bad)
    panel.evaluate(
        """(id) => {
          const field = document.createElement("input");
          document.querySelector(`li[data-id="${id}"]`).append(field);
          field.focus();
        }""",
        bad.id,
    )
    panel.keyboard.type("bdxrcveisao")
    assert panel.evaluate("document.activeElement.value") == "bdxrcveisao"
    panel.locator("#language").focus()
    panel.keyboard.type("bdxrcv")
    in_row(panel, bad)
    for modifier in ("Control", "Alt", "Meta"):
        panel.keyboard.press(f"{modifier}+b")
    panel.wait_for_timeout(1_000)
    assert page.layer.texts(DIALOG) == []
    assert of(journey, bad) == []
    page.layer.wait_for(page.badge(bad, "flagged"))


@pytest.mark.parametrize(("scheme", "language"), LOOKS)
def test_the_keys_help_names_every_key(journey: Journey, scheme: str, language: str) -> None:
    """Each button of "more" has its key there; WCAG 2.1 AA with all of it open."""
    number = 758 if language == "sv" else 759
    choose_language(journey, language)
    bad = comment(number, INSULT)
    page = journey.open(scene(bad))
    page.layer.wait_for(page.badge(bad, "flagged"))
    panel = beside(journey, page)
    panel.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    press(panel, bad, "?")
    keys = panel.locator(".keys kbd").all_inner_texts()
    assert keys == ["j", "k", "?", "o", "b", "d", "x", "r", "c", "v", "e", "i", "s", "a"]
    panel.locator("#page li summary").click()
    assert axe(panel) == []
    with width(panel, 320):
        assert panel.evaluate("document.documentElement.scrollWidth") <= 320
