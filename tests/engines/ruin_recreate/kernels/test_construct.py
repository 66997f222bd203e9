"""First routes: every visit left out is put back where one order lets it."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from routeplan.engines.ruin_recreate.instance import build_instance
from routeplan.engines.ruin_recreate.kernels import arrays as a
from routeplan.engines.ruin_recreate.kernels.arrays import Tuning
from routeplan.engines.ruin_recreate.kernels.construct import construct
from routeplan.engines.ruin_recreate.kernels.search import save_best
from routeplan.engines.ruin_recreate.kernels.waiting import update_waiting
from routeplan.engines.ruin_recreate.search_state import bare_search
from routeplan.problem.arrays import SUFFICES
from tests.engines.problems import DAY, small_problem
from tests.engines.verifier import verify

NO_BLINK = Tuning(blink=0.0)


@pytest.mark.parametrize("seed", range(20))
def test_routes_are_sound_and_what_is_left_out_is_on_the_list(seed: int) -> None:
    problem = small_problem(Random(seed), visits=6, shifts=2, pairs=1, waiting_price=0.5)
    search = bare_search(build_instance(problem), Tuning(), seed, 0)
    assert search.routes.tally[a.ABSENT] == problem.visits
    construct(search.arrays)
    save_best(search.instance, search.routes, search.best)
    verify(search)
    assert search.routes.tally[a.ITERATION] == 1


def test_every_visit_that_pays_is_in_where_there_is_room_for_all() -> None:
    """Three visits of a second beside each other, worth a day each, and a shift of 200 s."""
    problem = small_problem(Random(1), visits=3, shifts=1)
    problem = replace(
        problem,
        travel=np.ones_like(problem.travel),
        visit_seconds=np.ones_like(problem.visit_seconds),
        worth=np.full_like(problem.worth, DAY),
        shift_begin=np.zeros_like(problem.shift_begin),
        roles=np.full_like(problem.roles, SUFFICES),
    )
    search = bare_search(build_instance(problem), NO_BLINK, 0, 0)
    construct(search.arrays)
    assert search.routes.tally[a.ROUTED] == 3
    assert search.routes.tally[a.ABSENT] == 0


def test_what_routes_wait_is_known_from_the_start() -> None:
    """Insertions do not keep it up: computing it again changes nothing."""
    problem = small_problem(Random(3), visits=6, shifts=2, waiting_price=0.5)
    search = bare_search(build_instance(problem), Tuning(), 3, 0)
    construct(search.arrays)
    arrays = {name: value.copy() for name, value in search.routes._asdict().items()}
    for s in range(problem.shifts):
        update_waiting(search.instance, search.routes, s)
    for name, value in search.routes._asdict().items():
        np.testing.assert_array_equal(value, arrays[name], err_msg=name)
