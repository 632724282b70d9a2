"""The register as a list: search, choice, searches that are kept, and the selection as a file."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from companion.contract import Category, EntryKind, EntryState
from companion.office import Offices
from companion.office.delivery import MOST
from companion.window import asked
from companion.window.guard import acting, inside
from companion.window.views import deliveries, exporting
from companion.window.views.entry import DOCUMENTS

PAGE = 50
"""Entries on a page of the list."""

LISTS = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"} | DOCUMENTS
"""How a selection can be fetched."""


def add(pages: Blueprint, offices: Offices) -> None:
    """The list, what can be fetched of it, and searches under names of one's own."""
    finding = offices.finding

    @pages.get("/")
    @inside
    def register() -> str:
        fields = asked.fields(request.args)
        query = asked.query(fields, limit=PAGE, before=request.args.get("before", ""))
        return render_template(
            "register.html",
            page=finding.search(query, acting()),
            query=query,
            fields=fields,
            show=fields.get("show", ""),
            accounts=offices.desk.register.accounts(),
            saved=finding.saved.of(acting().moderator),
            categories=list(Category),
            states=list(EntryState),
            kinds=list(EntryKind),
            exports=LISTS,
            receivers=deliveries.names(offices.outbox),
            most_sent=MOST,
        )

    @pages.get("/export.<form>")
    @inside
    def export(form: str) -> BaseResponse:
        query = asked.query(asked.fields(request.args), limit=PAGE)
        return exporting.begin(offices, form, query)

    @pages.post("/searches")
    @inside
    def keep_search() -> BaseResponse:
        fields = asked.fields(request.form)
        finding.keep(acting(), request.form.get("name", ""), fields)
        return redirect(f"{url_for('window.register')}?{urlencode(fields)}")

    @pages.post("/searches/forget")
    @inside
    def forget_search() -> BaseResponse:
        finding.saved.forget(acting().moderator, request.form.get("name", ""))
        return redirect(url_for("window.register"))
