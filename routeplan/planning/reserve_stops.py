"""Reserve stops: whom to try when doors stay shut, by what a minute spent on it brings."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from routeplan.hours.windows import VisitTimes
from routeplan.model.calendar import Interval
from routeplan.model.inputs import NO_WAY, STATION_PLACE, Inputs, Visit
from routeplan.model.plan import ReserveStop, Route
from routeplan.planning.at_doors import seconds_at_door, seconds_to_fill, waits_of
from routeplan.problem.arrays import HAS_SKILLS, TAKES_PART, Problem

FARTHEST_SECONDS = 600
"""A reserve stop adds at most this much travel."""
SPARE_SECONDS = 1800
"""The window is open within this time of passing by."""
FEW = 6
"""So many stand on a sheet whatever time is expected to be left: chances may be wrong."""
FOR_A_WAIT = 2
"""So many at the most are kept for the time before one stop that an officer may wait for."""
LOOKED_AT = 200
"""Visits that are looked at for one route, the most promising first."""

Planned = dict[str, dict[str, int]]
"""By household: the day on which each of its visits is planned."""


@dataclass(frozen=True)
class Asked:
    """What reserve stops are found from."""

    inputs: Inputs
    times: Sequence[VisitTimes]
    problem: Problem
    routes: Sequence[Route]
    planned: Planned

    @cached_property
    def best_chances(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """``(n,)`` the best chance that each visit has at any hour."""
        best = [max((start.chance for start in each.starts), default=0.0) for each in self.times]
        return np.array(best, np.float64)

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
    that its shut doors may leave, and of these some stand where the officer would wait else: behind
    the stops before a time promised, or before hours that begin later. They keep the least days to
    the household's other visits.
    """
    planned: Planned = {}
    for route in routes:
        for stop in route.stops:
            planned.setdefault(stop.household, {})[stop.visit] = route.day
    case = Asked(inputs, times, problem, routes, planned)
    rooms = [_Room(case, route) for route in routes]
    given: set[tuple[int, str]] = set()
    passed: list[tuple[int, _Option]] = []
    for s, option in _best_first(case, rooms):
        once = (routes[s].day, option.stop.household)
        if once in given or not rooms[s].takes(option):
            passed.append((s, option))
        else:
            given.add(once)
            rooms[s].chosen.append(option)
    for s, option in passed:  # what was kept for waits that nothing suits
        once = (routes[s].day, option.stop.household)
        if once not in given and rooms[s].is_open:
            given.add(once)
            rooms[s].chosen.append(option)
    return [
        tuple(
            each.stop
            for each in sorted(room.chosen, key=lambda each: (each.stop.after, -each.rate))
        )
        for room in rooms
    ]


class _Room:
    """The reserve stops of a route, and what it takes beside them."""

    def __init__(self, case: Asked, route: Route) -> None:
        shut = case.inputs.policy.shut_door_seconds
        self.most = case.inputs.policy.reserve_stops
        self.to_fill = seconds_to_fill(route, shut) if route.stops else 0.0
        self.chosen: list[_Option] = []
        lengths = sorted(stop.whole_seconds for stop in route.stops)
        usual = lengths[len(lengths) // 2] if lengths else 0
        waits = [each for each in waits_of(route, shut) if usual and each.seconds >= usual]
        befores = [0, *(each.after for each in waits)]
        self.stretches = [
            (before, each.after, min(int(each.seconds // usual) + 1, FOR_A_WAIT))
            for before, each in zip(befores, waits, strict=False)
        ]

    @property
    def is_open(self) -> bool:
        """Whether it takes one more: few always, then until they fill its time."""
        return self._has_room(0)

    def takes(self, option: _Option) -> bool:
        """Whether it takes this one, and still has room for those of waits elsewhere."""
        return self._has_room(
            sum(
                max(wanted - self._within(first, last), 0)
                for first, last, wanted in self.stretches
                if not first < option.stop.after <= last
            )
        )

    def _within(self, first: int, last: int) -> int:
        return sum(first < each.stop.after <= last for each in self.chosen)

    def _has_room(self, kept: int) -> bool:
        count = len(self.chosen)
        if count + kept >= self.most:
            return False
        if count + kept < FEW:
            return True
        filled = sum(each.seconds for each in self.chosen)
        each = filled / count if count else 0.0
        return filled + kept * each < self.to_fill

    def stretch_of(self, after: int) -> int:
        """Which wait a reserve stop behind so many stops comes before; the last: none."""
        return bisect_left([last for _, last, _ in self.stretches], after)


def _best_first(case: Asked, rooms: Sequence[_Room]) -> Iterator[tuple[int, _Option]]:
    """Shift and stop by falling rate, then by visit, while routes have room.

    Of all visits and routes only the promising ones are looked at: each route's come by the rate
    that its smallest detour at the best hour would give, which is never below the real one. A visit
    comes once for each stretch between waits.
    """
    rows = {s: _promising(case, s) for s, route in enumerate(case.routes) if route.stops}
    heap: list[tuple[float, str, int, int, _Option | None]] = []
    waiting: dict[int, int] = {}
    looked_at = dict.fromkeys(rows, 0)

    def push_next(s: int) -> None:
        row = next(rows[s], None) if looked_at[s] < LOOKED_AT else None
        if row is not None:
            rate, waiting[s] = row
            looked_at[s] += 1
            heapq.heappush(heap, (-rate, "", s, 0, None))

    for s in rows:
        push_next(s)
    while heap:
        _, _, s, _, option = heapq.heappop(heap)
        if not rooms[s].is_open:
            continue
        if option is not None:
            yield s, option
            continue
        v = waiting[s]
        push_next(s)
        for each in _best_of_stretches(case, rooms[s], s, v):
            entry = (-each.rate, each.stop.visit, s, each.stop.after, each)
            heapq.heappush(heap, entry)


def _best_of_stretches(case: Asked, room: _Room, s: int, v: int) -> list[_Option]:
    best: dict[int, _Option] = {}
    for option in _possible(case, s, v):
        stretch = room.stretch_of(option.stop.after)
        if stretch not in best or option.rate > best[stretch].rate:
            best[stretch] = option
    return [*best.values()]


def _promising(case: Asked, s: int) -> Iterator[tuple[float, int]]:
    """Visits by falling rate at their smallest detour from a route; none that is too far off."""
    problem, route = case.problem, case.routes[s]
    travel = problem.travel[problem.shift_mode[s]]
    here = np.array([case.inputs.household(stop.household).place for stop in route.stops])
    there = np.append(here[1:], STATION_PLACE)
    legs = np.array([*(stop.leg.seconds for stop in route.stops[1:]), route.way_back.seconds])
    bits = TAKES_PART | HAS_SKILLS
    able = np.flatnonzero(
        (problem.roles[:, s] & bits == bits) & (problem.officers_needed <= len(route.officers))
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


def _possible(case: Asked, s: int, v: int) -> Iterable[_Option]:
    """The visit as a reserve stop of a route; nothing when it may not be tried there."""
    visit, route = case.inputs.visits[v], case.routes[s]
    days = case.planned.get(visit.household, {})
    day = days.get(visit.id)
    if visit.appointment or (day is not None and day <= route.day):
        return ()
    if any(stop.household == visit.household for stop in route.stops):
        return ()
    if _too_soon(case.inputs, visit, route.day, days):
        return ()
    return _options(case, s, v, day)


def _too_soon(inputs: Inputs, visit: Visit, today: int, days: dict[str, int]) -> bool:
    """Whether another visit of the household is planned fewer than the least days from today."""
    return any(
        abs(day - today)
        < max(visit.least_days_between, inputs.visits_by_id[other].least_days_between)
        for other, day in days.items()
        if other != visit.id
    )


def _options(case: Asked, s: int, v: int, day: int | None) -> Iterator[_Option]:
    """The visit behind every stop that a route passes it near enough, while its window is open."""
    problem, route, visit = case.problem, case.routes[s], case.inputs.visits[v]
    travel = problem.travel[problem.shift_mode[s]]
    place, worth = int(problem.visit_place[v]), int(problem.worth[v])
    stops = route.stops
    places = [*(case.inputs.household(stop.household).place for stop in stops), STATION_PLACE]
    legs = [*(stop.leg.seconds for stop in stops[1:]), route.way_back.seconds]
    times = case.times[v]
    windows = [each for each in times.windows if each[0] <= route.end and each[1] >= stops[0].end]
    for k, leg in enumerate(legs):
        ways = (int(travel[places[k], place]), int(travel[place, places[k + 1]]))
        detour = max(0, sum(ways) - leg)
        if NO_WAY in ways or detour > FARTHEST_SECONDS:
            continue
        passing = stops[k].end + ways[0]
        window = _open_then(windows, passing, visit.seconds, route.end)
        if window is None:
            continue
        begin = max(window[0], passing)
        chance = next(each.chance for each in times.starts if each.first <= begin <= each.last)
        seconds = detour + begin - passing + case.at_door(chance, visit.seconds)
        stop = ReserveStop(visit.id, visit.household, k + 1, *window, detour, day, chance)
        yield _Option(stop, seconds, worth * chance / max(seconds, 1))


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
