"""delivery: the outbox sends once (S10), loses nothing, and brings the diarienummer back (S4, N3)."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest

from companion.delivery import Receipt
from companion.errors import (
    AlreadySent,
    NoSuchReceiver,
    NotFound,
    NothingToExport,
    PracticeNotSent,
    ReceiverRefused,
    ReceiverUnreachable,
    SecretMissing,
    TooManyEntries,
)
from companion.office import delivery as office
from companion.office.courier import DELAYS, LEASE, Courier
from companion.office.delivery import Outbox, words
from companion.register import Actor, Query
from companion.register.deliveries import NEEDS_PERSON, Deliveries, Delivery, DeliveryState
from tests.companion.delivering import Clock, Scripted, kinds
from tests.companion.samples import NOW, PICTURE, capture

State = DeliveryState


def test_an_entry_goes_to_the_folder_and_comes_back_with_its_diarienummer(
    outbox: Outbox, entry: int, actor: Actor, tmp_path: Path
) -> None:
    """The straight path, with the real channel."""
    courier = Courier(outbox)
    queued = outbox.queue(entry, "inkorg", actor)
    assert queued.state is State.WAITING
    assert courier.work() == 1
    sent = outbox.deliveries.one(queued.id)
    assert sent.state is State.SENT
    files = {file.name: file.read_bytes() for file in (tmp_path / "inkorg").iterdir()}
    pdf, xml = sorted(files)
    assert files[pdf].startswith(b"%PDF")
    assert b"Du \xc3\xa4r en idiot." in files[xml]
    receipt = tmp_path / "inkorg" / f"{pdf.removesuffix('.pdf')}.kvitto.json"
    receipt.write_text(json.dumps({"diarienummer": "KS 2026/123"}), "utf-8")
    courier.work()
    done = outbox.deliveries.one(queued.id)
    assert (done.state, done.diarienummer) == (State.ACKNOWLEDGED, "KS 2026/123")
    assert outbox.desk.register.entry(entry).diarienummer == "KS 2026/123"
    assert courier.work() == 0


def test_a_diarienummer_that_a_person_gave_is_not_written_over(
    outbox: Outbox, courier: Courier, scripted: Scripted, actor: Actor
) -> None:
    for number in range(2):
        outbox.desk.capture(capture(id=str(number), text=f"Text {number}"), actor, PICTURE)
    outbox.registration.register(1, actor, diarienummer="KS 2026/1")
    scripted.number = "KS 2026/2"
    outbox.queue(Query(), "registrator", actor)
    courier.work()
    entries = [outbox.desk.register.entry(number) for number in (1, 2)]
    assert [entry.diarienummer for entry in entries] == ["KS 2026/1", "KS 2026/2"]
    assert entries[1].registered_by == "Eva Exempel"


def test_a_diarienummer_is_not_lost_when_we_are_killed_before_it_is_noted(
    outbox: Outbox, entry: int, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Into the entry first, then on the delivery: asked again, the same again changes nothing."""
    answering = Scripted()
    answering.number = "KS 2026/3"
    answering.asked = Receipt("x1", "KS 2026/3")
    courier = Courier(outbox, lambda *_: answering)
    number = outbox.queue(entry, "registrator", actor).id
    change = Deliveries.change

    def dying(self: Deliveries, seen: Delivery, to: State, *rest: Any, **more: Any) -> Any:
        if to is State.ACKNOWLEDGED:
            raise KeyboardInterrupt
        return change(self, seen, to, *rest, **more)

    monkeypatch.setattr(Deliveries, "change", dying)
    with pytest.raises(KeyboardInterrupt):
        courier.work()
    monkeypatch.undo()
    late = replace(outbox.registration, desk=replace(outbox.desk, clock=lambda: NOW + LEASE))
    Courier(replace(outbox, registration=late), lambda *_: answering).work()
    assert outbox.deliveries.one(number).state is State.ACKNOWLEDGED
    assert [kind for kind in kinds(outbox, entry) if kind == "registered"] == ["registered"]
    assert len(answering.has) == 1


def test_every_entry_has_the_events_with_the_hash_of_what_was_sent(
    outbox: Outbox, courier: Courier, scripted: Scripted, actor: Actor
) -> None:
    for number in range(3):
        outbox.desk.capture(capture(id=str(number), text=f"Text {number}"), actor, PICTURE)
    sent = outbox.queue(Query(), "registrator", actor)
    assert sent.entries == [1, 2, 3]
    courier.work()
    (parcel,) = scripted.has
    for number in (1, 2, 3):
        queued, arrived = outbox.desk.register.history(number)[-2:]
        assert (queued.kind, arrived.kind) == ("delivery_queued", "delivery_sent")
        assert arrived.actor == "Eva Exempel"
        assert arrived.facts["files"] == parcel.hashes
        assert arrived.facts["receiver"] == "registrator"
    assert outbox.desk.register.broken_events() == []


def test_an_entry_is_put_in_the_outbox_once_for_each_receiver(
    outbox: Outbox, courier: Courier, entry: int, actor: Actor
) -> None:
    """Two clicks are one delivery; so is a selection that holds an entry that was sent."""
    first = outbox.queue(entry, "registrator", actor)
    for asked in (entry, Query()):
        with pytest.raises(AlreadySent):
            outbox.queue(asked, "registrator", actor)
    outbox.queue(entry, "inkorg", actor)
    courier.work()
    with pytest.raises(AlreadySent):
        outbox.queue(entry, "registrator", actor)
    assert len(outbox.deliveries.of(entry)) == 2
    assert outbox.deliveries.one(first.id).state is State.SENT


def test_what_may_not_be_sent_is_not_put_there(
    outbox: Outbox, entry: int, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice = outbox.desk.capture(capture(platform="practice"), actor, PICTURE).entry
    with pytest.raises(PracticeNotSent):
        outbox.queue(practice, "registrator", actor)
    with pytest.raises(NoSuchReceiver):
        outbox.queue(entry, "ingen", actor)
    with pytest.raises(NotFound):
        outbox.queue(99, "registrator", actor)
    with pytest.raises(NothingToExport):
        outbox.queue(Query(text="finns inte"), "registrator", actor)
    monkeypatch.setattr(office, "MOST", 0)
    with pytest.raises(TooManyEntries):
        outbox.queue(Query(), "registrator", actor)
    assert outbox.deliveries.those() == []


def test_who_cannot_be_reached_is_tried_later_and_later_and_then_left_to_a_person(
    outbox: Outbox, courier: Courier, scripted: Scripted, clock: Clock, entry: int, actor: Actor
) -> None:
    number = outbox.queue(entry, "registrator", actor).id
    scripted.before = ReceiverUnreachable(name="registrator", reason="stängt")
    for attempt, delay in enumerate(DELAYS[:-1], 1):
        courier.work()
        waiting = outbox.deliveries.one(number)
        assert (waiting.state, waiting.attempts) == (State.WAITING, attempt)
        assert waiting.next_at == clock.now + delay
        assert waiting.fault is not None
        assert "stängt" in words(waiting.fault, "sv").what
        assert courier.work() == 0, "not before its time"
        clock.go(delay)
    courier.work()
    assert outbox.deliveries.one(number).state is State.FAILED
    assert kinds(outbox, entry) == ["delivery_queued", "delivery_failed"]
    scripted.before = None
    outbox.retry(number, actor)
    courier.work()
    assert outbox.deliveries.one(number).state is State.SENT
    assert len(scripted.has) == 1


def test_a_receiver_that_asks_to_wait_is_waited_for(
    outbox: Outbox, courier: Courier, scripted: Scripted, clock: Clock, entry: int, actor: Actor
) -> None:
    number = outbox.queue(entry, "registrator", actor).id
    scripted.before = ReceiverUnreachable(name="r", reason="sen", wait="7200")
    courier.work()
    assert outbox.deliveries.one(number).next_at == clock.now + timedelta(hours=2)


@pytest.mark.parametrize(
    "error", [ReceiverRefused(name="r", reason="nej"), SecretMissing(name="registrator")]
)
def test_a_no_is_left_to_a_person(
    outbox: Outbox, courier: Courier, scripted: Scripted, clock: Clock, entry: int, actor: Actor,
    error: Exception,
) -> None:  # fmt: skip
    number = outbox.queue(entry, "registrator", actor).id
    scripted.before = error
    courier.work()
    clock.go(timedelta(days=30))
    assert courier.work() == 0
    failed = outbox.deliveries.one(number)
    assert failed.state is State.FAILED
    assert outbox.deliveries.count(NEEDS_PERSON) == 1


def test_a_direct_message_is_an_incoming_record_and_is_sent_as_one(
    outbox: Outbox, courier: Courier, scripted: Scripted, actor: Actor
) -> None:
    """S10: copied to the authority's mailbox or the records system."""
    decision = {"category": None, "ground": None, "act": "register"}
    asked = capture(kind="message", decision=decision, text="Hej, när öppnar badet?")
    outbox.queue(outbox.desk.capture(asked, actor, PICTURE).entry, "registrator", actor)
    courier.work()
    assert "när öppnar badet?".encode() in scripted.has[0].papers.xml


def test_child_abuse_material_is_sent_without_a_trace_of_a_picture(
    outbox: Outbox, courier: Courier, scripted: Scripted, actor: Actor
) -> None:
    """BrB 16:10 a, though a picture should lie in the vault from before."""
    decision = {"category": "crime", "ground": "bbs_child_abuse"}
    entry = outbox.desk.capture(capture(image=None, decision=decision), actor, None).entry
    outbox.queue(entry, "registrator", actor)
    courier.work()
    papers = scripted.has[0].papers
    assert not any(page.images for page in pypdf.PdfReader(io.BytesIO(papers.pdf)).pages)
    assert b"bild ej sparad" in papers.xml
    assert b"screenshot" not in papers.xml
