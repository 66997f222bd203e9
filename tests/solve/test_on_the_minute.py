"""Appointments begin when they were promised, wherever that is free."""

from __future__ import annotations

from typing import Any

import pytest

from routeplan.availability import visit_times
from routeplan.model import Appointment, Inputs
from routeplan.problem import Problem, build_problem
from routeplan.schedule import timed
from routeplan.solution import ShiftChoice, Solution
from routeplan.solve.on_the_minute import on_the_minute
from tests.stations import HOUR, MINUTE, MONDAY, household, inputs_of, shift, street_tables, visit


def station(promised: int, tolerance: int = 10 * MINUTE, **more: Any) -> tuple[Inputs, Problem]:
    """Home 1 is promised, two minutes away; home 2, two minutes on, is at home 10:20-12:00."""
    promise = Appointment(MONDAY, promised, tolerance)
    homes = [household(1), household(2, "Mo 10:20-12:00")]
    visits = [visit(1, 10, appointment=promise, **more), visit(2, 10)]
    inputs = inputs_of(homes, visits, [shift("A"), shift("B")])
    return inputs, build_problem(inputs, visit_times(inputs), street_tables(inputs))


def solution_of(problem: Problem, *rounds: tuple[int, ...]) -> Solution:
    """Shifts that make these visits in order, each within its first start window."""

    def starts(v: int) -> tuple[int, int]:
        k = problem.start_offset[v]
        return int(problem.start_first[k]), int(problem.start_last[k])

    choices = [ShiftChoice(visits, tuple(map(starts, visits))) for visits in rounds]
    return Solution(tuple(choices), 0, 0, 0)


def begins(inputs: Inputs, problem: Problem, solution: Solution) -> list[list[int]]:
    """Begins of the stops of each shift, in minutes past ten."""
    moved = on_the_minute(inputs, problem, solution)
    return [
        [(stop.begin - 10 * HOUR) // MINUTE for stop in timed(problem, s, choice).stops]
        for s, choice in enumerate(moved.choices)
    ]


@pytest.mark.parametrize(
    ("promised", "found"),
    [
        # from 9:50 on it would be tolerated; done by 10:10 the officer only waits for home 2
        pytest.param(10 * HOUR, 0, id="the promised minute"),
        # done by 10:18 he is at home 2 when its window opens: 10:12 and 10:15 are too late
        pytest.param(10 * HOUR + 12 * MINUTE, 8, id="as near as is free"),
        pytest.param(10 * HOUR + 8 * MINUTE, 8, id="just free"),
    ],
)
def test_an_appointment_moves_towards_its_minute(promised: int, found: int) -> None:
    inputs, problem = station(promised)
    assert begins(inputs, problem, solution_of(problem, (0, 1), ())) == [[found, 20], []]


def test_the_last_visit_moves_as_far_as_the_shift_allows() -> None:
    inputs, problem = station(10 * HOUR)
    assert begins(inputs, problem, solution_of(problem, (0,), ())) == [[0], []]
    # from 16:48 on he would not be back by 17:00: ten minutes of visit and two of way
    inputs, problem = station(16 * HOUR + 50 * MINUTE)
    assert begins(inputs, problem, solution_of(problem, (0,), ())) == [[408], []]


def test_an_appointment_that_comes_late_is_not_moved() -> None:
    # home 2 first, from 10:20 to 10:30: home 1 at 10:32, two minutes after its promised time
    inputs, problem = station(10 * HOUR + 30 * MINUTE)
    assert begins(inputs, problem, solution_of(problem, (1, 0), ())) == [[20, 32], []]


def test_two_officers_move_together() -> None:
    inputs, problem = station(10 * HOUR, officers_needed=2)
    early = (9 * HOUR + 50 * MINUTE,) * 2
    both = ShiftChoice((0, 1), (early, (10 * HOUR + 20 * MINUTE, 11 * HOUR)))
    solution = Solution((both, ShiftChoice((0,), (early,))), 0, 0, 0)
    assert begins(inputs, problem, solution) == [[0, 20], [0]]


def test_two_officers_stay_where_one_of_them_has_no_time() -> None:
    inputs, problem = station(10 * HOUR + 12 * MINUTE, officers_needed=2)
    early = (10 * HOUR + 8 * MINUTE,) * 2
    pressed = ShiftChoice((0, 1), (early, (10 * HOUR + 20 * MINUTE, 11 * HOUR)))
    solution = Solution((pressed, ShiftChoice((0,), (early,))), 0, 0, 0)
    assert begins(inputs, problem, solution) == [[8, 20], [8]]


def test_other_visits_are_left_alone() -> None:
    homes = [household(1, "Mo 09:00-12:00"), household(2, "Mo 10:20-12:00")]
    inputs = inputs_of(homes, [visit(1), visit(2)], [shift("A")])
    problem = build_problem(inputs, visit_times(inputs), street_tables(inputs))
    solution = solution_of(problem, (0, 1))
    assert on_the_minute(inputs, problem, solution) is solution
