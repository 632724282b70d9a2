"""Persons and roles: who acts is named (S3), and each may do what the roles say (S11, H10)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from companion import app
from companion.contract import CONTRACT_HEADER, PairClaim, PairRequest, contract_hash
from companion.errors import BadRequest, LastAdministrator, NotAllowed
from companion.office import Offices
from companion.office.staff import Staff
from companion.pairing import Pairings
from companion.register import Actor, Register
from companion.register.people import People, Role
from companion.window import permissions
from companion.window.login import Login
from tests.companion.samples import PICTURE, capture

BASE = "http://127.0.0.1:48217"
ACTOR = Actor(moderator="Eva Exempel", client="t")


@pytest.fixture
def staff(offices: Offices) -> Staff:
    return offices.staff


@pytest.fixture
def login() -> Login:
    return Login()


@pytest.fixture
def client(offices: Offices, pairings: Pairings, login: Login) -> Iterator[FlaskClient]:
    with app.create_app(offices, pairings, login, 48217).test_client() as client:
        yield client


def send(client: FlaskClient, path: str, **form: Any) -> Any:
    return client.post(path, base_url=BASE, data=form, headers={"Origin": BASE})


def let_in(client: FlaskClient, login: Login, name: str) -> None:
    assert send(client, "/login", code=login.code(name)).status_code == 302


def test_the_owner_may_everything_until_roles_are_given(register: Register) -> None:
    staff = Staff(People(register))
    staff.open("Eva Exempel", ["Bo Borta"])
    assert {one.name: one.roles for one in staff.all()} == {
        "Eva Exempel": frozenset(Role),
        "Bo Borta": {Role.MODERATOR},
    }
    staff.put("Bo Borta", ["administrator"], ACTOR)
    staff.put("Eva Exempel", ["moderator"], ACTOR)
    staff.open("Eva Exempel", ["Bo Borta"])
    assert staff.require("Eva Exempel", Role.MODERATOR).roles == {Role.MODERATOR}


def test_one_administrator_is_always_left(staff: Staff) -> None:
    with pytest.raises(LastAdministrator):
        staff.put("Eva Exempel", ["moderator"], ACTOR)
    with pytest.raises(LastAdministrator):
        staff.put("Eva Exempel", Role, ACTOR, active=False)
    assert staff.require("Eva Exempel", Role.ADMINISTRATOR).active


@pytest.mark.parametrize(
    ("name", "roles"),
    [(" ", ["moderator"]), ("Bo", []), ("Bo", ["chef"]), ("B" * 201, ["moderator"])],
)
def test_a_person_has_a_name_and_known_roles(staff: Staff, name: str, roles: list[str]) -> None:
    with pytest.raises(BadRequest):
        staff.put(name, roles, ACTOR)


def test_a_change_of_roles_is_an_event_without_the_name(staff: Staff, register: Register) -> None:
    staff.put("Ann-Marie Ek", ["archivist"], ACTOR)
    staff.put("Ann-Marie  Ek ", ["archivist"], ACTOR)
    staff.put("Ann-Marie Ek", ["archivist", "registrator"], ACTOR)
    kinds = [event.kind for event in register.history()]
    assert kinds == ["person_added", "person_added", "person_changed"]
    assert not any("Ek" in str(event.facts) for event in register.history())
    assert register.history()[-1].facts["roles"] == ["archivist", "registrator"]


def test_every_act_of_the_window_is_in_the_table_of_roles(client: FlaskClient) -> None:
    acts = {
        rule.endpoint.removeprefix("window.")
        for rule in client.application.url_map.iter_rules()
        if rule.endpoint.startswith("window.") and "POST" in (rule.methods or set())
    }
    assert acts <= set(permissions.ROLES)
    endpoints = {
        rule.endpoint.removeprefix("window.") for rule in client.application.url_map.iter_rules()
    }
    assert set(permissions.ROLES) <= endpoints


def test_a_page_refuses_those_whose_roles_are_others(
    client: FlaskClient, login: Login, staff: Staff
) -> None:
    staff.put("Moa Moderator", ["moderator"], ACTOR)
    let_in(client, login, "Moa Moderator")
    refused = client.get("/people", base_url=BASE)
    assert refused.status_code == 403
    assert "administratör" in refused.text
    assert send(client, "/people", name="Moa Moderator", role="administrator").status_code == 403
    assert staff.require("Moa Moderator", Role.MODERATOR).roles == {Role.MODERATOR}
    page = client.get("/", base_url=BASE)
    assert page.status_code == 200
    assert 'href="/people"' not in page.text


def test_roles_withdrawn_hold_at_once(client: FlaskClient, login: Login, staff: Staff) -> None:
    staff.put("Moa Moderator", ["moderator"], ACTOR)
    let_in(client, login, "Moa Moderator")
    staff.put("Moa Moderator", ["moderator"], ACTOR, active=False)
    assert client.get("/", base_url=BASE).headers["Location"] == "/login"


def test_an_administrator_gives_roles_and_codes(
    client: FlaskClient, login: Login, staff: Staff
) -> None:
    let_in(client, login, "Eva Exempel")
    send(client, "/people", name="Moa Moderator", role=["moderator", "registrator"])
    moa = staff.require("Moa Moderator", Role.REGISTRATOR)
    page = send(client, f"/people/{moa.id}/code")
    assert "Moa Moderator" in page.text
    code = page.text.split('class="code">')[1][:9]
    send(client, "/login", code=code)
    assert client.get("/people", base_url=BASE).status_code == 403


def test_a_browser_acts_only_for_a_moderator(
    client: FlaskClient, pairings: Pairings, staff: Staff
) -> None:
    """S3: whoever is no moderator any more cannot act through a browser that was paired before."""
    staff.put("Moa Moderator", ["moderator"], ACTOR)
    offer = pairings.offer(
        PairRequest(browser="Edge", extension_version="0", code=None), "chrome-extension://x"
    )
    pairings.answer(offer.pairing_id, moderator="Moa Moderator")
    token = pairings.claim(PairClaim(pairing_id=offer.pairing_id, secret=offer.secret)).token

    def hello() -> int:
        headers = {"Authorization": f"Bearer {token}", CONTRACT_HEADER: contract_hash()}
        return client.post("/api/hello", base_url=BASE, headers=headers, json={}).status_code

    assert hello() == 200
    staff.put("Moa Moderator", ["registrator"], ACTOR)
    assert hello() == 403
    with pytest.raises(NotAllowed):
        staff.require("Moa Moderator", Role.MODERATOR)


def test_a_marked_entry_is_for_those_who_register_archive_or_made_it(
    client: FlaskClient, login: Login, offices: Offices
) -> None:
    """OSL 5:5: a marking shows that there is reason to look closer; others see only that the entry is there."""
    for name, role in (("Moa Moderator", "moderator"), ("Arvid Arkivarie", "archivist")):
        offices.staff.put(name, [role], ACTOR)
    receipt = offices.desk.capture(capture(), ACTOR, PICTURE)
    entry = offices.desk.register.by_capture(receipt.capture_id)
    assert entry is not None
    marking = {"provision": "OSL 26 kap. 1 §", "on": "2026-11-21", "authority": "Socialnämnden"}
    let_in(client, login, "Eva Exempel")
    assert send(client, f"/entries/{entry.id}/secrecy", **marking).status_code == 302
    page = f"/entries/{entry.id}"
    for name, seen in (("Eva Exempel", True), ("Arvid Arkivarie", True), ("Moa Moderator", False)):
        let_in(client, login, name)
        assert "Får kommunalrådet aldrig nog?" not in client.get("/", base_url=BASE).text
        for path in (page, f"{page}/screenshot.png"):
            assert client.get(path, base_url=BASE).status_code == (200 if seen else 403)
        for path in (f"{page}/print", f"{page}/pdf"):
            if not seen:
                assert send(client, path).status_code == 403
