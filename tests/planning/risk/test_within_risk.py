"""What makes a round likely to be late goes out of it."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from routeplan.model.inputs import Priority, ShiftBreak
from routeplan.model.round_booking import Booking
from routeplan.problem.cost import valued
from routeplan.problem.schedule import timed
from tests.planning.risk.rounds import case_of, possible_solution, solution_of, station
from tests.stations import HOUR, MINUTE

STATED = Booking()


def test_a_round_that_keeps_to_the_risk_stays_as_it_is() -> None:
    case = case_of(station(6))
    solution = solution_of(case, list(range(6)))
    assert case.risk(solution, 0).holds(STATED)
    assert case.within_risk(solution) is solution


def test_of_a_round_that_is_too_full_the_least_worth_goes() -> None:
    inputs = station(14, hours=3.1)
    low = {2, 5, 7, 9}
    visits = tuple(
        replace(visit, priority=Priority.LOW) if n in low else visit
        for n, visit in enumerate(inputs.visits)
    )
    case = case_of(replace(inputs, visits=visits))
    full = solution_of(case, list(range(14)))
    assert not case.risk(full, 0).holds(STATED)
    kept = case.within_risk(full)
    assert case.risk(kept, 0).holds(STATED)
    gone = {*range(14)} - {*kept.choices[0].visits}
    assert gone
    assert gone <= low, "nothing worth more has to go"
    assert (kept.missed, kept.cost) == valued(case.problem, kept.choices)


def test_what_is_to_be_kept_and_promises_stay() -> None:
    inputs = station(14, hours=3.1)
    case = case_of(inputs)
    full = solution_of(case, list(range(14)))
    assert case.within_risk(full, keep=range(14)) is full
    kept = case.within_risk(full, keep=range(10))
    assert {*range(10)} <= {*kept.choices[0].visits}


def test_without_a_stated_risk_nothing_goes() -> None:
    inputs = station(11)
    case = case_of(replace(inputs, policy=replace(inputs.policy, booking=None)))
    full = solution_of(case, list(range(8)))
    assert case.within_risk(full) is full
    assert case.leaving_in_time(full) is full


def test_a_round_that_waits_later_on_is_left_for_earlier() -> None:
    # the second home closes early; the last one opens late, so the round would set out late
    inputs = station(4, hours=5)
    hours = {1: "Mo-Su 08:00-10:30", 3: "Mo-Su 12:00-20:00"}
    homes = tuple(
        replace(household, availability=hours.get(n, household.availability))
        for n, household in enumerate(inputs.households)
    )
    case = case_of(replace(inputs, households=homes))
    late = solution_of(case, [0, 1, 2, 3])
    assert not case.risk(late, 0).holds(STATED)
    kept = case.within_risk(late)
    assert kept.choices[0].visits == (0, 1, 2, 3), "nothing has to go"
    assert case.risk(kept, 0).holds(STATED)
    assert case.leaving_in_time(late) == replace(kept, missed=late.missed, cost=late.cost)


@pytest.mark.parametrize("seed", range(12))
def test_every_round_ends_within_the_risk(seed: int) -> None:
    # doors of all hours: without one visit the next stop may be begun late, and the round set out
    random = Random(seed)
    inputs = station(9, hours=3.5, minutes=20)
    homes = tuple(
        replace(
            household,
            availability=f"Mo-Su {begin:02}:{half}-{begin + random.choice((1, 2, 4)):02}:{half}",
        )
        for household, begin, half in (
            (home, random.randint(9, 11), random.choice(("00", "30"))) for home in inputs.households
        )
    )
    case = case_of(replace(inputs, households=homes))
    order = sorted(range(9), key=lambda v: (homes[v].availability, v))
    full = next(
        (choice for size in range(9, 0, -1) if (choice := possible_solution(case, order[:size]))),
        None,
    )
    assert full is not None
    kept = case.within_risk(full)
    assert case.risk(kept, 0).holds(STATED)


@pytest.mark.parametrize("minutes_of_break", [30, 45])
def test_a_round_is_left_for_earlier_no_earlier_than_a_break_before_it_allows(
    minutes_of_break: int,
) -> None:
    # the break comes first; the last home opens late, so the round would set out late
    inputs = station(4, hours=5)
    hours = {1: "Mo-Su 08:00-10:30", 3: "Mo-Su 12:00-20:00"}
    homes = tuple(
        replace(household, availability=hours.get(n, household.availability))
        for n, household in enumerate(inputs.households)
    )
    pause = ShiftBreak(9 * HOUR, 9 * HOUR + 1800, minutes_of_break * MINUTE)
    shifts = tuple(replace(shift, pause=pause) for shift in inputs.shifts)
    case = case_of(replace(inputs, households=homes, shifts=shifts))
    made = solution_of(case, [0, 1, 2, 3])
    late = replace(made, choices=(replace(made.choices[0], break_leg=0),))
    assert not case.risk(late, 0).holds(STATED)
    left = case.leaving_in_time(late)
    rested = 9 * HOUR + minutes_of_break * MINUTE
    assert rested <= left.choices[0].starts[0][1] < late.choices[0].starts[0][1]
    assert timed(case.problem, 0, left.choices[0]).stops[0].begin >= rested
