"""`build.py check`: everything quick that must hold before a commit.

All parts run even when one fails, so that one run shows all there is to mend.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import NamedTuple

import build
from tests.tools import extension

FRAME = ("architecture", "contract", "docs", "repository")
"""The tests of tests/test_NAME.py that need neither a browser nor a companion."""


class Part(NamedTuple):
    """One check: its name and what runs it, 0 when all is well."""

    name: str
    run: Callable[[], int]


def parts(node: extension.Node) -> list[Part]:
    """Every check, in order."""
    python = sys.executable

    def script(path: str, *arguments: str) -> Callable[[], int]:
        program = build.EXTENSION / "node_modules" / path
        return lambda: build.run([node.node, program, *arguments], cwd=build.EXTENSION)

    def module(name: str, *arguments: str) -> Callable[[], int]:
        return lambda: build.run([python, "-m", name, *arguments])

    def lint() -> int:
        """What `web-ext lint` runs, on what Firefox gets."""
        built = str(extension.built() / "firefox")
        return script(
            "addons-linter/bin/addons-linter", "--warnings-as-errors", "--output", "text", built
        )()

    frame = [f"tests/test_{name}.py" for name in FRAME]
    return [
        Part("ruff check", module("ruff", "check", "--quiet", ".")),
        Part("ruff format", module("ruff", "format", "--quiet", "--check", ".")),
        Part("mypy --strict", module("mypy")),
        Part("tsc --strict", script("typescript/bin/tsc", "--noEmit")),
        Part("Biome", script("@biomejs/biome/bin/biome", "check", "--error-on-warnings", ".")),
        Part("addons-linter", lint),
        Part("pytest", module("pytest", "-q", "-p", "no:cacheprovider", *frame)),
    ]


def main() -> int:
    """Run all parts; 1 if any failed."""
    failed = []
    for part in parts(extension.node_modules()):
        start = time.monotonic()
        good = part.run() == 0
        print(
            f"{'ok  ' if good else 'FEL '} {part.name}  {time.monotonic() - start:.1f} s",
            flush=True,
        )
        if not good:
            failed.append(part.name)
    if failed:
        build.say(f"Ej godkänt: {', '.join(failed)}", f"Not passed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(build.guarded(main))
