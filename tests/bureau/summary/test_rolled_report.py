"""The stations' reports as one: two equal stations come to twice the numbers counted by hand.

Tests ``bureau/work/result_figures.py``.
"""

from __future__ import annotations

import json
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

from routeplan.bureau.ledger import LedgerLine, StationState
from routeplan.bureau.summary.rolled_report import NOT_SUMMED, rolled_report
from routeplan.bureau.work.result_figures import report_figures
from routeplan.report.report_numbers import Number, Report
from tests.report.counted import report_of, write_log


def line(name: str, report: Report, log: Path, traced: str | None = None) -> LedgerLine:
    """As the ledger keeps it: through JSON."""
    figures = json.dumps(report_figures(report, log, traced), default=str)
    return LedgerLine(name, "", 0, 1, 0, StationState.DONE, 0, 1.0, None, figures, [])


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return write_log(tmp_path / "visits.db")


def test_two_equal_stations_give_twice_the_numbers_of_one(log: Path) -> None:
    one = report_of(log)
    rolled = rolled_report([line("a", one, log), line("b", one, log)])
    assert rolled is not None
    both = rolled.report
    its_own = {name for name in one.numbers if "/" not in name.partition(":")[0].partition("@")[0]}
    assert set(both.numbers) == its_own - set(NOT_SUMMED)
    for name, number in both.numbers.items():
        alone = one.numbers[name]
        assert number.unit is alone.unit
        assert number.of == alone.of
        if name == "matters-open-oldest":
            assert number.value == alone.value  # the oldest of both
        elif alone.value is not None:
            assert number.value == 2 * alone.value, name
        if alone.of and alone.value is not None:
            assert both.percent(number) == one.percent(alone)
        if alone.value:
            assert rolled.by_station()[name] == {"a": alone.value, "b": alone.value}
    assert both.numbers["met"].value == 2 * (one.numbers["met"].value or 0) > 0


def test_what_a_station_cannot_know_is_in_no_sum_and_counted(log: Path) -> None:
    one = report_of(log)
    unplanned = {"planned": Number("planned", None), "made": Number("made", None, of="planned")}
    other = replace(one, numbers={**one.numbers, **unplanned})
    rolled = rolled_report([line("a", one, log), line("b", other, log)])
    assert rolled is not None
    assert rolled.report.numbers["planned"].value == one.numbers["planned"].value
    assert {name: rolled.unknown.get(name) for name in ("planned", "made", "met")} == {
        "planned": 1,
        "made": 1,
        "met": None,
    }


def test_a_trace_leads_to_the_entries_of_each_station(log: Path) -> None:
    one = report_of(log)
    rolled = rolled_report([line("a", one, log, "met"), line("b", one, log, "nothing such")])
    assert rolled is not None
    first, second = rolled.stations
    entries = {number for group in one.numbers["met"].entries for number in group}
    assert {row["entry"] for row in first.figures["trace"]} == entries
    assert second.figures["trace"] == []


def test_officers_with_odd_ids_and_categories_with_strokes_are_told_apart(log: Path) -> None:
    one = report_of(log)
    odd = {"opinions:lamps/doors": Number("opinions:lamps/doors", 5, of="opinions")}
    rolled = rolled_report([line("a", replace(one, numbers={**one.numbers, **odd}), log)])
    assert rolled is not None
    assert rolled.report.numbers["opinions:lamps/doors"].value == 5
    assert "met/A" not in rolled.report.numbers


@pytest.mark.slow
def test_a_thousand_stations_are_no_load(log: Path) -> None:
    """As objects the figures of each would be more than ten times their text; they are dropped."""
    text = line("a", report_of(log), log).json
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        rolled = rolled_report(
            LedgerLine(f"s{k}", "", 0, 1, 0, StationState.DONE, 0, 1.0, None, text, [])
            for k in range(1_000)
        )
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert rolled is not None
    assert rolled.report.numbers["met"].value == 1_000 * (report_of(log).numbers["met"].value or 0)
    assert (kept - before) / 1_000 < 1_000  # bytes a station, beside the text


def test_without_any_station_there_is_no_report() -> None:
    assert rolled_report([]) is None
