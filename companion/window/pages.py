"""The window's addresses: log-in, the list, an entry, the browsers, the policy, the handbook."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec

from flask import (
    Blueprint,
    Response,
    jsonify,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import get_locale, gettext
from werkzeug.wrappers import Response as BaseResponse

from companion import policy as policies
from companion.contract import Category, EntryState
from companion.desk import Desk
from companion.errors import BadRequest, CompanionError, ForeignOrigin, Language, NotFound
from companion.export.times import local
from companion.export.words import WORDS
from companion.pairing import Pairings
from companion.policy import Policy, text
from companion.register import Actor, Query
from companion.window.download import download
from companion.window.login import Login

HERE = Path(__file__).parent
TRANSLATIONS = HERE / "translations"
HANDBOOK = HERE.parent / "handbook" / "handbok.html"
PAGE = 50
"""Entries on a page of the list."""

DOCUMENTS = {"pdf": "PDF/A", "eark": "E-ARK", "fgs12": "FGS 1.2", "eml": ".eml"}
"""How an entry can be fetched, with the format's name."""

LISTS = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"} | DOCUMENTS
"""How a selection can be fetched."""

SETTLING = (EntryState.HIDDEN, EntryState.DELETED, EntryState.VANISHED, EntryState.FAILED)
"""What a person may say became of a comment."""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

P = ParamSpec("P")
View = Callable[P, "str | BaseResponse"]


def blueprint(desk: Desk, pairings: Pairings, login: Login) -> Blueprint:
    """All pages; each but log-in and its own static files needs a session."""
    pages = Blueprint(
        "window",
        __name__,
        static_folder="static",
        static_url_path="/static",
        template_folder="templates",
    )
    pages.add_app_template_filter(local)
    pages.before_request(_same_site)
    pages.after_request(_protect)
    pages.context_processor(lambda: _common(desk))
    _log_in(pages, login)
    actor = Actor(moderator=pairings.moderator, client="fönstret")
    _register(pages, desk, actor)
    _entry(pages, desk, actor)
    _browsers(pages, pairings, login)
    _policies(pages, desk)
    return pages


def problem(error: CompanionError, language: Language) -> Response:
    """An error as a page."""
    page = render_template("problem.html", words=error.words(language), **_reader())
    return _protect(Response(page, status=error.status))


def _same_site() -> None:
    if request.method in ("GET", "HEAD"):
        return
    origin = request.headers.get("Origin")
    if origin != request.host_url.rstrip("/"):
        raise ForeignOrigin(origin=origin or "okänt håll")


def _protect(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Frame-Options"] = "DENY"
    return response


def _reader() -> dict[str, object]:
    language: Language = "en" if str(get_locale()) == "en" else "sv"
    return {"language": language, "terms": WORDS[language]}


def _common(desk: Desk) -> dict[str, object]:
    if not session.get("in"):
        return _reader()
    return _reader() | {"unsettled": desk.entries(Query(unsettled=True, limit=1)).total}


def _inside(view: View[P]) -> View[P]:
    """Only for who has logged in."""

    @functools.wraps(view)
    def guarded(*arguments: P.args, **named: P.kwargs) -> str | BaseResponse:
        if not session.get("in"):
            return redirect(url_for("window.log_in"))
        return view(*arguments, **named)

    return guarded


def _log_in(pages: Blueprint, login: Login) -> None:
    @pages.get("/login")
    def log_in() -> str:
        return render_template("login.html", refused=False)

    @pages.post("/login")
    def use_code() -> str | BaseResponse | tuple[str, int]:
        if not login.use(request.form.get("code", "")):
            return render_template("login.html", refused=True), 403
        session["in"] = True
        return redirect(url_for("window.register"))


def _register(pages: Blueprint, desk: Desk, actor: Actor) -> None:
    @pages.get("/")
    @_inside
    def register() -> str:
        query = _query()
        return render_template(
            "register.html",
            page=desk.entries(query),
            query=query,
            categories=list(Category),
            exports=LISTS,
        )

    @pages.get("/export.<form>")
    @_inside
    def export(form: str) -> BaseResponse:
        return download(desk, form, _query(), actor)

    @pages.get("/handbook")
    @_inside
    def handbook() -> str:
        return render_template("handbook.html", handbook=HANDBOOK.read_text("utf-8"))


def _query() -> Query:
    asked = request.args
    category = asked.get("category", "")
    before = asked.get("before", "")
    return Query(
        text=asked.get("q", "").strip(),
        unsettled=asked.get("show") == "unsettled",
        practice=asked.get("show") == "practice",
        category=Category(category) if category in set(Category) else None,
        limit=PAGE,
        before=int(before) if before.isdecimal() else None,
    )


def _entry(pages: Blueprint, desk: Desk, actor: Actor) -> None:
    @pages.get("/entries/<int:entry_id>")
    @_inside
    def entry(entry_id: int) -> str:
        found, history = desk.entry(entry_id)
        policy = desk.policy_of(found)
        return render_template(
            "entry.html",
            entry=found,
            history=history,
            ground=policy.grounds[found.ground],
            settling=SETTLING,
            exports=DOCUMENTS,
        )

    @pages.get("/entries/<int:entry_id>/screenshot.png")
    @_inside
    def screenshot(entry_id: int) -> BaseResponse:
        return Response(desk.picture(entry_id), mimetype="image/png")

    @pages.post("/entries/<int:entry_id>/settle")
    @_inside
    def settle(entry_id: int) -> BaseResponse:
        state = request.form.get("state", "")
        if state not in {one.value for one in SETTLING}:
            raise BadRequest(reason=gettext("utfallet saknas"))
        desk.settle(entry_id, EntryState(state), actor)
        return redirect(url_for("window.entry", entry_id=entry_id))

    @pages.post("/entries/<int:entry_id>/<form>")
    @_inside
    def export_entry(entry_id: int, form: str) -> BaseResponse:
        return download(desk, form, entry_id, actor)


def _browsers(pages: Blueprint, pairings: Pairings, login: Login) -> None:
    @pages.get("/browsers")
    @_inside
    def browsers() -> str:
        return render_template("browsers.html", pairings=pairings, login_code=None)

    @pages.post("/browsers/login-code")
    @_inside
    def login_code() -> str:
        return render_template("browsers.html", pairings=pairings, login_code=login.code())

    @pages.post("/browsers/<pairing_id>/approve")
    @_inside
    def approve(pairing_id: str) -> BaseResponse:
        moderator = request.form.get("moderator", "").strip()
        if not moderator:
            raise BadRequest(reason=gettext("namnet på den som modererar saknas"))
        pairings.answer(pairing_id, moderator=moderator[:200])
        return redirect(url_for("window.browsers"))

    @pages.post("/browsers/<pairing_id>/refuse")
    @_inside
    def refuse(pairing_id: str) -> BaseResponse:
        pairings.answer(pairing_id, moderator=None)
        return redirect(url_for("window.browsers"))

    @pages.post("/browsers/<pairing_id>/revoke")
    @_inside
    def revoke(pairing_id: str) -> BaseResponse:
        pairings.revoke(pairing_id)
        return redirect(url_for("window.browsers"))

    @pages.get("/waiting.json")
    @_inside
    def waiting() -> BaseResponse:
        return jsonify([one.id for one in pairings.waiting()])


def _policies(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/policy")
    @_inside
    def policy() -> str:
        return _policy_page(desk.policy, shown=None)

    @pages.get("/policy/<name>")
    @_inside
    def preset(name: str) -> str:
        if name not in policies.presets():
            raise NotFound
        return _policy_page(policies.load(name), shown=name)


def _policy_page(shown_policy: Policy, shown: str | None) -> str:
    return render_template(
        "policy.html",
        policy=shown_policy,
        shown=shown,
        in_force=shown is None,
        presets={name: policies.load(name).name for name in policies.presets()},
        categories=list(Category),
        police=text.POLICE,
        retention=text.retention,
        hours=text.hours,
    )
