"""A plain headless Chromium for pages of ours, and axe-core's verdict on them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright

from companion import browser

AXE = Path(__file__).parents[1] / "extension" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


def chromium_path() -> Path:
    """The Chromium of this machine; `build.py test` installs it where it may."""
    found = next((one for one in browser.installed() if one.loads_extensions), None)
    if found is None:
        raise RuntimeError("no Chromium found: `build.py test` says what to install")
    return found.path


@contextmanager
def chromium(playwright: Playwright, **context: Any) -> Iterator[Page]:
    """A page in a browser context of its own; `context` as Playwright's new_context takes it."""
    opened = playwright.chromium.launch(
        executable_path=chromium_path(), args=browser.sandbox_flags()
    )
    try:
        yield opened.new_context(**context).new_page()
    finally:
        opened.close()


def axe(page: Page, within: str = "html") -> list[str]:
    """What axe-core finds against WCAG 2.1 A and AA in an element as it stands: rule and place."""
    page.evaluate(AXE.read_text("utf-8") + ";0")
    options = {"runOnly": {"type": "tag", "values": RULES}}
    found = page.evaluate("([within, options]) => axe.run(within, options)", [within, options])
    return [
        f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]
    ]
