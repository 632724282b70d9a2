"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Playwright, sync_playwright

settings.register_profile("calm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("calm")


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Playwright for one module's tests; two at once in the same thread are refused."""
    with sync_playwright() as running:
        yield running
