"""Visits that are worth their way and that a search, too short or evened out, has passed over."""

from __future__ import annotations

from dataclasses import replace
from heapq import nsmallest

from routeplan.planning.insertion.days_apart import shifts_apart
from routeplan.planning.insertion.insertion_arrays import Gaps, cheapest, gaps_apart, gaps_of
from routeplan.planning.insertion.one_more_visit import all_route_times, fits, route_times
from routeplan.planning.insertion.placing import with_visit
from routeplan.problem.arrays import Problem
from routeplan.problem.cost import valued
from routeplan.problem.solution import Solution

PLACES_TRIED = 8
"""Cheapest places of a visit whose waiting is worked out; the dearer ones are rarely better."""


def with_worthwhile_visits(problem: Problem, solution: Solution) -> Solution:
    """The solution with every visit left out that some place between the stops is worth.

    Promised visits come first, then those worth most. Nothing that is made moves to another
    position or leaves; a solution that was interrupted stays as it is.
    """
    if solution.interrupted:
        return solution
    before = None
    while solution is not before:  # a visit put in can spare another one waiting
        before, solution = solution, _one_round(problem, solution)
    return solution


def _one_round(problem: Problem, solution: Solution) -> Solution:
    """Each visit left out put in where that pays; the same object where none does."""
    made = {v for choice in solution.choices for v in choice.visits}
    out = [v for v in range(problem.visits) if v not in made]
    out.sort(key=lambda v: (not problem.promised[v], -int(problem.worth[v])))
    gaps = gaps_of(all_route_times(problem, solution))
    for v in out:
        if _may_be_worth_it(problem, solution, gaps, v):
            better = _inserted(problem, solution, v)
            if better is not None:
                solution, gaps = better, gaps_of(all_route_times(problem, better))
    return solution


def _may_be_worth_it(problem: Problem, solution: Solution, gaps: Gaps, v: int) -> bool:
    """Whether a visit fits somewhere for less than it is worth, waiting not counted."""
    cost = cheapest(problem, gaps_apart(problem, solution, gaps, v), v)
    return cost is not None and (bool(problem.promised[v]) or cost < problem.worth[v])


def _inserted(problem: Problem, solution: Solution, v: int) -> Solution | None:
    """The best solution with the visit, or None where every place costs what it is worth."""
    shifts = shifts_apart(problem, solution, v, range(problem.shifts))
    routes = [route_times(problem, s, solution.choices[s]) for s in shifts]
    best, least = None, valued(problem, solution.choices)
    for fit in nsmallest(PLACES_TRIED, fits(problem, routes, v)):
        placed = with_visit(problem, solution, v, fit)
        value = valued(problem, placed.choices)
        if value < least:
            best, least = replace(placed, missed=value[0], cost=value[1]), value
    return best
