"""Registering one entry after another by keyboard: number, Enter, and the next stands there (OSL 5:1)."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from companion.office import Offices
from companion.register import Condition, Query
from companion.window.asked import day
from companion.window.guard import acting, inside


def add(pages: Blueprint, offices: Offices) -> None:
    """The round of what is not yet registered, oldest first, and the entry's own form."""
    registration = offices.registration

    @pages.get("/registering")
    @inside
    def registering() -> str:
        after = request.args.get("after", 0, type=int)
        entry = registration.next(after or None)
        if entry is None:
            return render_template("registering.html", entry=None, after=after)
        offices.finding.view(entry, acting(), "page")
        received_on, subject = registration.proposal(entry)
        waiting = Query(condition=Condition.UNREGISTERED, limit=1)
        return render_template(
            "registering.html",
            entry=entry,
            done=request.args.get("done", 0, type=int),
            waiting=offices.desk.entries(waiting),
            ground=offices.desk.ground_of(entry),
            received_on=received_on,
            subject=subject,
        )

    @pages.post("/entries/<int:entry_id>/register")
    @inside
    def register_entry(entry_id: int) -> BaseResponse:
        registration.register(
            entry_id,
            acting(),
            diarienummer=request.form.get("diarienummer", ""),
            received_on=day(request.form.get("received_on", "")),
            subject=request.form.get("subject", ""),
        )
        if request.form.get("then") == "next":
            return redirect(url_for("window.registering", after=entry_id, done=entry_id))
        return redirect(url_for("window.entry", entry_id=entry_id))
