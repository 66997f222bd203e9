"""Moved shifts and one officer more, worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routeplan.forecast.moved_shifts import MoveKind, ShiftMove
from routeplan.forecast.staffing_options import StaffingOption, StaffingOptions, compare_staffing
from routeplan.model.inputs import Inputs, Policy, Shift
from routeplan.problem.solution import ShiftChoice
from tests.balance.plans import planned
from tests.stations import HOUR, household, inputs_of, shift, visit

SURE = Policy(chance_given=1.0)
NIGHT = "Mo-Su 18:00-20:00"


def street(day: int, night: int) -> Inputs:
    """Homes behind one door that open by day, and others in the evening; one officer until 17."""
    homes = [household(n, place=1, availability="Mo-Su 09:00-17:00") for n in range(1, day + 1)]
    homes += [household(n, place=1, availability=NIGHT) for n in range(day + 1, day + night + 1)]
    visits = [visit(n, 10) for n in range(1, day + night + 1)]
    return inputs_of(homes, visits, [shift("A"), shift("B", end=13 * HOUR)], policy=SURE)


def later(one: Shift, hours: int) -> ShiftMove:
    moved = replace(one, begin=one.begin + HOUR * hours, end=one.end + HOUR * hours)
    return ShiftMove(MoveKind.LATER, one, moved, ())


def compared(inputs: Inputs, *moves: ShiftMove) -> StaffingOptions:
    plan = planned(inputs, ShiftChoice(), ShiftChoice())
    return compare_staffing(inputs, plan, moves, rounds=2, runs=10)


def test_an_evening_meets_whom_no_officer_more_can_meet() -> None:
    """All doors open: four by day are met as now; with the evening five more, with a second none.

    As now 4 met in 2 rounds of 12 hours: 1/6 an hour. The officer more works eight hours, or four.
    """
    inputs = street(4, 5)
    options = compared(inputs, later(inputs.shifts[0], 3))
    move, officer = options.others
    assert (options.now.met, options.now.hours) == (4, 12)
    assert options.met_an_hour(options.now) == pytest.approx(4 / 24)
    assert (move.met, move.more, move.error, move.hours) == (9, 5, 0, 12)
    assert move.is_sure
    assert (officer.officers, officer.more, officer.is_sure) == (1, 0, False)
    assert officer.hours > 12
    assert options.hours_worth(move) is None  # no number of hours by day brings it


def test_a_move_that_promises_nothing_is_not_simulated() -> None:
    inputs = street(4, 0)
    options = compared(inputs, later(inputs.shifts[0], 1))
    assert [staffing_option.officers for staffing_option in options.others] == [1]


def test_of_a_shift_only_the_best_move_counts_and_of_each_officer_one_together() -> None:
    """From 11:00 to 19:00 an hour of the evening, five homes of ten minutes; to 20:00 all."""
    inputs = street(2, 9)
    one, other = inputs.shifts
    options = compared(inputs, later(one, 2), later(one, 3), later(other, 7))
    single = [
        staffing_option.moves[0].moved.end // HOUR
        for staffing_option in options.others
        if len(staffing_option.moves) == 1
    ]
    assert sorted(single) == [20, 20]
    together = [
        staffing_option for staffing_option in options.others if len(staffing_option.moves) == 2
    ]
    assert [{*move.shift.officers} for move in together[0].moves] in (
        [{"A"}, {"B"}],
        [{"B"}, {"A"}],
    )


def test_what_a_move_is_worth_in_hours_of_one_officer_more() -> None:
    """Six more for nothing, and 12 more for 40 hours: as much as 20 of these hours."""
    inputs = street(1, 0)
    now = StaffingOption((), 0, 100.0, 50.0)
    move = StaffingOption((later(inputs.shifts[0], 1),), 0, 100.0, 56.0, 6.0, 0.5)
    officer = StaffingOption((), 1, 140.0, 62.0, 12.0, 0.5)
    options = StaffingOptions(now, (move, officer), 4, 40)
    assert options.hours_worth(move) == pytest.approx(20)
    assert options.hours_worth(officer) is None
    assert options.met_an_hour(officer) == pytest.approx(62 / 560)
    chance = replace(move, error=3.5)
    assert not chance.is_sure
    assert options.hours_worth(chance) is None
