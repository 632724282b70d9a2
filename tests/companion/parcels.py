"""Parcels made for tests, receivers of every kind, and who can be handed one."""

from __future__ import annotations

from datetime import UTC, datetime

from companion.delivery import Mark, Parcel
from companion.export.dossier import Making
from companion.export.eml import Papers
from companion.settings import Archive

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
KEY = "0f3a9c41" + 24 * "0"


def parcel(attempt: int = 1, pdf: bytes = b"%PDF-1.4 ...") -> Parcel:
    """A parcel of two entries."""
    making = Making("sv", NOW, Archive(agency="Exempelby kommun", agency_code="212000-0000"))
    papers = Papers("uppsikt-2, uppsikt-1", pdf, "<erms>å</erms>".encode())
    return Parcel(Mark(7, KEY, attempt), "Borttagna kommentarer: uppsikt-2", papers, making)


class Heard:
    """Is called when a parcel is about to be handed over."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> None:
        self.times += 1
