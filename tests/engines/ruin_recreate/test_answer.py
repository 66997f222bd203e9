"""What the search found, read as order, start windows and the break's place.

Tests ``engines/ruin_recreate/search_state.py``.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest

from routeplan.engines.ruin_recreate.answer import read_solution
from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.engines.ruin_recreate.instance import build_instance
from routeplan.engines.ruin_recreate.kernels.arrays import Tuning
from routeplan.engines.ruin_recreate.search_state import new_search
from routeplan.hours.windows import visit_times
from routeplan.model.inputs import Appointment, Inputs, ShiftBreak
from routeplan.problem.arrays import Problem
from routeplan.problem.numbering import build_problem
from routeplan.problem.schedule import timed
from routeplan.problem.solution import Budget, ShiftChoice, Solution
from tests.engines.brute_force import windows
from tests.engines.problems import small_problem
from tests.stations import HOUR, MINUTE, MONDAY, household, inputs_of, shift, street_tables, visit

NOON = 12 * HOUR


def solved(inputs: Inputs) -> Solution:
    problem = build_problem(inputs, visit_times(inputs), street_tables(inputs))
    return RuinRecreate(threads=1).solve(problem, Budget(None, 50))


def found(seed: int) -> tuple[Problem, Solution]:
    problem = small_problem(Random(f"answer {seed}"), visits=8, shifts=3, pairs=2, days=2)
    search = new_search(build_instance(problem), Tuning(), seed, 0, None)
    search.run(seed % 7 * 20, 10.0)
    return problem, read_solution(search, 0, interrupted=False)


@pytest.mark.parametrize("seed", range(60))
def test_an_answer_can_be_timed_and_its_break_ends_the_shift_earliest(seed: int) -> None:
    problem, solution = found(seed)
    for s, choice in enumerate(solution.choices):
        back = timed(problem, s, choice).back
        assert (choice.break_leg is not None) == bool(
            choice.visits and problem.break_seconds[s] > 0
        )
        for leg in range(len(choice.visits) + 1) if choice.break_leg is not None else ():
            assert back <= back_with(problem, s, replace(choice, break_leg=leg))


def back_with(problem: Problem, s: int, choice: ShiftChoice) -> int:
    try:
        return timed(problem, s, choice).back
    except ValueError:
        return 10**9


@pytest.mark.parametrize("seed", range(60))
def test_an_answer_costs_what_its_windows_and_ways_cost(seed: int) -> None:
    problem, solution = found(seed)
    cost = 0
    makers: dict[int, list[int]] = {}
    for s, choice in enumerate(solution.choices):
        places = [0, *(int(problem.visit_place[v]) for v in choice.visits), 0]
        travel = problem.travel[problem.shift_mode[s]]
        cost += sum(int(travel[i, j]) for i, j in pairwise(places))
        for v in choice.visits:
            makers.setdefault(v, []).append(s)
    for v in range(problem.visits):
        if v not in makers:
            cost += int(problem.worth[v])
            continue
        first = solution.choices[makers[v][0]]
        start = first.starts[first.visits.index(v)]
        cost += next(lost for a, b, lost in windows(problem, v) if a <= start[0] and start[1] <= b)
        cost += min(int(problem.minor_cost[v, s]) for s in makers[v])
    assert solution.cost == cost
    assert solution.missed == sum(bool(problem.promised[v]) for v in range(8) if v not in makers)


@pytest.mark.parametrize("seed", range(60))
def test_the_two_halves_of_a_pair_carry_the_same_second(seed: int) -> None:
    _, solution = found(seed)
    starts: dict[int, set[tuple[int, int]]] = {}
    for choice in solution.choices:
        for v, start in zip(choice.visits, choice.starts, strict=True):
            starts.setdefault(v, set()).add(start)
    together = [v for v in starts if sum(v in choice.visits for choice in solution.choices) == 2]
    for v in together:
        ((first, last),) = starts[v]
        assert first == last


def test_some_of_these_answers_have_pairs_and_breaks() -> None:
    choices = [found(seed)[1].choices for seed in range(60)]
    pairs = sum(
        len(made) > len(set(made))
        for shifts in choices
        for made in [[v for choice in shifts for v in choice.visits]]
    )
    legs = {choice.break_leg for shifts in choices for choice in shifts}
    assert pairs > 10
    assert {0, 1, 2} <= legs


@pytest.mark.parametrize(
    ("at", "leg"),
    [
        # the break begins 12:00-12:30 and lasts 30 minutes; the visit takes 10 at a door 2 away
        pytest.param(11 * HOUR, 1, id="after a visit at 11:00, on the way back"),
        pytest.param(14 * HOUR, 0, id="before a visit at 14:00"),
        pytest.param(NOON, 1, id="a visit at 12:00 leaves time after it"),
        pytest.param(NOON + 31 * MINUTE, 0, id="after a visit at 12:31 it would be too late"),
    ],
)
def test_the_break_is_taken_on_the_leg_where_it_can_be(at: int, leg: int) -> None:
    appointment = Appointment(MONDAY, at, tolerance_seconds=0)
    pause = ShiftBreak(NOON, NOON + 30 * MINUTE, 30 * MINUTE)
    inputs = inputs_of(
        [household(1)], [visit(1, appointment=appointment)], [shift("A", pause=pause)]
    )
    assert solved(inputs).choices == (ShiftChoice((0,), ((at, at),), leg),)


def test_the_start_window_is_the_one_whose_chance_was_chosen() -> None:
    # one chance all day: the whole of it is one window, less the 10 minutes of the visit
    inputs = inputs_of([household(1)], [visit(1)], [shift("A")])
    whole = (8 * HOUR, 20 * HOUR - 10 * MINUTE)
    assert solved(inputs).choices == (ShiftChoice((0,), (whole,)),)


def test_a_shift_without_a_visit_takes_no_break() -> None:
    pause = ShiftBreak(NOON, NOON, 30 * MINUTE)
    inputs = inputs_of([household(1, "Sa 10:00-12:00")], [visit(1)], [shift("A", pause=pause)])
    assert solved(inputs).choices == (ShiftChoice(),)
