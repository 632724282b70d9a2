"""The test pages' scripts and style sheets."""

from __future__ import annotations

from importlib.resources import files


def asset(name: str) -> str:
    """One file's text."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
