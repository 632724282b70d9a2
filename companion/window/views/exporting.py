"""An export of many entries: how far it has come, a button to cancel it, and the file."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, redirect, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from companion.errors import NotFound
from companion.office import Offices
from companion.register import Query
from companion.window.download import download, sent
from companion.window.guard import acting, inside, spoken

MANY = 25
"""With more entries than this, a page tells how far the export has come."""


def begin(offices: Offices, form: str, query: Query) -> BaseResponse:
    """The file at once where the entries are few, else the page that follows the export."""
    if offices.desk.register.count(query) <= MANY:
        return download(offices.desk, form, query, acting())
    export = offices.exports.begin(form, query, acting())
    return redirect(url_for("window.export_page", number=export.number))


def add(pages: Blueprint, offices: Offices) -> None:
    """The page, what it asks for, and what its buttons do."""
    exports = offices.exports

    @pages.get("/exports/<int:number>")
    @inside
    def export_page(number: int) -> str:
        export = exports.one(number)
        words = export.error.words(spoken()) if export.error else None
        return render_template("exporting.html", export=export, words=words)

    @pages.get("/exports/<int:number>.json")
    @inside
    def export_progress(number: int) -> BaseResponse:
        export = exports.one(number)
        return jsonify(done=export.done, total=export.total, over=export.over)

    @pages.post("/exports/<int:number>/cancel")
    @inside
    def cancel_export(number: int) -> BaseResponse:
        export = exports.one(number)
        export.stop.set()
        export.ended.wait(2)
        if export.made is None:
            return redirect(url_for("window.export_page", number=number))
        exports.forget(export)
        return redirect(url_for("window.register"))

    @pages.get("/exports/<int:number>/file")
    @inside
    def export_file(number: int) -> Response:
        export = exports.one(number)
        if export.made is None:
            raise NotFound
        return sent(export.made, export.form, lambda: None)
