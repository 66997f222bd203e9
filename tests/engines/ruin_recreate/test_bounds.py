"""numba looks at no array's bounds: once, the engine's whole suite runs with the checks on.

``make soak`` adds the suites of all that calls the kernels.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
MINUTES = 30

OUT_OF_BOUNDS = """
from random import Random

from numba import njit

from routeplan.engines.ruin_recreate.instance import build_instance
from routeplan.engines.ruin_recreate.kernels.routes import count_in
from routeplan.engines.ruin_recreate.kernels.arrays import Tuning
from routeplan.engines.ruin_recreate.search_state import bare_search
from tests.engines.problems import small_problem

@njit
def try_to_count(instance, routes, visit):
    count_in(instance, routes, visit)

search = bare_search(build_instance(small_problem(Random(0), visits=2, shifts=1)), Tuning(), 0, 0)
try_to_count(search.instance, search.routes, 1)
try:
    try_to_count(search.instance, search.routes, 2)
except IndexError as error:
    print(f"caught: {error}")
"""
"""Two visits are 0 and 1."""


@pytest.mark.parametrize(
    "suites",
    [
        pytest.param(("tests/engines",), marks=pytest.mark.slow, id="the engine"),
        pytest.param(
            ("tests/planning", "tests/balance/test_even_plans.py"),
            marks=pytest.mark.soak,
            id="who calls it",
        ),
    ],
)
def test_a_suite_passes_with_bounds_checked(suites: tuple[str, ...], tmp_path: Path) -> None:
    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=os.environ | {"NUMBA_BOUNDSCHECK": "1", "NUMBA_CACHE_DIR": str(tmp_path)},
            capture_output=True,
            text=True,
            timeout=60 * MINUTES,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-5000:]
        return done.stdout

    assert run("-c", OUT_OF_BOUNDS).startswith("caught: index is out of bounds")
    options = ("-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-p", "no:cov")
    kernels = ("-m", "not slow and not soak", "--ignore=tests/planning/explain")
    summary = run("-m", "pytest", *options, *kernels, *suites).splitlines()[-1]
    assert "passed" in summary
    assert "skipped" not in summary
