"""Hours: windows, shifts, breaks, the way between doors, appointments."""

from __future__ import annotations

from collections.abc import Iterator

from routeplan.check.case import Case, broken
from routeplan.errors import Violation
from routeplan.model import NO_WAY
from routeplan.plan import Route


def visit_windows(case: Case) -> Iterator[Violation]:
    """A visit takes its length and lies, begin to end, inside the window it names."""
    for route in case.plan.routes:
        for stop in route.stops:
            window = (stop.window_begin, stop.window_end)
            if stop.end - stop.begin != case.visit(stop.visit).seconds:
                yield broken("visit-windows", "it has not its length", route, stop)
            if window not in case.times_of[stop.visit].windows:
                yield broken("visit-windows", f"{window} is none of its windows", route, stop)
            if not stop.window_begin <= stop.begin <= stop.end <= stop.window_end:
                yield broken("visit-windows", "it is outside its window", route, stop)


def shift_hours(case: Case) -> Iterator[Violation]:
    """A route stays within its shift's hours, in order."""
    for route in case.plan.routes:
        moments = [route.begin, route.leave]
        for stop in route.stops:
            moments += [stop.arrive, stop.begin, stop.end]
        moments += [route.back, route.end]
        if moments != sorted(moments):
            yield broken("shift-hours", "its times are not in order within its hours", route)


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
        if taken.end - taken.begin != due.seconds:
            yield broken("breaks", "its break has not its length", route)
        if not due.earliest <= taken.begin <= due.latest:
            yield broken("breaks", "its break begins outside its window", route)
        if not _free_for(route, taken.after, taken.begin, taken.end):
            yield broken("breaks", "something else happens during its break", route)


def _free_for(route: Route, after: int, begin: int, end: int) -> bool:
    """Whether the break lies between the stop before it and the arrival behind it."""
    if not 0 <= after <= len(route.stops):
        return False
    free = route.stops[after - 1].end if after else route.begin
    arrival = route.stops[after].arrive if after < len(route.stops) else route.back
    return free <= begin and end <= arrival


def travel_times(case: Case) -> Iterator[Violation]:
    """Legs are as long as in the tables, lead where there is a way, and there is time for them."""
    for route in case.plan.routes:
        free = route.leave
        arrivals = [*(stop.arrive for stop in route.stops), route.back]
        ends = [*(stop.end for stop in route.stops), route.back]
        for k, (leg, here, there) in enumerate(case.legs(route)):
            way, metres = case.way(route, here, there), case.metres(route, here, there)
            if way == NO_WAY:
                yield broken("travel-times", f"there is no way for leg {k}", route)
            elif (leg.seconds, leg.metres) != (way, metres):
                yield broken("travel-times", f"leg {k} takes {way} s, not {leg.seconds} s", route)
            pause = route.pause
            rest = pause.end - pause.begin if pause and pause.after == k else 0
            if k == 0 and rest and pause:
                # a break before the first stop is counted from the beginning of the shift
                free = min(free, pause.begin)
            if arrivals[k] - free < leg.seconds + rest:
                yield broken("travel-times", f"there is no time for leg {k}", route)
            free = ends[k]


def promised_times(case: Case) -> Iterator[Violation]:
    """An appointment begins within its tolerance, on its date, and is marked."""
    calendar = case.inputs.calendar
    for route in case.plan.routes:
        for stop in route.stops:
            appointment = case.visit(stop.visit).appointment
            if stop.promised != (appointment is not None):
                yield broken("promised-times", "its mark as an appointment is wrong", route, stop)
            if appointment is None:
                continue
            at = calendar.elapsed(appointment.on, appointment.at_seconds)
            if abs(stop.begin - at) > appointment.tolerance_seconds:
                yield broken("promised-times", "it is outside its tolerance", route, stop)
