"""Reserve stops: whom to try when doors stay shut, near the route and at home about then."""

from __future__ import annotations

from collections.abc import Sequence

from routeplan.availability import VisitTimes
from routeplan.model import NO_WAY, STATION_PLACE, Inputs, Visit
from routeplan.plan import ReserveStop, Route
from routeplan.problem import HAS_SKILLS, TAKES_PART, Problem

FARTHEST_SECONDS = 600
"""A reserve stop adds at most this much travel."""
MINUTES_TO_SPARE = 1800
"""The window is open within this time of passing by."""


def reserve_stops(
    inputs: Inputs, times: Sequence[VisitTimes], problem: Problem, routes: Sequence[Route]
) -> list[tuple[ReserveStop, ...]]:
    """For each route a few single-officer visits, left out or planned later, in order.

    The worthiest for their detour come first into the choice; each stands behind the stop where
    the officer passes nearest while its window is open.
    """
    planned = {stop.visit: route.day for route in routes for stop in route.stops}
    return [_for_route(inputs, times, problem, s, route, planned) for s, route in enumerate(routes)]


def _for_route(
    inputs: Inputs,
    times: Sequence[VisitTimes],
    problem: Problem,
    shift: int,
    route: Route,
    planned: dict[str, int],
) -> tuple[ReserveStop, ...]:
    if not route.stops:
        return ()
    at_home = {stop.household for stop in route.stops}
    options: list[tuple[float, str, ReserveStop]] = []
    for v, visit in enumerate(inputs.visits):
        day = planned.get(visit.id)
        usable = problem.roles[v, shift] & TAKES_PART and problem.roles[v, shift] & HAS_SKILLS
        if not usable or visit.appointment or visit.officers_needed > len(route.officers):
            continue
        if visit.household in at_home or (day is not None and day <= route.day):
            continue
        found = _nearest(inputs, times[v], problem, v, shift, route, visit, day)
        if found:
            rate = int(problem.worth[v]) / (found.detour_seconds + 300)
            options.append((-rate, visit.id, found))
    chosen: dict[str, ReserveStop] = {}
    for _, _, found in sorted(options, key=lambda option: option[:2]):
        if len(chosen) == inputs.policy.reserve_stops:
            break
        chosen.setdefault(found.household, found)
    return tuple(sorted(chosen.values(), key=lambda found: (found.after, found.detour_seconds)))


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
                if begin - MINUTES_TO_SPARE <= passing
                and max(begin, passing) + visit.seconds <= min(end, route.end)
            ),
            None,
        )
        if window and detour <= FARTHEST_SECONDS and (not best or detour < best.detour_seconds):
            best = ReserveStop(visit.id, visit.household, k + 1, *window, detour, day)
    return best
