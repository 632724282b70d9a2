"""Supervision: who has the watch, what was looked at, which questions wait, and the month's figures."""

from __future__ import annotations

import io
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from companion.errors import NotFound
from companion.export import report
from companion.export.dossier import Making
from companion.office import Offices
from companion.register.figures import Figures, figures
from companion.window.guard import acting, inside, spoken

MONTHS = 12
"""Months shown beside each other."""


def add(pages: Blueprint, offices: Offices) -> None:
    """The log and the watch (S11, H3), the unanswered (S7, N5) and the statistics (H6)."""
    office = offices.supervision

    @pages.get("/supervision")
    @inside
    def supervision() -> str:
        return render_template(
            "supervision.html", watch=office.log.watch(), looks=office.log.looks()
        )

    @pages.post("/supervision/watch")
    @inside
    def take_watch() -> BaseResponse:
        office.take(acting(), request.form.get("note", "")[:1000])
        return redirect(url_for("window.supervision"))

    @pages.get("/unanswered")
    @inside
    def unanswered() -> str:
        hours = offices.desk.policy.hours
        return render_template("unanswered.html", waiting=office.waiting(), hours=hours)

    @pages.post("/unanswered/<int:question_id>")
    @inside
    def settle_question(question_id: int) -> BaseResponse:
        office.settle(question_id, acting())
        return redirect(url_for("window.unanswered"))

    _statistics(pages, offices)


def _statistics(pages: Blueprint, offices: Offices) -> None:
    register = offices.desk.register

    def making() -> Making:
        return Making(spoken(), offices.desk.clock(), offices.desk.archive)

    @pages.get("/statistics")
    @inside
    def statistics() -> str:
        months = [figures(register, month) for month in _months(_asked())]
        language = spoken()
        return render_template(
            "statistics.html",
            shown=months[-1],
            months=[(report.month_name(one.month, language), one) for one in months],
            rows=report.rows(months[-1], language),
            tables=report.tables(months[-1], language),
        )

    @pages.get("/statistics.<form>")
    @inside
    def monthly_report(form: str) -> BaseResponse:
        months = [figures(register, month) for month in _months(_asked())]
        name = f"uppsikt-{months[-1].month:%Y-%m}.{form}"
        if form == "pdf":
            return _file(report.pdf(months[-1], months[:-1], making()), name, "application/pdf")
        if form == "xlsx":
            kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            return _file(_workbook(months, making()), name, kind)
        raise NotFound


def _workbook(months: list[Figures], making: Making) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.xlsx"
        report.xlsx(months, making, path)
        return path.read_bytes()


def _file(content: bytes, name: str, mimetype: str) -> Response:
    response = Response(io.BytesIO(content), mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _asked() -> date:
    """The month asked for, as YYYY-MM; this month without one. Raises NotFound."""
    given = request.args.get("month", "")
    if not given:
        return datetime.now().astimezone().date().replace(day=1)
    try:
        return date.fromisoformat(f"{given}-01")
    except ValueError as error:
        raise NotFound from error


def _months(last: date) -> list[date]:
    """The months up to this one, the oldest first."""
    found = [last]
    while len(found) < MONTHS:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found[::-1]
