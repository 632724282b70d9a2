"""Disposal: by a named person under a named decision, whole or not at all, and nothing of it is left (H9, A5)."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest

from companion.contract import Category, Ground
from companion.desk import Desk
from companion.errors import CommentHeld, DisposalRefused, EntryDisposed, StorageFailed
from companion.office import Offices
from companion.office.disposal import Choice
from companion.policy import InForce
from companion.register.disposals import Disposals
from companion.register.life import Stage
from tests.companion.exporting import export
from tests.companion.keeping import (
    ACTOR,
    DECISION,
    all_of_it,
    dispose,
    disposing,
    later,
    settled,
    whole,
)
from tests.companion.samples import PICTURE, capture
from tests.preflight import objections


def test_events_and_protocol_remain_and_the_chain_holds(desk: Desk, tmp_path: Path) -> None:
    entries = [settled(desk, id=str(number)) for number in range(3)]
    desk.seal.checkpoint()
    number = dispose(desk, tmp_path, 3)
    assert [one.kind for one in desk.register.history(entries[0])] == [
        "captured",
        "outcome",
        "disposed",
    ]
    told = desk.register.history(entries[0])[-1]
    assert (told.actor, told.facts["decision"]) == (ACTOR.moderator, DECISION)
    protocol = tmp_path.with_suffix(".pdf")
    protocol.write_bytes(disposing(desk, tmp_path).protocol(number))
    assert objections(protocol) == ""
    report = whole(desk)
    assert report.files == 1, "the protocol"


def test_the_protocol_says_what_decision_when_who_and_how_many(desk: Desk, tmp_path: Path) -> None:
    entry = settled(desk)
    shell = desk.register.entry(entry)
    number = dispose(desk, tmp_path, 1)
    said = _read(disposing(desk, tmp_path).protocol(number))
    for part in (DECISION, ACTOR.moderator, "Exempelby kommun", "Personangrepp"):
        assert "".join(part.split()) in said
    assert shell.record_sha256 in said
    assert shell.screenshot_sha256 is not None
    assert shell.screenshot_sha256 in said
    assert "idiot" not in said


def _read(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_held_unsettled_and_not_due_stay(desk: Desk, tmp_path: Path) -> None:
    """A legal hold keeps; what became of the comment must be known; the period must be out."""
    held, unsettled = settled(desk, id="1"), desk.capture(capture(id="2"), ACTOR, PICTURE).entry
    Offices.of(desk, tmp_path).handling.hold(held, ACTOR, "polisanmälan")
    due = disposing(later(desk), tmp_path).due()[0]
    assert [one.id for one in due.held] == [held]
    assert [one.id for one in due.unsettled] == [unsettled]
    assert due.ready == ()
    assert disposing(replace(later(desk), clock=desk.clock), tmp_path).due() == []
    with pytest.raises(DisposalRefused):
        disposing(later(desk), tmp_path).decide(all_of_it(1), ACTOR)


def test_a_hold_that_comes_after_the_decision_counts(desk: Desk, tmp_path: Path) -> None:
    one, other = settled(desk, id="1"), settled(desk, id="2")
    office = disposing(later(desk), tmp_path)
    disposal = office.decide(all_of_it(2), ACTOR)
    Offices.of(desk, tmp_path).handling.hold(one, ACTOR, "polisanmälan")
    done = office.run(disposal)
    assert desk.register.entry(one).disposed_at is None
    assert desk.register.entry(other).disposed_at is not None
    assert done.finished is not None
    assert (done.finished.facts["entries"], done.finished.facts["skipped"]) == (1, 1)


@pytest.mark.parametrize(
    ("unregistered_too", "undelivered_too", "stages"),
    [
        (False, False, {Stage.EXPORTED}),
        (True, False, {Stage.EXPORTED, Stage.SAVED}),
        (False, True, {Stage.EXPORTED, Stage.REGISTERED}),
        (True, True, {Stage.EXPORTED, Stage.REGISTERED, Stage.SAVED}),
    ],
)
def test_what_has_not_come_the_whole_way_needs_a_choice(
    desk: Desk, tmp_path: Path, unregistered_too: bool, undelivered_too: bool, stages: set[Stage]
) -> None:
    """S4 N3: an entry neither registered nor delivered is disposed of only by explicit choice."""
    _, registered, exported = (settled(desk, id=str(number)) for number in range(3))
    for entry in (registered, exported):
        registration = Offices.of(desk, tmp_path).registration
        registration.register(entry, ACTOR, diarienummer=f"KS 2026/{entry}")
    export(desk, "pdf", exported)
    office = disposing(later(desk), tmp_path)
    chosen = office.due()[0].chosen(
        unregistered_too=unregistered_too, undelivered_too=undelivered_too
    )
    assert {one.stage for one in chosen} == stages
    choice = Choice(
        Category.INSULT,
        DECISION,
        len(chosen),
        unregistered_too=unregistered_too,
        undelivered_too=undelivered_too,
    )
    done = office.run(office.decide(choice, ACTOR))
    gone = {one.entry.id for one in chosen}
    assert {shell.id for shell, _ in Disposals(desk.register).disposed(done.number)} == gone


def test_nothing_is_deleted_on_the_page_under_a_hold(desk: Desk, tmp_path: Path) -> None:
    """N4 A3: to delete on the platform is gallring too, and a legal hold keeps it."""
    offices = Offices.of(desk, tmp_path)
    practice: dict[str, Any] = {"platform": "practice"}
    entry = desk.capture(capture(**practice), ACTOR, PICTURE).entry
    offices.handling.hold(entry, ACTOR, "polisanmälan")
    decision = {"act": "delete", "disposal_test": "little_importance"}
    with pytest.raises(CommentHeld):
        desk.capture(capture(decision=decision, **practice), ACTOR, PICTURE)
    offices.handling.release(entry, ACTOR, "nedlagd")
    assert desk.capture(capture(decision=decision, **practice), ACTOR, PICTURE).entry != entry


def test_no_hash_of_a_forbidden_picture_stands_in_a_protocol(desk: Desk, tmp_path: Path) -> None:
    """BrB 16:10 a: where one was saved against the rules, its destruction leaves no trace of it in the protocol."""
    entry = settled(desk)
    shot = desk.register.entry(entry).screenshot_sha256
    assert shot is not None
    grounds = desk.policy.grounds
    forbidden = {Ground.PAGE_RULE: grounds[Ground.PAGE_RULE].model_copy(update={"picture": False})}
    strict = later(desk).policy.model_copy(update={"grounds": grounds | forbidden})
    office = disposing(replace(later(desk), rules=InForce(strict)), tmp_path)
    number = office.run(office.decide(all_of_it(1), ACTOR)).number
    said = _read(office.protocol(number))
    assert desk.register.entry(entry).record_sha256 in said
    assert shot not in said


def test_a_list_that_has_changed_is_shown_anew(desk: Desk, tmp_path: Path) -> None:
    settled(desk, id="1")
    office = disposing(later(desk), tmp_path)
    settled(desk, id="2")
    with pytest.raises(DisposalRefused):
        office.decide(all_of_it(1), ACTOR)
    with pytest.raises(DisposalRefused):
        office.decide(Choice(Category.INSULT, "ett annat beslut", 2, True, True), ACTOR)
    assert desk.register.told("disposal_started") == []


def test_practice_entries_are_no_records_and_not_disposed_of(desk: Desk, tmp_path: Path) -> None:
    settled(desk, platform="practice")
    assert disposing(later(desk), tmp_path).due() == []


def test_a_shell_is_left_alone_and_can_be_exported(desk: Desk, tmp_path: Path) -> None:
    entry = settled(desk)
    dispose(desk, tmp_path, 1)
    for form in ("pdf", "json", "eark", "fgs12"):
        assert b"idiot" not in export(desk, form, entry)
    assert "Gallradunder" + "".join(DECISION.split()) in _read(export(desk, "pdf", entry))
    with pytest.raises(EntryDisposed):
        desk.settle(entry, desk.register.entry(entry).state, ACTOR)


def test_a_capture_cannot_come_to_need_what_is_being_destroyed(desk: Desk, tmp_path: Path) -> None:
    """S3: never a row without its evidence, also where a capture brings bytes that a disposal is erasing."""
    settled(desk, id="1")
    request = capture(id="2")
    put = desk.vault.put_all

    def put_and_lose(*pieces: bytes) -> list[str]:
        hashes = put(*pieces)
        dispose(desk, tmp_path, 1)
        return hashes

    desk.vault.put_all = put_and_lose  # type: ignore[method-assign]
    with pytest.raises(StorageFailed):
        desk.capture(request, ACTOR, PICTURE)
    desk.vault.put_all = put  # type: ignore[method-assign]
    assert desk.picture(desk.capture(request, ACTOR, PICTURE).entry) == PICTURE
