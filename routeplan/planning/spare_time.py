"""Calls in time that nobody else wants: officers' hours are paid, whether a round is made or not.

A search weighs every visit against its way. What it leaves out is called on all the same while a
shift has time: whoever has waited longest for a call first, whatever the way costs, up to the part
of each shift that is kept free for interruptions. So nobody is given up.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from routeplan.model.inputs import DAY_SECONDS, Visit
from routeplan.model.plan import Plan
from routeplan.planning.insertion.insertion_arrays import Bools, cheapest, gaps_apart, gaps_of
from routeplan.planning.insertion.late_insertion import with_worthwhile_visits
from routeplan.planning.insertion.one_more_visit import route_times
from routeplan.planning.insertion.placing import without_visit
from routeplan.problem.arrays import NO_BREAK, TAKES_PART, Int64, Problem
from routeplan.problem.cost import busy_by_shift, busy_seconds, valued
from routeplan.problem.solution import Budget, Searcher, Solution

NEVER_CALLED_WEEKS, MOST_WEEKS = 52, 104
"""Whoever was never called on comes before those called on within a year."""
KEPT_SECONDS = 1000 * MOST_WEEKS * DAY_SECONDS
"""Worth of what the plan has already: no spare call pushes it out."""


@dataclass(frozen=True, slots=True)
class FilledSolution:
    """A solution, and the visits in it that are made only because their shifts have time.

    Whoever has waited least for such a call comes first.
    """

    solution: Solution
    spare: tuple[int, ...] = ()


def weeks_waiting(visit: Visit, first_day: date) -> int:
    """Weeks since the household was called on last; more where it never was."""
    if visit.called_on is not None:
        return min(max((first_day - visit.called_on).days, 0) // 7, MOST_WEEKS)
    since = visit.unmet_since or first_day
    return min(NEVER_CALLED_WEEKS + max((first_day - since).days, 0) // 7, MOST_WEEKS)


def has_spare_calls(problem: Problem, solution: Solution, keep_free: float) -> bool:
    """Whether some visit that is left out fits into time that is to be filled."""
    out = np.flatnonzero(_left_out(problem, solution))
    filling = filling_problem(problem, solution, keep_free)
    # most shifts of a full plan are closed to all of them: their gaps need not be looked at
    taking = np.flatnonzero((filling.roles[out] & TAKES_PART).any(axis=0)).tolist()
    if not taking:
        return False
    gaps = gaps_of(route_times(filling, s, solution.choices[s]) for s in taking)
    return any(
        cheapest(filling, gaps_apart(filling, solution, gaps, v), v) is not None
        for v in out.tolist()
    )


def fill_spare_time(
    searcher: Searcher,
    problem: Problem,
    begun: Solution,
    weeks: Sequence[int],
    keep_free: float,
    budget: Budget,
) -> FilledSolution:
    """Search on with every visit left out worth any way, and nothing made pushed out for it.

    Parameters
    ----------
    weeks
        ``(n,)`` weeks that each visit's household has waited for a call.
    keep_free
        The part of each shift that stays free of such calls, 0 to 1.
    """
    if not has_spare_calls(problem, begun, keep_free):
        return FilledSolution(begun)
    out = _left_out(problem, begun)
    wanted = DAY_SECONDS * (1 + np.array(weeks, np.int64)) + problem.worth
    wanting = replace(problem, worth=np.where(out, wanted, KEPT_SECONDS + problem.worth))
    filling = filling_problem(wanting, begun, keep_free)
    filled = searcher.solve(filling, budget, begun)
    if (_left_out(problem, filled) & ~out).any():
        return FilledSolution(begun)
    filled, spare = _topped_up(problem, wanting, filled, out & ~problem.promised, keep_free)
    missed, cost = valued(problem, filled.choices)
    iterations = begun.iterations + filled.iterations
    solution = replace(filled, missed=missed, cost=cost, iterations=iterations)
    return FilledSolution(solution, spare)


def _topped_up(
    problem: Problem, wanting: Problem, filled: Solution, spare: Bools, keep_free: float
) -> tuple[Solution, tuple[int, ...]]:
    """With whatever still fits, and which of the ``spare`` visits are in it as calls of spare time.

    A visit that is worth its way comes before such calls: it may take what is kept free, and they
    leave its shift until they keep that free again.
    """
    while True:
        filled = with_worthwhile_visits(filling_problem(wanting, filled, keep_free), filled)
        worthier = with_worthwhile_visits(problem, filled)
        if worthier is filled:
            calls = _least_wanted_first(wanting, spare)
            return filled, still_spare(problem, filled, calls, keep_free)
        spare = spare & ~(_left_out(problem, filled) & ~_left_out(problem, worthier))
        filled = keeping_free(problem, worthier, _least_wanted_first(wanting, spare), keep_free)


def _least_wanted_first(wanting: Problem, spare: Bools) -> list[int]:
    return sorted(np.flatnonzero(spare).tolist(), key=lambda v: int(wanting.worth[v]))


def keeping_free(
    problem: Problem, solution: Solution, spare: Sequence[int], keep_free: float
) -> Solution:
    """Without spare calls, in their order, of shifts that they leave too busy for such calls."""
    hours = open_seconds(problem, keep_free)
    for s in range(problem.shifts):
        made = set(solution.choices[s].visits)
        for v in (call for call in spare if call in made):
            if busy_seconds(problem, s, solution.choices[s]) <= hours[s]:
                break
            solution = without_visit(problem, solution, v) or solution
    return solution


def filling_problem(problem: Problem, solution: Solution, keep_free: float) -> Problem:
    """Where visits that are left out may go into what time shifts have, and nothing gets busier.

    A shift takes such calls until it is busy for all but the part that is kept free. One that is
    busy for longer already takes none.
    """
    busy = np.array(busy_by_shift(problem, solution), np.int64)
    hours = open_seconds(problem, keep_free)
    roles = problem.roles.copy()
    roles[np.ix_(_left_out(problem, solution), busy >= hours)] = 0
    caps = np.minimum(problem.max_busy, np.maximum(hours, busy)).astype(np.int32)
    return replace(problem, roles=roles, max_busy=caps)


def open_seconds(problem: Problem, keep_free: float) -> Int64:
    """``(s,)`` how busy each shift may be with calls of spare time among its visits."""
    rest = np.where(problem.break_seconds == NO_BREAK, 0, problem.break_seconds)
    hours = problem.shift_end.astype(np.int64) - problem.shift_begin - rest
    return np.floor((1 - keep_free) * hours).astype(np.int64)


def spare_visits(plan: Plan) -> frozenset[str]:
    """By id: what a plan makes only because its shifts have time."""
    return frozenset(stop.visit for route in plan.routes for stop in route.stops if stop.spare)


def still_spare(
    problem: Problem, solution: Solution, spare: Collection[int], keep_free: float
) -> tuple[int, ...]:
    """The visits that were calls of spare time, and may still be called so.

    None that is promised by now, and none of a shift that has become too busy for such calls.
    """
    busy = np.array(busy_by_shift(problem, solution), np.int64)
    full = busy > open_seconds(problem, keep_free)
    made = [(s, v) for s, choice in enumerate(solution.choices) for v in choice.visits]
    fits = {v for _, v in made} - {v for s, v in made if full[s]}
    return tuple(v for v in spare if v in fits and not problem.promised[v])


def _left_out(problem: Problem, solution: Solution) -> Bools:
    out = np.ones(problem.visits, bool)
    out[[v for choice in solution.choices for v in choice.visits]] = False
    return out
