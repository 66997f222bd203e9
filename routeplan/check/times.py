"""Hours: windows, shifts, breaks, the way between doors, appointments."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from routeplan.check.case import Case, broken
from routeplan.errors import Violation
from routeplan.model import NO_WAY
from routeplan.plan import Route, RoutePause, Stop


def visit_windows(case: Case) -> Iterator[Violation]:
    """A visit takes its length and lies, begin to end, inside the window it names."""
    for route in case.plan.routes:
        for stop in route.stops:
            window = (stop.window_begin, stop.window_end)
            length, due = stop.end - stop.begin, case.visit(stop.visit).seconds
            if length != due:
                yield broken("visit-windows", f"it takes {due} s, not {length} s", route, stop)
            if window not in case.times_of[stop.visit].windows:
                yield broken("visit-windows", f"{window} is none of its windows", route, stop)
            if not stop.window_begin <= stop.begin <= stop.end <= stop.window_end:
                told = f"it is at {stop.begin}..{stop.end}, outside its window {window}"
                yield broken("visit-windows", told, route, stop)


def shift_hours(case: Case) -> Iterator[Violation]:
    """A route stays within its shift's hours, in order; without a stop it does not leave."""
    for route in case.plan.routes:
        moments: list[tuple[int, Stop | None]] = [(route.begin, None), (route.leave, None)]
        for stop in route.stops:
            moments += [(stop.arrive, stop), (stop.begin, stop), (stop.end, stop)]
        moments += [(route.back, None), (route.end, None)]
        for (before, _), (moment, at) in pairwise(moments):
            if moment < before:
                told = f"{moment} s comes after {before} s, or outside its hours"
                yield broken("shift-hours", told, route, at)
        if not route.stops and not route.begin == route.leave == route.back:
            told = f"it has no stop, but is out {route.leave}..{route.back}"
            yield broken("shift-hours", told, route)


def breaks(case: Case) -> Iterator[Violation]:
    """A shift that has a break takes it whole, inside its window, while nothing else happens."""
    for route in case.plan.routes:
        due, taken = case.shift(route).pause, route.pause
        if due is None or not route.stops:
            if taken is not None:
                yield broken("breaks", "it has a break that nobody is due", route)
            continue
        if taken is None:
            yield broken("breaks", "its break is missing", route)
            continue
        length = taken.end - taken.begin
        if length != due.seconds:
            yield broken("breaks", f"its break takes {due.seconds} s, not {length} s", route)
        if not due.earliest <= taken.begin <= due.latest:
            window = f"{due.earliest}..{due.latest}"
            yield broken("breaks", f"its break begins at {taken.begin}, not in {window}", route)
        if not 0 <= taken.after <= len(route.stops):
            yield broken("breaks", f"its break is after stop {taken.after}, not there", route)
        elif not _free_for(route, taken):
            told = f"something else happens during its break {taken.begin}..{taken.end}"
            yield broken("breaks", told, route)


def _free_for(route: Route, pause: RoutePause) -> bool:
    """Whether the break lies between the stop before it and the arrival behind it.

    Before the first stop it is over before the officer leaves, or begins on the way; behind the
    last one it may begin at the station once the officer is back.
    """
    if pause.after == len(route.stops) and pause.begin >= route.back:
        return pause.end <= route.end
    arrival = route.stops[pause.after].arrive if pause.after < len(route.stops) else route.back
    if pause.after == 0:
        free = route.begin if pause.end <= route.leave else route.leave
    else:
        free = route.stops[pause.after - 1].end
    return free <= pause.begin and pause.end <= arrival


def travel_times(case: Case) -> Iterator[Violation]:
    """Legs are as long as in the tables, lead where there is a way, and there is time for them."""
    for route in case.plan.routes:
        free = route.leave
        arrivals = [*(stop.arrive for stop in route.stops), route.back]
        ends = [*(stop.end for stop in route.stops), route.back]
        for k, (leg, here, there) in enumerate(case.legs(route)):
            way, metres = case.way(route, here, there), case.metres(route, here, there)
            if way == NO_WAY:
                yield broken("travel-times", f"there is no way by {route.mode} for leg {k}", route)
            elif (leg.seconds, leg.metres) != (way, metres):
                told = f"{way} s and {metres} m, not {leg.seconds} s and {leg.metres} m"
                yield broken("travel-times", f"leg {k} takes {told}", route)
            needed, there_is = leg.seconds + _rest(route, k), arrivals[k] - free
            if there_is < needed:
                told = f"leg {k} and a break on it take {needed} s, there are {there_is} s"
                yield broken("travel-times", told, route)
            free = ends[k]


def _rest(route: Route, leg: int) -> int:
    """Seconds of the break taken on a leg; one before leaving or after coming back is on none."""
    pause = route.pause
    if pause is None or pause.after != leg:
        return 0
    if pause.end <= route.leave or pause.begin >= route.back:
        return 0
    return pause.end - pause.begin


def promised_times(case: Case) -> Iterator[Violation]:
    """An appointment begins within its tolerance, on its date, and is marked."""
    calendar = case.inputs.calendar
    for route in case.plan.routes:
        for stop in route.stops:
            appointment = case.visit(stop.visit).appointment
            if stop.promised != (appointment is not None):
                told = "is an appointment" if appointment else "is no appointment"
                yield broken("promised-times", f"it {told}, its mark says else", route, stop)
            if appointment is None:
                continue
            at = calendar.elapsed(appointment.on, appointment.at_seconds)
            off, tolerance = abs(stop.begin - at), appointment.tolerance_seconds
            if off > tolerance:
                told = f"it begins {off} s from its time, {tolerance} s are allowed"
                yield broken("promised-times", told, route, stop)
