"""The other ways a visit could be made, or left out, and what each costs against the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import nsmallest
from itertools import pairwise

import numpy as np

from routeplan.hours.windows import visit_times
from routeplan.model.calendar import Interval
from routeplan.model.inputs import NO_WAY, Inputs, Mode
from routeplan.phrases import phrase
from routeplan.planning.explain.every_rule_kept import is_sound
from routeplan.planning.explain.explanation_records import Option, Where, price_of
from routeplan.planning.explain.part import part_of, with_partners
from routeplan.planning.explain.plan_case import PlanCase
from routeplan.planning.insertion.days_apart import days_apart
from routeplan.planning.insertion.one_more_visit import Fit, fits, route_times
from routeplan.planning.insertion.placing import with_visit, without_visit
from routeplan.planning.left_out_reasons import overlaps, two_possible
from routeplan.planning.risk.within_risk import RiskCase
from routeplan.problem.arrays import HAS_SKILLS, IS_PROMISED, SUFFICES, TAKES_PART, Problem
from routeplan.problem.cost import totals_of
from routeplan.problem.schedule import timed
from routeplan.problem.solution import Solution
from routeplan.problem.tour import makers_of, places_of

PLACES_TRIED = 8
"""Of the places of a visit the cheapest that are looked at for what they put at risk."""
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

    case: PlanCase
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


def ask(case: PlanCase, v: int) -> AskedVisit:
    """The visit as the plan has it."""
    makers = makers_of(case.solution, v)
    begin = begin_of(case.problem, case.solution, v) if makers else -1
    rest = without_visit(case.problem, case.solution, v)
    return AskedVisit(case, v, makers, begin, rest)


def options(subject: AskedVisit) -> list[Option]:
    """Every other way, the cheapest first; those that cannot be come last."""
    groups = groups_of(subject)
    fitting = {group: _as_they_stand(subject, group) for group in groups}
    closed = [
        group for group in groups if fitting[group] is None and not _why_never(subject, group)
    ]
    near = sorted(closed, key=lambda group: _nearest_detour(subject, group))[:SEARCHED]
    tried = [
        fitting[group]
        or (_searched(subject, group) if group in near else _impossible(subject, group))
        for group in groups
    ]
    made = [option for option in [*_left_out(subject), *tried] if option is not None]
    return sorted(made, key=_order)


def _order(option: Option) -> tuple[int, int]:
    if option.price is None:
        return 1 << 30, 0
    return option.price.promises_missed, option.price.total


def groups_of(subject: AskedVisit) -> list[Group]:
    """Every group to try: each shift or, for two officers, all shifts of each day."""
    problem = subject.problem
    if problem.officers_needed[subject.v] == 1:
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
    risk: RiskCase | None = None,
) -> Solution | None:
    """The solution with a visit where it costs least on these shifts, their stops as they stand.

    ``but`` leaves away where the visit stands now, at that time, and ``risk`` the places where it
    would make its rounds late more often than is stated.
    """
    able = [s for s in shifts if days_apart(problem, solution, v, s)]
    routes = [route_times(problem, s, solution.choices[s]) for s in able]
    ways = (fit for fit in fits(problem, routes, v) if but is None or not _is_here(but, fit))
    if risk is None:
        fit = min(ways, default=None)
        return None if fit is None else with_visit(problem, solution, v, fit)
    for fit in nsmallest(PLACES_TRIED, ways):
        placed = with_visit(problem, solution, v, fit)
        if risk.keeps_to_risk(placed, [s for s, _ in fit.halves]):
            return placed
    return None


def _is_here(subject: AskedVisit, fit: Fit) -> bool:
    same = tuple(sorted(s for s, _ in fit.halves)) == subject.makers
    return same and fit.start[0] <= subject.begin <= fit.start[1]


def _as_they_stand(subject: AskedVisit, group: Group) -> Option | None:
    if subject.rest is None:
        return None
    placed = best_placed(
        subject.problem, subject.rest, subject.v, group, but=subject, risk=subject.case.risk
    )
    if placed is None:
        return None
    return _option(subject, group, placed, subject.case.solution, searched=False)


def _searched(subject: AskedVisit, group: Group) -> Option | None:
    """With the visit forced upon these shifts, which are searched again: what gives way for it."""
    rest = subject.rest
    if subject.stands_in(group) or rest is None:
        return None
    case = subject.case
    together = with_partners(subject.problem, rest, group)
    part = part_of(case, case.setting, rest, together, subject.v)
    alone = onto(part.problem, part.v, range(len(group)))
    solution = case.search(forced(alone, part.v), part.solution)
    if not makers_of(solution, part.v):
        return _impossible(subject, group, phrase("no room, even if all others gave way"))
    after = part.whole(solution, rest)
    made = {u for choice in after.choices for u in choice.visits}
    for u in part.visits:
        if u not in made:
            after = _elsewhere(subject.problem, after, u)
    # what the search would also better without the visit is no merit of this way
    bettered = case.search(without(part.problem, part.v), part.solution)
    before = part.whole(bettered, case.solution)
    sound = is_sound(subject.problem, after) and is_sound(subject.problem, before)
    if not sound or not case.risk.keeps_to_risk(after, group):
        return _impossible(subject, group)
    return _option(subject, group, after, before, searched=True)


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
    subject: AskedVisit, group: Group, after: Solution, before: Solution, *, searched: bool
) -> Option:
    problem, inputs = subject.problem, subject.case.inputs
    made = {u for choice in after.choices for u in choice.visits}
    out = [inputs.visits[u].id for choice in before.choices for u in choice.visits if u not in made]
    where = where_of(inputs, problem, after, subject.v)
    return Option(
        officers=where.officers,
        day=int(problem.shift_day[group[0]]),
        where=where,
        price=price_of(totals_of(problem, after), totals_of(problem, before)),
        pushed_out=tuple(dict.fromkeys(out)),
        searched=searched,
    )


def _left_out(subject: AskedVisit) -> Iterator[Option]:
    if subject.makers and subject.rest is not None and not subject.stays:
        totals = totals_of(subject.problem, subject.rest)
        price = price_of(totals, totals_of(subject.problem, subject.case.solution))
        yield Option((), int(subject.problem.shift_day[subject.makers[0]]), price=price)


def _impossible(subject: AskedVisit, group: Group, why: str = "") -> Option | None:
    if subject.stands_in(group):
        return None
    shifts = subject.case.inputs.shifts
    officers = shifts[group[0]].officers if len(group) == 1 else ()
    day = int(subject.problem.shift_day[group[0]])
    no_room = phrase("no room as the rounds stand")
    return Option(officers, day, why_not=_why_never(subject, group) or why or no_room)


def _why_never(subject: AskedVisit, group: Group) -> str:
    """Why these shifts can never make it, whatever else they do; empty when they might."""
    problem, v = subject.problem, subject.v
    if subject.stays:
        return phrase("it is done, locked or printed, and stays")
    if all(subject.case.inputs.shifts[s].id in subject.case.closed for s in group):
        return phrase("over or locked")
    if subject.rest is not None and not any(days_apart(problem, subject.rest, v, s) for s in group):
        return phrase("too soon before or after the household's other visit")
    if len(group) > 1 or problem.officers_needed[v] == 2:
        able = {s for s in group if problem.roles[v, s] & TAKES_PART}
        if two_possible(problem, v, able):
            return ""
        return phrase("no two officers are there in its hours")
    return _why_alone(subject, group[0])


def _why_alone(subject: AskedVisit, s: int) -> str:
    case, roles = subject.case, int(subject.problem.roles[subject.v, s])
    visit, shift = case.inputs.visits[subject.v], case.inputs.shifts[s]
    if not overlaps(shift, subject.windows, visit):
        return phrase("not on shift in its hours")
    if not roles & TAKES_PART:
        return NO_WAY_BY[shift.mode]
    if not roles & HAS_SKILLS:
        return phrase("lacks {skills}", skills=", ".join(sorted(visit.skills - shift.skills)))
    if not roles & IS_PROMISED:
        return phrase("another officer was promised")
    return "" if roles == SUFFICES else phrase("not free for it")


def _nearest_detour(subject: AskedVisit, group: Group) -> int:
    """The least travel that a stop there adds, whatever the hours."""
    problem = subject.problem
    place, best = int(problem.visit_place[subject.v]), 1 << 30
    for s in group:
        travel = problem.travel[problem.shift_mode[s]]
        places = places_of(problem, s, subject.case.solution.choices[s].visits)
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
