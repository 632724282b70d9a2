"""What the overlay costs the page's own main thread while 2,000 comments stream in, and how soon a badge stands there.

The same page is loaded with and without the extension, by turns, until nothing more happens; the
browser's own account of main-thread time (TaskDuration, in thread time) is compared. Then one comment
at a time appears, and a list that uses its nodes again is scrolled for as long as an hour's work.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import BrowserContext, CDPSession, Page, Playwright, sync_playwright

from companion import browser
from tests.bench.classify import wait_for_classifier
from tests.bench.figures import Figure
from tests.e2e.companion import Client, Companion
from tests.e2e.layer import Layer
from tests.e2e.site import Site, open_browser
from tests.pages.many import many
from tests.tools import extension

COMMENTS = 2_000
STREAM = 50
"""Milliseconds between batches of ten."""
ROUNDS = 3
STILL = 1_000
"""Milliseconds over which the main thread's work is looked at."""

ARRIVALS = 60
WINDOW = 30
HOUR = 1_200
"""Scrolls in an hour: one every three seconds."""
SCROLL = 40
"""Milliseconds between them here."""

OBSERVE = """
window.__longest = 0;
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) window.__longest = Math.max(window.__longest, task.duration);
}).observe({ type: "longtask" });
"""
"""Begins when the page is loaded: what comes before is the page's own."""

ARRIVE = """(n) => {
  const last = [...document.querySelectorAll("[data-commentid]")].at(-1);
  const fresh = last.cloneNode(true);
  const id = String(9007199254900000n + BigInt(n));
  fresh.dataset.commentid = id;
  for (const a of fresh.querySelectorAll("a[href*=comment_id]")) {
    const token = btoa(`comment:122300000000000001_${id}`);
    a.href = a.href.replace(/comment_id=Y29[^&]*/, `comment_id=${encodeURIComponent(token)}`)
      .replace(/(reply_comment_id|comment_id)=\\d+(?=&__|$)/, `$1=${id}`);
  }
  for (const name of fresh.querySelectorAll("a[aria-hidden=false] span[dir]")) {
    name.textContent = `Skribent ${n}`;
  }
  last.after(fresh);
  fresh.scrollIntoView({ block: "center" });
}"""

BADGE = """function (name) {
  return new Promise((resolve) => {
    const found = () => this.querySelector(`.badge[aria-label*="${name}"]:not(.away)`) !== null;
    const begin = performance.now();
    const look = () => {
      if (found()) resolve(performance.now() - begin);
      else if (performance.now() - begin > 5000) resolve(5000);
      else requestAnimationFrame(look);
    };
    look();
  });
}"""


class Load(NamedTuple):
    """One load of the page: milliseconds that the main thread worked, and the longest task after it was loaded."""

    total: float
    longest: float


def load(context: BrowserContext, url: str, *, badges: bool) -> Load:
    """Open the page, wait until it rests, and ask what it cost."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})  # a busy machine adds none
    page.add_init_script(f"addEventListener('load', () => {{ {OBSERVE} }});")
    page.goto(url)
    if badges:
        page.wait_for_selector("#uppsikt-layer", state="attached")
    wait_until_still(page, session)
    longest: float = page.evaluate("window.__longest")
    total = metric(session, "TaskDuration") * 1000
    if badges:
        Layer(page).wait_for(
            ".badge"
        )  # Not before: who looks into the layer meanwhile costs time too.
    page.close()
    return Load(total, longest)


def metric(session: CDPSession, name: str) -> float:
    """One of the browser's own figures of a page."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(m["value"] for m in metrics if m["name"] == name))


def wait_until_still(page: Page, session: CDPSession) -> None:
    """Until less than a fiftieth of the time is worked: the page has come to rest."""
    before, now = 0.0, metric(session, "TaskDuration")
    while now - before > STILL / 50_000:
        page.wait_for_timeout(STILL)
        before, now = now, metric(session, "TaskDuration")


@contextmanager
def paired_browser(
    playwright: Playwright, site: Site, companion: Companion, folder: Path
) -> Iterator[BrowserContext]:
    """A browser with the extension in it, paired."""
    built = extension.built() / "chromium"
    code = companion.pairing_code
    prepared = browser.prepare(built, folder, port=companion.port, code=code)
    with open_browser(playwright, site, folder / "profile", prepared) as context:
        yield context


def arrivals(context: BrowserContext, site: Site) -> list[float]:
    """Milliseconds from a comment's appearance on the page to its badge, of one after the other."""
    page = context.new_page()
    page.goto(site.show(many(50)))
    layer = Layer(page)
    layer.wait_for("button")
    page.wait_for_timeout(1_500)
    waits = []
    for number in range(ARRIVALS):
        page.evaluate(ARRIVE, number)
        waits.append(float(layer.ask(BADGE, f"Skribent {number}")))
        page.wait_for_timeout(150)
    page.close()
    return waits


def memory(context: BrowserContext, site: Site) -> tuple[float, float]:
    """Megabytes of JavaScript in the tab after a third of an hour's scrolling, and after all of it."""
    page = context.new_page()
    page.goto(site.show(many(COMMENTS, window=WINDOW)))
    Layer(page).wait_for("button")
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    sizes = []
    for step in range(HOUR):
        page.evaluate("(n) => __show(n)", step * 7 % (COMMENTS - COMMENTS // 5))
        page.wait_for_timeout(SCROLL)
        if step + 1 in (HOUR // 3, HOUR):
            page.wait_for_timeout(500)
            session.send("HeapProfiler.collectGarbage")
            sizes.append(metric(session, "JSHeapUsedSize") / 2**20)
    page.close()
    return sizes[0], sizes[1]


def figures() -> list[Figure]:
    """Time for each comment, the longest task, the wait for a badge, and the memory of an hour."""
    without, with_it = [], []
    with (
        Site(seed=1) as site,
        tempfile.TemporaryDirectory() as where,
        Companion(Path(where) / "data") as companion,
        sync_playwright() as playwright,
    ):
        folder = Path(where)
        wait_for_classifier(Client.paired(companion))
        companion.kill()
        companion.start()  # A code is good for one client; the browser needs its own.
        with (
            open_browser(playwright, site, folder / "plain") as plain,
            paired_browser(playwright, site, companion, folder / "paired") as paired,
        ):
            url = site.show(many(COMMENTS, stream=STREAM))
            for _ in range(ROUNDS + 1):
                without.append(load(plain, url, badges=False))
                with_it.append(load(paired, url, badges=True))
            waits = arrivals(paired, site)
            early, late = memory(paired, site)
    return [
        *costs(without[1:], with_it[1:]),
        Figure(
            "comment on the page → badge",
            f"p50 {statistics.median(waits):.0f} ms, p95 {percentile(waits, 95):.0f} ms",
            f"{len(waits)} comments, one after the other",
            "p95 ≤ 200 ms",
        ),
        Figure(
            "memory of the tab after an hour's scrolling",
            f"{late:.1f} MB",
            f"after twenty minutes: {early:.1f} MB ({late / early - 1:+.0%})",
            "flat",
        ),
    ]


def costs(without: list[Load], with_it: list[Load]) -> list[Figure]:
    """What is added for each comment, and the longest task."""
    plain = statistics.median(one.total for one in without)
    added = (statistics.median(one.total for one in with_it) - plain) / COMMENTS
    longest = max(one.longest for one in with_it)
    longest_without = max(one.longest for one in without)
    return [
        Figure(
            f"main thread, added for each of {COMMENTS} comments that stream in",
            f"{added:.2f} ms",
            f"the page alone: {plain / COMMENTS:.2f} ms",
            "≤ 0.5 ms",
        ),
        Figure(
            "longest task meanwhile",
            words_for(longest),
            f"the page alone: {words_for(longest_without)}",
            "≤ 50 ms",
        ),
    ]


def percentile(values: list[float], share: int) -> float:
    """A percentile, by the nearest rank."""
    return sorted(values)[min(len(values) - 1, round(len(values) * share / 100))]


def words_for(longest: float) -> str:
    """The browser reports tasks from 50 milliseconds on; zero means that there was none."""
    return f"{longest:.0f} ms" if longest else "under 50 ms"
