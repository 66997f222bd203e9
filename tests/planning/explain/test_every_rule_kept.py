"""What an explanation proposes is looked at as a whole: each rule is seen broken alone.

On the tests' street it is two minutes on foot from place to place; a visit takes ten minutes.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from routeplan.model.inputs import Inputs, ShiftBreak
from routeplan.planning.explain.every_rule_kept import is_sound
from routeplan.problem.arrays import Problem
from routeplan.problem.solution import ShiftChoice, Solution
from tests.planning.explain.cases import case_of
from tests.stations import HOUR, MINUTE, household, inputs_of, shift, visit

AT_TEN = (10 * HOUR, 10 * HOUR)


def station() -> Inputs:
    """v2 needs two officers; v3 is called on twice, two days apart."""
    homes = [household(1, "Mo-We 09:00-12:00"), household(2), household(3)]
    visits = [
        visit(1),
        visit(2, officers_needed=2),
        visit(3, id="v3a", least_days_between=2),
        visit(3, id="v3b", least_days_between=2),
    ]
    shifts = [
        shift("A", max_visits=3, max_busy_seconds=60 * MINUTE),
        shift("B"),
        shift("A", day=1),
        shift("B", day=2, pause=ShiftBreak(60 * HOUR, 61 * HOUR, 30 * MINUTE)),
    ]
    return inputs_of(homes, visits, shifts, days=3)


def sound() -> tuple[Problem, Solution]:
    case = case_of(station(), [1, 0, 2], [1], [], [3])
    return case.problem, case.solution


def with_choice(solution: Solution, s: int, **changed: object) -> Solution:
    choices = list(solution.choices)
    choices[s] = replace(choices[s], **changed)  # type: ignore[arg-type]
    return replace(solution, choices=tuple(choices))


def test_a_plan_is_sound() -> None:
    assert is_sound(*sound())


@pytest.mark.parametrize("s", [0, 1])
def test_a_visit_of_two_officers_with_one_is_not(s: int) -> None:
    problem, solution = sound()
    own = solution.choices[s]
    kept = [k for k, v in enumerate(own.visits) if v != 1]
    lost = with_choice(
        solution,
        s,
        visits=tuple(own.visits[k] for k in kept),
        starts=tuple(own.starts[k] for k in kept),
    )
    assert not is_sound(problem, lost)


def test_two_officers_at_two_moments_are_not() -> None:
    problem, solution = sound()
    assert not is_sound(problem, with_choice(solution, 1, starts=(AT_TEN,)))


def test_two_officers_of_two_days_are_not() -> None:
    problem, solution = sound()
    other_day = replace(problem, shift_day=np.array([0, 1, 1, 2], np.int32))
    assert not is_sound(other_day, solution)


def test_a_begin_outside_its_windows_is_not() -> None:
    problem, solution = sound()
    at_one = (13 * HOUR, 13 * HOUR)
    first, _, last = solution.choices[0].starts
    starts = (first, at_one, last)
    assert not is_sound(problem, with_choice(solution, 0, starts=starts))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("max_load", 2),  # A makes three visits
        ("max_busy", 45 * MINUTE),  # A travels 4 + 2 + 4 + 6 minutes and visits for 30
        ("shift_end", 9 * HOUR + 30 * MINUTE),
    ],
)
def test_a_limit_that_is_passed_is_not(name: str, value: int) -> None:
    problem, solution = sound()
    limits = getattr(problem, name).copy()
    limits[0] = value
    assert not is_sound(replace(problem, **{name: limits}), solution)


def test_a_break_that_is_not_taken_is_not() -> None:
    problem, solution = sound()
    assert not is_sound(problem, with_choice(solution, 3, break_leg=None))


def test_days_too_near_are_not() -> None:
    problem, solution = sound()
    nearer = replace(problem, least_days=np.full(problem.visits, 3, np.int32))
    assert not is_sound(nearer, solution)


def test_whoever_cannot_come_is_not() -> None:
    problem, solution = sound()
    roles = problem.roles.copy()
    roles[0, 0] = 0
    assert not is_sound(replace(problem, roles=roles), solution)


def test_a_visit_twice_is_not() -> None:
    problem, solution = sound()
    twice = replace(
        solution,
        choices=(
            *solution.choices[:2],
            ShiftChoice((0,), ((33 * HOUR, 36 * HOUR - 10 * MINUTE),)),
            solution.choices[3],
        ),
    )
    assert not is_sound(problem, twice)


def test_what_is_settled_and_lost_is_not() -> None:
    problem, solution = sound()
    stays = np.zeros(problem.visits, bool)
    stays[0] = True
    own = solution.choices[0]
    lost = with_choice(solution, 0, visits=own.visits[::2], starts=own.starts[::2])
    assert is_sound(problem, lost)
    assert not is_sound(replace(problem, stays=stays), lost)
