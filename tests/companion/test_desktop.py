"""desktop: a real pywebview window logs itself in; where there can be none, Uppsikt serves all the same."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from companion import __main__, system
from companion.errors import NoWindow
from companion.window import desktop

ROOT = Path(__file__).parents[2]


def test_the_window_opens_logged_in_and_ends_when_closed(tmp_path: Path) -> None:
    """Off screen where the machine has none; as root Qt's web engine needs its sandbox off."""
    environment = {**os.environ, "PYTHONUTF8": "1"}
    if sys.platform.startswith("linux"):
        environment |= {"QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_DISABLE_SANDBOX": "1"}
    command = [sys.executable, "-m", "tests.companion.desktop_worker", str(tmp_path)]
    ended = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    assert "guide Uppsikt – registret" in ended.stdout, "the first time the guide is shown"


@pytest.mark.parametrize("display", [True, False])
def test_without_a_window_it_says_so_and_serves(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    display: bool,
) -> None:
    """Address, log-in code and pairing code are printed."""

    def none(*_: str) -> None:
        raise NoWindow(reason="inget att rita med")

    join = threading.Thread.join

    def interrupted(thread: threading.Thread, timeout: float | None = None) -> None:
        """A person's Ctrl-C while it serves; what it waits for when it ends is waited for."""
        if thread.name == "server":
            raise KeyboardInterrupt
        join(thread, timeout)

    monkeypatch.setattr(system, "has_display", lambda: display)
    monkeypatch.setattr(desktop, "show", none)
    monkeypatch.setattr(threading.Thread, "join", interrupted)
    assert __main__.main(["--data", str(tmp_path), "run", "--port", "0"]) == 0
    told = capsys.readouterr()
    assert ("inget att rita med" in told.err) == display
    assert ("Ingen skärm hittades" in told.out) != display
    for part in ("http://127.0.0.1:", "Inloggningskod:", "Parkopplingskod"):
        assert part in told.out
