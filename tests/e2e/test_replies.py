"""Reply texts: into the comment's open reply field, else to the clipboard; never sent, and noted (S6, S7, N8)."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page

from companion.contract import Category
from companion.policy import load
from tests.e2e.beside import beside, press
from tests.e2e.checks import of
from tests.e2e.journey import DIALOG, Journey
from tests.e2e.scenes import INSULT, comment, scene
from tests.e2e.test_accessible import QUESTION
from tests.pages.model import Author, SiteComment

OPEN_FIELD = """([author, kind, label]) => {
  const named = (each) => each.getAttribute("aria-label")?.includes(author) ?? false;
  const article = [...document.querySelectorAll('[role="article"]')].findLast(named);
  const all = document.querySelector("[data-commentid]")?.parentElement;
  const place = (author === "" ? all : article?.parentElement) ?? document.querySelector('[role="main"]');
  const form = document.createElement("form");
  form.addEventListener("submit", () => window.__acts.push({ act: "sent" }));
  const field = document.createElement(kind === "textarea" ? "textarea" : "div");
  field.setAttribute("role", "textbox");
  const called = author === "" ? "Skriv en kommentar" : `Svara ${author}`;
  field.setAttribute("aria-label", label ?? called);
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
            "SELECT event.facts, detail.content FROM event"
            " JOIN detail ON detail.id = event.facts ->> 'words'"
            " WHERE event.kind = 'reply_used' AND event.entry_id = ? ORDER BY event.seq",
            [entry],
        )
        return [json.loads(facts) | json.loads(words) for facts, words in found]


def take_out(panel: Page, found: SiteComment, key: str) -> None:
    """Press the key when the comment has been judged, and so has a reply text."""
    panel.locator(f"li[data-id='{found.id}'] [data-verb=reply]").wait_for()
    press(panel, found, key)


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
    take_out(panel, asks, "i")
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
    """N8: the policy's words for the category that the person chose, copied, and an event of the entry."""
    bad = comment(754, INSULT)
    page = journey.open(scene(bad))
    page.begin(bad)
    page.choose("category", "personal_data")
    page.layer.ask("function (s) { this.querySelector(s).focus(); }", f"{DIALOG} .primary")
    page.confirm()
    page.notice("Dold")
    panel = beside(journey, page)
    panel.bring_to_front()
    take_out(panel, bad, "s")
    panel.get_by_text("Det är antecknat i posten").wait_for()
    (entry,) = of(journey, bad)
    (noted,) = replies(journey, entry["id"])
    assert (noted["reply"], noted["placed"]) == ("removed", "clipboard")
    policy = load("practice")
    assert noted["text"] == policy.removed_text(Category.PERSONAL_DATA, "sv")
    assert noted["text"] != policy.removed_text(Category.INSULT, "sv")


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
    take_out(panel, asks, "i")
    panel.get_by_text("Inget svarsfält är öppet").wait_for()
    assert page.page.evaluate(SAID) == [f"@{other.author.name} "]
    field.fill(f"@{asks.author.name} ")
    panel.keyboard.press("i")
    panel.get_by_text("Svarstexten står i svarsfältet").wait_for()
    assert page.page.evaluate(SAID)[0].startswith(f"@{asks.author.name} ")
    assert "Tack för din fråga!" in page.page.evaluate(SAID)[0]


def test_a_field_that_names_nobody_counts_by_its_place_alone(journey: Journey) -> None:
    """Beside one thread of several it is that thread's; beside a post's only thread it may be the post's own."""
    asks, other, lonely = (comment(number, QUESTION) for number in (758, 759, 760))
    answer = comment(755, "Det undrar jag med!")
    own = replace(
        comment(753, "Vi plogar nu."), author=Author("Exempelby kommun", "vanity", "exempelby")
    )
    page = journey.open(scene(replace(asks, replies=(answer,)), replace(other, replies=(own,))))
    page.layer.wait_for(page.badge(other, "handle"))
    page.page.evaluate(OPEN_FIELD, [asks.author.name, "plain", "Svara som Exempelby kommun"])
    panel = beside(journey, page)
    take_out(panel, asks, "i")
    panel.get_by_text("Svarstexten står i svarsfältet").wait_for()
    assert "Tack för din fråga!" in page.page.evaluate(SAID)[0]

    alone = journey.open(scene(lonely))
    alone.layer.wait_for(alone.badge(lonely, "handle"))
    alone.page.evaluate(OPEN_FIELD, [lonely.author.name, "plain", "Skriv som Exempelby kommun"])
    panel = beside(journey, alone)
    panel.bring_to_front()
    take_out(panel, lonely, "i")
    panel.get_by_text("Inget svarsfält är öppet").wait_for()
    assert [each.strip() for each in alone.page.evaluate(SAID)] == [""]


def test_a_field_for_a_longer_name_is_not_taken_for_a_shorter(journey: Journey) -> None:
    """The field of "Skribent 0749 Ek" names "Skribent 0749" as well: it is the longer name's, wherever it stands."""
    short, long = comment(749, QUESTION), comment(752, "När öppnar badet?")
    name = f"{short.author.name} Ek"
    long = replace(long, author=replace(long.author, name=name))
    page = journey.open(scene(short, long))
    page.layer.wait_for(page.badge(long, "handle"))
    page.page.evaluate(OPEN_FIELD, [name, "plain"])
    panel = beside(journey, page)
    panel.bring_to_front()
    take_out(panel, short, "i")
    panel.get_by_text("Inget svarsfält är öppet").wait_for()
    assert [each.strip() for each in page.page.evaluate(SAID)] == [""]
    take_out(panel, long, "i")
    panel.get_by_text("Svarstexten står i svarsfältet").wait_for()
