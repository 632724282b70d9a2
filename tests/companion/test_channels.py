"""The official channels: applied for, approved, opened, closed, published (S11–S13, N6, N7, A4, A7, A8, H4, H10)."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from companion.desk import Desk
from companion.errors import ChannelRefused, StorageFull
from companion.office import Offices
from companion.office.channel_checks import Lack
from companion.office.channels import IDLE_AFTER, ChannelOffice
from companion.register import Actor, events
from companion.register.channel_records import (
    Approval,
    Content,
    Official,
    Status,
    Terms,
)
from companion.register.channels import Channels
from tests.companion.samples import NOW
from tests.companion.test_supervision import look

TODAY = NOW.astimezone().date()
CONTENT = Content(
    unit="Kommunledningskontoret",
    medium="Facebook",
    name="Exempelby kommun",
    address="https://www.facebook.com/exempelby",
    purpose="Sprida information",
    audience="Invånare",
    email="kommun@exempelby.example",
    responsible=(Official(name="Rut Rektor", phone="0240-660000", email="rut@exempelby.example"),),
    practical=(Official(name="Moa Moderator"),),
    substitutes=(Official(name="Bo Borta"),),
    speakers=("Rut Rektor",),
    guidelines_read=True,
    open_account=True,
    plain_sender=True,
    logotype=True,
)
APPROVAL = Approval(by="Ida Infosekr", title="Informationssekreterare", on=TODAY)
TERMS = Terms(by="Kim Kommunchef", delegation="Delegationsordningen 4.2", on=TODAY)


@pytest.fixture
def office(offices: Offices) -> ChannelOffice:
    return offices.channels


def approved(office: ChannelOffice, actor: Actor, content: Content = CONTENT) -> int:
    number = office.apply(content, actor)
    office.decide(number, APPROVAL, actor, approved=True)
    return number


def opened(office: ChannelOffice, actor: Actor, content: Content = CONTENT) -> int:
    number = approved(office, actor, content)
    office.accept_terms(number, TERMS, actor)
    office.open(number, actor)
    return number


def status(office: ChannelOffice, number: int) -> Status:
    return office.get(number)[0].version.status


def test_from_application_to_closing_every_step_is_kept_and_told(
    office: ChannelOffice, actor: Actor, desk: Desk
) -> None:
    """S12, N6, N7, A7: nothing is overwritten, and no name stands in an event."""
    number = opened(office, actor)
    office.rest(number, "Ingen personal", actor)
    office.resume(number, actor)
    office.close(number, "Verksamheten är nedlagd", actor)
    channel, history = office.get(number)
    assert channel.version.status is Status.CLOSED
    assert [one.kind.removeprefix("channel_") for one in history[::-1]] == [
        *("applied", "approved", "terms", "opened"),
        *("inactive", "resumed", "closed"),
    ]
    told = [event for event in desk.register.history() if event.kind.startswith("channel_")]
    assert [event.facts["version"] for event in told] == list(range(1, 8))
    assert not any(name in str(told) for name in ("Rut", "Moa", "Ida", "Kim", "nedlagd"))


@pytest.mark.parametrize(
    ("missing", "named"),
    [
        ({"unit": ""}, "förvaltning"),
        ({"purpose": ""}, "syftet"),
        ({"audience": ""}, "målgruppen"),
        ({"responsible": ()}, "ansvarig"),
        ({"practical": ()}, "praktiska"),
        ({"guidelines_read": False}, "riktlinjerna"),
        ({"address": "javascript:alert(1)"}, "https://"),
    ],
)
def test_the_form_asks_for_the_appendix_fields(
    office: ChannelOffice, actor: Actor, missing: dict[str, Any], named: str
) -> None:
    """S12: the fields of Smedjebacken's application form."""
    with pytest.raises(ChannelRefused, match=named):
        office.apply(CONTENT.model_copy(update=missing), actor)
    assert office.all() == []


def test_what_is_not_approved_is_never_opened_and_never_published(
    office: ChannelOffice, actor: Actor
) -> None:
    """S12: pages that are not approved are not the municipality's."""
    number = office.apply(CONTENT, actor)
    for verb in (office.open, office.resume):
        with pytest.raises(ChannelRefused):
            verb(number, actor)
    with pytest.raises(ChannelRefused):
        office.accept_terms(number, TERMS, actor)
    refused = office.apply(CONTENT, actor)
    office.decide(refused, APPROVAL, actor, "Finns redan", approved=False)
    with pytest.raises(ChannelRefused):
        office.decide(refused, APPROVAL, actor, approved=True)
    assert json.loads(office.publish("json", actor))["channels"] == []


def test_who_decided_is_named_and_a_refusal_has_its_reason(
    office: ChannelOffice, actor: Actor
) -> None:
    """N6, H4: approved by the manager or the informationssekreterare."""
    number = office.apply(CONTENT, actor)
    for approval in (
        APPROVAL.model_copy(update={"by": ""}),
        APPROVAL.model_copy(update={"title": " "}),
        APPROVAL.model_copy(update={"on": TODAY + timedelta(days=1)}),
    ):
        with pytest.raises(ChannelRefused):
            office.decide(number, approval, actor, approved=True)
    with pytest.raises(ChannelRefused, match="skälet"):
        office.decide(number, APPROVAL, actor, approved=False)
    assert status(office, number) is Status.APPLIED


@pytest.mark.parametrize(
    ("without", "named"),
    [({"substitutes": ()}, "ersättare"), ({"address": ""}, "adress"), ({}, "användarvillkor")],
)
def test_none_is_opened_without_substitute_address_and_terms(
    office: ChannelOffice, actor: Actor, without: dict[str, Any], named: str
) -> None:
    """S11, H3: a substitute; N7: the terms are a contract that somebody accepts under a delegation."""
    number = approved(office, actor, CONTENT.model_copy(update=without))
    if without:
        office.accept_terms(number, TERMS, actor)
    with pytest.raises(ChannelRefused, match=named):
        office.open(number, actor)
    assert status(office, number) is Status.APPROVED


def test_what_an_open_channel_must_have_cannot_be_taken_from_it(
    office: ChannelOffice, actor: Actor
) -> None:
    number = opened(office, actor)
    with pytest.raises(ChannelRefused, match="ersättare"):
        office.correct(number, CONTENT.model_copy(update={"substitutes": ()}), actor)
    after = office.correct(number, CONTENT.model_copy(update={"audience": "Alla"}), actor)
    assert (after.content.audience, after.content.terms) == ("Alla", TERMS)
    assert (after.content.approval, after.status) == (APPROVAL, Status.ACTIVE)
    assert office.correct(number, after.content, actor) == after, "nothing changed: no version"


def test_the_checklist_says_what_is_wanting(office: ChannelOffice, actor: Actor) -> None:
    """A8, H10: open, named after the sender, with logotype, official e-mail and who may speak."""
    poor = CONTENT.model_copy(
        update={
            "open_account": False,
            "plain_sender": False,
            "logotype": False,
            "speakers": (),
            "email": "rut.rektor@gmail.com",
        }
    )
    number = opened(office, actor, poor)
    assert set(office.get(number)[0].lacks) == {
        *(Lack.OPEN, Lack.SENDER, Lack.LOGOTYPE),
        *(Lack.SPEAKERS, Lack.PRIVATE_EMAIL),
    }
    office.correct(number, CONTENT, actor)
    assert office.get(number)[0].lacks == ()


def test_a_channel_nobody_looks_after_is_shown(desk: Desk, actor: Actor) -> None:
    """A7: by the last post somebody saw, by a saved comment, or by any other sign."""
    office = ChannelOffice(desk, Channels(desk.register))
    number = opened(office, actor)
    later = replace(desk, clock=lambda: NOW + IDLE_AFTER + timedelta(days=1))
    office = ChannelOffice(later, Channels(desk.register))
    assert office.get(number)[0].lacks == (Lack.IDLE,)
    watched = replace(office, signs=[lambda _: TODAY + timedelta(days=30)])
    assert watched.get(number)[0].lacks == ()
    office.saw(number, TODAY + timedelta(days=60), actor)
    assert office.get(number)[0].lacks == ()
    assert office.get(number)[0].sign == TODAY + timedelta(days=60)
    with pytest.raises(ChannelRefused):
        office.saw(number, TODAY + timedelta(days=400), actor)


def test_a_look_at_the_account_is_a_sign(offices: Offices, actor: Actor) -> None:
    """H3: close supervision, by the log of what was read; another platform's account of that name is not it."""
    office = offices.channels
    number = opened(office, actor)
    assert office.get(number)[0].sign is None
    offices.supervision.supervise(look(), actor)
    assert office.get(number)[0].sign is not None
    elsewhere = {"medium": "Instagram", "address": "https://www.instagram.com/exempelby"}
    other = opened(office, actor, CONTENT.model_copy(update=elsewhere))
    assert office.get(other)[0].sign is None


def test_a_changed_version_is_found(office: ChannelOffice, actor: Actor, tmp_path: Path) -> None:
    number = opened(office, actor)
    assert list(office.channels.astray()) == []
    with closing(sqlite3.connect(tmp_path / "register.sqlite3")) as raw:
        raw.execute(
            "UPDATE channel_version SET content = replace(content, 'Kim', 'Tim') WHERE number = 3"
        )
        raw.commit()
    assert [one.en for one in office.channels.astray()] == [
        f"channel {number}, version 3 does not match its event"
    ]


def test_what_cannot_be_told_is_not_done(
    office: ChannelOffice, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault injection: the version and its event are one transaction."""
    number = opened(office, actor)

    def full(*_: object, **__: object) -> None:
        raise StorageFull

    with monkeypatch.context() as patched:
        patched.setattr(events, "append", full)
        with pytest.raises(StorageFull):
            office.apply(CONTENT, actor)
        with pytest.raises(StorageFull):
            office.close(number, "Nedlagd", actor)
    assert [one.version.status for one in office.all()] == [Status.ACTIVE]
    assert list(office.channels.astray()) == []
