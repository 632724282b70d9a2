"""window: what is on its way to the registrator, and what a person decides of it (S10; WCAG 2.1 AA)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Playwright, expect

from companion import app, settings
from companion.delivery import Mark, Parcel, Receipt
from companion.errors import HandoverBroken, ReceiverCannotTell, ReceiverRefused
from companion.office import Offices
from companion.office.courier import Courier
from companion.pairing import Pairings
from companion.register.deliveries import DeliveryState
from companion.window.login import Login
from tests.browsers import axe, chromium
from tests.companion.inside import ACTOR, TOLD, logged_in, read, saved, send, wait
from tests.companion.samples import PICTURE, capture


class Uncertain:
    """A receiver of which nobody can know what it has."""

    answers_later = False

    def send(self, _: Parcel, handing_over: Callable[[], None]) -> Receipt:
        """Breaks."""
        handing_over()
        raise HandoverBroken(name="inkorg", reason="bröts")

    def ask(self, mark: Mark) -> Receipt | None:
        """Cannot tell."""
        raise ReceiverCannotTell(name="inkorg", reason="–", mark=mark.name)


class Refusing(Uncertain):
    """A receiver that says no."""

    def send(self, _: Parcel, __: Callable[[], None]) -> Receipt:
        """No."""
        raise ReceiverRefused(name="inkorg", reason="fel format")


@pytest.fixture
def inside(offices: Offices, pairings: Pairings, tmp_path: Path) -> Iterator[FlaskClient]:
    """Logged in, with one receiver."""
    (tmp_path / "inkorg").mkdir()
    (tmp_path / "receivers.toml").write_text(TOLD.format(tmp_path / "inkorg"), "utf-8")
    login = Login()
    with app.create_app(offices, pairings, login, 48217).test_client() as client:
        send(client, "/login", code=login.code("Eva Exempel"))
        yield client


def test_an_entry_is_sent_from_its_page_and_seen_on_it(
    inside: FlaskClient, offices: Offices
) -> None:
    (entry,) = saved(offices)
    assert "Skicka till" in read(inside, f"/entries/{entry}")
    assert send(inside, f"/entries/{entry}/send", receiver="inkorg").status_code == 302
    assert "väntar" in read(inside, "/deliveries")
    assert send(inside, f"/entries/{entry}/send", receiver="inkorg").status_code == 409
    Courier(offices.outbox).work()
    page = read(inside, f"/entries/{entry}")
    assert "Skicka till" not in page, "it is there already"
    for said in ("skickad", "Leverans 1", "Lagd i utkorgen", "Skickad"):
        assert said in page
    assert "Inget väntar" in read(inside, "/deliveries")
    assert offices.desk.register.history(entry)[-1].actor == "Eva Exempel"


def test_a_selection_is_sent_as_one_delivery(inside: FlaskClient, offices: Offices) -> None:
    saved(offices, 3)
    assert "Skicka 3 poster" in read(inside, "/")
    send(inside, "/send", receiver="inkorg", q="ett")
    (delivery,) = offices.outbox.deliveries.those()
    assert delivery.entries == [2]
    answer = send(inside, "/send", receiver="inkorg", q="finns inte")
    assert answer.status_code == 404
    assert "Inga poster stämmer" in answer.text


def test_a_practice_entry_offers_no_sending_and_is_not_sent(
    inside: FlaskClient, offices: Offices
) -> None:
    entry = offices.desk.capture(capture(platform="practice"), ACTOR, PICTURE).entry
    assert "Skicka till" not in read(inside, f"/entries/{entry}")
    assert send(inside, f"/entries/{entry}/send", receiver="inkorg").status_code == 422
    assert "Skicka urvalet till" not in read(inside, "/?show=practice")


def test_what_failed_says_why_and_is_tried_again_or_cancelled(
    inside: FlaskClient, offices: Offices
) -> None:
    (entry,) = saved(offices)
    send(inside, f"/entries/{entry}/send", receiver="inkorg")
    Courier(offices.outbox, lambda *_: Refusing()).work()
    page = read(inside, "/deliveries")
    assert "inkorg tog inte emot: fel format." in page
    assert "Försök igen" in page
    assert "Den har kommit fram" not in page
    assert "väntar på dig" in read(inside, "/")
    send(inside, "/deliveries/1/retry")
    assert offices.outbox.deliveries.one(1).state is DeliveryState.WAITING
    send(inside, "/deliveries/1/cancel")
    assert "avbruten" in read(inside, "/deliveries")
    assert "väntar på dig" not in read(inside, "/")
    assert send(inside, "/deliveries/1/retry").status_code == 409
    assert send(inside, "/deliveries/1/burn").status_code == 404
    assert send(inside, "/deliveries/9/retry").status_code == 404


def test_what_is_uncertain_is_decided_on_the_page(inside: FlaskClient, offices: Offices) -> None:
    (entry,) = saved(offices)
    send(inside, f"/entries/{entry}/send", receiver="inkorg")
    Courier(offices.outbox, lambda *_: Uncertain()).work()
    page = read(inside, "/deliveries")
    assert "Fråga mottagaren efter uppsikt-1-" in page
    assert "Den har kommit fram" in page
    send(inside, "/deliveries/1/vouch")
    assert offices.outbox.deliveries.one(1).state is DeliveryState.ACKNOWLEDGED


def test_a_broken_file_of_receivers_is_said_and_stops_nothing_else(
    inside: FlaskClient, offices: Offices, tmp_path: Path
) -> None:
    (entry,) = saved(offices)
    (tmp_path / "receivers.toml").write_text("[[receiver]]\nname = 'x'\n", "utf-8")
    assert "Mottagarna i" in read(inside, "/deliveries")
    assert "Skicka till" not in read(inside, f"/entries/{entry}")
    (tmp_path / "receivers.toml").unlink()
    assert "Ingen mottagare är inlagd" in read(inside, "/deliveries")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[app.Service]:
    """A running companion with deliveries in every state that a person sees."""
    data = tmp_path_factory.mktemp("data")
    inbox = data / "inkorg"
    inbox.mkdir()
    chosen = settings.load(data)
    path = data / "settings.toml"
    path.write_text(path.read_text("utf-8").replace('agency = ""', 'agency = "Exempelby"'), "utf-8")
    (data / "receivers.toml").write_text(TOLD.format(inbox), "utf-8")
    service = app.start(settings.load(data), 0)
    outbox = Offices.of(service.desk, chosen.data).outbox
    for number in range(30):
        service.desk.capture(capture(id=str(number), text=f"Text {number}"), ACTOR, PICTURE)
    for number, channel in enumerate([Uncertain(), Refusing()], 1):
        outbox.queue(number, "inkorg", ACTOR)
        Courier(outbox, lambda *_, now=channel: now).work()
    serving = threading.Thread(target=service.run, daemon=True)
    serving.start()
    yield service
    service.stop()
    serving.join(5)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible_and_a_delivery_is_sent_by_itself(
    playwright: Playwright, service: app.Service, scheme: str
) -> None:
    """The courier of the running companion does it, also at phone width."""
    entry = 3 if scheme == "light" else 4
    with chromium(playwright, color_scheme=scheme, locale="sv") as page:
        logged_in(page, service)
        page.goto(f"{service.address}entries/{entry}")
        assert axe(page) == []
        page.get_by_role("button", name="Skicka", exact=True).focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Leveranser")).to_be_visible()
        assert axe(page) == []
        page.set_viewport_size({"width": 360, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        wait(lambda: service.desk.register.history(entry)[-1].kind == "delivery_sent")
