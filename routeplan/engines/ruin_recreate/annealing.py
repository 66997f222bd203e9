"""Cooling one search, or several at once, over the budget."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, field
from statistics import median

import numpy as np

from routeplan.engines.ruin_recreate.search_state import DOWNHILL, Search
from routeplan.problem.solution import Budget

HOT = 1.0
"""Start temperature, as a part of what a visit costs."""
COLD = 0.045
"""End temperature, likewise."""
CROWDED = 0.05
"""Where a larger share of the visits is left out, moves that swap some for others cost far more
than ways do, and set the start temperature."""
QUENCHED = 0.05
"""The last share of each course: nothing worse is accepted any more, so that the search ends at the
bottom of where it stands."""
MEDIAN_COLD = 0.02
"""End temperature there, as a part of the median worsening move."""
PACKING = 30.0
"""What a full shift is worth to the search at most, in temperatures: where the number of routes
makes most of the cost, a search that is not drawn to full ones ends with too many."""
FEW_ENDS, MANY_ENDS = 0.6, 0.7
"""Packing begins where so much of what visits cost is ways from and to the station, and is whole
from the second on."""
SPARE = 0.05
"""It is whole while so large a share more shifts are in use than loads ask for."""
SAMPLED = 200
"""Iterations of the first walk, which sets the temperatures."""
CHUNK_SECONDS = 0.02
"""Under a budget of seconds the temperature steps about so often, and Ctrl-C is heard."""
CHUNK_ITERATIONS = 100
"""Under an iteration budget the temperature steps every so many iterations."""
WATCH_SECONDS = 0.2
"""Who watches is told about so often."""
SHORTEST = 1e-6
"""Seconds: a clock may not have moved, and something is divided by what it measured."""


@dataclass(frozen=True)
class Heat:
    """How hot a search of this problem is.

    Parameters
    ----------
    hot
        The start temperature of a search from nothing, in seconds.
    unit
        What all others are parts of, in seconds.
    packing
        What a full shift is worth to the search, in temperatures: with the temperature it goes to
        nothing.
    """

    hot: float
    unit: float
    packing: float = 0.0

    @staticmethod
    def median(heats: Sequence[Heat]) -> Heat:
        """The median of each."""
        return Heat(*map(median, zip(*map(astuple, heats), strict=True)))


@dataclass(frozen=True)
class Course:
    """From hot to ``COLD`` units between two shares of a budget, and downhill at its end.

    ``warm`` is where it begins, in units too; None for the start temperature of a search from
    nothing.
    """

    warm: float | None = None
    since: float = 0.0
    until: float = 1.0

    def temperature(self, spent: float, heat: Heat) -> float:
        """It falls geometrically, in the end to nothing."""
        hot = heat.hot if self.warm is None else self.warm * heat.unit
        way = (spent - self.since) / (self.until - self.since) / (1.0 - QUENCHED)
        if way > 1.0:
            return DOWNHILL
        return hot * float((COLD * heat.unit / hot) ** way)


@dataclass
class Cooling:
    """Searches that cool by the share of a budget spent."""

    budget: Budget
    began: float = field(default_factory=time.monotonic)
    stop: threading.Event = field(default_factory=threading.Event)
    interrupted: bool = False

    def share(self, search: Search) -> float:
        """How much of the budget is spent: of the time, or of this search's iterations."""
        if self.budget.iterations is not None:
            return search.iterations / self.budget.iterations
        assert self.budget.seconds is not None
        return (time.monotonic() - self.began) / max(self.budget.seconds, SHORTEST)

    def expected_iterations(self, begin: Callable[[], Search]) -> float:
        """How many iterations of one search the budget will be; seconds are tried on a new one."""
        if self.budget.iterations is not None:
            return self.budget.iterations
        assert self.budget.seconds is not None
        trial = begin()
        before, begun = trial.iterations, time.thread_time()
        self.sample(trial)
        took = max(time.thread_time() - begun, SHORTEST)
        return self.budget.seconds * (trial.iterations - before) / took

    @property
    def seconds_left(self) -> float | None:
        """Of the budget; None under a budget of iterations."""
        if self.budget.seconds is None:
            return None
        return max(0.0, self.budget.seconds - time.monotonic() + self.began)

    def sample(self, search: Search) -> Heat:
        """Walk downhill a little, and measure what temperatures this problem needs.

        Where about all visits are in, temperatures are parts of what a visit costs: travel, and
        the chance lost and minor costs that another shift or window would not have. The median
        worsening move says less there: on short routes most moves that make anything worse open
        another route, which costs ten times a way between neighbours.
        """
        walk = SAMPLED
        if self.budget.iterations is not None:
            walk = min(SAMPLED, max(self.budget.iterations - search.iterations, 0))
        worsening = search.sample(walk)
        if search.share_left_out > CROWDED:
            return Heat(HOT * worsening, worsening * MEDIAN_COLD / COLD)
        unit = search.cost_per_visit
        share = (search.share_of_ends - FEW_ENDS) / (MANY_ENDS - FEW_ENDS)
        return Heat(HOT * unit, unit, PACKING * min(max(share, 0.0), 1.0))

    def anneal(
        self, search: Search, heat: Heat, course: Course, until: float | None = None
    ) -> None:
        """Search on until a share of the budget is spent, else to the end of the course.

        Iterations are counted exactly.
        """
        until = course.until if until is None else until
        chunk = CHUNK_ITERATIONS
        while not self.stop.is_set():
            spent = self.share(search)
            if spent >= until:
                return
            if self.budget.iterations is not None:
                goal = round(until * self.budget.iterations)
                chunk = max(1, min(CHUNK_ITERATIONS, goal - search.iterations))
            before = time.perf_counter()
            temperature = course.temperature(spent, heat)
            search.run(chunk, temperature, temperature * _packing(search, heat))
            if self.budget.iterations is None:
                took = max(time.perf_counter() - before, SHORTEST)
                wanted = chunk * CHUNK_SECONDS / took
                chunk = int(np.clip(wanted, chunk / 2, chunk * 2)) or 1

    def together(
        self,
        searches: Sequence[Search],
        work: Callable[[Search], object],
        tell: Callable[[], object],
    ) -> None:
        """Do some work on all searches at once; Ctrl-C ends it and is noted, a failure raised."""
        failures: list[BaseException] = []

        def guarded(search: Search) -> None:
            try:
                work(search)
            except BaseException as failure:
                failures.append(failure)
                self.stop.set()

        threads = [
            threading.Thread(target=guarded, args=(search,), daemon=True) for search in searches
        ]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            try:
                threads[0].join(WATCH_SECONDS)
                for thread in threads[1:]:
                    thread.join(0 if threads[0].is_alive() else WATCH_SECONDS)
                tell()
            except KeyboardInterrupt:
                self.interrupted = True
                self.stop.set()
        if failures:
            raise failures[0]


def _packing(search: Search, heat: Heat) -> float:
    """What a full shift is worth to a search now, in temperatures."""
    if heat.packing == 0.0:
        return 0.0
    return heat.packing * min(1.0, search.spare_shifts / SPARE)
