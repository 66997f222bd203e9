"""Which moves are looked at where there are too many, and what a simulated week makes of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routeplan.forecast import moved_shifts
from routeplan.forecast.make_forecast import fitted
from routeplan.forecast.moved_shifts import MoveKind, ShiftMove, likeliest, met_in_a_week
from routeplan.model.inputs import Appointment, Inputs, Policy, Priority, Shift
from routeplan.problem.solution import ShiftChoice
from tests.balance.plans import planned
from tests.stations import HOUR, MONDAY, household, inputs_of, shift, visit

DAYTIME, NIGHT = "Mo-Su 09:00-17:00", "Mo-Su 18:00-20:00"


def moved_by(one: Shift, hours: int) -> ShiftMove:
    moved = replace(one, begin=one.begin + HOUR * hours, end=one.end + HOUR * hours)
    return ShiftMove(MoveKind.LATER, one, moved, ())


def street(*priorities: Priority, night: str = NIGHT) -> Inputs:
    """Two homes open by day, and one in the evening for each priority."""
    homes = [household(1, DAYTIME), household(2, DAYTIME)]
    visits = [visit(1), visit(2)]
    for number, priority in enumerate(priorities, start=3):
        homes.append(household(number, night))
        visits.append(visit(number, priority=priority))
    return inputs_of(homes, visits, [shift("A"), shift("B", day=0)])


@pytest.fixture
def two_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moved_shifts, "MOST_CELLS", 0)
    monkeypatch.setattr(moved_shifts, "FEWEST_MOVES", 2)


@pytest.mark.usefixtures("two_at_most")
def test_of_too_many_moves_those_with_most_worth_at_home_are_simulated() -> None:
    """Until 18:00 nobody of the evening starts; until 19:00 and 20:00 all of them may."""
    inputs = street(Priority.NORMAL)
    moves = [moved_by(inputs.shifts[0], hours) for hours in (-1, 1, 2, 3)]
    assert likeliest(inputs, moves) == moves[2:]


@pytest.mark.usefixtures("two_at_most")
def test_an_appointment_counts_by_the_household_s_hours() -> None:
    inputs = street(Priority.NORMAL)
    promised = Appointment(MONDAY, 10 * HOUR, 600)
    visits = (*inputs.visits[:2], replace(inputs.visits[2], appointment=promised))
    inputs = replace(inputs, visits=visits)
    moves = [moved_by(inputs.shifts[0], hours) for hours in (-1, 1, 2, 3)]
    assert likeliest(inputs, moves) == moves[2:]


def test_few_moves_are_all_simulated() -> None:
    inputs = street()
    moves = [moved_by(inputs.shifts[0], hours) for hours in (1, 2)]
    assert likeliest(inputs, moves) == moves


def test_a_simulated_week_meets_whom_the_hours_allow() -> None:
    """0.85 of each: two by day, and three more where one of two shifts goes on until 20:00."""
    inputs = street(*[Priority.NORMAL] * 3)
    plan = planned(inputs, ShiftChoice(), ShiftChoice())
    moves = [moved_by(inputs.shifts[0], hours) for hours in (-1, 3)]
    now, then = met_in_a_week(inputs, plan, moves, fitted(inputs, plan))
    assert now == pytest.approx(2 * 0.85)
    assert then == (pytest.approx(2 * 0.85), pytest.approx(5 * 0.85))


def test_a_household_with_two_visits_is_met_once() -> None:
    """1 - 0.15 x 0.15 = 0.9775."""
    homes = [household(1, DAYTIME)]
    calls = [visit(1, id="v1a", least_days_between=0), visit(1, id="v1b", least_days_between=0)]
    inputs = inputs_of(homes, calls, [shift("A")], policy=Policy())
    plan = planned(inputs, ShiftChoice())
    assert met_in_a_week(inputs, plan, (), fitted(inputs, plan))[0] == pytest.approx(0.9775)
