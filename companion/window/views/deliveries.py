"""Deliveries to the registrator: what waits, what a person must decide, and sending from an entry or a selection."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from companion.errors import NotFound, ReceiversInvalid, Words
from companion.office import Offices
from companion.office.delivery import MOST, Outbox, words
from companion.register.deliveries import OPEN, DeliveryState
from companion.window import asked
from companion.window.guard import acting, check_sight, inside, spoken

SHOWN = 200
"""Deliveries that have ended, on the page."""


def add(pages: Blueprint, offices: Offices) -> None:
    """The page, its buttons, and `Skicka till` elsewhere."""
    outbox = offices.outbox

    @pages.get("/deliveries")
    @inside
    def deliveries() -> str:
        found = outbox.deliveries.those(limit=SHOWN + outbox.deliveries.count(OPEN))
        receivers, broken = _receivers(outbox)
        return render_template(
            "deliveries.html",
            open=[one for one in found if one.state in OPEN],
            done=[one for one in found if one.state not in OPEN],
            states=DeliveryState,
            receivers=receivers,
            broken=broken,
            path=outbox.data / "receivers.toml",
            told=lambda fault: words(fault, spoken()),
        )

    @pages.post("/deliveries/<int:number>/<act>")
    @inside
    def decide_delivery(number: int, act: str) -> BaseResponse:
        acts = {"retry": outbox.retry, "cancel": outbox.cancel, "vouch": outbox.vouch}
        if act not in acts:
            raise NotFound
        acts[act](number, acting())
        return redirect(url_for("window.deliveries"))

    @pages.post("/entries/<int:entry_id>/send")
    @inside
    def send_entry(entry_id: int) -> BaseResponse:
        check_sight(offices.desk.register.entry(entry_id))
        outbox.queue(entry_id, request.form.get("receiver", ""), acting())
        return redirect(url_for("window.deliveries"))

    @pages.post("/send")
    @inside
    def send_selection() -> BaseResponse:
        query = asked.query(asked.fields(request.form), limit=MOST)
        outbox.queue(query, request.form.get("receiver", ""), acting())
        return redirect(url_for("window.deliveries"))


def names(outbox: Outbox, entry_id: int | None = None) -> list[str]:
    """Where entries, or this one, can be sent; none while receivers.toml is at fault, as the page says."""
    standing = outbox.deliveries.of(entry_id) if entry_id is not None else []
    taken = {one.receiver for one in standing if one.state is not DeliveryState.CANCELLED}
    return [name for name in _receivers(outbox)[0] if name not in taken]


def _receivers(outbox: Outbox) -> tuple[list[str], Words | None]:
    try:
        return list(outbox.receivers()), None
    except ReceiversInvalid as error:
        return [], error.words(spoken())
