"""A few shifts of a plan with their visits: small enough to search again in a blink."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from routeplan.model import STATION_PLACE, Inputs, TravelTables
from routeplan.problem import TAKES_PART, Problem
from routeplan.solution import ShiftChoice, Solution
from routeplan.solve.explain.case import Case, Setting
from routeplan.solve.reasons import days_apart

EMPTY = ShiftChoice()
RIVALS = 40


@dataclass(frozen=True)
class Part:
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

    def whole(self, found: Solution, solution: Solution) -> Solution:
        """The whole solution with the part's choices in the place of its own."""
        choices = list(solution.choices)
        for s, choice in zip(self.shifts, found.choices, strict=True):
            choices[s] = replace(choice, visits=tuple(self.visits[v] for v in choice.visits))
        return replace(solution, choices=tuple(choices))


def part_of(
    case: Case,
    setting: Setting,
    solution: Solution,
    shifts: Sequence[int],
    v: int,
    others: Sequence[int] = (),
) -> Part:
    """Cut some shifts out of a solution, with a visit that is on none and others of the kind.

    A shift behind the last that the solution knows has no stop yet.
    """
    known = len(solution.choices)
    choices = [solution.choices[s] if s < known else EMPTY for s in shifts]
    visits = tuple(sorted({u for choice in choices for u in choice.visits} | {v, *others}))
    number = {u: k for k, u in enumerate(visits)}
    inputs, travel = _cut(setting.inputs, case.travel, visits, shifts)
    worth = None if setting.worth is None else (number[v], setting.worth[1])
    problem = Setting(inputs, [setting.times[u] for u in visits], worth).problem(travel)
    renumbered = tuple(
        replace(choice, visits=tuple(number[u] for u in choice.visits)) for choice in choices
    )
    cut = replace(solution, choices=renumbered)
    return Part(inputs, problem, cut, tuple(shifts), visits, number[v])


def _cut(
    inputs: Inputs, travel: TravelTables, visits: Sequence[int], shifts: Sequence[int]
) -> tuple[Inputs, TravelTables]:
    """Inputs and travel tables of these visits and shifts alone, their places numbered anew."""
    called = tuple(inputs.visits[u] for u in visits)
    homes = [inputs.household(name) for name in dict.fromkeys(visit.household for visit in called)]
    places = [STATION_PLACE, *sorted({home.place for home in homes} - {STATION_PLACE})]
    number = {place: k for k, place in enumerate(places)}
    among = np.ix_(range(len(travel.modes)), places, places)
    small = replace(
        inputs,
        households=tuple(replace(home, place=number[home.place]) for home in homes),
        visits=called,
        shifts=tuple(inputs.shifts[s] for s in shifts),
        places=tuple(inputs.places[place] for place in places),
        refused_visits=(),
    )
    tables = replace(travel, seconds=travel.seconds[among], metres=travel.metres[among])
    return small, tables


def rivals(case: Case, v: int, shifts: Sequence[int]) -> tuple[int, ...]:
    """The worthiest other visits left out that these shifts could make: they may want the room.

    None of a household visited already: its least days to visits outside of the part would not be
    seen.
    """
    problem = case.problem
    made = {u for choice in case.solution.choices for u in choice.visits}
    taken = {int(problem.siblings[u]) for u in made if problem.siblings[u] >= 0}
    known = [s for s in shifts if s < problem.shifts]
    able = [
        u
        for u in range(problem.visits)
        if u not in made and u != v and int(problem.siblings[u]) not in taken
        if (problem.roles[u, known] & TAKES_PART).any()
    ]
    return tuple(sorted(able, key=lambda u: (-int(problem.worth[u]), u))[:RIVALS])


def apart(case: Case, solution: Solution, v: int, s: int) -> bool:
    """Whether the visit keeps its least days on a shift; an officer more has none to keep."""
    return s >= case.problem.shifts or days_apart(case.problem, solution, v, s)
