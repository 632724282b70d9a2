"""Entries that are due, and the offices that keep, check and dispose of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from companion.contract import Category, EntryState
from companion.desk import Desk
from companion.office.disposal import Choice, DisposalOffice
from companion.office.disposal_list import DisposalList
from companion.office.integrity import IntegrityOffice, Report
from companion.policy import InForce, Policy
from companion.policy.shapes import Retention
from companion.register import Actor
from tests.companion.samples import NOW, PICTURE, capture

DECISION = "KS 2026-03-01 § 12, dokumenthanteringsplan 4.2"
ACTOR = Actor(moderator="Arkiv Arkivsson", client="t")
TEXT = "Du är en ⁂☃☄ idiot, Zäta Örtengård-Qvist!"
AUTHOR = "Zäta Örtengård-Qvist"
LATER = NOW + timedelta(days=3 * 366)
"""When what was received at NOW and is kept three years is due."""


def limited(policy: Policy, years: int = 3, *categories: Category) -> Policy:
    """The policy with a gallringsbeslut for these categories, or for insults."""
    retention = Retention(years=years, decision=DECISION)
    changed = {
        one: policy.categories[one].model_copy(update={"retention": retention})
        for one in categories or (Category.INSULT,)
    }
    return policy.model_copy(update={"categories": policy.categories | changed})


def later(desk: Desk, when: datetime = LATER) -> Desk:
    """The same desk when the time has come."""
    return replace(desk, rules=InForce(limited(desk.policy)), clock=lambda: when.astimezone(UTC))


def settled(desk: Desk, picture: bytes = PICTURE, **changes: Any) -> int:
    """An entry whose outcome is known."""
    entry = desk.capture(capture(image=picture, **changes), ACTOR, picture).entry
    desk.settle(entry, EntryState.HIDDEN, ACTOR)
    return entry


def disposing(desk: Desk, folder: Path) -> DisposalOffice:
    """The office of disposal on a desk."""
    return DisposalOffice(desk, DisposalList(folder / "gallringar.json"))


def checking(desk: Desk) -> IntegrityOffice:
    """The office that checks everything."""
    return IntegrityOffice(desk)


def all_of_it(count: int) -> Choice:
    """The choice to dispose of everything that is due, whatever stage it has come to."""
    return Choice(Category.INSULT, DECISION, count, unregistered_too=True, undelivered_too=True)


def files(folder: Path) -> dict[str, bytes]:
    """Every file of the data directory: database, WAL, shared memory, vault, keys, whatever lies there."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def traces(folder: Path, *wanted: bytes) -> set[str]:
    """The files in which any of this is found."""
    return {name for name, content in files(folder).items() if any(w in content for w in wanted)}


def whole(desk: Desk) -> Report:
    """The register, checked."""
    report = checking(desk).verify(ACTOR)
    assert report.faults == []
    return report


def dispose(desk: Desk, folder: Path, count: int) -> int:
    """Dispose of all that is due; gives the disposal's number."""
    office = disposing(later(desk), folder)
    return office.run(office.decide(all_of_it(count), ACTOR)).number


def secret(**changes: Any) -> dict[str, Any]:
    """A capture full of what must go."""
    author = {"name": AUTHOR, "url": "https://www.facebook.com/zata", "id": None}
    return {"text": TEXT, "author": author, **changes}
