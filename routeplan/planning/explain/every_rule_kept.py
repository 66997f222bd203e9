"""Whether a solution keeps every rule, looked at as a whole: what explains a plan is checked first.

Written apart from the search and from the parts that are cut out of a plan: it sees only the
problem of the whole plan, and the times that its choices come to.
"""

from __future__ import annotations

from routeplan.planning.insertion.one_more_visit import starts_of
from routeplan.problem.arrays import NO_BREAK, SUFFICES, TAKES_PART, Problem
from routeplan.problem.cost import busy_seconds
from routeplan.problem.schedule import timed
from routeplan.problem.solution import Solution

Halves = list[tuple[int, int]]
"""The shifts that make a visit, each with the second at which it begins there."""


def is_sound(problem: Problem, solution: Solution) -> bool:
    """Whether every visit is made whole or not at all, within hours, windows, caps and days."""
    made: dict[int, Halves] = {}
    for s, choice in enumerate(solution.choices):
        try:
            times = timed(problem, s, choice)
        except ValueError:
            return False
        if len({*choice.visits}) < len(choice.visits) or not _within_limits(problem, solution, s):
            return False
        for u, stop in zip(choice.visits, times.stops, strict=True):
            made.setdefault(u, []).append((s, stop.begin))
    return (
        all(_is_whole(problem, u, halves) for u, halves in made.items())
        and _days_are_kept(problem, made)
        and _nothing_settled_is_lost(problem, made)
    )


def _within_limits(problem: Problem, solution: Solution, s: int) -> bool:
    """The break is taken, the caps are kept, and whoever comes can get there."""
    choice = solution.choices[s]
    visits = list(choice.visits)
    if not visits:
        return True
    rests = problem.break_seconds[s] != NO_BREAK
    return bool(
        rests == (choice.break_leg is not None)
        and busy_seconds(problem, s, choice) <= problem.max_busy[s]
        and problem.load[visits].sum() <= problem.max_load[s]
        and (problem.roles[visits, s] & TAKES_PART).all()
    )


def _is_whole(problem: Problem, u: int, halves: Halves) -> bool:
    """As many officers as it needs, who suffice together, at one second inside its windows."""
    shifts, begins = zip(*halves, strict=True)
    bits = 0
    for s in shifts:
        bits |= int(problem.roles[u, s])
    if bits != SUFFICES or len(set(begins)) > 1:
        return False
    if not any(start.first <= begins[0] <= start.last for start in starts_of(problem, u)):
        return False
    officers = sum(int(problem.shift_officers[s]) for s in shifts)
    if len(shifts) == 1:
        return officers >= int(problem.officers_needed[u])
    one_day = len({int(problem.shift_day[s]) for s in shifts}) == 1
    return bool(one_day and officers == len(shifts) == 2 == problem.officers_needed[u])


def _days_are_kept(problem: Problem, made: dict[int, Halves]) -> bool:
    """Between every two visits to one household."""
    of_household: dict[int, list[tuple[int, int]]] = {}
    for u, halves in made.items():
        if problem.siblings[u] >= 0:
            day = int(problem.shift_day[halves[0][0]])
            of_household.setdefault(int(problem.siblings[u]), []).append((u, day))
    return all(
        abs(day - other_day) >= max(problem.least_days[u], problem.least_days[w])
        for calls in of_household.values()
        for k, (u, day) in enumerate(calls)
        for w, other_day in calls[:k]
    )


def _nothing_settled_is_lost(problem: Problem, made: dict[int, Halves]) -> bool:
    stays = problem.stays
    return stays is None or all(u in made for u in range(problem.visits) if stays[u])
