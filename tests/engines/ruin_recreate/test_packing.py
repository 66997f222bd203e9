"""Where capacities and far ways decide how many shifts are used, a search is drawn to full ones.

Tests ``engines/ruin_recreate/kernels/insertion.py``,
``engines/ruin_recreate/kernels/search.py`` and ``engines/ruin_recreate/search_state.py``.
"""

from __future__ import annotations

import math
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from routeplan.engines.ruin_recreate import annealing
from routeplan.engines.ruin_recreate.annealing import PACKING, Cooling
from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.engines.ruin_recreate.instance import build_instance
from routeplan.engines.ruin_recreate.kernels.arrays import Tuning
from routeplan.engines.ruin_recreate.search_state import Search, bare_search, new_search
from routeplan.engines.ruin_recreate.warm_start import place_start
from routeplan.model.inputs import Mode
from routeplan.problem.arrays import NO_BREAK, NO_CAP, SUFFICES, Problem
from routeplan.problem.solution import Budget, ShiftChoice
from tests.engines.problems import ints, small_problem
from tests.engines.verifier import verify

FULL = 20
FAR_OFF = 10_000


def town(
    seed: int, visits: int = 40, shifts: int = 16, far: int = FAR_OFF, full: int = FULL
) -> Problem:
    """Doors within a few minutes of each other, and so far from the station; loads from 1 to 9."""
    random = Random(f"town {seed}")
    at = [(0, 0)] + [
        (far + random.randrange(-450, 450), random.randrange(-450, 450)) for _ in range(visits)
    ]
    ways = [[abs(x - u) + abs(y - v) for u, v in at] for x, y in at]
    blank = small_problem(random, visits=visits, shifts=shifts, chances=False)
    return replace(
        blank,
        visit_place=ints(range(1, visits + 1)),
        visit_seconds=ints([60] * visits),
        officers_needed=np.ones(visits, np.uint8),
        load=ints([random.randrange(1, 10) for _ in range(visits)]),
        worth=np.full(visits, 10 * FAR_OFF, np.int64),
        promised=np.zeros(visits, np.uint8),
        start_offset=ints(range(visits + 1)),
        start_first=ints([0] * visits),
        start_last=ints([90_000] * visits),
        start_lost=np.zeros(visits, np.int64),
        roles=np.full((visits, shifts), SUFFICES, np.uint8),
        minor_cost=np.zeros((visits, shifts), np.int32),
        shift_day=ints([0] * shifts),
        shift_mode=ints([0] * shifts),
        shift_begin=ints([0] * shifts),
        shift_end=ints([100_000] * shifts),
        shift_start_place=ints([0] * shifts),
        shift_end_place=ints([0] * shifts),
        break_earliest=ints([NO_BREAK] * shifts),
        break_latest=ints([NO_BREAK] * shifts),
        break_seconds=ints([NO_BREAK] * shifts),
        max_load=ints([full] * shifts),
        max_busy=ints([NO_CAP] * shifts),
        travel=np.array([ways], np.int32),
        modes=(Mode.FOOT,),
    )


def begun(problem: Problem, seed: int = 1) -> Search:
    return new_search(build_instance(problem), Tuning(), seed, 0, None)


def shifts_used(search: Search) -> int:
    return int((search.routes.stops > 0).sum())


def fewest(problem: Problem) -> int:
    return math.ceil(int(problem.load.sum()) / FULL)


def test_who_is_paid_for_full_shifts_fills_them_and_keeps_the_books() -> None:
    spared = 0
    for seed in range(6):
        problem = town(seed, visits=60, shifts=40, far=0)
        free, paid = begun(problem), begun(problem)
        free.run(3000, 2000.0)
        paid.run(3000, 2000.0, full_shift=1e5)
        verify(free)
        # what fills a shift is no part of the objective, which the verifier computes anew
        verify(paid)
        assert shifts_used(paid) <= fewest(problem) + 1
        spared += shifts_used(free) - shifts_used(paid)
    assert spared > 6


def test_cooling_pays_for_full_shifts_where_ways_from_the_station_are_most_of_the_cost() -> None:
    budget = Budget(None, 2000)
    assert Cooling(budget).sample(begun(town(0))).packing == PACKING
    assert Cooling(budget).sample(begun(town(0, far=0, full=100))).packing == 0.0


def test_shifts_to_spare_are_those_that_loads_do_not_ask_for() -> None:
    problem = replace(town(0, visits=6, shifts=4), load=ints([9, 9, 9, 2, 1, 1]))
    search = bare_search(build_instance(problem), Tuning(), 0, 0)
    assert search.spare_shifts == 0.0
    start = [ShiftChoice(visits, ((0, 90_000),) * 2) for visits in ((0, 3), (1, 4), (2, 5))]
    place_start(search.instance, search.routes, [*start, ShiftChoice()])
    # 31 fit into two of 20
    assert search.spare_shifts == 0.5
    # of a part only its own count: another thread may be changing the others
    own = search.instance._replace(changeable=np.array([1, 1, 0, 1], np.uint8))
    assert search._replace(instance=own).spare_shifts == 0.0


def test_where_there_are_no_capacities_there_is_nothing_to_spare() -> None:
    problem = replace(town(0), max_load=ints([NO_CAP] * 16))
    search = begun(problem)
    search.run(500, 300.0)
    assert shifts_used(search) > 0
    assert search.spare_shifts == 0.0


def test_a_town_far_off_is_served_by_fewer_shifts_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    spared = {}
    problems = [town(seed, visits=100, shifts=60) for seed in range(6)]
    for packing in (0.0, PACKING):
        monkeypatch.setattr(annealing, "PACKING", packing)
        engine = RuinRecreate(threads=1)
        plans = [engine.solve(problem, Budget(None, 2500), seed=1) for problem in problems]
        made = sum(bool(choice.visits) for plan in plans for choice in plan.choices)
        spared[packing] = made - sum(map(fewest, problems))
    assert spared[PACKING] == 0 < spared[0.0]
