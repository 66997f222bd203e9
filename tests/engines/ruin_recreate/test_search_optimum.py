"""The whole search finds what enumeration finds, and keeps its books after every move."""

from random import Random
from typing import Any

import pytest

from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.engines.ruin_recreate.instance import build_instance
from routeplan.engines.ruin_recreate.kernels import arrays as a
from routeplan.engines.ruin_recreate.kernels.arrays import Tuning
from routeplan.engines.ruin_recreate.search_state import new_search
from routeplan.problem.schedule import timed
from routeplan.problem.solution import Budget
from tests.engines.brute_force import optimum
from tests.engines.problems import small_problem
from tests.engines.verifier import verify

KINDS: dict[str, dict[str, Any]] = {
    "windows-chances-breaks": {"visits": 7, "shifts": 1},
    "two-shifts": {"visits": 6, "shifts": 2},
    "pairs": {"visits": 4, "shifts": 3, "pairs": 1},
    "caps": {"visits": 6, "shifts": 2, "caps": True},
    "several-days-and-visits": {"visits": 6, "shifts": 3, "days": 3, "siblings": True},
    "waiting": {"visits": 6, "shifts": 1, "waiting_price": 0.5},
    "waiting-on-two-shifts": {"visits": 5, "shifts": 2, "waiting_price": 0.5},
    "waiting-in-pairs": {"visits": 4, "shifts": 2, "pairs": 1, "waiting_price": 0.5},
    "deadlines": {"visits": 5, "shifts": 3, "days": 3, "deadlines": True},
    "waiting-and-deadlines": {
        "visits": 5,
        "shifts": 2,
        "days": 2,
        "caps": True,
        "deadlines": True,
        "waiting_price": 0.5,
    },
}
INSTANCES = 50
"""Of each of the 10 kinds: 500."""

LARGE = {"visits": 60, "shifts": 9, "pairs": 8, "days": 3, "siblings": True, "caps": True}
DEAR = {"deadlines": True, "waiting_price": 0.5}


@pytest.mark.parametrize("kind", KINDS)
def test_search_agrees_with_enumeration(kind: str) -> None:
    for seed in range(INSTANCES):
        problem = small_problem(Random(f"{kind} {seed}"), **KINDS[kind])
        found = RuinRecreate(threads=1).solve(problem, Budget(None, 3000), seed=seed)
        assert (found.missed, found.cost) == optimum(problem), (kind, seed)
        for s, choice in enumerate(found.choices):
            timed(problem, s, choice)  # raises ValueError when it cannot be kept


@pytest.mark.parametrize("kind", KINDS)
def test_every_incremental_number_is_what_recomputing_gives(kind: str) -> None:
    for seed in range(10):
        problem = small_problem(Random(f"{kind} {seed}"), **KINDS[kind])
        search = new_search(build_instance(problem), Tuning(), seed, 0, None)
        verify(search)
        for _ in range(60):
            search.run(1, 20.0)
            verify(search)


@pytest.mark.parametrize("more", [{}, DEAR], ids=["", "waiting-and-deadlines"])
def test_a_large_search_keeps_its_books_too(more: dict[str, Any]) -> None:
    for seed in range(3):
        problem = small_problem(Random(f"large {seed}"), **LARGE, **more)
        search = new_search(build_instance(problem), Tuning(), seed, 0, None)
        for _ in range(150):
            search.run(1, 20.0)
            verify(search)
        accepted = int(search.routes.tally[a.ACCEPTED])
        assert 20 < accepted < 150, "some moves are taken and some are taken back"
