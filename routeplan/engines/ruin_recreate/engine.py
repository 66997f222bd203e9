"""The engine: ruin and recreate on compiled routes, always feasible, on all cores.

Slack Induction by String Removals (Christiaens & Vanden Berghe 2020) with tail exchanges, for
visits with several windows, chances, a floating break, pairs of officers and optional visits. A
population of solutions exchanges shifts where the budget allows one; with less, each thread
searches with a seed of its own and the best solution is taken; on large problems they search that
one on in parts. Under an iteration budget the solution is repeatable.

``instance`` turns a problem into arrays and says which words the kernels have for what.
"""

from __future__ import annotations

import math

from routeplan.engines.ruin_recreate.annealing import Cooling
from routeplan.engines.ruin_recreate.answer import read_solution
from routeplan.engines.ruin_recreate.compiled import ensure_compiled
from routeplan.engines.ruin_recreate.instance import build_instance, differ_in_caps, shift_table
from routeplan.engines.ruin_recreate.kernels.arrays import Instance, Tuning
from routeplan.engines.ruin_recreate.parallel_search import Setup, in_parts
from routeplan.engines.ruin_recreate.population import in_population
from routeplan.engines.ruin_recreate.search_state import new_search
from routeplan.problem.arrays import Problem
from routeplan.problem.solution import COMPILING, Budget, ShiftChoice, Solution, Watch

THREADS = 2
PARTS_FROM = 1000
"""From so many visits on, threads end in parts of the problem."""
THOROUGH = Tuning(blink=0.0, full_scan=1.0, full_scan_visits=math.inf)


class RuinRecreate:
    """The default engine."""

    name = "ruin-recreate"

    def __init__(self, *, threads: int = THREADS, tuning: Tuning | None = None) -> None:
        self.threads = threads
        self.tuning = tuning or Tuning()
        self._last: tuple[Problem, Instance] | None = None

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
        instance = self._instance(problem)
        setup = Setup(instance, self.tuning, seed, self.threads, start)
        large = self.threads > 1 and problem.visits >= PARTS_FROM
        solution = (in_parts if large else in_population)(setup, Cooling(budget), watch)
        return _finished(instance, solution)

    def _instance(self, problem: Problem) -> Instance:
        """Built once for a problem that comes again with other caps, as bisecting them asks.

        Where and when everything is is not worked out again for one with other worths or people.
        """
        if self._last is not None and differ_in_caps(problem, self._last[0]):
            instance = self._last[1]._replace(shift=shift_table(problem))
        else:
            instance = build_instance(problem, self._last)
        self._last = problem, instance
        return instance


def _finished(instance: Instance, solution: Solution) -> Solution:
    """The same with every visit put in that still fits below its worth, looking everywhere.

    A visit put in can make another one worth its way, so look until nothing changes.
    """
    while True:
        last = new_search(instance, THOROUGH, 0, 0, solution.choices)
        if last.best_value >= (solution.missed, solution.cost):
            return solution
        solution = read_solution(last, solution.iterations, interrupted=solution.interrupted)


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
