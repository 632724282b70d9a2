"""window: disposal with its preview, verification, backup and health check, with progress (H9, A5, WCAG 2.1 AA)."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, Playwright, expect
from werkzeug.serving import make_server

from companion import app
from companion.desk import Desk
from companion.office import Offices
from companion.office.jobs import Jobs, Step
from companion.pairing import Pairings
from companion.register.people import Role
from companion.window.login import Login
from tests.browsers import axe, chromium
from tests.companion.exporting import export
from tests.companion.inside import read, send
from tests.companion.keeping import ACTOR, DECISION, later, settled
from tests.companion.samples import PICTURE, capture

PERSON = "Eva Exempel"


@pytest.fixture
def late(desk: Desk, tmp_path: Path) -> Offices:
    """The offices three years on: one entry came the whole way, one is registered, two are only saved."""
    offices = Offices.of(desk, tmp_path)
    entries = [settled(desk, id=str(number), text=f"nummer {number}") for number in range(4)]
    for entry in entries[:2]:
        offices.registration.register(entry, ACTOR, diarienummer=f"KS 2026/{entry}")
    export(desk, "pdf", entries[0])
    offices.handling.hold(settled(desk, id="held", text="spärrad"), ACTOR, "polisanmälan")
    desk.capture(capture(id="open", text="utfall okänt"), ACTOR, PICTURE)
    late = Offices.of(later(desk), tmp_path)
    late.staff.open(PERSON, [])
    return late


@pytest.fixture
def inside(late: Offices, pairings: Pairings) -> Iterator[FlaskClient]:
    login = Login()
    with app.create_app(late, pairings, login, 48217).test_client() as client:
        send(client, "/login", code=login.code(PERSON))
        yield client


def finished(offices: Offices, client: FlaskClient, answer: object) -> str:
    """The page of a job when it has ended."""
    assert answer.status_code == 302, answer.text  # type: ignore[attr-defined]
    offices.jobs.wait(30)
    return read(client, answer.headers["Location"])  # type: ignore[attr-defined]


def test_disposal_from_list_to_protocol(inside: FlaskClient, late: Offices) -> None:
    page = read(inside, "/disposal")
    for said in ("4 poster är mogna", DECISION, "Spärrade", "Utfall okänt", "2 poster utan"):
        assert said in page
    alone = read(inside, "/disposal/insult")
    assert "1 post kommer att gallras" in alone
    assert "nummer 0" in alone
    assert "nummer 1" not in alone
    both = read(inside, "/disposal/insult?undelivered_too=1")
    assert "2 poster kommer att gallras" in both
    told = {"decision": DECISION, "count": "2", "undelivered_too": "1"}
    page = finished(late, inside, send(inside, "/disposal/insult", **told))
    assert "2 poster är gallrade" in page
    number = late.disposal.all()[0].number
    protocol = inside.get(f"/disposals/{number}/protocol.pdf", base_url="http://127.0.0.1:48217")
    assert protocol.data.startswith(b"%PDF")
    assert late.disposal.all()[0].decided_by.moderator == PERSON
    assert f"Protokoll {number}" in read(inside, "/disposal")
    assert "Posten är gallrad" in read(inside, "/entries/1")


def test_a_list_that_changed_disposes_of_nothing(inside: FlaskClient, late: Offices) -> None:
    page = finished(late, inside, send(inside, "/disposal/insult", decision=DECISION, count="3"))
    assert "listan har ändrats" in page
    assert late.disposal.all() == []
    assert send(inside, "/disposal/insult", decision=DECISION).status_code == 400
    assert send(inside, "/disposal/nonsense", decision=DECISION, count="1").status_code == 400


def test_only_an_archivist_disposes(inside: FlaskClient, late: Offices) -> None:
    late.staff.put("Annan Admin", [Role.ADMINISTRATOR], ACTOR)
    late.staff.put(PERSON, [Role.MODERATOR, Role.REGISTRATOR], ACTOR)
    assert send(inside, "/disposal/insult", decision=DECISION, count="1").status_code == 403
    assert inside.get("/disposal", base_url="http://127.0.0.1:48217").status_code == 403
    assert "Gallring</a>" not in read(inside, "/keeping")
    assert late.disposal.all() == []


def test_verification_from_the_window_names_what_is_wrong(
    inside: FlaskClient, late: Offices, tmp_path: Path
) -> None:
    assert "Allt stämmer" in finished(late, inside, send(inside, "/keeping/verify"))
    sha256 = late.desk.register.entry(2).record_sha256
    (tmp_path / "vault" / sha256[:2] / sha256).write_bytes(b"{}")
    page = finished(late, inside, send(inside, "/keeping/verify"))
    assert "uppgiftsfilen till post 2 är skadad" in page
    assert "1 fel" in read(inside, "/keeping")


def test_a_backup_from_the_window(
    inside: FlaskClient, late: Offices, tmp_path_factory: pytest.TempPathFactory
) -> None:
    to = tmp_path_factory.mktemp("outside") / "b.zip"
    page = finished(late, inside, send(inside, "/keeping/backup", to=str(to)))
    assert "Säkerhetskopian är gjord" in page
    assert zipfile.is_zipfile(to)
    assert str(to) in read(inside, "/keeping")
    again = finished(late, inside, send(inside, "/keeping/backup", to=str(to)))
    assert "filen finns redan" in again
    assert send(inside, "/keeping/backup", to="b.zip").status_code == 400


def test_the_health_check_says_what_to_do(inside: FlaskClient, late: Offices) -> None:
    page = finished(late, inside, send(inside, "/keeping/health"))
    for said in ("Diskutrymme", "Ingen webbläsare är ansluten", "välj Anslut"):
        assert said in page


def test_one_thing_at_a_time(inside: FlaskClient, late: Offices) -> None:
    go = threading.Event()
    waiting = late.jobs.start("verify", lambda step: slow(step, go))
    try:
        assert send(inside, "/keeping/verify").status_code == 409
        assert "pågår" in read(inside, "/keeping")
        page = read(inside, f"/jobs/{waiting.number}")
        assert 'max="7" value="3"' in page
        told = inside.get(f"/jobs/{waiting.number}.json", base_url="http://127.0.0.1:48217")
        assert told.get_json() == {
            "over": False, "said": "Prövar bevisfiler", "done": 3, "total": 7,
        }  # fmt: skip
    finally:
        go.set()
    late.jobs.wait(5)
    assert "Klart" in read(inside, f"/jobs/{waiting.number}")


def slow(step: Step, go: threading.Event) -> None:
    step("checking_files", 3, 7)
    go.wait(20)


def test_a_job_that_breaks_says_so() -> None:
    jobs = Jobs()

    def broken(_: Step) -> object:
        raise ZeroDivisionError

    job = jobs.start("verify", broken)
    jobs.wait(5)
    assert job.error is not None
    assert job.error.code == "unexpected"


@pytest.fixture
def address(late: Offices, pairings: Pairings) -> Iterator[tuple[str, Login]]:
    login = Login()
    made = app.create_app(late, pairings, login, 0)
    server = make_server("127.0.0.1", 0, made, threaded=True)
    made.config["PORT"] = server.server_port
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    yield f"http://127.0.0.1:{server.server_port}/", login
    server.shutdown()
    serving.join(5)
    server.server_close()


@pytest.mark.parametrize(("scheme", "language"), [("light", "sv"), ("dark", "en")])
def test_every_page_is_accessible(
    playwright: Playwright,
    late: Offices,
    address: tuple[str, Login],
    tmp_path_factory: pytest.TempPathFactory,
    scheme: str,
    language: str,
) -> None:
    """By axe-core, at phone width too, and by keyboard from the due list to the protocol."""
    where, login = address
    late.backups.make(tmp_path_factory.mktemp("outside") / "old.zip", ACTOR)
    with chromium(playwright, color_scheme=scheme, locale=language) as page:
        page.goto(f"{where}login#{login.code(PERSON)}")
        expect(page.locator("header nav")).to_be_visible()
        for path in ("disposal", "disposal/insult?unregistered_too=1", "keeping"):
            page.goto(where + path)
            _good(page, path)
        page.goto(f"{where}disposal/insult")
        page.locator("form button.primary").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#job a.button")).to_be_visible()
        _good(page, "disposal done")
        for path in ("verify", "health"):
            page.goto(f"{where}keeping")
            page.locator(f"form[action='/keeping/{path}'] button").click()
            expect(page.locator("#job progress")).to_have_count(0)
            _good(page, path)
        page.goto(f"{where}disposal")
        expect(page.locator("#older")).to_be_visible()
        _good(page, "disposal after")
        _good_while_running(page, where, late)


def _good_while_running(page: Page, where: str, late: Offices) -> None:
    go = threading.Event()
    job = late.jobs.start("backup", lambda step: slow(step, go))
    page.goto(f"{where}jobs/{job.number}")
    expect(page.locator("#job progress")).to_be_visible()
    _good(page, "running")
    go.set()
    expect(page.locator("#job progress")).to_have_count(0)


def _good(page: Page, what: str) -> None:
    assert axe(page) == [], what
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), what
    page.set_viewport_size({"width": 1180, "height": 820})
