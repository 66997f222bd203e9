"""The tables of a new station as workbooks, with lists to choose from and checks while typing."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from routeplan.formats.station.households import A_YEAR, MOST_VISITS
from routeplan.formats.station.officers import MOST_BREAK_MINUTES, MOST_STOPS
from routeplan.model.inputs import Mode, Priority
from routeplan.phrases import phrase

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

ROWS = 5000
"""So many rows have lists and checks."""
MARGIN, WIDEST = 2, 40
COMMENT = "#"
AS_TEXT = ("id", "telephone")
"""Columns whose digits are no amounts: a spreadsheet keeps the zeros that they begin with."""


@dataclass(frozen=True)
class Check:
    """What a column takes.

    Parameters
    ----------
    choices
        A list to choose from; empty for none.
    kind, low, high
        ``whole``, ``decimal`` or ``date``, and the bounds of numbers.
    """

    choices: tuple[str, ...] = ()
    kind: str = ""
    low: float = 0
    high: float = 0


YES_NO = Check(("yes", "no"))
DAY = Check(kind="date")
CHECKS: Mapping[str, Mapping[str, Check]] = {
    "households": {
        "latitude": Check(kind="decimal", low=-85, high=85),
        "longitude": Check(kind="decimal", low=-180, high=180),
        "visit_minutes": Check(kind="decimal", low=1, high=1440),
        "priority": Check(tuple(priority.value for priority in Priority)),
        "visits": Check(kind="whole", low=1, high=MOST_VISITS),
        "days_between": Check(kind="whole", low=0, high=A_YEAR),
        "due": DAY,
        "latest": DAY,
        "officers_needed": Check(("1", "2")),
        "do_not_call": YES_NO,
    },
    "officers": {
        "mode": Check(tuple(mode.value for mode in Mode)),
        "break_minutes": Check(kind="whole", low=1, high=MOST_BREAK_MINUTES),
        "max_visits": Check(kind="whole", low=1, high=MOST_STOPS),
    },
    "calendar": {"date": DAY, "day": Check(("off", "work"))},
}


def workbook(name: str, table: str, worded: Callable[[str], str] = str) -> bytes:
    """A workbook with the columns and examples of a table's template.

    Parameters
    ----------
    name
        ``households``, ``officers`` or ``calendar``.
    table
        The template, as CSV.
    worded
        Says a sentence in the language of whoever fills the table in.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font, PatternFill

    rows = list(csv.reader(StringIO(table)))
    book = Workbook()
    sheet = book.active
    sheet.title = name
    book.properties.creator = "routeplan"
    for number, cells in enumerate(rows, start=1):
        for place, text in enumerate(cells, start=1):
            cell = sheet.cell(number, place)
            _write(cell, text)
            if number == 1:
                cell.font = Font(bold=True)
                cell.fill = PatternFill("solid", fgColor="E8E8E8")
            elif cells[0].startswith(COMMENT):
                cell.font = Font(italic=True, color="707070")
    _layout(sheet, rows)
    for column, check in CHECKS[name].items():
        validation = _validation(check, rows[0].index(column) + 1, after=len(rows))
        validation.error = worded(_mend(check))
        sheet.add_data_validation(validation)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _write(cell: Any, text: str) -> None:
    """Text stays text, also when somebody edits it."""
    if text:
        cell.value = text
        cell.data_type = "s"


def _layout(sheet: Worksheet, rows: Sequence[Sequence[str]]) -> None:
    from openpyxl.utils import get_column_letter

    for column, name in enumerate(rows[0], start=1):
        texts = [name, *(cells[column - 1] for cells in rows[1:] if len(cells) >= column)]
        width = min(WIDEST, max(map(len, texts)) + MARGIN)
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width = width
        if name in AS_TEXT:
            dimension.number_format = "@"
    sheet.freeze_panes = "B2"


def _mend(check: Check) -> str:
    """What to write instead."""
    if check.choices:
        return phrase("Choose one of: {choices}", choices=", ".join(check.choices))
    if check.kind == "date":
        return phrase("Write a date such as 2026-11-30")
    return phrase("Write a number from {low:g} to {high:g}", low=check.low, high=check.high)


def _validation(check: Check, column: int, *, after: int) -> Any:
    """The check of a column's cells below the examples."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    letter = get_column_letter(column)
    if check.choices:
        made = DataValidation(type="list", formula1=f'"{",".join(check.choices)}"')
    elif check.kind == "date":
        made = DataValidation(type="date", operator="greaterThan", formula1="36526")
    else:
        made = DataValidation(
            type=check.kind,
            operator="between",
            formula1=f"{check.low:g}",
            formula2=f"{check.high:g}",
        )
    made.allow_blank, made.showErrorMessage, made.errorTitle = True, True, "routeplan"
    # A warning, not a stop: what the program understands beyond this may be typed all the same.
    made.errorStyle = "warning"
    made.add(f"{letter}{after + 1}:{letter}{after + ROWS}")
    return made
