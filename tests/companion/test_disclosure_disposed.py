"""disclosure: what was decided of an entry and the copy that was handed out are disposed of with it (H9, A5)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from companion.desk import Desk
from companion.errors import EntryDisposed, NothingToExport
from companion.office.disclosure import Handing
from companion.register.disclosures import Disclosures
from tests.companion.keeping import (
    ACTOR,
    AUTHOR,
    all_of_it,
    checking,
    disposing,
    files,
    later,
    settled,
)

LAW = "OSL 21 kap. 7 §"
SHOWN = "Örtengård"
"""Stands in the copy, for the name was shown."""


def handed_out(desk: Desk, entry: int) -> tuple[Handing, int]:
    """A request in which the text is masked and the sender shown."""
    handing = Handing(desk, Disclosures(desk.register))
    number = handing.open("Begäran", ACTOR).id
    handing.choose(number, entry)
    for one in handing.suggestions(entry):
        handing.decide(number, entry, one.words, None, ACTOR)
    handing.decide(number, entry, "idiot", LAW, ACTOR)
    handing.make(number, ACTOR)
    return handing, number


def test_copy_and_masks_go_with_the_entry(desk: Desk, tmp_path: Path) -> None:
    author = {"name": AUTHOR, "url": None, "id": None}
    entry = settled(desk, text="Du är en ⁂☃☄ idiot, sa granne!", author=author)
    handing, number = handed_out(desk, entry)
    copy = handing.disclosures.get(number).chosen[0].document_sha256
    assert copy is not None
    assert any(copy in name for name in files(tmp_path))
    assert any("⁂☃☄".encode() in content for content in files(tmp_path).values())
    office = disposing(later(desk), tmp_path)
    office.run(office.decide(all_of_it(1), ACTOR))
    left = files(tmp_path)
    assert not [name for name in left if copy in name]
    for word in ("⁂☃☄", SHOWN):
        assert not [name for name, content in left.items() if word.encode() in content]
    found = handing.disclosures.get(number)
    assert (found.masks, found.chosen) == ([], [])
    assert found.made_at is not None
    with pytest.raises(NothingToExport):
        handing.bundle(number, tmp_path / "out.zip", ACTOR)
    assert "disclosed" in [event.kind for event in desk.register.history(entry)]
    assert desk.register.broken_events() == []


def test_what_is_disposed_of_cannot_be_chosen(desk: Desk, tmp_path: Path) -> None:
    entry = settled(desk)
    office = disposing(later(desk), tmp_path)
    office.run(office.decide(all_of_it(1), ACTOR))
    handing = Handing(replace(desk), Disclosures(desk.register))
    number = handing.open("", ACTOR).id
    with pytest.raises(EntryDisposed):
        handing.choose(number, entry)


def test_a_changed_copy_is_found(desk: Desk, tmp_path: Path) -> None:
    """A changed byte anywhere is found."""
    entry = settled(desk)
    handing, number = handed_out(desk, entry)
    assert checking(desk).examine().faults == []
    copy = handing.disclosures.get(number).chosen[0].document_sha256
    (path,) = [one for one in (tmp_path / "vault").rglob("*") if one.name == copy]
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert checking(desk).examine().faults != []
