"""Workbooks of a new station: digits that are no amounts stay as they are typed."""

from __future__ import annotations

from io import BytesIO

import openpyxl

from routeplan.formats.station.officers import OFFICER_COLUMNS
from routeplan.formats.station.xlsx_templates import workbook


def test_a_telephone_s_first_zero_is_kept_by_the_column_s_format() -> None:
    header = ",".join(OFFICER_COLUMNS)
    book = openpyxl.load_workbook(BytesIO(workbook("officers", f"{header}\n")))
    sheet = book.active
    assert sheet is not None
    letters = {cell.value: cell.column_letter for cell in sheet[1]}
    formats = {name: sheet.column_dimensions[letters[name]].number_format for name in letters}
    assert (formats["telephone"], formats["id"]) == ("@", "@")
    assert formats["share"] == formats["max_visits"] == "General"
