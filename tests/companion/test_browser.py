"""Finding a browser on each system, and handing it the paired extension."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from companion import browser, launch
from companion.errors import Language


@pytest.fixture
def windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Windows machine with an empty registry; gives the folder that stands for its disk."""
    registry = ModuleType("winreg")
    known: dict[str, str] = {}

    def query(hive: str, key: str) -> str:
        try:
            return known[f"{hive} {key.rsplit(chr(92), 1)[1]}"]
        except KeyError as missing:
            raise OSError from missing

    registry.__dict__.update(
        HKEY_CURRENT_USER="user", HKEY_LOCAL_MACHINE="machine", QueryValue=query, known=known
    )
    monkeypatch.setitem(sys.modules, "winreg", registry)
    monkeypatch.setattr(sys, "platform", "win32")
    for name in ("LOCALAPPDATA", "PROGRAMFILES", "PROGRAMFILES(X86)"):
        monkeypatch.setenv(name, str(tmp_path / name))
    return tmp_path


def program(path: Path) -> Path:
    """A file that stands for a program."""
    path.parent.mkdir(parents=True)
    path.touch()
    return path


def test_windows_usual_folders_chromium_first(windows: Path) -> None:
    program(windows / "PROGRAMFILES(X86)/Microsoft/Edge/Application/msedge.exe")
    program(windows / "PROGRAMFILES/Google/Chrome/Application/chrome.exe")
    program(windows / "LOCALAPPDATA/Chromium/Application/chrome.exe")
    names = [found.name for found in browser.installed()]
    assert names == ["Chromium", "Chrome", "Edge"]


def test_windows_registry_knows_unusual_folders(windows: Path) -> None:
    chrome = program(windows / "elsewhere/chrome.exe")
    sys.modules["winreg"].__dict__["known"]["machine chrome.exe"] = str(chrome)
    found = browser.find()
    assert found is not None
    assert (found.name, found.path, found.loads_extensions) == ("Chrome", chrome, False)


def test_windows_chromium_in_the_registry_is_no_chrome(windows: Path) -> None:
    """Chromium registers itself as chrome.exe."""
    chromium = program(windows / "LOCALAPPDATA/Chromium/Application/chrome.exe")
    sys.modules["winreg"].__dict__["known"]["user chrome.exe"] = str(chromium)
    assert [found.name for found in browser.installed()] == ["Chromium"]


def test_linux_asks_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("DISPLAY", ":0")
    there = {"chromium": "/usr/bin/chromium", "google-chrome": "/usr/bin/google-chrome"}
    monkeypatch.setattr(shutil, "which", there.get)
    assert [found.name for found in browser.installed()] == ["Chromium", "Chrome"]


def test_without_a_display_no_browser_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert browser.find() is None


def test_a_snap_gets_a_folder_it_can_see(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    snap = browser.chromium(Path("/snap/bin/chromium"))
    assert browser.own_folder(snap, tmp_path / ".local").is_relative_to(tmp_path / "snap")
    plain = browser.chromium(Path("/usr/bin/chromium"))
    assert browser.own_folder(plain, tmp_path / ".local").is_relative_to(tmp_path / ".local")


def test_the_copy_carries_the_pairing_and_nothing_old(tmp_path: Path) -> None:
    built = tmp_path / "built"
    program(built / "manifest.json")
    program(tmp_path / "own" / "extension" / "old.js")
    extension = browser.prepare(built, tmp_path / "own", port=48217, code="482 913")
    assert sorted(path.name for path in extension.iterdir()) == ["manifest.json", "pairing.json"]
    pairing = json.loads((extension / "pairing.json").read_text("utf-8"))
    assert pairing == {"port": 48217, "code": "482 913"}
    assert not (built / "pairing.json").exists()


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The command lines of programs that were started."""
    commands: list[list[str]] = []

    def keep(command: list[str], **_: object) -> None:
        commands.append(command)

    monkeypatch.setattr(subprocess, "Popen", keep)
    return commands


def test_chromium_gets_the_extension_and_the_page(tmp_path: Path, started: list[list[str]]) -> None:
    browser.launch(browser.chromium(Path("chromium")), tmp_path, "http://127.0.0.1:1/practice/")
    command = started[0]
    assert f"--load-extension={tmp_path / 'extension'}" in command
    assert f"--user-data-dir={tmp_path / 'profile'}" in command
    assert command[-1] == "http://127.0.0.1:1/practice/"


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "Läs in okomprimerat tillägg"), ("en", "Load unpacked")]
)
def test_branded_browsers_need_two_clicks(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    started: list[list[str]],
    language: Language,
    words: str,
) -> None:
    program(tmp_path / "built" / "manifest.json")
    monkeypatch.setattr(browser, "find", lambda: browser.edge(Path("msedge")))
    monkeypatch.setattr(browser, "to_clipboard", lambda _: True)
    ready = launch.Ready(48217, "482 913")
    told = launch.open_browser(tmp_path / "built", tmp_path, ready, language)
    assert started == [["msedge", "edge://extensions"]]
    assert words in told
    assert str(tmp_path / "browser" / "extension") in told
    assert "http://127.0.0.1:48217/practice/" in told


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_browser_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    monkeypatch.setattr(browser, "find", lambda: None)
    ready = launch.Ready(48217, "482 913")
    told = launch.open_browser(tmp_path / "built", tmp_path, ready, language)
    assert str(tmp_path / "built") in told


def test_without_a_program_the_clipboard_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert browser.to_clipboard("text") is False
