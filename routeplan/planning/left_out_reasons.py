"""Why a visit was left out, as a code with numbers, from real insertion tests."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np

from routeplan.hours.windows import VisitTimes, visit_times
from routeplan.model.calendar import Interval
from routeplan.model.inputs import Inputs, OffStreet, Shift, TravelTables, Visit
from routeplan.planning.hours_in_short import hours_in_short
from routeplan.planning.insertion.insertion_arrays import Gaps, cheapest, gaps_apart, gaps_of
from routeplan.planning.insertion.one_more_visit import all_route_times, fits
from routeplan.planning.insertion.placing import cost_with_waiting, with_visit
from routeplan.planning.spare_time import filling_problem
from routeplan.problem.arrays import NO_CAP, SUFFICES, TAKES_PART, Int32, Int64, Problem
from routeplan.problem.solution import Solution


class Reason(NamedTuple):
    """A code, which of its sentences it is, and what the sentence names (see ``LeftOut``)."""

    code: str
    detail: str = ""
    facts: Mapping[str, Any] = {}


@dataclass(frozen=True)
class LeftOutCase:
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
    def without_quiet_hours(self) -> Sequence[VisitTimes]:
        """When each visit could be if the station kept no quiet hours."""
        policy = replace(self.inputs.policy, quiet_hours="")
        return visit_times(replace(self.inputs, policy=policy))

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
    """The reason of every visit index left out."""
    made = {v for choice in solution.choices for v in choice.visits}
    no_cap = np.full(problem.shifts, NO_CAP, np.int32)
    longer = replace(problem, max_busy=no_cap)
    fuller = replace(longer, max_load=no_cap)
    hours = np.array([(shift.begin, shift.end) for shift in inputs.shifts], np.int64)
    gaps = gaps_of(all_route_times(problem, solution))
    case = LeftOutCase(
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
    return {v: reason(case, v) for v in range(problem.visits) if v not in made}


def reason(case: LeftOutCase, v: int) -> Reason:
    """The first of the causes that holds, from what nothing could mend to what little would."""
    visit = case.inputs.visits[v]
    windows = case.times[v].windows
    if not windows:
        return Reason("no-window", "quiet" if case.without_quiet_hours[v].windows else "")
    within = hours_in_short(case.inputs.calendar, windows)
    length = {"minutes": _minutes(visit), "hours": within}
    if not case.times[v].starts:
        return Reason("no-window", "too-long", length)
    on_shift = _on_shift(case, windows, visit)
    if not on_shift:
        return Reason("nobody-on-shift", facts={"hours": within})
    if not (case.problem.roles[v] & TAKES_PART).any():
        return Reason("unreachable", facts=unreachable(case, v, on_shift))
    return _missing_people(case, v, visit, on_shift) or _no_place(case, v, visit, length)


def _on_shift(case: LeftOutCase, windows: Sequence[Interval], visit: Visit) -> list[Shift]:
    """The shifts that the visit :func:`overlaps` with, all looked at at once."""
    begins, ends = case.hours[:, :1], case.hours[:, 1:]
    opened, closed = np.array(windows).T
    common = np.minimum(ends, closed) - np.maximum(begins, opened)
    return [case.inputs.shifts[s] for s in np.flatnonzero((common >= visit.seconds).any(axis=1))]


def overlaps(shift: Shift, windows: Sequence[Interval], visit: Visit) -> bool:
    """Whether the visit fits into the shift's hours and one of its windows at once."""
    return any(
        min(end, shift.end) - max(begin, shift.begin) >= visit.seconds for begin, end in windows
    )


def unreachable(case: LeftOutCase, v: int, on_shift: Sequence[Shift]) -> dict[str, Any]:
    """By which modes nobody gets there, and each cause once."""
    place = int(case.problem.visit_place[v])
    modes = list(dict.fromkeys(shift.mode for shift in on_shift))
    why = [case.travel.off_street.get((mode, place), OffStreet()) for mode in modes]
    return {
        "modes": [mode.value for mode in modes],
        "causes": [asdict(cause) for cause in dict.fromkeys(why)],
    }


def _missing_people(
    case: LeftOutCase, v: int, visit: Visit, on_shift: Sequence[Shift]
) -> Reason | None:
    """Who is not on shift then, or is but cannot get there."""
    roles = case.problem.roles[v]
    coming = [shift for s, shift in enumerate(case.inputs.shifts) if roles[s] & TAKES_PART]
    promised, said = visit.only_officer, "given" if visit.given_to else "promised"
    if promised and not any(promised in shift.officers for shift in coming):
        there = any(promised in shift.officers for shift in on_shift)
        detail = f"{said}-{'far' if there else 'off'}"
        return Reason("promised-officer-off", detail, {"officer": promised})
    needed = {"skills": sorted(visit.skills)}
    if not any(visit.skills <= shift.skills for shift in coming):
        there = any(visit.skills <= shift.skills for shift in on_shift)
        return Reason("skill", "far" if there else "", needed)
    if visit.officers_needed == 2:
        if not two_possible(case.problem, v, range(case.problem.shifts)):
            return Reason("no-second-officer")
    elif not (roles == SUFFICES).any():
        return Reason("skill", said, needed | {"officer": promised})
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


def _no_place(case: LeftOutCase, v: int, visit: Visit, length: Mapping[str, Any]) -> Reason:
    """From insertion tests, as the rounds are: what would have to give way for it."""
    problem = case.problem
    gaps = gaps_apart(problem, case.solution, case.gaps, v)
    cost = cheapest(problem, gaps, v)
    if cost is not None:
        kept_free = cheapest(case.filling, gaps, v) is None
        return _priced(case, v, cost, kept_free=kept_free)
    for limited, limit in (
        (case.longer, _hours(_largest(problem.max_busy))),
        (case.fuller, str(_largest(problem.max_load))),
    ):
        cost = cheapest(limited, gaps, v)
        if cost is not None:
            by_time = limited is case.longer
            filling = case.filling_longer if by_time else case.filling_fuller
            alone = cheapest(filling, gaps, v) is not None
            return _limited(case, v, cost, limit, by_time=by_time, alone=alone)
    if gaps is not case.gaps and cheapest(problem, case.gaps, v) is not None:
        return Reason("too-soon")
    return Reason("no-room", "two" if visit.officers_needed == 2 else "", length)


def _priced(case: LeftOutCase, v: int, cost: int, *, kept_free: bool) -> Reason:
    """There is room; it costs more than it is worth, or whoever made the plan passed it over.

    Where the way is not worth it a call still fills spare time, but for the part kept free.
    """
    worth = int(case.problem.worth[v])
    facts: dict[str, Any] = {"cost": round(cost / 60), "worth": round(worth / 60)}
    kept = facts | {"percent": round(100 * case.inputs.policy.keep_free)}
    if kept_free and cost >= worth:
        return Reason("kept-free", facts=kept)
    if kept_free and not case.problem.promised[v] and _waits_too_long(case, v):
        return Reason("kept-free", "waiting", kept)
    if cost < worth or case.problem.promised[v]:
        return Reason("room-left", facts=facts)
    return Reason("not-worth-it", "equal" if facts["cost"] <= facts["worth"] else "", facts)


def _waits_too_long(case: LeftOutCase, v: int) -> bool:
    """Whether its cheapest place costs what the visit is worth, waiting counted."""
    problem, solution = case.problem, case.solution
    best = min(fits(problem, all_route_times(problem, solution), v), default=None)
    if best is None:
        return False
    placed = with_visit(problem, solution, v, best)
    return cost_with_waiting(problem, solution, placed, best) >= int(problem.worth[v])


def _limited(
    case: LeftOutCase, v: int, cost: int, limit: str, *, by_time: bool, alone: bool
) -> Reason:
    """A limit of the shifts keeps it out, alone or together with what it would cost.

    ``alone``: without it, a call in spare time would fit, whatever the way costs.
    """
    detail = "longer-day" if by_time else "more-visits"
    worth = int(case.problem.worth[v])
    if alone or cost < worth or case.problem.promised[v]:
        return Reason("longest-day", detail, {"limit": limit})
    facts = {"cost": round(cost / 60), "worth": round(worth / 60), "limit": limit}
    return Reason("not-worth-it", detail, facts)


def _hours(seconds: int) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60}:{minutes % 60:02d}"


def _largest(caps: Int32) -> int:
    """Of the shifts that have a cap; 0 where none has."""
    return int(caps[caps < NO_CAP].max(initial=0))


def _minutes(visit: Visit) -> int:
    return math.ceil(visit.seconds / 60)
