"""Keeping an eye on a search in C++: Ctrl-C, the budget, and whoever watches."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from routeplan.problem.solution import Budget, SearchState, Watch

WATCH_SECONDS = 0.2
NO_LIMIT_SECONDS = 1e6
"""OR-Tools wants a limit of its own, also where iterations are the budget."""


@dataclass
class SolverProgress:
    """Asked by the solver at every step whether to stop.

    An iteration is one such question, so that an iteration budget is repeatable.
    """

    budget: Budget
    watch: Watch | None
    best: tuple[int, int]
    visits_in: int = 0
    asked: int = 0
    interrupted: bool = False
    failure: BaseException | None = None
    began: float = field(default_factory=time.monotonic)
    told: float = 0.0

    def share(self) -> float:
        """How far the budget is spent."""
        if self.budget.iterations is not None:
            return self.asked / self.budget.iterations
        assert self.budget.seconds is not None
        return (time.monotonic() - self.began) / max(self.budget.seconds, 1e-9)

    def seconds_until(self, share: float) -> float:
        """Seconds until that share of the budget is spent; very many under an iteration budget."""
        if self.budget.seconds is None:
            return NO_LIMIT_SECONDS
        return max(0.001, (share - self.share()) * self.budget.seconds)

    def stops(self, until: float) -> bool:
        """Whether to stop, at the latest when that share of the budget is spent."""
        self.asked += 1
        try:
            self._tell()
        except BaseException as failure:  # it must not pass through C++
            self.failure = failure
        return self.interrupted or self.failure is not None or self.share() >= until

    def _tell(self) -> None:
        now = time.monotonic()
        if self.watch is None or now - self.told < WATCH_SECONDS:
            return
        self.told, seconds = now, self.budget.seconds
        left = None if seconds is None else max(0.0, seconds - now + self.began)
        self.watch(SearchState(*self.best, self.visits_in, min(1.0, self.share()), left))


@contextmanager
def listening(progress: SolverProgress) -> Iterator[None]:
    """Ctrl-C asks the search to stop; C++ would not hear it otherwise."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        progress.interrupted = True

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
