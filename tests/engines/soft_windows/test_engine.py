"""The search for soft windows: the optimum of tiny problems, true times, the same answer twice.

Tests ``engines/soft_windows/kernels/arrays.py``,
``engines/soft_windows/kernels/insertion.py``, ``engines/soft_windows/kernels/search.py`` and
``engines/soft_windows/kernels/times.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, permutations, product
from random import Random

import numpy as np
import pytest

import routeplan.engines.soft_windows.engine as engine
from routeplan.engines.soft_windows import SoftProblem, solve_soft
from routeplan.problem.solution import Budget, SearchState

Routes = Sequence[Sequence[int]]


def problem_of(
    visits: Sequence[tuple[int, int, int, tuple[int, int] | None]],
    able: Sequence[Sequence[bool]],
    travel: Sequence[Sequence[int]],
) -> SoftProblem:
    """Visits as (length, opens, closes, least and most apart where they need two officers)."""
    place, length, opens, closes, partner, lag = [], [], [], [], [], []
    for number, (seconds, first, last, apart) in enumerate(visits, start=1):
        call = len(place)
        calls = 1 if apart is None else 2
        partner += [-1] if apart is None else [call + 1, call]
        lag += [0] if apart is None else [-apart[1], apart[0]]
        place += [number] * calls
        length += [seconds] * calls
        opens += [first] * calls
        closes += [last] * calls
    numbers = [
        np.array(values, np.int64) for values in (place, length, opens, closes, partner, lag)
    ]
    return SoftProblem(*numbers, np.array(able, np.bool_), np.array(travel, np.int64))


def begins_of(problem: SoftProblem, routes: Routes) -> list[int] | None:
    """The earliest begins, rule by rule until all hold; None where they never do."""
    begins = problem.opens.tolist()
    for _ in range(50):
        before = list(begins)
        for route in routes:
            place, free = 0, 0
            for call in route:
                way = int(problem.travel[place, problem.place[call]])
                begins[call] = max(begins[call], free + way)
                place, free = int(problem.place[call]), begins[call] + int(problem.length[call])
        for call, other in enumerate(problem.partner):
            if other >= 0:
                begins[call] = max(begins[call], begins[other] + int(problem.lag[call]))
        if before == begins:
            return begins
    return None


def cost_of(problem: SoftProblem, routes: Routes, begins: Sequence[int]) -> tuple[int, int, int]:
    """Travel, all lateness, the largest."""
    travel = 0
    for route in routes:
        places = [0, *(int(problem.place[call]) for call in route), 0]
        travel += sum(int(problem.travel[a, b]) for a, b in pairwise(places))
    late = [max(0, b - int(c)) for b, c in zip(begins, problem.closes, strict=True)]
    return travel, sum(late), max(late)


def all_routes(problem: SoftProblem) -> Iterator[Routes]:
    """Every way to deal out the calls and to order them."""
    choices = [np.flatnonzero(row) for row in problem.able]
    for makers in product(*choices):
        if any(o >= 0 and makers[o] == makers[c] for c, o in enumerate(problem.partner)):
            continue
        shares = [
            [call for call, maker in enumerate(makers) if maker == route]
            for route in range(problem.routes)
        ]
        yield from product(*(list(permutations(share)) for share in shares))


def random_problem(random: Random) -> SoftProblem:
    """Three or four visits, up to five calls, for two or three officers."""
    routes = random.choice([2, 3])
    visits, able = [], []
    for number in range(random.choice([3, 4])):
        first = random.randint(0, 60)
        least = random.choice([0, 0, 10])
        apart = (
            (least, least + random.choice([0, 15]))
            if number < 2 and random.random() < 0.6
            else None
        )
        visits.append((random.randint(2, 12), first, first + random.randint(0, 20), apart))
        for _ in range(1 if apart is None else 2):
            row = [random.random() < 0.7 for _ in range(routes)]
            row[random.randrange(routes)] = True
            able.append(row)
        if apart is not None and sum(a or b for a, b in zip(able[-1], able[-2], strict=True)) < 2:
            able[-1] = [True] * routes
    size = len(visits) + 1
    travel = [[0 if a == b else random.randint(3, 25) for a in range(size)] for b in range(size)]
    return problem_of(visits, able, travel)


@pytest.mark.parametrize("seed", range(12))
def test_tiny_problems_are_solved_to_the_optimum_of_enumeration(seed: int) -> None:
    problem = random_problem(Random(f"soft {seed}"))
    found = solve_soft(problem, Budget(None, 600), seed=seed)
    costs = [
        sum(cost_of(problem, routes, begins))
        for routes in all_routes(problem)
        if (begins := begins_of(problem, routes)) is not None
    ]
    assert found.cost == min(costs)


def town(seed: int, visits: int = 40, officers: int = 8) -> SoftProblem:
    """Visits in a square, a third of them with two officers, and each officer with some skills."""
    random = Random(f"town {seed}")
    spots = [(random.randint(0, 60), random.randint(0, 60)) for _ in range(visits + 1)]
    travel = [[abs(a - c) + abs(b - d) for c, d in spots] for a, b in spots]
    made, able = [], []
    for number in range(visits):
        first = random.randint(0, 400)
        apart = None if number % 3 else random.choice([(0, 0), (10, 30), (30, 30)])
        made.append((random.randint(5, 30), first, first + 60, apart))
        for half in range(1 if apart is None else 2):
            able.append([(officer + half) % 2 == 0 or officer > 5 for officer in range(officers)])
    return problem_of(made, able, travel)


@pytest.mark.parametrize("seed", range(4))
def test_begins_and_terms_are_those_of_the_routes(seed: int) -> None:
    problem = town(seed)
    found = solve_soft(problem, Budget(None, 1500), seed=seed)
    assert sorted(call for route in found.routes for call in route) == list(range(problem.calls))
    for officer, route in enumerate(found.routes):
        assert all(problem.able[call, officer] for call in route)
        assert not {int(problem.partner[call]) for call in route} & set(route)
    begins = begins_of(problem, found.routes)
    assert begins is not None
    assert list(found.begins) == begins
    assert (found.travel, found.late, found.largest) == cost_of(problem, found.routes, begins)


def test_times_may_be_as_long_as_a_file_may_have_them() -> None:
    # Six decimals of just below a million: 10^12 of the smallest fraction, one after the other.
    longest = 10**12 - 1
    visits = [(longest, 0, 0, None)] * 6
    problem = problem_of(visits, [[True]] * 6, [[0] * 7] * 7)
    found = solve_soft(problem, Budget(None, 100))
    assert sorted(found.begins) == [longest * before for before in range(6)]
    assert (found.late, found.largest) == (longest * 15, longest * 5)


def test_searching_on_costs_less_and_the_same_again_gives_the_same() -> None:
    problem = town(9)
    short, long = (solve_soft(problem, Budget(None, n), seed=3) for n in (100, 3000))
    assert long.cost < short.cost
    assert solve_soft(problem, Budget(None, 3000), seed=3) == long
    assert long.iterations == 3000


@pytest.mark.parametrize(
    ("rounds_a_call", "coolings"), [(10.0, 1), (1999.0, 1), (2000.0, 2), (1e6, 8)]
)
def test_a_long_search_is_heated_again(rounds_a_call: float, coolings: int) -> None:
    assert engine._coolings(rounds_a_call) == coolings


def test_whoever_watches_hears_of_the_best_so_far() -> None:
    heard: list[SearchState] = []
    problem = town(1)
    found = solve_soft(problem, Budget(None, 500), watch=heard.append)
    assert [state.cost for state in heard] == sorted((s.cost for s in heard), reverse=True)
    assert heard[-1].cost == found.cost
    assert {state.visits_in for state in heard} == {problem.calls}


def test_ctrl_c_gives_the_best_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = town(1)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(engine, "anneal", interrupt)
    found = solve_soft(problem, Budget(60.0))
    assert found.interrupted
    assert sorted(call for route in found.routes for call in route) == list(range(problem.calls))


def test_without_a_call_there_is_nothing_to_search() -> None:
    none = np.zeros(0, np.int64)
    problem = SoftProblem(*[none] * 6, np.zeros((0, 2), np.bool_), np.zeros((1, 1), np.int64))
    found = solve_soft(problem, Budget(None, 100))
    assert (found.routes, found.cost, found.iterations) == (((), ()), 0, 0)
