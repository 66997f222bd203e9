"""A finished plan as an engine's solution again: where explaining and replanning begin."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan, Route, Stop
from routeplan.planning.insertion.one_more_visit import starts_of
from routeplan.problem.arrays import NO_BREAK, SUFFICES, Problem
from routeplan.problem.solution import ShiftChoice, Solution

Kept = tuple[int, Stop, int]
"""A visit that is still there, its stop, and where that stood on the route."""
Made = dict[int, tuple[int, ...]]
"""By visit: the shifts that make it."""


def reopen(plan: Plan, inputs: Inputs, problem: Problem) -> Solution:
    """The plan's choices in the numbers of ``problem``, to search on from.

    Parameters
    ----------
    problem
        Of ``inputs``, which may have changed since the plan was made. Left away are stops whose
        visit or shift is gone, whose begin lies in no start window any more, and those of two
        officers of whom one is gone. What else no longer fits, the engine drops itself.
    """
    visits = {visit.id: v for v, visit in enumerate(inputs.visits)}
    routes = {route.shift: route for route in plan.routes}
    kept: list[list[Kept]] = []
    for shift in inputs.shifts:
        stops = routes[shift.id].stops if shift.id in routes else ()
        named = ((visits.get(stop.visit), stop, k) for k, stop in enumerate(stops))
        kept.append([(v, stop, k) for v, stop, k in named if v is not None])
    made: Made = {}
    for s, its_stops in enumerate(kept):
        for v, stop, _ in its_stops:
            if _window(problem, v, stop.begin):
                made[v] = (*made.get(v, ()), s)
    whole = {v for v, makers in made.items() if _suffices(problem, v, makers)}
    choices = tuple(
        _choice(
            problem,
            s,
            routes.get(shift.id),
            [kept_stop for kept_stop in kept[s] if kept_stop[0] in whole],
            made,
        )
        for s, shift in enumerate(inputs.shifts)
    )
    return Solution(
        choices, plan.totals.promises_missed, plan.totals.objective, plan.search.iterations
    )


def without_visits(solution: Solution, visits: Collection[int]) -> Solution:
    """The same choices without some visits; the break stays between those that it lay between."""
    return replace(solution, choices=tuple(_without(choice, visits) for choice in solution.choices))


def renumbered(solution: Solution, before: Inputs, after: Inputs) -> Solution:
    """The same choices in the numbers of other inputs, which have all visits that are made."""
    if before.visits == after.visits:
        return solution
    number = {visit.id: v for v, visit in enumerate(after.visits)}
    choices = (
        replace(choice, visits=tuple(number[before.visits[v].id] for v in choice.visits))
        for choice in solution.choices
    )
    return replace(solution, choices=tuple(choices))


def _without(choice: ShiftChoice, visits: Collection[int]) -> ShiftChoice:
    kept = [k for k, v in enumerate(choice.visits) if v not in visits]
    if not kept:
        return ShiftChoice()
    leg = choice.break_leg
    return ShiftChoice(
        tuple(choice.visits[k] for k in kept),
        tuple(choice.starts[k] for k in kept),
        leg if leg is None else sum(k < leg for k in kept),
    )


def _suffices(problem: Problem, v: int, makers: tuple[int, ...]) -> bool:
    """Whether those who still come are enough."""
    officers = sum(int(problem.shift_officers[s]) for s in makers)
    bits = 0
    for s in makers:
        bits |= int(problem.roles[v, s])
    return officers >= problem.officers_needed[v] and bits == SUFFICES


def _choice(
    problem: Problem, s: int, route: Route | None, kept: list[Kept], made: Made
) -> ShiftChoice:
    if route is None or not kept:
        return ShiftChoice()
    starts = []
    for v, stop, _ in kept:
        window = _window(problem, v, stop.begin)
        assert window is not None
        starts.append(window if len(made[v]) == 1 else (stop.begin, stop.begin))
    leg = None
    if route.pause is not None and problem.break_seconds[s] != NO_BREAK:
        leg = sum(k < route.pause.after for _, _, k in kept)
    return ShiftChoice(tuple(v for v, _, _ in kept), tuple(starts), leg)


def _window(problem: Problem, v: int, begin: int) -> tuple[int, int] | None:
    """The start window of a visit that holds a second."""
    return next((w[:2] for w in starts_of(problem, v) if w.first <= begin <= w.last), None)
