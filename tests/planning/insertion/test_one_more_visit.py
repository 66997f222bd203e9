"""The best place for one more visit: the kernel, the plain test for reasons, and enumeration.

Tests ``planning/insertion/insertion_arrays.py``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import pytest

from routeplan.engines.ruin_recreate.answer import read_solution
from routeplan.engines.ruin_recreate.instance import build_instance
from routeplan.engines.ruin_recreate.kernels import arrays as a
from routeplan.engines.ruin_recreate.kernels.arrays import FAR, NONE, Tuning
from routeplan.engines.ruin_recreate.kernels.recreate import ANYWHERE, reinsert, settle
from routeplan.engines.ruin_recreate.kernels.routes import open_undo
from routeplan.engines.ruin_recreate.kernels.ruin import remove
from routeplan.engines.ruin_recreate.kernels.search import retime_touched, save_best
from routeplan.engines.ruin_recreate.search_state import Search, new_search
from routeplan.planning.insertion.insertion_arrays import cheapest, gaps_of
from routeplan.planning.insertion.one_more_visit import all_route_times, fits
from routeplan.problem.arrays import Problem
from routeplan.problem.solution import Solution
from tests.engines.insertions import Round, cheapest_by_enumeration
from tests.engines.problems import small_problem
from tests.engines.verifier import route_of, verify, windows_of

CASES = 2000
KINDS = {
    "windows-chances-breaks": ({"visits": 6, "shifts": 2}, 700),
    "caps": ({"visits": 6, "shifts": 2, "caps": True}, 400),
    "several-days": ({"visits": 6, "shifts": 3, "days": 2}, 400),
    "pairs": ({"visits": 5, "shifts": 3, "pairs": 3}, 500),
}
SHARPLY = Tuning(blink=0.0, full_scan=1.0)
"""Nothing is overlooked."""


@dataclass(frozen=True)
class Case:
    """A search whose routes are sound, and a visit that is left out."""

    name: str
    problem: Problem
    search: Search
    visit: int

    def solution(self) -> Solution:
        """The routes as they are now, saved and read."""
        self.search.best.dirty[:] = 1
        save_best(self.search.instance, self.search.routes, self.search.best)
        return read_solution(self.search, 0, interrupted=False)


def cases(kind: str) -> Iterator[Case]:
    options, wanted = KINDS[kind]
    seed = found = 0
    while found < wanted:
        random = Random(f"insert {kind} {seed}")
        problem = small_problem(random, **options)
        search = new_search(build_instance(problem), Tuning(), seed, 0, None)
        search.run(random.randrange(6), 50.0)
        visit = _left_out(search, random, options.get("pairs", 0))
        if visit is not None:
            yield Case(f"{kind} {seed}", problem, search, visit)
            found += 1
        seed += 1


def _left_out(search: Search, random: Random, pairs: int) -> int | None:
    """A visit, taken off its route if it stands on one; None when the rest cannot do without it.

    (Where a way round is shorter than the straight one, removing a stop makes a route later.)
    """
    instance, routes = search.instance, search.routes
    visit = random.randrange(pairs or len(instance.worth))
    if routes.shift_of[visit] != NONE:
        routes.tally[a.ITERATION] += 1
        open_undo(routes, search.undo)
        remove(instance, routes, search.undo, search.work, visit, 0)
        if not retime_touched(instance, routes, search.undo):
            return None
        settle(routes, search.work, 1)
    return visit


def insert(search: Search, visit: int) -> int | None:
    """Let the kernel insert; the cost it sees, None when it finds no place."""
    instance, routes, work = search.instance, search.routes, search.work
    routes.tally[a.ITERATION] += 1
    open_undo(routes, search.undo)
    before = int(routes.tally[a.COST_NOW])
    sharply = search._replace(tuning=SHARPLY).arrays
    placed = reinsert(sharply, visit, ANYWHERE, FAR)
    work.removed[0] = visit
    settle(routes, work, 1)
    after = int(routes.tally[a.COST_NOW])
    return after - before + int(instance.worth[visit]) if placed else None


def rounds_of(search: Search) -> list[Round]:
    """The routes as the kernel holds them: stops whose windows cost the same are free in them."""
    instance = search.instance
    orders = [route_of(search, s) for s in range(len(instance.shift))]
    return [
        Round(
            s,
            [int(instance.visit[client]) for client in order],
            [windows_of(search, client, s) for client in order],
        )
        for s, order in enumerate(orders)
    ]


def pinned_rounds(solution: Solution) -> list[Round]:
    """The routes as the answer says them: every stop in one start window."""
    return [
        Round(s, list(choice.visits), [[start] for start in choice.starts])
        for s, choice in enumerate(solution.choices)
    ]


def test_there_are_two_thousand_cases() -> None:
    assert sum(wanted for _, wanted in KINDS.values()) == CASES


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.slow
def test_kernel_and_plain_test_find_the_price_that_enumeration_finds(kind: str) -> None:
    for case in cases(kind):
        problem, visit, solution = case.problem, case.visit, case.solution()
        routes = all_route_times(problem, solution)
        price = cheapest_by_enumeration(problem, pinned_rounds(solution), visit)
        assert min((fit.cost for fit in fits(problem, routes, visit)), default=None) == price
        assert cheapest(problem, gaps_of(routes), visit) == price, case.name
        free = cheapest_by_enumeration(problem, rounds_of(case.search), visit)
        assert insert(case.search, visit) == free, case.name
        case.solution()  # as the search would: the best is no worse than what it has
        verify(case.search)


@pytest.mark.parametrize("kind", KINDS)
def test_the_cases_are_of_every_sort(kind: str) -> None:
    # else the tests above would prove less than they say
    prices, rests = [], 0
    for case, _ in zip(cases(kind), range(100), strict=False):
        rounds = rounds_of(case.search)
        prices.append(cheapest_by_enumeration(case.problem, rounds, case.visit))
        rests += any(
            crew_round.visits and case.problem.break_seconds[crew_round.shift] > 0
            for crew_round in rounds
        )
    assert 10 < prices.count(None) < 90
    assert len({price for price in prices if price is not None}) > 10
    assert rests > 10
