"""`build.py test`: check, then the unit tests of both languages, then the journeys in browsers."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys

import build
from companion import browser
from tests.tools import check, extension

PACKAGES = {"Chromium": "chromium", "Firefox": "firefox-esr"}
"""Debian's names of the browsers that the journeys need."""


def missing() -> list[str]:
    """Which of the browsers this machine lacks."""
    has_chromium = any(found.loads_extensions for found in browser.installed())
    there = {"Chromium": has_chromium, "Firefox": browser.firefox() is not None}
    return [name for name, found in there.items() if not found]


def bring_browsers() -> None:
    """Install missing browsers with apt-get where this process may.

    Raises:
        build.BuildError: One is missing and may not be installed from here; says how to do it.
    """
    lacking = missing()
    if not lacking:
        return
    apt = shutil.which("apt-get")
    if apt and sys.platform != "win32" and os.geteuid() == 0:
        with build.step(f"Installerar {' '.join(lacking)}", f"Installing {' '.join(lacking)}"):
            build.quiet([apt, "update"])
            build.quiet([apt, "install", "-y", *(PACKAGES[name] for name in lacking)])
        lacking = missing()
    if lacking:
        names = " ".join(lacking)
        how = how_to_install(lacking)
        raise build.BuildError(
            build.words(
                f"Webbläsartesterna behöver {names}. Installera med: {how}",
                f"The browser tests need {names}. Install with: {how}",
            )
        )


def how_to_install(names: list[str]) -> str:
    """The command that installs browsers on this system."""
    if sys.platform == "win32":
        packages = {"Chromium": "Hibbiki.Chromium", "Firefox": "Mozilla.Firefox.ESR"}
        return " && ".join(f"winget install {packages[name]}" for name in names)
    if sys.platform == "darwin":
        return "brew install --cask " + " ".join(name.lower() for name in names)
    return "sudo apt-get install " + " ".join(PACKAGES[name] for name in names)


def main() -> int:
    """Run everything; pytest's own closing line is the last."""
    parser = argparse.ArgumentParser(prog="build.py test")
    parser.add_argument("--workers", default=str(min(4, os.cpu_count() or 1)))
    options = parser.parse_args()
    bring_browsers()
    extension.built()
    node = extension.node_modules()
    vitest = build.EXTENSION / "node_modules" / "vitest" / "vitest.mjs"
    codes = [
        check.main(),
        build.run([node.node, vitest, "run"], cwd=build.EXTENSION),
        pytest(options.workers),
    ]
    return 1 if any(codes) else 0


def pytest(workers: str) -> int:
    """All Python tests: each file in one process, as many at once as there are workers."""
    command = [sys.executable, "-m", "pytest", "-n", workers, "--dist", "loadfile"]
    return subprocess.run(command, cwd=build.ROOT, env=build.child_env()).returncode


if __name__ == "__main__":
    sys.exit(build.guarded(main))
