"""The official channels: applied for, approved, opened, closed, published (S11–S13, N6, N7, A4, A7, A8, H4, H10)."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from companion import app
from companion.desk import Desk
from companion.errors import ChannelRefused, NotFound
from companion.export.channel_list import FORMS, PublicList
from companion.office import Offices
from companion.office.channel_checks import Lack, checked_address
from companion.office.channels import IDLE_AFTER, ChannelOffice
from companion.pairing import Pairings
from companion.register import Actor
from companion.register.channel_records import (
    Approval,
    Content,
    Link,
    Official,
    Status,
    Terms,
    Version,
)
from companion.register.channels import Channels
from companion.window.login import Login
from tests.companion.inside import BASE, read, send
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


def listed(*channels: Version, links: tuple[Link, ...] = ()) -> PublicList:
    return PublicList("Exempelby kommun", NOW, "sv", channels, links)


def version(status: Status, content: Content = CONTENT) -> Version:
    whole = content.model_copy(update={"terms": TERMS})
    return Version(channel_id=1, number=1, at=NOW, by="t", kind="t", status=status, content=whole)


LINK = Link(
    id=1,
    name="Pia Politiker",
    party="Partiet",
    seat="kommunfullmäktige",
    address="https://pia.example/",
)


@pytest.mark.parametrize("form", FORMS)
def test_the_public_list_has_official_data_alone(form: str) -> None:
    """S12, A4, N6: of persons only who is responsible; S13: politicians with the note."""
    told = FORMS[form].write(listed(version(Status.ACTIVE), links=(LINK,))).decode()
    for there in ("Exempelby kommun", "Rut Rektor", "kommun@exempelby.example", "Sprida information",
                  "Invånare", "Pia Politiker", "Kommunen ansvarar inte"):  # fmt: skip
        assert there in told
    for private in ("0240", "rut@", "Moa", "Bo Borta"):
        assert private not in told


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("status", Status)
def test_the_public_list_holds_what_was_approved_and_tells_what_was_closed(
    form: str, status: Status
) -> None:
    told = FORMS[form].write(listed(version(status))).decode()
    there = status in (Status.ACTIVE, Status.INACTIVE, Status.CLOSED)
    assert ("Invånare" in told) is there
    assert ("Rut Rektor" in told) is (there and status is not Status.CLOSED)


def test_an_application_that_was_withdrawn_is_no_closed_channel(
    office: ChannelOffice, actor: Actor
) -> None:
    office.close(office.apply(CONTENT, actor), "Behövs inte", actor)
    assert json.loads(office.publish("json", actor))["channels"] == []


WORDS = st.text(max_size=30)


@given(name=WORDS, purpose=WORDS)
def test_whatever_stands_in_a_channel_stays_words(name: str, purpose: str) -> None:
    """No mark-up, no formula, in any of the forms; all can be read again."""
    content = Content.model_validate(
        CONTENT.model_dump() | {"name": f"{name}<b>=1", "purpose": f"={purpose}"}
    )
    public = listed(version(Status.ACTIVE, content))
    page = html.fromstring(FORMS["html"].write(public))
    assert page.xpath("//b") == []
    assert page.xpath("//th/a")[0].text == content.name
    (row,) = json.loads(FORMS["json"].write(public))["channels"]
    assert row["purpose"] == content.purpose
    sheet = list(csv.reader(io.StringIO(FORMS["csv"].write(public).decode("utf-8-sig")), delimiter=";"))  # fmt: skip
    assert sheet[1][5] == f"'{content.purpose}"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "exempelby.se", "https://", "https://[", "https://a b", ""]
)
def test_only_web_addresses_become_links(address: str) -> None:
    with pytest.raises(ChannelRefused):
        checked_address(address)


def test_a_politicians_link_leaves_no_name_behind(
    office: ChannelOffice, actor: Actor, desk: Desk
) -> None:
    """S13; and the data of who is linked no longer are gone."""
    with pytest.raises(ChannelRefused):
        office.link("Pia", "", "nämnd", "https://pia.example", actor)
    office.link("Pia Politiker", "Partiet", "kommunfullmäktige", "https://pia.example", actor)
    (link,) = office.channels.links()
    office.channels.unlink(link.id, actor)
    assert office.channels.links() == []
    assert "Pia" not in str(desk.register.history())
    with pytest.raises(NotFound):
        office.channels.unlink(link.id, actor)


@pytest.fixture
def client(offices: Offices, pairings: Pairings) -> Iterator[FlaskClient]:
    login = Login()
    with app.create_app(offices, pairings, login, 48217).test_client() as client:
        send(client, "/login", code=login.code("Eva Exempel"))
        yield client


FORM = {
    "unit": "Skola", "medium": "Instagram", "name": "Skolan", "purpose": "Info", "audience": "Elever",
    "address": "https://www.instagram.com/skolan", "email": "skola@exempelby.example",
    "responsible_name": "Rut Rektor", "responsible_phone": "1", "responsible_email": "r@x.example",
    "practical_name": "Moa", "practical_phone": "", "practical_email": "", "speakers": "Rut\r\nMoa\r\n",
    "substitutes_name": "Bo", "substitutes_phone": "", "substitutes_email": "",
    "guidelines_read": "yes", "open_account": "yes",
}  # fmt: skip


def test_the_whole_life_of_a_channel_by_its_forms(client: FlaskClient, offices: Offices) -> None:
    assert send(client, "/channels/new", **FORM).status_code == 302
    day = str(offices.desk.clock().astimezone().date())
    send(client, "/channels/1/decide", by="Ida", title="Chef", on=day, act="approve")
    send(client, "/channels/1/terms", by="Kim", delegation="4.2", on=day)
    send(client, "/channels/1/open")
    send(client, "/channels/1/saw", on=day)
    now, _ = offices.channels.get(1)
    assert now.version.status is Status.ACTIVE
    assert now.version.content.speakers == ("Rut", "Moa")
    assert now.version.content.approval == Approval(by="Ida", title="Chef", on=date.fromisoformat(day))  # fmt: skip
    page = read(client, "/channels/1")
    assert "Logotypen saknas (A8, H10)." in page
    send(client, "/channels/1/rest", reason="Lov")
    send(client, "/channels/1/resume")
    send(client, "/channels/1/close", reason="Nedlagd")
    assert "Nedlagd" in read(client, "/channels/1")
    listed = client.get("/channels/list.csv", base_url=BASE)
    assert listed.status_code == 200
    assert "Skolan" in listed.get_data(as_text=True)
    assert offices.desk.register.history()[-1].kind == "channel_list_written"
    assert client.get("/channels/list.exe", base_url=BASE).status_code == 404


def test_a_form_with_a_fault_keeps_what_was_written(client: FlaskClient) -> None:
    answer = send(client, "/channels/new", **(FORM | {"practical_name": ""}))
    assert answer.status_code == 400
    assert 'value="Rut Rektor"' in answer.text
    assert 'role="alert"' in answer.text


def test_registrators_edit_administrators_approve_and_all_read(
    client: FlaskClient, offices: Offices, pairings: Pairings
) -> None:
    """H10: who may do what is laid down."""
    send(client, "/channels/new", **FORM)
    offices.staff.put("Reg", ["registrator"], Actor(moderator="Eva Exempel", client="t"))
    offices.staff.put("Moa", ["moderator"], Actor(moderator="Eva Exempel", client="t"))
    login = Login()
    with app.create_app(offices, pairings, login, 48217).test_client() as other:
        send(other, "/login", code=login.code("Reg"))
        assert send(other, "/channels/1/edit", **FORM).status_code == 302
        decided = send(other, "/channels/1/decide", by="Reg", title="x", on="2026-01-01", act="approve")  # fmt: skip
        assert decided.status_code == 403
        send(other, "/login", code=login.code("Moa"))
        assert other.get("/channels/1", base_url=BASE).status_code == 200
        assert send(other, "/channels/1/edit", **FORM).status_code == 403
        assert other.get("/channels/new", base_url=BASE).status_code == 403
    assert status(offices.channels, 1) is Status.APPLIED
