"""Gallring: what is due, the preview of what would go, the decision, and the protocols."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from companion.contract import Category
from companion.errors import BadRequest, NotFound
from companion.office import Offices
from companion.office.disposal import SHOWN, Choice, Due
from companion.office.jobs import Step
from companion.register.life import Stage
from companion.window.guard import acting, inside


def add(pages: Blueprint, offices: Offices) -> None:
    """The list, the preview, the act and the protocols."""
    office = offices.disposal

    @pages.get("/disposal")
    @inside
    def disposal() -> str:
        return render_template(
            "disposal.html",
            due=office.due(),
            stages=Stage,
            done=office.all(),
            older=office.listing.older(offices.desk.register),
            kept=[
                category
                for category, rule in offices.desk.policy.categories.items()
                if rule.retention is None
            ],
        )

    @pages.get("/disposal/<category>")
    @inside
    def preview_disposal(category: str) -> str:
        due, too = _due(offices, category), _too(request.args)
        chosen = due.chosen(**too)
        return render_template(
            "disposal_preview.html", due=due, chosen=chosen, shown=chosen[:SHOWN], too=too
        )

    @pages.post("/disposal/<category>")
    @inside
    def dispose(category: str) -> BaseResponse:
        asked = request.form
        if not asked.get("count", "").isdecimal() or category not in set(Category):
            raise BadRequest(reason=gettext("antalet saknas"))
        choice = Choice(
            Category(category), asked.get("decision", ""), int(asked["count"]), **_too(asked)
        )
        actor = acting()

        def work(step: Step) -> object:
            return office.run(office.decide(choice, actor), step)

        job = offices.jobs.start("disposal", work)
        return redirect(url_for("window.job", number=job.number))

    @pages.get("/disposals/<int:number>/protocol.pdf")
    @inside
    def protocol(number: int) -> BaseResponse:
        response = Response(office.protocol(number), mimetype="application/pdf")
        name = f"gallringsprotokoll-{number}.pdf"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


def _due(offices: Offices, category: str) -> Due:
    for one in offices.disposal.due():
        if one.category.value == category:
            return one
    raise NotFound


def _too(asked: dict[str, str]) -> dict[str, bool]:
    """What was ticked to go too."""
    return {name: bool(asked.get(name)) for name in ("unregistered_too", "undelivered_too")}
