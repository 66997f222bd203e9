"""A report as a table for spreadsheets: one row for each number."""

from __future__ import annotations

from pathlib import Path

from routeplan.formats.officer_column import write_rows
from routeplan.visitlog.report.records import Report

COLUMNS = ("from", "to", "name", "value", "unit", "of", "of_value", "percent")


def write_report_table(path: Path, report: Report) -> Path:
    """Write every number of the report, readable by its owner only.

    A value that cannot be known is empty, never 0.
    """
    return write_rows(path, COLUMNS, map(tuple, report_rows(report)))


def report_rows(report: Report) -> list[list[str | int]]:
    """The rows of the table, in the report's order."""
    rows: list[list[str | int]] = []
    for number in report.numbers.values():
        whole = report.numbers[number.of].value if number.of else None
        percent = report.percent(number)
        told = ["" if each is None else each for each in (number.value, whole, percent)]
        span = [str(report.first), str(report.last)]
        rows.append([*span, number.name, told[0], number.unit.value, number.of, *told[1:]])
    return rows
