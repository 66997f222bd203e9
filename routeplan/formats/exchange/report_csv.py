"""A report as a table for spreadsheets: one row for each number."""

from __future__ import annotations

from collections.abc import Iterator

from routeplan.formats.station.officer_column import table_for_people
from routeplan.report.report_numbers import Report

COLUMNS = ("from", "to", "name", "value", "unit", "of", "of_value", "percent")


def report_table(report: Report) -> bytes:
    """Every number of the report, in its order; one that cannot be known is empty, never 0."""
    return table_for_people(COLUMNS, _rows(report))


def _rows(report: Report) -> Iterator[tuple[object, ...]]:
    for number in report.numbers.values():
        whole = report.numbers[number.of].value if number.of else None
        cells = (number.value, number.unit.value, number.of, whole, report.percent(number))
        yield report.first, report.last, number.name, *cells
