"""Channels by their forms in the window, and who may use them (S12, N6, H10)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from flask.testing import FlaskClient

from companion import app
from companion.office import Offices
from companion.pairing import Pairings
from companion.register import Actor
from companion.register.channel_records import (
    Approval,
    Status,
)
from companion.window.login import Login
from tests.companion.inside import BASE, read, send
from tests.companion.test_channels import status


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
