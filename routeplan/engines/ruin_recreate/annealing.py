"""Cooling one search, or several at once, over the budget."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from routeplan.engines.ruin_recreate.search_state import Search
from routeplan.problem.solution import Budget

COLD = 0.02
"""End temperature, as a part of the median worsening move."""
SAMPLED = 200
"""Iterations of the first walk, whose median worsening move sets the temperatures."""
CHUNK_SECONDS = 0.02
"""Under a budget of seconds the temperature steps about so often, and Ctrl-C is heard."""
CHUNK_ITERATIONS = 100
"""Under an iteration budget the temperature steps every so many iterations."""
WATCH_SECONDS = 0.2
"""Who watches is told about so often."""
SHORTEST = 1e-6
"""Seconds: a clock may not have moved, and something is divided by what it measured."""


@dataclass(frozen=True)
class Course:
    """From ``hot`` to ``COLD`` times the median worsening move between two shares of a budget."""

    hot: float
    since: float = 0.0
    until: float = 1.0

    def warmth(self, spent: float) -> float:
        """Temperature as a part of the median worsening move; it falls geometrically."""
        way = (spent - self.since) / (self.until - self.since)
        return self.hot * float((COLD / self.hot) ** way)


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

    def sample(self, search: Search) -> float:
        """The median worsening move of a first walk downhill, in seconds."""
        if self.budget.iterations is None:
            return search.sample(SAMPLED)
        return search.sample(min(SAMPLED, max(self.budget.iterations - search.iterations, 0)))

    def anneal(
        self, search: Search, typical: float, course: Course, until: float | None = None
    ) -> None:
        """Search on until a share of the budget is spent, else to the end of the course.

        ``typical`` is the median worsening move. Iterations are counted exactly.
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
            search.run(chunk, typical * course.warmth(spent))
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

        threads = [threading.Thread(target=guarded, args=(each,), daemon=True) for each in searches]
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
