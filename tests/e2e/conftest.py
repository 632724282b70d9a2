"""One moderator's equipment for a module's journeys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.e2e.journey import Journey

LATE = (r"NotShown", r"TimeoutError", r"Timeout \d+ms exceeded")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What a real browser did not show in time is looked for once more, and the summary counts it.

    Only waiting in vain is tried again: a wrong text, a wrong entry or a wrong press fails at once.
    """
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=list(LATE)))


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
