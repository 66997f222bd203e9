"""Published problems are solved to their proven optimum.

Tests ``engines/choose.py`` and ``formats/foreign/problem_file.py``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from routeplan.engines.choose import solve
from routeplan.formats.foreign.problem_file import read_problem

SOLOMON = Path(__file__).parents[1] / "data" / "solomon"


@pytest.mark.parametrize(
    ("name", "optimum", "iterations"),
    [
        ("C101", 8273, 4_000),
        ("C205", 5864, 4_000),
        pytest.param("R101", 16377, 60_000, marks=pytest.mark.slow),
        pytest.param("RC101", 16198, 120_000, marks=pytest.mark.slow),
    ],
)
def test_a_proven_optimum_is_found(name: str, optimum: int, iterations: int) -> None:
    """Distances are in tenths, each truncated, as the published figures are."""
    given = read_problem(SOLOMON / f"{name}.txt")
    solution = solve(given.problem, iterations=iterations)
    assert (solution.missed, solution.cost) == (0, optimum)
    assert {v for choice in solution.choices for v in choice.visits} == set(range(100))
