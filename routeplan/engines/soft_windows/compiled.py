"""Compiling this search's kernels, or loading them from where numba keeps them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from routeplan.engines.ruin_recreate.kernel_cache import alone, clear, is_current
from routeplan.engines.ruin_recreate.kernels.xorshift import random_state
from routeplan.engines.soft_windows.kernels.arrays import empty_arrays, saved_from
from routeplan.engines.soft_windows.kernels.search import anneal, construct
from routeplan.engines.soft_windows.problem import SoftProblem

KERNELS = Path(__file__).with_name("kernels")
INDEX = "search.anneal-*.nbi"
"""Of the largest kernel."""


def ensure_compiled(tell: Callable[[], object]) -> None:
    """Compile the kernels or load them; ``tell`` is called when it will take time.

    Compiling takes about ten seconds, once after an installation.
    """
    folder = cache_folder()
    if not is_current(folder, KERNELS, INDEX):
        tell()
        with alone(folder):
            clear(folder, KERNELS)
            _compile()
    _compile()


def cache_folder() -> Path:
    """Where numba keeps the compiled kernels."""
    dispatcher: Any = anneal
    return Path(dispatcher.stats.cache_path)


@cache
def _compile() -> None:
    """With one call and one route: only the types matter."""
    zero, one = np.zeros(1, np.int64), np.ones(1, np.int64)
    able, travel = np.ones((1, 1), np.bool_), np.ones((2, 2), np.int64)
    arrays = empty_arrays(SoftProblem(one, one, zero, one, -one, zero, able, travel))
    rng = random_state(0, 0)
    construct(arrays, rng)
    current, best = saved_from(arrays), saved_from(arrays)
    anneal(arrays, current, best, 1.0, 1, rng)
