"""JSON for the extension: the contract's routes, and the guard before them.

Every request must name our Host; every one but pairing must carry a paired token in the Authorization header;
an Origin, where the browser sends one, must be that pairing's. Nothing here logs a header or a body.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from flask import Blueprint, Flask, Response, current_app, request
from flask_cors.core import get_cors_options, set_cors_headers
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from companion import __version__
from companion.contract import (
    CONTRACT_HEADER,
    ROUTES,
    VERSION_HEADER,
    PairClaim,
    PairRequest,
    Problem,
    Route,
    Shape,
    contract_hash,
)
from companion.errors import (
    BadRequest,
    CompanionError,
    ContractMismatch,
    ForeignHost,
    ForeignOrigin,
    Language,
    NotFound,
    NotPaired,
    TooLarge,
    Unexpected,
)
from companion.office import Offices
from companion.pairing import Pairing, Pairings
from companion.register import Actor
from companion.register.people import Role

MAX_BODY = 40 * 1024 * 1024
"""Bytes of one request."""

MAX_JSON = 24 * 1024 * 1024
"""Bytes of the JSON part of a request with a picture."""

EXTENSIONS = ("chrome-extension://", "moz-extension://")
"""Only an extension may ask to be paired."""


def blueprint(offices: Offices, pairings: Pairings) -> Blueprint:
    """The API's routes, made from the contract's table."""
    api = Blueprint("api", __name__)
    for route in ROUTES:
        view = (
            _paired_view(route, offices, pairings) if route.paired else _pair_view(route, pairings)
        )
        api.add_url_rule(route.path, route.name, view, methods=[route.method])
    api.after_request(lambda response: _finish(response, pairings))
    return api


def _pair_view(route: Route, pairings: Pairings) -> Callable[[], Response]:
    def view() -> Response:
        _same_contract()
        origin = request.headers.get("Origin")
        if origin is not None and not origin.startswith(EXTENSIONS):
            raise ForeignOrigin(origin=origin)
        asked = _parsed(route)
        if isinstance(asked, PairRequest):
            return _json(pairings.offer(asked, origin))
        return _json(pairings.claim(cast(PairClaim, asked)))

    return view


def _paired_view(route: Route, offices: Offices, pairings: Pairings) -> Callable[[], Response]:
    act = getattr(getattr(offices, route.office), route.name)

    def view() -> Response:
        pairing = _pairing(pairings)
        _same_contract()
        offices.staff.require(pairing.moderator, Role.MODERATOR)
        actor = Actor(moderator=pairing.moderator, client=pairing.browser)
        asked = _parsed(route)
        if route.picture:
            sent = request.files.get("screenshot")
            return _json(act(asked, actor, sent.read() if sent else None))
        return _json(act(asked, actor))

    return view


def _pairing(pairings: Pairings) -> Pairing:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme != "Bearer" or not token:
        raise NotPaired
    pairing = pairings.check(token)
    origin = request.headers.get("Origin")
    if origin is not None and origin != pairing.origin:
        raise ForeignOrigin(origin=origin)
    return pairing


def _same_contract() -> None:
    if request.headers.get(CONTRACT_HEADER) != contract_hash():
        raise ContractMismatch


def _parsed(route: Route) -> Shape:
    body = request.form.get("request", "") if route.picture else request.get_data()
    try:
        return route.request.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or route.name
        raise BadRequest(reason=f"{where}: {first['msg']}") from error


def _json(shape: Shape) -> Response:
    return Response(shape.model_dump_json(), mimetype="application/json")


def _finish(response: Response, pairings: Pairings) -> Response:
    origins = [one.origin for one in pairings.paired() if one.origin]
    set_cors_headers(response, get_cors_options(current_app, {"origins": origins}))
    return response


def guard(app: Flask) -> None:
    """Before every request of the whole app: is it meant for us? After: say who we are."""

    @app.before_request
    def _host() -> None:
        name, _, port = request.host.partition(":")
        if name not in ("127.0.0.1", "localhost") or port != str(app.config["PORT"]):
            raise ForeignHost

    @app.after_request
    def _headers(response: Response) -> Response:
        response.headers[VERSION_HEADER] = __version__
        response.headers[CONTRACT_HEADER] = contract_hash()
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers.setdefault("Referrer-Policy", "same-origin")
        return response


def problem(error: CompanionError, language: Language) -> Response:
    """An error as JSON."""
    words = error.words(language)
    body = Problem(code=error.code, what=words.what, kept=words.kept, now=words.now)
    return Response(body.model_dump_json(), status=error.status, mimetype="application/json")


def expected(error: HTTPException) -> CompanionError:
    """The framework's own errors in our words."""
    if isinstance(error, RequestEntityTooLarge):
        return TooLarge(limit_mb=MAX_BODY // 2**20)
    if error.code == 404:
        return NotFound()
    if error.code == 500:
        return Unexpected()
    return BadRequest(reason=error.name)
