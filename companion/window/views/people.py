"""Persons: who may do what, and codes with which they log in from their own browser."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from companion.errors import NotFound
from companion.office.staff import Staff
from companion.register.people import Role
from companion.window.guard import acting, inside
from companion.window.login import Login


def add(pages: Blueprint, staff: Staff, login: Login) -> None:
    """The list of persons, and a person's roles."""

    def page(code: str | None = None, whose: str | None = None) -> str:
        return render_template(
            "people.html", people=staff.all(), roles=list(Role), code=code, whose=whose
        )

    @pages.get("/people")
    @inside
    def people() -> str:
        return page()

    @pages.post("/people")
    @inside
    def put_person() -> BaseResponse:
        form = request.form
        active = form.get("active", "yes") == "yes"
        staff.put(form.get("name", ""), form.getlist("role"), acting(), active=active)
        return redirect(url_for("window.people"))

    @pages.post("/people/<int:person_id>/code")
    @inside
    def person_code(person_id: int) -> str:
        for one in staff.all():
            if one.id == person_id and one.active:
                return page(login.code(one.name), one.name)
        raise NotFound
