"""One entry as PDF/A-1b: what was written, by whom, what was decided on what ground, its history and hashes.

The document is made by Typst from `entry.typ`; the entry reaches it as data, never as markup.
"""

from __future__ import annotations

import io
import json
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from shutil import copyfile

import typst
from PIL import Image, UnidentifiedImageError

from companion.errors import ExportFailed, Language
from companion.export.glyphs import printable
from companion.export.times import local
from companion.export.words import WORDS, Terms
from companion.policy import GroundRule
from companion.register import Entry, Event

TEMPLATE = Path(__file__).with_name("entry.typ")


@dataclass(frozen=True)
class Source:
    """All that goes into the document."""

    entry: Entry
    history: list[Event]
    picture: bytes | None
    ground: GroundRule
    language: Language
    now: datetime


def write(source: Source) -> bytes:
    """The document's bytes. Raises ExportFailed; nothing is left on the disk."""
    data = json.dumps(_data(source), ensure_ascii=False)
    try:
        with tempfile.TemporaryDirectory() as folder:
            template = Path(folder) / "entry.typ"
            copyfile(TEMPLATE, template)
            if source.picture is not None:
                (Path(folder) / "screenshot.png").write_bytes(_flat(source.picture))
            return typst.compile(
                str(template),
                root=folder,
                sys_inputs={"data": data},
                ignore_system_fonts=True,
                pdf_standards="a-1b",
                timestamp=int(source.now.timestamp()),
            )
    except (typst.TypstError, OSError, UnidentifiedImageError) as error:
        raise ExportFailed(reason=error) from error


def _flat(picture: bytes) -> bytes:
    """The picture without transparency, which PDF/A-1 refuses."""
    with Image.open(io.BytesIO(picture)) as image:
        flat = Image.new("RGB", image.size, "white")
        rgba = image.convert("RGBA")
        flat.paste(rgba, mask=rgba.getchannel("A"))
    out = io.BytesIO()
    flat.save(out, "PNG")
    return out.getvalue()


def _data(source: Source) -> dict[str, object]:
    entry, terms = source.entry, WORDS[source.language]
    number = f"{terms['entry']} {entry.id}"
    return {
        "title": f"{terms['title']} · {number}",
        "authors": "Uppsikt",
        "header": printable(entry.page_account or entry.page_title),
        "number": number,
        "made": f"{terms['made']} {local(source.now)}",
        "language": source.language,
        "words": dict(terms),
        "text": printable(entry.text) or terms["no_text"],
        "picture": source.picture is not None,
        "summary": _rows(_summary(entry, terms)),
        "sender": _rows(_sender(entry, terms)),
        "decision": _rows(_decision(source, terms)),
        "history": _rows([(local(e.at), _event(e, terms)) for e in source.history]),
        "evidence": _rows(_evidence(source, terms)),
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


def _decision(source: Source, terms: Terms) -> list[tuple[str, str | None]]:
    entry = source.entry
    return [
        (terms["act"], terms[entry.act.value]),
        (terms["category"], terms[entry.category.value]),
        (terms["ground"], f"{source.ground.label.in_(source.language)} ({source.ground.law})"),
        (terms["disposal_decision"], entry.disposal_decision),
        (
            terms["disposal_test"],
            terms[entry.disposal_test.value] if entry.disposal_test else None,
        ),
        (terms["moderator"], entry.moderator),
        (terms["note"], entry.note),
    ]


def _evidence(source: Source, terms: Terms) -> list[tuple[str, str | None]]:
    entry = source.entry
    picture = entry.screenshot_sha256 or (
        terms["no_picture"] if not source.ground.picture else None
    )
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
