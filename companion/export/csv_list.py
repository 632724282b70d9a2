"""The register list as CSV that Excel opens rightly: UTF-8 with BOM, semicolons (the Swedish list separator).

Formula-safe: a cell that a spreadsheet would compute (it begins with = + - @, tab or carriage return) is given a
leading apostrophe, so text from a comment can never act.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path

from companion.export.dossier import Making, Selection
from companion.register import Entry

COLUMNS = {
    "id": "Post",
    "captured_at": "Sparad (UTC)",
    "state": "Utfall",
    "category": "Kategori",
    "ground": "Grund",
    "act": "Åtgärd",
    "disposal_decision": "Gallringsbeslut",
    "disposal_test": "Gallringsgrund",
    "author_name": "Avsändare",
    "author_url": "Avsändarens adress",
    "author_id": "Avsändarens id",
    "text": "Kommentar",
    "shown_time": "Tid enligt sidan",
    "written_earliest": "Tidigast skriven (UTC)",
    "written_latest": "Senast skriven (UTC)",
    "platform": "Plattform",
    "comment_id": "Kommentarens id",
    "permalink": "Länk",
    "post_url": "Inlägg",
    "page_account": "Konto",
    "moderator": "Moderator",
    "note": "Anteckning",
    "record_sha256": "SHA-256 uppgifter",
    "screenshot_sha256": "SHA-256 skärmbild",
}
"""Field of the entry → heading, in order."""

_ACTIVE = ("=", "+", "-", "@", "\t", "\r")


def write(selection: Selection, _: Making, to: Path) -> None:
    """The list, a row at a time."""
    with to.open("xb") as file:
        file.write(codecs.BOM_UTF8)
        file.write(_row(list(COLUMNS.values())))
        for dossier in selection:
            file.write(_row([_safe(cell) for cell in cells(dossier.entry)]))


def cells(entry: Entry) -> Iterator[str]:
    """An entry's values in the order of COLUMNS; nothing where there is none."""
    content = entry.model_dump(mode="json", include=set(COLUMNS))
    for field in COLUMNS:
        value = content[field]
        yield "" if value is None else str(value)


def _safe(text: str) -> str:
    return f"'{text}" if text.lstrip(" \n").startswith(_ACTIVE) else text


def _row(cells: list[str]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerow(cells)
    return buffer.getvalue().encode()
