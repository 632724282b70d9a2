"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright, sync_playwright


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Playwright for one module's tests; two at once in the same thread are refused."""
    with sync_playwright() as running:
        yield running
