"""From the click that confirms to the receipt, in a real browser on the practice page.

Measured in the page itself: from the key that confirms the dialog to the words that name the
entry, which the extension shows when it holds the receipt. The picture's two frames are in it.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.classify import wait_for_classifier
from tests.bench.figures import Figure, timed, times
from tests.bench.receipt import bare_write, picture
from tests.e2e.companion import Client, Companion
from tests.e2e.layer import Layer, press_toolbar_icon
from tests.e2e.practice import opened
from tests.tools import extension

ROUNDS = 8
"""The practice page has few more comments that are flagged."""

PAUSE = 1_100
"""Milliseconds between pictures: the browser takes two a second."""

WATCH = """function (entry) {
  let pressed = 0;
  const own = { capture: true, once: true };
  this.addEventListener("keydown", () => { pressed = performance.now(); }, own);
  this.receipt = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("no receipt: " + this.textContent)), 20_000);
    const shown = new RegExp(`post ${entry}\\\\b`);
    const watch = new MutationObserver(() => {
      if (!pressed || ![...this.querySelectorAll(".notice")].some((n) => shown.test(n.textContent)))
        return;
      watch.disconnect();
      resolve(performance.now() - pressed);
    });
    watch.observe(this, { subtree: true, childList: true, characterData: true });
  });
}"""


def figures() -> list[Figure]:
    """One line: the click beside the bare write of a megabyte."""
    built = extension.built() / "chromium"
    answered, written = [], []
    with tempfile.TemporaryDirectory() as name, Companion(Path(name) / "data") as companion:
        folder = Path(name)
        wait_for_classifier(Client.paired(companion))
        companion.kill()
        companion.start()  # A code is good for one client; the browser needs its own.
        with sync_playwright() as playwright, opened(playwright, built, folder, companion) as page:
            page.goto(f"{companion.address}/practice/")
            layer = Layer(page)
            layer.wait_for('.badge[data-look="flagged"]')
            press_toolbar_icon(page)
            for entry in range(1, ROUNDS + 1):
                page.keyboard.press("Alt+Shift+KeyU")
                layer.wait_for("dialog[open]")
                layer.ask(WATCH, entry)
                page.keyboard.press("Enter")
                answered.append(layer.ask("function () { return this.receipt; }") / 1000)
                written.append(timed(bare_write, companion.data / f"bare-{entry}", picture()))
                layer.wait_for(".notice", contains=f"post {entry}")
                page.wait_for_timeout(PAUSE)
    beside = f"bare write and fsync of 1 MB: {times(written)}"
    return [Figure("click → receipt in the browser", str(times(answered)), beside, "-")]
