"""A search with many visits stays among some of them for a while, and comes to all alike."""

from random import Random

import numpy as np
import pytest

from routeplan.engines.ruin_recreate.instance import build_instance
from routeplan.engines.ruin_recreate.kernels import arrays as a
from routeplan.engines.ruin_recreate.kernels.arrays import Tuning
from routeplan.engines.ruin_recreate.kernels.ruin import (
    SPELL,
    SPELL_VISITS,
    SPELLS_FROM,
    draw_visit,
)
from routeplan.engines.ruin_recreate.search_state import Search, bare_search
from tests.engines.problems import small_problem


def search_of(visits: int) -> Search:
    problem = small_problem(Random(0), visits=visits, shifts=4)
    return bare_search(build_instance(problem), Tuning(), 0, 0)


@pytest.fixture(scope="module")
def many() -> Search:
    return search_of(SPELLS_FROM + 100)


def drawn(search: Search, iteration: int, draws: int) -> list[int]:
    search.routes.tally[a.ITERATION] = iteration
    return [draw_visit(search.arrays) for _ in range(draws)]


def test_visits_of_one_spell_stand_side_by_side(many: Search) -> None:
    mine = many.instance.mine.tolist()
    assert sorted(mine) == list(range(len(mine)))
    assert (np.diff(many.instance.place[mine]) >= 0).all(), "along the chain of places"
    spells = set()
    for spell in range(12):
        seen = drawn(many, spell * SPELL, 3000) + drawn(many, (spell + 1) * SPELL - 1, 1000)
        begin = next(k for k in range(len(mine)) if mine[k] in seen and mine[k - 1] not in seen)
        ring = mine[begin:] + mine[:begin]
        assert set(seen) == set(ring[:SPELL_VISITS])
        spells.add(begin)
    assert len(spells) == 12, "each spell is elsewhere"


@pytest.mark.parametrize("spells", [30, 300])
def test_all_visits_have_their_share(many: Search, spells: int) -> None:
    counts = np.zeros(len(many.instance.mine))
    for spell in range(spells):
        counts += np.bincount(drawn(many, spell * SPELL, SPELL), minlength=len(counts))
    # what a visit's number of draws varies by anyway, and less than one spell more or fewer
    room = SPELL / SPELL_VISITS * 1.5 + 5 * counts.mean() ** 0.5
    assert abs(counts - counts.mean()).max() < room


def test_of_few_visits_any_is_drawn() -> None:
    few = search_of(60)
    assert few.instance.mine.tolist() == list(range(60))
    assert set(drawn(few, SPELL, 4000)) == set(range(60))
