"""What the overlay costs the page's own main thread, on a page of 500 comments.

The same page is loaded with and without the extension, by turns, until nothing more happens; the
browser's own account of main-thread time (TaskDuration) is compared.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import BrowserContext, Playwright, sync_playwright

from companion import browser
from tests.bench.classify import wait_for_classifier
from tests.bench.figures import Figure
from tests.e2e.companion import ROOT, Client, Companion
from tests.e2e.layer import Layer
from tests.e2e.site import Site, open_browser
from tests.pages.many import many

COMMENTS = 500
ROUNDS = 5
STILL = 1_000
"""Milliseconds without work on the main thread: the page has come to rest."""

OBSERVE = """
window.__longest = 0;
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) window.__longest = Math.max(window.__longest, task.duration);
}).observe({ type: "longtask" });
"""
"""Begins when the page is loaded: what comes before is the page's own."""


class Load(NamedTuple):
    """One load of the page: milliseconds that the main thread worked, and the longest task after it was loaded."""

    total: float
    longest: float


def load(context: BrowserContext, url: str, *, badges: bool) -> Load:
    """Open the page, wait until it rests, and ask what it cost."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})  # a busy machine adds none

    def task_milliseconds() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return float(next(m["value"] for m in metrics if m["name"] == "TaskDuration")) * 1000

    page.add_init_script(f"addEventListener('load', () => {{ {OBSERVE} }});")
    page.goto(url)
    if badges:
        Layer(page).wait_for("button")
    before, now = 0.0, task_milliseconds()
    while now - before > STILL / 100:
        page.wait_for_timeout(STILL)
        before, now = now, task_milliseconds()
    longest: float = page.evaluate("window.__longest")
    page.close()
    return Load(now, longest)


@contextmanager
def paired_browser(
    playwright: Playwright, site: Site, companion: Companion, folder: Path
) -> Iterator[BrowserContext]:
    """A browser with the extension in it, paired."""
    built = ROOT / "extension" / "dist" / "chromium"
    code = companion.pairing_code
    extension = browser.prepare(built, folder, port=companion.port, code=code)
    with open_browser(playwright, site, folder / "profile", extension) as context:
        yield context


def loads(url: str, site: Site, folder: Path) -> tuple[list[Load], list[Load]]:
    """Loads without and with the extension, by turns; the first of each only warms up."""
    without, with_it = [], []
    with Companion(folder / "data") as companion, sync_playwright() as playwright:
        wait_for_classifier(Client.paired(companion))
        companion.kill()
        companion.start()  # A code is good for one client; the browser needs its own.
        with (
            open_browser(playwright, site, folder / "plain") as plain,
            paired_browser(playwright, site, companion, folder / "paired") as paired,
        ):
            for _ in range(ROUNDS + 1):
                without.append(load(plain, url, badges=False))
                with_it.append(load(paired, url, badges=True))
    return without[1:], with_it[1:]


def figures() -> list[Figure]:
    """Two lines: time for each comment, and the longest task."""
    with Site(seed=1) as site, tempfile.TemporaryDirectory() as folder:
        url = site.show(many(COMMENTS))
        without, with_it = loads(url, site, Path(folder))
    plain = statistics.median(one.total for one in without)
    added = (statistics.median(one.total for one in with_it) - plain) / COMMENTS
    longest = max(one.longest for one in with_it)
    longest_without = max(one.longest for one in without)
    return [
        Figure(
            f"main thread, added for each of {COMMENTS} comments",
            f"{added:.2f} ms",
            f"the page alone: {plain / COMMENTS:.2f} ms",
            "-",
        ),
        Figure(
            "longest task after load",
            words_for(longest),
            f"the page alone: {words_for(longest_without)}",
            "≤ 50 ms",
        ),
    ]


def words_for(longest: float) -> str:
    """The browser reports tasks from 50 milliseconds on; zero means that there was none."""
    return f"{longest:.0f} ms" if longest else "under 50 ms"
