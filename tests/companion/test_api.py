"""api: who may ask, in which form, and what they are told when they may not."""

from __future__ import annotations

import io
import json
import logging
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from companion import app, settings, window
from companion.contract import (
    CONTRACT_HEADER,
    ROUTES,
    VERSION_HEADER,
    CaptureRequest,
    PairClaim,
    PairRequest,
    Route,
    contract_hash,
)
from companion.desk import Desk
from companion.errors import PortTaken
from companion.office import Offices
from companion.pairing import Pairings
from companion.register import Query
from tests.companion.samples import PICTURE, capture, comment

PORT = 48217
BASE = f"http://127.0.0.1:{PORT}"
ORIGIN = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"
PAIRED = [route for route in ROUTES if route.paired]


@pytest.fixture
def client(offices: Offices, pairings: Pairings) -> Iterator[FlaskClient]:
    with app.create_app(offices, pairings, window.Login(), PORT).test_client() as client:
        yield client


@pytest.fixture
def token(pairings: Pairings) -> str:
    request = PairRequest(browser="Chromium 156", extension_version="0", code=pairings.start_code())
    offer = pairings.offer(request, ORIGIN)
    claim = PairClaim(pairing_id=offer.pairing_id, secret=offer.secret)
    return str(pairings.claim(claim).token)


def headers(token: str | None, **changes: str) -> dict[str, str]:
    found = {CONTRACT_HEADER: contract_hash(), "Origin": ORIGIN}
    if token:
        found["Authorization"] = f"Bearer {token}"
    return {name: value for name, value in (found | changes).items() if value}


def post(
    client: FlaskClient, path: str, body: Any, token: str | None, **changes: str
) -> TestResponse:
    return client.post(
        path, base_url=BASE, data=json.dumps(body), headers=headers(token, **changes)
    )


def send_capture(
    client: FlaskClient,
    token: str,
    image: bytes | None = PICTURE,
    asked: CaptureRequest | None = None,
) -> TestResponse:
    form: dict[str, Any] = {"request": (asked or capture(image=image)).model_dump_json()}
    if image is not None:
        form["screenshot"] = FileStorage(io.BytesIO(image), "screenshot.png")
    boundary, body = encode_multipart(form)
    kind = f"multipart/form-data; boundary={boundary}"
    return client.post(
        "/api/capture", base_url=BASE, data=body, content_type=kind, headers=headers(token)
    )


def code(response: TestResponse) -> str:
    body = response.get_json()
    assert set(body) == {"code", "what", "kept", "now"}
    return str(body["code"])


@pytest.mark.parametrize("route", PAIRED, ids=lambda route: route.name)
def test_every_route_but_pairing_needs_the_token(client: FlaskClient, route: Route) -> None:
    for wrong in (None, "x" * 43):
        answer = post(client, route.path, {}, wrong)
        assert (answer.status_code, code(answer)) == (401, "token_refused")


@pytest.mark.parametrize("route", PAIRED, ids=lambda route: route.name)
def test_a_token_in_the_address_is_no_token(client: FlaskClient, token: str, route: Route) -> None:
    assert post(client, f"{route.path}?token={token}", {}, None).status_code == 401


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_another_contract_is_told_at_once(client: FlaskClient, token: str, route: Route) -> None:
    answer = post(client, route.path, {}, token, **{CONTRACT_HEADER: "0" * 64})
    assert (answer.status_code, code(answer)) == (409, "contract_mismatch")


@pytest.mark.parametrize(
    "origin", ["https://www.facebook.com", "null", "http://127.0.0.1:48217", "moz-extension://x"]
)
def test_a_foreign_origin_is_refused_even_with_the_token(
    client: FlaskClient, token: str, origin: str
) -> None:
    answer = post(client, "/api/hello", {}, token, Origin=origin)
    assert (answer.status_code, code(answer)) == (403, "origin_refused")
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_no_origin_is_fine_for_the_token_counts(client: FlaskClient, token: str) -> None:
    assert post(client, "/api/hello", {}, token, Origin="").status_code == 200


def test_cors_is_for_paired_extensions_only(client: FlaskClient, token: str) -> None:
    answer = post(client, "/api/hello", {}, token)
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_only_an_extension_may_ask_to_be_paired(client: FlaskClient, origin: str) -> None:
    body = {"browser": "x", "extension_version": "0", "code": None}
    assert code(post(client, "/api/pair", body, None, Origin=origin)) == "origin_refused"
    assert post(client, "/api/pair", body, None).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:1", "127.0.0.1", "[::1]:48217"])
def test_another_host_is_refused(client: FlaskClient, host: str) -> None:
    """DNS rebinding: the name in the address must be this computer's."""
    for path in ("/api/hello", "/login", "/practice/"):
        with client.get(path, base_url=BASE, headers={"Host": host}) as answer:
            assert answer.status_code == 403


def test_every_answer_says_who_answers(client: FlaskClient) -> None:
    for path in ("/api/hello", "/login", "/practice/", "/nowhere"):
        with client.get(path, base_url=BASE) as answer:
            assert answer.headers[VERSION_HEADER]
            assert answer.headers[CONTRACT_HEADER] == contract_hash()


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"comments": 1}', b'{"comments": [], "more": 1}', b"\xff\xfe"]
)
def test_a_body_of_another_form_is_a_clear_error(
    client: FlaskClient, token: str, body: bytes
) -> None:
    answer = client.post("/api/classify", base_url=BASE, data=body, headers=headers(token))
    assert (answer.status_code, code(answer)) == (400, "bad_request")


@hypothesis_settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None
)
@given(body=st.binary(max_size=400))
def test_no_body_breaks_the_api(client: FlaskClient, token: str, body: bytes) -> None:
    for route in ROUTES:
        answer = client.post(route.path, base_url=BASE, data=body, headers=headers(token))
        assert answer.status_code in (200, 400)


def test_a_body_over_the_limit_is_refused(client: FlaskClient, token: str, desk: Desk) -> None:
    answer = send_capture(client, token, b"\0" * (41 * 2**20))
    assert (answer.status_code, code(answer)) == (413, "too_large")
    assert desk.entries(Query()).total == 0


def test_a_large_record_passes(client: FlaskClient, token: str) -> None:
    image = PICTURE + b"\0" * (20 * 2**20)
    assert send_capture(client, token, image).status_code == 200


def test_capture_gives_a_receipt(client: FlaskClient, token: str, desk: Desk) -> None:
    answer = send_capture(client, token)
    assert answer.status_code == 200
    entry = desk.register.entry(answer.get_json()["entry"])
    assert entry.moderator == "Eva Exempel"


def test_errors_are_in_the_readers_language(client: FlaskClient) -> None:
    swedish = post(client, "/api/hello", {}, None, **{"Accept-Language": "sv-SE,sv;q=0.9"})
    english = post(client, "/api/hello", {}, None, **{"Accept-Language": "en-GB"})
    assert "ansluten" in swedish.get_json()["what"]
    assert "connected" in english.get_json()["what"]


def test_get_is_no_way_in(client: FlaskClient, token: str) -> None:
    answer = client.get("/api/hello", base_url=BASE, headers=headers(token))
    assert code(answer) == "bad_request"


def test_nothing_secret_is_logged(
    client: FlaskClient,
    token: str,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    post(client, "/api/hello", {}, token)
    post(client, "/api/hello", {}, token, Origin="https://evil.example")
    send_capture(client, token)
    told = caplog.text + "".join(capfd.readouterr())
    assert token not in told
    assert "idiot" not in told


def test_a_stranger_on_the_port_is_named(tmp_path: Path) -> None:
    chosen = settings.load(tmp_path / "data")
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        port = stranger.getsockname()[1]
        stranger.settimeout(0.01)
        with pytest.raises(PortTaken) as caught:
            app.start(chosen, port)
    assert str(port) in str(caught.value)
    assert "ett annat program" in str(caught.value)


def test_a_fault_of_our_own_is_said_as_one(client: FlaskClient, token: str, desk: Desk) -> None:
    desk.register.close()

    def broken(*_: object) -> None:
        raise RuntimeError("du är en idiot")

    object.__setattr__(desk.register, "known", broken)
    client.application.testing = False
    answer = post(client, "/api/known", {"platform": "facebook", "comment_ids": []}, token)
    assert (answer.status_code, code(answer)) == (500, "unexpected")
    assert "idiot" not in answer.text


NOW = "2026-11-21T11:00:00Z"
REPLY = {"reply": "question", "placed": "field", "text": "Tack!", "used_at": NOW}
WITHOUT_REMOVAL: dict[str, Any] = {"category": None, "ground": None, "act": "register"}


@pytest.mark.parametrize("kind", ["comment", "thread", "message"])
def test_what_is_saved_without_removal_goes_all_the_way(
    client: FlaskClient, token: str, desk: Desk, kind: str
) -> None:
    """S9, H7, S10 over the API, and after it S5, S8, S7 and what the page showed later."""
    said = {"comments": [comment(id="c1").model_dump(mode="json")], "counted": 2, "order": None}
    thread = said if kind == "thread" else None
    asked = capture(kind=kind, thread=thread, decision=WITHOUT_REMOVAL)
    receipt = send_capture(client, token, asked=asked).get_json()
    assert (receipt["act"], receipt["state"]) == ("register", "remains")
    which = {"capture_id": receipt["capture_id"]}
    at = {"answered_at": "2026-11-21T12:00:00+01:00", "reference": None}
    for path, body, state in (
        ("/api/ask", which | {"colleague": "Bo", "question": "Vems är det?"}, "remains"),
        ("/api/forward", which | {"to": "VA", "note": None}, "remains"),
        ("/api/reply", which | REPLY, "remains"),
        ("/api/answered", which | at, "remains"),
        ("/api/noticed", which | {"change": "edited", "seen_at": NOW, "text_sha256": None}, "remains"),
        ("/api/noticed", which | {"change": "vanished", "seen_at": NOW, "text_sha256": None}, "vanished"),
    ):  # fmt: skip
        answer = post(client, path, body, token)
        assert (answer.status_code, answer.get_json()["state"]) == (200, state)
    assert [(one.kind, one.actor) for one in desk.register.history(receipt["entry"])] == [
        (kind, "Eva Exempel")
        for kind in (
            "captured",
            "review_asked",
            "forwarded",
            "reply_used",
            "answered",
            "noticed",
            "noticed",
        )
    ]
    assert (
        post(client, "/api/ask", which | {"colleague": "", "question": "x"}, token).status_code
        == 400
    )
