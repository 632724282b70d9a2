"""The browsers that may ask: approve, refuse, revoke."""

from __future__ import annotations

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from companion.errors import BadRequest
from companion.pairing import Pairings
from companion.window.guard import inside
from companion.window.login import Login


def add(pages: Blueprint, pairings: Pairings, login: Login) -> None:
    """Pairing, and codes for logging in from another browser."""

    @pages.get("/browsers")
    @inside
    def browsers() -> str:
        return render_template("browsers.html", pairings=pairings, login_code=None)

    @pages.post("/browsers/login-code")
    @inside
    def login_code() -> str:
        return render_template("browsers.html", pairings=pairings, login_code=login.code())

    @pages.post("/browsers/<pairing_id>/approve")
    @inside
    def approve(pairing_id: str) -> BaseResponse:
        moderator = request.form.get("moderator", "").strip()
        if not moderator:
            raise BadRequest(reason=gettext("namnet på den som modererar saknas"))
        pairings.answer(pairing_id, moderator=moderator[:200])
        return redirect(url_for("window.browsers"))

    @pages.post("/browsers/<pairing_id>/refuse")
    @inside
    def refuse(pairing_id: str) -> BaseResponse:
        pairings.answer(pairing_id, moderator=None)
        return redirect(url_for("window.browsers"))

    @pages.post("/browsers/<pairing_id>/revoke")
    @inside
    def revoke(pairing_id: str) -> BaseResponse:
        pairings.revoke(pairing_id)
        return redirect(url_for("window.browsers"))

    @pages.get("/waiting.json")
    @inside
    def waiting() -> BaseResponse:
        return jsonify([one.id for one in pairings.waiting()])
