"""Starts the companion and a browser beside it, on the practice page: what `build.py run` does.

The companion runs as a child of its own and says when it serves; the browser gets a copy of the
built extension with the pairing code in it, so that nobody has to type anything.
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from companion import browser, settings
from companion.errors import CompanionError, Language


class Ready(NamedTuple):
    """What the companion tells once it serves."""

    port: int
    pairing_code: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until the companion ends; gives its exit code."""
    parser = argparse.ArgumentParser(prog="python -m companion.launch")
    parser.add_argument("built", type=Path)
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--no-window", action="store_true")
    parser.add_argument("--port")
    parser.add_argument("--data", type=Path)
    options = parser.parse_args(arguments)
    try:
        chosen = settings.load(options.data)
    except CompanionError as problem:
        print(problem, file=sys.stderr)
        return 1
    command = [sys.executable, "-m", "companion", "--data", str(chosen.data), "run"]
    command += ["--no-window"] if options.no_window else []
    command += ["--port", options.port] if options.port else []
    with tempfile.TemporaryDirectory() as folder:
        ready_file = Path(folder) / "ready.json"
        companion = subprocess.Popen([*command, "--ready-file", str(ready_file)])
        signal.signal(signal.SIGTERM, lambda *_: companion.terminate())
        try:
            ready = wait_for(ready_file, companion)
            if ready and not options.no_browser:
                print(open_browser(options.built, chosen.data, ready, chosen.language), flush=True)
            return companion.wait()
        except KeyboardInterrupt:
            return companion.wait()


def wait_for(ready_file: Path, companion: subprocess.Popen[bytes]) -> Ready | None:
    """Where the companion serves; null when it ended before it did, having said why."""
    while companion.poll() is None:
        if ready_file.exists():
            told = json.loads(ready_file.read_text(encoding="utf-8"))
            return Ready(told["port"], told["pairing_code"])
        time.sleep(0.05)
    return None


def open_browser(built: Path, data: Path, ready: Ready, language: Language) -> str:
    """Open the practice page with the paired extension; gives what the person is told."""
    practice = f"http://127.0.0.1:{ready.port}/practice/"
    found = browser.find()
    if found is None:
        return _no_browser(built, practice, language)
    folder = browser.own_folder(found, data)
    extension = browser.prepare(built, folder, port=ready.port, code=ready.pairing_code)
    browser.launch(found, folder, practice)
    if found.loads_extensions:
        opens = "opens on" if language == "en" else "öppnas på"
        return f"{found.name} {opens} {practice}"
    return _two_clicks(found, extension, practice, language)


def _no_browser(built: Path, practice: str, language: Language) -> str:
    if language == "en":
        return (
            "No Chromium, Chrome or Edge, or no display, was found. Install one and load the "
            f"extension from {built}, then go to {practice}"
        )
    return (
        "Ingen Chromium, Chrome eller Edge, eller ingen skärm, hittades. Installera en och läs in "
        f"tillägget från {built}, och gå sedan till {practice}"
    )


def _two_clicks(found: browser.Browser, folder: Path, practice: str, language: Language) -> str:
    """The words for a browser that loads no extension from the command line."""
    copied = browser.to_clipboard(str(folder))
    if language == "en":
        choose = "paste the folder, which is on the clipboard" if copied else "choose the folder"
        return (
            f"In {found.name}, on {found.extensions_page}: 1. switch Developer mode on. "
            f"2. Click Load unpacked and {choose}:\n  {folder}\nThen go to {practice}"
        )
    choose = "klistra in mappen, som ligger i urklipp" if copied else "välj mappen"
    return (
        f"I {found.name}, på {found.extensions_page}: 1. slå på Utvecklarläge. "
        f"2. Klicka på Läs in okomprimerat tillägg och {choose}:\n  {folder}\n"
        f"Gå sedan till {practice}"
    )


if __name__ == "__main__":
    sys.exit(main())
