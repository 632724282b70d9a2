"""Background or companion killed, frozen, revoked or full: all or nothing, and a second try makes it whole (S3)."""

from __future__ import annotations

import http.server
import os
import signal
import threading
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.e2e.checks import hidden_once, nothing_done, of, press_hide, states
from tests.e2e.companion import Companion
from tests.e2e.journey import Journey, MunicipalPage
from tests.e2e.layer import press_toolbar_icon
from tests.e2e.scenes import INSULT, comment, scene

MOMENTS = [0, 30, 80, 150, 300]
"""Milliseconds after the click at which the background is killed."""


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_background_is_killed_on_the_way(journey: Journey, moment: int) -> None:
    """All or nothing, and a second try makes it whole."""
    bad = comment(120 + moment, INSULT)
    page = journey.open(scene(bad))
    page.begin(bad)
    if moment == 0:
        journey.stop_workers()
    page.confirm()
    if moment:
        page.page.wait_for_timeout(moment)
        journey.stop_workers()
    settle(page)
    assert len(of(journey, bad)) <= 1
    assert bool(page.acts()) <= bool(of(journey, bad)), "no removal without a saved record"
    if not page.acts():
        press_toolbar_icon(page.page)
        page.confirm()
    hidden_once(journey, page, bad)


def settle(page: MunicipalPage) -> None:
    """Wait until the person has been told something, good or bad."""
    page.layer.wait_for("dialog[open] .problem strong, .notice:not([hidden]) strong")


def test_the_background_is_killed_while_the_answer_is_on_its_way(journey: Journey) -> None:
    """The companion has saved, the answer is lost: the extension asks, and goes on with one entry."""
    bad = comment(113, INSULT)
    page = journey.open(scene(bad))
    page.begin(bad)
    with frozen(journey.companion):
        page.confirm()
        page.page.wait_for_timeout(1500)
        journey.stop_workers()
    settle(page)
    if not page.acts():
        page.confirm()
    hidden_once(journey, page, bad)


class frozen:  # noqa: N801 - reads as words in a with statement
    """A companion that has stopped answering, for a while."""

    def __init__(self, companion: Companion) -> None:
        self._companion = companion

    def __enter__(self) -> None:
        os.kill(self._companion.process_id, signal.SIGSTOP)

    def __exit__(self, *_: object) -> None:
        os.kill(self._companion.process_id, signal.SIGCONT)


def test_the_extension_is_updated_while_the_page_is_open(alone: Journey) -> None:
    """The old script in the tab has lost its background for good: it says what to do, and presses nothing."""
    bad = comment(9, INSULT)
    page = alone.open(scene(bad))
    page.begin(bad)
    alone.worker().evaluate("setTimeout(() => chrome.runtime.reload(), 50), null")
    page.page.wait_for_timeout(3_000)
    page.confirm()
    page.problem("Ladda om sidan")
    nothing_done(alone, page, bad)


def test_the_companion_is_not_running(alone: Journey) -> None:
    bad = comment(1, INSULT)
    page = alone.open(scene(bad))
    page.begin(bad)
    alone.companion.kill()
    page.confirm()
    page.problem("Kontrollera att Uppsikt är igång")
    nothing_done(alone, page, bad)
    alone.companion.start()
    page.confirm()
    hidden_once(alone, page, bad)


def test_the_companion_is_killed_with_the_capture_in_hand(alone: Journey) -> None:
    bad = comment(2, INSULT)
    page = alone.open(scene(bad))
    page.begin(bad)
    os.kill(alone.companion.process_id, signal.SIGSTOP)
    page.confirm()
    page.page.wait_for_timeout(1500)
    alone.companion.kill()
    page.layer.wait_for("dialog[open] .problem", contains="Inget har tagits bort")
    assert page.acts() == []
    alone.companion.start()
    page.confirm()
    hidden_once(alone, page, bad)


def test_the_companion_is_killed_between_receipt_and_outcome(alone: Journey) -> None:
    """The outcome is kept by the browser and delivered when the companion is back."""
    bad = comment(3, INSULT)
    page = alone.open(scene(bad, language="sv"))
    page.begin(bad)
    page.confirm()
    page.notice("Tryck själv")
    alone.companion.kill()
    press_hide(page, bad)
    page.notice("Det är sparat och lämnas senare")
    assert states(alone, bad) == ["captured"]
    alone.companion.start()
    page.page.reload()
    for _ in range(100):
        if states(alone, bad) == ["hidden"]:
            break
        page.page.wait_for_timeout(100)
    assert states(alone, bad) == ["hidden"]


def test_the_token_is_revoked(alone: Journey) -> None:
    bad = comment(4, INSULT)
    page = alone.open(scene(bad))
    page.begin(bad)
    (alone.companion.data / "pairings.json").unlink()
    alone.companion.kill()
    alone.companion.start()
    page.confirm()
    page.problem("känner inte igen den här webbläsaren")
    nothing_done(alone, page, bad)


def test_another_program_sits_on_the_port(alone: Journey) -> None:
    bad = comment(5, INSULT)
    page = alone.open(scene(bad))
    page.begin(bad)
    alone.companion.kill()
    with Stranger(alone.companion.port):
        page.confirm()
        page.problem("Ett annat program")
    nothing_done(alone, page, bad)


class Stranger:
    """Answers everything, as some other program would."""

    def __init__(self, port: int) -> None:
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", "0")))
                self.send_response(200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def test_extension_and_companion_of_different_versions(alone: Journey) -> None:
    """Said at hello, not at removal: no dialog can be opened."""
    bad = comment(6, INSULT)
    page = alone.open(scene(bad))
    page.layer.wait_for(page.badge(bad, "flagged"))
    alone.companion.kill()
    alone.companion.module = "tests.e2e.other_version"
    alone.companion.start()
    page.page.reload()
    page = MunicipalPage(page.page)
    panel = alone.panel()
    panel.get_by_text("olika versioner").first.wait_for()
    page.page.bring_to_front()
    page.layer.click(page.badge(bad))
    page.notice("olika versioner")
    nothing_done(alone, page, bad)


def test_the_disk_is_full(playwright: Playwright, tmp_path: Path) -> None:
    companion = Companion(tmp_path / "data")
    companion.module = "tests.e2e.full_disk"
    with Journey(playwright, tmp_path, companion) as journey:
        bad = comment(7, INSULT)
        page = journey.open(scene(bad))
        page.begin(bad)
        (tmp_path / "data" / "full").touch()
        page.confirm()
        page.problem("Disken är full")
        nothing_done(journey, page, bad)
        assert journey.evidence() == []
        (tmp_path / "data" / "full").unlink()
        page.confirm()
        hidden_once(journey, page, bad)
