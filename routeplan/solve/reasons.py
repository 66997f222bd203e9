"""Why a visit was left out, in a sentence that a chief understands, from real insertion tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from routeplan.availability import Interval, VisitTimes
from routeplan.model import Inputs, Shift, TravelTables, Visit
from routeplan.problem import NO_CAP, SUFFICES, TAKES_PART, Problem
from routeplan.solution import Solution
from routeplan.solve.insertion import RouteTimes, all_route_times, cheapest

WINDOWS_NAMED = 3

Reason = tuple[str, str]
"""Code and sentence."""


@dataclass(frozen=True)
class Asked:
    """Everything a reason is found from, for one finished solution."""

    inputs: Inputs
    times: Sequence[VisitTimes]
    travel: TravelTables
    problem: Problem
    solution: Solution
    routes: Sequence[RouteTimes]


def reasons(
    inputs: Inputs,
    times: Sequence[VisitTimes],
    travel: TravelTables,
    problem: Problem,
    solution: Solution,
) -> dict[int, Reason]:
    """Code and sentence for every visit index left out."""
    made = {v for choice in solution.choices for v in choice.visits}
    asked = Asked(inputs, times, travel, problem, solution, all_route_times(problem, solution))
    return {v: reason(asked, v) for v in range(problem.visits) if v not in made}


def reason(asked: Asked, v: int) -> Reason:
    """The first of the causes that holds, from what nothing could mend to what little would."""
    visit = asked.inputs.visits[v]
    windows = asked.times[v].windows
    if not asked.times[v].starts:
        return "no-window", "its hours fall on no day of this plan"
    on_shift = [shift for shift in asked.inputs.shifts if _overlap(shift, windows, visit)]
    if not on_shift:
        return "nobody-on-shift", f"nobody is on shift inside {hours(asked.inputs, windows)}"
    if not (asked.problem.roles[v] & TAKES_PART).any():
        return "unreachable", unreachable(asked, v, on_shift)
    return _missing_people(asked, v, visit, on_shift) or _no_place(asked, v, visit, windows)


def _overlap(shift: Shift, windows: Sequence[Interval], visit: Visit) -> bool:
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
    roles = asked.problem.roles[v]
    promised = visit.appointment.officer if visit.appointment else None
    if promised and not any(promised in shift.officers for shift in on_shift):
        return "promised-officer-off", f"{promised} was promised and is not on shift then"
    if not any(visit.skills <= shift.skills for shift in on_shift):
        needed = ", ".join(f"'{skill}'" for skill in sorted(visit.skills))
        return "skill", f"needs {needed}: nobody on shift then has it"
    if visit.officers_needed == 2 and not _two_possible(asked.problem, roles):
        return "no-second-officer", "needs two officers: no second one is on shift then"
    return None


def _two_possible(problem: Problem, roles: Sequence[int]) -> bool:
    able = [s for s in range(problem.shifts) if roles[s] & TAKES_PART]
    if any(problem.shift_officers[s] == 2 and roles[s] == SUFFICES for s in able):
        return True
    singles = [s for s in able if problem.shift_officers[s] == 1]
    return any(
        problem.shift_day[s] == problem.shift_day[t] and roles[s] | roles[t] == SUFFICES
        for s, t in combinations(singles, 2)
    )


def _no_place(asked: Asked, v: int, visit: Visit, windows: Sequence[Interval]) -> Reason:
    problem = asked.problem
    routes = [route for route in asked.routes if _days_apart(asked, v, route.shift)]
    cost = cheapest(problem, routes, v)
    minutes = visit.seconds // 60
    if cost is not None:
        return "not-worth-it", (
            f"costs {_minutes(cost)} minutes of travel and lost chance, "
            f"worth {_minutes(int(problem.worth[v]))}"
        )
    if cheapest(problem, routes, v, ignore_caps=True) is not None:
        return "longest-day", _longer_day(asked)
    if len(routes) < len(asked.routes) and cheapest(problem, asked.routes, v) is not None:
        return "too-soon", "too soon before or after the household's other visit"
    who = "two officers have" if visit.officers_needed == 2 else "no shift has"
    free = f"{minutes} free minutes {'together ' if visit.officers_needed == 2 else ''}inside"
    who = who if visit.officers_needed == 1 else "no two officers have"
    return "no-room", f"{who} {free} {hours(asked.inputs, windows)}"


def _longer_day(asked: Asked) -> str:
    longest = int(asked.problem.max_busy.max(initial=0))
    if longest == NO_CAP:
        return "a longer day, or more visits in one, would be needed than its shifts allow"
    return f"a longer day would be needed (longest day {longest // 3600}:{longest // 60 % 60:02d})"


def _days_apart(asked: Asked, v: int, shift: int) -> bool:
    problem = asked.problem
    if problem.siblings[v] < 0:
        return True
    return not any(
        u != v
        and problem.siblings[u] == problem.siblings[v]
        and abs(int(problem.shift_day[s]) - int(problem.shift_day[shift]))
        < max(problem.least_days[u], problem.least_days[v])
        for s, choice in enumerate(asked.solution.choices)
        for u in choice.visits
    )


def _minutes(seconds: int) -> int:
    return round(seconds / 60)


def hours(inputs: Inputs, windows: Sequence[Interval]) -> str:
    """The first few windows: ``Mon 12:00-13:30, Tue 12:00-13:30 and 3 more``."""
    calendar = inputs.calendar
    named = [
        f"{calendar.local(begin):%a %H:%M}-{calendar.local(end):%H:%M}"
        for begin, end in windows[:WINDOWS_NAMED]
    ]
    more = len(windows) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")
