"""What an engine answers: which visits each shift makes, in which order and start windows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from routeplan.problem.arrays import Problem

Span = tuple[int, int]
"""(first, last) second."""


@dataclass(frozen=True, slots=True)
class ShiftChoice:
    """One shift's order.

    Parameters
    ----------
    visits
        Visit indices in order. A two-officer visit stands in two shifts, or in one crew's.
    starts
        Per visit the (first, last) start allowed, elapsed seconds: its chosen start window. The two
        halves of a pair carry the same single second.
    break_leg
        The break is taken on leg ``k``: after ``k`` visits, before visit ``k`` (0: before the
        first, ``len(visits)``: on the way back). None when the shift has no break, or no visits.
    """

    visits: tuple[int, ...] = ()
    starts: tuple[Span, ...] = ()
    break_leg: int | None = None


@dataclass(frozen=True, slots=True)
class Solution:
    """An engine's answer: one choice per shift, and what the engine says it costs.

    ``missed`` counts first-tier visits left out, ``cost`` is the objective in seconds.
    """

    choices: tuple[ShiftChoice, ...]
    missed: int
    cost: int
    iterations: int
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class Budget:
    """How long to search: seconds of wall time, or a number of iterations (repeatable)."""

    seconds: float | None = 30.0
    iterations: int | None = None

    def __post_init__(self) -> None:
        if (self.seconds is None) == (self.iterations is None):
            raise ValueError("a budget is either seconds or iterations")

    def share(self, part: float) -> Budget:
        """A part of this budget, at least one iteration."""
        if self.iterations is not None:
            return Budget(None, max(1, round(self.iterations * part)))
        assert self.seconds is not None
        return Budget(self.seconds * part, None)


@dataclass(frozen=True, slots=True)
class SearchState:
    """Told to whoever watches: best so far, visits in, how far the budget is spent (0..1)."""

    missed: int
    cost: int
    visits_in: int
    share: float
    seconds_left: float | None
    phase: str = "search"


COMPILING = SearchState(0, 0, 0, 0.0, None, phase="compile")
"""Said before the first search after an installation, which has to wait."""

Watch = Callable[[SearchState], None]


class Engine(Protocol):
    """Anything that solves a :class:`~routeplan.problem.arrays.Problem`."""

    name: str

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
        ...


@dataclass(frozen=True, slots=True)
class Searcher:
    """An engine, the seed it searches with, and whoever watches it."""

    engine: Engine
    seed: int = 0
    watch: Watch | None = None

    def solve(self, problem: Problem, budget: Budget, start: Solution | None = None) -> Solution:
        """Search from ``start`` (or nothing), as the engine does."""
        return self.engine.solve(problem, budget, seed=self.seed, start=start, watch=self.watch)
