"""One entry: everything kept of it, its picture, its outcome and its files."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from companion.contract import EntryState
from companion.desk import Desk
from companion.errors import BadRequest
from companion.window.download import download
from companion.window.guard import acting, inside

DOCUMENTS = {"pdf": "PDF/A", "eark": "E-ARK", "fgs12": "FGS 1.2", "warc": "WARC", "eml": ".eml"}
"""How an entry can be fetched, with the format's name."""

SETTLING = (EntryState.HIDDEN, EntryState.DELETED, EntryState.VANISHED, EntryState.FAILED)
"""What a person may say became of a comment."""


def add(pages: Blueprint, desk: Desk) -> None:
    """An entry: read, settle, fetch."""

    @pages.get("/entries/<int:entry_id>")
    @inside
    def entry(entry_id: int) -> str:
        found, history = desk.entry(entry_id)
        return render_template(
            "entry.html",
            entry=found,
            history=history,
            ground=desk.ground_of(found),
            settling=SETTLING,
            exports=DOCUMENTS,
        )

    @pages.get("/entries/<int:entry_id>/screenshot.png")
    @inside
    def screenshot(entry_id: int) -> BaseResponse:
        return Response(desk.picture(entry_id), mimetype="image/png")

    @pages.post("/entries/<int:entry_id>/settle")
    @inside
    def settle(entry_id: int) -> BaseResponse:
        state = request.form.get("state", "")
        if state not in {one.value for one in SETTLING}:
            raise BadRequest(reason=gettext("utfallet saknas"))
        desk.settle(entry_id, EntryState(state), acting())
        return redirect(url_for("window.entry", entry_id=entry_id))

    @pages.post("/entries/<int:entry_id>/<form>")
    @inside
    def export_entry(entry_id: int, form: str) -> BaseResponse:
        return download(desk, form, entry_id, acting())
