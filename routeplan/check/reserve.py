"""Reserve stops: households that may really be tried when doors stay shut."""

from __future__ import annotations

from collections.abc import Iterator

from routeplan.check.case import Case, broken
from routeplan.check.wording import (
    MODES,
    at,
    counted,
    day_name,
    days_apart,
    hours_on,
    household_name,
    lengths,
    listed,
    span,
)
from routeplan.errors import Violation
from routeplan.model.inputs import NO_WAY, STATION_PLACE
from routeplan.model.plan import ReserveStop, Route


def reserve_stops(case: Case) -> Iterator[Violation]:
    """Few, in order, of visits one officer can make, left out or planned later, window open.

    Two officers do not try one household on the same day.
    """
    most = case.inputs.policy.reserve_stops
    named: dict[tuple[int, str], Route] = {}
    for route in case.plan.routes:
        after, who = [reserve.after for reserve in route.reserve], case.route_name(route)
        if len(after) > most:
            message = f"the reserve stops of {who} are {len(after)}, {most} at most are allowed"
            yield broken("reserve-stops", message, route)
        if after != sorted(after):
            message = f"the reserve stops of {who} are not in the order of the round"
            yield broken("reserve-stops", message, route)
        for reserve in route.reserve:
            problem = _who(case, route, reserve) or _when(case, route, reserve)
            problem = problem or _where(case, route, reserve)
            today = (route.day, reserve.household)
            if today in named:
                problem = f"it is one of {case.route_name(named[today])} already"
            named.setdefault(today, route)
            if problem:
                name = case.visit_name(reserve.visit)
                message = f"{name} cannot be a reserve stop of {who}: {problem}"
                yield Violation("reserve-stops", message, route.shift, reserve.visit)


def _who(case: Case, route: Route, reserve: ReserveStop) -> str:
    """Why this shift may not make this visit; empty when it may."""
    if reserve.visit not in case.times_of or reserve.visit in case.refused:
        return "it is not a visit of this plan, or the household asked not to be called on"
    visit, shift = case.visit(reserve.visit), case.shift(route)
    if visit.household != reserve.household:
        return f"it is not a visit to {household_name(case.inputs, reserve.household)}"
    if visit.appointment:
        return "it is an appointment"
    if not visit.skills <= shift.skills:
        return f"it needs {listed(sorted(visit.skills))}"
    if visit.officers_needed > len(shift.officers):
        return f"it needs {visit.officers_needed} officers"
    return ""


def _when(case: Case, route: Route, reserve: ReserveStop) -> str:
    """Why it does not go with the days on which the household is called on; empty when it does."""
    calendar, days = case.inputs.calendar, case.days_of.get(reserve.household, {})
    planned = days.get(reserve.visit)
    if planned is not None and planned <= route.day:
        return f"it is planned on {day_name(calendar, planned)}, not after that day"
    if planned != reserve.planned:
        right, wrong = (
            "left out" if day is None else f"planned on {day_name(calendar, day)}"
            for day in (planned, reserve.planned)
        )
        return f"it is {right}, not {wrong}"
    for other, day in days.items():
        least = 0 if other == reserve.visit else case.least_days(reserve.visit, other)
        if abs(day - route.day) < least:
            apart = f"{other} is on {day_name(calendar, day)}, {days_apart(abs(day - route.day))}"
            return f"{apart}; they have to be {days_apart(least)} at least"
    return ""


def _where(case: Case, route: Route, reserve: ReserveStop) -> str:
    """Why it cannot be reached while its window is open; empty when it can."""
    calendar = case.inputs.calendar
    if not 0 <= reserve.after <= len(route.stops):
        visits = counted(len(route.stops), "visit")
        return f"it comes after visit {reserve.after} of a round of {visits}"
    window = (reserve.window_begin, reserve.window_end)
    windows = case.times_of[reserve.visit].windows
    if window not in windows:
        hours = hours_on(case.inputs, windows, case.shift(route))
        return f"{hours}, not {span(calendar, *window)}"
    doors = [STATION_PLACE, *(case.place(stop) for stop in route.stops), STATION_PLACE]
    here, there = doors[reserve.after], doors[reserve.after + 1]
    place = case.inputs.household(reserve.household).place
    ways = (case.way(route, here, place), case.way(route, place, there))
    if NO_WAY in ways:
        return f"there is no way there {MODES[route.mode]}"
    detour = max(0, sum(ways) - case.way(route, here, there))
    if reserve.detour_seconds != detour:
        right, wrong = lengths(detour, reserve.detour_seconds)
        return f"its detour is {right}, not {wrong}"
    free = route.stops[reserve.after - 1].end if reserve.after else route.begin
    begin = max(window[0], free + ways[0])
    end = begin + case.visit(reserve.visit).seconds
    if end > min(window[1], route.end):
        when = at(calendar, end, beside=(window[1], route.end))
        shift = f"and the shift ends at {calendar.clock(route.end)}"
        return f"the visit would end at {when}; its hours are {span(calendar, *window)}, {shift}"
    return ""
