"""Reserve stops: whom to try when doors stay shut, near the route and at home about then."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from routeplan.hours.windows import VisitTimes
from routeplan.model.inputs import NO_WAY, STATION_PLACE, Inputs, Visit
from routeplan.model.plan import ReserveStop, Route
from routeplan.problem.arrays import HAS_SKILLS, TAKES_PART, Problem

FARTHEST_SECONDS = 600
"""A reserve stop adds at most this much travel."""
SPARE_SECONDS = 1800
"""The window is open within this time of passing by."""
WELCOME_SECONDS = 300
"""Added to a detour when its worth is weighed, so that no detour at all is not worth everything."""

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


def reserve_stops(
    inputs: Inputs, times: Sequence[VisitTimes], problem: Problem, routes: Sequence[Route]
) -> list[tuple[ReserveStop, ...]]:
    """For each route a few single-officer visits, left out or planned later, in order.

    The worthiest for their detour are given out first, a household to one route of a day only;
    each stands behind the stop where the officer passes nearest while its window is open. It keeps
    the least days to the household's other visits.
    """
    planned: Planned = {}
    for route in routes:
        for stop in route.stops:
            planned.setdefault(stop.household, {})[stop.visit] = route.day
    case = Asked(inputs, times, problem, routes, planned)
    chosen: list[list[ReserveStop]] = [[] for _ in routes]
    given: set[tuple[int, str]] = set()
    for s, option in _worthiest_first(case, chosen):
        once = (routes[s].day, option.household)
        if once not in given:
            given.add(once)
            chosen[s].append(option)
    return [
        tuple(sorted(stops, key=lambda stop: (stop.after, stop.detour_seconds))) for stops in chosen
    ]


def _worthiest_first(
    case: Asked, chosen: Sequence[Sequence[ReserveStop]]
) -> Iterator[tuple[int, ReserveStop]]:
    """Shift and stop by falling worth for the detour, then by visit, while routes have room.

    Of all visits and routes only the promising ones are looked at: each route's come by the rate
    that its smallest detour, whatever the hour, would give.
    """
    most = case.inputs.policy.reserve_stops
    rows = {s: _promising(case, s) for s, route in enumerate(case.routes) if route.stops}
    heap: list[tuple[float, str, int, ReserveStop | None]] = []

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
        if len(chosen[s]) >= most:
            continue
        if option is not None:
            yield s, option
            continue
        v = waiting[s]
        push_next(s)
        stop = _option(case, s, v)
        if stop is not None:
            heapq.heappush(
                heap, (-_rate(case.problem, v, stop.detour_seconds), stop.visit, s, stop)
            )


def _rate(problem: Problem, v: int, detour: int) -> float:
    return int(problem.worth[v]) / (detour + 300)


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
    able, rates = able[near], problem.worth[able[near]] / (least[near] + WELCOME_SECONDS)
    for k in np.argsort(-rates, kind="stable"):  # no list of it: there are hundreds of routes
        yield float(rates[k]), int(able[k])


def _option(case: Asked, s: int, v: int) -> ReserveStop | None:
    """The visit as a reserve stop of a route, None when it may not be tried there."""
    visit, route = case.inputs.visits[v], case.routes[s]
    days = case.planned.get(visit.household, {})
    day = days.get(visit.id)
    if visit.appointment or (day is not None and day <= route.day):
        return None
    if any(stop.household == visit.household for stop in route.stops):
        return None
    if _too_soon(case.inputs, visit, route.day, days):
        return None
    return _nearest(case.inputs, case.times[v], case.problem, v, s, route, visit, day)


def _too_soon(inputs: Inputs, visit: Visit, today: int, days: dict[str, int]) -> bool:
    """Whether another visit of the household is planned fewer than the least days from today."""
    return any(
        abs(day - today)
        < max(visit.least_days_between, inputs.visits_by_id[other].least_days_between)
        for other, day in days.items()
        if other != visit.id
    )


def _nearest(
    inputs: Inputs,
    times: VisitTimes,
    problem: Problem,
    v: int,
    shift: int,
    route: Route,
    visit: Visit,
    day: int | None,
) -> ReserveStop | None:
    """Where the route passes nearest while the window is open; None when it never does."""
    travel = problem.travel[problem.shift_mode[shift]]
    place = int(problem.visit_place[v])
    best: ReserveStop | None = None
    stops = route.stops
    places = [inputs.household(stop.household).place for stop in stops]
    windows = [each for each in times.windows if each[0] <= route.end and each[1] >= stops[0].end]
    for k, here in enumerate(places):
        there = places[k + 1] if k + 1 < len(stops) else STATION_PLACE
        ways = (int(travel[here, place]), int(travel[place, there]))
        if NO_WAY in ways:
            continue
        leg = stops[k + 1].leg.seconds if k + 1 < len(stops) else route.way_back.seconds
        detour = max(0, sum(ways) - leg)
        passing = stops[k].end + ways[0]
        window = next(
            (
                (begin, end)
                for begin, end in windows
                if begin - SPARE_SECONDS <= passing
                and max(begin, passing) + visit.seconds <= min(end, route.end)
            ),
            None,
        )
        if window and detour <= FARTHEST_SECONDS and (not best or detour < best.detour_seconds):
            best = ReserveStop(visit.id, visit.household, k + 1, *window, detour, day)
    return best
