"""Evening out days: a cap on every shift's busy time, as low as a little more work pays for.

Travel alone leaves some shifts full and others empty. A cap on travel + visits is additive, so the
search keeps it natively; the least cap is found by bisection (min-max is the sound measure of
balance: Matl, Hartl & Vidal 2018). Evening out never leaves a visit out: what the search without a
cap makes stays made, and only what that then costs more is weighed. The cap that is found is a
means; nothing later is bound by it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from routeplan.problem.arrays import Problem
from routeplan.problem.cost import busy_by_shift
from routeplan.problem.solution import Budget, Searcher, Solution

PRECISION = 1.05
"""Bisect until the cap is within 5 % of the lowest."""
MAX_STEPS = 6
KEPT_SECONDS = 1 << 40
"""Worth of what is made already: more than anything that a cap could save."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Evened:
    """A solution, and what it would cost (seconds) had nothing been evened out."""

    solution: Solution
    cost_uneven: int


def even_days(
    searcher: Searcher,
    problem: Problem,
    free: Solution,
    parts: Floats,
    allowance: int,
    budget: Budget,
    *,
    may: Callable[[Solution], bool] = lambda _: True,
) -> Evened:
    """Lower the longest day until that would cost more than the allowance.

    Parameters
    ----------
    free
        What was found without a cap: every visit that it makes stays made.
    parts
        ``(s,)`` each shift's part of a full officer's day, over 0 to 1: its cap is that part.
    allowance
        Seconds that an even plan may cost more.
    may
        Whether a solution may be taken, whatever it costs.
    """
    kept = keeping(problem, free)

    def attempt(cap: float, share: Budget, best: Solution) -> Solution:
        return searcher.solve(capped(kept, cap, parts), share, best)

    def measure(solution: Solution) -> float:
        return longest_busy(problem, solution, parts)

    low = lowest_thinkable(problem, free, parts)
    return lowered(free, low, attempt, measure, allowance, budget, may=may)


def lowered(
    free: Solution,
    low: float,
    attempt: Callable[[float, Budget, Solution], Solution],
    measure: Callable[[Solution], float],
    allowance: int,
    budget: Budget,
    *,
    may: Callable[[Solution], bool] = lambda _: True,
) -> Evened:
    """Bisect a measure of a solution down to what the allowance pays for.

    Parameters
    ----------
    low
        No solution measures less.
    attempt
        A search for a solution that measures no more than its first argument, from the best so far.
    """
    high = measure(free)
    steps = steps_between(low, high)
    if free.interrupted or steps == 0:
        return Evened(free, free.cost)
    best, least, iterations = free, free, free.iterations
    for _ in range(steps):
        if best.interrupted or high <= low * PRECISION:
            break
        cap = math.sqrt(low * high)
        try:
            tried = attempt(cap, budget.share(1 / steps), best)
        except KeyboardInterrupt:
            best = replace(best, interrupted=True)
            break
        iterations += tried.iterations
        if costs_no_more(tried, least, allowance) and may(tried):
            best, high = tried, measure(tried)
            least = min(least, tried, key=lambda solution: (solution.missed, solution.cost))
        else:
            low = cap
            best = replace(best, interrupted=tried.interrupted)
    return Evened(replace(best, iterations=iterations), least.cost)


def keeping(problem: Problem, solution: Solution) -> Problem:
    """The same problem where it is worth nearly everything to make what a solution makes."""
    worth = problem.worth.copy()
    worth[sorted({v for choice in solution.choices for v in choice.visits})] += KEPT_SECONDS
    return replace(problem, worth=worth)


def capped(problem: Problem, cap: float, parts: Floats | None = None) -> Problem:
    """The same problem where no shift is busy for more than its part of ``cap`` seconds."""
    caps = np.full(problem.shifts, cap) if parts is None else cap * parts
    caps = np.minimum(problem.max_busy, np.floor(caps))
    return replace(problem, max_busy=caps.astype(np.int32))


def costs_no_more(tried: Solution, least: Solution, allowance: int) -> bool:
    """Whether a capped solution keeps the promises and stays within the price, or keeps more."""
    if tried.missed != least.missed:
        return tried.missed < least.missed
    return tried.cost <= least.cost + allowance


def steps_between(low: float, high: float) -> int:
    """Bisections on a logarithmic scale from ``high / low`` down to ``PRECISION``."""
    if high <= low * PRECISION:
        return 0
    return min(MAX_STEPS, math.ceil(math.log2(math.log(high / low) / math.log(PRECISION))))


def lowest_thinkable(problem: Problem, solution: Solution, parts: Floats) -> float:
    """No cap below this can hold what is visited now: the mean over all shifts, or one visit."""
    busy = busy_by_shift(problem, solution)
    made = sorted({v for choice in solution.choices for v in choice.visits})
    longest_visit = problem.visit_seconds[made].max() if made else 1
    return float(max(sum(busy) / max(parts.sum(), 1e-9), longest_visit, 1))


def longest_busy(problem: Problem, solution: Solution, parts: Floats | None = None) -> float:
    """The longest busy time of any shift for a full officer's part, in seconds."""
    busy = busy_by_shift(problem, solution)
    parts = np.ones(problem.shifts) if parts is None else parts
    return max((one / part for one, part in zip(busy, parts, strict=True)), default=0.0)
