"""Reserve stops: households that may really be tried when doors stay shut."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

from routeplan.check.judged_plan import JudgedPlan, broken
from routeplan.check.wording import (
    at,
    day_name,
    days_apart,
    hours_on,
    household_name,
    lengths,
    span,
)
from routeplan.errors import Violation
from routeplan.model.inputs import BY_MODE, NO_WAY, STATION_PLACE
from routeplan.model.plan import ReserveStop, Route
from routeplan.phrases import counted, listed, phrase

FEW = 6
"""So many a route may have however little time its doors leave."""
NINETEEN_OF_TWENTY = 1.645
"""Deviations above the mean below which a sum of many doors stays on 19 days of 20."""


def reserve_stops(case: JudgedPlan) -> Iterator[Violation]:
    """Few, in order, of visits one officer can make, left out or planned later, window open.

    No more than fill the time that shut doors may leave. Two officers do not try one household on
    the same day.
    """
    most = case.inputs.policy.reserve_stops
    named: dict[tuple[int, str], Route] = {}
    for route in case.plan.routes:
        after, who = [reserve.after for reserve in route.reserve], case.route_name(route)
        if len(after) > most:
            message = phrase(
                "the reserve stops of {round} are {count}, {most} at most are allowed",
                round=who,
                count=len(after),
                most=most,
            )
            yield broken("reserve-stops", message, route)
        elif (needless := _needless(case, route)) is not None:
            filled, free = lengths(*needless)
            message = phrase(
                "the reserve stops of {round} are expected to take {filled} without the longest of "
                "them; its shut doors leave {free} at most",
                round=who,
                filled=filled,
                free=free,
            )
            yield broken("reserve-stops", message, route)
        if after != sorted(after):
            message = phrase(
                "the reserve stops of {round} are not in the order of the round", round=who
            )
            yield broken("reserve-stops", message, route)
        for reserve in route.reserve:
            problem = _who(case, route, reserve) or _when(case, route, reserve)
            problem = problem or _where(case, route, reserve)
            today = (route.day, reserve.household)
            if today in named:
                first = case.route_name(named[today])
                problem = phrase("it is one of {round} already", round=first)
            named.setdefault(today, route)
            if problem:
                message = phrase(
                    "{visit} cannot be a reserve stop of {round}: {problem}",
                    visit=case.visit_name(reserve.visit),
                    round=who,
                    problem=problem,
                )
                yield Violation("reserve-stops", message, route.shift, reserve.visit)


def _needless(case: JudgedPlan, route: Route) -> tuple[int, int] | None:
    """Where the time is filled without the longest reserve stop: what the others take, what it is.

    In seconds; only where each tells its chance, which plans of earlier versions do not.
    """
    if len(route.reserve) <= FEW or not all(
        _is_weighed(case, reserve_stop) for reserve_stop in route.reserve
    ):
        return None
    taken = []
    for reserve in route.reserve:
        length, chance = case.visit(reserve.visit).seconds, reserve.chance or 0.0
        wait = _waits(case, route, reserve)
        taken.append(reserve.detour_seconds + wait + _at_door(case, length, chance))
    rest = route.pause.end - route.pause.begin if route.pause else 0
    free: float = route.end - route.begin - rest
    free -= sum(max(case.way(route, here, there), 0) for _, here, there in case.legs(route))
    varies = 0.0
    for stop in route.stops:
        longer = case.visit(stop.visit).seconds - _at_door(case, case.visit(stop.visit).seconds, 0)
        free -= _at_door(case, case.visit(stop.visit).seconds, stop.chance)
        varies += stop.chance * (1 - stop.chance) * longer**2
    free += NINETEEN_OF_TWENTY * sqrt(varies)
    others = sum(taken) - max(taken)
    return (round(others), max(round(free), 0)) if others >= free + 1 else None


def _is_weighed(case: JudgedPlan, reserve: ReserveStop) -> bool:
    return reserve.chance is not None and reserve.visit in case.times_of


def _at_door(case: JudgedPlan, length: int, chance: float) -> float:
    shut = min(case.inputs.policy.shut_door_seconds, length)
    return shut + chance * (length - shut)


def _passes(case: JudgedPlan, route: Route, reserve: ReserveStop) -> int:
    """When the officer comes to the door on the way between two stops."""
    here = STATION_PLACE if not reserve.after else case.place(route.stops[reserve.after - 1])
    free = route.stops[reserve.after - 1].end if reserve.after else route.begin
    return free + case.way(route, here, case.inputs.household(reserve.household).place)


def _waits(case: JudgedPlan, route: Route, reserve: ReserveStop) -> int:
    if not 0 <= reserve.after <= len(route.stops):
        return 0
    return max(0, reserve.window_begin - _passes(case, route, reserve))


def _who(case: JudgedPlan, route: Route, reserve: ReserveStop) -> str:
    """Why this shift may not make this visit; empty when it may."""
    if reserve.visit not in case.times_of or reserve.visit in case.refused:
        return phrase("it is not a visit of this plan, or the household asked not to be called on")
    visit, shift = case.visit(reserve.visit), case.shift(route)
    if visit.household != reserve.household:
        household = household_name(case.inputs, reserve.household)
        return phrase("it is not a visit to {household}", household=household)
    if visit.appointment:
        return phrase("it is an appointment")
    if not visit.skills <= shift.skills:
        return phrase("it needs {skills}", skills=listed(sorted(visit.skills)))
    if visit.officers_needed > len(shift.officers):
        return phrase("it needs {count} officers", count=visit.officers_needed)
    return ""


def _when(case: JudgedPlan, route: Route, reserve: ReserveStop) -> str:
    """Why it does not go with the days on which the household is called on; empty when it does."""
    calendar, days = case.inputs.calendar, case.days_of.get(reserve.household, {})
    planned = days.get(reserve.visit)
    if planned is not None and planned <= route.day:
        on = day_name(calendar, planned)
        return phrase("it is planned on {day}, not after that day", day=on)
    if planned != reserve.planned:
        right, wrong = (
            phrase("left out")
            if day is None
            else phrase("planned on {day}", day=day_name(calendar, day))
            for day in (planned, reserve.planned)
        )
        return phrase("it is {right}, not {wrong}", right=right, wrong=wrong)
    for other, day in days.items():
        least = 0 if other == reserve.visit else case.least_days(reserve.visit, other)
        if abs(day - route.day) < least:
            return phrase(
                "{visit} is on {day}, {apart}; they have to be {least} at least",
                visit=other,
                day=day_name(calendar, day),
                apart=days_apart(abs(day - route.day)),
                least=days_apart(least),
            )
    return ""


def _where(case: JudgedPlan, route: Route, reserve: ReserveStop) -> str:
    """Why it cannot be reached while its window is open; empty when it can."""
    calendar = case.inputs.calendar
    if not 0 <= reserve.after <= len(route.stops):
        return phrase(
            "it comes after visit {number} of a round of {visits}",
            number=reserve.after,
            visits=counted(len(route.stops), "visit"),
        )
    window = (reserve.window_begin, reserve.window_end)
    windows = case.times_of[reserve.visit].windows
    if window not in windows:
        hours = hours_on(case.inputs, windows, case.shift(route))
        return phrase("{right}, not {wrong}", right=hours, wrong=span(calendar, *window))
    doors = [STATION_PLACE, *(case.place(stop) for stop in route.stops), STATION_PLACE]
    here, there = doors[reserve.after], doors[reserve.after + 1]
    place = case.inputs.household(reserve.household).place
    ways = (case.way(route, here, place), case.way(route, place, there))
    if NO_WAY in ways:
        return phrase("there is no way there {mode}", mode=BY_MODE[route.mode])
    detour = max(0, sum(ways) - case.way(route, here, there))
    if reserve.detour_seconds != detour:
        right, wrong = lengths(detour, reserve.detour_seconds)
        return phrase("its detour is {right}, not {wrong}", right=right, wrong=wrong)
    begin = max(window[0], _passes(case, route, reserve))
    end = begin + case.visit(reserve.visit).seconds
    if end > min(window[1], route.end):
        return phrase(
            "the visit would end at {time}; its hours are {hours}, and the shift ends at {end}",
            time=at(calendar, end, beside=(window[1], route.end)),
            hours=span(calendar, *window),
            end=calendar.clock(route.end),
        )
    starts = case.times_of[reserve.visit].starts
    chance = next(
        (
            start_window.chance
            for start_window in starts
            if start_window.first <= begin <= start_window.last
        ),
        None,
    )
    if reserve.chance not in (None, chance):
        return phrase("its chance then is {right}, not {wrong}", right=chance, wrong=reserve.chance)
    return ""
