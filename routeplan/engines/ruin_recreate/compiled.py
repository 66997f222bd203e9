"""Compiling the kernels before any clock starts."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from routeplan.engines.ruin_recreate.answer import read_solution
from routeplan.engines.ruin_recreate.instance import build_instance
from routeplan.engines.ruin_recreate.kernel_cache import alone, clear, is_current
from routeplan.engines.ruin_recreate.kernels.arrays import Tuning
from routeplan.engines.ruin_recreate.kernels.search import run
from routeplan.engines.ruin_recreate.search_state import new_search
from routeplan.model.inputs import Mode
from routeplan.problem.arrays import NO_BREAK, NO_CAP, SUFFICES, Problem


def ensure_compiled(tell: Callable[[], object]) -> None:
    """Compile the kernels or load them from their cache; ``tell`` is called when it will take time.

    Compiling takes about a minute, once after an installation. While another process is at it,
    as ``compile_in_background`` begins one, this one waits and loads what that one has compiled.
    """
    folder = cache_folder()
    if not is_current(folder):
        tell()
        with alone(folder):
            clear(folder)
            _compile()
    _compile()


@cache
def _compile() -> None:
    instance = build_instance(_smallest_problem())
    search = new_search(instance, Tuning(), 0, 0, None)
    search.run(1, 1.0)
    solution = read_solution(search, 1, interrupted=False)
    new_search(instance, Tuning(), 0, 0, solution.choices)


def cache_folder() -> Path:
    """Where numba keeps the compiled kernels."""
    dispatcher: Any = run
    return Path(dispatcher.stats.cache_path)


def _smallest_problem() -> Problem:
    """One visit and one shift: only the types matter."""
    one = np.ones(1, np.int32)
    zero = np.zeros(1, np.int32)
    return Problem(
        visit_place=one,
        visit_seconds=one,
        officers_needed=np.ones(1, np.uint8),
        load=one,
        worth=np.ones(1, np.int64),
        promised=np.zeros(1, bool),
        siblings=-one,
        least_days=one,
        start_offset=np.array([0, 1], np.int32),
        start_first=zero,
        start_last=one,
        start_lost=np.zeros(1, np.int64),
        roles=np.full((1, 1), SUFFICES, np.uint8),
        minor_cost=np.zeros((1, 1), np.int32),
        shift_day=zero,
        shift_mode=zero,
        shift_begin=zero,
        shift_end=10 * one,
        shift_start_place=zero,
        shift_end_place=zero,
        shift_officers=np.ones(1, np.uint8),
        break_earliest=NO_BREAK * one,
        break_latest=NO_BREAK * one,
        break_seconds=NO_BREAK * one,
        max_load=NO_CAP * one,
        max_busy=NO_CAP * one,
        travel=np.ones((1, 2, 2), np.int32),
        modes=(Mode.FOOT,),
    )


if __name__ == "__main__":
    ensure_compiled(lambda: None)
