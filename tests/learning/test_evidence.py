"""Which calls count, as the log stood at an entry of it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from routeplan.learning.evidence import Evidence, KnownCalls, calls_of, read_evidence
from routeplan.visitlog.log_records import Promise
from routeplan.visitlog.store import writing
from routeplan.visitlog.writing import add_round
from tests.visitlog.logs import MONDAY, ROUND, TUESDAY, WEDNESDAY, call, record

INDEX = {"H1": 0, "H2": 1, "H3": 2}
TEN = 36_000


def calls(path: Path, day: date = WEDNESDAY, entry: int | None = None) -> KnownCalls:
    return calls_of(read_evidence(path, day, entry), INDEX)


def of(household: str, result: str = "met", **changes: Any):
    return call(result, household=household, visit=household, **changes)


def test_without_a_log_there_is_nothing_to_learn(path: Path) -> None:
    assert read_evidence(path, WEDNESDAY) == Evidence(0, ())
    assert len(calls(path)) == 0


def test_an_empty_log_was_read_to_its_entry_0(path: Path) -> None:
    with writing(path):
        pass
    assert read_evidence(path, WEDNESDAY) == Evidence(0, ())


def test_met_entered_and_out_at_the_door_before_the_day_count(path: Path) -> None:
    """30 November 2026 is a Monday. The day itself, other channels and refusals stay away, and so
    do households that the tables do not have."""
    record(
        path,
        of("H1", "out"),
        of("H2", "entered", day=TUESDAY, called_at=TEN + 60, seconds=600),
        of("H3", "met", day=WEDNESDAY),
        of("H3", "refused"),
        of("H3", "met", channel="telephone", stop="9"),
        of("H4"),
    )
    found = calls(path)
    assert found.who.tolist() == [0, 1]
    assert found.weekday.tolist() == [0, 1]
    assert found.at.tolist() == [TEN, TEN + 60]
    assert found.met.tolist() == [False, True]
    assert found.seconds.tolist()[1] == 600
    assert found.same.all()
    assert not found.promised.any()


def test_two_officers_at_one_door_are_one_call(path: Path) -> None:
    record(
        path, of("H1", round="R1"), of("H1", round="R2"), of("H1", round="R3", called_at=TEN + 1)
    )
    assert calls(path).at.tolist() == [TEN, TEN + 1]


def test_calls_of_unknown_time_are_each_a_call(path: Path) -> None:
    record(path, *(of("H1", round=name, called_at=None) for name in ("R1", "R2")))
    assert calls(path).at.tolist() == [-1, -1]


def test_after_midnight_it_is_the_next_day(path: Path) -> None:
    """25:30 on Sunday 29 November is 01:30 on Monday."""
    record(path, of("H1", day=MONDAY - timedelta(days=1), called_at=25 * 3600 + 1800))
    found = calls(path)
    assert (found.weekday.tolist(), found.at.tolist()) == ([0], [5400])


def test_results_before_a_move_are_those_of_other_people(path: Path) -> None:
    record(path, of("H1", "out"), of("H1", "moved", day=TUESDAY, stop="2"))
    record(path, of("H2", "out"))
    record(path, of("H1", "met", day=TUESDAY, round="R2", called_at=TEN + 60))
    found = calls(path)
    assert [*zip(found.who.tolist(), found.met.tolist(), found.same.tolist(), strict=True)] == [
        (0, False, False),
        (1, False, True),
        (0, True, True),
    ]


def test_calls_on_a_promised_day_are_marked(path: Path) -> None:
    """H1's stop of the round stands for an appointment; H2 was promised Tuesday by an entry."""
    with writing(path) as log:
        add_round(log, ROUND)
    promise = Promise(TUESDAY, TEN)
    record(path, of("H1"), of("H2", promise=promise), of("H2", day=TUESDAY), of("H3", "out"))
    found = calls(path)
    marked = zip(found.who.tolist(), found.weekday.tolist(), found.promised.tolist(), strict=True)
    assert sorted(marked) == [(0, 0, True), (1, 0, False), (1, 1, True), (2, 0, False)]


def test_a_promise_that_was_corrected_away_marks_no_day(path: Path) -> None:
    """Entry 3 takes back what entry 1 promised; as the log stood at entry 2 it still held."""
    record(path, of("H2", promise=Promise(TUESDAY, TEN)), of("H2", day=TUESDAY))
    record(path, of("H2"), correcting=True)
    assert calls(path, entry=2).promised.tolist() == [False, True]
    assert calls(path).promised.tolist() == [False, False]


@pytest.mark.parametrize(("entry", "met"), [(1, [False]), (2, [False, True]), (3, [True, True])])
def test_the_log_can_be_read_as_it_stood_at_an_entry(path: Path, entry: int, met: list) -> None:
    """Entry 3 corrects entry 1: out was met."""
    record(path, of("H1", "out"), of("H2", "met"))
    record(path, of("H1", "met"), correcting=True)
    assert calls(path, entry=entry).met.tolist() == met
    assert read_evidence(path, WEDNESDAY).entry == 3
