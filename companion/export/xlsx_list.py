"""The register list as an Excel workbook, a row at a time whatever the number of rows.

Every cell is text (the entry's number alone is a number): nothing in a comment can become a formula or a link.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from companion.errors import ExportFailed
from companion.export.columns import COLUMNS, cells
from companion.export.dossier import Making, Selection

MAX_CELL = 32_767
"""UTF-16 units that Excel takes in a cell."""

MAX_ROWS = 1_048_576
"""Rows that Excel takes in a sheet, the headings included."""

_WIDE = {"text": 70, "permalink": 40, "post_url": 40, "author_url": 40, "note": 40}


def write(selection: Selection, making: Making, to: Path) -> None:
    """The workbook. Raises ExportFailed."""
    with tempfile.TemporaryDirectory(dir=to.parent, prefix=".uppsikt-") as beside:
        book = xlsxwriter.Workbook(str(to), {"constant_memory": True, "tmpdir": beside})
        _write(book, selection, making)


def _write(book: xlsxwriter.Workbook, selection: Selection, making: Making) -> None:
    try:
        book.set_properties({"title": "Uppsikt", "created": making.now.replace(tzinfo=None)})
        _fill(book, selection)
        book.close()
    except XlsxWriterException as error:
        raise ExportFailed(reason=error) from error
    finally:
        book.fileclosed = True
        for sheet in book.worksheets():
            sheet.row_data_fh.close()  # or Windows would not let its file go


def _fill(book: xlsxwriter.Workbook, selection: Selection) -> None:
    sheet = book.add_worksheet("Register")
    heading = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 1)
    for column, (field, title) in enumerate(COLUMNS.items()):
        sheet.set_column(column, column, _WIDE.get(field, 18))
        sheet.write_string(0, column, title, heading)
    row = 0
    for row, dossier in enumerate(selection, 1):
        if row >= MAX_ROWS:
            raise ExportFailed(reason=f"ett kalkylblad rymmer {MAX_ROWS - 1:,} poster")
        sheet.write_number(row, 0, dossier.entry.id, wrapped)
        for column, text in enumerate(cells(dossier.entry)):
            if column and text:
                sheet.write_string(row, column, fitting(text), wrapped)
    sheet.autofilter(0, 0, row, len(COLUMNS) - 1)


def fitting(text: str) -> str:
    """The text as a cell can hold it; what does not fit is counted, never silently cut."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text.encode("utf-16-le")) // 2 <= MAX_CELL:
        return text
    shown = text.encode("utf-16-le")[: 2 * (MAX_CELL - 60)].decode("utf-16-le", "ignore")
    return f"{shown} […] [{len(text) - len(shown)} tecken till; hela texten finns i posten]"
