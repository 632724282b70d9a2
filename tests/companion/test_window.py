"""window: only for who has logged in, only from its own pages, and readable for all (WCAG 2.1 AA)."""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask.testing import FlaskClient
from playwright.sync_api import Page, Playwright, expect

from companion import app, policy, settings, window
from companion.contract import EntryState, PairClaim, PairRequest
from companion.desk import Desk
from companion.export.times import local
from companion.office import Offices
from companion.pairing import Pairings
from companion.register import Actor
from companion.window.login import MAX_FALSE, Login
from tests.browsers import axe, chromium
from tests.companion.samples import PICTURE, capture
from tests.companion.test_supervision import look, question

BASE = "http://127.0.0.1:48217"
WINDOW = Path(window.__file__).parent
ACTOR = Actor(moderator="Eva Exempel", client="t")


@pytest.fixture
def login() -> Login:
    return Login()


@pytest.fixture
def client(offices: Offices, pairings: Pairings, login: Login) -> Iterator[FlaskClient]:
    with app.create_app(offices, pairings, login, 48217).test_client() as client:
        yield client


@pytest.fixture
def inside(client: FlaskClient, login: Login) -> FlaskClient:
    answer = send(client, "/login", code=login.code("Eva Exempel"))
    assert answer.status_code == 302
    return client


def send(client: FlaskClient, path: str, origin: str = BASE, **form: str) -> Any:
    return client.post(path, base_url=BASE, data=form, headers={"Origin": origin})


def get(client: FlaskClient, path: str) -> Any:
    return client.get(path, base_url=BASE)


def addresses(client: FlaskClient) -> list[tuple[str, str]]:
    """Every page of the window but log-in and its static files."""
    rules = client.application.url_map.iter_rules()
    found = []
    for rule in rules:
        if rule.endpoint.startswith("window.") and rule.endpoint not in (
            "window.static",
            "window.log_in",
            "window.use_code",
        ):
            path = re.sub(r"<[^>]+>", "1", rule.rule)
            found += [(method, path) for method in (rule.methods or set()) & {"GET", "POST"}]
    return found


def test_every_page_needs_log_in(client: FlaskClient, desk: Desk) -> None:
    desk.capture(capture(), ACTOR, PICTURE)
    found = addresses(client)
    assert len(found) >= 12
    for method, path in found:
        answer = client.open(path, method=method, base_url=BASE, headers={"Origin": BASE})
        assert answer.status_code == 302, path
        assert answer.headers["Location"] == "/login"
        assert b"idiot" not in answer.data


def test_a_log_in_code_is_good_once(client: FlaskClient, login: Login) -> None:
    code = login.code("Eva Exempel")
    assert send(client, "/login", code=code.lower().replace("-", " ")).status_code == 302
    assert send(client, "/login", code=code).status_code == 403


def test_guessing_withdraws_the_codes(client: FlaskClient, login: Login) -> None:
    code = login.code("Eva Exempel")
    for _ in range(MAX_FALSE):
        assert send(client, "/login", code="AAAA-AAAA").status_code == 403
    assert send(client, "/login", code=code).status_code == 403


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_forms_of_other_sites_do_nothing(inside: FlaskClient, desk: Desk, origin: str) -> None:
    entry = desk.capture(capture(), ACTOR, PICTURE).entry
    answer = send(inside, f"/entries/{entry}/settle", origin=origin, state="deleted")
    assert answer.status_code == 403
    assert desk.register.entry(entry).state is EntryState.CAPTURED


def test_the_list_shows_and_searches(inside: FlaskClient, desk: Desk) -> None:
    desk.capture(capture(text="Snöröjningen <b>är</b> usel"), ACTOR, PICTURE)
    assert "Snöröjningen &lt;b&gt;är&lt;/b&gt; usel" in get(inside, "/").text
    assert "1 post" in get(inside, "/?q=röjning").text
    assert "Inget stämmer" in get(inside, "/?q=rojning").text


def test_an_entry_shows_content_sender_decision_picture_and_history(
    inside: FlaskClient, desk: Desk
) -> None:
    entry = desk.capture(capture(), ACTOR, PICTURE).entry
    page = get(inside, f"/entries/{entry}").text
    for part in (
        "Du är en idiot.",
        "Åke Påhittad",
        "Sidans regler",
        "Eva Exempel",
        "screenshot.png",
    ):
        assert part in page
    assert get(inside, f"/entries/{entry}/screenshot.png").data == PICTURE


def test_an_unknown_outcome_is_settled_by_hand(inside: FlaskClient, desk: Desk) -> None:
    entry = desk.capture(capture(), ACTOR, PICTURE).entry
    assert "Vad blev det av kommentaren?" in get(inside, f"/entries/{entry}").text
    assert send(inside, f"/entries/{entry}/settle", state="captured").status_code == 400
    assert send(inside, f"/entries/{entry}/settle", state="deleted").status_code == 302
    assert "Vad blev det" not in get(inside, f"/entries/{entry}").text
    assert desk.register.history(entry)[-1].actor == "Eva Exempel"


def test_documents_can_be_fetched(inside: FlaskClient, desk: Desk) -> None:
    entry = desk.capture(capture(), ACTOR, PICTURE).entry
    assert send(inside, f"/entries/{entry}/pdf").data.startswith(b"%PDF")
    assert "idiot" in get(inside, "/export.csv").text


def test_a_browser_is_approved_by_its_code_and_revoked(
    inside: FlaskClient, pairings: Pairings, offices: Offices
) -> None:
    """S3: in whose name a browser acts is one of the moderators, and nobody else's."""
    offices.staff.put("Anna Annorstädes", ["moderator"], ACTOR)
    offices.staff.put("Reg Registrator", ["registrator"], ACTOR)
    asked = PairRequest(browser="Edge 140", extension_version="0", code=None)
    offer = pairings.offer(asked, "chrome-extension://x")
    assert get(inside, "/waiting.json").get_json() == [offer.pairing_id]
    assert offer.code in get(inside, "/browsers").text
    for nobody in (" ", "Okänd Person", "Reg Registrator"):
        refused = send(inside, f"/browsers/{offer.pairing_id}/approve", moderator=nobody)
        assert refused.status_code == 403
    send(inside, f"/browsers/{offer.pairing_id}/approve", moderator="Anna Annorstädes")
    claim = PairClaim(pairing_id=offer.pairing_id, secret=offer.secret)
    assert pairings.claim(claim).moderator == "Anna Annorstädes"
    assert "Anna Annorstädes" in get(inside, "/browsers").text
    send(inside, f"/browsers/{offer.pairing_id}/revoke")
    assert pairings.paired() == []


def test_the_policy_in_force_is_shown_whole(inside: FlaskClient, desk: Desk) -> None:
    """S1 N4 N8 S7: every field is there to be read."""
    page = html.unescape(get(inside, "/policy").text)
    assert "Gäller här" in page
    assert "bara att dölja erbjuds" in page
    for said in texts_of(desk.policy.model_dump(exclude={"texts"}), "sv"):
        assert said in page
    assert html.unescape(desk.policy.notice("sv")) in page


@pytest.mark.parametrize("name", policy.presets())
def test_every_preset_can_be_previewed(inside: FlaskClient, name: str) -> None:
    page = html.unescape(get(inside, f"/policy/{name}").text)
    assert "gäller inte här" in page
    for said in texts_of(policy.load(name).model_dump(exclude={"texts"}), "sv"):
        assert said in page


def test_no_other_file_can_be_previewed(inside: FlaskClient) -> None:
    for name in ("grounds", "practice", "own.toml", "..%2Fgrounds"):
        assert get(inside, f"/policy/{name}").status_code == 404


def texts_of(part: Any, language: str) -> Iterator[str]:
    """Every text of a policy that is there to be read, in one language."""
    if isinstance(part, dict):
        chosen = [part[language]] if set(part) == {"sv", "en"} else part.values()
        for one in chosen:
            yield from texts_of(one, language)
    elif isinstance(part, str) and not isinstance(part, StrEnum):
        yield part


def test_what_is_not_there_is_said_as_a_page(inside: FlaskClient) -> None:
    answer = get(inside, "/entries/99")
    assert answer.status_code == 404
    assert "Det som söktes finns inte." in answer.text


def test_nothing_from_elsewhere_may_run(inside: FlaskClient) -> None:
    policy = get(inside, "/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_english_is_complete() -> None:
    methods = [("**.py", "python"), ("templates/**.html", "jinja2")]
    said = {message[2] for message in extract_from_dir(str(WINDOW), methods, keywords=_KEYWORDS)}
    with (WINDOW / "translations/en/LC_MESSAGES/messages.po").open("rb") as file:
        catalogue = read_po(file)
    translated = {message.id for message in catalogue if message.id and message.string}
    assert said == translated


_KEYWORDS: dict[str, Any] = {"_": None, "gettext": None, "ngettext": (1, 2)}


def test_english_is_shown_to_who_asks_for_it(inside: FlaskClient) -> None:
    answer = inside.get("/", base_url=BASE, headers={"Accept-Language": "en-GB,en"})
    assert "The register is empty" in answer.text
    assert 'lang="en"' in answer.text


def test_times_say_their_zone() -> None:
    moment = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
    assert re.fullmatch(r"2026-07-01 \d\d:00:00 \(UTC[+-]\d+\)", local(moment))


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[app.Service]:
    service = app.start(settings.load(tmp_path_factory.mktemp("data")), 0)
    serving = threading.Thread(target=service.run, daemon=True)
    serving.start()
    for number, state in enumerate([EntryState.HIDDEN, EntryState.FAILED, None]):
        entry = service.desk.capture(capture(id=str(number)), ACTOR, PICTURE).entry
        if state:
            service.desk.settle(entry, state, ACTOR)
    asked = PairRequest(browser="Edge 140", extension_version="0", code=None)
    service.pairings.offer(asked, "chrome-extension://x")
    yield service
    service.stop()
    serving.join(5)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_page_is_accessible(
    playwright: Playwright, service: app.Service, scheme: str, language: str
) -> None:
    """WCAG 2.1 AA, by axe-core, in light and dark, Swedish and English, and at phone width."""
    offices = Offices.of(service.desk, service.settings.data)
    offices.supervision.supervise(look(questions=[question(scheme + language)]), ACTOR)
    with chromium(playwright, color_scheme=scheme, locale=language) as page:
        page.goto(f"{service.address}login")
        assert axe(page) == []
        page.goto(f"{service.address}login#{service.login.code(service.settings.moderator)}")
        expect(page.get_by_role("table")).to_be_visible()
        expect(page.locator("#waiting")).to_be_visible()
        for path in (
            "", "?show=unsettled", "?q=zzz", "?author=zzz&order=oldest", "registering", "entries/3",
            "entries/99", "browsers", "policy", "policy/ale", "handbook", "people", "supervision",
            "unanswered", "statistics",
        ):  # fmt: skip
            page.goto(service.address + path)
            assert axe(page) == [], path
            _fits(page, path)


def _fits(page: Page, path: str) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    page.set_viewport_size({"width": 1180, "height": 820})


def test_everything_can_be_done_by_keyboard(playwright: Playwright, service: app.Service) -> None:
    with chromium(playwright, locale="sv") as page:
        page.goto(f"{service.address}login#{service.login.code(service.settings.moderator)}")
        expect(page.get_by_role("table")).to_be_visible()
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Till innehållet")).to_be_focused()
        page.goto(f"{service.address}entries/3")
        page.get_by_role("button", name="Dold").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".head .state")).to_have_text("dold")
