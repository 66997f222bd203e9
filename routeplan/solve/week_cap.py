"""Evening out weeks: a cap on each officer's busy time in a week, by the officer's share.

The search keeps caps per shift natively (see :mod:`routeplan.solve.longest_day`). A week's cap is
cut into caps of its shifts whose sum it is, so that the week can never be longer: in proportion to
what the shifts carry, and once more from what the search then made of them, so that a shift with
room to spare lends it to one that is full.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from routeplan.model import Inputs
from routeplan.problem import NO_BREAK, Int32, Problem
from routeplan.solution import Budget, Engine, Solution, Watch
from routeplan.solve.longest_day import busy_by_shift

CUTS = 2
"""How often a week's cap is cut anew."""


@dataclass(frozen=True, slots=True)
class OfficerWeek:
    """One officer's shifts (by index) in one week from Monday, and the officer's share."""

    shifts: tuple[int, ...]
    share: float


def officer_weeks(inputs: Inputs) -> tuple[OfficerWeek, ...]:
    """Every officer's weeks; a crew's shift stands in both of its officers' weeks."""
    found: dict[tuple[str, object], list[int]] = {}
    for s, shift in enumerate(inputs.shifts):
        on = inputs.calendar.date_of(shift.day)
        for who in shift.officers:
            found.setdefault((who, on - timedelta(days=on.weekday())), []).append(s)
    return tuple(
        OfficerWeek(tuple(own), inputs.officers_by_id[who].share) for (who, _), own in found.items()
    )


def longest_week(weeks: Sequence[OfficerWeek], busy: Sequence[int]) -> float:
    """The longest week, in busy seconds for each full share; ``busy`` is by shift."""
    return max((sum(busy[s] for s in week.shifts) / week.share for week in weeks), default=0.0)


def mean_week(weeks: Sequence[OfficerWeek], busy: Sequence[int]) -> float:
    """Busy seconds for each full share, if all weeks carried their part."""
    due = sum(week.share for week in weeks)
    return sum(busy[s] for week in weeks for s in week.shifts) / due if due else 0.0


def solve_week_capped(
    engine: Engine,
    problem: Problem,
    weeks: Sequence[OfficerWeek],
    cap: float,
    budget: Budget,
    start: Solution,
    *,
    seed: int = 0,
    watch: Watch | None = None,
) -> tuple[Problem, Solution]:
    """Search on where no week is longer than ``cap`` busy seconds for each full share.

    Returns
    -------
    tuple
        The problem with the caps that were kept, and the cheaper of the solutions found.
    """
    tried: list[tuple[Problem, Solution]] = []
    found = start
    for _ in range(CUTS):
        caps = cut(problem, weeks, cap, busy_by_shift(problem, found))
        tight = replace(problem, max_busy=caps)
        found = engine.solve(tight, budget.share(1 / CUTS), seed=seed, start=found, watch=watch)
        tried.append((tight, found))
        if found.interrupted:
            break
    return min(tried, key=lambda each: (each[1].missed, each[1].cost))


def cut(problem: Problem, weeks: Sequence[OfficerWeek], cap: float, busy: Sequence[int]) -> Int32:
    """Caps per shift that keep every week's; the tighter one where a crew stands in two weeks.

    A week that is too long gives up in proportion to what its shifts carry; what a week has to
    spare goes to its shifts in proportion to the hours they still have.
    """
    caps = np.minimum(problem.max_busy, _free_hours(problem)).astype(np.int64)
    hours = caps.copy()
    for week in weeks:
        own = list(week.shifts)
        carried = np.array([busy[s] for s in own], np.float64)
        room = np.maximum(hours[own] - carried, 0.0)
        most = cap * week.share
        if carried.sum() > most:
            parts = carried * most / carried.sum()
        else:
            spare = min(most - carried.sum(), room.sum())
            parts = carried + room * (spare / room.sum() if room.sum() else 0.0)
        caps[own] = np.minimum(caps[own], np.floor(parts).astype(np.int64))
    return caps.astype(np.int32)


def _free_hours(problem: Problem) -> Int32:
    """Seconds of every shift outside its break."""
    pause = np.where(problem.break_seconds == NO_BREAK, 0, problem.break_seconds)
    return (problem.shift_end - problem.shift_begin - pause).astype(np.int32)
