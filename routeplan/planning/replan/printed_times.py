"""Rounds that a replan leaves as they are keep the minutes that stand on their sheets.

Five minutes are no move, so the search takes what they save somewhere, and every sheet would be
printed anew for it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan, Route
from routeplan.planning.insertion.one_more_visit import starts_of
from routeplan.problem.arrays import NO_BREAK, Problem
from routeplan.problem.schedule import timed
from routeplan.problem.solution import ShiftChoice
from routeplan.problem.tour import makers_by_visit


def printed_choices(
    laid: Plan, inputs: Inputs, problem: Problem, struck: Collection[str]
) -> dict[int, ShiftChoice]:
    """By shift: its printed round, each stop at its second.

    Parameters
    ----------
    laid
        The printed plan's routes on the shifts of ``inputs``, which ``problem`` is made from.
    struck
        Visits that a change names. Left away are rounds with one of them, and those that cannot be
        kept to the second any more.
    """
    visits = {visit.id: v for v, visit in enumerate(inputs.visits)}
    shifts = {shift.id: s for s, shift in enumerate(inputs.shifts)}
    rounds = {}
    for route in laid.routes:
        named = [stop.visit for stop in route.stops]
        if not {*named} <= visits.keys() or not {*named}.isdisjoint(struck):
            continue
        choice = _choice(problem, shifts[route.shift], route, [visits[visit] for visit in named])
        if choice is not None:
            rounds[shifts[route.shift]] = choice
    return rounds


def with_printed_times(
    choices: Sequence[ShiftChoice], printed: dict[int, ShiftChoice]
) -> dict[int, ShiftChoice]:
    """By shift: the printed choice of those that make the same stops in the same order.

    Where two officers meet, the rounds of both are as printed or neither is.
    """
    same = {s for s, choice in printed.items() if choices[s].visits == choice.visits}
    together = [shifts for shifts in makers_by_visit(choices).values() if len(shifts) > 1]
    before: set[int] = set()
    while before != same:
        before = same
        torn = {s for shifts in together if not {*shifts} <= same for s in shifts}
        same = same - torn
    return {s: printed[s] for s in same}


def _choice(problem: Problem, s: int, route: Route, visits: list[int]) -> ShiftChoice | None:
    """The round as an engine would choose it, or None where it does not hold any more."""
    begins = [stop.begin for stop in route.stops]
    for v, begin in zip(visits, begins, strict=True):
        if not any(start.first <= begin <= start.last for start in starts_of(problem, v)):
            return None
    has_break = problem.break_seconds[s] != NO_BREAK
    leg = None if not has_break or route.pause is None else route.pause.after
    choice = ShiftChoice(tuple(visits), tuple((begin, begin) for begin in begins), leg)
    try:
        timed(problem, s, choice)
    except ValueError:
        return None
    return choice
