"""The first-run guide: once, in any order, never in the way of the register."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from companion import app, settings
from companion.contract import PairClaim, PairRequest
from companion.errors import BadRequest
from companion.office import Offices
from companion.office.guide import Guide, Standing, Step
from companion.pairing import Pairings
from companion.register import Actor
from companion.register.people import Role
from companion.window.login import Login
from tests.companion.inside import BASE, read, saved, send

LEFT = dict.fromkeys(Step, Standing.LEFT)


@pytest.fixture
def guide(offices: Offices) -> Guide:
    return offices.guide


@pytest.fixture
def login() -> Login:
    return Login()


@pytest.fixture
def client(offices: Offices, pairings: Pairings, login: Login) -> Iterator[FlaskClient]:
    with app.create_app(offices, pairings, login, 48217).test_client() as client:
        yield client


def where(client: FlaskClient, login: Login, name: str = "Eva Exempel") -> str:
    return str(send(client, "/login", code=login.code(name)).headers["Location"])


def test_it_is_shown_the_first_time_and_only_then(client: FlaskClient, login: Login) -> None:
    assert where(client, login) == "/guide"
    assert where(client, login) == "/"
    assert "4 steg återstår" in read(client, "/")


def test_who_has_entries_already_is_not_bothered(
    client: FlaskClient, login: Login, offices: Offices
) -> None:
    saved(offices)
    assert where(client, login) == "/"
    assert "återstår" not in read(client, "/")


def test_it_is_for_administrators(client: FlaskClient, login: Login, offices: Offices) -> None:
    offices.staff.put("Moa", ["moderator"], Actor(moderator="Eva Exempel", client="t"))
    assert where(client, login, "Moa") == "/"
    assert client.get("/guide", base_url=BASE).status_code == 403
    assert "återstår" not in read(client, "/")
    assert where(client, login) == "/guide"


def test_it_never_stands_in_the_way(client: FlaskClient, login: Login) -> None:
    """Nothing of it need be done: the register and every page open."""
    where(client, login)
    for path in ("/", "/browsers", "/policy", "/handbook", "/channels", "/people"):
        assert client.get(path, base_url=BASE).status_code == 200


def test_steps_are_skipped_found_again_and_done(
    client: FlaskClient, login: Login, guide: Guide, tmp_path: Path
) -> None:
    where(client, login)
    assert guide.standing(paired=False) == LEFT
    send(client, "/guide/skip", step="pair")
    send(client, "/guide/skip", step="policy")
    assert guide.standing(paired=False)[Step.PAIR] is Standing.SKIPPED
    assert guide.standing(paired=True)[Step.PAIR] is Standing.DONE
    assert "2 steg återstår" in read(client, "/")
    send(client, "/guide/policy", preset="ale")
    assert guide.standing(paired=False)[Step.POLICY] is Standing.DONE
    assert guide.desk.policy.name == "Ale kommun"
    assert settings.load(tmp_path).policy == "ale"
    assert guide.desk.register.told("policy_changed")[-1].facts["preset"] == "ale"
    send(client, "/guide/hide", hidden="yes")
    assert "återstår" not in read(client, "/")
    assert "Guiden" in read(client, "/handbook")
    send(client, "/guide/hide", hidden="no")
    assert "2 steg återstår" in read(client, "/")


def test_a_paired_browser_is_seen_not_asked_for(
    client: FlaskClient, login: Login, pairings: Pairings
) -> None:
    where(client, login)
    heading = 'id="pair">3. Anslut webbläsarens tillägg <span class="state guide-'
    assert f"{heading}left" in read(client, "/guide")
    offer = pairings.offer(
        PairRequest(browser="Edge", extension_version="0", code=None), "chrome-extension://x"
    )
    pairings.answer(offer.pairing_id, moderator="Eva Exempel")
    pairings.claim(PairClaim(pairing_id=offer.pairing_id, secret=offer.secret))
    assert f"{heading}done" in read(client, "/guide")


def test_the_authority_and_the_person_are_named(
    client: FlaskClient, login: Login, offices: Offices, tmp_path: Path
) -> None:
    """S3: who acts is a named person, also when the computer knows another name."""
    where(client, login)
    form = {"agency": "Exempelby kommun", "number": "212000-0000", "person": "Åsa  Ärlig"}
    assert send(client, "/guide/authority", **form).status_code == 302
    found = settings.load(tmp_path)
    assert (found.archive.agency, found.archive.agency_code) == ("Exempelby kommun", "212000-0000")
    assert found.moderator == "Åsa Ärlig"
    assert offices.staff.require("Åsa Ärlig", Role.ADMINISTRATOR).roles == set(Role)
    send(
        client, "/channels/politicians", name="P", party="X", seat="Y", address="https://x.example"
    )
    assert offices.desk.register.history()[-1].actor == "Åsa Ärlig"


@pytest.mark.parametrize(("agency", "number"), [("", ""), (" ", ""), ("Kommun", "12")])
def test_what_is_wrong_is_said_and_nothing_is_changed(
    client: FlaskClient, login: Login, tmp_path: Path, agency: str, number: str
) -> None:
    where(client, login)
    before = settings.load(tmp_path)
    answer = send(client, "/guide/authority", agency=agency, number=number, person="Bo")
    assert 'role="alert"' in answer.text
    assert settings.load(tmp_path) == before


def test_damaged_progress_costs_only_the_progress(guide: Guide, tmp_path: Path) -> None:
    guide.skip("pair")
    (tmp_path / "guide.json").write_text("{", "utf-8")
    assert guide.standing(paired=False) == LEFT
    with pytest.raises(BadRequest):
        guide.skip("annat")


def test_a_preset_is_told_with_what_it_has_of_its_own(client: FlaskClient, login: Login) -> None:
    where(client, login)
    page = read(client, "/guide")
    assert "2021.274" in page
    assert "Smedjebackens kommun" in page
