"""The official channels: the list, the application form, one channel with what is done with it, the public list."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, redirect, render_template, request, url_for
from pydantic import ValidationError
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from companion.errors import ChannelRefused, Said
from companion.export.channel_list import FORMS
from companion.office.channel_checks import LONGEST
from companion.office.channels import ChannelOffice
from companion.register.channel_records import Approval, Content, Official, Terms
from companion.window.asked import day
from companion.window.guard import acting, inside, spoken

LINES = ("unit", "medium", "name", "address", "purpose", "audience", "email")
YES = ("guidelines_read", "open_account", "plain_sender", "logotype")
LINK = ("name", "party", "seat", "address")
GROUPS = {"responsible": 2, "practical": 2, "substitutes": 1}
"""Groups of persons in the form, each with the rows that are always there (the appendix has two of each)."""


def add(pages: Blueprint, office: ChannelOffice) -> None:
    """Everything about channels."""
    _lists(pages, office)
    _form(pages, office)
    _one(pages, office)
    _life(pages, office)


def _lists(pages: Blueprint, office: ChannelOffice) -> None:
    @pages.get("/channels")
    @inside
    def channels() -> str:
        found, links = office.all(), office.channels.links()
        return render_template("channels.html", channels=found, links=links, forms=list(FORMS))

    @pages.get("/channels/list.<form>")
    @inside
    def channel_list(form: str) -> BaseResponse:
        written = office.publish(form, acting())
        response = Response(written, content_type=FORMS[form].mimetype)
        response.headers["Content-Disposition"] = f'attachment; filename="kanaler.{form}"'
        return response

    @pages.post("/channels/politicians")
    @inside
    def link_politician() -> BaseResponse:
        name, party, seat, address = (request.form.get(one, "") for one in LINK)
        office.link(name, party, seat, address, acting())
        return redirect(url_for("window.channels", _anchor="politicians"))

    @pages.post("/channels/politicians/<int:link_id>/remove")
    @inside
    def unlink_politician(link_id: int) -> BaseResponse:
        office.channels.unlink(link_id, acting())
        return redirect(url_for("window.channels", _anchor="politicians"))


def _form(pages: Blueprint, office: ChannelOffice) -> None:
    @pages.get("/channels/new")
    @inside
    def new_channel() -> str:
        return _page(None, {}, None)

    @pages.post("/channels/new")
    @inside
    def apply_channel() -> BaseResponse:
        content = read(request.form)
        try:
            number = office.apply(content, acting())
        except ChannelRefused as error:
            return Response(_page(None, content.model_dump(), error), error.status)
        return redirect(url_for("window.channel", channel_id=number))

    @pages.get("/channels/<int:channel_id>/edit")
    @inside
    def edit_channel(channel_id: int) -> str:
        now, _ = office.get(channel_id)
        return _page(channel_id, now.version.content.model_dump(), None)

    @pages.post("/channels/<int:channel_id>/edit")
    @inside
    def correct_channel(channel_id: int) -> BaseResponse:
        content = read(request.form)
        try:
            office.correct(channel_id, content, acting())
        except ChannelRefused as error:
            return Response(_page(channel_id, content.model_dump(), error), error.status)
        return _back(channel_id)


def _page(channel_id: int | None, given: Mapping[str, object], error: ChannelRefused | None) -> str:
    return render_template(
        "channel_form.html",
        channel_id=channel_id,
        given=given,
        words=error.words(spoken()) if error else None,
        groups=GROUPS,
        longest=LONGEST,
    )


def read(form: MultiDict[str, str]) -> Content:
    """What the application form says; cut to the longest that is kept."""
    told: dict[str, object] = {name: form.get(name, "")[:LONGEST] for name in LINES}
    told |= {name: form.get(name) == "yes" for name in YES}
    for group in GROUPS:
        columns = (form.getlist(f"{group}_{part}") for part in ("name", "phone", "email"))
        rows = zip(*columns, strict=False)
        told[group] = tuple(
            Official(name=name[:LONGEST], phone=phone[:LONGEST], email=email[:LONGEST])
            for name, phone, email in rows
            if name.strip()
        )
    lines = form.get("speakers", "")[: 20 * LONGEST].splitlines()
    told["speakers"] = tuple(one for one in lines if one.strip())
    return Content.model_validate(told)


def _one(pages: Blueprint, office: ChannelOffice) -> None:
    @pages.get("/channels/<int:channel_id>")
    @inside
    def channel(channel_id: int) -> str:
        now, history = office.get(channel_id)
        today = office.desk.clock().astimezone().date()
        return render_template(
            "channel.html", now=now, content=now.version.content, history=history, today=today
        )

    @pages.post("/channels/<int:channel_id>/decide")
    @inside
    def decide_channel(channel_id: int) -> BaseResponse:
        form = request.form
        try:
            on = day(form.get("on", ""))
            told = {"by": form.get("by", ""), "title": form.get("title", ""), "on": on}
            approval = Approval.model_validate(told)
        except ValidationError as error:
            raise _no_day() from error
        approved = form.get("act") == "approve"
        reason = form.get("reason", "")[:LONGEST]
        office.decide(channel_id, approval, acting(), reason, approved=approved)
        return _back(channel_id)

    @pages.post("/channels/<int:channel_id>/terms")
    @inside
    def accept_terms(channel_id: int) -> BaseResponse:
        form = request.form
        try:
            on = day(form.get("on", ""))
            told = {"by": form.get("by", ""), "delegation": form.get("delegation", ""), "on": on}
            terms = Terms.model_validate(told)
        except ValidationError as error:
            raise _no_day() from error
        office.accept_terms(channel_id, terms, acting())
        return _back(channel_id)


def _life(pages: Blueprint, office: ChannelOffice) -> None:
    @pages.post("/channels/<int:channel_id>/open")
    @inside
    def open_channel(channel_id: int) -> BaseResponse:
        office.open(channel_id, acting())
        return _back(channel_id)

    @pages.post("/channels/<int:channel_id>/rest")
    @inside
    def rest_channel(channel_id: int) -> BaseResponse:
        office.rest(channel_id, request.form.get("reason", ""), acting())
        return _back(channel_id)

    @pages.post("/channels/<int:channel_id>/resume")
    @inside
    def resume_channel(channel_id: int) -> BaseResponse:
        office.resume(channel_id, acting())
        return _back(channel_id)

    @pages.post("/channels/<int:channel_id>/close")
    @inside
    def close_channel(channel_id: int) -> BaseResponse:
        office.close(channel_id, request.form.get("reason", ""), acting())
        return _back(channel_id)

    @pages.post("/channels/<int:channel_id>/saw")
    @inside
    def saw_channel(channel_id: int) -> BaseResponse:
        on = day(request.form.get("on", ""))
        if on is None:
            raise _no_day()
        office.saw(channel_id, on, acting())
        return _back(channel_id)


def _no_day() -> ChannelRefused:
    return ChannelRefused(reason=Said("dagen saknas", "the day is missing"))


def _back(channel_id: int) -> BaseResponse:
    return redirect(url_for("window.channel", channel_id=channel_id))
