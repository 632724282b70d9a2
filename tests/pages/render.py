"""One door to the renderers: a page's address and its document."""

from __future__ import annotations

from tests.pages import facebook, instagram
from tests.pages.model import SitePage


def address(page: SitePage) -> str:
    """The https address at which the page stands."""
    if page.surface.startswith("instagram"):
        return instagram.address(page)
    return facebook.address(page)


def render(page: SitePage, *, seed: int | None = None, nonce: str = "") -> str:
    """The document; class names are random at each call unless seeded."""
    if page.surface.startswith("instagram"):
        return instagram.render(page, seed=seed, nonce=nonce)
    return facebook.render(page, seed=seed, nonce=nonce)
