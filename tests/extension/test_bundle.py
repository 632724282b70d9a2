"""What is shipped to a browser: how much, and what it asks for at installation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.tools import extension

MOST = 200_000
"""Bytes of scripts and styles."""

SITES = {"https://*.facebook.com/*", "https://*.instagram.com/*"}
COMPANION = "http://127.0.0.1/*"
PERMISSIONS = {
    "chromium": {"storage", "activeTab", "scripting", "sidePanel"},
    "firefox": {"storage", "activeTab", "scripting"},
}


@pytest.fixture(scope="module")
def dist() -> Path:
    return extension.built()


def manifest(dist: Path, browser: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((dist / browser / "manifest.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize("browser", PERMISSIONS)
def test_nothing_broader_is_asked_for_at_installation(dist: Path, browser: str) -> None:
    """Any other page is entered when the person asks, by activeTab, and not before."""
    asked = manifest(dist, browser)
    assert set(asked["permissions"]) == PERMISSIONS[browser]
    assert set(asked["host_permissions"]) == SITES | {COMPANION}
    assert not {name for name in asked if name.startswith("optional_")}
    assert "content_security_policy" not in asked
    assert "web_accessible_resources" not in asked
    assert "externally_connectable" not in asked
    (scripts,) = asked["content_scripts"]
    assert set(scripts["matches"]) == SITES | {"http://127.0.0.1/practice/*"}


@pytest.mark.parametrize("browser", PERMISSIONS)
def test_the_bundle_is_small(dist: Path, browser: str) -> None:
    shipped = [path for path in (dist / browser).rglob("*") if path.suffix in (".js", ".css")]
    assert {path.name for path in shipped} >= {"content.js", "background.js", "panel.js"}
    assert sum(path.stat().st_size for path in shipped) <= MOST
