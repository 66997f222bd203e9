"""A few shifts of a plan with their visits: small enough to search again in a blink.

What ties the part to the rest holds in it. Shifts that make a visit together come together
(:func:`with_partners`). Where they do not, such a visit is pinned: it begins at its second and
stays, so that one half of it can neither be lost nor moved. A household's visits outside keep their
least days to those inside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from routeplan.model.inputs import STATION_PLACE, Inputs
from routeplan.planning.explain.edited_inputs import Setting
from routeplan.planning.explain.plan_case import PlanCase
from routeplan.planning.insertion.days_apart import days_apart
from routeplan.problem.arrays import SUFFICES, TAKES_PART, Problem
from routeplan.problem.solution import ShiftChoice, Solution

EMPTY = ShiftChoice()
RIVALS = 40
MOST_SHIFTS = 8
"""No partners are sought for a part that is as large: it is to be searched in a blink."""

Pins = Mapping[int, tuple[int, int]]
"""By visit of a part: the part's shift that makes one half of it, and the second it begins at."""


@dataclass(frozen=True)
class PlanPart:
    """Some shifts of a setting, numbered anew, as a solution has them.

    ``shifts`` and ``visits`` are the numbers in the whole; ``v`` is the visit asked about, in the
    part's own.
    """

    inputs: Inputs
    problem: Problem
    solution: Solution
    shifts: tuple[int, ...]
    visits: tuple[int, ...]
    v: int

    def whole(self, answer: Solution, solution: Solution) -> Solution:
        """The whole solution with the part's choices in the place of its own."""
        choices = list(solution.choices)
        for s, choice in zip(self.shifts, answer.choices, strict=True):
            choices[s] = replace(choice, visits=tuple(self.visits[v] for v in choice.visits))
        return replace(solution, choices=tuple(choices))


def part_of(
    case: PlanCase,
    setting: Setting,
    solution: Solution,
    shifts: Sequence[int],
    v: int,
    others: Sequence[int] = (),
) -> PlanPart:
    """Cut some shifts out of a solution, with a visit that is on none and others of the kind.

    A shift behind the last that the solution knows has no stop yet.
    """
    known = len(solution.choices)
    choices = [solution.choices[s] if s < known else EMPTY for s in shifts]
    visits = tuple(sorted({u for choice in choices for u in choice.visits} | {v, *others}))
    number = {u: k for k, u in enumerate(visits)}
    inputs = _cut(setting.inputs, visits, shifts)
    problem = case.numbers(replace(setting, inputs=inputs))
    pins = {number[u]: pin for u, pin in _halves(case.problem, solution, shifts).items()}
    problem = _apart_from_outside(case.problem, solution, _pinned(problem, pins), visits)
    renumbered = tuple(
        replace(choice, visits=tuple(number[u] for u in choice.visits)) for choice in choices
    )
    cut = replace(solution, choices=renumbered)
    return PlanPart(inputs, problem, cut, tuple(shifts), visits, number[v])


def with_partners(problem: Problem, solution: Solution, shifts: Sequence[int]) -> tuple[int, ...]:
    """The shifts, then those that make a visit together with one of them, and so on."""
    makers: dict[int, list[int]] = {}
    for s, choice in enumerate(solution.choices):
        for u in choice.visits:
            if problem.officers_needed[u] == 2:
                makers.setdefault(u, []).append(s)
    together = list(shifts)
    for s in together:
        if s < len(solution.choices) and len(together) < MOST_SHIFTS:
            mates = {t for u in solution.choices[s].visits for t in makers.get(u, ())}
            together += sorted(mates - {*together})
    return tuple(together)


def _cut(inputs: Inputs, visits: Sequence[int], shifts: Sequence[int]) -> Inputs:
    """Inputs of these visits and shifts alone, their places numbered anew."""
    called = tuple(inputs.visits[u] for u in visits)
    homes = [inputs.household(name) for name in dict.fromkeys(visit.household for visit in called)]
    places = [STATION_PLACE, *sorted({home.place for home in homes} - {STATION_PLACE})]
    number = {place: k for k, place in enumerate(places)}
    return replace(
        inputs,
        households=tuple(replace(home, place=number[home.place]) for home in homes),
        visits=called,
        shifts=tuple(inputs.shifts[s] for s in shifts),
        places=tuple(inputs.places[place] for place in places),
        refused_visits=(),
    )


def _halves(
    problem: Problem, solution: Solution, shifts: Sequence[int]
) -> dict[int, tuple[int, int]]:
    """By visit of the whole: the part's shift and second of those made together with outside."""
    inside = {s: k for k, s in enumerate(shifts)}
    makers: dict[int, list[tuple[int, int]]] = {}
    for s, choice in enumerate(solution.choices):
        for u, (second, _) in zip(choice.visits, choice.starts, strict=True):
            if problem.officers_needed[u] == 2 and problem.shift_officers[s] == 1:
                makers.setdefault(u, []).append((s, second))
    return {
        u: (inside[s], second)
        for u, both in makers.items()
        for s, second in both
        if s in inside and any(t not in inside for t, _ in both)
    }


def _pinned(problem: Problem, pins: Pins) -> Problem:
    """The problem in which these visits are one officer's, at their second, and stay."""
    if not pins:
        return problem
    needed, roles, promised = (
        problem.officers_needed.copy(),
        problem.roles.copy(),
        problem.promised.copy(),
    )
    stays = np.zeros(problem.visits, bool) if problem.stays is None else problem.stays.copy()
    for u, (k, _) in pins.items():
        needed[u], roles[u] = 1, 0
        roles[u, k] = SUFFICES
        stays[u] = promised[u] = True
    seconds = {u: second for u, (_, second) in pins.items()}
    problem = replace(problem, officers_needed=needed, roles=roles, promised=promised, stays=stays)
    return _at_seconds(problem, seconds)


def _at_seconds(problem: Problem, seconds: Mapping[int, int]) -> Problem:
    """The problem in which these visits have a single second to begin at."""
    offset, first, last = problem.start_offset, problem.start_first, problem.start_last
    kept, borders, offsets = [], [], [0]
    for u in range(problem.visits):
        for w in range(int(offset[u]), int(offset[u + 1])):
            if u not in seconds:
                borders.append((first[w], last[w]))
            elif first[w] <= seconds[u] <= last[w]:
                borders.append((seconds[u], seconds[u]))
            else:
                continue
            kept.append(w)
        offsets.append(len(kept))
    rows = np.array(borders, np.int32).reshape(-1, 2)
    windows = {
        field.name: getattr(problem, field.name)[kept]
        for field in fields(problem)
        if field.name.startswith("start_") and field.name != "start_offset"
    }
    windows |= {"start_first": rows[:, 0].copy(), "start_last": rows[:, 1].copy()}
    return replace(problem, start_offset=np.array(offsets, np.int32), **windows)


def _apart_from_outside(
    whole: Problem,
    solution: Solution,
    problem: Problem,
    visits: Sequence[int],
) -> Problem:
    """The part's problem where no visit comes too near to its household's visits outside."""
    inside = set(visits)
    days: dict[int, list[tuple[int, int]]] = {}
    for s, choice in enumerate(solution.choices):
        for u in choice.visits:
            if whole.siblings[u] >= 0 and u not in inside:
                days.setdefault(int(whole.siblings[u]), []).append((int(whole.shift_day[s]), u))
    roles = problem.roles.copy()
    for k, u in enumerate(visits):
        for day, other in days.get(int(whole.siblings[u]), ()):
            household = problem.least_days[k]
            least = max(int(household), int(whole.least_days[other]))
            roles[k, np.abs(problem.shift_day - day) < least] = 0
    return replace(problem, roles=roles)


def rivals(case: PlanCase, v: int, shifts: Sequence[int]) -> tuple[int, ...]:
    """The worthiest other visits left out that these shifts could make: they may want the room."""
    problem = case.problem
    made = {u for choice in case.solution.choices for u in choice.visits}
    known = [s for s in shifts if s < problem.shifts]
    able = [
        u
        for u in range(problem.visits)
        if u not in made and u != v
        if (problem.roles[u, known] & TAKES_PART).any()
    ]
    return tuple(sorted(able, key=lambda u: (-int(problem.worth[u]), u))[:RIVALS])


def apart(case: PlanCase, solution: Solution, v: int, s: int) -> bool:
    """Whether the visit keeps its least days on a shift; an officer more has none to keep."""
    return s >= case.problem.shifts or days_apart(case.problem, solution, v, s)
