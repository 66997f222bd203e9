"""Reserve stops: whom to try when doors stay shut, by what a minute spent on it brings."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from routeplan.hours.windows import VisitTimes
from routeplan.model.calendar import Interval
from routeplan.model.inputs import NO_WAY, STATION_PLACE, Inputs, Visit
from routeplan.model.plan import ReserveStop, Route
from routeplan.planning.at_doors import seconds_at_door, seconds_to_fill
from routeplan.problem.arrays import HAS_SKILLS, TAKES_PART, Problem

FARTHEST_SECONDS = 600
"""A reserve stop adds at most this much travel."""
SPARE_SECONDS = 1800
"""The window is open within this time of passing by."""
FEW = 6
"""So many stand on a sheet whatever time is expected to be left: chances may be wrong."""

LATER = 1 << 30
"""A day behind every plan."""

Ints = npt.NDArray[np.int64]
Planned = dict[str, dict[str, int]]
"""By household: the day on which each of its visits is planned."""


class _Passing(NamedTuple):
    """By stop of a route: its place, the next one, and seconds of the leg between them."""

    here: Ints
    there: Ints
    legs: Ints


@dataclass(frozen=True)
class Asked:
    """What reserve stops are found from."""

    inputs: Inputs
    times: Sequence[VisitTimes]
    problem: Problem
    routes: Sequence[Route]
    planned: Planned
    _passing: dict[int, _Passing] = field(default_factory=dict)

    @cached_property
    def best_chances(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """``(n,)`` the best chance that each visit has at any hour."""
        best = [max((start.chance for start in times.starts), default=0.0) for times in self.times]
        return np.array(best, np.float64)

    @cached_property
    def planned_day(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """``(n,)`` the day that each visit is planned on; ``LATER`` where it is left out.

        Of an appointment the first day: it is nobody's reserve stop.
        """
        days = [
            0 if visit.appointment else self.planned.get(visit.household, {}).get(visit.id, LATER)
            for visit in self.inputs.visits
        ]
        return np.array(days, np.int64)

    def passing(self, s: int) -> _Passing:
        """Where a route passes."""
        if s not in self._passing:
            stops, back = self.routes[s].stops, self.routes[s].way_back
            here = np.array([self.inputs.household(stop.household).place for stop in stops])
            legs = np.array([*(stop.leg.seconds for stop in stops[1:]), back.seconds])
            self._passing[s] = _Passing(here, np.append(here[1:], STATION_PLACE), legs)
        return self._passing[s]

    def at_door(self, chance: float, seconds: int) -> float:
        """Seconds expected at a door of that chance, for a visit of that length."""
        return seconds_at_door(chance, seconds, self.inputs.policy.shut_door_seconds)


@dataclass(frozen=True, slots=True)
class _Option:
    """A reserve stop that a route may have: ``seconds`` are detour, wait and door as expected."""

    stop: ReserveStop
    seconds: float
    rate: float


def reserve_stops(
    inputs: Inputs, times: Sequence[VisitTimes], problem: Problem, routes: Sequence[Route]
) -> list[tuple[ReserveStop, ...]]:
    """For each route some single-officer visits, left out or planned later, in order.

    The best are given out first: those with the most worth x chance for each second of detour and
    door, a household to one route of a day only; each stands behind the stop where it is best, of
    those that the officer passes while its window is open. A route has as many as fill the time
    that its shut doors may leave. They keep the least days to the household's other visits.
    """
    planned: Planned = {}
    for route in routes:
        for stop in route.stops:
            planned.setdefault(stop.household, {})[stop.visit] = route.day
    case = Asked(inputs, times, problem, routes, planned)
    chosen: list[list[_Option]] = [[] for _ in routes]
    given: set[tuple[int, str]] = set()
    for s, option in _best_first(case, chosen):
        once = (routes[s].day, option.stop.household)
        if once not in given:
            given.add(once)
            chosen[s].append(option)
    return [
        tuple(
            chosen_option.stop
            for chosen_option in sorted(
                options, key=lambda candidate: (candidate.stop.after, -candidate.rate)
            )
        )
        for options in chosen
    ]


def _best_first(case: Asked, chosen: Sequence[Sequence[_Option]]) -> Iterator[tuple[int, _Option]]:
    """Shift and stop by falling rate, then by visit, while routes have room.

    Of all visits and routes only the promising ones are looked at: each route's come by the rate
    that its smallest detour at the best hour would give, which is never below the real one.
    """
    shut = case.inputs.policy.shut_door_seconds
    to_fill = [seconds_to_fill(route, shut) if route.stops else 0.0 for route in case.routes]
    rows = {s: _promising(case, s) for s, route in enumerate(case.routes) if route.stops}
    heap: list[tuple[float, str, int, _Option | None]] = []

    def push_next(s: int) -> None:
        if (row := next(rows[s], None)) is not None:
            rate, v = row
            heapq.heappush(heap, (-rate, "", s, None))
            waiting[s] = v

    waiting: dict[int, int] = {}
    for s in rows:
        push_next(s)
    while heap:
        _, _, s, option = heapq.heappop(heap)
        if not _has_room(case, chosen[s], to_fill[s]):
            continue
        if option is not None:
            yield s, option
            continue
        v = waiting[s]
        push_next(s)
        option = _option(case, s, v)
        if option is not None:
            heapq.heappush(heap, (-option.rate, option.stop.visit, s, option))


def _has_room(case: Asked, chosen: Sequence[_Option], to_fill: float) -> bool:
    """Whether a route takes one more: few always, then until they fill its time."""
    if len(chosen) >= case.inputs.policy.reserve_stops:
        return False
    return len(chosen) < FEW or sum(option.seconds for option in chosen) < to_fill


def _promising(case: Asked, s: int) -> Iterator[tuple[float, int]]:
    """Visits by falling rate at their smallest detour from a route; none that is too far off."""
    problem, route = case.problem, case.routes[s]
    travel = problem.travel[problem.shift_mode[s]]
    here, there, legs = case.passing(s)
    bits = TAKES_PART | HAS_SKILLS
    able = np.flatnonzero(
        (problem.roles[:, s] & bits == bits)
        & (problem.officers_needed <= len(route.officers))
        & (case.planned_day > route.day)
    )
    places = problem.visit_place[able]
    to, onward = travel[np.ix_(here, places)], travel[np.ix_(places, there)].T
    detours = np.maximum(to.astype(np.int64) + onward - legs[:, None], 0)
    least = np.where((to == NO_WAY) | (onward == NO_WAY), FARTHEST_SECONDS + 1, detours).min(axis=0)
    near = least <= FARTHEST_SECONDS
    able, least = able[near], least[near]
    chance, length = case.best_chances[able], problem.visit_seconds[able]
    shut = np.minimum(case.inputs.policy.shut_door_seconds, length)
    seconds = least + chance * length + (1 - chance) * shut
    rates = problem.worth[able] * chance / np.maximum(seconds, 1)
    for k in np.argsort(-rates, kind="stable"):  # no list of it: there are hundreds of routes
        yield float(rates[k]), int(able[k])


def _option(case: Asked, s: int, v: int) -> _Option | None:
    """The visit as a reserve stop of a route where it is best, None when it may not be tried there.

    Stops are looked at from the smallest detour on, until none of the others can be better.
    """
    visit, route = case.inputs.visits[v], case.routes[s]
    days = case.planned.get(visit.household, {})
    day = days.get(visit.id)
    if visit.appointment or (day is not None and day <= route.day):
        return None
    if any(stop.household == visit.household for stop in route.stops):
        return None
    if _too_soon(case.inputs, visit, route.day, days):
        return None
    worth, chance = int(case.problem.worth[v]), float(case.best_chances[v])
    at_door = case.at_door(chance, visit.seconds)
    best: _Option | None = None
    for detour, k, way in _detours(case, s, v):
        if best and worth * chance / max(detour + at_door, 1) < best.rate:
            break
        option = _behind(case, s, v, k, way, detour, day)
        if option and (not best or (-option.rate, k) < (-best.rate, best.stop.after - 1)):
            best = option
    return best


def _too_soon(inputs: Inputs, visit: Visit, today: int, days: dict[str, int]) -> bool:
    """Whether another visit of the household is planned fewer than the least days from today."""
    return any(
        abs(day - today)
        < max(visit.least_days_between, inputs.visits_by_id[other].least_days_between)
        for other, day in days.items()
        if other != visit.id
    )


def _detours(case: Asked, s: int, v: int) -> list[tuple[int, int, int]]:
    """The smallest detour first: its seconds, behind which stop, the way there; none too far."""
    passing, problem = case.passing(s), case.problem
    travel, place = problem.travel[problem.shift_mode[s]], int(problem.visit_place[v])
    to, onward = travel[passing.here, place], travel[place, passing.there]
    detours = np.maximum(to.astype(np.int64) + onward - passing.legs, 0)
    near = (to != NO_WAY) & (onward != NO_WAY) & (detours <= FARTHEST_SECONDS)
    stops = np.flatnonzero(near)
    return sorted(zip(detours[stops].tolist(), stops.tolist(), to[stops].tolist(), strict=True))


def _behind(
    case: Asked, s: int, v: int, k: int, way: int, detour: int, day: int | None
) -> _Option | None:
    """The visit behind the k-th stop, if its window is open when the officer passes it."""
    route, visit, times = case.routes[s], case.inputs.visits[v], case.times[v]
    passing = route.stops[k].end + way
    window = _open_then(times.windows, passing, visit.seconds, route.end)
    if window is None:
        return None
    begin = max(window[0], passing)
    chance = next(start.chance for start in times.starts if start.first <= begin <= start.last)
    seconds = detour + begin - passing + case.at_door(chance, visit.seconds)
    stop = ReserveStop(visit.id, visit.household, k + 1, *window, detour, day, chance)
    return _Option(stop, seconds, int(case.problem.worth[v]) * chance / max(seconds, 1))


def _open_then(
    windows: Sequence[Interval], passing: int, seconds: int, shift_end: int
) -> Interval | None:
    """The window that holds a whole visit begun on passing by, or soon after."""
    return next(
        (
            (begin, end)
            for begin, end in windows
            if begin - SPARE_SECONDS <= passing
            and max(begin, passing) + seconds <= min(end, shift_end)
        ),
        None,
    )
