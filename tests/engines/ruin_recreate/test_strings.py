"""How long the strings of a ruin are, and how many stops each route loses.

Tests ``engines/ruin_recreate/kernels/ruin.py``.
"""

from collections import Counter
from random import Random

import numpy as np
import pytest

from routeplan.engines.ruin_recreate.instance import build_instance
from routeplan.engines.ruin_recreate.kernels import arrays as a
from routeplan.engines.ruin_recreate.kernels.arrays import Tuning
from routeplan.engines.ruin_recreate.kernels.ruin import LONGER, draw_longest
from routeplan.engines.ruin_recreate.search_state import Search, bare_search, new_search
from tests.engines.problems import small_problem


def bounds_drawn(search: Search, stops: int, shifts: int) -> list[float]:
    """The bounds on strings of many ruins, where so many stops stand in so many shifts."""
    search.routes.tally[a.ROUTED], search.routes.tally[a.USED] = stops, shifts
    return [draw_longest(search.arrays) for _ in range(2000)]


@pytest.fixture(scope="module")
def search() -> Search:
    problem = small_problem(Random(0), visits=30, shifts=4)
    return bare_search(build_instance(problem), Tuning(), 0, 0)


@pytest.mark.parametrize(("stops", "long"), [(60, 10.0), (200, 10 * LONGER)])
def test_strings_are_short_in_half_of_the_ruins(search: Search, stops: int, long: float) -> None:
    counts = Counter(bounds_drawn(search, stops, 4))
    assert set(counts) == {5.0, long}
    assert 900 < counts[5.0] < 1100


@pytest.mark.parametrize("stops", [1, 2, 4])
def test_no_string_is_longer_than_the_mean_route(search: Search, stops: int) -> None:
    assert set(bounds_drawn(search, 4 * stops, 4)) == {float(stops)}


def most_lost_by_a_route(tuning: Tuning) -> int:
    """The most stops that one route lost in one iteration, of many, on a problem without pairs."""
    problem = small_problem(Random(3), visits=40, shifts=8, pairs=0)
    search = new_search(build_instance(problem), tuning, 1, 0, None)
    most = 0
    for _ in range(300):
        before = search.routes.shift_of.copy()
        search.run(1, 0.0)
        iteration = search.routes.tally[a.ITERATION]
        gone = np.flatnonzero(search.work.is_removed == iteration)
        lost = Counter(s for s in before[gone].tolist() if s >= 0)
        most = max(most, *lost.values(), 0)
    return most


def test_short_strings_take_little_of_each_route() -> None:
    # neither tail exchanges nor room for a visit left out, which take what they want
    alone = Tuning(forced=0.0, forced_pair=0.0, tails=0)
    assert most_lost_by_a_route(alone._replace(short_strings=1.0, short_max=1.0)) == 1
    assert most_lost_by_a_route(alone._replace(short_strings=1.0, short_max=2.0)) == 2
    assert most_lost_by_a_route(alone._replace(short_strings=0.0)) > 2
