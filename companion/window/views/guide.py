"""The first-run guide as a page: each step a form of its own, in any order."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from companion import settings
from companion.errors import BadRequest
from companion.export.words import WORDS
from companion.office.guide import Guide
from companion.pairing import Pairings
from companion.policy import load, presets
from companion.policy.changes import own
from companion.window.guard import acting, inside, let_in, spoken


def add(pages: Blueprint, office: Guide, pairings: Pairings) -> None:
    """The guide, and each step of it."""

    def page(error: BadRequest | None = None) -> str:
        language = spoken()
        general = load("general")
        offered = {name: load(name) for name in presets()}
        chosen = settings.load(office.data)
        return render_template(
            "guide.html",
            steps=office.standing(paired=bool(pairings.paired())),
            presets=offered,
            own={
                name: list(own(one, general, language, WORDS[language]))
                for name, one in offered.items()
            },
            in_force=office.rulebook.name,
            agency=chosen.archive.agency,
            number=chosen.archive.agency_code,
            hidden=office.hidden,
            words=error.words(language) if error else None,
        )

    @pages.get("/guide")
    @inside
    def guide() -> str:
        return page()

    @pages.post("/guide/policy")
    @inside
    def guide_policy() -> BaseResponse:
        office.choose_policy(request.form.get("preset", ""), acting())
        return redirect(url_for("window.guide", _anchor="authority"))

    @pages.post("/guide/authority")
    @inside
    def guide_authority() -> str | BaseResponse:
        form = request.form
        try:
            agency, number, person = (form.get(one, "") for one in ("agency", "number", "person"))
            let_in(office.name_authority(agency, number, person, acting()))
        except BadRequest as error:
            return page(error)
        return redirect(url_for("window.guide", _anchor="pair"))

    @pages.post("/guide/skip")
    @inside
    def guide_skip() -> BaseResponse:
        office.skip(request.form.get("step", ""))
        return redirect(url_for("window.guide", _anchor=request.form["step"]))

    @pages.post("/guide/hide")
    @inside
    def guide_hide() -> BaseResponse:
        office.hide(hidden=request.form.get("hidden") == "yes")
        return redirect(url_for("window.register"))
