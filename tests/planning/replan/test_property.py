"""Whatever the station and whatever happens: the new plan passes the judge and keeps its word."""

from __future__ import annotations

import pytest

from routeplan.model.difference import TOLERATED_SECONDS, moved, slots
from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan
from routeplan.planning.replan.constrained_problem import Keep
from tests.planning.replan.random_days import RandomDay, doors_called_on_again, random_day

QUICK, STATIONS = range(12), range(12, 150)


@pytest.mark.parametrize(
    "seed", [*QUICK, *(pytest.param(seed, marks=pytest.mark.slow) for seed in STATIONS)]
)
def test_a_replan_is_sound_and_keeps_what_must_be_kept(seed: int) -> None:
    day = random_day(seed)  # raises JudgeError when a rule is broken
    if day is None:
        return
    assert_settled_stops_stay(day)
    assert_nothing_else_begins_before_now(day)
    assert_nobody_works_while_away(day)
    assert_changes_are_made(day)
    if day.request.keep == Keep.STRICT:
        assert_other_sheets_stay(day)


def assert_settled_stops_stay(day: RandomDay) -> None:
    before, after = slots(day.before), slots(day.made.plan)
    for visit in day.settled:
        assert after[visit] == before[visit], visit


def assert_nothing_else_begins_before_now(day: RandomDay) -> None:
    after = slots(day.made.plan)
    early = {visit for visit, slot in after.items() if slot.begin < day.request.now}
    assert early <= day.settled


def assert_nobody_works_while_away(day: RandomDay) -> None:
    for absence in day.made.changes.absences:
        for route in day.made.plan.routes:
            if absence.officer in route.officers and route.stops:
                assert route.back <= absence.begin or absence.end <= route.leave


def assert_changes_are_made(day: RandomDay) -> None:
    after, changes = slots(day.made.plan), day.made.changes
    assert not after.keys() & {*changes.cancelled}
    for given in changes.given:
        assert given.visit not in after or given.officer in after[given.visit].officers
    calendar = day.station.inputs.calendar
    for new in changes.new_times:
        if new.visit in after:
            at = calendar.elapsed(new.on, new.at_seconds)
            assert abs(after[new.visit].begin - at) <= new.tolerance_seconds


def assert_other_sheets_stay(day: RandomDay) -> None:
    """What moved stood with an officer whom a change names, or with a partner of his."""
    named = named_sheets(day.before, day)
    for change in moved(day.before, day.made.plan):
        was = change.before
        assert was is not None
        assert any((was.day, officer) in named for officer in was.officers), change
    after = slots(day.made.plan)
    for visit, was in slots(day.before).items():
        others = [o for o in was.officers if (was.day, o) not in named]
        if others and visit in after:
            assert abs(after[visit].begin - was.begin) <= TOLERATED_SECONDS
            assert {*others} <= {*after[visit].officers}


def named_sheets(plan: Plan, day: RandomDay) -> set[tuple[int, str]]:
    """Day and officer of every sheet that a change names, found the slow way."""
    changes = day.request.changes
    visits = {*changes.cancelled, *(n.visit for n in changes.new_times)}
    visits |= {given.visit for given in changes.given}
    named = set()
    for route in plan.routes:
        called = any(stop.visit in visits for stop in route.stops)
        for officer in route.officers:
            away = any(
                a.officer in route.officers and a.begin < route.end and route.begin < a.end
                for a in day.made.changes.absences
            )
            if called or away or officer in {g.officer for g in changes.given}:
                named.add((route.day, officer))
    return named


@pytest.mark.slow
def test_the_days_have_everything_that_can_happen() -> None:
    # else the test above would prove less than it says
    days = [day for seed in STATIONS if (day := random_day(seed))]
    changes = [day.made.changes for day in days]
    assert {day.request.keep for day in days} == {*Keep}
    assert any(change.absences for change in changes)
    assert any(change.cancelled for change in changes)
    assert any(change.new_times for change in changes)
    assert any(change.given for change in changes)
    assert any(parts_of_one_shift(day.made.inputs) for day in days)
    assert any(day.settled and day.request.now for day in days)
    assert any(day.request.locks for day in days)
    assert any(entry.code == "round-closed" for d in days for entry in d.made.plan.left_out)


def parts_of_one_shift(inputs: Inputs) -> bool:
    whose = [(shift.day, shift.officers) for shift in inputs.shifts]
    return len(whose) > len({*whose})


@pytest.mark.parametrize(
    "seed", [*QUICK, *(pytest.param(seed, marks=pytest.mark.slow) for seed in STATIONS)]
)
def test_doors_that_stayed_shut_get_what_time_is_left_and_no_more(seed: int) -> None:
    day = doors_called_on_again(seed)  # raises JudgeError when a rule is broken
    if day is None:
        return
    before, after = slots(day.before), slots(day.made.plan)
    again = {call.visit: call for call in day.request.again}
    new = {*day.made.changes.further}
    assert new <= {*day.request.again}
    assert {call.visit for call in new} == after.keys() & again.keys()
    known = {visit.id for visit in day.made.inputs.visits}
    assert known & again.keys() == after.keys() & again.keys(), "nobody is left out for it"
    for call in new:
        on = day.station.inputs.calendar.date_of(after[call.visit].day)
        assert call.earliest is not None
        assert on >= call.earliest
        assert after[call.visit].begin >= day.request.now
    if day.request.keep == Keep.STRICT:
        assert moved(day.before, day.made.plan) == []
        assert before.keys() | {call.visit for call in new} == after.keys()
