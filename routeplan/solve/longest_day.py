"""Evening out days: a cap on every shift's busy time, as low as it costs next to nothing.

Travel alone leaves some shifts full and others empty. A cap on travel + visits is additive, so the
search keeps it natively; the least cap is found by bisection (min-max is the sound measure of
balance: Matl, Hartl & Vidal 2018).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from routeplan.problem import Problem
from routeplan.solution import Budget, Engine, ShiftChoice, Solution, Watch

PRICE = 0.01
"""The lowest cap may cost this part of the objective, and never a promise."""
PRECISION = 1.05
"""Bisect until the cap is within 5 % of the lowest."""
SEARCH_SHARE = 0.5
"""Part of the budget that goes into the search without a cap."""
MAX_STEPS = 6


@dataclass(frozen=True, slots=True)
class CappedSolution:
    """A solution, the cap it keeps (seconds of busy time) and the cost it would have without."""

    solution: Solution
    cap: int | None = None
    cost_uncapped: int | None = None


def solve_capped(
    engine: Engine,
    problem: Problem,
    budget: Budget,
    cap: int,
    *,
    seed: int = 0,
    watch: Watch | None = None,
) -> CappedSolution:
    """Solve with a cap that the chief has set, in seconds of busy time per shift."""
    return CappedSolution(engine.solve(capped(problem, cap), budget, seed=seed, watch=watch), cap)


def solve_evened(
    engine: Engine,
    problem: Problem,
    budget: Budget,
    *,
    seed: int = 0,
    watch: Watch | None = None,
) -> CappedSolution:
    """Solve, then lower the longest day until it would cost more than ``PRICE``."""
    free = engine.solve(problem, budget.share(SEARCH_SHARE), seed=seed, watch=watch)
    rest = budget.share(1 - SEARCH_SHARE)
    if free.interrupted:
        return CappedSolution(free, longest_busy(problem, free) or None, free.cost)
    steps = steps_between(lowest_thinkable(problem, free), longest_busy(problem, free))
    if steps == 0:
        found = engine.solve(problem, rest, seed=seed, start=free, watch=watch)
        return CappedSolution(found, longest_busy(problem, found) or None, found.cost)
    return _bisect(engine, problem, rest.share(1 / steps), steps, free, seed, watch)


def _bisect(
    engine: Engine,
    problem: Problem,
    part: Budget,
    steps: int,
    free: Solution,
    seed: int,
    watch: Watch | None,
) -> CappedSolution:
    """Each step starts from the best so far; what costs least of all is what prices compare to."""
    best, least, iterations = free, free, free.iterations
    low, high = lowest_thinkable(problem, free), longest_busy(problem, free)
    for _ in range(steps):
        if best.interrupted or high <= low * PRECISION:
            break
        cap = round(math.sqrt(low * high))
        try:
            tried = engine.solve(capped(problem, cap), part, seed=seed, start=best, watch=watch)
        except KeyboardInterrupt:
            best = replace(best, interrupted=True)
            break
        iterations += tried.iterations
        if costs_no_more(tried, least):
            best, high = tried, longest_busy(problem, tried)
            least = min(least, tried, key=lambda each: (each.missed, each.cost))
        else:
            low = cap
            best = replace(best, interrupted=tried.interrupted)
    return CappedSolution(replace(best, iterations=iterations), high, least.cost)


def capped(problem: Problem, cap: int) -> Problem:
    """The same problem where no shift is busy for more than ``cap`` seconds."""
    return replace(problem, max_busy=np.minimum(problem.max_busy, cap).astype(np.int32))


def costs_no_more(tried: Solution, least: Solution) -> bool:
    """Whether a capped solution keeps the promises and stays within the price, or keeps more."""
    if tried.missed != least.missed:
        return tried.missed < least.missed
    return tried.cost <= least.cost * (1 + PRICE)


def steps_between(low: float, high: float) -> int:
    """Bisections on a logarithmic scale from ``high / low`` down to ``PRECISION``."""
    if high <= low * PRECISION:
        return 0
    return min(MAX_STEPS, math.ceil(math.log2(math.log(high / low) / math.log(PRECISION))))


def lowest_thinkable(problem: Problem, solution: Solution) -> int:
    """No cap below this can hold what is visited now: the mean over all shifts, or one visit."""
    busy = [busy_seconds(problem, s, choice) for s, choice in enumerate(solution.choices)]
    longest_visit = max(
        (int(problem.visit_seconds[list(c.visits)].max()) for c in solution.choices if c.visits),
        default=1,
    )
    return max(round(sum(busy) / len(busy)) if busy else 1, longest_visit, 1)


def longest_busy(problem: Problem, solution: Solution) -> int:
    """The longest busy time of any shift, in seconds."""
    return max(
        (busy_seconds(problem, s, choice) for s, choice in enumerate(solution.choices)), default=0
    )


def busy_seconds(problem: Problem, shift: int, choice: ShiftChoice) -> int:
    """Travel + visits of one shift; 0 without a visit."""
    visits = list(choice.visits)
    return travel_seconds(problem, shift, choice) + int(problem.visit_seconds[visits].sum())


def travel_seconds(problem: Problem, shift: int, choice: ShiftChoice) -> int:
    """Travel of one shift; 0 without a visit."""
    if not choice.visits:
        return 0
    places = [
        problem.shift_start_place[shift],
        *problem.visit_place[list(choice.visits)],
        problem.shift_end_place[shift],
    ]
    travel = problem.travel[problem.shift_mode[shift]]
    return int(sum(travel[i, j] for i, j in pairwise(places)))
