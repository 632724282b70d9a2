"""Tells on stderr how far a piece of work has come, where somebody watches."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from companion.errors import Language
from companion.export.words import WORDS
from companion.office.jobs import Step


@contextmanager
def followed(language: Language) -> Iterator[Step]:
    """A step that is written over the one before; nothing where stderr is no terminal."""
    shown = sys.stderr.isatty()
    told = ""

    def step(doing: str, done: int, total: int) -> None:
        nonlocal told
        far = f" {done}/{total}" if total else f" {done}" if done else ""
        line = f"{WORDS[language][f'doing_{doing}']}{far}"
        if shown and line != told:
            print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)
            told = line

    try:
        yield step
    finally:
        if told:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
