"""Evening out weeks: a cap on each officer's busy time in a week, by the officer's share.

The search keeps caps per shift natively (see :mod:`~routeplan.planning.evenness.longest_day`). A
week's cap is cut into caps of its shifts whose sum it is, so that the week can never be longer:
in proportion to what the shifts carry, and once more from what the search then made of them, so
that a shift with room to spare lends it to one that is full. Where there are earlier plans, what an
officer carried there counts, and all shifts of the plan are one week.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from routeplan.model.inputs import Inputs
from routeplan.planning.evenness.even_shares import LEAST_PART
from routeplan.planning.evenness.longest_day import Evened, Floats, keeping, lowered
from routeplan.problem.arrays import NO_BREAK, Int32, Problem
from routeplan.problem.cost import busy_by_shift
from routeplan.problem.solution import Budget, Searcher, Solution

CUTS = 2
"""How often a week's cap is cut anew."""


@dataclass(frozen=True, slots=True)
class OfficerWeek:
    """One officer's shifts (by index) in one week from Monday, and the officer's share.

    Where there are earlier plans: all shifts, and the busy seconds carried ``before``.
    """

    shifts: tuple[int, ...]
    share: float
    before: int = 0


def officer_weeks(
    inputs: Inputs, before: Mapping[str, int] | None = None
) -> tuple[OfficerWeek, ...]:
    """Every officer's weeks; a crew's shift stands in both of its officers' weeks.

    Parameters
    ----------
    before
        Busy seconds by officer in earlier plans.
    """
    by_week: dict[tuple[str, object], list[int]] = {}
    for s, shift in enumerate(inputs.shifts):
        on = inputs.calendar.date_of(shift.day)
        week = None if before else on - timedelta(days=on.weekday())
        for who in shift.officers:
            by_week.setdefault((who, week), []).append(s)
    return tuple(
        OfficerWeek(tuple(its_shifts), inputs.officers_by_id[who].share, (before or {}).get(who, 0))
        for (who, _), its_shifts in by_week.items()
    )


def longest_week(weeks: Sequence[OfficerWeek], busy: Sequence[int]) -> float:
    """The longest week, in busy seconds for each full share; ``busy`` is by shift."""
    loads = ((week.before + sum(busy[s] for s in week.shifts)) / week.share for week in weeks)
    return max(loads, default=0.0)


def evenest_week(weeks: Sequence[OfficerWeek], busy: Sequence[int]) -> float:
    """Busy seconds for each full share, if all weeks carried their part.

    Whoever has carried more than that before carries nothing, and the others share the rest.
    """
    work = sum(busy[s] for week in weeks for s in week.shifts)
    level, due, before = 0.0, 0.0, 0.0
    for week in sorted(weeks, key=lambda officer_week: officer_week.before / officer_week.share):
        if due and week.before / week.share >= level:
            break
        due, before = due + week.share, before + week.before
        level = (work + before) / due
    return level


def even_weeks(
    searcher: Searcher,
    problem: Problem,
    free: Solution,
    weeks: Sequence[OfficerWeek],
    allowance: int,
    budget: Budget,
) -> Evened:
    """Lower the longest week of any officer until that would cost more than the allowance.

    Parameters
    ----------
    free
        What was found without a cap: every visit that it makes stays made.
    allowance
        Seconds that an even plan may cost more.
    """
    kept = keeping(problem, free)

    def attempt(cap: float, share: Budget, best: Solution) -> Solution:
        return solve_week_capped(searcher, kept, weeks, cap, share, best)

    def measure(solution: Solution) -> float:
        return longest_week(weeks, busy_by_shift(problem, solution))

    low = max(evenest_week(weeks, busy_by_shift(problem, free)), 1.0)
    return lowered(free, low, attempt, measure, allowance, budget)


def solve_week_capped(
    searcher: Searcher,
    problem: Problem,
    weeks: Sequence[OfficerWeek],
    cap: float,
    budget: Budget,
    start: Solution,
) -> Solution:
    """Search on where no week is longer than ``cap`` busy seconds for each full share.

    The cheaper of the solutions found; of equal ones the first.
    """
    tried: list[Solution] = []
    solution = start
    for _ in range(CUTS):
        caps = cut(problem, weeks, cap, busy_by_shift(problem, solution))
        tight = replace(problem, max_busy=caps)
        solution = searcher.solve(tight, budget.share(1 / CUTS), solution)
        tried.append(solution)
        if solution.interrupted:
            break
    return min(tried, key=lambda attempt: (attempt.missed, attempt.cost))


def cut(problem: Problem, weeks: Sequence[OfficerWeek], cap: float, busy: Sequence[int]) -> Int32:
    """Caps per shift that keep every week's; the tighter one where a crew stands in two weeks.

    A week that is too long gives up in proportion to what its shifts carry. What a week has to
    spare goes to its shifts on the days on which others give up, for there the work can be done;
    the rest in proportion to the hours that they still have.
    """
    hours = np.minimum(problem.max_busy, _free_hours(problem)).astype(np.int64)
    carried = np.minimum(np.array(busy, np.float64), hours)
    most = [_most(week, cap, _mean(weeks, busy)) for week in weeks]
    given_up = np.zeros(int(problem.shift_day.max(initial=-1)) + 1)
    for week, own_most in zip(weeks, most, strict=True):
        its_shifts = list(week.shifts)
        if (load := carried[its_shifts].sum()) > own_most:
            np.add.at(
                given_up, problem.shift_day[its_shifts], carried[its_shifts] * (1 - own_most / load)
            )
    caps = hours.copy()
    for week, own_most in zip(weeks, most, strict=True):
        its_shifts = list(week.shifts)
        load = carried[its_shifts].sum()
        if load > own_most:
            parts = carried[its_shifts] * own_most / load
        else:
            room = hours[its_shifts].astype(np.float64) - carried[its_shifts]
            days = given_up[problem.shift_day[its_shifts]]
            parts = carried[its_shifts] + _spread(own_most - load, room, days)
        caps[its_shifts] = np.minimum(caps[its_shifts], np.floor(parts).astype(np.int64))
    return caps.astype(np.int32)


def _mean(weeks: Sequence[OfficerWeek], busy: Sequence[int]) -> float:
    """What each full share is busy for in the plan itself."""
    due = sum(week.share for week in weeks)
    return sum(busy[s] for week in weeks for s in week.shifts) / due if due else 0.0


def _most(week: OfficerWeek, cap: float, mean: float) -> float:
    """What a week's shifts may carry; a quarter of the part due, whatever was carried before."""
    if not week.before:
        return cap * week.share
    return max(cap * week.share - week.before, LEAST_PART * mean * week.share)


def _spread(spare: float, room: Floats, days: Floats) -> Floats:
    """So much of the room, by the weights of the days first; no more than there is."""
    first = np.minimum(room, spare * days / days.sum() if days.sum() else 0.0)
    left, still = min(spare, room.sum()) - first.sum(), room - first
    return first + (still * (left / still.sum()) if still.sum() > 0 else 0.0)


def _free_hours(problem: Problem) -> Int32:
    """Seconds of every shift outside its break."""
    pause = np.where(problem.break_seconds == NO_BREAK, 0, problem.break_seconds)
    return (problem.shift_end - problem.shift_begin - pause).astype(np.int32)
