"""`build.py practice`: the main job on the practice page, done by itself, each step with its time.

Real throughout: the companion, the extension in a browser, the page, the register, the PDF. Ends
with 1 at the first step that fails, and says which.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import BrowserContext, Error, Locator, Page, Playwright, sync_playwright

import build
from companion import browser
from tests.e2e.companion import Companion
from tests.e2e.layer import Layer, press_toolbar_icon
from tests.tools import extension

AUTHOR = "Micke Vråk"
"""Writes the comment that is hidden; an invented person of the practice page."""

T = TypeVar("T")


class Failed(Exception):
    """A step did not go as it must."""


class Steps:
    """Prints each step as it is done, and its seconds."""

    def __init__(self) -> None:
        self._number = 0

    def __call__(self, swedish: str, english: str, work: Callable[[], T]) -> T:
        """Do one step.

        Raises:
            Failed: It did not go; carries the step's number and the reason.
        """
        self._number += 1
        name = f"{self._number}. {build.words(swedish, english)}"
        start = time.monotonic()
        try:
            done = work()
        except (AssertionError, Error, OSError, RuntimeError, subprocess.CalledProcessError) as why:
            raise Failed(f"{name}: {why}") from why
        print(f"{name}  {time.monotonic() - start:.2f} s", flush=True)
        return done


@contextmanager
def opened(
    playwright: Playwright,
    built: Path,
    folder: Path,
    companion: Companion,
    *,
    headless: bool = True,
) -> Iterator[Page]:
    """A tab in a browser with the paired extension."""
    chromium = next((one for one in browser.installed() if one.loads_extensions), None)
    if chromium is None:
        raise Failed(
            build.words(
                "Ingen Chromium hittades. Installera den: build.py test säger hur.",
                "No Chromium was found. Install it: build.py test says how.",
            )
        )
    code = companion.pairing_code
    loaded = browser.prepare(built, folder, port=companion.port, code=code)
    context: BrowserContext = playwright.chromium.launch_persistent_context(
        folder / "profile",
        executable_path=chromium.path,
        headless=headless,
        args=[
            f"--disable-extensions-except={loaded}",
            f"--load-extension={loaded}",
            "--window-size=1400,1000",
            *browser.sandbox_flags(),
        ],
        no_viewport=True,  # the side panel takes its part of a real window
        locale="sv-SE",
    )
    try:
        yield context.new_page()
    finally:
        with suppress(Error):
            context.close()


def comment(page: Page) -> Locator:
    """The comment on the page."""
    return page.locator('[role="article"]', has_text=AUTHOR).last


def hidden_on_page(page: Page) -> None:
    """The page itself now offers to show the comment again."""
    row = comment(page).locator("..")
    row.get_by_text("Visa", exact=True).first.wait_for(timeout=15_000)


def entries(companion: Companion, folder: Path) -> list[dict[str, str]]:
    """The practice register, as exported."""
    target = folder / "register.csv"
    companion.run("export", "--format", "csv", "--where", "show=practice", "--to", str(target))
    with target.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def the_entry(companion: Companion, folder: Path) -> dict[str, str]:
    """The one entry there must be, settled and with its evidence."""
    found = entries(companion, folder)
    assert len(found) == 1, f"{len(found)} entries"
    entry = found[0]
    assert AUTHOR in entry["Avsändare"]
    assert entry["Utfall"] == "hidden", entry["Utfall"]
    assert len(entry["SHA-256 skärmbild"]) == 64
    assert entry["Konto"] == "Exempelby kommun"
    return entry


def pdf_of(companion: Companion, entry: dict[str, str], folder: Path) -> Path:
    """The entry as a PDF."""
    target = folder / f"post-{entry['Post']}.pdf"
    named = ["--entry", entry["Post"], "--to", str(target)]
    companion.run("export", "--format", "pdf", *named)
    assert target.read_bytes().startswith(b"%PDF-")
    return target


def whole_job(built: Path, folder: Path, kept: Path, headless: bool) -> Path:
    """From an empty data folder to a PDF; gives its path."""
    step = Steps()
    companion = Companion(folder / "data")
    step("Uppsikt är igång", "Uppsikt is running", companion.start)
    try:
        with (
            sync_playwright() as playwright,
            opened(playwright, built, folder, companion, headless=headless) as page,
        ):
            practice = f"{companion.address}/practice/"
            step("Övningssidan öppnad", "Practice page opened", lambda: page.goto(practice))
            layer = Layer(page)
            badge = f'.badge[aria-label*="{AUTHOR}"]'
            step("Sidan är läst", "The page is read", lambda: layer.wait_for(badge))
            flagged = f'{badge}[data-look="flagged"]'
            text = step("Klassad", "Classified", lambda: layer.wait_for(flagged))
            print(f"   {AUTHOR}: {' '.join(text.split())}")
            comment(page).scroll_into_view_if_needed()
            step("Ikonen tryckt", "Icon pressed", lambda: press_toolbar_icon(page))
            step("Märket klickat", "Badge clicked", lambda: layer.click(flagged))
            dialog = 'dialog[open], [role="dialog"]'
            step("Dialogen är öppen", "Dialog is open", lambda: layer.wait_for(dialog))
            step("Spara och dölj", "Save and hide", lambda: page.keyboard.press("Enter"))
            step("Dold på sidan", "Hidden on the page", lambda: hidden_on_page(page))
            settled = f'{badge}[data-look="settled"]'
            step("Utfallet är bekräftat", "Outcome confirmed", lambda: layer.wait_for(settled))
        entry = step("Registrerad", "Registered", lambda: the_entry(companion, kept))
        for name, value in entry.items():
            if value:
                print(f"   {name}: {value}")
        return step("PDF skriven", "PDF written", lambda: pdf_of(companion, entry, kept))
    finally:
        companion.kill()


def main() -> int:
    """Do the job; 1 if any step failed."""
    parser = argparse.ArgumentParser(prog="build.py practice")
    parser.add_argument("--headless", action="store_true")
    options = parser.parse_args()
    built = extension.built() / "chromium"
    folder = Path(tempfile.mkdtemp(prefix="uppsikt-"))
    kept = Path(tempfile.mkdtemp(prefix="uppsikt-practice-"))
    start = time.monotonic()
    try:
        print(whole_job(built, folder, kept, options.headless))
    except Failed as failed:
        build.say(f"MISSLYCKADES vid {failed}", f"FAILED at {failed}")
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    seconds = f"{time.monotonic() - start:.1f}"
    build.say(f"Klart på {seconds} s", f"Done in {seconds} s")
    return 0


if __name__ == "__main__":
    sys.exit(build.guarded(main))
