"""From a number back to its entries, and to what these have corrected."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from routeplan.errors import UsageError
from routeplan.report.report_numbers import STATION, Mark, Number, Report
from routeplan.report.trace import ReplacedEntry, TraceRow, named, trace
from routeplan.visitlog.store import reading
from tests.visitlog.logs import CLERK, MONDAY, NOW, OUT, call, record


def rows_of(path: Path, number: Number) -> list[TraceRow]:
    with reading(path) as log:
        return trace(log, number)


def test_an_entry_is_told_by_sheet_day_stop_and_time(path: Path) -> None:
    record(path, OUT)
    assert rows_of(path, Number("out", 1, entries=((1,),))) == [
        TraceRow(1, 1, MONDAY, "R", "1", 36_000, "out", NOW, CLERK)
    ]


def test_every_entry_that_was_corrected_is_told_the_newest_first(path: Path) -> None:
    for result in ("out", "met", "refused"):
        record(path, call(result), correcting=True)
    (row,) = rows_of(path, Number("refused", 1, entries=((3,),)))
    assert (row.entry, row.what) == (3, "refused")
    assert row.before == (ReplacedEntry(2, "met", NOW, CLERK), ReplacedEntry(1, "out", NOW, CLERK))


def test_two_sheets_of_one_visit_and_what_is_no_entry_are_told_apart(path: Path) -> None:
    record(path, OUT, call(round="S", officers=("O2",)))
    mark = Mark(MONDAY, "R", "2", 37_800, "planned")
    rows = rows_of(path, Number("x", 2, entries=((1, 2),), marks=(mark,)))
    assert [(row.counted, row.entry, row.sheet) for row in rows] == [
        (1, 1, "R"),
        (1, 2, "S"),
        (2, None, "R"),
    ]
    assert (rows[2].stop, rows[2].at_seconds, rows[2].what) == ("2", 37_800, "planned")


def test_a_number_that_is_not_there_is_answered_with_the_nearest() -> None:
    day = date(2026, 11, 30)
    numbers = {name: Number(name, 0) for name in ("met", "met/K3", "called")}
    report = Report(day, day, day, STATION, (), (), numbers, ())
    assert named(report, "met/K3").name == "met/K3"
    with pytest.raises(UsageError, match="no number met/K4; did you mean met/K3, met"):
        named(report, "met/K4")
    with pytest.raises(UsageError, match="no number 7; routeplan report --json lists them all"):
        named(report, "7")
