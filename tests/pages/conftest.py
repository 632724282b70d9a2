"""A Chromium that loads test pages where they belong, with the reading functions in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, Route

from tests.e2e.site import CHROMIUM, chromium_sandbox
from tests.pages.model import SitePage
from tests.pages.render import address, render

READER = Path(__file__).parents[2] / "extension" / "dist" / "reader.js"

Load = Callable[[SitePage], Page]


@pytest.fixture(scope="module")
def load(playwright: Playwright) -> Iterator[Load]:
    """Load a page at its address, with class names of its own."""
    documents: dict[str, str] = {}

    def answer(route: Route) -> None:
        body = documents.get(route.request.url)
        if body is None:
            route.abort()
        else:
            route.fulfill(body=body, content_type="text/html; charset=utf-8")

    arguments = [*chromium_sandbox(), "--blink-settings=imagesEnabled=false"]
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
    page = browser.new_page()
    page.add_init_script(path=READER)
    page.route("**/*", answer)

    def load_page(described: SitePage) -> Page:
        documents[address(described)] = render(described)
        page.goto(address(described))
        return page

    yield load_page
    browser.close()
