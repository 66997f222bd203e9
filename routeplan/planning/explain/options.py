"""The other ways a visit could be made, or left out, and what each costs against the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np

from routeplan.hours.windows import visit_times
from routeplan.model.calendar import Interval
from routeplan.model.inputs import NO_WAY, Inputs, Mode
from routeplan.phrases import phrase
from routeplan.planning.explain.case import Case
from routeplan.planning.explain.part import part_of, with_partners
from routeplan.planning.explain.records import Option, Where, price_of
from routeplan.planning.explain.sound import is_sound
from routeplan.planning.insertion.days_apart import days_apart
from routeplan.planning.insertion.insertion import Fit, fits, route_times
from routeplan.planning.insertion.placing import with_visit, without_visit
from routeplan.planning.left_out_reasons import overlaps, two_possible
from routeplan.problem.arrays import HAS_SKILLS, IS_PROMISED, SUFFICES, TAKES_PART, Problem
from routeplan.problem.cost import totals_of
from routeplan.problem.schedule import timed
from routeplan.problem.solution import Solution
from routeplan.problem.tour import makers_of, places_of

SEARCHED = 12
"""Where nothing fits as the rounds stand, so many of the nearest are searched again."""

NO_WAY_BY = {
    Mode.FOOT: phrase("no way there by foot"),
    Mode.BIKE: phrase("no way there by bike"),
    Mode.CAR: phrase("no way there by car"),
}

Group = tuple[int, ...]
"""Shifts of one day that are tried together: one, or for two officers all of the day."""


@dataclass(frozen=True)
class AskedVisit:
    """The visit asked about: who makes it and when (nobody: left out), and the plan without it."""

    case: Case
    v: int
    makers: Group
    begin: int
    rest: Solution | None

    @property
    def problem(self) -> Problem:
        """The problem of the whole plan."""
        return self.case.problem

    @cached_property
    def windows(self) -> Sequence[Interval]:
        """When the visit may be, as the tables say."""
        inputs = self.case.inputs
        return visit_times(replace(inputs, visits=(inputs.visits[self.v],)))[0].windows

    @property
    def stays(self) -> bool:
        """Whether it is done, locked or printed for good."""
        return self.problem.stays is not None and bool(self.problem.stays[self.v])

    def stands_in(self, group: Group) -> bool:
        """Whether the visit is made now, and by shifts of this group alone."""
        return bool(self.makers) and set(self.makers) <= set(group)


def ask(case: Case, v: int) -> AskedVisit:
    """The visit as the plan has it."""
    makers = makers_of(case.solution, v)
    begin = begin_of(case.problem, case.solution, v) if makers else -1
    rest = without_visit(case.problem, case.solution, v)
    return AskedVisit(case, v, makers, begin, rest)


def options(asked: AskedVisit) -> list[Option]:
    """Every other way, the cheapest first; those that cannot be come last."""
    groups = groups_of(asked)
    found = {group: _as_they_stand(asked, group) for group in groups}
    closed = [group for group in groups if found[group] is None and not _why_never(asked, group)]
    near = sorted(closed, key=lambda group: _nearest_detour(asked, group))[:SEARCHED]
    tried = [
        found[group] or (_searched(asked, group) if group in near else _impossible(asked, group))
        for group in groups
    ]
    made = [option for option in [*_left_out(asked), *tried] if option is not None]
    return sorted(made, key=_order)


def _order(option: Option) -> tuple[int, int]:
    if option.price is None:
        return 1 << 30, 0
    return option.price.promises_missed, option.price.total


def groups_of(asked: AskedVisit) -> list[Group]:
    """Every group to try: each shift or, for two officers, all shifts of each day."""
    problem = asked.problem
    if problem.officers_needed[asked.v] == 1:
        return [(s,) for s in range(problem.shifts)]
    days = sorted(set(problem.shift_day.tolist()))
    return [tuple(s for s in range(problem.shifts) if problem.shift_day[s] == day) for day in days]


def best_placed(
    problem: Problem,
    solution: Solution,
    v: int,
    shifts: Sequence[int],
    *,
    but: AskedVisit | None = None,
) -> Solution | None:
    """The solution with a visit where it costs least on these shifts, their stops as they stand.

    ``but`` leaves away where the visit stands now, at that time.
    """
    able = [s for s in shifts if days_apart(problem, solution, v, s)]
    routes = [route_times(problem, s, solution.choices[s]) for s in able]
    ways = (fit for fit in fits(problem, routes, v) if but is None or not _is_here(but, fit))
    fit = min(ways, default=None)
    return None if fit is None else with_visit(problem, solution, v, fit)


def _is_here(asked: AskedVisit, fit: Fit) -> bool:
    same = tuple(sorted(s for s, _ in fit.halves)) == asked.makers
    return same and fit.start[0] <= asked.begin <= fit.start[1]


def _as_they_stand(asked: AskedVisit, group: Group) -> Option | None:
    if asked.rest is None:
        return None
    placed = best_placed(asked.problem, asked.rest, asked.v, group, but=asked)
    if placed is None:
        return None
    return _option(asked, group, placed, asked.case.solution, searched=False)


def _searched(asked: AskedVisit, group: Group) -> Option | None:
    """With the visit forced upon these shifts, which are searched again: what gives way for it."""
    rest = asked.rest
    if asked.stands_in(group) or rest is None:
        return None
    case = asked.case
    together = with_partners(asked.problem, rest, group)
    part = part_of(case, case.setting, rest, together, asked.v)
    alone = onto(part.problem, part.v, range(len(group)))
    found = case.search(forced(alone, part.v), part.solution)
    if not makers_of(found, part.v):
        return _impossible(asked, group, phrase("no room, even if all others gave way"))
    after = part.whole(found, rest)
    made = {u for choice in after.choices for u in choice.visits}
    for u in part.visits:
        if u not in made:
            after = _elsewhere(asked.problem, after, u)
    # what the search would also better without the visit is no merit of this way
    bettered = case.search(without(part.problem, part.v), part.solution)
    before = part.whole(bettered, case.solution)
    if not (is_sound(asked.problem, after) and is_sound(asked.problem, before)):
        return _impossible(asked, group)
    return _option(asked, group, after, before, searched=True)


def forced(problem: Problem, v: int) -> Problem:
    """The same problem where nothing is worth as much as making this visit."""
    worth, promised = problem.worth.copy(), problem.promised.copy()
    worth[v] = int(worth.sum()) + 1
    promised[v] = True
    return replace(problem, worth=worth, promised=promised)


def onto(problem: Problem, v: int, shifts: Sequence[int]) -> Problem:
    """The same problem where only these shifts can make this visit."""
    roles = problem.roles.copy()
    others = np.ones(problem.shifts, bool)
    others[list(shifts)] = False
    roles[v, others] = 0
    return replace(problem, roles=roles)


def without(problem: Problem, v: int) -> Problem:
    """The same problem where nobody can make this visit."""
    return onto(problem, v, ())


def _elsewhere(problem: Problem, solution: Solution, u: int) -> Solution:
    """A visit that gave way goes where it costs less than it is worth, if anywhere."""
    placed = best_placed(problem, solution, u, range(problem.shifts))
    return placed if placed and is_better(problem, placed, solution) else solution


def is_better(problem: Problem, one: Solution, other: Solution) -> bool:
    """Whether one costs less: promises first."""
    first, second = totals_of(problem, one), totals_of(problem, other)
    return (first.promises_missed, first.objective) < (second.promises_missed, second.objective)


def _option(
    asked: AskedVisit, group: Group, after: Solution, before: Solution, *, searched: bool
) -> Option:
    problem, inputs = asked.problem, asked.case.inputs
    made = {u for choice in after.choices for u in choice.visits}
    out = [inputs.visits[u].id for choice in before.choices for u in choice.visits if u not in made]
    where = where_of(inputs, problem, after, asked.v)
    return Option(
        officers=where.officers,
        day=int(problem.shift_day[group[0]]),
        where=where,
        price=price_of(totals_of(problem, after), totals_of(problem, before)),
        pushed_out=tuple(dict.fromkeys(out)),
        searched=searched,
    )


def _left_out(asked: AskedVisit) -> Iterator[Option]:
    if asked.makers and asked.rest is not None and not asked.stays:
        totals = totals_of(asked.problem, asked.rest)
        price = price_of(totals, totals_of(asked.problem, asked.case.solution))
        yield Option((), int(asked.problem.shift_day[asked.makers[0]]), price=price)


def _impossible(asked: AskedVisit, group: Group, why: str = "") -> Option | None:
    if asked.stands_in(group):
        return None
    shifts = asked.case.inputs.shifts
    officers = shifts[group[0]].officers if len(group) == 1 else ()
    day = int(asked.problem.shift_day[group[0]])
    no_room = phrase("no room as the rounds stand")
    return Option(officers, day, why_not=_why_never(asked, group) or why or no_room)


def _why_never(asked: AskedVisit, group: Group) -> str:
    """Why these shifts can never make it, whatever else they do; empty when they might."""
    problem, v = asked.problem, asked.v
    if asked.stays:
        return phrase("it is done, locked or printed, and stays")
    if all(asked.case.inputs.shifts[s].id in asked.case.closed for s in group):
        return phrase("over or locked")
    if asked.rest is not None and not any(days_apart(problem, asked.rest, v, s) for s in group):
        return phrase("too soon before or after the household's other visit")
    if len(group) > 1 or problem.officers_needed[v] == 2:
        able = {s for s in group if problem.roles[v, s] & TAKES_PART}
        if two_possible(problem, v, able):
            return ""
        return phrase("no two officers are there in its hours")
    return _why_alone(asked, group[0])


def _why_alone(asked: AskedVisit, s: int) -> str:
    case, roles = asked.case, int(asked.problem.roles[asked.v, s])
    visit, shift = case.inputs.visits[asked.v], case.inputs.shifts[s]
    if not overlaps(shift, asked.windows, visit):
        return phrase("not on shift in its hours")
    if not roles & TAKES_PART:
        return NO_WAY_BY[shift.mode]
    if not roles & HAS_SKILLS:
        return phrase("lacks {skills}", skills=", ".join(sorted(visit.skills - shift.skills)))
    if not roles & IS_PROMISED:
        return phrase("another officer was promised")
    return "" if roles == SUFFICES else phrase("not free for it")


def _nearest_detour(asked: AskedVisit, group: Group) -> int:
    """The least travel that a stop there adds, whatever the hours."""
    problem = asked.problem
    place, best = int(problem.visit_place[asked.v]), 1 << 30
    for s in group:
        travel = problem.travel[problem.shift_mode[s]]
        places = places_of(problem, s, asked.case.solution.choices[s].visits)
        for here, there in pairwise(places):
            ways = [int(travel[here, place]), int(travel[place, there])]
            if NO_WAY not in ways:
                best = min(best, sum(ways) - int(travel[here, there]))
    return best


def begin_of(problem: Problem, solution: Solution, v: int) -> int:
    """When a visit begins."""
    s = makers_of(solution, v)[0]
    choice = solution.choices[s]
    return timed(problem, s, choice).stops[choice.visits.index(v)].begin


def where_of(inputs: Inputs, problem: Problem, solution: Solution, v: int) -> Where:
    """Who makes a visit, and when; an officer who would have to be found is not named."""
    makers = makers_of(solution, v)
    officers = [officer for s in makers for officer in inputs.shifts[s].officers]
    known = tuple(officer for officer in officers if officer in inputs.officers_by_id)
    return Where(known, int(problem.shift_day[makers[0]]), begin_of(problem, solution, v))
