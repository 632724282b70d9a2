"""Acting by the platform's own controls, on pages that misbehave as platforms do.

Every case asserts the outcome told, what was really done (`window.__acts`), and nothing destructive.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, Route

from tests.e2e.site import CHROMIUM, chromium_sandbox
from tests.pages.catalogue import catalogue
from tests.pages.model import Language, SiteComment, SitePage, walk
from tests.pages.render import address, render
from tests.tools import extension

HERE = Path(__file__).parent
EXTENSION = HERE.parents[1] / "extension"

Load = Callable[[SitePage], Page]
Told = dict[str, str]


@pytest.fixture(scope="module")
def actor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page side's acting as one script."""
    out = tmp_path_factory.mktemp("actor") / "actor.js"
    script = (
        "import { build } from 'esbuild';"
        "await build({ bundle: true, format: 'iife', loader: { '.css': 'text' },"
        f"entryPoints: [{str(HERE / 'actor.ts')!r}], outfile: {str(out)!r} }})"
    )
    command = [str(extension.node_modules().node), "--input-type=module", "-e", script]
    subprocess.run(command, cwd=EXTENSION, check=True)
    return out


@pytest.fixture(scope="module")
def load(actor: Path, playwright: Playwright) -> Iterator[Load]:
    """Load a page where it belongs, with the actor in it."""
    documents: dict[str, str] = {}

    def answer(route: Route) -> None:
        body = documents.get(route.request.url)
        if body is None:
            route.abort()
        else:
            route.fulfill(body=body, content_type="text/html; charset=utf-8")

    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=chromium_sandbox())
    page = browser.new_page()
    page.add_init_script("globalThis.chrome ??= {};" + actor.read_text("utf-8"))
    page.route("**/*", answer)

    def load_page(described: SitePage) -> Page:
        documents[address(described)] = render(described)
        page.goto(address(described))
        return page

    yield load_page
    browser.close()


def comment_with(page: SitePage, quirk: str | None) -> SiteComment:
    """The page's first root comment with that quirk, or without any."""
    for post in page.posts:
        for comment, root in walk(post.comments):
            plain = not comment.quirks and root is None and comment.author.name != post.author
            if (quirk is None and plain) or (quirk is not None and quirk in comment.quirks):
                return comment
    raise LookupError(quirk)


def act(page: Page, comment_id: str, how: str, text: str | None = None) -> Told:
    """Act, and give what is told of it."""
    told: Told = page.evaluate(
        "([id, how, text]) => uppsiktActor.act(id, how, text)", [comment_id, how, text]
    )
    return told


def done(page: Page) -> list[dict[str, Any]]:
    """What was really done; nothing destructive may have been pressed."""
    assert page.evaluate("window.__uppsiktDestructive") == 0
    acts: list[dict[str, Any]] = page.evaluate("window.__acts")
    return acts


DELETES = [
    (None, "deleted", True),
    ("late_menu", "deleted", True),
    ("hover_menu", "deleted", True),
    ("no_confirm", "deleted", True),
    ("two_deletes", "failed", False),
    ("no_delete", "failed", False),
    ("rerender_same", "failed", False),
    ("rerender_other", "unknown", False),
    ("blocked", "failed", False),
    ("vanishes", "vanished", False),
    ("stubborn", "failed", True),
]
"""Quirk, outcome, whether the page took the act."""


@pytest.mark.parametrize(("quirk", "outcome", "taken"), DELETES)
@pytest.mark.parametrize("name", ["acting", "acting_permalink"])
def test_delete_on_facebook(
    load: Load, name: str, quirk: str | None, outcome: str, taken: bool
) -> None:
    """S3, N4: deleted only when seen gone; anything unexpected stops before the press."""
    described = catalogue("en")[name]
    comment = comment_with(described, quirk)
    page = load(described)
    told = act(page, comment.id, "delete")
    assert told["outcome"] == outcome, told
    assert done(page) == ([{"id": comment.id, "act": "delete"}] if taken else [])
    assert told["detail"]


HIDES = [
    (None, "hidden", True),
    ("no_hide", "failed", False),
    ("blocked", "failed", False),
    ("stubborn", "failed", True),
]


@pytest.mark.parametrize(("quirk", "outcome", "taken"), HIDES)
def test_hide_on_facebook(load: Load, quirk: str | None, outcome: str, taken: bool) -> None:
    """S2: hidden only when the hide control is gone and the way back is shown."""
    described = catalogue("en")["acting"]
    comment = comment_with(described, quirk)
    page = load(described)
    told = act(page, comment.id, "hide")
    assert told["outcome"] == outcome, told
    assert done(page) == ([{"id": comment.id, "act": "hide"}] if taken else [])


def test_hidden_before_is_not_pressed_again(load: Load) -> None:
    """A second hide would show the comment again."""
    described = catalogue("en")["acting"]
    comment = comment_with(described, None)
    page = load(described)
    first = act(page, comment.id, "hide")
    second = act(page, comment.id, "hide")
    assert (first["outcome"], second["outcome"]) == ("hidden", "hidden")
    assert len(done(page)) == 1


@pytest.mark.parametrize("how", ["hide", "delete"])
@pytest.mark.parametrize("name", ["acting", "instagram_post"])
def test_unknown_language_is_refused(load: Load, name: str, how: str) -> None:
    """With words that nobody has calibrated no button is touched."""
    described = catalogue("nonsense")[name]
    comment = comment_with(described, None)
    page = load(described)
    told = act(page, comment.id, how)
    assert told["outcome"] == "failed"
    assert done(page) == []


def test_changed_text_is_not_removed(load: Load) -> None:
    """S3: what is removed is what was saved; an edited comment is another."""
    described = catalogue("en")["acting"]
    comment = comment_with(described, None)
    page = load(described)
    told = act(page, comment.id, "hide", text="what it said when it was saved")
    assert told["outcome"] == "failed"
    assert done(page) == []


@pytest.mark.parametrize("name", ["other_dialog", "other_menu"])
def test_open_dialogs_and_menus_are_left_alone(load: Load, name: str) -> None:
    """What was open before is not the comment's."""
    described = catalogue("en")[name]
    comment = comment_with(described, None)
    page = load(described)
    told = act(page, comment.id, "delete")
    assert told["outcome"] == "deleted", told
    assert done(page) == [{"id": comment.id, "act": "delete"}]


IN_INSTAGRAM = [
    (None, "deleted", True),
    ("late_menu", "deleted", True),
    ("no_confirm", "deleted", True),
    ("needs_mouse", "deleted", True),
]


@pytest.mark.parametrize(("quirk", "outcome", "taken"), IN_INSTAGRAM)
@pytest.mark.parametrize("name", ["instagram_post", "instagram_modal"])
def test_delete_on_instagram(
    load: Load, name: str, quirk: str | None, outcome: str, taken: bool
) -> None:
    """Options under the pointer, item, sometimes a second question."""
    described = catalogue("en")[name]
    comment = comment_with(described, quirk)
    page = load(described)
    told = act(page, comment.id, "delete")
    assert told["outcome"] == outcome, told
    assert done(page) == ([{"id": comment.id, "act": "delete"}] if taken else [])


def test_instagram_cannot_hide(load: Load) -> None:
    """Not evidenced on the web, so it is not tried."""
    described = catalogue("en")["instagram_post"]
    page = load(described)
    told = act(page, comment_with(described, None).id, "hide")
    assert told["outcome"] == "failed"
    assert done(page) == []


def assisted(
    page: Page, comment_id: str, how: str, presses: int, *, cancelled: bool = False
) -> Told:
    """Act with unproven words; the person presses each control that is marked, or says no at last."""
    page.evaluate(
        "([id, how]) => { window.__told = null;"
        "uppsiktActor.act(id, how, null).then((told) => { window.__told = told; }); }",
        [comment_id, how],
    )
    for press in range(presses):
        page.wait_for_function("(n) => uppsiktActor.marked.length > n", arg=press)
        assert page.evaluate("window.__acts") == []
        at = page.evaluate(
            "(n) => { const { x, y } = uppsiktActor.marked[n]; return { x, y }; }", press
        )
        page.mouse.click(at["x"], at["y"])
    if cancelled:
        page.wait_for_function("(n) => uppsiktActor.marked.length > n", arg=presses)
        page.evaluate("(n) => uppsiktActor.marked[n].cancel()", presses)
    page.wait_for_function("window.__told", timeout=70_000)
    told: Told = page.evaluate("window.__told")
    return told


@pytest.mark.parametrize(("how", "presses"), [("hide", 1), ("delete", 2)])
def test_unproven_words_leave_the_press_to_the_person(load: Load, how: str, presses: int) -> None:
    """Swedish on Facebook is a candidate: the control is marked, and the person presses."""
    described = catalogue("sv")["acting"]
    comment = comment_with(described, None)
    page = load(described)
    told = assisted(page, comment.id, how, presses)
    assert told["outcome"] == {"hide": "hidden", "delete": "deleted"}[how]
    assert done(page) == [{"id": comment.id, "act": how}]


def keep_portals_open(page: Page) -> None:
    """The page heeds no Escape, as when a script makes it."""
    page.evaluate("addEventListener('keydown', (e) => e.stopImmediatePropagation(), true)")


@pytest.mark.parametrize(("how", "presses"), [("hide", 0), ("delete", 0), ("delete", 1)])
def test_the_person_may_cancel(load: Load, how: str, presses: int) -> None:
    """The act is told as failed, with who stopped it; an open dialog of unproven words is named."""
    described = catalogue("sv")["acting"]
    comment = comment_with(described, None)
    page = load(described)
    keep_portals_open(page)
    told = assisted(page, comment.id, how, presses, cancelled=True)
    assert told["outcome"] == "failed"
    assert "Moderatorn avbröt" in told["detail"]
    assert ("stäng den själv" in told["detail"]) == (how == "delete")
    assert done(page) == []


@pytest.mark.parametrize("name", ["acting", "acting_permalink"])
def test_a_dialog_is_closed_by_its_own_way_out(load: Load, name: str) -> None:
    """After an abort with proven words nothing is left open, and nothing else is pressed."""
    described = catalogue("en")[name]
    comment = comment_with(described, "two_deletes")
    page = load(described)
    keep_portals_open(page)
    told = act(page, comment.id, "delete")
    assert told["outcome"] == "failed"
    assert "stäng den själv" not in told["detail"]
    assert page.locator("[data-portal]").count() == 0
    assert done(page) == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_gone_before_the_act_is_vanished(load: Load, language: Language) -> None:
    """A comment that is gone when the receipt comes has not been removed by us."""
    described = catalogue(language)["acting"]
    comment = comment_with(described, None)
    page = load(described)
    page.evaluate(
        "(id) => { const take = () => removeComment(id); window.__told = null;"
        "uppsiktActor.act(id, 'delete', null).then((told) => { window.__told = told; }); take(); }",
        comment.id,
    )
    page.wait_for_function("window.__told", timeout=70_000)
    assert page.evaluate("window.__told.outcome") == "vanished"
    assert done(page) == []
