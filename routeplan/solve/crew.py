"""Several threads on one problem, each in a part of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from routeplan.solution import SearchState, ShiftChoice, Solution, Watch
from routeplan.solve.annealing import Cooling, Course
from routeplan.solve.answer import read_solution
from routeplan.solve.kernels import arrays as a
from routeplan.solve.kernels.arrays import Instance, Tuning
from routeplan.solve.parts import cut, put_together
from routeplan.solve.state import Search, bare_search, new_search

HOT = 1.0
"""Start temperature, as a part of the median worsening move."""
WARM = 0.2
"""The same when there are routes to start from, which a hotter search would forget."""
MEETINGS = 60
"""So often parts are put together and cut anew."""
FEWER_MEETINGS, LARGE_TABLE = 24, 2_000_000
"""The same where the table of visits by shifts, which a cut copies, is larger."""


Standing = tuple[int, int, int]
"""Promises missed, cost and visits in, at the best."""


@dataclass(frozen=True)
class Crew:
    """How many threads search what, from which seed and start."""

    instance: Instance
    tuning: Tuning
    seed: int
    threads: int
    start: Solution | None

    @property
    def hot(self) -> float:
        """Where cooling begins, as a part of the median worsening move."""
        return HOT if self.start is None else WARM

    def search(self, stream: int, start: Sequence[ShiftChoice] | None = None) -> Search:
        """One of the searches, told apart by ``stream``, from the crew's start unless given."""
        if start is None and self.start is not None:
            start = self.start.choices
        return new_search(self.instance, self.tuning, self.seed, stream, start)


def in_parts(crew: Crew, cooling: Cooling, watch: Watch | None) -> Solution:
    """Each thread in its part of the problem, between meetings at fixed shares of the budget."""
    random = np.random.default_rng([crew.seed, crew.threads])
    whole = crew.search(0)
    typical = cooling.sample(whole)
    threads = [
        bare_search(crew.instance, crew.tuning, crew.seed, 1 + stream)
        for stream in range(crew.threads)
    ]
    for thread in threads:
        thread.routes.tally[a.ITERATION] = whole.iterations
    meetings = MEETINGS if crew.instance.offer.size < LARGE_TABLE else FEWER_MEETINGS
    for meeting in range(1, meetings + 1):
        if cooling.stop.is_set():
            break
        parts = cut(whole, threads, random)
        threads = [part.search for part in parts]
        until = meeting / meetings

        def work(search: Search, until: float = until) -> None:
            if len(search.instance.mine) > 0:
                cooling.anneal(search, typical, Course(crew.hot), until)

        def tell(whole: Search = whole, threads: list[Search] = threads) -> None:
            tell_watch(watch, cooling, standing(whole), threads)

        cooling.together(threads, work, tell)
        whole = put_together(whole, parts)
    tell_watch(watch, cooling, standing(whole), threads)
    iterations = sum(thread.iterations for thread in threads)
    return read_solution(whole, iterations, interrupted=cooling.interrupted)


def standing(search: Search) -> Standing:
    """Where a search stands."""
    return *search.best_value, search.visits_in


def tell_watch(
    watch: Watch | None, cooling: Cooling, best: Standing, searches: Sequence[Search]
) -> None:
    """Tell who watches the best so far, and how far the slowest search is."""
    if watch is not None:
        share = min(1.0, min(cooling.share(search) for search in searches))
        watch(SearchState(*best, share, cooling.seconds_left))
