"""Entries as PDF/A-1b: what was written, by whom, what was decided on what ground, history and hashes.

The document is made by Typst from `entries.typ`; the entries reach it as data, never as markup.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

from PIL import Image

from companion.export.dossier import Dossier, Making, Selection
from companion.export.glyphs import printable
from companion.export.times import local
from companion.export.typeset import typeset
from companion.export.words import WORDS, Terms
from companion.register import Entry, Event

TEMPLATE = Path(__file__).with_name("entries.typ")


def write(selection: Selection, making: Making, to: Path) -> None:
    """The document. Raises NothingToExport, EvidenceDamaged, ExportFailed."""
    to.write_bytes(document(selection.some(), making))


def document(dossiers: Iterable[Dossier], making: Making) -> bytes:
    """The document's bytes. Raises EvidenceDamaged, ExportFailed; nothing is left on the disk."""
    return typeset(TEMPLATE, lambda folder: _data(dossiers, making, folder), making.now)


def _flat(picture: bytes) -> bytes:
    """The picture without transparency, which PDF/A-1 refuses."""
    with Image.open(io.BytesIO(picture)) as image:
        flat = Image.new("RGB", image.size, "white")
        rgba = image.convert("RGBA")
        flat.paste(rgba, mask=rgba.getchannel("A"))
    out = io.BytesIO()
    flat.save(out, "PNG")
    return out.getvalue()


def _data(dossiers: Iterable[Dossier], making: Making, folder: Path) -> dict[str, object]:
    terms = WORDS[making.language]
    entries = [_entry(dossier, making, folder) for dossier in dossiers]
    number = str(entries[0]["number"]) if len(entries) == 1 else ""
    return {
        "title": f"{terms['title']} · {number}" if number else terms["titles"],
        "authors": "Uppsikt",
        "made": f"{terms['made']} {local(making.now)}",
        "language": making.language,
        "words": terms,
        "entries": entries,
    }


def _entry(dossier: Dossier, making: Making, folder: Path) -> dict[str, object]:
    entry, terms = dossier.entry, WORDS[making.language]
    number = f"{terms['entry']} {entry.id}"
    picture = dossier.picture()
    if picture is not None:
        (folder / f"{entry.id}.png").write_bytes(_flat(picture))
    return {
        "title": f"{terms['title']} · {number}",
        "header": printable(entry.page_account or entry.page_title),
        "number": number,
        "text": printable(entry.text) or terms["no_text"],
        "picture": f"{entry.id}.png" if picture is not None else None,
        "summary": _rows(_summary(entry, terms)),
        "sender": _rows(_sender(entry, terms)),
        "decision": _rows(_decision(dossier, making, terms)),
        "history": _rows([(local(e.at), _event(e, terms)) for e in dossier.history]),
        "evidence": _rows(_evidence(dossier, terms)),
    }


def _summary(entry: Entry, terms: Terms) -> list[tuple[str, str | None]]:
    return [
        (terms["state"], terms[entry.state.value]),
        (terms["captured_at"], local(entry.captured_at)),
        (terms["page"], entry.page_url),
        (terms["post"], entry.post_url),
        (terms["post_text"], (entry.post_text or "")[:400] or None),
    ]


def _sender(entry: Entry, terms: Terms) -> list[tuple[str, str | None]]:
    written = (
        local(entry.written_at)
        if entry.written_at
        else f"{local(entry.written_earliest)} – {local(entry.written_latest)}"
        if entry.written_earliest and entry.written_latest
        else None
    )
    return [
        (terms["name"], entry.author_name),
        (terms["address"], entry.author_url),
        (terms["author_id"], entry.author_id or terms["no_id"]),
        (terms["shown_time"], entry.shown_time),
        (terms["written"], written),
        (terms["permalink"], entry.permalink),
        (terms["comment_id"], entry.comment_id),
    ]


def _decision(dossier: Dossier, making: Making, terms: Terms) -> list[tuple[str, str | None]]:
    entry, ground = dossier.entry, dossier.ground
    return [
        (terms["act"], terms[entry.act.value]),
        (terms["category"], terms[entry.category.value]),
        (terms["ground"], f"{ground.label.in_(making.language)} ({ground.law})"),
        (terms["disposal_decision"], entry.disposal_decision),
        (
            terms["disposal_test"],
            terms[entry.disposal_test.value] if entry.disposal_test else None,
        ),
        (terms["moderator"], entry.moderator),
        (terms["note"], entry.note),
    ]


def _evidence(dossier: Dossier, terms: Terms) -> list[tuple[str, str | None]]:
    entry = dossier.entry
    picture = terms["no_picture"] if not dossier.ground.picture else entry.screenshot_sha256
    return [
        (terms["record"], entry.record_sha256),
        (terms["picture"], picture),
        (terms["event"], entry.event_hash),
        (terms["client"], entry.client),
        (terms["classifier"], entry.classifier),
    ]


def _event(event: Event, terms: Terms) -> str:
    after = event.facts.get("after")
    change = f": {terms[str(after)]}" if after else ""
    return f"{terms.get('event_' + event.kind, event.kind)}{change} ({event.actor})"


def _rows(rows: list[tuple[str, str | None]]) -> list[tuple[str, str]]:
    return [(name, printable(value)) for name, value in rows if value]
