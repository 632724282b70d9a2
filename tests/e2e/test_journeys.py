"""From a comment on a page to an entry in the register, in a real Chromium, on each surface and in each language."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from PIL import Image

from tests.e2e.checks import press_hide
from tests.e2e.journey import Journey, MunicipalPage
from tests.e2e.layer import press_toolbar_icon
from tests.e2e.scenes import INSULT, OTHERS, PRAISE, comment, scene
from tests.pages.model import SiteComment, Surface


def only(journey: Journey, found: SiteComment) -> dict[str, object]:
    """The one entry of a comment."""
    (entry,) = [one for one in journey.entries() if one["comment_id"] == found.id]
    return entry


def test_hide_on_a_timeline(journey: Journey) -> None:
    """S2, N2, A1, S3: evidence, receipt, the page's own control, the page read again."""
    bad, good = comment(1, INSULT), comment(2, PRAISE)
    page = journey.open(scene(bad, good))
    page.layer.wait_for(page.badge(bad, "flagged"), contains="Personangrepp")
    page.layer.wait_for(page.badge(good, "handle"))
    page.begin(bad)
    page.confirm()
    page.notice("Dold")
    assert page.acts() == [{"id": bad.id, "act": "hide"}]
    entry = only(journey, bad)
    assert (entry["state"], entry["text"], entry["author_name"]) == (
        "hidden",
        INSULT,
        bad.author.name,
    )
    page.layer.wait_for(page.badge(bad, "settled"))


def test_the_evidence_is_whole(journey: Journey) -> None:
    """S3 A2 H2: the picture shows the comment and no badge of ours; the record has text, markup, times."""
    bad = comment(3, INSULT)
    page = journey.open(scene(bad))
    page.begin(bad)
    page.confirm()
    page.notice("Dold")
    entry = only(journey, bad)
    files = {path.name: path for path in journey.evidence()}
    record = json.loads(files[str(entry["record_sha256"])].read_text("utf-8"))
    assert INSULT in record["capture"]["markup"]
    assert record["capture"]["comment"]["time"]["earliest"] is not None
    picture = files[str(entry["screenshot_sha256"])]
    assert hashlib.sha256(picture.read_bytes()).hexdigest() == picture.name
    assert coloured(picture), "the picture is not blank"
    said = record["capture"]["screenshot"]
    with Image.open(picture) as image:
        assert image.size == (said["width"], said["height"])


def coloured(path: Path) -> bool:
    """Are there letters in the picture?"""
    with Image.open(path) as image:
        colours = image.convert("L").getextrema()
    return bool(colours[0] != colours[1])


@pytest.mark.parametrize("surface", ["permalink", "dialog"])
def test_delete_on_a_permalink(journey: Journey, surface: Surface) -> None:
    """N4, A3: with a gallringsbeslut and its test; beneath a dialog only our own post is read."""
    bad = comment(10 + len(surface), INSULT)
    page = journey.open(scene(bad, surface=surface))
    page.begin(bad)
    page.choose("act", "delete")
    page.choose("disposal_test", "no_connection")
    page.confirm()
    page.notice("Raderad")
    assert page.acts() == [{"id": bad.id, "act": "delete"}]
    entry = only(journey, bad)
    assert (entry["state"], entry["disposal_test"]) == ("deleted", "no_connection")
    assert entry["disposal_decision"]
    foreign = OTHERS.comments[0]
    assert page.layer.texts(page.badge(foreign)) == []


@pytest.mark.parametrize("surface", ["instagram_post", "instagram_modal"])
def test_delete_on_instagram(journey: Journey, surface: Surface) -> None:
    """Instagram's web has no hide; the time is exact."""
    bad = comment(len(surface), INSULT, instagram=True)
    page = journey.open(scene(bad, comment(99, PRAISE, instagram=True), surface=surface))
    page.begin(bad)
    page.choose("act", "delete")
    page.choose("disposal_test", "little_importance")
    page.confirm()
    page.notice("Raderad")
    assert page.acts() == [{"id": bad.id, "act": "delete"}]
    entry = only(journey, bad)
    assert entry["written_at"] is not None
    assert entry["author_id"] is None


def test_unproven_words_stop_at_the_button(journey: Journey) -> None:
    """Swedish words on Facebook are candidates: the person presses, Uppsikt marks and verifies."""
    bad = comment(20, INSULT)
    page = journey.open(scene(bad, language="sv"))
    page.begin(bad)
    page.confirm()
    page.notice("Tryck själv")
    page.layer.wait_for(".frame")
    assert page.acts() == []
    assert only(journey, bad)["state"] == "captured"
    press_hide(page, bad)
    page.notice("Dold")
    assert only(journey, bad)["state"] == "hidden"


def test_an_unknown_language_is_read_and_saved_but_nothing_is_pressed(journey: Journey) -> None:
    """Reading needs no words; acting politely refuses."""
    bad = comment(21, INSULT)
    page = journey.open(scene(bad, language="nonsense"))
    page.layer.wait_for(page.badge(bad, "flagged"))
    page.begin(bad)
    page.confirm()
    page.notice("Sidans språk är inte inlärt")
    assert page.acts() == []
    assert only(journey, bad)["state"] == "failed"


def test_on_the_no_picture_ground_none_is_taken(journey: Journey) -> None:
    """BrB 16:10 a: no picture is taken, none is stored."""
    bad = comment(22, INSULT)
    page = journey.open(scene(bad))
    before = set(journey.evidence())
    page.begin(bad)
    page.choose("ground", "bbs_child_abuse")
    page.layer.wait_for("dialog[open]", contains="Ingen skärmbild tas")
    page.confirm()
    page.notice("Dold")
    entry = only(journey, bad)
    assert entry["screenshot_sha256"] is None
    (kept,) = set(journey.evidence()) - before
    assert kept.name == entry["record_sha256"]
    assert not kept.read_bytes().startswith(b"\x89PNG")


def test_one_key_opens_the_dialog_and_one_saves(journey: Journey) -> None:
    """Everything by keyboard."""
    bad = comment(23, INSULT)
    page = journey.open(scene(bad))
    page.layer.wait_for(page.badge(bad, "flagged"))
    press_toolbar_icon(page.page)
    page.page.keyboard.press("Alt+Shift+U")
    page.layer.wait_for("dialog[open]", contains=bad.author.name)
    page.page.keyboard.press("Enter")
    page.notice("Dold")
    assert page.acts() == [{"id": bad.id, "act": "hide"}]


def test_the_pages_own_nodes_are_not_changed(journey: Journey) -> None:
    """What we draw lies in a closed layer of our own; reasons are highlighted without a node."""
    bad = comment(24, INSULT)
    page = journey.open(scene(bad))
    whole = "[...document.querySelectorAll('body *')].map(e => e.cloneNode(false).outerHTML)"
    page.layer.wait_for(page.badge(bad))
    before = page.page.evaluate(whole)
    page.layer.wait_for(page.badge(bad, "flagged"))
    page.begin(bad)
    assert page.page.evaluate(whole) == before
    assert page.page.evaluate("document.getElementById('uppsikt-layer').shadowRoot") is None
    assert page.page.evaluate("document.getElementById('uppsikt-layer').parentNode.nodeName") == (
        "HTML"
    )
    assert page.page.evaluate("CSS.highlights.size") >= 1


def test_the_panel_counts_and_lists(journey: Journey) -> None:
    """N of M comments read; what needs action comes first; connection in words."""
    bad, good, lost = comment(25, INSULT), comment(26, PRAISE), comment(27, "Utan id", "no_id")
    page = journey.open(scene(good, bad, lost))
    page.layer.wait_for(page.badge(bad, "flagged"))
    panel = journey.panel()
    page.page.bring_to_front()
    panel.get_by_text("2 av 3 kommentarer lästa").wait_for()
    panel.get_by_text("1 utan id kan inte läsas").wait_for()
    panel.get_by_text("Ansluten. Modererar:").wait_for()
    first = panel.locator("li").first
    assert bad.author.name in first.inner_text()
    assert "Personangrepp" in first.inner_text(), "the policy's word, as on the badge"


def test_a_comment_is_kept_by_one_key_and_not_flagged_again(journey: Journey) -> None:
    """A3: otherwise nothing is removed; the decision is remembered, here and after a reload."""
    bad = comment(28, INSULT)
    page = journey.open(scene(bad))
    page.begin(bad)
    page.page.keyboard.press("Alt+K")
    page.notice("Kommentaren får stå kvar")
    page.layer.wait_for(page.badge(bad, "handle"))
    page.page.reload()
    page = MunicipalPage(page.page)
    page.layer.wait_for(page.badge(bad, "handle"))
    page.page.wait_for_timeout(1_000)
    assert page.layer.texts(page.badge(bad, "flagged")) == []
    assert page.acts() == []
    assert bad.id not in {entry["comment_id"] for entry in journey.entries()}
