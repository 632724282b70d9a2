"""The monthly report (H6) as PDF/A and as a workbook: the same figures, for reading and for counting on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

from companion.errors import Language
from companion.export.dossier import Making
from companion.export.times import local
from companion.export.typeset import typeset
from companion.export.words import WORDS
from companion.register.figures import Figures

TEMPLATE = Path(__file__).with_name("report.typ")

Row = tuple[str, str | int | float]


def month_name(month: date, language: Language) -> str:
    """Such as november 2026."""
    names = WORDS[language]["months"].split()
    return f"{names[month.month - 1]} {month.year}"


def rows(figures: Figures, language: Language) -> list[Row]:
    """The figures that are one number each, with their names."""
    terms = WORDS[language]
    hours = figures.hours_to_act
    return [
        (terms["report_looks"], figures.looks),
        (terms["report_days"], figures.days),
        (terms["report_read"], figures.read),
        (terms["report_flagged"], figures.flagged),
        (terms["report_kept"], figures.kept),
        (terms["report_saved"], sum(figures.saved.values())),
        (terms["report_hours"], "–" if hours is None else round(hours, 1)),
        (terms["report_answered"], figures.answered),
        (terms["report_waiting"], figures.waiting),
    ]


def tables(figures: Figures, language: Language) -> list[tuple[str, list[Row]]]:
    """The figures that are counted by something: heading, then name and number."""
    terms = WORDS[language]
    counted = (
        ("report_categories", figures.saved),
        ("report_acts", figures.acts),
        ("report_states", figures.states),
    )
    return [
        (terms[title], [(terms[name], number) for name, number in found.items()])
        for title, found in counted
    ]


def pdf(figures: Figures, earlier: Sequence[Figures], making: Making) -> bytes:
    """The report of a month, with the months before it as bars. Raises ExportFailed."""
    terms = WORDS[making.language]
    months = [*earlier, figures]
    data: dict[str, object] = {
        "title": f"{terms['report']} {month_name(figures.month, making.language)}",
        "agency": making.archive.agency,
        "made": f"{terms['made']} {local(making.now)}",
        "language": making.language,
        "words": {"page": terms["page"], "of": terms["of"]},
        "rows": [[name, str(value)] for name, value in rows(figures, making.language)],
        "tables": [
            {"title": title, "rows": [[name, str(number), number] for name, number in found]}
            for title, found in tables(figures, making.language)
            if found
        ],
        "months_title": terms["report_months"],
        "months": [
            [month_name(one.month, making.language), sum(one.saved.values())] for one in months
        ],
    }
    return typeset(TEMPLATE, lambda _: data, making.now)


def xlsx(months: Sequence[Figures], making: Making, to: Path) -> None:
    """A workbook with a column for each month. Raises OSError."""
    terms = WORDS[making.language]
    with xlsxwriter.Workbook(to, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet(terms["report"][:31])
        sheet.set_column(0, 0, 46)
        sheet.set_column(1, max(1, len(months)), 16)
        for column, one in enumerate(months, 1):
            sheet.write_string(0, column, month_name(one.month, making.language), bold)
        for number, name in enumerate(_names(months, making.language), 1):
            sheet.write_string(number, 0, name)
            for column, one in enumerate(months, 1):
                value = _value(one, name, making.language)
                if isinstance(value, str):
                    sheet.write_string(number, column, value)
                else:
                    sheet.write_number(number, column, value)


def _names(months: Sequence[Figures], language: Language) -> list[str]:
    names = [name for one in months for name, _ in _all(one, language)]
    return list(dict.fromkeys(names))


def _value(figures: Figures, name: str, language: Language) -> str | int | float:
    return dict(_all(figures, language)).get(name, 0)


def _all(figures: Figures, language: Language) -> list[Row]:
    counted = [
        (f"{title}: {name}", number)
        for title, found in tables(figures, language)
        for name, number in found
    ]
    return [*rows(figures, language), *counted]
