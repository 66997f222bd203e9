"""A visit put into a finished solution or taken out of it, and what the solution then costs."""

from __future__ import annotations

from dataclasses import replace

from routeplan.planning.insertion.one_more_visit import Fit, Range
from routeplan.problem.arrays import Problem
from routeplan.problem.cost import busy_seconds, waiting_cost
from routeplan.problem.schedule import timed_by_break
from routeplan.problem.solution import ShiftChoice, Solution
from routeplan.problem.tour import makers_of


def with_visit(problem: Problem, solution: Solution, v: int, fit: Fit) -> Solution:
    """The solution with a visit added where it fits."""
    choices = list(solution.choices)
    for s, after in fit.halves:
        choice = choices[s]
        visits = (*choice.visits[:after], v, *choice.visits[after:])
        starts = (*choice.starts[:after], fit.start, *choice.starts[after:])
        placed = rested(problem, s, visits, starts)
        if placed is None:
            raise ValueError(f"visit {v} does not fit into shift {s} after {after} stops")
        choices[s] = placed
    return replace(solution, choices=tuple(choices))


def cost_with_waiting(problem: Problem, before: Solution, after: Solution, fit: Fit) -> int:
    """What a visit put in costs in seconds, with what its shifts then wait more, or less."""
    return fit.cost + sum(
        waiting_cost(problem, s, after.choices[s]) - waiting_cost(problem, s, before.choices[s])
        for s, _ in fit.halves
    )


def without_visit(problem: Problem, solution: Solution, v: int) -> Solution | None:
    """The solution without a visit; every other one keeps its start window.

    None in the rare case that it cannot go on like this: there is no way past the door, say.
    """
    choices = list(solution.choices)
    for s in makers_of(solution, v):
        stops = zip(choices[s].visits, choices[s].starts, strict=True)
        kept = [(u, at) for u, at in stops if u != v]
        left = rested(problem, s, tuple(u for u, _ in kept), tuple(at for _, at in kept))
        if left is None:
            return None
        choices[s] = left
    return replace(solution, choices=tuple(choices))


def rested(
    problem: Problem, s: int, visits: tuple[int, ...], starts: tuple[Range, ...]
) -> ShiftChoice | None:
    """The order with its break where least is waited and then home is reached first, or None."""
    busy = busy_seconds(problem, s, ShiftChoice(visits, starts))
    options = [
        (times.idle_seconds(busy), times.back, choice.break_leg or 0, choice)
        for choice, times in timed_by_break(problem, s, visits, starts)
    ]
    return min(options, key=lambda option: option[:3])[3] if options else None
