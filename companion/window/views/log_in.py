"""Log-in by a code that is good once."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from companion.office import Offices
from companion.window.guard import let_in
from companion.window.login import Login
from companion.window.permissions import ADMINISTRATORS


def add(pages: Blueprint, offices: Offices, login: Login) -> None:
    """Log-in by code; the first time, who administrates is shown the guide."""

    @pages.get("/login")
    def log_in() -> str:
        return render_template("login.html", refused=False)

    @pages.post("/login")
    def use_code() -> str | BaseResponse | tuple[str, int]:
        person = login.use(request.form.get("code", ""))
        if person is None:
            return render_template("login.html", refused=True), 403
        let_in(person)
        found = offices.staff.named(person)
        new = found is not None and found.may(ADMINISTRATORS) and offices.guide.begin()
        return redirect(url_for("window.guide" if new else "window.register"))
