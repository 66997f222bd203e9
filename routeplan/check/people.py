"""Who: skills, promised officers, partners, caps, and households called on more than once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from routeplan.check.case import Case, broken
from routeplan.check.wording import (
    at,
    clocks,
    counted,
    day_name,
    days_apart,
    lengths,
    listed,
    officer_name,
    officers_name,
)
from routeplan.errors import Violation
from routeplan.model.inputs import Shift
from routeplan.model.plan import Route, Stop

OFFICERS_NAMED = 3
TABLE = "set it in the table of officers to"


def skills(case: Case) -> Iterator[Violation]:
    """Somebody on one of the visit's shifts has every skill it needs."""
    for visit_id, stops in case.stops_of.items():
        needed = case.visit(visit_id).skills
        if not any(needed <= case.shift(route).skills for route, _ in stops):
            able = [officer.id for officer in case.inputs.officers if needed <= officer.skills]
            message = f"{case.visit_name(visit_id)} needs {_skills(needed)}, not known of "
            message += f"{_makers(case, stops)}; {_who_can(case, able)}"
            yield broken("skills", message, *stops[0])


def _skills(needed: frozenset[str]) -> str:
    return f"the skill{'s' * (len(needed) > 1)} {listed(sorted(needed))}"


def _who_can(case: Case, able: Sequence[str]) -> str:
    """Who has the skills, a few of many."""
    names = [officer_name(case.inputs, officer) for officer in able[:OFFICERS_NAMED]]
    if len(able) > OFFICERS_NAMED:
        names.append(f"{len(able) - OFFICERS_NAMED} more")
    return f"{listed(names)} could come" if names else "nobody has it"


def _makers(case: Case, stops: Sequence[tuple[Route, Stop]]) -> str:
    """The officers who come for a visit."""
    return officers_name(case.inputs, [officer for route, _ in stops for officer in route.officers])


def promised_officer(case: Case) -> Iterator[Violation]:
    """The officer promised with an appointment comes."""
    for visit_id, stops in case.stops_of.items():
        appointment = case.visit(visit_id).appointment
        promised = appointment.officer if appointment else None
        if promised and not any(promised in route.officers for route, _ in stops):
            message = (
                f"{case.visit_name(visit_id)} was promised {officer_name(case.inputs, promised)}"
            )
            message += f", not {_makers(case, stops)}"
            yield broken("promised-officer", message, *stops[0])


def given_officer(case: Case) -> Iterator[Violation]:
    """The officer to whom the chief has given a visit comes."""
    for visit_id, stops in case.stops_of.items():
        given = case.visit(visit_id).given_to
        if given and not any(given in route.officers for route, _ in stops):
            message = f"the chief gave {case.visit_name(visit_id)} to "
            message += f"{officer_name(case.inputs, given)}, not to {_makers(case, stops)}"
            yield broken("given-officer", message, *stops[0])


def partners(case: Case) -> Iterator[Violation]:
    """Two officers where needed: one crew, or two shifts at one time that name each other."""
    for visit_id, stops in case.stops_of.items():
        name = case.visit_name(visit_id)
        if len(stops) > 1 and case.visit(visit_id).officers_needed == 1:
            message = f"{name} needs one officer, but is in {len(stops)} rounds: "
            yield broken("partners", message + _rounds(case, stops), *stops[0])
            continue
        for message in _pair_faults(case, visit_id, stops):
            yield broken("partners", message, *stops[0])
        for route, stop in stops:
            others = [other.officers for other, _ in stops if other.shift != route.shift]
            right = others[0] if others else ()
            if stop.partners != right:
                due, named = (officers_name(case.inputs, each) for each in (right, stop.partners))
                message = f"who comes to {name} with {case.route_name(route)}: "
                message += f"{due or 'nobody'}, not {named or 'nobody'}"
                yield broken("partners", message, route, stop)


def _rounds(case: Case, stops: Sequence[tuple[Route, Stop]]) -> str:
    return "; ".join(case.route_name(route) for route, _ in stops)


def _pair_faults(case: Case, visit_id: str, stops: Sequence[tuple[Route, Stop]]) -> Iterator[str]:
    """What is wrong with the shifts that make a visit, apart from whom they name as partners."""
    name, needed = case.visit_name(visit_id), case.visit(visit_id).officers_needed
    crew = len(stops) == 1 and len(stops[0][0].officers) == 2
    two = len(stops) == 2 and all(len(route.officers) == 1 for route, _ in stops)
    if needed == 2 and not crew and not two:
        coming = "only one comes" if len(stops) == 1 else "more come"
        yield f"{name} needs two officers, but {coming}: {_rounds(case, stops)}"
    if not two:
        return
    first, second = (officers_name(case.inputs, route.officers) for route, _ in stops)
    begins = [stop.begin for _, stop in stops]
    if begins[0] != begins[1]:
        one, other = clocks(case.inputs.calendar, *begins)
        message = f"the two officers of {name} begin at different times: "
        yield f"{message}{first} at {one}, {second} at {other}"
    if first == second:
        yield f"{first} cannot be both officers of {name}"


def one_place_at_a_time(case: Case) -> Iterator[Violation]:
    """No officer is on two shifts at the same time."""
    hours: dict[str, list[tuple[int, int, str]]] = {}
    for route in case.plan.routes:
        for officer in route.officers:
            hours.setdefault(officer, []).append((route.begin, route.end, route.shift))
    calendar = case.inputs.calendar
    for officer, shifts in hours.items():
        for (_, end, other), (begin, _, shift) in combinations(sorted(shifts), 2):
            if begin < end:
                message = f"{officer_name(case.inputs, officer)} begins the shift {shift} at "
                message += f"{at(calendar, begin)}, and is on the shift {other} until "
                yield Violation("one-place-at-a-time", f"{message}{at(calendar, end)}", shift)


def stop_caps(case: Case) -> Iterator[Violation]:
    """No more stops and no longer busy than the shift allows, nor than the plan's longest day.

    A shift that is cut in parts, because its officers are called away, has its limits as a whole.
    """
    days: dict[tuple[int, tuple[str, ...]], list[Route]] = {}
    for route in case.plan.routes:
        days.setdefault((route.day, route.officers), []).append(route)
    for routes in days.values():
        shift = case.shift(routes[0])
        stops = sum(len(route.stops) for route in routes)
        who = f"{officers_name(case.inputs, shift.officers)} would"
        on = day_name(case.inputs.calendar, shift.day)
        if shift.max_visits is not None and stops > shift.max_visits:
            message = (
                f"{who} make {counted(stops, 'visit')} on {on}, {stops - shift.max_visits} over"
            )
            message += f" the {shift.max_visits} that max_visits allows; to allow this, {TABLE}"
            yield broken("stop-caps", f"{message} {stops}", routes[0])
        busy = sum(_busy(case, route) for route in routes)
        for message in _busy_faults(case, shift, busy):
            yield broken("stop-caps", f"{who} be {message}", routes[0])


def _busy_faults(case: Case, shift: Shift, busy: int) -> Iterator[str]:
    """Each cap on busy time that a day is over, by how much, and how the chief lifts it."""
    minutes = -(-busy // 60)
    on = day_name(case.inputs.calendar, shift.day)
    longest = case.plan.search.longest_day_seconds
    for cap, name, mend in (
        (shift.max_busy_seconds, "that max_busy_minutes allows", f"{TABLE} {minutes}"),
        (longest, "of the longest day", f"give --longest-day {minutes // 60}:{minutes % 60:02d}"),
    ):
        if cap is not None and busy > cap:
            time, most = lengths(busy, cap)
            over = lengths(busy - cap)[0]
            message = f"busy for {time} on {on}, {over} over the {most} {name}"
            yield f"{message}; to allow this, {mend}"


def _busy(case: Case, route: Route) -> int:
    travel = sum(case.way(route, here, there) for _, here, there in case.legs(route))
    return travel + sum(case.visit(stop.visit).seconds for stop in route.stops)


def least_days_between(case: Case) -> Iterator[Violation]:
    """Visits to one household keep the least days between them."""
    for days in case.days_of.values():
        for (one, day), (other, other_day) in combinations(days.items(), 2):
            least, apart = case.least_days(one, other), abs(day - other_day)
            if apart < least:
                on = [day_name(case.inputs.calendar, each) for each in (day, other_day)]
                message = f"{case.visit_name(one)} is on {on[0]} and {other} on {on[1]}, "
                message += f"{days_apart(apart)}; they have to be {days_apart(least)} at least"
                yield Violation("least-days-between", message, visit=one)
