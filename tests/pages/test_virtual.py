"""Pages that use their nodes again for other comments while they are scrolled: nobody gets another's words."""

from __future__ import annotations

from typing import Any

import pytest

from tests.pages.conftest import Load
from tests.pages.expected import expected
from tests.pages.many import many
from tests.pages.model import Generator

COMMENTS = 120
WINDOW = 12

FOLLOW = """() => {
  window.__said = {};
  window.__wrong = 0;
  uppsiktReader.observe(({ reading, elements }) => {
    for (const { id, text, author } of reading.comments) {
      const said = JSON.stringify([author.name, text]);
      (window.__said[id] ??= new Set()).add(said);
      const element = elements.get(id)?.deref();
      const now = element && uppsiktReader.findComment(document, location, id);
      if (now && now.reading.comment.text !== text) window.__wrong += 1;
    }
  }, new AbortController().signal);
}"""


@pytest.mark.parametrize("generator", ["first", "second"])
def test_every_comment_is_read_as_itself(load: Load, generator: Generator) -> None:
    """S3: what is saved is what its author wrote, also where a node showed somebody else just before."""
    described = many(COMMENTS, window=WINDOW, generator=generator)
    page = load(described)
    page.evaluate(FOLLOW)
    page.wait_for_timeout(300)
    roots = len(described.posts[0].comments)
    for start in range(0, roots, WINDOW // 2):
        page.evaluate("(start) => __show(start)", start)
        page.wait_for_timeout(170)
    said: dict[str, list[str]] = page.evaluate(
        "Object.fromEntries(Object.entries(__said).map(([id, set]) => [id, [...set]]))"
    )
    assert page.evaluate("__wrong") == 0
    wanted: dict[str, Any] = {str(c["id"]): c for c in expected(described).comments}
    assert said.keys() == wanted.keys()
    assert {found: len(texts) for found, texts in said.items() if len(texts) != 1} == {}


def test_two_thousand_comments_are_all_read(load: Load) -> None:
    page = load(many(2_000))
    reading = page.evaluate("uppsiktReader.readPage(document, location)")
    assert len({comment["id"] for comment in reading["comments"]}) == 2_000
    assert page.evaluate("uppsiktReader.namedByLinks()") == 2_000
