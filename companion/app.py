"""Makes the parts and puts them together: `create_app` for Flask, `Service` for a running companion."""

from __future__ import annotations

import http.client
import secrets
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any

import waitress
from flask import Flask, Request, Response, request
from flask_babel import Babel, get_locale
from waitress.server import BaseWSGIServer
from werkzeug.exceptions import HTTPException

from companion import api, policy, practice, window
from companion.contract import VERSION_HEADER
from companion.desk import Classifies, Desk
from companion.errors import ClassifierBroken, CompanionError, Language, PortTaken
from companion.office import Offices
from companion.office.courier import Courier
from companion.office.exporting import Exports
from companion.office.keeper import Keeper
from companion.pairing import Pairings
from companion.register import Actor, Register
from companion.settings import Settings
from companion.timestamp import Authority
from companion.vault import Vault

HOST = "127.0.0.1"

EXPORT_SECONDS = 2.0
"""Given to an export to notice that it is cancelled when the service is stopped."""

COURIER_SECONDS = 30.0
"""Given to what is being sent when the service is stopped; what is cut off is asked for at the next start."""


KEEPER_SECONDS = 5.0
"""Given to a verification, backup or disposal when the service is stopped; a disposal goes on at the next start."""


class _Request(Request):
    """Keeps uploaded pictures in memory: nothing of a comment is spooled to a temporary file."""

    def _get_file_stream(self, *_: Any, **__: Any) -> IO[bytes]:
        return BytesIO()


class _App(Flask):
    request_class = _Request


def create_app(offices: Offices, pairings: Pairings, login: window.Login, port: int) -> Flask:
    """The whole web side: API, window and practice page on one port of this computer."""
    desk = offices.desk
    app = _App("companion", static_folder=None, template_folder=None)
    app.config.update(
        PORT=port,
        SECRET_KEY=secrets.token_bytes(32),
        SESSION_COOKIE_NAME="uppsikt",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        MAX_CONTENT_LENGTH=api.MAX_BODY,
        MAX_FORM_MEMORY_SIZE=api.MAX_JSON,
        BABEL_TRANSLATION_DIRECTORIES=str(window.TRANSLATIONS),
    )
    Babel(app, default_locale=desk.language, locale_selector=lambda: _language(desk.language))
    api.guard(app)
    app.register_blueprint(api.blueprint(offices, pairings))
    app.register_blueprint(window.blueprint(offices, pairings, login))
    app.register_blueprint(practice.blueprint())
    app.register_error_handler(CompanionError, _problem)
    app.register_error_handler(HTTPException, lambda error: _problem(api.expected(error)))
    return app


def _language(default: Language) -> Language:
    return "en" if request.accept_languages.best_match(["sv", "en"], default) == "en" else "sv"


def _problem(error: CompanionError) -> Response:
    language: Language = "en" if str(get_locale()) == "en" else "sv"
    if request.path.startswith("/api/"):
        return api.problem(error, language)
    return window.problem(error, language)


@dataclass
class Service:
    """A companion that serves until it is stopped."""

    settings: Settings
    desk: Desk
    pairings: Pairings
    login: window.Login
    server: BaseWSGIServer
    address: str
    exports: Exports
    courier: Courier
    """Sends what is put in the outbox, as long as the service runs."""
    keeper: Keeper
    """Signs, and takes up what was cut off."""

    stopped: bool = False

    def __post_init__(self) -> None:
        self._carrying = threading.Thread(target=self.courier.run, daemon=True, name="courier")
        self._keeping = threading.Thread(target=self.keeper.run, daemon=True, name="keeper")

    def run(self) -> None:
        """Serve until `stop`."""
        self._carrying.start()
        self._keeping.start()
        try:
            self.server.run()
        except (OSError, ValueError):
            if not self.stopped:
                raise

    def stop(self) -> None:
        """Stop serving and let go of the register: the server's wait ends as its sockets are closed."""
        self.stopped = True
        self.courier.stop()
        self.server.close()
        self.exports.close(EXPORT_SECONDS)
        if self._carrying.is_alive():
            self._carrying.join(COURIER_SECONDS)
        self.keeper.stop(KEEPER_SECONDS)
        if self._keeping.is_alive():
            self._keeping.join(KEEPER_SECONDS)
        self.desk.register.close()


def make_desk(
    settings: Settings, *, window_url: str, classifier: Callable[[], Classifies | None]
) -> Desk:
    """A desk on the user's own register. Raises PolicyInvalid, StorageFailed."""
    return Desk(
        vault=Vault(settings.vault),
        register=Register(settings.database),
        rules=policy.InForce(policy.load(settings.policy)),
        practice_policy=policy.load("practice"),
        classifier=classifier,
        window_url=window_url,
        language=settings.language,
        archive=settings.archive,
        learn=settings.learn,
        authority=_authority(settings),
    )


def _authority(settings: Settings) -> Authority | None:
    if not settings.timestamp_url:
        return None
    return Authority(settings.timestamp_url, Path(settings.timestamp_roots))


def start(settings: Settings, port: int | None = None) -> Service:
    """Open the register, take the port and begin to load the classifier. Raises PortTaken, StorageFailed …"""
    number = settings.port if port is None else port
    listener = _listen(number)
    number = listener.getsockname()[1]
    address = f"http://{HOST}:{number}/"
    classifier = _in_background(lambda: _load_classifier(settings))
    desk = make_desk(settings, window_url=address, classifier=classifier)
    offices = Offices.of(desk, settings.data)
    pairings = Pairings(settings.pairings, settings.moderator)
    offices.staff.open(settings.moderator, (one.moderator for one in pairings.paired()))
    offices.rulebook.open(Actor(moderator=settings.moderator, client="start"))
    login = window.Login()
    server = waitress.create_server(
        create_app(offices, pairings, login, number),
        sockets=[listener],
        threads=8,
        ident=None,
        recv_bytes=2**20,
        inbuf_overflow=64 * 2**20,
        outbuf_overflow=64 * 2**20,
        max_request_body_size=api.MAX_BODY,
        clear_untrusted_proxy_headers=True,
    )
    courier = Courier(offices.outbox)
    keeper = Keeper(offices.disposal, offices.jobs)
    return Service(
        settings, desk, pairings, login, server, address, offices.exports, courier, keeper
    )


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(64)
    except OSError as error:
        listener.close()
        raise PortTaken(port=port, who=_who_sits_on(port)) from error
    return listener


def _who_sits_on(port: int) -> str:
    """Ask whoever answers on the port for its name."""
    asked = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        asked.request("GET", "/")
        answer = asked.getresponse()
    except (OSError, http.client.HTTPException):
        return "ett annat program"
    finally:
        asked.close()
    if version := answer.headers.get(VERSION_HEADER):
        return f"Uppsikt {version}, som redan körs"
    return answer.headers.get("Server") or "ett annat program"


def who_answers(port: int) -> str | None:
    """Who sits on a port of this computer; null: nobody."""
    try:
        socket.create_connection((HOST, port), timeout=2).close()
    except OSError:
        return None
    return _who_sits_on(port)


def model_name(settings: Settings) -> str:
    """Name and version of the pipeline in use. Raises ClassifierBroken."""
    try:
        return _load_classifier(settings).name
    except Exception as error:
        raise ClassifierBroken(reason=error) from error


def _load_classifier(settings: Settings) -> Classifies:
    """This computer's own pipeline if it has learnt one, else the shipped.

    Imported here, not above: spaCy takes seconds, and the window need not wait for it.
    """
    from companion.classify import Classifier

    own = settings.own_pipeline
    return Classifier.load(own if own.exists() else None, settings.own_contacts)


def _in_background(load: Callable[[], Classifies]) -> Callable[[], Classifies | None]:
    """Load in a thread of its own; asked before it is done, gives None. Raises ClassifierBroken if it failed."""
    loading: Future[Classifies] = Future()

    def work() -> None:
        try:
            loading.set_result(load())
        except Exception as error:  # noqa: BLE001 - whatever it was, comments must still be saved
            loading.set_exception(ClassifierBroken(reason=error))

    threading.Thread(target=work, daemon=True, name="classifier").start()
    return lambda: loading.result() if loading.done() else None
