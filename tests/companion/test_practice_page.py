"""The practice page in a browser: read as a Facebook timeline, acted on, and forgotten at restart.

The page is answered by the blueprint itself, so its own security policy is in force.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Playwright, Route

from companion import practice
from tests.e2e.site import CHROMIUM, chromium_sandbox

ADDRESS = "http://127.0.0.1:48217/practice/"
EXTENSION = Path(__file__).parents[2] / "extension"
READER = EXTENSION / "dist" / "reader.js"
AXE = EXTENSION / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CONTENT = json.loads((practice.STATIC / "content.json").read_text(encoding="utf-8"))
INSULT = "9107199254741005"
ROOT = "9107199254741001"


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    opened = playwright.chromium.launch(executable_path=CHROMIUM, args=chromium_sandbox())
    yield opened
    opened.close()


@pytest.fixture(params=["light", "dark"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page, drawn; whatever it asks for is answered by the blueprint, and errors fail."""
    app = Flask("practice-page-test", static_folder=None)
    app.register_blueprint(practice.blueprint())
    client = app.test_client()

    def answer(route: Route) -> None:
        with client.get(urlsplit(route.request.url).path) as found:
            route.fulfill(status=found.status_code, headers=dict(found.headers), body=found.data)

    errors: list[str] = []
    opened = browser.new_page(color_scheme=request.param)
    opened.set_default_timeout(10_000)
    opened.on("console", lambda message: errors.append(message.text))
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.route("**/*", answer)
    opened.goto(ADDRESS)
    opened.wait_for_selector("[data-commentid]")
    yield opened
    opened.close()
    assert errors == []


def shown(comment: dict[str, Any]) -> str:
    """A comment's text as it stands before "Se mer" is pressed."""
    mention = f"{comment['mention']['name']} " if "mention" in comment else ""
    link = comment.get("link", {}).get("shown", "")
    return f"{mention}{comment['text']}{link}"


def test_every_comment_is_read(page: Page) -> None:
    """The same reader that reads Facebook reads all of it, by id, text, parent and author."""
    page.evaluate(READER.read_text(encoding="utf-8"))
    reading = page.evaluate("uppsiktReader.readPage(document, location)")
    wanted = []
    for post in CONTENT["posts"]:
        for root in post["comments"]:
            wanted += [(root, None), *((reply, root["id"]) for reply in root.get("replies", []))]
    assert reading["unread"] == 0
    assert len(reading["comments"]) == len(wanted)
    for read, (comment, parent) in zip(reading["comments"], wanted, strict=True):
        name = "Exempelby kommun" if comment["author"] == "page" else comment["author"]["name"]
        assert read["platform"] == "practice"
        assert (read["id"], read["parent_id"]) == (comment["id"], parent)
        assert (read["text"], read["author"]["name"]) == (shown(comment), name)
        assert read["truncated"] == ("rest" in comment)
        assert read["time"]["shown"] == comment["age"]
        assert read["time"]["earliest"] is not None


def row(comment_id: str) -> str:
    return f'[data-commentid="{comment_id}"]'


def test_hide_and_show(page: Page) -> None:
    """S2: hiding is an act of its own, and can be undone."""
    page.locator(row(INSULT)).get_by_text("Dölj", exact=True).click()
    assert page.locator("#tally").inner_text() == "1 dolda · 0 borttagna"
    page.locator(row(INSULT)).get_by_text("Visa", exact=True).click()
    assert page.locator("#tally").inner_text() == "0 dolda · 0 borttagna"


def test_delete_by_keyboard_asks_first_and_takes_the_replies(page: Page) -> None:
    page.locator(f"{row(ROOT)} [data-press=menu]").press("Enter")
    page.get_by_role("menuitem").first.press("ArrowDown")
    page.get_by_role("menuitem", name="Ta bort").press("Enter")
    assert page.locator(row(ROOT)).count() == 1
    page.get_by_role("button", name="Avbryt").press("Tab")
    page.get_by_role("button", name="Ta bort", exact=True).press("Enter")
    assert page.locator(row(ROOT)).count() == 0
    assert page.locator("#tally").inner_text() == "0 dolda · 3 borttagna"


def test_escape_deletes_nothing(page: Page) -> None:
    page.locator(f"{row(ROOT)} [data-press=menu]").click()
    page.get_by_role("menuitem", name="Ta bort").click()
    page.get_by_role("button", name="Avbryt").press("Escape")
    assert page.get_by_role("dialog").count() == 0
    assert page.locator(row(ROOT)).count() == 1


def test_restart_brings_everything_back(page: Page) -> None:
    page.locator(row(INSULT)).get_by_text("Dölj", exact=True).click()
    page.get_by_role("button", name="Börja om").click()
    assert page.locator(".hidden-comment").count() == 0
    assert page.locator("#tally").inner_text() == "0 dolda · 0 borttagna"


def test_more_is_shown(page: Page) -> None:
    page.get_by_role("button", name="Se mer").click()
    assert page.get_by_text("Jag ställer gärna upp").count() == 1


def test_no_link_leads_away(page: Page) -> None:
    for link in page.locator(f"{row('9107199254741006')} a").all():
        link.dispatch_event("click")
    assert page.url == ADDRESS


def test_accessible(page: Page) -> None:
    """WCAG 2.2 AA, the open dialog included."""
    page.locator(row(INSULT)).get_by_text("Dölj", exact=True).click()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    run = "rules => axe.run({runOnly: rules}).then(r => r.violations.map(v => [v.id, v.nodes[0].html]))"
    assert page.evaluate(run, RULES) == []
    page.locator(f"{row(INSULT)} [data-press=menu]").click()
    page.get_by_role("menuitem", name="Ta bort").click()
    page.wait_for_selector("[role=dialog]")
    assert page.evaluate(run, RULES) == []
