"""What a person does with an entry beside reading it: each a small form of the entry's page."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from companion.errors import BadRequest, Said
from companion.office import Offices
from companion.office.registration import CORRECTED
from companion.window.asked import day
from companion.window.guard import acting, inside


def add(pages: Blueprint, offices: Offices) -> None:
    """Secrecy marking, hold, review (S5), forward (S8), answer (S7), correction."""
    _secrecy(pages, offices)
    _hold(pages, offices)
    _words(pages, offices)

    @pages.post("/entries/<int:entry_id>/correct")
    @inside
    def correct(entry_id: int) -> BaseResponse:
        changes = {name: request.form[name] for name in CORRECTED if name in request.form}
        reason = request.form.get("reason", "")
        offices.registration.correct(entry_id, acting(), changes, reason=reason)
        return _back(entry_id)


def _secrecy(pages: Blueprint, offices: Offices) -> None:
    @pages.post("/entries/<int:entry_id>/secrecy")
    @inside
    def mark(entry_id: int) -> BaseResponse:
        offices.registration.mark(
            entry_id,
            acting(),
            provision=request.form.get("provision", ""),
            authority=request.form.get("authority", ""),
            on=day(request.form.get("on", "")),
        )
        return _back(entry_id)

    @pages.post("/entries/<int:entry_id>/secrecy/lift")
    @inside
    def unmark(entry_id: int) -> BaseResponse:
        offices.registration.unmark(entry_id, acting())
        return _back(entry_id)


def _hold(pages: Blueprint, offices: Offices) -> None:
    @pages.post("/entries/<int:entry_id>/hold")
    @inside
    def hold(entry_id: int) -> BaseResponse:
        offices.handling.hold(entry_id, acting(), request.form.get("reason", ""))
        return _back(entry_id)

    @pages.post("/entries/<int:entry_id>/hold/lift")
    @inside
    def release(entry_id: int) -> BaseResponse:
        offices.handling.release(entry_id, acting(), request.form.get("reason", ""))
        return _back(entry_id)


def _words(pages: Blueprint, offices: Offices) -> None:
    @pages.post("/entries/<int:entry_id>/review")
    @inside
    def review(entry_id: int) -> BaseResponse:
        whom, question = request.form.get("colleague", ""), request.form.get("question", "")
        offices.handling.review(entry_id, acting(), whom, question)
        return _back(entry_id)

    @pages.post("/entries/<int:entry_id>/review/answer")
    @inside
    def reviewed(entry_id: int) -> BaseResponse:
        offices.handling.reviewed(entry_id, acting(), request.form.get("answer", ""))
        return _back(entry_id)

    @pages.post("/entries/<int:entry_id>/forward")
    @inside
    def forward(entry_id: int) -> BaseResponse:
        offices.handling.forwarded(
            entry_id, acting(), request.form.get("to", ""), request.form.get("note", "")
        )
        return _back(entry_id)

    @pages.post("/entries/<int:entry_id>/answered")
    @inside
    def answered(entry_id: int) -> BaseResponse:
        try:
            at = datetime.fromisoformat(request.form.get("at", "")).astimezone()
        except (ValueError, OverflowError) as error:
            raise BadRequest(reason=Said("tiden saknas", "the time is missing")) from error
        offices.handling.replied(entry_id, acting(), at, request.form.get("reference", ""))
        return _back(entry_id)


def _back(entry_id: int) -> BaseResponse:
    return redirect(url_for("window.entry", entry_id=entry_id))
