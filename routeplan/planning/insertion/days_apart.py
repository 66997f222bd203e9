"""The least days between two visits to one household."""

from __future__ import annotations

from collections.abc import Iterable

from routeplan.problem.arrays import Problem
from routeplan.problem.solution import Solution


def days_apart(problem: Problem, solution: Solution, v: int, shift: int) -> bool:
    """Whether a visit on that shift keeps the least days to the household's other visits."""
    return shift in shifts_apart(problem, solution, v, [shift])


def shifts_apart(problem: Problem, solution: Solution, v: int, shifts: Iterable[int]) -> list[int]:
    """Of some shifts those where a visit keeps the least days to the household's other visits."""
    if problem.siblings[v] < 0:
        return list(shifts)
    others = [
        (int(problem.shift_day[s]), int(max(problem.least_days[u], problem.least_days[v])))
        for s, choice in enumerate(solution.choices)
        for u in choice.visits
        if u != v and problem.siblings[u] == problem.siblings[v]
    ]
    days = problem.shift_day
    return [s for s in shifts if all(abs(int(days[s]) - day) >= least for day, least in others)]
