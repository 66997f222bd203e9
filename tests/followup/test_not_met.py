"""Whose door stayed shut on a day's rounds, and when they may expect the next visit.

Tests ``followup/next_visits.py``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from routeplan.followup.logged_rounds import callers
from routeplan.followup.next_visits import NextVisit, NextVisits
from routeplan.followup.not_met import NotMet, recorded_day, rounds_not_met
from routeplan.model.inputs import Appointment, Household
from routeplan.visitlog.log_records import Channel, Entry, Promise, Promised, RoundStop
from routeplan.visitlog.store import reading, writing
from routeplan.visitlog.writing import add_round
from tests.stations import household, inputs_of, visit
from tests.visitlog.logs import MONDAY, ROUND, TUESDAY, WEDNESDAY, call, record

HOMES = [household(number, id=f"H{number}") for number in (1, 2, 3)]
MORNING = replace(ROUND, id="R", officers=("O1",))
"""H1 and H2, and H3 in reserve; called by O1."""
OTHER = replace(MORNING, id="S", officers=("O2",), stops=(RoundStop("1", "H1", "H1", 900, 36_000),))


@pytest.fixture
def log_path(path: Path) -> Path:
    with writing(path) as log:
        add_round(log, MORNING)
        add_round(log, OTHER)
    return path


def shut(stop: str, home: str, **changes: object) -> Entry:
    return call("out", **({"stop": stop, "household": home, "visit": home} | changes))


def missed(path: Path, homes: list[Household] = HOMES, officer: str | None = None) -> NotMet:
    with reading(path) as log:
        return rounds_not_met(log, MONDAY, inputs_of(homes, [], []), officer)


def stops(found: NotMet) -> list[tuple[str, list[str]]]:
    return [
        (logged_round.id, [stop.stop for stop in logged_round.stops])
        for logged_round in found.rounds
    ]


def test_only_shut_doors_stay_on_their_round_reserve_stops_too(log_path: Path) -> None:
    met = call("met", stop="2", household="H2", visit="H2/1")
    record(log_path, shut("1", "H1"), met, shut("A", "H3"))
    assert stops(missed(log_path)) == [("R", ["1", "A"])]


@pytest.mark.parametrize(
    ("later", "still"),
    [
        pytest.param(call("met", day=TUESDAY, round="", stop="", household="H1"), [], id="met"),
        pytest.param(
            call("met", round="", stop="", household="H1", channel=Channel.TELEPHONE),
            [],
            id="met by telephone",
        ),
        pytest.param(call("refused", day=TUESDAY, round="T", household="H1"), [], id="refused"),
        pytest.param(
            call("out", day=TUESDAY, round="T", household="H1"), [("R", ["1"])], id="out again"
        ),
    ],
)
def test_who_was_met_since_or_refused_gets_no_card(
    log_path: Path, later: Entry, still: list[tuple[str, list[str]]]
) -> None:
    record(log_path, shut("1", "H1"), later)
    assert stops(missed(log_path)) == still


def test_a_home_of_two_rounds_gets_one_card_that_names_both_officers(log_path: Path) -> None:
    record(log_path, shut("1", "H1"), shut("1", "H1", round="S", officers=("O2",)))
    found = missed(log_path)
    assert stops(found) == [("R", ["1"])]
    assert found.callers[MONDAY, "H1"] == ["O1", "O2"]
    # Asked for alone, the second officer has the card too.
    assert stops(missed(log_path, officer="O2")) == [("S", ["1"])]


def test_homes_that_are_gone_or_ask_not_to_be_called_on_get_no_card(log_path: Path) -> None:
    record(log_path, shut("1", "H1"), shut("2", "H2"))
    homes = [replace(HOMES[0], do_not_call=True), HOMES[2]]
    assert stops(missed(log_path, homes)) == []


def test_the_last_recorded_day_counts_by_officer_and_sheets_only(log_path: Path) -> None:
    with reading(log_path) as log:
        assert recorded_day(log) is None
    late = shut("1", "H1", day=TUESDAY, round="T", officers=("O2", "O3"))
    alone = shut("", "H1", day=WEDNESDAY, round="")
    record(log_path, shut("1", "H1"), late, alone)
    with reading(log_path) as log:
        assert recorded_day(log) == TUESDAY
        assert recorded_day(log, "O1") == MONDAY
        assert recorded_day(log, "O3") == TUESDAY
        assert recorded_day(log, "O") is None
        assert recorded_day(log, "O1", TUESDAY) is None
        assert recorded_day(log, day=MONDAY) == MONDAY


def test_visits_made_together_have_both_officers_and_reserve_stops_nobody() -> None:
    assert callers([MORNING, OTHER]) == {
        (MONDAY, "H1"): ["O1", "O2"],
        (MONDAY, "H2/1"): ["O1"],
    }


def test_a_promised_time_goes_before_a_planned_one_and_both_lie_ahead() -> None:
    later = replace(ROUND, day=WEDNESDAY)
    promised = Promised("H2", Promise(date(2026, 12, 9), 30_600), 1, MONDAY)
    table = Appointment(date(2026, 12, 4), 36_000, 600)
    begun_early = Appointment(WEDNESDAY, 36_300, 600)
    visits = [
        visit(1, household="H1", appointment=begun_early),
        visit(3, household="H3", appointment=table),
    ]
    inputs = inputs_of(HOMES, visits, [])
    found = NextVisits.of([ROUND, later], inputs, [promised])
    # Stop 1 begins at 10:00, five minutes before the time agreed; H3 is in reserve only.
    assert found.after("H1", MONDAY) == NextVisit(WEDNESDAY, 36_300, True)
    assert found.after("H2", MONDAY) == NextVisit(date(2026, 12, 9), 30_600, True)
    assert found.after("H3", MONDAY) == NextVisit(date(2026, 12, 4), 36_000, True)
    plain = NextVisits.of([ROUND, later], inputs, [])
    assert plain.after("H2", MONDAY) == NextVisit(WEDNESDAY, 37_800, False)
    assert plain.after("H2", WEDNESDAY) is None
    assert plain.after("H9", MONDAY) is None
