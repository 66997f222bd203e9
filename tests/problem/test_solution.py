"""How long an engine may search."""

from __future__ import annotations

import pytest

from routeplan.problem.solution import Budget


@pytest.mark.parametrize(
    ("seconds", "iterations"), [(None, None), (30.0, 1000)], ids=["neither", "both"]
)
def test_a_budget_is_either_seconds_or_iterations(seconds, iterations):
    with pytest.raises(ValueError, match="either seconds or iterations"):
        Budget(seconds, iterations)


@pytest.mark.parametrize(
    ("budget", "part", "share"),
    [
        pytest.param(Budget(30.0), 0.1, Budget(3.0), id="of the time"),
        pytest.param(Budget(None, 1000), 0.25, Budget(None, 250), id="of the iterations"),
        pytest.param(Budget(None, 10), 0.01, Budget(None, 1), id="one iteration at the least"),
    ],
)
def test_a_share_of_a_budget_is_counted_the_same_way(budget, part, share):
    assert budget.share(part) == share
