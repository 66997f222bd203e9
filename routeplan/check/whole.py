"""A plan is whole: every shift once, every visit in it or left out with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from routeplan.check.case import Case, broken
from routeplan.errors import Violation


def routes_match_shifts(case: Case) -> Iterator[Violation]:
    """One route per shift, in order, with its officers, day, mode and hours."""
    shifts = case.inputs.shifts
    if [route.shift for route in case.plan.routes] != [shift.id for shift in shifts]:
        yield Violation("routes-match-shifts", "the plan's routes are not the station's shifts")
        return
    for route, shift in zip(case.plan.routes, shifts, strict=True):
        planned = (route.officers, route.day, route.mode, route.begin, route.end)
        if planned != (shift.officers, shift.day, shift.mode, shift.begin, shift.end):
            yield broken("routes-match-shifts", "officers, day, mode or hours differ", route)


def visits_once(case: Case) -> Iterator[Violation]:
    """Every visit stands in the plan, or is left out, exactly once; those refused are left out."""
    left = Counter(entry.visit for entry in case.plan.left_out)
    refused = {visit.id for visit in case.inputs.refused_visits}
    known = {visit.id for visit in case.inputs.visits}
    for visit in sorted(known | refused):
        stops = len(case.stops_of.get(visit, ()))
        if visit in refused and stops:
            yield Violation("visits-once", "the household asked not to be called on", visit=visit)
        elif left[visit] + (stops > 0) != 1:
            yield Violation(
                "visits-once",
                f"it has {stops} stops and is left out {left[visit]} times",
                "",
                visit,
            )
    for visit in sorted((left.keys() | case.stops_of.keys()) - known - refused):
        yield Violation("visits-once", "there is no such visit", visit=visit)
    for visit, stops_there in case.stops_of.items():
        for route, stop in stops_there:
            if visit in known and stop.household != case.visit(visit).household:
                yield broken("visits-once", f"it is not {stop.household}'s visit", route, stop)


def left_out(case: Case) -> Iterator[Violation]:
    """A visit left out has a reason, its household, and tells when a promise is broken."""
    last_day = case.inputs.calendar.dates[-1]
    refused = {visit.id for visit in case.inputs.refused_visits}
    for entry in case.plan.left_out:
        visit = case.inputs.visits_by_id.get(entry.visit)
        if visit is None:
            continue
        promise = entry.visit not in refused and (
            visit.priority == "must"
            or visit.appointment is not None
            or (visit.latest is not None and visit.latest <= last_day)
        )
        if not entry.reason or not entry.code:
            yield Violation("left-out", "it has no reason", visit=entry.visit)
        if entry.household != visit.household:
            yield Violation("left-out", f"it is not {entry.household}'s visit", visit=entry.visit)
        if entry.broken_promise != promise:
            yield Violation(
                "left-out", f"broken promise is {entry.broken_promise}", visit=entry.visit
            )
