"""Hours: windows, shifts, breaks, the way between doors, appointments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from routeplan.check.case import Case, broken
from routeplan.check.wording import MODES, at, clocks, counted, hours_on, lengths, span
from routeplan.errors import Violation
from routeplan.model.inputs import NO_WAY
from routeplan.model.plan import Route, RoutePause, Stop


def visit_windows(case: Case) -> Iterator[Violation]:
    """A visit takes its length and lies, begin to end, inside the window it names."""
    for route in case.plan.routes:
        for stop in route.stops:
            length, due = stop.end - stop.begin, case.visit(stop.visit).seconds
            if length != due:
                right, wrong = lengths(due, length)
                message = f"{case.visit_name(stop.visit)} takes {right}, not {wrong}"
                yield broken("visit-windows", message, route, stop)
            if message := outside(case, route, stop):
                yield broken("visit-windows", message, route, stop)


def outside_hours(case: Case, stop: Stop) -> bool:
    """Whether a visit lies in none of its windows."""
    windows = case.times_of[stop.visit].windows
    return not any(begin <= stop.begin <= stop.end <= end for begin, end in windows)


def late_visits(case: Case, route: Route, stops: Sequence[Stop]) -> str:
    """Several visits of one round that begin outside their hours, in one sentence."""
    each = []
    for stop in stops:
        hours = hours_on(case.inputs, case.times_of[stop.visit].windows, case.shift(route))
        when = case.inputs.calendar.clock(stop.begin)
        each.append(f"{case.visit_name(stop.visit)} at {when} ({hours})")
    count = counted(len(stops), "visit")
    return f"{case.route_name(route)}: {count} lie outside their hours: {', '.join(each)}"


def outside(case: Case, route: Route, stop: Stop) -> str:
    """What is wrong with a stop's window; empty when nothing is."""
    calendar, name = case.inputs.calendar, case.visit_name(stop.visit)
    windows = case.times_of[stop.visit].windows
    hours = hours_on(case.inputs, windows, case.shift(route))
    if outside_hours(case, stop):
        edges = [edge for window in windows for edge in window]
        if any(begin <= stop.begin <= end for begin, end in windows):
            return f"{name} ends at {at(calendar, stop.end, beside=edges)}; {hours}"
        return f"{name} begins at {at(calendar, stop.begin, beside=edges)}; {hours}"
    window = (stop.window_begin, stop.window_end)
    if window not in windows:
        return f"the plan gives {name} the hours {span(calendar, *window)}; {hours}"
    if not stop.window_begin <= stop.begin <= stop.end <= stop.window_end:
        when = span(calendar, stop.begin, stop.end)
        return f"{name} is at {when}, outside the hours {span(calendar, *window)} that it names"
    return ""


def shift_hours(case: Case) -> Iterator[Violation]:
    """A route stays within its shift's hours, in order; without a stop it does not leave."""
    for route in case.plan.routes:
        who = case.route_name(route)
        for (before, first, _), (moment, then, stop) in pairwise(_moments(case, route)):
            if moment < before:
                early, late = clocks(case.inputs.calendar, moment, before)
                message = f"{who}: {first} at {late}, but {then} at {early}"
                yield broken("shift-hours", message, route, stop)
        if not route.stops and not route.begin == route.leave == route.back:
            leave, back = clocks(case.inputs.calendar, route.leave, route.back)
            message = f"{who}: the round from {leave} to {back} has no visit"
            yield broken("shift-hours", message, route)


def _moments(case: Case, route: Route) -> Iterator[tuple[int, str, Stop | None]]:
    """What happens on a route, in the order in which it has to."""
    yield route.begin, "the shift begins", None
    yield route.leave, "the round begins", None
    for stop in route.stops:
        name = case.visit_name(stop.visit)
        yield stop.arrive, f"the arrival at {name} is", stop
        yield stop.begin, f"the visit {name} begins", stop
        yield stop.end, f"the visit {name} ends", stop
    yield route.back, "the round ends", None
    yield route.end, "the shift ends", None


def breaks(case: Case) -> Iterator[Violation]:
    """A shift that has a break takes it whole, inside its window, while nothing else happens."""
    for route in case.plan.routes:
        for message in _break_faults(case, route):
            yield broken("breaks", message, route)


def _break_faults(case: Case, route: Route) -> Iterator[str]:
    calendar, who = case.inputs.calendar, case.route_name(route)
    due, taken = case.shift(route).pause, route.pause
    if due is None or not route.stops:
        if taken is not None:
            when = span(calendar, taken.begin, taken.end)
            yield f"the break of {who}, {when}, is not due"
        return
    length, window = (
        lengths(due.seconds)[0],
        " and ".join(clocks(calendar, due.earliest, due.latest)),
    )
    if taken is None:
        yield f"the break of {who} is missing; {length} are due, begun between {window}"
        return
    if taken.end - taken.begin != due.seconds:
        right, wrong = lengths(due.seconds, taken.end - taken.begin)
        yield f"the break of {who} takes {right}, not {wrong}"
    if not due.earliest <= taken.begin <= due.latest:
        begin, first, last = clocks(calendar, taken.begin, due.earliest, due.latest)
        yield f"the break of {who} begins at {begin}, not between {first} and {last}"
    if not 0 <= taken.after <= len(route.stops):
        stops = counted(len(route.stops), "visit")
        yield f"the break of {who} comes after visit {taken.after} of a round of {stops}"
    elif taken.begin >= route.back and taken.end > route.end:
        ends, closes = clocks(calendar, taken.end, route.end)
        yield f"the break of {who} ends at {ends}, but the shift ends at {closes}"
    elif not _free_for(route, taken):
        when = span(calendar, taken.begin, taken.end)
        yield f"the round of {who} goes on during the break, {when}"


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
        free, mode = route.leave, MODES[route.mode]
        arrivals = [*(stop.arrive for stop in route.stops), route.back]
        ends = [*(stop.end for stop in route.stops), route.back]
        for k, (leg, here, there) in enumerate(case.legs(route)):
            way, metres = case.way(route, here, there), case.metres(route, here, there)
            doors = _doors(case, route, k)
            if way == NO_WAY:
                message = f"{case.route_name(route)}: there is no way {mode} {doors}"
                yield broken("travel-times", message, route)
            elif (leg.seconds, leg.metres) != (way, metres):
                right, wrong = lengths(way, leg.seconds)
                message = f"{right} and {metres:,} m, not {wrong} and {leg.metres:,} m"
                yield broken("travel-times", f"the way {mode} {doors} takes {message}", route)
            rest = _rest(route, k)
            needed, there_is = leg.seconds + rest, arrivals[k] - free
            if there_is < needed:
                needs, has = lengths(needed, max(there_is, 0))
                what = "the way and the break on it take" if rest else "the way takes"
                message = f"{case.route_name(route)}: {what} {needs} {doors}, the plan has {has}"
                yield broken("travel-times", message, route)
            free = ends[k]


def _doors(case: Case, route: Route, leg: int) -> str:
    """``from the station to H7 (Maria Costa)``."""
    names = ["the station", *(case.visit_name(stop.visit) for stop in route.stops), "the station"]
    return f"from {names[leg]} to {names[leg + 1]}"


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
            appointment, name = case.visit(stop.visit).appointment, case.visit_name(stop.visit)
            if stop.promised != (appointment is not None):
                message = "an appointment, but the plan does not mark it as one"
                if appointment is None:
                    message = "no appointment, but the plan marks it as one"
                yield broken("promised-times", f"{name} is {message}", route, stop)
            if appointment is None:
                continue
            promised = calendar.elapsed(appointment.on, appointment.at_seconds)
            tolerance = appointment.tolerance_seconds
            if abs(stop.begin - promised) > tolerance:
                edges = (promised - tolerance, promised + tolerance)
                message = f"{name} begins at {at(calendar, stop.begin, beside=edges)}; "
                message += f"its appointment is at {at(calendar, promised)}"
                message += f", {lengths(tolerance)[0]} early or late at most" if tolerance else ""
                yield broken("promised-times", message, route, stop)
