"""Tail exchanges keep every number, window, break, pair and cap; and they reach what ruins miss.

Tests ``engines/ruin_recreate/kernels/routes.py``,
``engines/ruin_recreate/kernels/tail_exchange.py`` and ``engines/ruin_recreate/kernels/times.py``.
"""

from dataclasses import replace
from random import Random

import numpy as np

from routeplan.engines.ruin_recreate.instance import build_instance
from routeplan.engines.ruin_recreate.kernels import arrays as a
from routeplan.engines.ruin_recreate.kernels.arrays import Tuning
from routeplan.engines.ruin_recreate.kernels.tail_exchange import (
    Joint,
    exchange_tails,
    join,
    joints_fit,
    measure,
)
from routeplan.engines.ruin_recreate.kernels.times import retime
from routeplan.engines.ruin_recreate.search_state import Search, bare_search, new_search
from routeplan.engines.ruin_recreate.warm_start import place_start
from routeplan.problem.arrays import NO_BREAK, NO_CAP, SUFFICES, Problem
from routeplan.problem.solution import ShiftChoice
from tests.engines.problems import DAY, ints, small_problem
from tests.engines.verifier import route_of, verify


def alike(seed: int) -> Problem:
    """Eight shifts on two days; those of a day end alike, half of the days with a break."""
    random = Random(f"tails {seed}")
    problem = small_problem(
        random, visits=30, shifts=8, pairs=4, days=2, caps=seed % 2 == 0, siblings=True
    )
    day = problem.shift_day
    rests = np.array([random.random() < 0.5 for _ in range(2)])[day]
    return replace(
        problem,
        shift_mode=ints([0] * 8),
        shift_end=ints(DAY * day + 90),
        break_earliest=np.where(rests, DAY * day + 30, NO_BREAK).astype(np.int32),
        break_latest=np.where(rests, DAY * day + 50, NO_BREAK).astype(np.int32),
        break_seconds=np.where(rests, 8, NO_BREAK).astype(np.int32),
        roles=np.where(problem.roles == 0, 0, SUFFICES).astype(np.uint8),
        max_load=ints([12] * 8) if seed % 2 == 0 else ints([NO_CAP] * 8),
        max_busy=ints([NO_CAP] * 8),
    )


def exchange(search: Search, temperature: float) -> bool:
    return exchange_tails(search.arrays, temperature)


def test_the_books_are_right_after_every_exchange() -> None:
    made = halves = split = 0
    for seed in range(12):
        search = new_search(build_instance(alike(seed)), Tuning(), seed, 0, None)
        pairs = search.instance.twin != a.NONE
        for _ in range(2000):
            before = search.routes.shift_of.copy()
            empty = int(search.routes.tally[a.EMPTIES])
            if exchange(search, 200.0):
                made += 1
                halves += bool((before != search.routes.shift_of)[pairs].any())
                split += int(search.routes.tally[a.EMPTIES]) < empty
                search.best.dirty[:] = 1
                search.routes.tally[[a.BEST_COST, a.BEST_MISSED]] = 0
                verify(search)
    assert made > 200
    assert halves > 10, "halves of two-officer visits are moved too"
    assert split > 5, "tails go to empty shifts too"


def two_rows() -> Search:
    """Two shifts, doors 1-6 on a line each 10 s apart; the rounds 1 2 6 and 4 5 3 are crossed."""
    line = np.abs(np.subtract.outer(10 * np.arange(7), 10 * np.arange(7)))
    blank = small_problem(Random(0), visits=6, shifts=2, chances=False)
    problem = replace(
        blank,
        visit_seconds=ints([1] * 6),
        officers_needed=np.ones(6, np.uint8),
        start_offset=ints(range(7)),
        start_first=ints([0] * 6),
        start_last=ints([900] * 6),
        start_lost=np.zeros(6, np.int64),
        roles=np.full((6, 2), SUFFICES, np.uint8),
        minor_cost=np.array([[0, 0], [0, 0], [0, 0], [0, 0], [0, 0], [7, 2]], np.int32),
        shift_mode=ints([0, 0]),
        shift_begin=ints([0, 0]),
        shift_end=ints([1000, 1000]),
        break_earliest=ints([NO_BREAK] * 2),
        break_latest=ints([NO_BREAK] * 2),
        break_seconds=ints([NO_BREAK] * 2),
        travel=np.stack([line, line]).astype(np.int32),
    )
    search = bare_search(build_instance(problem), Tuning(), 0, 0)
    anywhere = ((0, 900),) * 3
    start = (ShiftChoice((0, 1, 5), anywhere), ShiftChoice((3, 4, 2), anywhere))
    place_start(search.instance, search.routes, start)
    for s in range(2):
        retime(search.instance, search.routes, s)
    return search


def test_an_exchange_swaps_what_comes_behind_and_charges_the_new_small_costs() -> None:
    search = two_rows()
    inst, routes = search.instance, search.routes
    verify_now(search)
    cost = int(routes.tally[a.COST_NOW])
    # behind door 2 of the first comes door 3 of the second, behind door 5 comes door 6
    joint = Joint(1, 0, 2, 1)
    assert joints_fit(inst, routes, joint)
    own, other = measure(inst, routes, 5, 0, 1), measure(inst, routes, 2, 1, 0)
    assert (own.stops, own.fees, own.fits) == (1, 2 - 7, True)
    assert (other.stops, other.fees, other.fits) == (1, 0, True)
    join(inst, routes, joint, own, other)
    assert [route_of(search, s) for s in range(2)] == [[0, 1, 2], [3, 4, 5]]
    # 120 and 100 s of ways became 60 and 120: 2 -> 6 -> 0 and 5 -> 3 -> 0 are spared
    ways = [int(routes.busy[s] - routes.stops[s]) for s in range(2)]
    assert ways == [60, 120]
    routes.tally[a.COST_NOW] = cost + sum(ways) - (120 + 100) + own.fees
    verify_now(search)


def verify_now(search: Search) -> None:
    search.routes.tally[[a.BEST_COST, a.BEST_MISSED]] = 0
    verify(search)
