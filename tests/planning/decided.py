"""Engines that answer what they are told, for plans whose every stop is known."""

from __future__ import annotations

from collections.abc import Sequence

from routeplan.problem.arrays import Problem
from routeplan.problem.solution import Budget, ShiftChoice, Solution, Watch


class Decided:
    """Per shift the numbers of its visits, to start at any time; or a whole choice.

    It ends as if interrupted, for then a plan takes the answer as it is.
    """

    name = "decided"

    def __init__(self, *shifts: Sequence[int] | ShiftChoice) -> None:
        self.shifts = shifts

    def solve(
        self,
        problem: Problem,
        budget: Budget,
        *,
        seed: int = 0,
        start: Solution | None = None,
        watch: Watch | None = None,
    ) -> Solution:
        hours = zip(problem.shift_begin.tolist(), problem.shift_end.tolist(), strict=True)
        choices = [
            own if isinstance(own, ShiftChoice) else ShiftChoice(tuple(own), (any_time,) * len(own))
            for own, any_time in zip(self.shifts, hours, strict=True)
        ]
        return Solution(tuple(choices), missed=0, cost=0, iterations=1, interrupted=True)


class Answering:
    """One answer, whatever the problem and wherever the search is to begin."""

    name = "answering"

    def __init__(self, *choices: ShiftChoice) -> None:
        self.answer = Solution(choices, missed=0, cost=0, iterations=1)

    def solve(self, *_: object, **__: object) -> Solution:
        return self.answer
