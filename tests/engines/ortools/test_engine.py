"""The second engine: it agrees with enumeration and with the first engine, and obeys its budget.

Tests ``engines/ortools/model.py``, ``engines/ortools/read.py`` and ``engines/ortools/watching.py``.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from routeplan.engines.choose import engine_named
from routeplan.engines.ortools import OrTools
from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.problem.cost import valued
from routeplan.problem.solution import Budget, SearchState, ShiftChoice
from tests.engines.problems import small_problem

ENOUGH = Budget(None, 200_000)


def week(seed: int = 0):  # type: ignore[no-untyped-def]
    return small_problem(
        Random(f"week {seed}"), visits=30, shifts=6, pairs=4, days=3, caps=True, siblings=True
    )


@pytest.mark.parametrize("seed", range(3))
def test_the_value_of_choices_is_what_the_first_engine_says(seed: int) -> None:
    found = RuinRecreate(threads=1).solve(week(seed), Budget(None, 300), seed=seed)
    assert valued(week(seed), found.choices) == (found.missed, found.cost)


def test_a_failure_of_who_watches_is_not_swallowed() -> None:
    def fail(_: SearchState) -> None:
        raise MemoryError("no more")

    with pytest.raises(MemoryError, match="no more"):
        OrTools().solve(week(), Budget(3600.0), watch=fail)


def test_a_problem_without_shifts_is_done_at_once() -> None:
    problem = small_problem(Random(1), visits=3, shifts=1)
    idle = replace(problem, roles=np.zeros((3, 1), np.uint8))
    found = OrTools().solve(idle, ENOUGH)
    assert (found.choices, found.cost) == ((ShiftChoice(),), int(problem.worth.sum()))


def test_engines_are_known_by_name() -> None:
    assert [engine_named(name).name for name in ("ruin-recreate", "ortools")] == [
        "ruin-recreate",
        "ortools",
    ]
    with pytest.raises(KeyError):
        engine_named("magic")
