"""Every format by its name: what writes it, and as what a browser receives it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from companion.export import csv_list, eark, eml, fgs12, json_list, pdf, police, warc, xlsx_list
from companion.export.dossier import Making, Selection
from companion.export.whole import unchecked


class Format(NamedTuple):
    """One way out of the register."""

    write: Callable[[Selection, Making, Path], None]
    """Writes a new file at the path. Raises NothingToExport, EvidenceDamaged, ExportFailed, OSError."""
    suffix: str
    mimetype: str
    check: Callable[[Path], None] = unchecked
    """Reads the file before it gets its name. Raises ExportFailed."""
    record: bool = True
    """Does the entry itself leave for where it is kept, and not only a line or a copy of it?"""


FORMATS = {
    "pdf": Format(pdf.write, "pdf", "application/pdf"),
    "csv": Format(csv_list.write, "csv", "text/csv; charset=utf-8", record=False),
    "xlsx": Format(
        xlsx_list.write,
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        record=False,
    ),
    "json": Format(json_list.write, "json", "application/json"),
    "eark": Format(eark.write, "zip", "application/zip", eark.check),
    "fgs12": Format(fgs12.write, "zip", "application/zip", fgs12.check),
    "warc": Format(warc.write, "warc", "application/warc", warc.check),
    "police": Format(police.write, "zip", "application/zip", police.check, record=False),
    "eml": Format(eml.write, "eml", "message/rfc822"),
}
