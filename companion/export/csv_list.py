"""The register list as CSV that Excel opens rightly: UTF-8 with BOM, semicolons (the Swedish list separator).

Formula-safe: a cell that a spreadsheet would compute (it begins with = + - @, tab or carriage return) is given a
leading apostrophe, so text from a comment can never act.
"""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

from companion.export.columns import COLUMNS, cells
from companion.export.dossier import Making, Selection

BOM = codecs.BOM_UTF8

_ACTIVE = ("=", "+", "-", "@", "\t", "\r")
_FIRST = frozenset({*_ACTIVE, " ", "\n"})
"""Only what begins with one of these can act."""


def write(selection: Selection, _: Making, to: Path) -> None:
    """The list, a row at a time."""
    with to.open("xb") as file:
        file.write(BOM)
        file.write(line(list(COLUMNS.values())))
        for dossier in selection:
            file.write(line(cells(dossier.entry)))


def _safe(text: str) -> str:
    if text[:1] not in _FIRST:
        return text
    return f"'{text}" if text.lstrip(" \n").startswith(_ACTIVE) else text


def line(cells: list[str]) -> bytes:
    """One row, formula-safe."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerow(
        [_safe(cell) for cell in cells]
    )
    return buffer.getvalue().encode()
