"""Entries as PDF/A-1b: what was written, by whom, what was decided on what ground, history and hashes.

The document is made by Typst from `entries.typ`; the entries reach it as data, never as markup.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from PIL import Image

from companion.export import called
from companion.export.dossier import Dossier, Making, Selection
from companion.export.glyphs import printable
from companion.export.times import local
from companion.export.told import told
from companion.export.typeset import typeset
from companion.export.words import WORDS, Terms
from companion.register import Entry

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
        "title": str(entries[0]["title"]) if number else terms["titles"],
        "authors": "Uppsikt",
        "made": f"{terms['made']} {local(making.now)}",
        "language": making.language,
        "words": terms,
        "entries": entries,
    }


def _entry(dossier: Dossier, making: Making, folder: Path) -> dict[str, object]:
    entry, terms = dossier.entry, WORDS[making.language]
    number = f"{terms['entry']} {entry.id}"
    numbered = f"{terms['diarienummer']} {entry.diarienummer} · {number}"
    picture = dossier.picture()
    if picture is not None:
        (folder / f"{entry.id}.png").write_bytes(_flat(picture))
    return {
        "title": f"{called.title(entry, terms)} · {number}",
        "header": printable(entry.page_account or entry.page_title),
        "number": printable(numbered) if entry.diarienummer else number,
        "text": printable(entry.text) or terms["no_text"],
        "dialogue": printable(entry.dialogue) if entry.dialogue else None,
        "picture": f"{entry.id}.png" if picture is not None else None,
        "summary": _rows(_summary(entry, terms)),
        "registration": _rows(_registration(entry, terms)),
        "sender": _rows(_sender(entry, terms)),
        "decision": _rows(_decision(dossier, making, terms)),
        "masks": None if dossier.masked is None else _rows(_masks(dossier, terms)),
        "history": _rows(_history(dossier, terms)),
        "evidence": _rows(_evidence(dossier, terms)),
    }


def _summary(entry: Entry, terms: Terms) -> list[tuple[str, str | None]]:
    gone = f"{entry.disposed_under} · {local(entry.disposed_at)}" if entry.disposed_at else None
    return [
        (terms["state"], terms[entry.state.value]),
        (terms["disposed_under"], gone),
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
    entry = dossier.entry
    return [
        (terms["act"], terms[entry.act.value]),
        (terms["category"], called.category(entry, terms)),
        (terms["ground"], called.law(dossier.ground, making.language)),
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
    picture = terms["no_picture"] if not dossier.pictured else entry.screenshot_sha256
    return [
        (terms["record"], entry.record_sha256),
        (terms["picture"], picture),
        (terms["event"], entry.event_hash),
        (terms["client"], entry.client),
        (terms["classifier"], entry.classifier),
    ]


def _history(dossier: Dossier, terms: Terms) -> Iterator[tuple[str, str]]:
    details = dossier.details()
    for event in dossier.history:
        what, lines = told(event, details, terms)
        yield local(event.at), "\n".join([f"{what} ({event.actor})", *lines])


def _masks(dossier: Dossier, terms: Terms) -> Iterator[tuple[str, str]]:
    """Of a copy to be handed out: under which provisions it is masked, and in how many places."""
    found = dict(dossier.masked or ())
    yield terms["masked_copy"], terms["masked_how"] if found else terms["masked_none"]
    for provision, count in found.items():
        yield provision, f"{count} {terms['places']}"


def _registration(entry: Entry, terms: Terms) -> list[tuple[str, str | None]]:
    """What the diarium says of it (OSL 5:2), and what stands beside."""
    return [
        (terms["diarienummer"], entry.diarienummer or terms["not_registered"]),
        (terms["registered_at"], local(entry.registered_at) if entry.registered_at else None),
        (terms["registered_by"], entry.registered_by),
        (terms["received_on"], str(entry.received_on) if entry.received_on else None),
        (terms["subject"], entry.subject),
        (terms["secrecy_marking"], called.marking(entry)),
        (terms["hold"], entry.hold_reason),
        (terms["review"], entry.review_of),
        (terms["forwarded"], local(entry.forwarded_at) if entry.forwarded_at else None),
        (terms["answered"], local(entry.answered_at) if entry.answered_at else None),
    ]


def _rows(rows: Iterable[tuple[str, str | None]]) -> list[tuple[str, str]]:
    return [(name, printable(value)) for name, value in rows if value]
