"""The fake sites stand where the real ones do, and close the loopback trap."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error, Page, Playwright

from tests.e2e.site import Site, open_browser
from tests.pages.catalogue import catalogue
from tests.pages.content import comment_id
from tests.pages.many import many


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with Site(seed=1) as running:
        yield running


@pytest.fixture(scope="module")
def browser(
    playwright: Playwright, site: Site, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    profile: Path = tmp_path_factory.mktemp("profile")
    with open_browser(playwright, site, profile) as context:
        yield context


@pytest.fixture
def page(browser: BrowserContext) -> Iterator[Page]:
    opened = browser.new_page()
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


@pytest.mark.parametrize("name", ["timeline", "dialog", "group", "forms", "instagram_modal"])
def test_page_stands_at_its_real_address(site: Site, page: Page, name: str) -> None:
    url = site.show(catalogue("sv")[name])
    page.goto(url)
    assert page.url == url
    assert page.evaluate("window.__acts") == []


def test_comment_parameters_lead_to_the_same_page(site: Site, page: Page) -> None:
    url = site.show(catalogue("sv")["permalink"])
    answer = page.goto(f"{url}&comment_id={comment_id(8)}&__tn__=R")
    assert answer is not None
    assert answer.status == 200


class Open(BaseHTTPRequestHandler):
    """A loopback server that lets any origin read its answer, as the companion never would."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing."""


@pytest.fixture
def loopback() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Open) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_page_cannot_reach_loopback(
    site: Site, browser: BrowserContext, page: Page, loopback: int
) -> None:
    """Local Network Access treats the site as public, as the real one is; CSP is set aside here."""
    browser.new_cdp_session(page).send("Page.setBypassCSP", {"enabled": True})
    page.goto(site.show(catalogue("sv")["timeline"]))
    assert page.evaluate("isSecureContext")
    with pytest.raises(Error, match="Failed to fetch"):
        page.evaluate("port => fetch(`http://127.0.0.1:${port}/`).then(r => r.status)", loopback)


def test_pictures_are_served(site: Site, page: Page) -> None:
    page.goto(site.show(catalogue("sv")["timeline"]))
    assert page.evaluate(
        "[...document.images].filter(i => i.src).every(i => i.decode && i.naturalWidth > 0)"
    )


def article(number: int) -> str:
    return (
        f'div[role="article"]:not([aria-posinset]):has(a[href*="comment_id={comment_id(number)}"])'
    )


def test_hide_toggles_and_is_recorded(site: Site, page: Page) -> None:
    """S2: hide and delete are two distinct acts."""
    page.goto(site.show(catalogue("en")["acting"]))
    row = page.locator(article(100)).last
    row.get_by_text("Hide", exact=True).click()
    row.get_by_text("Unhide", exact=True).click()
    assert page.evaluate("window.__acts") == [
        {"id": comment_id(100), "act": "hide"},
        {"id": comment_id(100), "act": "unhide"},
    ]


@pytest.mark.parametrize("number", [100, 102, 104])
def test_delete_asks_and_removes(site: Site, page: Page, number: int) -> None:
    """Menu at once, 800 ms late, and only after hover."""
    page.goto(site.show(catalogue("sv")["acting"]))
    row = page.locator(article(number)).last
    row.hover()
    row.locator("[aria-haspopup=menu]").click()
    page.get_by_role("menuitem", name="Ta bort").click()
    page.get_by_role("dialog").get_by_role("button", name="Ta bort").click()
    assert page.evaluate("window.__acts") == [{"id": comment_id(number), "act": "delete"}]
    assert row.count() == 0
    assert page.evaluate("window.__uppsiktDestructive") == 0


@pytest.mark.parametrize(
    ("number", "acts", "destructive", "left"),
    [
        (106, [(106, "delete")], 1, 0),  # two confirm buttons: neither may be pressed
        (110, [(110, "delete")], 0, 0),  # drawn anew with the same comment
        (112, [(113, "delete")], 1, 0),  # drawn anew with another comment, which is now gone
        (114, [], 0, 1),  # the platform blocks
        (116, [(116, "delete")], 0, 1),  # accepted, and nothing happens
    ],
)
def test_careless_delete_meets_each_trap(
    site: Site, page: Page, number: int, acts: list[tuple[int, str]], destructive: int, left: int
) -> None:
    """Menu, delete, first confirm button, without a look: what the extension must not do."""
    page.goto(site.show(catalogue("sv")["acting"]))
    row = page.locator(article(number)).last
    row.locator("[aria-haspopup=menu]").click()
    page.get_by_role("menuitem", name="Ta bort").click()
    page.get_by_role("dialog").get_by_role("button", name="Ta bort").first.click()
    recorded = page.evaluate("window.__acts.map(({id, act}) => [id, act])")
    assert recorded == [[comment_id(each), act] for each, act in acts]
    assert page.evaluate("window.__uppsiktDestructive") == destructive
    assert row.count() == left
    blocked = page.get_by_role("dialog", name="Du är tillfälligt blockerad").count()
    assert blocked == (number == 114)


def test_comment_without_delete_item_and_one_that_vanishes(site: Site, page: Page) -> None:
    page.goto(site.show(catalogue("sv")["acting"]))
    page.locator(article(108)).locator("[aria-haspopup=menu]").click()
    page.get_by_role("menuitem").first.wait_for()
    assert page.get_by_role("menuitem", name="Ta bort").count() == 0
    page.keyboard.press("Escape")
    page.locator(article(118)).locator("[aria-haspopup=menu]").click()
    page.get_by_role("menuitem").first.wait_for()
    assert page.locator(article(118)).count() == 0
    assert page.evaluate("window.__acts") == []


def test_comments_stream_in(site: Site, page: Page) -> None:
    page.goto(site.show(many(60, stream=400)))
    assert page.locator(article(10_059)).count() == 0
    page.locator(article(10_059)).wait_for()
    assert page.locator('[role="article"]:not([aria-posinset])').count() == 60


def test_more_comments_come_when_asked_for(site: Site, page: Page) -> None:
    page.goto(site.show(catalogue("sv")["more"]))
    assert page.locator(article(45)).count() == 0
    page.get_by_role("button", name="Visa fler kommentarer").click()
    page.locator(article(45)).wait_for()


def test_destructive_rows_raise_the_flag(site: Site, page: Page) -> None:
    page.goto(site.show(catalogue("nonsense")["other_menu"]))
    page.get_by_role("menuitem").first.click()
    assert page.evaluate("window.__uppsiktDestructive") == 1


@pytest.mark.parametrize("number", [1, 4])
def test_instagram_delete(site: Site, page: Page, number: int) -> None:
    page.goto(site.show(catalogue("en")["instagram_post"]))
    code = f"1790000000000000{number}"
    name = page.locator(f'a[href$="/c/{code}/"]')
    name.hover()
    page.locator('svg[aria-label="Comment Options"]').first.click()
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Delete").click()
    assert page.evaluate("window.__acts") == [{"id": code, "act": "delete"}]
    assert name.count() == 0
