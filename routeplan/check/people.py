"""Who: skills, promised officers, partners, caps, and households called on more than once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from routeplan.check.case import Case, broken
from routeplan.errors import Violation
from routeplan.plan import Route


def skills(case: Case) -> Iterator[Violation]:
    """Somebody on one of the visit's shifts has every skill it needs."""
    for visit_id, stops in case.stops_of.items():
        needed = case.visit(visit_id).skills
        if not any(needed <= case.shift(route).skills for route, _ in stops):
            yield broken("skills", f"nobody there has {', '.join(sorted(needed))}", *stops[0])


def promised_officer(case: Case) -> Iterator[Violation]:
    """The officer promised with an appointment comes."""
    for visit_id, stops in case.stops_of.items():
        appointment = case.visit(visit_id).appointment
        promised = appointment.officer if appointment else None
        if promised and not any(promised in route.officers for route, _ in stops):
            yield broken("promised-officer", f"{promised} was promised", *stops[0])


def given_officer(case: Case) -> Iterator[Violation]:
    """The officer to whom the chief has given a visit comes."""
    for visit_id, stops in case.stops_of.items():
        given = case.visit(visit_id).given_to
        if given and not any(given in route.officers for route, _ in stops):
            yield broken("given-officer", f"the chief has given it to {given}", *stops[0])


def partners(case: Case) -> Iterator[Violation]:
    """Two officers where needed: one crew, or two shifts at one time that name each other."""
    for visit_id, stops in case.stops_of.items():
        needed = case.visit(visit_id).officers_needed
        crew = len(stops) == 1 and len(stops[0][0].officers) == 2
        two = len(stops) == 2 and all(len(route.officers) == 1 for route, _ in stops)
        if len(stops) > 1 and needed == 1:
            yield broken("partners", f"{len(stops)} shifts make it, one is enough", *stops[0])
        elif needed == 2 and not crew and not two:
            yield broken("partners", "it needs two officers", *stops[0])
        if two and stops[0][1].begin != stops[1][1].begin:
            told = " and ".join(str(stop.begin) for _, stop in stops)
            yield broken("partners", f"its two officers begin at {told}", *stops[0])
        if two and stops[0][0].officers == stops[1][0].officers:
            told = stops[0][0].officers[0]
            yield broken("partners", f"{told} cannot be both of its officers", *stops[0])
        for route, stop in stops:
            others = [other.officers for other, _ in stops if other.shift != route.shift]
            right = others[0] if others else ()
            if stop.partners != right:
                told = f"its partners are {right}, not {stop.partners}"
                yield broken("partners", told, route, stop)


def one_place_at_a_time(case: Case) -> Iterator[Violation]:
    """No officer is on two shifts at the same time."""
    hours: dict[str, list[tuple[int, int, str]]] = {}
    for route in case.plan.routes:
        for officer in route.officers:
            hours.setdefault(officer, []).append((route.begin, route.end, route.shift))
    for officer, shifts in hours.items():
        for (_, end, other), (begin, _, shift) in combinations(sorted(shifts), 2):
            if begin < end:
                told = f"{officer} is on shift {other} too, until {case.inputs.calendar.clock(end)}"
                yield Violation("one-place-at-a-time", told, shift)


def stop_caps(case: Case) -> Iterator[Violation]:
    """No more stops and no longer busy than the shift allows, nor than the plan's longest day.

    A shift that is cut in parts, because its officers are called away, has its limits as a whole.
    """
    longest = case.plan.search.longest_day_seconds
    days: dict[tuple[int, tuple[str, ...]], list[Route]] = {}
    for route in case.plan.routes:
        days.setdefault((route.day, route.officers), []).append(route)
    for routes in days.values():
        shift = case.shift(routes[0])
        stops, busy = sum(len(r.stops) for r in routes), sum(_busy(case, r) for r in routes)
        if shift.max_visits is not None and stops > shift.max_visits:
            yield broken("stop-caps", f"{stops} stops, {shift.max_visits} are allowed", routes[0])
        caps = [cap for cap in (shift.max_busy_seconds, longest) if cap is not None]
        if any(busy > cap for cap in caps):
            yield broken("stop-caps", f"busy for {busy} s, {min(caps)} s are allowed", routes[0])


def _busy(case: Case, route: Route) -> int:
    travel = sum(case.way(route, here, there) for _, here, there in case.legs(route))
    return travel + sum(case.visit(stop.visit).seconds for stop in route.stops)


def least_days_between(case: Case) -> Iterator[Violation]:
    """Visits to one household keep the least days between them."""
    for days in case.days_of.values():
        for (one, day), (other, other_day) in combinations(days.items(), 2):
            least, apart = case.least_days(one, other), abs(day - other_day)
            if apart < least:
                told = f"{apart} days from {other}, not {least}"
                yield Violation("least-days-between", told, visit=one)
