"""Evening out days: the lowest cap that costs next to nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from routeplan.problem import NO_CAP, Problem
from routeplan.solution import Budget, ShiftChoice, Solution, Watch
from routeplan.solve.longest_day import (
    PRECISION,
    PRICE,
    busy_seconds,
    capped,
    longest_busy,
    lowest_thinkable,
    solve_capped,
    solve_evened,
    steps_between,
)
from routeplan.solve.ruin_recreate import RuinRecreate
from tests.solve.brute_force import optimum
from tests.solve.problems import ints, small_problem


def problem_of(visits: int, shifts: int) -> Problem:
    """Visits of 100 s at the station's door, 10 s away and as far from each other."""
    place = small_problem(Random(0), visits=visits, shifts=shifts, chances=False)
    travel = np.full((2, visits + 1, visits + 1), 10, np.int32)
    return replace(
        place,
        visit_seconds=ints([100] * visits),
        travel=travel,
        shift_mode=ints([0] * shifts),
        max_busy=ints([NO_CAP] * shifts),
    )


class Scripted:
    """An engine whose answer follows from the cap alone; it keeps what it was asked."""

    name = "scripted"

    def __init__(self, answer: Callable[[int], Solution]) -> None:
        self.answer = answer
        self.caps: list[int] = []
        self.budgets: list[Budget] = []
        self.starts: list[Solution | None] = []

    def solve(
        self,
        problem: Problem,
        budget: Budget,
        *,
        seed: int = 0,
        start: Solution | None = None,
        watch: Watch | None = None,
    ) -> Solution:
        cap = int(problem.max_busy.max())
        self.caps.append(cap)
        self.budgets.append(budget)
        self.starts.append(start)
        return self.answer(cap)


def rounds(*sizes: int, cost: int = 1000, missed: int = 0, interrupted: bool = False) -> Solution:
    """Shifts that make so many visits each: 110 s a visit and 10 s home."""
    numbers = iter(range(sum(sizes)))
    choices = [ShiftChoice(tuple(next(numbers) for _ in range(size))) for size in sizes]
    return Solution(tuple(choices), missed, cost, iterations=7, interrupted=interrupted)


def busy(size: int) -> int:
    return 110 * size + 10 if size else 0


def test_busy_time_is_travel_and_visits() -> None:
    problem = problem_of(3, 2)
    solution = rounds(3, 0)
    assert busy_seconds(problem, 0, solution.choices[0]) == 340
    assert busy_seconds(problem, 1, solution.choices[1]) == 0
    assert longest_busy(problem, solution) == 340
    assert longest_busy(problem, replace(solution, choices=())) == 0


def test_a_cap_lowers_those_that_are_higher() -> None:
    problem = replace(problem_of(1, 3), max_busy=ints([50, 500, NO_CAP]))
    assert capped(problem, 200).max_busy.tolist() == [50, 200, 200]


@pytest.mark.parametrize(
    ("sizes", "lowest"),
    [
        ((4, 0), 225),  # half of 450
        ((1, 0, 0, 0), 100),  # a quarter of 120 would not hold the visit itself
        ((0, 0), 1),
    ],
)
def test_no_day_is_shorter_than_the_mean_or_than_one_visit(
    sizes: tuple[int, ...], lowest: int
) -> None:
    problem = problem_of(max(sum(sizes), 1), len(sizes))
    assert lowest_thinkable(problem, rounds(*sizes)) == lowest


@pytest.mark.parametrize(
    ("low", "high", "steps"),
    [
        (100, 100, 0),
        (100, 105, 0),
        (100, 106, 1),  # sqrt(1.06) = 1.03
        (100, 110, 1),  # sqrt(1.10) = 1.0488
        (100, 111, 2),  # sqrt(1.11) = 1.0536, and its root 1.0264
        (100, 1000, 6),  # 10 ** (1 / 32) = 1.0746, 10 ** (1 / 64) = 1.0366
        (1, 10**9, 6),  # not for ever
    ],
)
def test_each_step_halves_the_range_on_a_logarithmic_scale(low: int, high: int, steps: int) -> None:
    assert steps_between(low, high) == steps


@pytest.mark.parametrize("threshold", [*range(2, 17)])
def test_the_cap_found_is_within_five_percent_of_the_least(threshold: int) -> None:
    """17 visits and 17 shifts: a cap holds as many visits as fit, if that is enough of them."""

    def answer(cap: int) -> Solution:
        size = min(17, (cap - 10) // 110)
        free = size == 17
        cost = 1000 if free else 1010 if size >= threshold else 1011
        return rounds(size, *[1] * (17 - size), *[0] * (size - 1), cost=cost)

    # every cap from busy(threshold) on is cheap enough; the next stop below is 110 s shorter
    found = solve_evened(Scripted(answer), problem_of(17, 17), Budget(None, 100))
    assert found.cap is not None
    assert busy(threshold) <= found.cap
    assert found.cap <= busy(threshold) * PRECISION
    assert found.solution.cost <= 1010
    assert found.cost_uncapped == 1000


def test_one_percent_is_the_price_and_no_second_more() -> None:
    for cost, even in ((1010, True), (1011, False)):

        def answer(cap: int, cost: int = cost) -> Solution:
            return rounds(4, 0) if cap == NO_CAP else rounds(2, 2, cost=cost)

        found = solve_evened(Scripted(answer), problem_of(4, 2), Budget(None, 100))
        assert found.cap == busy(2) if even else found.cap == busy(4)
        assert found.solution.cost == (cost if even else 1000)
        assert found.cost_uncapped == 1000


def test_an_even_day_never_breaks_a_promise() -> None:
    def answer(cap: int) -> Solution:
        return rounds(4, 0) if cap == NO_CAP else rounds(2, 2, cost=10, missed=1)

    found = solve_evened(Scripted(answer), problem_of(4, 2), Budget(None, 100))
    assert (found.cap, found.solution.missed) == (busy(4), 0)


def test_a_promise_kept_is_worth_any_price() -> None:
    def answer(cap: int) -> Solution:
        return rounds(4, 0, missed=1) if cap == NO_CAP else rounds(2, 2, cost=9999)

    found = solve_evened(Scripted(answer), problem_of(4, 2), Budget(None, 100))
    assert (found.cap, found.solution.missed, found.cost_uncapped) == (busy(2), 0, 9999)


def test_the_price_is_counted_from_the_cheapest_solution_met() -> None:
    # The first cap happens to find 900; 909 is within a hundredth of it, 910 is not
    for cost, accepted in ((909, True), (910, False)):
        prices = iter([1000, 900, cost, *[9999] * 9])
        sizes = iter([(8, 0, 0, 0), (6, 2, 0, 0), (3, 3, 2, 0), *[(8, 0, 0, 0)] * 9])

        def answer(cap: int, prices=prices, sizes=sizes) -> Solution:  # type: ignore[no-untyped-def]
            return rounds(*next(sizes), cost=next(prices))

        found = solve_evened(Scripted(answer), problem_of(8, 4), Budget(None, 100))
        assert found.solution.cost == (cost if accepted else 900)
        assert found.cap == (busy(3) if accepted else busy(6))
        assert found.cost_uncapped == 900


def test_each_step_starts_from_the_best_and_has_its_share_of_the_budget() -> None:
    # mean 445 of 2 shifts of 8 visits: 890 down to 445 takes 4 steps (2 ** (1 / 16) = 1.044)
    engine = Scripted(lambda cap: rounds(8, 0, cost=1000 if cap == NO_CAP else 2000))
    found = solve_evened(engine, problem_of(8, 2), Budget(None, 1000))
    free = rounds(8, 0)
    assert engine.budgets == [Budget(None, 500), *[Budget(None, 125)] * 4]
    assert engine.starts == [None, free, free, free, free]
    # each cap halves what is left below 890 by its root: 629 = sqrt(445 x 890), ...
    assert engine.caps == [NO_CAP, 629, 748, 816, 852]
    assert found.solution.iterations == 7 * 5, "all of the iterations, not the last step's"


def test_where_nothing_can_be_evened_out_the_search_goes_on() -> None:
    # one shift: its day is the longest and the mean
    solutions = iter([rounds(3), rounds(3, cost=900)])
    engine = Scripted(lambda cap: next(solutions))
    found = solve_evened(engine, problem_of(3, 1), Budget(None, 1000))
    assert engine.budgets == [Budget(None, 500)] * 2
    assert engine.caps == [NO_CAP] * 2
    assert (found.cap, found.solution.cost, found.cost_uncapped) == (busy(3), 900, 900)


def test_without_a_visit_there_is_no_longest_day() -> None:
    found = solve_evened(Scripted(lambda cap: rounds(0, 0)), problem_of(1, 2), Budget(None, 10))
    assert found.cap is None


def test_an_interrupted_search_is_not_evened_out() -> None:
    engine = Scripted(lambda cap: rounds(4, 0, interrupted=True))
    found = solve_evened(engine, problem_of(4, 2), Budget(None, 100))
    assert len(engine.caps) == 1
    assert (found.solution.interrupted, found.cap) == (True, busy(4))


@pytest.mark.parametrize("cost", [1000, 2000], ids=["good", "too dear"])
def test_an_interrupted_step_keeps_the_best_and_says_so(cost: int) -> None:
    def answer(cap: int) -> Solution:
        return rounds(4, 0) if cap == NO_CAP else rounds(2, 2, cost=cost, interrupted=True)

    engine = Scripted(answer)
    found = solve_evened(engine, problem_of(4, 2), Budget(None, 100))
    assert len(engine.caps) == 2
    assert found.solution.interrupted
    assert found.cap == (busy(2) if cost == 1000 else busy(4))


def test_ctrl_c_between_two_searches_keeps_the_best_and_says_so() -> None:
    def answer(cap: int) -> Solution:
        if cap != NO_CAP:
            raise KeyboardInterrupt
        return rounds(4, 0)

    found = solve_evened(Scripted(answer), problem_of(4, 2), Budget(None, 100))
    assert (found.solution.interrupted, found.solution.cost, found.cap) == (True, 1000, busy(4))


def test_a_cap_that_the_chief_set_is_kept() -> None:
    engine = Scripted(lambda cap: rounds(2, 2))
    found = solve_capped(engine, problem_of(4, 2), Budget(None, 100), 400)
    assert (found.cap, found.cost_uncapped, engine.caps) == (400, None, [400])


def with_a_margin(seed: int) -> Problem:
    """A random problem where a hundredth of the cost is worth a detour: v0 is out and dear."""
    problem = small_problem(Random(f"even {seed}"), visits=6, shifts=2, chances=False)
    worth, roles = problem.worth.copy(), problem.roles.copy()
    worth[0], roles[0] = 1000, 0
    promised = np.zeros(6, bool)
    return replace(problem, worth=worth, roles=roles, promised=promised)


@pytest.mark.parametrize(
    ("seed", "free", "even"),
    [
        (4, 47, 24),
        (11, 32, 23),
        (12, 47, 47),
        (13, 46, 38),
        (15, 42, 34),
        (18, 41, 10),
        (23, 32, 30),
    ],
)
def test_the_engine_finds_the_least_longest_day_of_enumeration(
    seed: int, free: int, even: int
) -> None:
    """``free`` is the longest day of the cheapest rounds, ``even`` the least within the price."""
    problem = with_a_margin(seed)
    _, cost = optimum(problem)
    within = [cap for cap in range(free) if optimum(capped(problem, cap))[1] <= cost * (1 + PRICE)]
    assert min([*within, free]) == even
    found = solve_evened(RuinRecreate(threads=1), problem, Budget(None, 4000))
    assert found.cost_uncapped == cost
    assert found.solution.cost <= cost * (1 + PRICE)
    assert found.cap == longest_busy(problem, found.solution)
    assert even <= found.cap <= even * PRECISION
