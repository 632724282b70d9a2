"""One entry: everything kept of it, its picture, its outcome and its files."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from companion.contract import Category, EntryState, Ground
from companion.errors import BadRequest
from companion.export import called
from companion.export.told import told
from companion.office import Offices
from companion.register import Entry
from companion.register.life import Stage, life
from companion.window.download import download
from companion.window.guard import acting, check_sight, inside
from companion.window.views import deliveries

DOCUMENTS = {
    "pdf": "PDF/A",
    "eark": "E-ARK",
    "fgs12": "FGS 1.2",
    "warc": "WARC",
    "eml": ".eml",
    "police": "Till polisen",
}
"""How an entry can be fetched, with the format's name."""

SETTLING = (EntryState.HIDDEN, EntryState.DELETED, EntryState.VANISHED, EntryState.FAILED)
"""What a person may say became of a comment."""


def add(pages: Blueprint, offices: Offices) -> None:
    """An entry: read, settle, fetch, print. Each view of one with a secrecy marking is logged (OSL 5:5)."""
    desk, finding = offices.desk, offices.finding

    @pages.get("/entries/<int:entry_id>")
    @inside
    def entry(entry_id: int) -> str:
        found = desk.register.entry(entry_id)
        check_sight(found)
        finding.view(found, acting(), "page")
        return render_template("entry.html", **_shown(offices, found))

    @pages.get("/entries/<int:entry_id>/screenshot.png")
    @inside
    def screenshot(entry_id: int) -> BaseResponse:
        check_sight(desk.register.entry(entry_id))
        picture = desk.picture(entry_id)
        finding.view(desk.register.entry(entry_id), acting(), "picture")
        return Response(picture, mimetype="image/png")

    @pages.post("/entries/<int:entry_id>/settle")
    @inside
    def settle(entry_id: int) -> BaseResponse:
        state = request.form.get("state", "")
        if state not in {one.value for one in SETTLING}:
            raise BadRequest(reason=gettext("utfallet saknas"))
        desk.settle(entry_id, EntryState(state), acting())
        return redirect(url_for("window.entry", entry_id=entry_id))

    @pages.post("/entries/<int:entry_id>/print")
    @inside
    def print_entry(entry_id: int) -> BaseResponse:
        check_sight(desk.register.entry(entry_id))
        response = download(desk, "pdf", entry_id, acting())
        response.headers["Content-Disposition"] = f'inline; filename="uppsikt-{entry_id}.pdf"'
        return response

    @pages.post("/entries/<int:entry_id>/<form>")
    @inside
    def export_entry(entry_id: int, form: str) -> BaseResponse:
        check_sight(desk.register.entry(entry_id))
        return download(desk, form, entry_id, acting())


def _shown(offices: Offices, entry: Entry) -> dict[str, object]:
    """What the page tells of an entry, and what can be done with it."""
    history = offices.finding.history(entry.id)
    received_on, subject = offices.registration.proposal(entry)
    return {
        "entry": entry,
        "life": life(entry, history),
        "stages": list(Stage),
        "history": history,
        "details": offices.finding.steps.details([entry.id]),
        "told": told,
        "called": called,
        "ground": offices.desk.ground_of(entry),
        "agency": offices.desk.archive.agency,
        "now": datetime.now().astimezone(),
        "received_on": entry.received_on or received_on,
        "subject": entry.subject or subject,
        "categories": list(Category),
        "grounds": list(Ground),
        "settling": SETTLING,
        "exports": DOCUMENTS,
        "deliveries": offices.outbox.deliveries.of(entry.id),
        "receivers": deliveries.names(offices.outbox, entry.id),
    }
