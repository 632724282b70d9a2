"""The register as a list: search, choice, and the selection as a file."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from companion.contract import Category
from companion.desk import Desk
from companion.register import Query
from companion.window.download import download
from companion.window.guard import acting, inside
from companion.window.views.entry import DOCUMENTS

PAGE = 50
"""Entries on a page of the list."""

LISTS = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"} | DOCUMENTS
"""How a selection can be fetched."""


def add(pages: Blueprint, desk: Desk) -> None:
    """The list, and what can be fetched of it."""

    @pages.get("/")
    @inside
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
    @inside
    def export(form: str) -> BaseResponse:
        return download(desk, form, _query(), acting())


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
