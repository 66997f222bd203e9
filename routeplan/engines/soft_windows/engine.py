"""The search from outside: temperatures by the budget spent, and the answer."""

from __future__ import annotations

import time
from dataclasses import dataclass

from routeplan.engines.ruin_recreate.kernels.xorshift import random_state
from routeplan.engines.soft_windows.compiled import ensure_compiled
from routeplan.engines.soft_windows.kernels.arrays import (
    LARGEST,
    LATE,
    TRAVEL,
    Saved,
    empty_arrays,
    saved_from,
)
from routeplan.engines.soft_windows.kernels.search import anneal, construct
from routeplan.engines.soft_windows.problem import SoftProblem
from routeplan.problem.solution import COMPILING, Budget, SearchState, Watch

HOT, COLD = 2.0, 0.01
"""Temperatures at the start and at the end, as parts of what a call costs on average."""
ROUNDS = 100
"""Iterations at one temperature."""
COOLED_IN = 1000
"""Iterations a call that one cooling takes at least; with a multiple of them, there are several."""
MOST_COOLINGS = 8


@dataclass(frozen=True)
class SoftAnswer:
    """Routes and begins, and what they cost.

    Parameters
    ----------
    routes
        The calls of each route, in order.
    begins
        ``(n,)`` when each call begins: as early as it can.
    travel, late, largest
        The three terms of the cost.
    """

    routes: tuple[tuple[int, ...], ...]
    begins: tuple[int, ...]
    travel: int
    late: int
    largest: int
    iterations: int
    interrupted: bool = False

    @property
    def cost(self) -> int:
        """All of it."""
        return self.travel + self.late + self.largest


def solve_soft(
    problem: SoftProblem, budget: Budget, *, seed: int = 0, watch: Watch | None = None
) -> SoftAnswer:
    """Search until the budget is spent; on Ctrl-C the best so far, interrupted.

    Raises
    ------
    ValueError
        When no route can be found for some call, which the problem's rules exclude.
    """
    ensure_compiled(lambda: watch(COMPILING) if watch else None)
    arrays, rng = empty_arrays(problem), random_state(seed, 0)
    if not construct(arrays, rng):
        raise ValueError("a call finds no route")
    current, best = saved_from(arrays), saved_from(arrays)
    typical = max(1.0, _cost(best) / max(1, problem.calls))
    begun, done, coolings, interrupted = time.monotonic(), 0, 1, False
    try:
        while (share := _spent(budget, done, begun)) < 1 and problem.calls:
            if done == ROUNDS:
                coolings = _coolings(ROUNDS / max(share, 1e-9) / problem.calls)
            heat = typical * HOT * (COLD / HOT) ** (share * coolings % 1)
            rounds = ROUNDS if budget.iterations is None else min(ROUNDS, budget.iterations - done)
            anneal(arrays, current, best, heat, rounds, rng)
            done += rounds
            if watch is not None:
                left = None if budget.seconds is None else budget.seconds * (1 - share)
                watch(SearchState(0, _cost(best), problem.calls, share, left))
    except KeyboardInterrupt:
        interrupted = True
    return _answer(problem, best, done, interrupted)


def _coolings(rounds_a_call: float) -> int:
    """How often so many iterations a call are heated and cooled."""
    return max(1, min(MOST_COOLINGS, int(rounds_a_call / COOLED_IN)))


def _cost(saved: Saved) -> int:
    return int(saved.number[TRAVEL] + saved.number[LATE] + saved.number[LARGEST])


def _spent(budget: Budget, done: int, begun: float) -> float:
    if budget.iterations is not None:
        return done / budget.iterations
    assert budget.seconds is not None
    return (time.monotonic() - begun) / max(budget.seconds, 1e-9)


def _answer(problem: SoftProblem, best: Saved, done: int, interrupted: bool) -> SoftAnswer:
    n, routes = problem.calls, []
    for start in range(n, n + problem.routes):
        route, call = [], int(best.next[start])
        while call < n:
            route.append(call)
            call = int(best.next[call])
        routes.append(tuple(route))
    return SoftAnswer(
        routes=tuple(routes),
        begins=tuple(int(begin) for begin in best.begin[:n]),
        travel=int(best.number[TRAVEL]),
        late=int(best.number[LATE]),
        largest=int(best.number[LARGEST]),
        iterations=done,
        interrupted=interrupted,
    )
