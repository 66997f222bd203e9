"""The smallest change of each kind that brings a visit in, tested by searching again around it.

A knob is first turned with all other stops as they stand, where an insertion test is exact and
quick; the nearest knobs of a kind are then tested by the search itself, and the least amount found
by bisection: it brings the visit in, and one step less does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from routeplan.problem import Problem
from routeplan.solution import Solution
from routeplan.solve.explain.case import forced
from routeplan.solve.explain.hours_knobs import day_knobs, window_knobs
from routeplan.solve.explain.knobs import (
    Knob,
    days_between_knobs,
    people_knobs,
    shift_knobs,
    worth_knobs,
)
from routeplan.solve.explain.options import Asked, where_of
from routeplan.solve.explain.part import Part, apart, part_of, rivals
from routeplan.solve.explain.records import Change
from routeplan.solve.insertion import Fit, fits, route_times
from routeplan.solve.placing import makers_of, totals_of, with_visit
from routeplan.solve.reasons import days_apart

SEARCHED_KNOBS = 2
"""Of each kind so many knobs are tested by the search: those that need least as things stand."""
NEVER = 1 << 30


@dataclass(frozen=True)
class Rated:
    """A knob, and the least turn at which the visit fits in while all else stands (None: never)."""

    knob: Knob
    amount: int | None
    fit: Fit | None

    @property
    def rank(self) -> tuple[int, int]:
        return self.amount or NEVER, self.fit.cost if self.fit else NEVER


def smallest_changes(asked: Asked, *, search: bool = True) -> tuple[list[Change], list[str]]:
    """One change of each kind that brings the visit in, and all kinds that were tried.

    Parameters
    ----------
    search
        False only makes the insertion tests: what would do while all other stops stand.
    """
    knobs = sorted(all_knobs(asked), key=lambda knob: knob.kind)
    changes, kinds = [], []
    for kind, same in groupby(knobs, key=lambda knob: knob.kind):
        kinds.append(kind)
        rated = rate(asked, list(same), SEARCHED_KNOBS if search else 1)
        found = _searched(asked, rated) if search else _standing(asked, rated)
        if found is not None:
            changes.append(found)
    return sorted(changes, key=_order), kinds


def all_knobs(asked: Asked) -> list[Knob]:
    """Every change worth a try."""
    return [
        *shift_knobs(asked),
        *window_knobs(asked),
        *day_knobs(asked),
        *people_knobs(asked),
        *days_between_knobs(asked),
        *worth_knobs(asked),
    ]


def _order(change: Change) -> tuple[bool, int, str]:
    """Minutes first, the fewest before all; then what is made or not."""
    return change.unit != "minutes", change.amount, change.kind


def rate(asked: Asked, knobs: Sequence[Knob], wanted: int) -> list[Rated]:
    """The ``wanted`` knobs that need least while all other stops stand, the best first."""
    rated: list[Rated] = []
    for knob in knobs:
        full = len(rated) >= wanted
        # no further than what would not be among the wanted any more
        most = min(knob.most, rated[wanted - 1].amount or NEVER) if full else knob.most
        rated.append(_rated(asked, knob, most))
        rated.sort(key=lambda each: each.rank)
    return rated[:wanted]


def _rated(asked: Asked, knob: Knob, most: int) -> Rated:
    least = bisected(lambda x: standing_fit(asked, knob, x) is not None, most)
    return Rated(knob, least, standing_fit(asked, knob, least) if least else None)


def bisected(holds: Callable[[int], bool], most: int) -> int | None:
    """The least of 1 ... most at which something holds that once it holds goes on to hold."""
    if not holds(most):
        return None
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle
    return high


def standing_fit(asked: Asked, knob: Knob, x: int) -> Fit | None:
    """Where the visit fits below its worth when a knob is turned and all else stands, or None."""
    part = _part(asked, knob, x)
    problem, solution = part.problem, part.solution
    routes = [
        route_times(problem, k, choice)
        for k, choice in enumerate(solution.choices)
        if days_apart(problem, solution, part.v, k)
    ]
    fit = min(fits(problem, routes, part.v), default=None)
    welcome = fit and (problem.promised[part.v] or fit.cost < problem.worth[part.v])
    return fit if welcome else None


def _part(asked: Asked, knob: Knob, x: int, *, contested: bool = False) -> Part:
    """The shifts of a knob that is turned, where the visit keeps its least days.

    ``contested`` brings in other visits left out, which may want the room as well.
    """
    case, v, setting = asked.case, asked.v, knob.turned(x)
    if knob.kind == "fewer-days-between":
        shifts = knob.shifts  # all of them: the part sees every visit of the household
    else:
        shifts = tuple(s for s in knob.shifts if apart(case, case.solution, v, s))
    others = rivals(case, v, shifts) if contested else ()
    return part_of(case, setting, case.solution, shifts, v, others)


def _standing(asked: Asked, rated: Sequence[Rated]) -> Change | None:
    """What needs least while all else stands."""
    best = rated[0]
    if best.amount is None or best.fit is None:
        return None
    part = _part(asked, best.knob, best.amount)
    placed = with_visit(part.problem, part.solution, part.v, best.fit)
    return _change(best.knob, best.amount, part, placed, searched=False)


def _searched(asked: Asked, rated: Sequence[Rated]) -> Change | None:
    """What needs least when the search may move everything there, among the nearest knobs."""
    best: tuple[Knob, int, Solution] | None = None
    for each in rated[:SEARCHED_KNOBS]:
        most = each.knob.most if best is None else best[1] - 1
        tops = [each.amount, most] if each.amount and each.amount < most else [most]
        found = _least(asked, each.knob, tops) if most > 0 else None
        best = (each.knob, *found) if found else best
    if best is None:
        return None
    knob, amount, solution = best
    return _change(
        knob, amount, _part(asked, knob, amount, contested=True), solution, searched=True
    )


def _least(asked: Asked, knob: Knob, tops: Iterable[int]) -> tuple[int, Solution] | None:
    """The least turn of a knob at which a search has the visit in its plan, and that plan."""
    found: dict[int, Solution] = {}

    def holds(x: int) -> bool:
        if solution := admitted(asked, knob, x):
            found[x] = solution
        return x in found

    for top in tops:
        if least := bisected(holds, top):
            return least, found[least]
    return None


def admitted(asked: Asked, knob: Knob, x: int) -> Solution | None:
    """The plan that a search around a turned knob finds, if it has the visit in it.

    All other visits left out may want the room as well. Left to itself a short search may not see
    the visit. So it is also begun from a plan that has to have it; what counts is whether the visit
    stays when it no longer has to, in a cheaper plan than is found without.
    """
    part = _part(asked, knob, x, contested=True)
    problem, v, search = part.problem, part.v, asked.case.search
    free = search(problem, part.solution)
    if makers_of(free, v):
        return free
    with_it = search(forced(problem, v), free)
    if not makers_of(with_it, v):
        return None
    kept = search(problem, with_it)
    cheaper = _value(problem, kept) < _value(problem, free)
    return kept if makers_of(kept, v) and cheaper else None


def _value(problem: Problem, solution: Solution) -> tuple[int, int]:
    totals = totals_of(problem, solution)
    return totals.promises_missed, totals.objective


def _change(knob: Knob, amount: int, part: Part, solution: Solution, *, searched: bool) -> Change:
    where = where_of(part.inputs, part.problem, solution, part.v)
    return Change(knob.kind, amount, knob.unit, knob.told(amount), where, searched)
