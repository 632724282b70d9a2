"""Page structures that users have saved (extension/page/structure.ts), as test pages.

`build.py pages add FILE` puts one in the folder `structures/` beside what is read of it now; the developer
looks at the numbers, corrects them to what the user saw, and mends the reading until the test holds.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browsers import chromium
from tests.pages.markup import Html, Markup, escape

FOLDER = Path(__file__).with_name("structures")
READER = Path(__file__).parents[2] / "extension" / "dist" / "reader.js"
FORM = "uppsikt-structure-1"

Structure = dict[str, Any]
Counts = dict[str, int | str | None]

COUNTS = """() => {
  const reading = uppsiktReader.readPage(document, location);
  return {
    comments: reading.comments.length,
    replies: reading.comments.filter(({ parent_id }) => parent_id !== null).length,
    named: reading.comments.filter(({ author }) => author.name !== null).length,
    texts: reading.comments.filter(({ text }) => text !== "").length,
    unread: reading.unread,
    foreign: reading.foreign,
    refused: reading.refused,
  };
}"""


def render(structure: Structure, *, seed: int | None = None) -> str:
    """The document; class names are random at each call unless seeded."""
    body = _node(structure["body"], Markup(seed))
    return (
        f'<!doctype html><html lang="{structure["language"]}"><meta charset="utf-8">{body}</html>'
    )


def _node(node: Any, markup: Markup) -> Html:
    if isinstance(node, str):
        return escape(f" {node} ")
    tag, attributes, *children = node
    inner = [_node(child, markup) for child in children]
    return markup.tag(tag, *inner, **attributes)


def add(path: Path) -> Path:
    """Put a saved structure among the tests, with what is read of it now. Raises ValueError."""
    structure = json.loads(path.read_text("utf-8"))
    if structure.get("form") != FORM:
        raise ValueError(f"{path} holds no page structure ({FORM})")
    with sync_playwright() as playwright, chromium(playwright) as page:
        page.route("**/*", lambda route: route.abort())
        document = render(structure)
        page.route(
            structure["address"],
            lambda route: route.fulfill(body=document, content_type="text/html"),
        )
        page.goto(structure["address"])
        page.evaluate(READER.read_text("utf-8") + ";0")
        counts: Counts = page.evaluate(COUNTS)
    FOLDER.mkdir(exist_ok=True)
    target = FOLDER / path.name
    target.write_text(json.dumps({"read": counts, **structure}, ensure_ascii=False) + "\n", "utf-8")
    return target
