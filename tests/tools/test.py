"""`build.py test`: check, then the unit tests of both languages, then the journeys in browsers."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys

import build
from companion import browser
from tests import preflight
from tests.tools import check, eark, extension, schemas

PREFLIGHT = "PDFBox Preflight"

PACKAGES = {
    "Chromium": ("chromium",),
    "Firefox": ("firefox-esr",),
    PREFLIGHT: preflight.PACKAGES,
}
"""Debian's names of the programs that the tests need."""


def missing() -> list[str]:
    """Which of the programs this machine lacks."""
    has_chromium = any(found.loads_extensions for found in browser.installed())
    there = {
        "Chromium": has_chromium,
        "Firefox": browser.firefox() is not None,
        PREFLIGHT: preflight.is_there(),
    }
    return [name for name, found in there.items() if not found]


def bring_programs() -> None:
    """Install missing programs with apt-get where this process may.

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
            build.quiet([apt, "install", "-y", *debian(lacking)])
        lacking = missing()
    if lacking:
        names = " ".join(lacking)
        how = how_to_install(lacking)
        raise build.BuildError(
            build.words(
                f"Testerna behöver {names}. Installera med: {how}",
                f"The tests need {names}. Install with: {how}",
            )
        )


def debian(names: list[str]) -> list[str]:
    """Debian's packages for these programs."""
    return [package for name in names for package in PACKAGES[name]]


def how_to_install(names: list[str]) -> str:
    """How to install programs on this system."""
    jars = f"Java + PDFBox 2: {' '.join(preflight.JARS)} (UPPSIKT_PDFBOX)"
    if sys.platform == "win32":
        packages = {"Chromium": "Hibbiki.Chromium", "Firefox": "Mozilla.Firefox.ESR"}
        return " && ".join(
            f"winget install {packages[name]}" if name in packages else jars for name in names
        )
    if sys.platform == "darwin":
        return " && ".join(
            jars if name == PREFLIGHT else f"brew install --cask {name.lower()}" for name in names
        )
    return "sudo apt-get install " + " ".join(debian(names))


def main() -> int:
    """Run everything; pytest's own closing line is the last."""
    parser = argparse.ArgumentParser(prog="build.py test")
    parser.add_argument("--workers", default=str(min(4, os.cpu_count() or 1)))
    options = parser.parse_args()
    bring_programs()
    eark.bring()
    schemas.bring()
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
