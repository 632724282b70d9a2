"""window: what is on its way to the registrator (S10), and an export of many entries that is followed (WCAG 2.1 AA)."""

from __future__ import annotations

import html
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, Playwright, expect

from companion import app, settings
from companion.delivery import Mark, Parcel, Receipt
from companion.errors import HandoverBroken, ReceiverCannotTell, ReceiverRefused
from companion.export import json_list
from companion.export.dossier import Making, Selection
from companion.export.formats import FORMATS
from companion.office import Offices
from companion.office.courier import Courier
from companion.pairing import Pairings
from companion.register import Actor, Query
from companion.register.deliveries import DeliveryState
from companion.window.login import Login
from companion.window.views import exporting
from tests.browsers import axe, chromium
from tests.companion.samples import PICTURE, capture

BASE = "http://127.0.0.1:48217"
ACTOR = Actor(moderator="Eva Exempel", client="t")
TOLD = "[[receiver]]\nname = 'inkorg'\nkind = 'folder'\nfolder = '{}'\n"


ORDS = ("noll", "ett", "två")


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


def send(client: FlaskClient, path: str, **form: str) -> Any:
    return client.post(path, base_url=BASE, data=form, headers={"Origin": BASE})


def read(client: FlaskClient, path: str) -> str:
    return html.unescape(client.get(path, base_url=BASE).text)


def saved(offices: Offices, count: int = 1) -> list[int]:
    return [
        offices.desk.capture(capture(id=str(n), text=f"Text {ORDS[n]}"), ACTOR, PICTURE).entry
        for n in range(count)
    ]


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
    for said in ("skickad", "Leverans 1", "Lagd i utkorgen", "Skickad"):
        assert said in page
    assert "Inget väntar" in read(inside, "/deliveries")
    assert offices.desk.register.history(entry)[-1].actor == "Eva Exempel"


def test_a_selection_is_sent_as_one_delivery(inside: FlaskClient, offices: Offices) -> None:
    saved(offices, 3)
    assert "Skicka till" in read(inside, "/")
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
    assert "Skicka till" not in read(inside, "/?show=practice")


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


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Semaphore]:
    """An export as JSON goes on with an entry each time it is let through; and few are many."""
    let = threading.Semaphore(0)

    def slow(selection: Selection, making: Making, to: Path) -> None:
        class Slow(Selection):
            def __iter__(self) -> Any:
                for dossier in selection:
                    let.acquire(timeout=10)
                    yield dossier

        json_list.write(Slow([], single=False), making, to)

    monkeypatch.setitem(FORMATS, "json", FORMATS["json"]._replace(write=slow))
    monkeypatch.setattr(exporting, "MANY", 1)
    yield let
    let.release(1000)


def wait(holds: Callable[[], bool]) -> None:
    """Until it holds."""
    until = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_many_entries_are_written_beside_and_fetched_when_whole(
    inside: FlaskClient, offices: Offices, gate: threading.Semaphore
) -> None:
    saved(offices, 3)
    answer = inside.get("/export.json", base_url=BASE)
    assert answer.headers["Location"] == "/exports/1"
    again = inside.get("/export.json", base_url=BASE)
    assert again.headers["Location"] == "/exports/1", "asked for twice it is the same"
    assert 'aria-labelledby="export-name" max="3"' in read(inside, "/exports/1")
    gate.release(1)

    def told() -> Any:
        return inside.get("/exports/1.json", base_url=BASE).get_json()

    wait(lambda: bool(told()["done"]))
    assert told() == {"done": 1, "total": 3, "over": False}
    assert inside.get("/exports/1/file", base_url=BASE).status_code == 404
    gate.release(10)
    wait(lambda: offices.exports.one(1).over)
    made = offices.exports.one(1).made
    assert made is not None
    assert made.sha256 in read(inside, "/exports/1")
    file = inside.get("/exports/1/file", base_url=BASE)
    assert len(file.get_json()["entries"]) == 3
    assert [e.facts["sha256"] for e in offices.desk.register.told("exported")] == [made.sha256]


def test_a_cancelled_export_leaves_nothing(
    inside: FlaskClient, offices: Offices, gate: threading.Semaphore
) -> None:
    saved(offices, 3)
    inside.get("/export.json", base_url=BASE)
    export = offices.exports.one(1)
    gate.release(1)
    wait(lambda: export.done == 1)
    threading.Timer(0.2, gate.release, (1,)).start()
    assert send(inside, "/exports/1/cancel").headers["Location"] == "/exports/1"
    assert "Exporten avbröts." in read(inside, "/exports/1")
    assert not export.folder.exists()
    assert offices.desk.register.told("exported") == []


def test_when_the_program_ends_no_export_is_left(
    inside: FlaskClient, offices: Offices, gate: threading.Semaphore
) -> None:
    saved(offices, 2)
    first = offices.exports.begin("json", Query(), ACTOR)
    gate.release(5)
    wait(lambda: first.over)
    assert first.folder.exists()
    second = offices.exports.begin("csv", Query(text="Text"), ACTOR)
    offices.exports.close(5)
    assert not first.folder.exists()
    assert not second.folder.exists()
    assert inside.get("/exports/1", base_url=BASE).status_code == 404


def test_few_entries_come_at_once(inside: FlaskClient, offices: Offices) -> None:
    saved(offices, 2)
    assert len(inside.get("/export.json", base_url=BASE).get_json()["entries"]) == 2


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


def logged_in(page: Page, service: app.Service) -> None:
    code = service.login.code(service.settings.moderator)
    page.goto(f"{service.address}login#{code}")
    expect(page.get_by_role("table")).to_be_visible()


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


def test_an_export_shows_its_progress_and_gives_its_file(
    playwright: Playwright, service: app.Service, gate: threading.Semaphore
) -> None:
    with chromium(playwright, locale="sv") as page:
        logged_in(page, service)
        page.get_by_role("link", name="JSON").click()
        bar = page.get_by_role("progressbar", name="Filen skrivs")
        expect(bar).to_be_visible()
        assert axe(page) == []
        expect(bar).to_have_attribute("value", "0")
        gate.release(10)
        expect(bar).to_have_attribute("value", "10")
        expect(page.get_by_role("status").filter(has_text="poster")).to_contain_text("av 30")
        with page.expect_download() as file:
            gate.release(100)
        assert file.value.suggested_filename == "uppsikt.json"
        expect(page.get_by_role("heading", name="Filen är klar")).to_be_visible()
        assert axe(page) == []
        page.goto(service.address)
        page.get_by_role("link", name="CSV").click()
        expect(page.get_by_role("heading", name="Filen är klar")).to_be_visible()
