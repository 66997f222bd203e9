"""Several threads on one problem: each with a seed of its own, or each in a part of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from routeplan.solution import SearchState, Solution, Watch
from routeplan.solve.annealing import Cooling
from routeplan.solve.kernels import arrays as a
from routeplan.solve.kernels.arrays import Instance, Tuning
from routeplan.solve.parts import cut, put_together
from routeplan.solve.state import Search, bare_search, new_search

MEETINGS = 24
"""So often parts are put together and cut anew."""


@dataclass(frozen=True)
class Crew:
    """How many threads search what, from which seed and start."""

    instance: Instance
    tuning: Tuning
    seed: int
    threads: int
    start: Solution | None


def best_of_seeds(crew: Crew, cooling: Cooling, watch: Watch | None) -> tuple[Search, int]:
    """Every thread for itself; return the best search and the number of iterations of all."""
    searches = [
        new_search(crew.instance, crew.tuning, crew.seed, stream, crew.start)
        for stream in range(crew.threads)
    ]

    def work(search: Search) -> None:
        cooling.anneal(search, cooling.sample(search))

    def tell() -> None:
        _tell(watch, cooling, min(searches, key=_value), searches)

    cooling.together(searches, work, tell)
    return min(searches, key=_value), sum(search.iterations for search in searches)


def in_parts(crew: Crew, cooling: Cooling, watch: Watch | None) -> tuple[Search, int]:
    """Each thread in its part of the problem, between meetings at fixed shares of the budget."""
    random = np.random.default_rng([crew.seed, crew.threads])
    whole = new_search(crew.instance, crew.tuning, crew.seed, 0, crew.start)
    typical = cooling.sample(whole)
    threads = [
        bare_search(crew.instance, crew.tuning, crew.seed, 1 + stream)
        for stream in range(crew.threads)
    ]
    for thread in threads:
        thread.routes.tally[a.ITERATION] = whole.iterations
    for meeting in range(1, MEETINGS + 1):
        if cooling.stop.is_set():
            break
        parts = cut(whole, threads, random)
        threads = [part.search for part in parts]
        until = meeting / MEETINGS

        def work(search: Search, until: float = until) -> None:
            if len(search.instance.mine) > 0:
                cooling.anneal(search, typical, until)

        def tell(whole: Search = whole, threads: list[Search] = threads) -> None:
            _tell(watch, cooling, whole, threads)

        cooling.together(threads, work, tell)
        whole = put_together(whole, parts)
    _tell(watch, cooling, whole, threads)
    return whole, sum(thread.iterations for thread in threads)


def _value(search: Search) -> tuple[int, int]:
    return search.best_value


def _tell(watch: Watch | None, cooling: Cooling, best: Search, searches: list[Search]) -> None:
    if watch is not None:
        missed, cost = best.best_value
        share = min(1.0, min(cooling.share(search) for search in searches))
        watch(SearchState(missed, cost, best.visits_in, share, cooling.seconds_left))
