"""The handbook, as a page of the window."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, render_template

from companion.window.guard import inside

HANDBOOK = Path(__file__).parents[2] / "handbook" / "handbok.html"


def add(pages: Blueprint) -> None:
    """The handbook."""

    @pages.get("/handbook")
    @inside
    def handbook() -> str:
        return render_template("handbook.html", handbook=HANDBOOK.read_text("utf-8"))
