"""Why a visit was left out, in a sentence that a chief understands, from real insertion tests."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

import numpy as np

from routeplan.hours.windows import VisitTimes
from routeplan.model.calendar import Interval
from routeplan.model.inputs import Inputs, Shift, TravelTables, Visit
from routeplan.planning.hours_text import hours_text
from routeplan.planning.insertion.days_apart import shifts_apart
from routeplan.planning.insertion.insertion import all_route_times, fits
from routeplan.planning.insertion.insertion_arrays import Gaps, cheapest, gaps_of
from routeplan.planning.insertion.placing import with_visit
from routeplan.planning.spare_time import filling_problem
from routeplan.problem.arrays import NO_CAP, SUFFICES, TAKES_PART, Int32, Int64, Problem
from routeplan.problem.cost import totals_of
from routeplan.problem.solution import Solution

Reason = tuple[str, str]
"""Code and sentence."""


@dataclass(frozen=True)
class Asked:
    """Everything a reason is found from, for one finished solution.

    ``longer`` is the problem without a cap on busy time, ``fuller`` without one on load either;
    ``hours`` are ``(s, 2)`` begins and ends of the shifts. ``filling`` is the problem in which
    calls of spare time leave free what is kept free of them.
    """

    inputs: Inputs
    times: Sequence[VisitTimes]
    travel: TravelTables
    problem: Problem
    longer: Problem
    fuller: Problem
    hours: Int64
    solution: Solution
    gaps: Gaps
    filling: Problem

    @cached_property
    def filling_longer(self) -> Problem:
        """The same without a cap on busy time."""
        return filling_problem(self.longer, self.solution, self.inputs.policy.keep_free)

    @cached_property
    def filling_fuller(self) -> Problem:
        """The same without one on load either."""
        return filling_problem(self.fuller, self.solution, self.inputs.policy.keep_free)


def reasons(
    inputs: Inputs,
    times: Sequence[VisitTimes],
    travel: TravelTables,
    problem: Problem,
    solution: Solution,
) -> dict[int, Reason]:
    """Code and sentence for every visit index left out."""
    made = {v for choice in solution.choices for v in choice.visits}
    no_cap = np.full(problem.shifts, NO_CAP, np.int32)
    longer = replace(problem, max_busy=no_cap)
    fuller = replace(longer, max_load=no_cap)
    hours = np.array([(shift.begin, shift.end) for shift in inputs.shifts], np.int64)
    gaps = gaps_of(all_route_times(problem, solution))
    asked = Asked(
        inputs=inputs,
        times=times,
        travel=travel,
        problem=problem,
        longer=longer,
        fuller=fuller,
        hours=hours.reshape(-1, 2),
        solution=solution,
        gaps=gaps,
        filling=filling_problem(problem, solution, inputs.policy.keep_free),
    )
    return {v: reason(asked, v) for v in range(problem.visits) if v not in made}


def reason(asked: Asked, v: int) -> Reason:
    """The first of the causes that holds, from what nothing could mend to what little would."""
    visit = asked.inputs.visits[v]
    windows = asked.times[v].windows
    if not windows:
        aside = ", quiet hours aside," if asked.inputs.policy.quiet_hours else ""
        return "no-window", f"its hours{aside} fall on no day of this plan"
    within = hours_text(asked.inputs.calendar, windows)
    if not asked.times[v].starts:
        return "no-window", f"a visit of {_minutes(visit)} minutes is too long for {within}"
    on_shift = _on_shift(asked, windows, visit)
    if not on_shift:
        return "nobody-on-shift", f"nobody is on shift inside {within}"
    if not (asked.problem.roles[v] & TAKES_PART).any():
        return "unreachable", unreachable(asked, v, on_shift)
    return _missing_people(asked, v, visit, on_shift) or _no_place(asked, v, visit, within)


def _on_shift(asked: Asked, windows: Sequence[Interval], visit: Visit) -> list[Shift]:
    """The shifts that the visit :func:`overlaps` with, all looked at at once."""
    begins, ends = asked.hours[:, :1], asked.hours[:, 1:]
    opened, closed = np.array(windows).T
    common = np.minimum(ends, closed) - np.maximum(begins, opened)
    return [asked.inputs.shifts[s] for s in np.flatnonzero((common >= visit.seconds).any(axis=1))]


def overlaps(shift: Shift, windows: Sequence[Interval], visit: Visit) -> bool:
    """Whether the visit fits into the shift's hours and one of its windows at once."""
    return any(
        min(end, shift.end) - max(begin, shift.begin) >= visit.seconds for begin, end in windows
    )


def unreachable(asked: Asked, v: int, on_shift: Sequence[Shift]) -> str:
    """Why no shift's mode gets there."""
    place = int(asked.problem.visit_place[v])
    modes = list(dict.fromkeys(shift.mode for shift in on_shift))
    why = {asked.travel.off_street.get((mode, place), "there is no way there") for mode in modes}
    return f"{'; '.join(sorted(why))} (by {', '.join(modes)})"


def _missing_people(asked: Asked, v: int, visit: Visit, on_shift: Sequence[Shift]) -> Reason | None:
    """Who is not on shift then, or is but cannot get there."""
    roles = asked.problem.roles[v]
    coming = [shift for s, shift in enumerate(asked.inputs.shifts) if roles[s] & TAKES_PART]
    promised, said = visit.only_officer, "given it" if visit.given_to else "promised"
    if promised and not any(promised in shift.officers for shift in coming):
        there = any(promised in shift.officers for shift in on_shift)
        why = "cannot get there" if there else "is not on shift then"
        return "promised-officer-off", f"{promised} was {said} and {why}"
    needed = ", ".join(f"'{skill}'" for skill in sorted(visit.skills))
    if not any(visit.skills <= shift.skills for shift in coming):
        there = any(visit.skills <= shift.skills for shift in on_shift)
        who = "nobody who has it can get there" if there else "nobody on shift then has it"
        return "skill", f"needs {needed}: {who}"
    if visit.officers_needed == 2:
        if not two_possible(asked.problem, v, range(asked.problem.shifts)):
            return "no-second-officer", "needs two officers: no second one is on shift then"
    elif not (roles == SUFFICES).any():
        return "skill", f"needs {needed}: {promised}, who was {said}, does not have it"
    return None


def two_possible(problem: Problem, v: int, shifts: Iterable[int]) -> bool:
    """Whether a crew, or two of these shifts on one day, can make a visit of two officers."""
    roles = problem.roles[v]
    able = [s for s in shifts if roles[s] & TAKES_PART]
    if any(problem.shift_officers[s] == 2 and roles[s] == SUFFICES for s in able):
        return True
    singles = [s for s in able if problem.shift_officers[s] == 1]
    return any(
        problem.shift_day[s] == problem.shift_day[t] and roles[s] | roles[t] == SUFFICES
        for s, t in combinations(singles, 2)
    )


def _no_place(asked: Asked, v: int, visit: Visit, within: str) -> Reason:
    """From insertion tests, as the rounds are: what would have to give way for it."""
    problem = asked.problem
    gaps = _apart(asked, v)
    cost = cheapest(problem, gaps, v)
    if cost is not None:
        kept_free = cheapest(asked.filling, gaps, v) is None
        return _priced(asked, v, cost, kept_free=kept_free)
    for limited, limit in (
        (asked.longer, f"longest day {_hours(_largest(problem.max_busy))}"),
        (asked.fuller, f"at most {_largest(problem.max_load)}"),
    ):
        cost = cheapest(limited, gaps, v)
        if cost is not None:
            by_time = limited is asked.longer
            filling = asked.filling_longer if by_time else asked.filling_fuller
            alone = cheapest(filling, gaps, v) is not None
            return _limited(asked, v, cost, limit, by_time=by_time, alone=alone)
    if gaps is not asked.gaps and cheapest(problem, asked.gaps, v) is not None:
        return "too-soon", "too soon before or after the household's other visit"
    minutes = _minutes(visit)
    if visit.officers_needed == 2:
        return "no-room", f"no two officers have room for its {minutes} minutes inside {within}"
    return "no-room", f"no shift has room for its {minutes} minutes inside {within}"


def _priced(asked: Asked, v: int, cost: int, *, kept_free: bool) -> Reason:
    """There is room; it costs more than it is worth, or whoever made the plan passed it over.

    Where the way is not worth it a call still fills spare time, but for the part kept free.
    """
    worth = int(asked.problem.worth[v])
    minutes, worth_minutes = round(cost / 60), round(worth / 60)
    if kept_free and cost >= worth:
        share = round(100 * asked.inputs.policy.keep_free)
        return "kept-free", (
            f"costs {minutes} minutes of travel and lost chance, worth {worth_minutes}, and the "
            f"time that is left is kept free ({share} % of each shift)"
        )
    if kept_free and not asked.problem.promised[v] and _waits_too_long(asked, v):
        share = round(100 * asked.inputs.policy.keep_free)
        return "kept-free", (
            f"with the waiting for its hours it costs more than the {worth_minutes} minutes it is "
            f"worth, and the time that is left is kept free ({share} % of each shift)"
        )
    if cost < worth or asked.problem.promised[v]:
        return "room-left", (
            f"there is room for it: it would cost {minutes} minutes, and is worth {worth_minutes}"
        )
    if minutes <= worth_minutes:
        return "not-worth-it", (
            f"costs no less in travel and lost chance than the {worth_minutes} minutes it is worth"
        )
    return "not-worth-it", (
        f"costs {minutes} minutes of travel and lost chance, worth {worth_minutes}"
    )


def _waits_too_long(asked: Asked, v: int) -> bool:
    """Whether the plan costs no less with the visit at its cheapest place, waiting counted."""
    problem, solution = asked.problem, asked.solution
    best = min(fits(problem, all_route_times(problem, solution), v), default=None)
    if best is None:
        return False
    placed = with_visit(problem, solution, v, best)
    return totals_of(problem, placed).objective >= totals_of(problem, solution).objective


def _limited(asked: Asked, v: int, cost: int, limit: str, *, by_time: bool, alone: bool) -> Reason:
    """A limit of the shifts keeps it out, alone or together with what it would cost.

    ``alone``: without it, a call in spare time would fit, whatever the way costs.
    """
    wanted = "a longer day" if by_time else "more visits in one shift"
    worth = int(asked.problem.worth[v])
    if alone or cost < worth or asked.problem.promised[v]:
        return "longest-day", f"it would fit with {wanted} alone ({limit})"
    return "not-worth-it", (
        f"costs {round(cost / 60)} minutes of travel and lost chance, worth {round(worth / 60)}, "
        f"and would need {wanted} ({limit})"
    )


def _hours(seconds: int) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60}:{minutes % 60:02d}"


def _apart(asked: Asked, v: int) -> Gaps:
    """Gaps of shifts where the visit keeps the least days to the household's other visits."""
    shifts = shifts_apart(asked.problem, asked.solution, v, range(asked.problem.shifts))
    if len(shifts) == asked.problem.shifts:
        return asked.gaps
    return asked.gaps.where(np.isin(asked.gaps.shift, shifts))


def _largest(caps: Int32) -> int:
    """Of the shifts that have a cap; 0 where none has."""
    return int(caps[caps < NO_CAP].max(initial=0))


def _minutes(visit: Visit) -> int:
    return math.ceil(visit.seconds / 60)
