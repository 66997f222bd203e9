"""Reserve stops: households that may really be tried when doors stay shut."""

from __future__ import annotations

from collections.abc import Iterator

from routeplan.check.case import Case, broken
from routeplan.errors import Violation
from routeplan.model import NO_WAY, STATION_PLACE
from routeplan.plan import ReserveStop, Route


def reserve_stops(case: Case) -> Iterator[Violation]:
    """Few, in order, of visits one officer can make, left out or planned later, window open.

    Two officers do not try one household on the same day.
    """
    most = case.inputs.policy.reserve_stops
    named: dict[tuple[int, str], str] = {}
    for route in case.plan.routes:
        after = [reserve.after for reserve in route.reserve]
        if len(after) > most:
            yield broken("reserve-stops", f"they are {len(after)}, {most} are allowed", route)
        if after != sorted(after):
            yield broken("reserve-stops", f"they stand after stops {after}, not in order", route)
        for reserve in route.reserve:
            problem = _who(case, route, reserve) or _when(case, route, reserve)
            problem = problem or _where(case, route, reserve)
            today = (route.day, reserve.household)
            if today in named:
                problem = f"{reserve.household} is named that day already, on {named[today]}"
            named.setdefault(today, route.shift)
            if problem:
                yield Violation("reserve-stops", problem, route.shift, reserve.visit)


def _who(case: Case, route: Route, reserve: ReserveStop) -> str:
    """Why this shift may not make this visit; empty when it may."""
    if reserve.visit not in case.times_of or reserve.visit in case.refused:
        return "it is no visit of this plan, or the household asked not to be called on"
    visit, shift = case.visit(reserve.visit), case.shift(route)
    if visit.household != reserve.household:
        return f"it is not {reserve.household}'s visit"
    if visit.appointment:
        return "it is an appointment"
    if not visit.skills <= shift.skills:
        return f"it needs {', '.join(sorted(visit.skills))}"
    if visit.officers_needed > len(shift.officers):
        return f"it needs {visit.officers_needed} officers"
    return ""


def _when(case: Case, route: Route, reserve: ReserveStop) -> str:
    """Why it does not go with the days on which the household is called on; empty when it does."""
    days = case.days_of.get(reserve.household, {})
    planned = days.get(reserve.visit)
    if planned is not None and planned <= route.day:
        return f"it is planned on day {planned}, not later than this one"
    if planned != reserve.planned:
        return f"it is planned on day {planned}, not {reserve.planned}"
    for other, day in days.items():
        least = 0 if other == reserve.visit else case.least_days(reserve.visit, other)
        if abs(day - route.day) < least:
            return f"{abs(day - route.day)} days from {other}, not {least}"
    return ""


def _where(case: Case, route: Route, reserve: ReserveStop) -> str:
    """Why it cannot be reached while its window is open; empty when it can."""
    if not 0 <= reserve.after <= len(route.stops):
        return f"it stands after stop {reserve.after} of {len(route.stops)}"
    window = (reserve.window_begin, reserve.window_end)
    if window not in case.times_of[reserve.visit].windows:
        return f"{window} is none of its windows"
    doors = [STATION_PLACE, *(case.place(stop) for stop in route.stops), STATION_PLACE]
    here, there = doors[reserve.after], doors[reserve.after + 1]
    place = case.inputs.household(reserve.household).place
    ways = (case.way(route, here, place), case.way(route, place, there))
    if NO_WAY in ways:
        return f"there is no way there by {route.mode}"
    detour = max(0, sum(ways) - case.way(route, here, there))
    if reserve.detour_seconds != detour:
        return f"its detour is {detour} s, not {reserve.detour_seconds} s"
    free = route.stops[reserve.after - 1].end if reserve.after else route.begin
    begin = max(window[0], free + ways[0])
    if begin + case.visit(reserve.visit).seconds > min(window[1], route.end):
        return f"its window {window} is not open at {begin}, when the officer can be there"
    return ""
