"""Finds a Chromium, Chrome or Edge and opens it with the extension loaded and paired.

Chrome and Edge ignore `--load-extension` since 2025, so there the person loads the folder by hand.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Browser(NamedTuple):
    """A browser on this machine."""

    name: str
    path: Path
    loads_extensions: bool
    """It obeys `--load-extension`."""
    extensions_page: str


def chromium(path: Path) -> Browser:
    """An unbranded Chromium."""
    return Browser("Chromium", path, True, "chrome://extensions")


def chrome(path: Path) -> Browser:
    """Google Chrome."""
    return Browser("Chrome", path, False, "chrome://extensions")


def edge(path: Path) -> Browser:
    """Microsoft Edge."""
    return Browser("Edge", path, False, "edge://extensions")


def find() -> Browser | None:
    """The browser to open: Chromium before Chrome before Edge; null where none can be shown."""
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        return None
    return next(installed(), None)


def installed() -> Iterator[Browser]:
    """Every browser that is found, the most willing first."""
    if sys.platform == "win32":
        return _on_windows()
    if sys.platform == "darwin":
        return _on_macos()
    return _on_path()


def _on_windows() -> Iterator[Browser]:
    kinds = (
        ("Chromium/Application/chrome.exe", "", chromium),
        ("Google/Chrome/Application/chrome.exe", "chrome.exe", chrome),
        ("Microsoft/Edge/Application/msedge.exe", "msedge.exe", edge),
    )
    roots = [os.environ.get(name) for name in ("LOCALAPPDATA", "PROGRAMFILES", "PROGRAMFILES(X86)")]
    for usual, registered, kind in kinds:
        places = [Path(root) / usual for root in roots if root]
        known = _app_path(registered)
        places += [known] if known and "Chromium" not in known.parts else []
        yield from (kind(place) for place in places if place.is_file())


def _app_path(program: str) -> Path | None:
    """Where Windows' registry says a program is (App Paths, the user's before the machine's)."""
    if sys.platform == "win32" and program:
        import winreg

        key = rf"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\{program}"
        for hive in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
            try:
                return Path(winreg.QueryValue(hive, key))
            except OSError:
                continue
    return None


def _on_macos() -> Iterator[Browser]:
    apps = (("Chromium", chromium), ("Google Chrome", chrome), ("Microsoft Edge", edge))
    for name, kind in apps:
        for root in (Path("/Applications"), Path.home() / "Applications"):
            program = root / f"{name}.app" / "Contents" / "MacOS" / name
            if program.is_file():
                yield kind(program)


def _on_path() -> Iterator[Browser]:
    programs = (
        ("chromium", chromium),
        ("chromium-browser", chromium),
        ("google-chrome", chrome),
        ("google-chrome-stable", chrome),
        ("microsoft-edge", edge),
        ("microsoft-edge-stable", edge),
    )
    for program, kind in programs:
        if found := shutil.which(program):
            yield kind(Path(found))


def firefox() -> Path | None:
    """Mozilla Firefox, where it is installed."""
    if sys.platform == "win32":
        return _app_path("firefox.exe")
    if sys.platform == "darwin":
        program = Path("/Applications/Firefox.app/Contents/MacOS/firefox")
        return program if program.is_file() else None
    found = shutil.which("firefox") or shutil.which("firefox-esr")
    return Path(found) if found else None


def own_folder(browser: Browser, data: Path) -> Path:
    """Where the loaded extension and its browser profile are kept, apart from the user's own."""
    if browser.path.is_relative_to("/snap"):
        # A snap sees no hidden folder of the home.
        return Path.home() / "snap" / browser.path.name / "common" / "uppsikt"
    return data / "browser"


def prepare(built: Path, folder: Path, *, port: int, code: str) -> Path:
    """Copy the built extension to `folder` with the `pairing.json` by which it pairs itself."""
    extension = folder / "extension"
    shutil.rmtree(extension, ignore_errors=True)
    shutil.copytree(built, extension)
    pairing = json.dumps({"port": port, "code": code})
    (extension / "pairing.json").write_text(pairing, encoding="utf-8")
    return extension


def launch(browser: Browser, folder: Path, address: str) -> None:
    """Open the browser with what `prepare` put in `folder`, and leave it to the person."""
    command = [str(browser.path)]
    if browser.loads_extensions:
        command += [
            f"--user-data-dir={folder / 'profile'}",
            f"--load-extension={folder / 'extension'}",
            "--no-first-run",
            "--no-default-browser-check",
            *sandbox_flags(),
            address,
        ]
    else:
        command += [browser.extensions_page]
    subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def sandbox_flags() -> list[str]:
    """Chromium refuses its sandbox to root on Linux."""
    root = sys.platform.startswith("linux") and os.geteuid() == 0
    return ["--no-sandbox"] if root else []


def to_clipboard(text: str) -> bool:
    """Put a text on the clipboard; false where the machine has no program for it."""
    programs = {
        "win32": [["clip"]],
        "darwin": [["pbcopy"]],
    }.get(sys.platform, [["wl-copy"], ["xclip", "-selection", "clipboard"]])
    encoding = "utf-16-le" if sys.platform == "win32" else "utf-8"
    for program in programs:
        if shutil.which(program[0]):
            done = subprocess.run(program, input=text.encode(encoding))
            return done.returncode == 0
    return False
