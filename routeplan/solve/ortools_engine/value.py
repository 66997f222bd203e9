"""What choices cost, computed from the problem alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from routeplan.problem import Problem
from routeplan.solution import ShiftChoice


def value_of(problem: Problem, choices: Sequence[ShiftChoice]) -> tuple[int, int]:
    """(first-tier visits left out, objective in seconds)."""
    makers: dict[int, list[int]] = {}
    cost = 0
    for s, choice in enumerate(choices):
        cost += _travel(problem, s, choice)
        for v, (first, _) in zip(choice.visits, choice.starts, strict=True):
            if v not in makers:
                cost += _lost(problem, v, first)
            makers.setdefault(v, []).append(s)
    cost += sum(min(int(problem.minor_cost[v, s]) for s in own) for v, own in makers.items())
    out = [v for v in range(problem.visits) if v not in makers]
    return int(problem.promised[out].sum()), cost + int(problem.worth[out].sum())


def _travel(problem: Problem, s: int, choice: ShiftChoice) -> int:
    stops = [int(problem.visit_place[v]) for v in choice.visits]
    places = [int(problem.shift_start_place[s]), *stops, int(problem.shift_end_place[s])]
    travel = problem.travel[problem.shift_mode[s]]
    return sum(int(travel[here, there]) for here, there in pairwise(places))


def _lost(problem: Problem, v: int, start: int) -> int:
    own = range(problem.start_offset[v], problem.start_offset[v + 1])
    first, last = problem.start_first, problem.start_last
    return next(int(problem.start_lost[k]) for k in own if first[k] <= start <= last[k])
