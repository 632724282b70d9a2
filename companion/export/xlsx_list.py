"""The register list as an Excel workbook, a row at a time whatever the number of rows.

XlsxWriter makes the book with its headings, widths and filter; the rows are streamed into its sheet as inline
strings, which takes a third of the time of handing it cell by cell. Every cell is text (the entry's number alone is
a number): nothing in a comment can become a formula or a link.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from companion.errors import ExportFailed
from companion.export.columns import COLUMNS, cells
from companion.export.dossier import Making, Selection
from companion.register import Entry

MAX_CELL = 32_767
"""UTF-16 units that Excel takes in a cell."""

MAX_ROWS = 1_048_576
"""Rows that Excel takes in a sheet, the headings included."""

_WIDE = {"text": 70, "permalink": 40, "post_url": 40, "author_url": 40, "note": 40}
_LETTERS = [xl_col_to_name(number) for number in range(len(COLUMNS))]
_SHEET = "xl/worksheets/sheet1.xml"
_SAMPLE = re.compile(rb'<row r="2".*?<c r="A2" s="(\d+)".*?</row>')
_SIZE = re.compile(rb"<dimension [^>]*/>")
_SPECIAL = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def write(selection: Selection, making: Making, to: Path) -> None:
    """The workbook. Raises ExportFailed, OSError."""
    when = making.now.astimezone().timetuple()[:6]
    before, style, _ = _sheet(_book(making.now, 0)[_SHEET])
    with zipfile.ZipFile(to, "x", zipfile.ZIP_DEFLATED) as file:
        number = 1
        with file.open(_info(_SHEET, when), "w", force_zip64=True) as sheet:
            sheet.write(before)
            for number, dossier in enumerate(selection, 2):
                if number > MAX_ROWS:
                    raise ExportFailed(reason=f"ett kalkylblad rymmer {MAX_ROWS - 1:,} poster")
                sheet.write(_row(dossier.entry, number, style))
            parts = _book(making.now, number - 1)
            sheet.write(_sheet(parts.pop(_SHEET))[2])
        for name, content in parts.items():
            file.writestr(_info(name, when), content)


def _info(name: str, when: tuple[int, ...]) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (*when,))  # type: ignore[arg-type]
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _book(now: datetime, rows: int) -> dict[str, bytes]:
    """The parts of a book with headings, a sample of a row, and a filter over so many rows."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": "Uppsikt", "created": now.replace(tzinfo=None)})
    sheet = book.add_worksheet("Register")
    heading = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 1)
    for column, (field, title) in enumerate(COLUMNS.items()):
        sheet.set_column(column, column, _WIDE.get(field, 18))
        sheet.write_string(0, column, title, heading)
    sheet.write_number(1, 0, 0, wrapped)
    sheet.autofilter(0, 0, rows, len(COLUMNS) - 1)
    book.close()
    with zipfile.ZipFile(out) as file:
        return {name: file.read(name) for name in file.namelist()}


def _sheet(made: bytes) -> tuple[bytes, str, bytes]:
    """What stands before the sample row, the number of its format, and what stands after it."""
    sample = _SAMPLE.search(made)
    if sample is None:
        raise ExportFailed(reason="XlsxWriter skriver inte som väntat")
    return _SIZE.sub(b"", made[: sample.start()]), sample[1].decode(), made[sample.end() :]


def _row(entry: Entry, number: int, style: str) -> bytes:
    """A row of the sheet; what is empty has no cell."""
    parts = [f'<row r="{number}"><c r="A{number}" s="{style}"><v>{entry.id}</v></c>']
    for letter, text in zip(_LETTERS, cells(entry), strict=True):
        if text and letter != "A":
            content = _SPECIAL.sub(_spelled, fitting(text))
            parts.append(
                f'<c r="{letter}{number}" s="{style}" t="inlineStr">'
                f'<is><t xml:space="preserve">{content}</t></is></c>'
            )
    parts.append("</row>")
    return "".join(parts).encode()


def _spelled(found: re.Match[str]) -> str:
    """As Excel spells what XML cannot hold (_x0007_), and an underscore that would look like such."""
    sign = found[0]
    return _ENTITIES.get(sign) or f"_x{ord(sign):04X}_"


def fitting(text: str) -> str:
    """The text as a cell can hold it; what does not fit is counted, never silently cut."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) <= MAX_CELL // 2 or len(text.encode("utf-16-le")) // 2 <= MAX_CELL:
        return text
    shown = text.encode("utf-16-le")[: 2 * (MAX_CELL - 60)].decode("utf-16-le", "ignore")
    return f"{shown} […] [{len(text) - len(shown)} tecken till; hela texten finns i posten]"
