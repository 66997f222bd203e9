"""A visit put into a finished solution or taken out of it, and what the solution then costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from routeplan.plan import Totals
from routeplan.problem import NO_BREAK, Problem
from routeplan.schedule import timed
from routeplan.solution import ShiftChoice, Solution
from routeplan.solve.insertion import Fit, Range, starts_of
from routeplan.solve.longest_day import travel_seconds


def with_visit(problem: Problem, solution: Solution, v: int, fit: Fit) -> Solution:
    """The solution with a visit added where it fits."""
    choices = list(solution.choices)
    for s, after in fit.halves:
        own = choices[s]
        visits = (*own.visits[:after], v, *own.visits[after:])
        starts = (*own.starts[:after], fit.start, *own.starts[after:])
        placed = rested(problem, s, visits, starts)
        if placed is None:
            raise ValueError(f"visit {v} does not fit into shift {s} after {after} stops")
        choices[s] = placed
    return replace(solution, choices=tuple(choices))


def without_visit(problem: Problem, solution: Solution, v: int) -> Solution | None:
    """The solution without a visit; every other one keeps its start window.

    None in the rare case that it cannot go on like this: there is no way past the door, say.
    """
    choices = list(solution.choices)
    for s in makers_of(solution, v):
        own = zip(choices[s].visits, choices[s].starts, strict=True)
        kept = [(u, at) for u, at in own if u != v]
        left = rested(problem, s, tuple(u for u, _ in kept), tuple(at for _, at in kept))
        if left is None:
            return None
        choices[s] = left
    return replace(solution, choices=tuple(choices))


def rested(
    problem: Problem, s: int, visits: tuple[int, ...], starts: tuple[Range, ...]
) -> ShiftChoice | None:
    """This order with its break on the leg that brings the shift home first, None if on none."""
    options = []
    for leg in _legs(problem, s, visits):
        choice = ShiftChoice(visits, starts, leg)
        try:
            options.append((timed(problem, s, choice).back, leg or 0, choice))
        except ValueError:
            continue
    return min(options)[2] if options else None


def _legs(problem: Problem, s: int, visits: tuple[int, ...]) -> Iterator[int | None]:
    if problem.break_seconds[s] == NO_BREAK or not visits:
        yield None
    else:
        yield from range(len(visits) + 1)


def makers_of(solution: Solution, v: int) -> tuple[int, ...]:
    """The shifts that make a visit."""
    return tuple(s for s, choice in enumerate(solution.choices) if v in choice.visits)


def totals_of(problem: Problem, solution: Solution) -> Totals:
    """What a solution costs, term by term, worked out from its choices."""
    begins: dict[int, int] = {}
    makers: dict[int, list[int]] = {}
    for s, choice in enumerate(solution.choices):
        for v, (first, _) in zip(choice.visits, choice.starts, strict=True):
            begins[v] = first
            makers.setdefault(v, []).append(s)
    out = [v for v in range(problem.visits) if v not in makers]
    return Totals(
        promises_missed=int(problem.promised[out].sum()),
        travel=sum(travel_seconds(problem, s, c) for s, c in enumerate(solution.choices)),
        worth_left_out=int(problem.worth[out].sum()),
        lost_chance=sum(_lost(problem, v, begin) for v, begin in begins.items()),
        minor_costs=sum(_small(problem, v, own) for v, own in makers.items()),
    )


def _small(problem: Problem, v: int, shifts: list[int]) -> int:
    return min(int(problem.minor_cost[v, s]) for s in shifts)


def _lost(problem: Problem, v: int, begin: int) -> int:
    return next(start.lost for start in starts_of(problem, v) if start.first <= begin <= start.last)
