"""registration: diarienummer (OSL 5:1, 5:2), secrecy marking (OSL 5:5), corrections that lose nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.contract import Category, Ground
from companion.desk import Desk
from companion.errors import BadRequest, EntryDisposed, NotFound
from companion.office import Offices
from companion.office.registration import Registration
from companion.register import Actor, Condition, Entry, Query
from tests.companion.samples import PICTURE, capture

WORD = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)


@pytest.fixture
def registration(offices: Offices) -> Registration:
    return offices.registration


def test_an_entry_is_registered_with_what_the_law_asks(
    desk: Desk, registration: Registration, actor: Actor
) -> None:
    """OSL 5:2: date received, diarienummer, sender, subject; and who entered it, and when."""
    entry = desk.capture(capture(), actor, PICTURE).entry
    found = registration.register(entry, actor, diarienummer="  KS  2026/123 ")
    assert (found.diarienummer, found.registered_by) == ("KS 2026/123", "Eva Exempel")
    assert found.received_on == date(2026, 11, 21), "a comment is received when it is published"
    assert found.author_name == "Åke Påhittad"
    assert found.subject == "Kommentar, Exempelby kommun (Personangrepp)"
    event = desk.register.history(entry)[-1]
    assert (event.kind, event.actor) == ("registered", "Eva Exempel")
    assert event.facts["diarienummer"] == "KS 2026/123"
    assert desk.register.broken_events() == []


def test_the_date_received_is_when_it_was_written(
    desk: Desk, registration: Registration, actor: Actor
) -> None:
    """TF 2 kap.: a comment is received when it is published, not when it is saved."""
    time = {"shown": "3 v", "exact": "2026-10-31T12:00:00Z", "earliest": None, "latest": None}
    entry = desk.register.entry(desk.capture(capture(time=time), actor, PICTURE).entry)
    assert registration.proposal(entry)[0] == date(2026, 10, 31)


def test_the_same_number_again_changes_nothing_and_another_is_told(
    desk: Desk, registration: Registration, actor: Actor
) -> None:
    entry = desk.capture(capture(), actor, PICTURE).entry
    first = registration.register(entry, actor, diarienummer="KS 1", subject="Klagomål")
    assert registration.register(entry, actor, diarienummer="KS 1") == first
    registration.register(entry, actor, diarienummer="KS 2")
    events = [one for one in desk.register.history(entry) if one.kind == "registered"]
    assert [(one.facts["before"], one.facts["diarienummer"]) for one in events] == [
        (None, "KS 1"),
        ("KS 1", "KS 2"),
    ]
    assert desk.register.entry(entry).subject == "Klagomål"


@pytest.mark.parametrize("number", ["", "   ", "\n", "x" * 101])
def test_a_number_that_is_none_is_refused(
    desk: Desk, registration: Registration, actor: Actor, number: str
) -> None:
    entry = desk.capture(capture(), actor, PICTURE).entry
    with pytest.raises(BadRequest):
        registration.register(entry, actor, diarienummer=number)
    assert desk.register.entry(entry).diarienummer is None
    with pytest.raises(NotFound):
        registration.register(99, actor, diarienummer="KS 1")


def test_the_oldest_that_is_not_registered_is_next(
    desk: Desk, registration: Registration, actor: Actor
) -> None:
    """OSL 5:1: without delay. Practice is never in the round."""
    desk.capture(capture(platform="practice"), actor, PICTURE)
    ids = [desk.capture(capture(id=str(n)), actor, PICTURE).entry for n in range(3)]
    assert waiting(registration) == ids
    registration.register(ids[1], actor, diarienummer="KS 1")
    assert waiting(registration) == [ids[0], ids[2]]
    assert desk.entries(Query(condition=Condition.UNREGISTERED)).total == 2


def waiting(registration: Registration) -> list[int]:
    """The round, entry after entry."""
    found: list[int] = []
    while entry := registration.next(found[-1] if found else None):
        found.append(entry.id)
    return found


def test_a_marking_has_provision_date_and_authority(
    desk: Desk, registration: Registration, actor: Actor
) -> None:
    """OSL 5:5: the provision, the date, and the authority that made the note; set and lifted, both in the history."""
    entry = desk.capture(capture(), actor, PICTURE).entry
    marked = registration.mark(entry, actor, provision="OSL 21 kap. 1 §")
    assert (marked.secrecy_provision, marked.secrecy_on, marked.secrecy_authority) == (
        "OSL 21 kap. 1 §",
        date(2026, 11, 21),
        "Exempelby kommun",
    )
    assert registration.mark(entry, actor, provision="OSL 21 kap. 1 §") == marked
    assert desk.entries(Query(condition=Condition.MARKED)).total == 1
    lifted = registration.unmark(entry, actor)
    assert (lifted.marked, lifted.secrecy_on, lifted.secrecy_authority) == (False, None, None)
    assert registration.unmark(entry, actor) == lifted
    kinds = [one.kind for one in desk.register.history(entry)]
    assert kinds == ["captured", "secrecy_marked", "secrecy_lifted"]
    with pytest.raises(BadRequest):
        registration.mark(entry, actor, provision=" ")


def test_a_correction_loses_nothing(desk: Desk, offices: Offices, actor: Actor) -> None:
    """What stood before stands beside what stands now; the evidence is never touched; the event names fields only."""
    entry = desk.register.entry(desk.capture(capture(), actor, PICTURE).entry)
    evidence = desk.vault.get(entry.record_sha256)
    changes = {"author_name": "Åsa Rättad", "category": "hate", "ground": "bbs_hate", "note": "n"}
    offices.registration.correct(entry.id, actor, changes, reason="Fel namn lästes")
    found = desk.register.entry(entry.id)
    assert (found.author_name, found.category, found.ground) == (
        "Åsa Rättad",
        Category.HATE,
        Ground.BBS_HATE,
    )
    event = desk.register.history(entry.id)[-1]
    assert event.facts["fields"] == ["author_name", "category", "ground", "note"]
    [detail] = offices.finding.steps.details([entry.id]).values()
    assert event.facts["words"] == detail.id
    assert detail.content["before"] == {
        "author_name": "Åke Påhittad",
        "category": "insult",
        "ground": "page_rule",
        "note": None,
    }
    assert desk.vault.get(entry.record_sha256) == evidence
    assert desk.entries(Query(author="rättad")).total == 1
    assert desk.entries(Query(author="Påhittad")).total == 0
    chain = str([one.model_dump() for one in desk.register.history()])
    for private in ("Rättad", "Påhittad", "Fel namn"):
        assert private not in chain
    assert desk.register.broken_events() == []


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"author_name": "A"}, " "),
        ({"text": "annan text"}, "skäl"),
        ({"state": "deleted"}, "skäl"),
        ({"category": ""}, "skäl"),
        ({"ground": "okänd"}, "skäl"),
    ],
)
def test_evidence_is_not_corrected_and_a_removal_keeps_its_ground(
    desk: Desk, registration: Registration, actor: Actor, changes: dict[str, str], reason: str
) -> None:
    entry = desk.register.entry(desk.capture(capture(), actor, PICTURE).entry)
    with pytest.raises(BadRequest):
        registration.correct(entry.id, actor, changes, reason=reason)
    assert desk.register.entry(entry.id) == entry
    assert len(desk.register.history(entry.id)) == 1


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None
)
@given(names=st.lists(WORD, min_size=1, max_size=5))
def test_every_name_that_ever_stood_there_can_be_told(
    desk: Desk, offices: Offices, actor: Actor, names: list[str]
) -> None:
    entry = desk.capture(capture(), actor, PICTURE).entry
    stood = [desk.register.entry(entry).author_name]
    for name in names:
        offices.registration.correct(entry, actor, {"author_name": name}, reason="r")
        now = desk.register.entry(entry).author_name
        if now != stood[-1]:
            stood.append(now)
    details = [
        one.content
        for one in offices.finding.steps.details([entry]).values()
        if one.content.get("after", {}) and "author_name" in one.content["after"]  # type: ignore[operator]
    ]
    told = [one["after"]["author_name"] for one in details]  # type: ignore[index,call-overload]
    assert told[-len(stood) + 1 :] == stood[1:] or len(stood) == 1


def test_a_ground_corrected_to_child_abuse_hides_the_picture_at_once(
    desk: Desk, registration: Registration, actor: Actor
) -> None:
    """BrB 16:10 a: whatever lies in the vault, nothing shows it from then on."""
    entry = desk.capture(capture(), actor, PICTURE).entry
    registration.correct(entry, actor, {"ground": "bbs_child_abuse"}, reason="fel grund")
    with pytest.raises(NotFound):
        desk.picture(entry)
    assert desk.dossier(entry).picture() is None


def test_nothing_can_be_done_with_what_is_disposed_of(
    desk: Desk, offices: Offices, actor: Actor, tmp_path: Path
) -> None:
    entry = desk.capture(capture(), actor, PICTURE).entry
    with sqlite3.connect(tmp_path / "register.sqlite3") as raw:
        when = datetime.now(UTC).isoformat()
        raw.execute("UPDATE entry SET disposed_at = ? WHERE id = ?", (when, entry))
    work = offices.registration
    verbs: list[Callable[[], Entry]] = [
        lambda: work.register(entry, actor, diarienummer="KS 1"),
        lambda: work.mark(entry, actor, provision="OSL 1"),
        lambda: work.correct(entry, actor, {"note": "x"}, reason="r"),
        lambda: offices.handling.hold(entry, actor, "r"),
    ]
    for verb in verbs:
        with pytest.raises(EntryDisposed):
            verb()
