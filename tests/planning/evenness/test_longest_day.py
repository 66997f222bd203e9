"""Evening out days: the shortest longest day that costs no more than its price."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest

from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.planning.evenness.longest_day import (
    PRECISION,
    Evened,
    capped,
    even_days,
    keeping,
    longest_busy,
    lowest_thinkable,
    steps_between,
)
from routeplan.problem.arrays import NO_CAP, Problem
from routeplan.problem.cost import busy_seconds
from routeplan.problem.solution import Budget, Searcher, ShiftChoice, Solution, Watch
from tests.engines.brute_force import optimum
from tests.engines.problems import ints, small_problem


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
        self.worth: list[list[int]] = []

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
        self.worth.append(problem.worth.tolist())
        return self.answer(cap)


def rounds(*sizes: int, cost: int = 1000, missed: int = 0, interrupted: bool = False) -> Solution:
    """Shifts that make so many visits each: 110 s a visit and 10 s home."""
    numbers = iter(range(sum(sizes)))
    choices = [ShiftChoice(tuple(next(numbers) for _ in range(size))) for size in sizes]
    return Solution(tuple(choices), missed, cost, iterations=7, interrupted=interrupted)


def busy(size: int) -> int:
    return 110 * size + 10 if size else 0


def evened(
    engine: Scripted,
    problem: Problem,
    free: Solution,
    allowance: int = 10,
    iterations: int = 100,
    parts: Sequence[float] | None = None,
) -> Evened:
    """Days evened out from a solution, of full officers unless parts are given."""
    of_day = np.ones(problem.shifts) if parts is None else np.array(parts)
    return even_days(Searcher(engine), problem, free, of_day, allowance, Budget(None, iterations))


def test_busy_time_is_travel_and_visits() -> None:
    problem = problem_of(3, 2)
    solution = rounds(3, 0)
    assert busy_seconds(problem, 0, solution.choices[0]) == 340
    assert busy_seconds(problem, 1, solution.choices[1]) == 0
    assert longest_busy(problem, solution) == 340
    assert longest_busy(problem, rounds(0, 0)) == 0


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
    assert lowest_thinkable(problem, rounds(*sizes), np.ones(len(sizes))) == lowest


def test_a_part_of_an_officer_carries_a_part_of_the_day() -> None:
    # 450 s for one and a half: 300 for a full day
    problem, parts = problem_of(4, 2), np.array([1.0, 0.5])
    assert lowest_thinkable(problem, rounds(4, 0), parts) == 300
    # 230 s by who works half are as long as 460
    assert longest_busy(problem, rounds(2, 2), parts) == 460
    assert capped(problem, 300, parts).max_busy.tolist() == [300, 150]


def test_what_is_made_is_worth_more_than_any_even_day() -> None:
    problem = problem_of(4, 2)
    worth = problem.worth.tolist()
    kept = keeping(problem, rounds(2, 0)).worth.tolist()
    assert kept[2:] == worth[2:]
    assert all(kept[v] - worth[v] > 10**9 for v in range(2))


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
def test_the_longest_day_found_is_within_five_percent_of_the_least(threshold: int) -> None:
    """17 visits and 17 shifts: a cap holds as many visits as fit, if that is enough of them."""

    def answer(cap: int) -> Solution:
        size = min(17, (cap - 10) // 110)
        cost = 1010 if size >= threshold else 1011
        return rounds(size, *[1] * (17 - size), *[0] * (size - 1), cost=cost)

    # every cap from busy(threshold) on is cheap enough; the next stop below is 110 s shorter
    problem = problem_of(17, 17)
    found = evened(Scripted(answer), problem, rounds(17, *[0] * 16))
    longest = longest_busy(problem, found.solution)
    assert busy(threshold) <= longest <= busy(threshold) * PRECISION
    assert found.solution.cost <= 1010
    assert found.cost_uneven == 1000


def test_the_allowance_is_the_price_and_no_second_more() -> None:
    for cost, even in ((1010, True), (1011, False)):
        found = evened(
            Scripted(lambda cap, cost=cost: rounds(2, 2, cost=cost)),
            problem_of(4, 2),
            rounds(4, 0),
        )
        assert found.solution.choices == (rounds(2, 2) if even else rounds(4, 0)).choices
        assert found.solution.cost == (cost if even else 1000)
        assert found.cost_uneven == 1000


def test_evening_out_makes_all_that_was_made_worth_keeping() -> None:
    # v0 and v1 are made; the engine is told so, and of v2 only what it is worth
    engine, problem = Scripted(lambda cap: rounds(1, 1)), problem_of(3, 2)
    evened(engine, problem, rounds(2, 0))
    (worth,) = {tuple(worths) for worths in engine.worth}
    assert worth[2] == problem.worth[2]
    assert min(worth[:2]) > 10**9


def test_an_even_day_never_breaks_a_promise() -> None:
    found = evened(
        Scripted(lambda cap: rounds(2, 2, cost=10, missed=1)), problem_of(4, 2), rounds(4, 0)
    )
    assert (found.solution.choices, found.solution.missed) == (rounds(4, 0).choices, 0)


def test_a_promise_kept_is_worth_any_price() -> None:
    found = evened(
        Scripted(lambda cap: rounds(2, 2, cost=9999)), problem_of(4, 2), rounds(4, 0, missed=1)
    )
    assert found.solution.choices == rounds(2, 2).choices
    assert (found.solution.missed, found.cost_uneven) == (0, 9999)


def test_the_price_is_counted_from_the_cheapest_solution_met() -> None:
    # The first cap happens to find 900; 910 is within ten seconds of it, 911 is not
    for cost, accepted in ((910, True), (911, False)):
        prices = iter([900, cost, *[9999] * 9])
        sizes = iter([(6, 2, 0, 0), (3, 3, 2, 0), *[(8, 0, 0, 0)] * 9])

        def answer(cap: int, prices=prices, sizes=sizes) -> Solution:  # type: ignore[no-untyped-def]
            return rounds(*next(sizes), cost=next(prices))

        found = evened(Scripted(answer), problem_of(8, 4), rounds(8, 0, 0, 0))
        assert found.solution.cost == (cost if accepted else 900)
        even = rounds(3, 3, 2, 0) if accepted else rounds(6, 2, 0, 0)
        assert found.solution.choices == even.choices
        assert found.cost_uneven == 900


def test_each_step_starts_from_the_best_and_has_its_share_of_the_budget() -> None:
    # mean 445 of 2 shifts of 8 visits: 890 down to 445 takes 4 steps (2 ** (1 / 16) = 1.044)
    engine, free = Scripted(lambda cap: rounds(8, 0, cost=2000)), rounds(8, 0)
    found = evened(engine, problem_of(8, 2), free, iterations=500)
    assert engine.budgets == [Budget(None, 125)] * 4
    assert engine.starts == [free] * 4
    # each cap halves what is left below 890 by its root: 629 = sqrt(445 x 890), ...
    assert engine.caps == [629, 748, 816, 852]
    assert found.solution.iterations == 7 * 5, "all of the iterations, the free search's too"


def test_a_part_of_an_officer_is_capped_by_that_part() -> None:
    # 450 s of one and a half officers: between 300 and 450 s, sqrt(300 x 450) = 367
    problem, caps = problem_of(4, 2), []

    class Noting(Scripted):
        def solve(self, problem: Problem, *arguments: Any, **more: Any) -> Solution:
            caps.append(problem.max_busy.tolist())
            return super().solve(problem, *arguments, **more)

    evened(Noting(lambda cap: rounds(3, 1)), problem, rounds(4, 0), parts=(1.0, 0.5))
    assert caps[0] == [367, 183]


@pytest.mark.parametrize("sizes", [(3,), (0, 0), (2, 2)], ids=["one shift", "no visit", "even"])
def test_where_nothing_can_be_evened_out_nothing_is_searched(sizes: tuple[int, ...]) -> None:
    free = rounds(*sizes)
    engine = Scripted(lambda cap: pytest.fail("no search is needed"))
    found = evened(engine, problem_of(max(sum(sizes), 1), len(sizes)), free)
    assert found == Evened(free, 1000)


def test_an_interrupted_search_is_not_evened_out() -> None:
    engine, free = Scripted(lambda cap: rounds(2, 2)), rounds(4, 0, interrupted=True)
    assert evened(engine, problem_of(4, 2), free) == Evened(free, 1000)
    assert engine.caps == []


@pytest.mark.parametrize("cost", [1000, 2000], ids=["good", "too dear"])
def test_an_interrupted_step_keeps_the_best_and_says_so(cost: int) -> None:
    engine = Scripted(lambda cap: rounds(2, 2, cost=cost, interrupted=True))
    found = evened(engine, problem_of(4, 2), rounds(4, 0))
    assert len(engine.caps) == 1
    assert found.solution.interrupted
    best = rounds(2, 2) if cost == 1000 else rounds(4, 0)
    assert found.solution.choices == best.choices


def test_ctrl_c_between_two_searches_keeps_the_best_and_says_so() -> None:
    def answer(cap: int) -> Solution:
        raise KeyboardInterrupt

    found = evened(Scripted(answer), problem_of(4, 2), rounds(4, 0))
    assert (found.solution.interrupted, found.solution.cost) == (True, 1000)
    assert found.solution.choices == rounds(4, 0).choices


LARGE = 4
"""The seed of a problem whose enumeration takes eight seconds."""


@pytest.mark.parametrize(
    "seed",
    [pytest.param(k, marks=pytest.mark.slow) if k == LARGE else k for k in range(20)],
)
@pytest.mark.parametrize("allowance", [0, 5, 20])
def test_the_engine_finds_the_least_longest_day_of_enumeration(seed: int, allowance: int) -> None:
    """Of all rounds that make what the cheapest make, at most so much dearer."""
    problem = small_problem(Random(f"even {seed}"), visits=6, shifts=2, chances=False)
    free = RuinRecreate(threads=1).solve(problem, Budget(None, 2000), seed=seed)
    kept, longest = keeping(problem, free), round(longest_busy(problem, free))
    _, least = optimum(kept)
    within = (cap for cap in range(longest) if optimum(capped(kept, cap))[1] <= least + allowance)
    even = next(within, longest)
    found = even_days(
        Searcher(RuinRecreate(threads=1)), problem, free, np.ones(2), allowance, Budget(None, 6000)
    )
    made = {v for choice in free.choices for v in choice.visits}
    assert made <= {v for choice in found.solution.choices for v in choice.visits}
    assert found.solution.missed == free.missed
    assert even <= longest_busy(problem, found.solution) <= max(even * PRECISION, even + 1)
