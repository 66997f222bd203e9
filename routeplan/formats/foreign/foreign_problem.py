"""What every kind of foreign file gives: a problem, and how its answer is written and judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from routeplan.errors import Violation
from routeplan.problem.arrays import Problem
from routeplan.problem.solution import Budget, Searcher, Solution


@dataclass(frozen=True)
class Answer:
    """The answer in the words of the file's own kind.

    Parameters
    ----------
    text
        As the kind's own programs write it.
    content
        The same as JSON.
    headline
        One line for people.
    missing
        Names of what had to be served and is not; empty where everything may be left out.
    """

    text: str
    content: dict[str, Any]
    headline: str
    missing: tuple[str, ...] = ()


def routes_of(solution: Solution) -> list[list[int]]:
    """The customers of each route that has any, by number from 1 on."""
    return [[v + 1 for v in choice.visits] for choice in solution.choices if choice.visits]


def route_lines(routes: Sequence[Sequence[int]]) -> list[str]:
    """``Route #1: 3 1``, as VRPLIB's programs write it."""
    return [
        f"Route #{number}: {' '.join(map(str, route))}"
        for number, route in enumerate(routes, start=1)
    ]


class Given(Protocol):
    """A foreign problem that was read without a finding."""

    def solve(self, searcher: Searcher, budget: Budget) -> Answer:
        """Search, and give the best answer in the words of the file's own kind."""
        ...

    def judge(self, answer: Answer) -> Sequence[Violation]:
        """Every rule that the answer breaks, found by code that shares none with its writer."""
        ...


class GivenProblem(Given, Protocol):
    """One whose problem is of the kind that all engines solve."""

    @property
    def problem(self) -> Problem:
        """The problem as numbers, for an engine."""
        ...

    def answer(self, solution: Solution) -> Answer:
        """A solution in the words of the file's own kind."""
        ...


def answer_by(given: GivenProblem, searcher: Searcher, budget: Budget) -> Answer:
    """The answer of whichever engine it is."""
    return given.answer(searcher.solve(given.problem, budget))
