"""What all tests share: one Playwright, since a second one in the same thread is refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright, sync_playwright


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright for every test that opens a browser."""
    with sync_playwright() as running:
        yield running
