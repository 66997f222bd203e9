"""Ten thousand stations: planned, every number of the search recomputed, every plan judged.

``make soak`` runs them; it stops by itself.
"""

from __future__ import annotations

import numpy as np
import pytest

from routeplan.engines.ruin_recreate.answer import read_solution
from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.engines.ruin_recreate.instance import build_instance
from routeplan.engines.ruin_recreate.kernels.arrays import Tuning
from routeplan.engines.ruin_recreate.parts import cut, put_together
from routeplan.engines.ruin_recreate.search_state import Search, bare_search, new_search
from routeplan.planning.make_plan import make_plan
from routeplan.problem.arrays import Problem
from routeplan.problem.solution import Budget, Solution, Watch
from tests.check.random_stations import random_station, unlike_station
from tests.check.test_property import assert_totals_add_up
from tests.engines.verifier import verify
from tests.stations import Street

STATIONS, BLOCKS = 10_000, 100
CHECKS = 5
"""The search is verified so often on its way."""
TEMPERATURE = 600.0


class Verified:
    """The engine, alone and in parts by turns, with its books checked again and again."""

    name = "ruin-recreate"

    def solve(
        self,
        problem: Problem,
        budget: Budget,
        *,
        seed: int = 0,
        start: Solution | None = None,
        watch: Watch | None = None,
    ) -> Solution:
        if problem.visits == 0 or problem.shifts == 0:
            return RuinRecreate().solve(problem, budget, seed=seed)
        assert budget.iterations is not None
        instance = build_instance(problem)
        search = new_search(instance, Tuning(), seed, 0, start.choices if start else None)
        threads = [bare_search(instance, Tuning(), seed, stream) for stream in (1, 2)]
        random = np.random.default_rng(seed)
        verify(search)
        for check in range(CHECKS):
            iterations = max(1, budget.iterations // CHECKS)
            if (seed + check) % 2 == 0:
                search.run(iterations, TEMPERATURE)
            else:
                search, threads = in_parts(search, threads, iterations, random)
            verify(search)
        return read_solution(search, budget.iterations, interrupted=False)


def in_parts(
    search: Search, threads: list[Search], iterations: int, random: np.random.Generator
) -> tuple[Search, list[Search]]:
    parts = cut(search, threads, random)
    for part in parts:
        if len(part.search.instance.mine) > 0:
            part.search.run(iterations, TEMPERATURE)
    return put_together(search, parts), [part.search for part in parts]


@pytest.mark.soak
@pytest.mark.parametrize("block", range(BLOCKS))
def test_every_plan_is_sound(block: int) -> None:
    count = STATIONS // BLOCKS
    for seed in range(1000 + block * count, 1000 + (block + 1) * count):
        station = (random_station if seed % 2 else unlike_station)(seed // 2)
        plan = make_plan(  # raises JudgeError when a rule is broken
            station.inputs,
            station.travel,
            Street(station.inputs),
            Verified(),
            budget=Budget(None, 200),
            seed=seed,
            longest_day=station.longest_day,
        )
        assert_totals_add_up(station, plan)
