"""A moderator's whole equipment: real companion, real extension in a real Chromium, and fake sites.

with Journey(playwright, folder) as journey:
    page = journey.open(catalogue("en")["timeline"])
    page.begin(comment)      # icon, badge, dialog
    page.confirm()           # Enter
    assert page.acts() == […]
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from playwright.sync_api import BrowserContext, Page, Playwright, Worker

from companion import settings
from tests.e2e.companion import Companion
from tests.e2e.layer import Layer, extension_id, press_toolbar_icon
from tests.e2e.site import Site, open_browser
from tests.pages.model import SiteComment, SitePage
from tests.tools import extension

DIALOG = "dialog[open]"
NOTICE = ".notice"


class Journey:
    """One moderator with one browser and one companion, on data of their own."""

    def __init__(
        self,
        playwright: Playwright,
        folder: Path,
        companion: Companion | None = None,
    ) -> None:
        self._playwright = playwright
        self._folder = folder
        self._open = ExitStack()
        self.companion = companion or Companion(folder / "data")
        self.site = Site()
        self.context: BrowserContext

    def __enter__(self) -> Self:
        self._open.enter_context(self.site)
        with_decision(self.companion.data)
        self._open.enter_context(self.companion)
        self.start_browser(pair=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def start_browser(self, *, pair: bool = False) -> None:
        """Open the browser; again after it was closed, with what it remembers."""
        built = extension.built() / "chromium"
        loaded = self._folder / "extension"
        if not loaded.exists():
            shutil.copytree(built, loaded)
        if pair:
            code = {"port": self.companion.port, "code": self.companion.pairing_code}
            (loaded / "pairing.json").write_text(json.dumps(code), "utf-8")
        profile = self._folder / "profile"
        self.context = self._open.enter_context(
            open_browser(self._playwright, self.site, profile, loaded)
        )

    def close_pages(self) -> None:
        """Leave one empty tab."""
        keep = self.context.new_page()
        for page in self.context.pages:
            if page is not keep:
                page.close()

    def worker(self) -> Worker:
        """The extension's background."""
        workers = self.context.service_workers
        return workers[0] if workers else self.context.wait_for_event("serviceworker")

    def stop_workers(self) -> None:
        """Kill the extension's background, as the browser does when it is idle or short of memory."""
        page = self.context.pages[0]
        session = self.context.new_cdp_session(page)
        session.send("ServiceWorker.enable")
        session.send("ServiceWorker.stopAllWorkers")
        session.detach()

    def panel(self) -> Page:
        """The side panel's page, in a tab of its own."""
        page = self.context.new_page()
        page.goto(f"chrome-extension://{extension_id(self.context)}/panel/panel.html")
        return page

    def open(self, described: SitePage) -> MunicipalPage:
        """Open a page of the municipality."""
        page = self.context.new_page()
        page.set_default_timeout(15_000)
        page.goto(self.site.show(described))
        page.bring_to_front()  # A tab that is not shown draws no frames, and nothing is near its window.
        return MunicipalPage(page)

    def entries(self) -> list[dict[str, Any]]:
        """The register, read from outside the program."""
        with sqlite3.connect(self.companion.data / "register.sqlite3") as database:
            database.row_factory = sqlite3.Row
            return [dict(row) for row in database.execute("SELECT * FROM entry ORDER BY id")]

    def evidence(self) -> list[Path]:
        """The vault's files."""
        return [path for path in (self.companion.data / "vault").rglob("*") if path.is_file()]


def with_decision(data: Path) -> None:
    """Settings under which deletion is allowed: the practice preset has a made-up gallringsbeslut (N4)."""
    settings.load(data)
    path = data / "settings.toml"
    path.write_text(path.read_text("utf-8").replace('"general"', '"practice"'), "utf-8")


class MunicipalPage:
    """A page with the extension on it, as a moderator handles it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.layer = Layer(page)

    def badge(self, comment: SiteComment, look: str = "") -> str:
        """The selector of a comment's badge, optionally with a look."""
        author = comment.author.name.replace('"', '\\"')
        chosen = f'[data-look="{look}"]' if look else ""
        return f'.badge[aria-label*="{author}"]{chosen}'

    def begin(self, comment: SiteComment, *, icon: bool = True, look: str = "flagged") -> None:
        """Press the icon (so that pictures may be taken), then the badge; the dialog opens."""
        self.layer.wait_for(self.badge(comment, look))
        if icon:
            press_toolbar_icon(self.page)
        self.layer.ask("function (s) { this.querySelector(s).click(); }", self.badge(comment))
        self.layer.wait_for(DIALOG)

    def choose(self, field: str, value: str) -> None:
        """Set a select, or press a radio button, of the dialog."""
        self.layer.ask(
            """function (field, value) {
              const radio = this.querySelector(`dialog #${field}-${value}`);
              if (radio !== null) {
                radio.focus();
                return radio.click();
              }
              const select = this.querySelector(`dialog #${field}`);
              select.value = value;
              for (const kind of ["input", "change"]) {
                select.dispatchEvent(new Event(kind, { bubbles: true }));
              }
            }""",
            field,
            value,
        )

    def confirm(self) -> None:
        """Press the primary button by the keyboard."""
        self.page.keyboard.press("Enter")

    def problem(self, contains: str) -> str:
        """Wait for the dialog to say that it did not go."""
        return self.layer.wait_for(f"{DIALOG} .problem", contains=contains)

    def notice(self, contains: str) -> str:
        """Wait for the notice to say how it went."""
        return self.layer.wait_for(NOTICE, contains=contains)

    def acts(self) -> list[dict[str, str]]:
        """What was really done to the page; nothing destructive may have been pressed."""
        assert self.page.evaluate("window.__uppsiktDestructive") == 0
        found: list[dict[str, str]] = self.page.evaluate("window.__acts")
        return found
