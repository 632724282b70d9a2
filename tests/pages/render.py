"""One door to the renderers: a page's address and its document."""

from __future__ import annotations

from typing import Protocol

from tests.pages import (
    business,
    facebook,
    instagram,
    linkedin,
    other,
    second_facebook,
    second_instagram,
)
from tests.pages.model import SitePage


class _Render(Protocol):
    def __call__(self, page: SitePage, *, seed: int | None = None, nonce: str = "") -> str: ...


def address(page: SitePage) -> str:
    """The https address at which the page stands."""
    match page.surface.partition("_")[0]:
        case "instagram":
            return instagram.address(page)
        case "business":
            return business.address(page)
        case "linkedin":
            return linkedin.address(page)
        case "other":
            return other.address(page)
        case _:
            return facebook.address(page)


def render(page: SitePage, *, seed: int | None = None, nonce: str = "") -> str:
    """The document; class names are random at each call unless seeded."""
    return _writer(page)(page, seed=seed, nonce=nonce)


def _writer(page: SitePage) -> _Render:
    second = page.generator == "second"
    match page.surface.partition("_")[0]:
        case "instagram":
            return second_instagram.render if second else instagram.render
        case "business":
            return business.render
        case "linkedin":
            return linkedin.render
        case "other":
            return other.render
        case _:
            return second_facebook.render if second else facebook.render
