"""A report as a table: every number once, what is unknown empty, nothing a spreadsheet runs."""

from __future__ import annotations

import csv
import io
from datetime import date

from routeplan.formats.exchange.report_csv import COLUMNS, report_table
from routeplan.report.report_numbers import STATION, Number, Report, ValueUnit

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def report_with(*numbers: Number) -> Report:
    by_name = {number.name: number for number in numbers}
    return Report(FIRST, LAST, LAST, STATION, (), (), by_name, ())


def rows_of(report: Report) -> list[list[str]]:
    text = report_table(report).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_every_number_stands_in_a_row_with_what_it_is_a_part_of() -> None:
    called, met = Number("called", 3), Number("met", 2, of="called")
    busy, travel = (
        Number("busy", None, ValueUnit.SECONDS),
        Number("travel", None, ValueUnit.SECONDS, "busy"),
    )
    span = ["2026-11-01", "2026-11-30"]
    assert rows_of(report_with(called, met, busy, travel)) == [
        list(COLUMNS),
        [*span, "called", "3", "count", "", "", ""],
        [*span, "met", "2", "count", "called", "3", "67"],
        [*span, "busy", "", "seconds", "", "", ""],
        [*span, "travel", "", "seconds", "busy", "", ""],
    ]


def test_no_cell_is_a_formula() -> None:
    assert rows_of(report_with(Number("=1+1", 1)))[1][2] == "'=1+1"
