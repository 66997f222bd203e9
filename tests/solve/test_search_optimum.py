"""The whole search finds what enumeration finds."""

from random import Random

import pytest

from routeplan.solution import Budget
from routeplan.solve.instance import build_instance
from routeplan.solve.kernels.arrays import Tuning
from routeplan.solve.ruin_recreate import RuinRecreate
from routeplan.solve.state import new_search
from tests.solve.brute_force import optimum
from tests.solve.problems import small_problem
from tests.solve.verifier import verify

KINDS = {
    "windows-chances-breaks": {"visits": 7, "shifts": 1},
    "two-shifts": {"visits": 6, "shifts": 2},
    "pairs": {"visits": 4, "shifts": 3, "pairs": 1},
    "caps": {"visits": 6, "shifts": 2, "caps": True},
    "several-days-and-visits": {"visits": 6, "shifts": 3, "days": 3, "siblings": True},
}


@pytest.mark.parametrize("kind", KINDS)
def test_search_agrees_with_enumeration(kind: str) -> None:
    # 5 kinds x 40 = 200 instances of up to 7 visits
    for seed in range(40):
        problem = small_problem(Random(f"{kind} {seed}"), **KINDS[kind])
        found = RuinRecreate(threads=1).solve(problem, Budget(None, 3000), seed=seed)
        assert (found.missed, found.cost) == optimum(problem), (kind, seed)


@pytest.mark.parametrize("kind", KINDS)
def test_every_incremental_number_is_what_recomputing_gives(kind: str) -> None:
    for seed in range(10):
        problem = small_problem(Random(f"{kind} {seed}"), **KINDS[kind])
        search = new_search(build_instance(problem), Tuning(), seed, 0, None)
        for _ in range(30):
            search.run(3, 20.0)
            verify(search)
