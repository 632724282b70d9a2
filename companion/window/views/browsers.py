"""The browsers that may ask: approve, refuse, revoke."""

from __future__ import annotations

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from companion.office.staff import Staff
from companion.pairing import Pairings
from companion.register.people import Role
from companion.window.guard import acting, inside
from companion.window.login import Login


def add(pages: Blueprint, staff: Staff, pairings: Pairings, login: Login) -> None:
    """Pairing, and codes for logging in from another browser."""

    def page(code: str | None) -> str:
        moderators = staff.with_role(Role.MODERATOR)
        return render_template(
            "browsers.html", pairings=pairings, moderators=moderators, login_code=code
        )

    @pages.get("/browsers")
    @inside
    def browsers() -> str:
        return page(None)

    @pages.post("/browsers/login-code")
    @inside
    def login_code() -> str:
        return page(login.code(acting().moderator))

    @pages.post("/browsers/<pairing_id>/approve")
    @inside
    def approve(pairing_id: str) -> BaseResponse:
        moderator = staff.require(request.form.get("moderator", ""), Role.MODERATOR)
        pairings.answer(pairing_id, moderator=moderator.name)
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
