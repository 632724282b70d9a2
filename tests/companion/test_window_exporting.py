"""window: an export of many entries is followed, cancelled and fetched on its page (WCAG 2.1 AA)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Playwright, expect

from companion import app, settings
from companion.export import json_list
from companion.export.dossier import Making, Selection
from companion.export.formats import FORMATS
from companion.office import Offices
from companion.pairing import Pairings
from companion.register import Query
from companion.window.login import Login
from companion.window.views import exporting
from tests.browsers import axe, chromium
from tests.companion.inside import ACTOR, BASE, logged_in, read, saved, send, wait
from tests.companion.samples import PICTURE, capture


@pytest.fixture
def inside(offices: Offices, pairings: Pairings) -> Iterator[FlaskClient]:
    """Logged in."""
    login = Login()
    with app.create_app(offices, pairings, login, 48217).test_client() as client:
        send(client, "/login", code=login.code("Eva Exempel"))
        yield client


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
    """A running companion with thirty entries."""
    data = tmp_path_factory.mktemp("data")
    service = app.start(settings.load(data), 0)
    for number in range(30):
        service.desk.capture(capture(id=str(number), text=f"Text {number}"), ACTOR, PICTURE)
    serving = threading.Thread(target=service.run, daemon=True)
    serving.start()
    yield service
    service.stop()
    serving.join(5)


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
