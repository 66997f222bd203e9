"""The engine: ruin and recreate on compiled routes, always feasible, two searches side by side.

Slack Induction by String Removals (Christiaens & Vanden Berghe 2020) for visits with several
windows, chances, a floating break, pairs of officers and optional visits. Two threads search with
two seeds and the better answer is taken; under an iteration budget the answer is repeatable.
"""

from __future__ import annotations

import threading
import time

import numpy as np

from routeplan.problem import Problem
from routeplan.solution import Budget, SearchState, ShiftChoice, Solution, Watch
from routeplan.solve.answer import read_solution
from routeplan.solve.compiled import ensure_compiled
from routeplan.solve.instance import build_instance
from routeplan.solve.kernels.arrays import Instance, Tuning
from routeplan.solve.state import Search, new_search

THREADS = 2
HOT, COLD = 1.0, 0.02
"""Start and end temperatures, as parts of the median worsening move."""
WARM = 0.2
"""Start temperature when there are routes to start from, which a hotter search would forget."""
SAMPLED = 200
CHUNK_SECONDS = 0.02
CHUNK_ITERATIONS = 100
"""Under an iteration budget the temperature steps every so many iterations."""
WATCH_SECONDS = 0.2
THOROUGH = Tuning(blink=0.0, full_scan=1.0)
COMPILING = SearchState(0, 0, 0, 0.0, None, phase="compile")


class RuinRecreate:
    """The default engine."""

    name = "ruin-recreate"

    def __init__(self, *, threads: int = THREADS, tuning: Tuning | None = None) -> None:
        self.threads = threads
        self.tuning = tuning or Tuning()

    def solve(
        self,
        problem: Problem,
        budget: Budget,
        *,
        seed: int = 0,
        start: Solution | None = None,
        watch: Watch | None = None,
    ) -> Solution:
        """Search from ``start`` (or nothing); on Ctrl-C return the best found, interrupted."""
        if problem.visits == 0 or problem.shifts == 0:
            return _nothing_to_do(problem)
        ensure_compiled(lambda: watch(COMPILING) if watch else None)
        instance = build_instance(problem)
        searches = [
            new_search(instance, self.tuning, seed, stream, start) for stream in range(self.threads)
        ]
        interrupted = _run(searches, budget, HOT if start is None else WARM, watch)
        best = min(searches, key=lambda search: search.best_value)
        iterations = sum(search.iterations for search in searches)
        found = read_solution(best, iterations, interrupted=interrupted)
        return _finished(instance, found)


def _finished(instance: Instance, found: Solution) -> Solution:
    """The same with every visit put in that still fits below its worth, looking everywhere.

    A visit put in can make another one worth its way, so look until nothing changes.
    """
    while True:
        last = new_search(instance, THOROUGH, 0, 0, found)
        if last.best_value >= (found.missed, found.cost):
            return found
        found = read_solution(last, found.iterations, interrupted=found.interrupted)


def _nothing_to_do(problem: Problem) -> Solution:
    idle = sum(
        int(problem.travel[mode, start, end])
        for mode, start, end in zip(
            problem.shift_mode, problem.shift_start_place, problem.shift_end_place, strict=True
        )
    )
    return Solution(
        choices=(ShiftChoice(),) * problem.shifts,
        missed=int(problem.promised.sum()),
        cost=int(problem.worth.sum()) + idle,
        iterations=0,
    )


def _run(searches: list[Search], budget: Budget, hot: float, watch: Watch | None) -> bool:
    """Run all searches to the end of the budget; tell whether Ctrl-C ended them before."""
    began = time.monotonic()
    stop = threading.Event()
    failures: list[BaseException] = []

    def work(search: Search) -> None:
        try:
            _anneal(search, budget, hot, began, stop)
        except BaseException as failure:
            failures.append(failure)
            stop.set()

    threads = [threading.Thread(target=work, args=(search,), daemon=True) for search in searches]
    for thread in threads:
        thread.start()
    interrupted = False
    while any(thread.is_alive() for thread in threads):
        try:
            threads[0].join(WATCH_SECONDS)
            for thread in threads[1:]:
                thread.join(0 if threads[0].is_alive() else WATCH_SECONDS)
            if watch is not None:
                watch(_state(searches, budget, began))
        except KeyboardInterrupt:
            interrupted = True
            stop.set()
    if failures:
        raise failures[0]
    return interrupted


def _anneal(
    search: Search, budget: Budget, hot: float, began: float, stop: threading.Event
) -> None:
    """Cool from hot to cold by the share of the budget spent."""
    most = SAMPLED if budget.iterations is None else budget.iterations - search.iterations
    typical = search.sample(min(SAMPLED, most))
    chunk = CHUNK_ITERATIONS
    while not stop.is_set():
        spent = _share(search, budget, began)
        if spent >= 1:
            return
        if budget.iterations is not None:
            chunk = min(CHUNK_ITERATIONS, budget.iterations - search.iterations)
        before = time.perf_counter()
        search.run(chunk, typical * hot * (COLD / hot) ** spent)
        if budget.iterations is None:
            took = time.perf_counter() - before
            chunk = int(np.clip(chunk * CHUNK_SECONDS / max(took, 1e-6), chunk / 2, chunk * 2)) or 1


def _share(search: Search, budget: Budget, began: float) -> float:
    if budget.iterations is not None:
        return search.iterations / budget.iterations
    assert budget.seconds is not None
    return (time.monotonic() - began) / max(budget.seconds, 1e-9)


def _state(searches: list[Search], budget: Budget, began: float) -> SearchState:
    best = min(searches, key=lambda search: search.best_value)
    missed, cost = best.best_value
    left = None if budget.seconds is None else max(0.0, budget.seconds - time.monotonic() + began)
    share = min(1.0, min(_share(search, budget, began) for search in searches))
    return SearchState(missed, cost, best.visits_in, share, left)
