"""The public list of channels, and the politicians' links on it (S12, S13, N6, A4, H4)."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from companion.desk import Desk
from companion.errors import ChannelRefused, NotFound
from companion.export.channel_list import FORMS, PublicList
from companion.office import Offices
from companion.office.channel_checks import checked_address
from companion.office.channels import ChannelOffice
from companion.register import Actor
from companion.register.channel_records import (
    Content,
    Link,
    Status,
    Version,
)
from tests.companion.samples import NOW
from tests.companion.test_channels import CONTENT, TERMS


@pytest.fixture
def office(offices: Offices) -> ChannelOffice:
    return offices.channels


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
