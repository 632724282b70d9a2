"""One moderator's equipment for a module's journeys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.e2e.journey import Journey


@pytest.fixture(scope="module")
def journey(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    """Shared by a module: its tests use comments of their own."""
    with Journey(playwright, tmp_path_factory.mktemp("journey")) as running:
        yield running


@pytest.fixture
def alone(playwright: Playwright, tmp_path: Path) -> Iterator[Journey]:
    """Equipment of the test's own, for tests that break it."""
    with Journey(playwright, tmp_path) as running:
        yield running


@pytest.fixture(autouse=True)
def no_open_pages(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each test leaves one empty tab, in which nothing goes on."""
    yield
    if "journey" in request.fixturenames:
        request.getfixturevalue("journey").close_pages()
