"""Reserve stops: whom to try when doors stay shut, near the route and at home about then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from routeplan.availability import VisitTimes
from routeplan.model import NO_WAY, STATION_PLACE, Inputs, Visit
from routeplan.plan import ReserveStop, Route
from routeplan.problem import HAS_SKILLS, TAKES_PART, Problem

FARTHEST_SECONDS = 600
"""A reserve stop adds at most this much travel."""
SPARE_SECONDS = 1800
"""The window is open within this time of passing by."""

Planned = dict[str, dict[str, int]]
"""By household: the day on which each of its visits is planned."""


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
    options = [
        option
        for s, route in enumerate(routes)
        for option in _options(inputs, times, problem, s, route, planned)
    ]
    chosen: list[list[ReserveStop]] = [[] for _ in routes]
    given: set[tuple[int, str]] = set()
    for _, _, s, found in sorted(options, key=lambda option: option[:3]):
        once = (routes[s].day, found.household)
        if once not in given and len(chosen[s]) < inputs.policy.reserve_stops:
            given.add(once)
            chosen[s].append(found)
    return [
        tuple(sorted(own, key=lambda stop: (stop.after, stop.detour_seconds))) for own in chosen
    ]


def _options(
    inputs: Inputs,
    times: Sequence[VisitTimes],
    problem: Problem,
    shift: int,
    route: Route,
    planned: Planned,
) -> Iterator[tuple[float, str, int, ReserveStop]]:
    """Each visit that may be tried on a route: worth for its detour (the best least), id, shift."""
    if not route.stops:
        return
    at_home = {stop.household for stop in route.stops}
    for v, visit in enumerate(inputs.visits):
        days = planned.get(visit.household, {})
        day = days.get(visit.id)
        usable = problem.roles[v, shift] & TAKES_PART and problem.roles[v, shift] & HAS_SKILLS
        if not usable or visit.appointment or visit.officers_needed > len(route.officers):
            continue
        if visit.household in at_home or (day is not None and day <= route.day):
            continue
        if _too_soon(inputs, visit, route.day, days):
            continue
        found = _nearest(inputs, times[v], problem, v, shift, route, visit, day)
        if found:
            rate = int(problem.worth[v]) / (found.detour_seconds + 300)
            yield -rate, visit.id, shift, found


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
                for begin, end in times.windows
                if begin - SPARE_SECONDS <= passing
                and max(begin, passing) + visit.seconds <= min(end, route.end)
            ),
            None,
        )
        if window and detour <= FARTHEST_SECONDS and (not best or detour < best.detour_seconds):
            best = ReserveStop(visit.id, visit.household, k + 1, *window, detour, day)
    return best
