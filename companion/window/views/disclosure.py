"""Handing out public records (H8): a request, the entries chosen for it, each mask decided, and the copies.

Nobody is asked who they are or why they ask (TF 2:18); the request has a label of our own.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from companion.errors import BadRequest, ClassifierBroken, ClassifierLoading, Said
from companion.export.mask import Box
from companion.office import Offices
from companion.office.disclosure import PROVISIONS
from companion.register import Query
from companion.window.download import sent
from companion.window.guard import acting, inside

FOUND = 20
"""Entries shown of a search; who looks for more looks for something narrower."""

SHOWN = (
    "author_name", "author_url", "author_id", "subject", "text", "dialogue", "post_text",
    "permalink", "post_url", "page_title", "page_account", "note",
)  # fmt: skip
"""Fields of an entry in the order they are read; the others are masked with them."""


def add(pages: Blueprint, offices: Offices) -> None:
    """Requests: open, choose, decide, make, hand out."""
    _requests(pages, offices)
    _choosing(pages, offices)
    _masking(pages, offices)
    _pictures(pages, offices)


def _requests(pages: Blueprint, offices: Offices) -> None:
    handing = offices.handing

    @pages.get("/disclosures")
    @inside
    def disclosures() -> str:
        return render_template("disclosures.html", requests=handing.disclosures.all())

    @pages.post("/disclosures")
    @inside
    def open_disclosure() -> BaseResponse:
        made = handing.open(request.form.get("label", ""), acting())
        return redirect(url_for("window.disclosure", number=made.id))

    @pages.post("/disclosures/<int:number>/make")
    @inside
    def make_copies(number: int) -> BaseResponse:
        handing.make(number, acting())
        return redirect(url_for("window.disclosure", number=number))

    @pages.post("/disclosures/<int:number>/bundle")
    @inside
    def hand_out(number: int) -> BaseResponse:
        folder = Path(tempfile.mkdtemp(prefix="uppsikt-"))

        def gone() -> None:
            shutil.rmtree(folder, ignore_errors=True)

        try:
            made = handing.bundle(number, folder / f"utlamnande-{number}.zip", acting())
        except BaseException:
            gone()
            raise
        return sent(made, "eark", gone)


def _choosing(pages: Blueprint, offices: Offices) -> None:
    handing, desk = offices.handing, offices.desk

    @pages.get("/disclosures/<int:number>")
    @inside
    def disclosure(number: int) -> str:
        found = handing.disclosures.get(number)
        words = request.args.get("q", "").strip()
        chosen = {one.entry_id for one in found.chosen}
        page = offices.finding.search(Query(text=words, limit=FOUND), acting()) if words else None
        return render_template(
            "disclosure.html",
            request_=found,
            words=words,
            page=page,
            chosen=[
                (one, desk.register.entry(one.entry_id), _left(offices, number, one.entry_id))
                for one in found.chosen
            ],
            others=[entry for entry in page.entries if entry.id not in chosen] if page else [],
        )

    @pages.post("/disclosures/<int:number>/entries/<int:entry_id>/choose")
    @inside
    def choose_entry(number: int, entry_id: int) -> BaseResponse:
        handing.choose(number, entry_id)
        return redirect(url_for("window.masking", number=number, entry_id=entry_id))

    @pages.post("/disclosures/<int:number>/entries/<int:entry_id>/drop")
    @inside
    def drop_entry(number: int, entry_id: int) -> BaseResponse:
        handing.disclosures.drop(number, entry_id)
        return redirect(url_for("window.disclosure", number=number))


def _left(offices: Offices, number: int, entry_id: int) -> int | None:
    """How many suggestions wait; none told while the classifier cannot say."""
    try:
        return len(offices.handing.undecided(number, entry_id))
    except (ClassifierLoading, ClassifierBroken):
        return None


def _masking(pages: Blueprint, offices: Offices) -> None:
    handing = offices.handing

    @pages.get("/disclosures/<int:number>/entries/<int:entry_id>")
    @inside
    def masking(number: int, entry_id: int) -> str:
        found = handing.disclosures.get(number)
        entry = offices.desk.register.entry(entry_id)
        offices.finding.view(entry, acting(), "disclosure")
        shown = handing.preview(number, entry_id)
        return render_template(
            "masking.html",
            request_=found,
            entry=entry,
            one=next(one for one in found.chosen if one.entry_id == entry_id),
            shown={name: shown[name] for name in SHOWN if shown.get(name)},
            undecided=handing.undecided(number, entry_id),
            masks=found.masks_of(entry_id),
            regions=found.regions_of(entry_id),
            pictured=offices.desk.dossier(entry_id).picture() is not None,
            provisions=PROVISIONS,
        )

    @pages.post("/disclosures/<int:number>/entries/<int:entry_id>/decide")
    @inside
    def decide_mask(number: int, entry_id: int) -> BaseResponse:
        masked = request.form.get("act") == "mask"
        provision = request.form.get("provision", "") if masked else None
        handing.decide(number, entry_id, request.form.get("words", ""), provision, acting())
        return _back(number, entry_id)

    @pages.post("/disclosures/<int:number>/entries/<int:entry_id>/undo")
    @inside
    def undo_mask(number: int, entry_id: int) -> BaseResponse:
        asked = request.form
        mask, region = asked.get("mask", type=int), asked.get("region", type=int)
        handing.disclosures.undo(number, mask=mask, region=region)
        return _back(number, entry_id)


def _pictures(pages: Blueprint, offices: Offices) -> None:
    handing = offices.handing

    @pages.get("/disclosures/<int:number>/entries/<int:entry_id>/picture.png")
    @inside
    def masked_picture(number: int, entry_id: int) -> BaseResponse:
        return Response(handing.picture(number, entry_id), mimetype="image/png")

    @pages.post("/disclosures/<int:number>/entries/<int:entry_id>/picture")
    @inside
    def show_picture(number: int, entry_id: int) -> BaseResponse:
        shown = request.form.get("shown") == "yes"
        handing.disclosures.show_picture(number, entry_id, shown=shown)
        return _back(number, entry_id)

    @pages.post("/disclosures/<int:number>/entries/<int:entry_id>/cover")
    @inside
    def cover_picture(number: int, entry_id: int) -> BaseResponse:
        asked = [request.form.get(name, type=int) for name in Box._fields]
        box = Box(*(-1 if one is None else one for one in asked))
        if min(box) < 0:
            raise BadRequest(reason=Said("rutan är inte hel", "the region is not whole"))
        handing.cover(number, entry_id, box, request.form.get("provision", ""), acting())
        return _back(number, entry_id)


def _back(number: int, entry_id: int) -> BaseResponse:
    return redirect(url_for("window.masking", number=number, entry_id=entry_id))
