"""Several threads on one large problem: each alone at first, then each in a part of it.

While it is hot a search decides how many shifts go where, and hardly ever mends that later: the
best of several is taken. What is left to do is near by, and parts share it out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from routeplan.engines.ruin_recreate.annealing import Cooling, Course, Heat
from routeplan.engines.ruin_recreate.answer import read_solution
from routeplan.engines.ruin_recreate.kernels.arrays import Instance, Tuning
from routeplan.engines.ruin_recreate.parts import cut, put_together
from routeplan.engines.ruin_recreate.search_state import Search, new_search
from routeplan.problem.solution import SearchState, ShiftChoice, Solution, Watch

WARM = 0.5
"""Start temperature when there are routes to start from, which a hotter search would forget; as a
part of what a visit costs."""
ALONE = 0.5
"""The share of the budget by which threads have searched the whole problem, each for itself."""
MEETINGS = 30
"""So often parts are put together and cut anew."""
FEWER_MEETINGS, LARGE_TABLE = 12, 2_000_000
"""The same where the table of visits by shifts, which a cut copies, is larger."""


Standing = tuple[int, int, int]
"""Promises missed, cost and visits in, at the best."""


@dataclass(frozen=True)
class Setup:
    """How many threads search what, from which seed and start."""

    instance: Instance
    tuning: Tuning
    seed: int
    threads: int
    start: Solution | None

    @property
    def warm(self) -> float | None:
        """Where cooling begins, as :class:`Course` takes it."""
        return None if self.start is None else WARM

    def search(self, stream: int, start: Sequence[ShiftChoice] | None = None) -> Search:
        """One of the searches, told apart by ``stream``, from the setup's start unless given."""
        if start is None and self.start is not None:
            start = self.start.choices
        return new_search(self.instance, self.tuning, self.seed, stream, start)


def in_parts(setup: Setup, cooling: Cooling, watch: Watch | None) -> Solution:
    """Each thread alone at first; then the best solution in parts, cut anew at every meeting."""
    random = np.random.default_rng([setup.seed, setup.threads])
    threads = [setup.search(stream) for stream in range(setup.threads)]
    heat = Heat.median([cooling.sample(thread) for thread in threads])
    course = Course(setup.warm)

    def search(until: float, best: Callable[[], Standing]) -> None:
        def work(thread: Search) -> None:
            if len(thread.instance.mine) > 0:
                cooling.anneal(thread, heat, course, until)

        cooling.together(threads, work, lambda: tell_watch(watch, cooling, best(), threads))

    search(ALONE, lambda: min(map(standing, threads)))
    whole = min(threads, key=standing)
    for until in np.linspace(ALONE, 1.0, _meetings(setup.instance) + 1)[1:].tolist():
        if cooling.stop.is_set():
            break
        parts = cut(whole, threads, random)
        threads = [part.search for part in parts]
        search(until, partial(standing, whole))
        whole = put_together(whole, parts)
    tell_watch(watch, cooling, standing(whole), threads)
    iterations = sum(thread.iterations for thread in threads)
    return read_solution(whole, iterations, interrupted=cooling.interrupted)


def _meetings(instance: Instance) -> int:
    return MEETINGS if instance.least_fee.size < LARGE_TABLE else FEWER_MEETINGS


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
