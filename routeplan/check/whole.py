"""A plan is whole: every shift once, every visit in it or left out with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from routeplan.check.case import Case, broken
from routeplan.errors import Violation

DO_NOT_CALL = "do-not-call"
"""The code of a visit left out because the household asked for that."""


def heading(case: Case) -> Iterator[Violation]:
    """The plan names this station, these days, and how the ways were found."""
    plan, calendar, travel = case.plan, case.inputs.calendar, case.travel
    for name, told, right in (
        ("station", plan.station, case.inputs.station.name),
        ("first day", plan.first_day, calendar.first_day),
        ("number of days", plan.days, calendar.days),
        ("time zone", plan.timezone, calendar.zone.key),
        ("travel source", plan.travel_source, travel.source),
        ("mark as straight lines", plan.straight_line, travel.estimate),
    ):
        if told != right:
            yield Violation("heading", f"its {name} is {right}, not {told}")


def routes_match_shifts(case: Case) -> Iterator[Violation]:
    """One route per shift, in order, with its officers, day, mode and hours."""
    shifts = case.inputs.shifts
    told, right = [route.shift for route in case.plan.routes], [shift.id for shift in shifts]
    if told != right:
        yield Violation("routes-match-shifts", f"the shifts are {right}, not {told}")
        return
    for route, shift in zip(case.plan.routes, shifts, strict=True):
        for name in ("officers", "day", "mode", "begin", "end"):
            planned, due = getattr(route, name), getattr(shift, name)
            if planned != due:
                yield broken("routes-match-shifts", f"its {name}: {due}, not {planned}", route)


def visits_once(case: Case) -> Iterator[Violation]:
    """Every visit stands in the plan, or is left out, exactly once; those refused are left out."""
    left = Counter(entry.visit for entry in case.plan.left_out)
    known = case.inputs.visits_by_id.keys()
    for visit in sorted(known):
        stops = len(case.stops_of.get(visit, ()))
        if visit in case.refused and stops:
            yield Violation("visits-once", "the household asked not to be called on", visit=visit)
        elif left[visit] + (stops > 0) != 1:
            yield Violation(
                "visits-once",
                f"it has {stops} stops and is left out {left[visit]} times",
                "",
                visit,
            )
    for visit in sorted((left.keys() | case.stops_of.keys()) - known):
        yield Violation("visits-once", "there is no such visit", visit=visit)
    for visit, stops_there in case.stops_of.items():
        for route, stop in stops_there:
            if visit in known and stop.household != case.visit(visit).household:
                yield broken("visits-once", f"it is not {stop.household}'s visit", route, stop)


def left_out(case: Case) -> Iterator[Violation]:
    """A visit left out has a reason, its household, and tells when a promise is broken."""
    last_day = case.inputs.calendar.dates[-1]
    for entry in case.plan.left_out:
        visit = case.inputs.visits_by_id.get(entry.visit)
        if visit is None:
            continue
        refused = entry.visit in case.refused
        promise = not refused and (
            visit.priority == "must"
            or visit.appointment is not None
            or (visit.latest is not None and visit.latest <= last_day)
        )
        if not entry.reason.strip() or not entry.code.strip():
            yield Violation("left-out", "it has no reason", visit=entry.visit)
        if (entry.code == DO_NOT_CALL) != refused:
            asked = "asked" if refused else "never asked"
            wrong = f"the household {asked} not to be called on"
            yield Violation("left-out", wrong, visit=entry.visit)
        if entry.household != visit.household:
            yield Violation("left-out", f"it is not {entry.household}'s visit", visit=entry.visit)
        if entry.broken_promise != promise:
            told = "it is a broken promise" if promise else "it is no broken promise"
            yield Violation("left-out", told, visit=entry.visit)
