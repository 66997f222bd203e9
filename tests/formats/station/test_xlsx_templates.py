"""Workbooks to fill in: what a cell takes, and what is said to whoever types something else."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest

from routeplan.formats.station.officers import OFFICER_COLUMNS
from routeplan.formats.station.xlsx_templates import CHECKS, workbook
from routeplan.phrases import Phrase

CHINESE = {
    "Choose one of: {choices}": "请选择:{choices}",
    "Write a date such as 2026-11-30": "请填写日期,例如 2026-11-30",
    "Write a number from {low:g} to {high:g}": "请填写 {low:g} 到 {high:g} 之间的数字",
}


def in_chinese(text: str) -> str:
    assert isinstance(text, Phrase)
    return text.said_in(CHINESE)


def messages(name: str, worded: Callable[[str], str]) -> dict[str, str]:
    """By column: what a spreadsheet program says to a value that it does not take."""
    table = ",".join(["id", *CHECKS[name]]) + "\n"
    content = workbook(name, table, worded)
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    header = [cell.value for cell in sheet[1]]
    return {
        header[cells.min_col - 1]: check.error
        for check in sheet.data_validations.dataValidation
        for cells in check.sqref.ranges
    }


@pytest.mark.parametrize("name", CHECKS)
def test_every_column_that_is_checked_says_what_it_takes(name: str) -> None:
    assert messages(name, str).keys() == CHECKS[name].keys()


def test_a_cell_speaks_the_language_of_who_fills_it_in() -> None:
    said = messages("households", in_chinese)
    assert said["due"] == "请填写日期,例如 2026-11-30"
    assert said["latitude"] == "请填写 -85 到 85 之间的数字"
    assert said["priority"] == "请选择:must, high, normal, low"


def test_without_a_language_it_speaks_english() -> None:
    said = messages("officers", str)
    assert said["break_minutes"] == "Write a number from 1 to 480"
    assert said["mode"] == "Choose one of: foot, bike, car"


def test_a_telephone_s_first_zero_is_kept_by_the_column_s_format() -> None:
    header = ",".join(OFFICER_COLUMNS)
    book = openpyxl.load_workbook(BytesIO(workbook("officers", f"{header}\n", str)))
    sheet = book.active
    assert sheet is not None
    letters = {cell.value: cell.column_letter for cell in sheet[1]}
    formats = {name: sheet.column_dimensions[letters[name]].number_format for name in letters}
    assert (formats["telephone"], formats["id"]) == ("@", "@")
    assert formats["share"] == formats["max_visits"] == "General"
