"""Hours: windows, shifts, breaks, the way between doors, appointments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from routeplan.check.judged_plan import JudgedPlan, broken
from routeplan.check.wording import at, clocks, hours_on, lengths, span
from routeplan.errors import Violation
from routeplan.model.inputs import BY_MODE, NO_WAY
from routeplan.model.plan import Route, RouteBreak, Stop
from routeplan.phrases import Phrase, counted, joined, phrase


def visit_windows(case: JudgedPlan) -> Iterator[Violation]:
    """A visit takes its length and lies, begin to end, inside the window it names."""
    for route in case.plan.routes:
        for stop in route.stops:
            visit = case.visit(stop.visit)
            booked = case.times_of[stop.visit].seconds_of(visit)
            given = (stop.whole_seconds, stop.end - stop.begin)
            for due, length in zip((visit.seconds, booked), given, strict=True):
                if length == due:
                    continue
                right, wrong = lengths(due, length)
                message = phrase(
                    "{visit} takes {right}, not {wrong}",
                    visit=case.visit_name(stop.visit),
                    right=right,
                    wrong=wrong,
                )
                yield broken("visit-windows", message, route, stop)
                break
            if fault := outside(case, route, stop):
                yield broken("visit-windows", fault, route, stop)


def outside_hours(case: JudgedPlan, stop: Stop) -> bool:
    """Whether a visit lies in none of its windows."""
    windows, ends = case.times_of[stop.visit].windows, _ends(case, stop)
    return not any(begin <= stop.begin and ends <= end for begin, end in windows)


def _ends(case: JudgedPlan, stop: Stop) -> int:
    """When the whole visit is over that begins as booked."""
    return max(stop.end, stop.begin + case.visit(stop.visit).seconds)


def late_visits(case: JudgedPlan, route: Route, stops: Sequence[Stop]) -> str:
    """Several visits of one round that begin outside their hours, in one sentence."""
    late = [
        phrase(
            "{visit} at {time} ({hours})",
            visit=case.visit_name(stop.visit),
            time=case.inputs.calendar.clock(stop.begin),
            hours=hours_on(case.inputs, case.times_of[stop.visit].windows, case.shift(route)),
        )
        for stop in stops
    ]
    return phrase(
        "{round}: {visits} lie outside their hours: {list}",
        round=case.route_name(route),
        visits=counted(len(stops), "visit"),
        list=joined(", ", late),
    )


def outside(case: JudgedPlan, route: Route, stop: Stop) -> str:
    """What is wrong with a stop's window; empty when nothing is."""
    windows, window = case.times_of[stop.visit].windows, (stop.window_begin, stop.window_end)
    ends = _ends(case, stop)
    if window in windows and window[0] <= stop.begin and ends <= window[1]:
        return ""
    calendar, name = case.inputs.calendar, case.visit_name(stop.visit)
    hours = hours_on(case.inputs, windows, case.shift(route))
    if outside_hours(case, stop):
        edges = [edge for window in windows for edge in window]
        if any(begin <= stop.begin <= end for begin, end in windows):
            end = at(calendar, ends, beside=edges)
            return phrase("{visit} ends at {time}; {hours}", visit=name, time=end, hours=hours)
        begin = at(calendar, stop.begin, beside=edges)
        return phrase("{visit} begins at {time}; {hours}", visit=name, time=begin, hours=hours)
    if window not in windows:
        return phrase(
            "the plan gives {visit} the hours {wrong}; {right}",
            visit=name,
            wrong=span(calendar, *window),
            right=hours,
        )
    return phrase(
        "{visit} is at {time}, outside the hours {hours} that it names",
        visit=name,
        time=span(calendar, stop.begin, ends),
        hours=span(calendar, *window),
    )


def shift_hours(case: JudgedPlan) -> Iterator[Violation]:
    """A route stays within its shift's hours, in order; without a stop it does not leave."""
    for route in case.plan.routes:
        who = case.route_name(route)
        for (before, first, at_first), (moment, then, stop) in pairwise(_moments(route)):
            if moment < before:
                early, late = clocks(case.inputs.calendar, moment, before)
                message = phrase(
                    "{round}: {first} at {late}, but {then} at {early}",
                    round=who,
                    first=_moment_name(case, first, at_first),
                    late=late,
                    then=_moment_name(case, then, stop),
                    early=early,
                )
                yield broken("shift-hours", message, route, stop)
        if not route.stops and not route.begin == route.leave == route.back:
            leave, back = clocks(case.inputs.calendar, route.leave, route.back)
            message = phrase(
                "{round}: the round from {leave} to {back} has no visit",
                round=who,
                leave=leave,
                back=back,
            )
            yield broken("shift-hours", message, route)


def _moments(route: Route) -> Iterator[tuple[int, str, Stop | None]]:
    """What happens on a route, in the order in which it has to."""
    yield route.begin, "shift-begin", None
    yield route.leave, "leave", None
    for stop in route.stops:
        yield stop.arrive, "arrive", stop
        yield stop.begin, "begin", stop
        yield stop.end, "end", stop
    yield route.back, "back", None
    yield route.end, "shift-end", None


def _moment_name(case: JudgedPlan, moment: str, stop: Stop | None) -> Phrase:
    if stop is not None:
        visit = case.visit_name(stop.visit)
        if moment == "arrive":
            return phrase("the arrival at {visit} is", visit=visit)
        if moment == "begin":
            return phrase("the visit {visit} begins", visit=visit)
        return phrase("the visit {visit} ends", visit=visit)
    if moment == "shift-begin":
        return phrase("the shift begins")
    if moment == "leave":
        return phrase("the round begins")
    return phrase("the round ends") if moment == "back" else phrase("the shift ends")


def breaks(case: JudgedPlan) -> Iterator[Violation]:
    """A shift that has a break takes it whole, inside its window, while nothing else happens."""
    for route in case.plan.routes:
        for message in _break_faults(case, route):
            yield broken("breaks", message, route)


def _break_faults(case: JudgedPlan, route: Route) -> Iterator[str]:
    calendar, who = case.inputs.calendar, case.route_name(route)
    due, taken = case.shift(route).pause, route.pause
    if due is None or not route.stops:
        if taken is not None:
            when = span(calendar, taken.begin, taken.end)
            yield phrase("the break of {round}, {hours}, is not due", round=who, hours=when)
        return
    if taken is None:
        first, last = clocks(calendar, due.earliest, due.latest)
        yield phrase(
            "the break of {round} is missing; {length} are due, begun between {first} and {last}",
            round=who,
            length=lengths(due.seconds)[0],
            first=first,
            last=last,
        )
        return
    if taken.end - taken.begin != due.seconds:
        right, wrong = lengths(due.seconds, taken.end - taken.begin)
        yield phrase(
            "the break of {round} takes {right}, not {wrong}", round=who, right=right, wrong=wrong
        )
    if not due.earliest <= taken.begin <= due.latest:
        begin, first, last = clocks(calendar, taken.begin, due.earliest, due.latest)
        yield phrase(
            "the break of {round} begins at {begin}, not between {first} and {last}",
            round=who,
            begin=begin,
            first=first,
            last=last,
        )
    if not 0 <= taken.after <= len(route.stops):
        yield phrase(
            "the break of {round} comes after visit {number} of a round of {visits}",
            round=who,
            number=taken.after,
            visits=counted(len(route.stops), "visit"),
        )
    elif taken.begin >= route.back and taken.end > route.end:
        ends, closes = clocks(calendar, taken.end, route.end)
        yield phrase(
            "the break of {round} ends at {end}, but the shift ends at {shift_end}",
            round=who,
            end=ends,
            shift_end=closes,
        )
    elif not _free_for(route, taken):
        when = span(calendar, taken.begin, taken.end)
        yield phrase(
            "the round of {round} goes on during the break, {hours}", round=who, hours=when
        )


def _free_for(route: Route, pause: RouteBreak) -> bool:
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


def travel_times(case: JudgedPlan) -> Iterator[Violation]:
    """Legs are as long as in the tables, lead where there is a way, and there is time for them."""
    for route in case.plan.routes:
        free, mode = route.leave, BY_MODE[route.mode]
        arrivals = [*(stop.arrive for stop in route.stops), route.back]
        ends = [*(stop.end for stop in route.stops), route.back]
        for k, (leg, here, there) in enumerate(case.legs(route)):
            way, metres = case.way(route, here, there), case.metres(route, here, there)
            if way == NO_WAY:
                message = phrase(
                    "{round}: there is no way {mode} {doors}",
                    round=case.route_name(route),
                    mode=mode,
                    doors=_doors(case, route, k),
                )
                yield broken("travel-times", message, route)
            elif (leg.seconds, leg.metres) != (way, metres):
                right, wrong = lengths(way, leg.seconds)
                message = phrase(
                    "the way {mode} {doors} takes {right} and {metres:,} m, not {wrong} and "
                    "{wrong_metres:,} m",
                    mode=mode,
                    doors=_doors(case, route, k),
                    right=right,
                    metres=metres,
                    wrong=wrong,
                    wrong_metres=leg.metres,
                )
                yield broken("travel-times", message, route)
            rest = _rest(route, k)
            needed, there_is = leg.seconds + rest, arrivals[k] - free
            if there_is < needed:
                needs, has = lengths(needed, max(there_is, 0))
                what = (
                    phrase("the way and the break on it take") if rest else phrase("the way takes")
                )
                message = phrase(
                    "{round}: {what} {needed} {doors}, the plan has {given}",
                    round=case.route_name(route),
                    what=what,
                    needed=needs,
                    doors=_doors(case, route, k),
                    given=has,
                )
                yield broken("travel-times", message, route)
            free = ends[k]


def _doors(case: JudgedPlan, route: Route, leg: int) -> str:
    """``from the station to H7 (Maria Costa)``."""
    visits = [case.visit_name(stop.visit) for stop in route.stops]
    names = [phrase("the station"), *visits, phrase("the station")]
    return phrase("from {here} to {there}", here=names[leg], there=names[leg + 1])


def _rest(route: Route, leg: int) -> int:
    """Seconds of the break taken on a leg; one before leaving or after coming back is on none."""
    pause = route.pause
    if pause is None or pause.after != leg:
        return 0
    if pause.end <= route.leave or pause.begin >= route.back:
        return 0
    return pause.end - pause.begin


def promised_times(case: JudgedPlan) -> Iterator[Violation]:
    """An appointment begins within its tolerance, on its date, and is marked."""
    calendar = case.inputs.calendar
    for route in case.plan.routes:
        for stop in route.stops:
            appointment, name = case.visit(stop.visit).appointment, case.visit_name(stop.visit)
            if stop.promised != (appointment is not None):
                message = (
                    phrase("{visit} is no appointment, but the plan marks it as one", visit=name)
                    if appointment is None
                    else phrase(
                        "{visit} is an appointment, but the plan does not mark it as one",
                        visit=name,
                    )
                )
                yield broken("promised-times", message, route, stop)
            if appointment is None:
                continue
            promised = calendar.elapsed(appointment.on, appointment.at_seconds)
            tolerance = appointment.tolerance_seconds
            if abs(stop.begin - promised) > tolerance:
                edges = (promised - tolerance, promised + tolerance)
                message = phrase(
                    "{visit} begins at {begin}; its appointment is at {time}",
                    visit=name,
                    begin=at(calendar, stop.begin, beside=edges),
                    time=at(calendar, promised),
                )
                if tolerance:
                    message = phrase(
                        "{message}, {length} early or late at most",
                        message=message,
                        length=lengths(tolerance)[0],
                    )
                yield broken("promised-times", message, route, stop)
