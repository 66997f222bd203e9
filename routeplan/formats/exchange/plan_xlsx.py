"""A plan as a workbook: a sheet for each table, dates and clocks as such, texts never formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from routeplan.formats.exchange.exported import ExportedPlan
from routeplan.formats.exchange.plan_tables import CLOCKS, PlanTable, plan_tables

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

CLOCK, DAY, DEGREES = "[hh]:mm", "yyyy-mm-dd", "0.000000"
WIDEST = 48
MARGIN = 2
_TAKEN_FOR_A_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What a spreadsheet reads as the sign of that number (ECMA-376, ST_Xstring)."""


def xlsx_bytes(plan: ExportedPlan) -> bytes:
    """The workbook."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    book.properties.title = _text(plan.title)
    book.properties.creator = "routeplan"
    for table in plan_tables(plan):
        _fill(book.create_sheet(table.name), table)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _fill(sheet: Worksheet, table: PlanTable) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for number, column in enumerate(table.columns, start=1):
        sheet.cell(1, number, column).font = Font(bold=True)
    for row, cells in enumerate(table.cells, start=2):
        for number, (column, value) in enumerate(zip(table.columns, cells, strict=True), start=1):
            _write(sheet.cell(row, number), column, value)
    for number, column in enumerate(table.columns, start=1):
        texts = (column, *_lines(table, column))
        width = min(WIDEST, max(map(len, texts)) + MARGIN)
        sheet.column_dimensions[get_column_letter(number)].width = width
        if max(map(len, texts)) > WIDEST:
            for row in range(2, len(table.rows) + 2):
                sheet.cell(row, number).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _lines(table: PlanTable, column: str) -> Iterator[str]:
    for row in table.rows:
        yield from str(row[column]).split("\n")


def _write(cell: Any, column: str, value: object) -> None:
    """One cell; text stays text, also when somebody edits it."""
    if column in CLOCKS:
        hours, minutes = map(int, str(value).split(":"))
        cell.value, cell.number_format = timedelta(hours=hours, minutes=minutes), CLOCK
    elif isinstance(value, date):
        cell.value, cell.number_format = value, DAY
    elif isinstance(value, str):
        cell.value = _text(value)
        cell.data_type = "s"
        cell.quotePrefix = True
    else:
        cell.value = value
        if column in ("latitude", "longitude"):
            cell.number_format = DEGREES


def _text(value: str) -> str:
    return _TAKEN_FOR_A_CODE.sub("_x005F_", value)
