"""A search that starts from routes which are already there."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from routeplan.engines.ruin_recreate.answer import read_solution
from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.engines.ruin_recreate.instance import build_instance
from routeplan.engines.ruin_recreate.kernels.arrays import Tuning
from routeplan.engines.ruin_recreate.kernels.search import save_best
from routeplan.engines.ruin_recreate.search_state import Search, bare_search
from routeplan.engines.ruin_recreate.warm_start import place_start
from routeplan.model.inputs import NO_WAY
from routeplan.planning.evenness.longest_day import capped, longest_busy
from routeplan.problem.arrays import NO_BREAK, NO_CAP, SUFFICES, Problem
from routeplan.problem.solution import Budget, ShiftChoice, Solution
from tests.engines.problems import ints, small_problem
from tests.engines.verifier import route_of, verify

PAIRS = {"visits": 10, "shifts": 4, "pairs": 3, "days": 2, "siblings": True}


def started(problem: Problem, start: Solution) -> Search:
    search = bare_search(build_instance(problem), Tuning(), 0, 0)
    place_start(search.instance, search.routes, start.choices)
    save_best(search.instance, search.routes, search.best)
    verify(search)
    return search


def orders(search: Search) -> list[list[int]]:
    """The visits of each shift (a pair's second half is a client of its own)."""
    visit = search.instance.visit
    return [
        [int(visit[client]) for client in route_of(search, s)]
        for s in range(len(search.instance.shift))
    ]


@pytest.mark.parametrize("seed", range(30))
def test_a_start_is_taken_over_as_it_is(seed: int) -> None:
    problem = small_problem(Random(f"start {seed}"), **PAIRS)
    start = RuinRecreate(threads=1).solve(problem, Budget(None, 300), seed=seed)
    search = started(problem, start)
    again = read_solution(search, start.iterations, interrupted=False)
    assert again == start


@pytest.mark.parametrize("seed", range(30))
def test_under_a_lower_cap_only_what_fits_stays(seed: int) -> None:
    problem = small_problem(Random(f"start {seed}"), **PAIRS)
    start = RuinRecreate(threads=1).solve(problem, Budget(None, 300), seed=seed)
    cap = max(int(longest_busy(problem, start) * 0.6), 1)
    search = started(capped(problem, cap), start)  # verified: caps, pairs, times, costs
    for kept, choice in zip(orders(search), start.choices, strict=True):
        rest = iter(choice.visits)
        assert all(v in rest for v in kept), "the order stays"


def row_of_doors(worth: list[int], seconds: list[int], promised: list[bool]) -> Problem:
    """Doors 10 s from the station and from each other; one shift, open all day."""
    n = len(worth)
    blank = small_problem(Random(0), visits=n, shifts=1, chances=False)
    return replace(
        blank,
        visit_seconds=ints(seconds),
        load=ints([1] * n),
        worth=np.array(worth, np.int64),
        promised=np.array(promised),
        start_offset=ints(range(n + 1)),
        start_first=ints([0] * n),
        start_last=ints([1000] * n),
        start_lost=np.zeros(n, np.int64),
        roles=np.full((n, 1), SUFFICES, np.uint8),
        minor_cost=np.zeros((n, 1), np.int32),
        shift_mode=ints([0]),
        shift_begin=ints([0]),
        shift_end=ints([1000]),
        shift_officers=np.ones(1, np.uint8),
        break_earliest=ints([NO_BREAK]),
        break_latest=ints([NO_BREAK]),
        break_seconds=ints([NO_BREAK]),
        max_load=ints([NO_CAP]),
        max_busy=ints([NO_CAP]),
        travel=np.full((2, n + 1, n + 1), 10, np.int32),
    )


def all_in(problem: Problem) -> Solution:
    n = problem.visits
    return Solution((ShiftChoice(tuple(range(n)), ((0, 1000),) * n),), 0, 0, 1)


@pytest.mark.parametrize(
    ("worth", "seconds", "promised", "kept"),
    [
        # three visits of 100 s and 4 ways of 10: 340 s; two make 230, one 120
        ([50, 20, 90], [100, 100, 100], [False] * 3, [0, 2]),  # the least worthy leaves
        ([50, 20, 90], [100, 10, 100], [False] * 3, [1, 2]),  # by second: 0.5, 2 and 0.9
        ([50, 20, 90], [100, 100, 100], [False, True, False], [1, 2]),  # a promise stays
    ],
)
def test_the_least_worth_for_its_time_leaves_first(
    worth: list[int], seconds: list[int], promised: list[bool], kept: list[int]
) -> None:
    problem = row_of_doors(worth, seconds, promised)
    assert orders(started(problem, all_in(problem))) == [[0, 1, 2]]
    assert orders(started(capped(problem, 240), all_in(problem))) == [kept]


@pytest.mark.parametrize(("most", "kept"), [(2, [0, 2]), (1, [2])])
def test_a_lower_number_of_visits_is_kept_too(most: int, kept: list[int]) -> None:
    problem = row_of_doors([50, 20, 90], [100, 100, 100], [False] * 3)
    fewer = replace(problem, max_load=ints([most]))
    assert orders(started(fewer, all_in(problem))) == [kept]


def test_a_lower_capacity_is_kept_too() -> None:
    # loads 3 + 1 + 2 = 6: without the first door (worth least) 3, without it and the third 1
    problem = replace(
        row_of_doors([20, 90, 50], [100, 100, 100], [False] * 3), load=ints([3, 1, 2])
    )
    for most, kept in ((6, [0, 1, 2]), (5, [1, 2]), (2, [1])):
        assert orders(started(replace(problem, max_load=ints([most])), all_in(problem))) == [kept]


def test_a_way_that_is_gone_makes_its_visits_leave() -> None:
    problem = row_of_doors([50, 20, 90], [100, 100, 100], [False] * 3)
    travel = problem.travel.copy()
    travel[0, 2, 3] = NO_WAY  # from the second door to the third
    search = started(replace(problem, travel=travel), all_in(problem))
    assert orders(search) == [[0, 2]]


def test_a_shift_that_ends_earlier_is_cut_down() -> None:
    problem = row_of_doors([50, 20, 90], [100, 100, 100], [False] * 3)
    search = started(replace(problem, shift_end=ints([235])), all_in(problem))
    assert orders(search) == [[0, 2]]


def test_a_start_outside_its_windows_is_an_engine_s_bug() -> None:
    problem = row_of_doors([50], [100], [False])
    wrong = Solution((ShiftChoice((0,), ((1001, 1001),)),), 0, 0, 1)
    with pytest.raises(ValueError, match="the start of visit 0 lies in none of its windows"):
        started(problem, wrong)
