"""A report as a table: every number once, what is unknown empty, nothing a spreadsheet runs."""

from __future__ import annotations

import csv
import stat
from datetime import date
from pathlib import Path

from routeplan.formats.report_csv import COLUMNS, write_report_table
from routeplan.visitlog.report.records import STATION, Number, Report, Unit

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def report_with(*numbers: Number) -> Report:
    by_name = {number.name: number for number in numbers}
    return Report(FIRST, LAST, LAST, STATION, (), (), by_name, ())


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_every_number_stands_in_a_row_with_what_it_is_a_part_of(tmp_path: Path) -> None:
    called, met = Number("called", 3), Number("met", 2, of="called")
    busy, travel = Number("busy", None, Unit.SECONDS), Number("travel", None, Unit.SECONDS, "busy")
    path = write_report_table(
        tmp_path / "new" / "report.csv", report_with(called, met, busy, travel)
    )
    span = ["2026-11-01", "2026-11-30"]
    assert rows_of(path) == [
        list(COLUMNS),
        [*span, "called", "3", "count", "", "", ""],
        [*span, "met", "2", "count", "called", "3", "67"],
        [*span, "busy", "", "seconds", "", "", ""],
        [*span, "travel", "", "seconds", "busy", "", ""],
    ]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    path = write_report_table(tmp_path / "report.csv", report_with(Number("=1+1", 1)))
    assert rows_of(path)[1][2] == "'=1+1"
