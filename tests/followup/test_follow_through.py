"""Promises kept and broken, matters followed to their end.

Tests ``followup/recording.py`` and ``followup/steps.py``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from routeplan.errors import InputError, UsageError
from routeplan.followup.follow_through import PromiseOutcome, outcomes
from routeplan.followup.recording import record_handout, record_results
from routeplan.followup.steps import record_broken_promise, record_closing, record_step
from routeplan.visitlog.handouts import Handout, handouts
from routeplan.visitlog.log_records import Channel, NewMatter, Promise
from routeplan.visitlog.reading import entries, matters, rounds
from routeplan.visitlog.store import reading, writing
from routeplan.visitlog.writing import add_round
from tests.visitlog.logs import CLERK, MONDAY, NOW, OUT, ROUND, TUESDAY, WEDNESDAY, call, record

AT_TEN = Promise(TUESDAY, 36_000)
AT_TEN_BY_O3 = Promise(TUESDAY, 36_000, "O3")


def told(path: Path) -> list[PromiseOutcome]:
    with reading(path) as log:
        return outcomes(log, MONDAY, TUESDAY, tolerance_seconds=600)


@pytest.mark.parametrize(
    ("came", "kept"),
    [
        ({"called_at": 36_600}, True),
        ({"called_at": 36_601}, False),
        ({"called_at": 35_400}, True),
        ({"called_at": None}, True),  # nobody wrote the time down
        ({"channel": Channel.TELEPHONE}, False),
        ({"day": WEDNESDAY}, False),
        ({"household": "H2"}, False),
    ],
)
def test_a_promise_is_kept_by_coming_in_time(path: Path, came: dict, kept: bool) -> None:
    record(path, call(promise=AT_TEN))
    (second,) = record(path, call(**({"result": "out", "day": TUESDAY} | came))).new
    (found,) = told(path)
    assert found.is_kept is kept
    promised = PromiseOutcome("H1", TUESDAY, 36_000, None, "", ("O1",), "R", "1")
    assert found == replace(promised, call=second.number if kept else None)


@pytest.mark.parametrize(
    ("promised", "day", "called_at", "kept"),
    [
        pytest.param(Promise(TUESDAY, 3_600), MONDAY, 90_000, True, id="01:00, called on at 25:00"),
        pytest.param(Promise(MONDAY, 90_000), TUESDAY, 3_600, True, id="25:00, called on at 01:00"),
        pytest.param(Promise(MONDAY, 90_000), MONDAY, 89_400, True, id="ten minutes early"),
        pytest.param(Promise(MONDAY, 90_000), MONDAY, 3_600, False, id="a day early"),
        pytest.param(Promise(TUESDAY, 3_600), MONDAY, 89_399, False, id="too early"),
    ],
)
def test_a_promise_after_midnight_is_kept_in_its_night(
    path: Path, promised: Promise, day: date, called_at: int, kept: bool
) -> None:
    before = MONDAY.replace(day=20)
    record(path, call(day=before, promise=promised))
    record(path, call(result="out", day=day, called_at=called_at))
    (found,) = told(path)
    assert found.is_kept is kept


@pytest.mark.parametrize("on", [MONDAY, TUESDAY], ids=["the night's day", "the date on the wall"])
def test_why_a_promise_after_midnight_was_broken_is_said_by_either_date(
    path: Path, on: date
) -> None:
    record(path, call(day=MONDAY.replace(day=20), promise=Promise(MONDAY, 90_000)))
    record_broken_promise(path, "H1", on, reason="officer ill")
    (found,) = told(path)
    assert (found.on, found.reason) == (MONDAY, "officer ill")


def test_a_broken_promise_has_its_reason(path: Path) -> None:
    record(path, call(promise=AT_TEN))
    record_broken_promise(path, "H1", TUESDAY, reason="officer ill")
    assert told(path) == [
        PromiseOutcome("H1", TUESDAY, 36_000, None, "officer ill", ("O1",), "R", "1"),
    ]


def test_a_promise_is_of_the_officer_promised_else_of_the_round_it_stands_on(path: Path) -> None:
    """O1 promised that O3 comes; then, of nobody in particular, a time on a round of O1 and O2."""
    with writing(path) as log:
        add_round(log, ROUND)
    before = MONDAY.replace(day=20)
    record(path, call(day=before, promise=Promise(MONDAY, 36_300)))
    record(path, call(day=before, stop="2", visit="H2", household="H2", promise=AT_TEN_BY_O3))
    assert [
        (promise_outcome.officers, promise_outcome.sheet, promise_outcome.stop)
        for promise_outcome in told(path)
    ] == [
        (("O1", "O2"), ROUND.id, "1"),
        (("O3",), "R", "2"),
    ]


def test_appointments_of_rounds_are_promises_and_count_once_beside_the_logs_own(path: Path) -> None:
    """The round promises H1 on Monday at 10:00; the log promised 10:05 of the same day."""
    with writing(path) as log:
        add_round(log, ROUND)
    record(path, OUT)
    on_round = PromiseOutcome("H1", MONDAY, 36_000, 1, "", ("O1", "O2"), ROUND.id, "1")
    assert told(path) == [on_round]
    before = replace(OUT, day=MONDAY.replace(day=20), promise=Promise(MONDAY, 36_300))
    record(path, before)
    assert told(path) == [replace(on_round, at_seconds=36_300)]


def test_promises_of_other_days_are_not_told(path: Path) -> None:
    record(path, call(promise=Promise(WEDNESDAY, 36_000)))
    assert told(path) == []


def opened(path: Path) -> None:
    record(path, call(matter=NewMatter("lamp", "look again", TUESDAY)))


def test_a_next_step_said_twice_is_written_once(path: Path) -> None:
    opened(path)
    for _ in range(2):
        found = record_step(path, "m1", TUESDAY, next_step="ask", due=WEDNESDAY, by_visit=False)
    assert (found.next_step, found.due, found.by_visit) == ("ask", WEDNESDAY, False)
    assert len(found.steps) == 2


def test_a_closing_said_twice_is_written_once_and_a_step_opens_it_again(path: Path) -> None:
    opened(path)
    for _ in range(2):
        closed = record_closing(path, "M1", TUESDAY, outcome="it shines")
    assert (closed.closed, closed.outcome, len(closed.steps)) == (TUESDAY, "it shines", 2)
    again = record_step(path, "M1", TUESDAY, next_step="look", due=WEDNESDAY, by_visit=True)
    assert (again.closed, again.next_step) == (None, "look")


def test_an_unknown_matter_is_answered_with_the_open_ones(path: Path) -> None:
    opened(path)
    with pytest.raises(UsageError, match="no matter M7; open matters: M1"):
        record_closing(path, "M7", TUESDAY, outcome="")
    record_closing(path, "M1", TUESDAY, outcome="")
    with pytest.raises(UsageError, match="open matters: none"):
        record_closing(path, "M7", TUESDAY, outcome="")
    with reading(path) as log:
        assert len(matters(log)) == 1


def test_one_result_that_differs_keeps_all_of_them_out(path: Path) -> None:
    record(path, OUT)
    sheet = [call(visit="H2", household="H2", stop="2"), call("entered")]
    with pytest.raises(InputError) as told_wrong:
        record_results(path, sheet, [ROUND], at=NOW, by=CLERK)
    (finding,) = told_wrong.value.findings
    assert (finding.code, finding.value) == ("result-differs", "entered")
    assert "stop 1 was recorded as out on 2026-11-30T18:05" in finding.message
    with reading(path) as log:
        assert [entry.entry for entry in entries(log)] == [OUT]
        assert rounds(log) == []
    done = record_results(path, sheet, [ROUND], at=NOW, by=CLERK, correcting=True)
    assert len(done.new) == 2


def test_the_same_result_with_other_details_is_said_to_differ_in_these(path: Path) -> None:
    record(path, call(persons=2))
    with pytest.raises(InputError) as told_wrong:
        record_results(path, [call(promise=AT_TEN)], [ROUND], at=NOW, by=CLERK)
    (finding,) = told_wrong.value.findings
    assert finding.message.endswith(", with other details: persons, promise")
    with pytest.raises(InputError) as told_wrong:
        record_results(path, [OUT], [ROUND], at=NOW, by=CLERK)
    assert "details" not in told_wrong.value.findings[0].message


def test_a_handout_keeps_its_rounds_and_who_it_was(path: Path) -> None:
    handout = Handout(NOW, CLERK, "sheets", "2026-11-30: 1 round")
    record_handout(path, [ROUND], handout)
    with reading(path) as log:
        assert (rounds(log), handouts(log)) == ([ROUND], [handout])
