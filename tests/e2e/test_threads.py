"""Registered without removal from the page: a whole thread (H7), and a direct message (S10)."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from tests.e2e.beside import beside
from tests.e2e.checks import of
from tests.e2e.journey import DIALOG, Journey
from tests.e2e.layer import press_toolbar_icon
from tests.e2e.scenes import PRAISE, comment, scene
from tests.e2e.test_accessible import QUESTION, faults
from tests.pages.model import SitePage, SitePost


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


def test_a_thread_on_instagram_is_archived(journey: Journey) -> None:
    """H7 where the page gives no number of its own: none is claimed."""
    asks = comment(740, QUESTION, instagram=True)
    other = comment(741, PRAISE, instagram=True)
    page = journey.open(scene(asks, other, surface="instagram_post"))
    page.begin(asks, look="handle")
    page.page.keyboard.press("Alt+T")
    page.layer.wait_for(DIALOG, contains="Lästa kommentarer: 2. Sidan anger inget antal.")
    page.confirm()
    page.notice("Tråden är arkiverad som post")
    entry = threads(journey)[-1]
    kept = record(journey, entry)
    assert [said["id"] for said in kept["thread"]["comments"]] == [asks.id, other.id]
    assert (entry["platform"], kept["thread"]["counted"]) == ("instagram", None)
    assert page.acts() == []
