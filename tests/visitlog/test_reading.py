"""What is asked of the log by day.

Tests ``visitlog/log_records.py``.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from routeplan.visitlog.log_records import Call, Channel, NewMatter, Result
from routeplan.visitlog.reading import calls, entries, first_day, matters
from routeplan.visitlog.store import reading, writing
from tests.visitlog.logs import MONDAY, TUESDAY, WEDNESDAY, call, record


def test_entries_and_calls_are_those_of_the_days_asked_for(path: Path) -> None:
    record(path, *(call(day=day) for day in (WEDNESDAY, MONDAY, TUESDAY)))
    with reading(path) as log:
        assert [entry.entry.day for entry in entries(log, MONDAY, TUESDAY)] == [MONDAY, TUESDAY]
        assert [logged_call.day for logged_call in calls(log, TUESDAY)] == [TUESDAY, WEDNESDAY]
        assert first_day(log) == MONDAY


def test_calls_come_by_day_with_the_bones_of_their_entries(path: Path) -> None:
    record(path, call("out", row_mark="ab"), call("met", household="H2", visit="H2"))
    record(path, call("refused"), correcting=True)
    with reading(path) as log:
        assert list(calls(log)) == [
            Call(2, MONDAY, "H2", Result.MET, Channel.HOME, 36_000, ""),
            Call(3, MONDAY, "H1", Result.REFUSED, Channel.HOME, 36_000, ""),
        ]


def test_an_empty_log_has_no_first_day(path: Path) -> None:
    with writing(path):
        pass
    with reading(path) as log:
        assert (first_day(log), entries(log), list(calls(log))) == (None, [], [])


def test_a_first_day_that_was_withdrawn_no_longer_begins_the_log(path: Path) -> None:
    record(path, call(day=MONDAY), call(day=TUESDAY))
    record(path, call("withdrawn", day=MONDAY), correcting=True)
    with reading(path) as log:
        assert first_day(log) == TUESDAY


def test_matters_of_one_day_come_in_the_order_of_their_numbers(path: Path) -> None:
    lamp = NewMatter("lamp", "look", TUESDAY)
    record(path, *(call(visit=f"H1/{k}", matter=lamp) for k in range(1, 11)))
    with reading(path) as log:
        assert [matter.id for matter in matters(log)] == [f"M{k}" for k in range(1, 11)]


def test_more_entries_than_one_statement_may_ask_for_are_read(path: Path) -> None:
    """1,100 numbers: three statements of at most 500."""
    record(path, *(call(day=MONDAY + timedelta(days=day)) for day in range(1100)))
    with reading(path) as log:
        found = entries(log)
    assert [entry.number for entry in found] == list(range(1, 1101))
