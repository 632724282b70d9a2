"""From a comment on a page to an entry in the register, in a real Firefox."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from companion import browser
from tests.e2e.companion import Companion
from tests.e2e.firefox import Firefox, open_firefox
from tests.e2e.scenes import INSULT, PRAISE, comment, scene
from tests.e2e.site import Site
from tests.tools import extension

FLAGGED = '.badge[data-look="flagged"]'
PRIMARY = "dialog[open] .primary"


@pytest.fixture(scope="module")
def companion(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Companion]:
    with Companion(tmp_path_factory.mktemp("companion") / "data") as running:
        yield running


@pytest.fixture(scope="module")
def firefox(companion: Companion, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """Shared by the module: its tests use comments of their own."""
    folder = tmp_path_factory.mktemp("firefox")
    built = extension.built() / "firefox"
    code = companion.pairing_code
    loaded = browser.prepare(built, folder, port=companion.port, code=code)
    with Site() as site, open_firefox(site, folder, loaded) as running:
        yield running


def entries(companion: Companion) -> list[dict[str, Any]]:
    """The register, read from outside the program."""
    with sqlite3.connect(companion.data / "register.sqlite3") as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute("SELECT * FROM entry ORDER BY id")]


def evidence(companion: Companion) -> dict[str, Path]:
    """The vault's files by name."""
    vault = companion.data / "vault"
    return {path.name: path for path in vault.rglob("*") if path.is_file()}


def test_hide_in_firefox(firefox: Firefox, companion: Companion) -> None:
    """S2, S3: icon, badge, dialog, picture, receipt, the page's own control, the register told."""
    bad, good = comment(1, INSULT), comment(2, PRAISE)
    firefox.open(scene(bad, good))
    firefox.wait_for(FLAGGED, contains="skäl")
    firefox.press_toolbar_icon()
    firefox.wait_for_sidebar(contains="Ansluten. Modererar:")
    firefox.click(FLAGGED)
    firefox.wait_for("dialog[open]", contains=bad.author.name)
    firefox.wait_for(PRIMARY, contains="Spara och dölj")
    firefox.click(PRIMARY)
    firefox.wait_for(".notice", contains="Dold")
    assert firefox.acts() == [{"id": bad.id, "act": "hide"}]
    (entry,) = [one for one in entries(companion) if one["comment_id"] == bad.id]
    assert (entry["state"], entry["text"]) == ("hidden", INSULT)
    assert entry["client"].startswith("Firefox ")
    firefox.wait_for_sidebar(contains=f"Dold · post {entry['id']}")
    assert firefox.errors() == []


def test_the_picture_is_whole_in_firefox(firefox: Firefox, companion: Companion) -> None:
    """S3: what the vault holds is the picture that the record describes, and it shows the page."""
    bad = comment(3, INSULT)
    firefox.open(scene(bad))
    firefox.wait_for(FLAGGED)
    firefox.press_toolbar_icon()
    firefox.click(FLAGGED)
    firefox.click(PRIMARY)
    firefox.wait_for(".notice", contains="Dold")
    (entry,) = [one for one in entries(companion) if one["comment_id"] == bad.id]
    files = evidence(companion)
    picture = files[entry["screenshot_sha256"]]
    said = json.loads(files[entry["record_sha256"]].read_bytes())["capture"]["screenshot"]
    assert hashlib.sha256(picture.read_bytes()).hexdigest() == picture.name == said["sha256"]
    with Image.open(picture) as image:
        assert image.size == (said["width"], said["height"])
        tones = set(image.convert("L").tobytes())
    assert min(tones) < 32, "dark letters"
    assert max(tones) == 255, "on the page's white"


def test_without_the_icon_nothing_is_saved_or_removed(
    firefox: Firefox, companion: Companion
) -> None:
    """No receipt, no removal: Firefox refuses the picture, and the person is told what to do."""
    bad = comment(4, INSULT)
    before = entries(companion), evidence(companion)
    firefox.open(scene(bad))
    firefox.click(FLAGGED)
    firefox.wait_for(PRIMARY, contains="Spara och dölj")
    firefox.press_enter()
    told = firefox.wait_for("dialog[open] .problem", contains="tillåter ingen skärmbild")
    assert "Inget har sparats." in told
    assert "Klicka på Uppsikts ikon" in told
    assert "Inget har tagits bort." in told
    assert (entries(companion), evidence(companion)) == before
    assert firefox.acts() == []
    firefox.press_toolbar_icon()
    firefox.press_enter()
    firefox.wait_for(".notice", contains="Dold")
    assert firefox.acts() == [{"id": bad.id, "act": "hide"}]
    assert firefox.errors() == []
