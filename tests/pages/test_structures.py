"""A saved page structure says nothing of anybody, and is read like the page that it was taken from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, Playwright

from tests.browsers import chromium
from tests.pages import structures
from tests.pages.catalogue import MAKERS, catalogue
from tests.pages.conftest import Load
from tests.pages.model import Generator, SiteComment, SitePage, walk
from tests.pages.structures import COUNTS, FOLDER, READER, Structure

GENERATORS: tuple[Generator, ...] = ("first", "second")
TAKE = "uppsiktReader.structureOf()"


@pytest.fixture(scope="module")
def other(playwright: Playwright) -> Iterator[Page]:
    """A second browser page, in which structures are loaded."""
    with chromium(playwright) as page:
        page.add_init_script(path=READER)
        yield page


def counts(page: Page, structure: Structure) -> dict[str, Any]:
    """What is read of a structure's page."""
    document = structures.render(structure)
    page.unroute_all()
    page.route("**/*", lambda route: route.abort())
    page.route(
        structure["address"], lambda route: route.fulfill(body=document, content_type="text/html")
    )
    page.goto(structure["address"])
    found: dict[str, Any] = page.evaluate(COUNTS)
    return found


def words_of(page: SitePage) -> set[str]:
    """Every word, name, number and address that a description holds."""
    said: set[str] = set()
    for post in (*page.posts, *page.foreign):
        said |= {post.id, post.story, post.text, post.author}
        for comment, _ in walk(post.comments + post.more):
            said |= {comment.id, comment.author.name, comment.author.key, *strings(comment)}
    return {word for text in said for word in re.findall(r"[^\W_]{4,}", text)}


def strings(comment: SiteComment) -> set[str]:
    return set(
        re.findall(r"'([^']*)'", repr((comment.text, comment.rest, comment.photo, comment.card)))
    )


OURS = set(
    re.findall(r"[^\W_]{4,}", (READER.parents[1] / "page" / "rules.json").read_text("utf-8"))
)
"""Words of the platforms' own controls, which the extension knows: they are nobody's."""
FORM = set(
    re.findall(r"[^\W_]{4,}", (READER.parents[1] / "page" / "structure.ts").read_text("utf-8"))
)
"""What a structure is made of."""


@pytest.mark.parametrize("generator", GENERATORS)
@pytest.mark.parametrize("name", [make().name for make in MAKERS])
def test_it_says_nothing_and_is_read_like_its_page(
    load: Load, other: Page, name: str, generator: Generator
) -> None:
    """GDPR 5.1 c: no name, text, number or address of anybody; the developer sees the same numbers."""
    described = catalogue("sv", generator)[name]
    page = load(described)
    taken = json.dumps(page.evaluate(TAKE), ensure_ascii=False)
    there = set(re.findall(r"[^\W_]{4,}", taken))
    assert words_of(described) & there - OURS - FORM == set()
    assert counts(other, json.loads(taken)) == page.evaluate(COUNTS)


SECRET = "zQ7vSecretHemlig"
digits = "9182736455463728"
place = st.sampled_from(
    [
        "text", "comment", "attribute", "value", "tag", "href", "query", "fragment", "host", "label",
        "alt", "src", "id", "role", "lang", "class", "style", "commentid", "token", "urn", "input",
        "script", "title",
    ]
)  # fmt: skip

HIDE = """([place, secret, digits]) => {
  const e = document.createElement(place === "tag" ? `x-${secret.toLowerCase()}` : "a");
  const at = {
    attribute: ["data-" + secret.toLowerCase(), "1"], value: ["data-x", secret],
    href: ["href", `https://www.facebook.com/${secret}/posts/${digits}`],
    query: ["href", `/x?comment_id=${secret}&id=${digits}&${secret}=1`],
    fragment: ["href", `/permalink.php#${secret}`], host: ["href", `https://${secret}.example/${digits}`],
    label: ["aria-label", secret], alt: ["alt", secret + digits], src: ["src", `/${secret}.png`],
    id: ["id", secret], role: ["role", secret], lang: ["lang", secret], class: ["class", secret],
    style: ["style", `--x: ${secret}`], commentid: ["data-commentid", secret + digits],
    token: ["href", `/x?comment_id=${btoa(`comment:${digits}_${digits}`)}`],
    urn: ["data-id", `urn:li:comment:(${secret}:${digits},${digits})`], title: ["title", secret],
  }[place];
  if (at) e.setAttribute(...at);
  if (place === "text") e.append(`${secret} ${digits}`);
  if (place === "comment") e.append(document.createComment(secret));
  if (place === "input") { e.innerHTML = "<input><textarea></textarea>"; e.firstChild.value = secret;
    e.firstChild.setAttribute("value", secret); e.lastChild.append(secret); }
  if (place === "script") e.innerHTML = `<script type=x>${secret}</script><style>${secret}</style>`;
  const all = [...document.body.querySelectorAll("*")];
  all[Math.floor(all.length / 2)].append(e);
  const taken = JSON.stringify(uppsiktReader.structureOf());
  e.remove();
  return taken;
}"""


@pytest.fixture(scope="module")
def timeline(load: Load) -> Page:
    """A page in which something is hidden, again and again."""
    return load(catalogue("en")["timeline_bare"])


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(where=place, extra=st.from_regex(r"[A-Za-zåäöÅÄÖ]{0,12}", fullmatch=True))
def test_nothing_that_is_hidden_anywhere_comes_along(
    timeline: Page, where: str, extra: str
) -> None:
    """Whatever a platform may put anywhere: what is not named in structure.ts is left out."""
    secret = SECRET + extra
    taken = timeline.evaluate(HIDE, [where, secret, digits]).lower()
    assert SECRET.lower() not in taken
    assert digits not in taken
    assert "Y29tbWVudDo5MTgy".lower() not in taken


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.stem)
def test_saved_structures_are_read(other: Page, path: Path) -> None:
    """What users have sent, and what must be read of it."""
    structure = json.loads(path.read_text("utf-8"))
    assert counts(other, structure) == structure["read"]
