"""The register list as CSV that Excel opens rightly: UTF-8 with BOM, semicolons (the Swedish list separator).

Formula-safe: a cell that a spreadsheet would compute (it begins with = + - @, tab or carriage return) is given a
leading apostrophe, so text from a comment can never act.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator

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


def write(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The file in pieces, a row at a time."""
    yield codecs.BOM_UTF8
    yield _row(list(COLUMNS.values()))
    for entry in entries:
        content = entry.model_dump(mode="json")
        yield _row([_safe(content[field]) for field in COLUMNS])


def _safe(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" \n").startswith(_ACTIVE) else text


def _row(cells: list[str]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerow(cells)
    return buffer.getvalue().encode()
