"""A plan is whole: every shift once, every visit in it or left out with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from routeplan.check.case import Case, broken
from routeplan.check.wording import at, day_name, household_name, listed, officers_name
from routeplan.errors import Violation
from routeplan.model.inputs import Shift, Visit
from routeplan.model.plan import LeftOut, Route

DO_NOT_CALL = "do-not-call"
"""The code of a visit left out because the household asked for that."""


def heading(case: Case) -> Iterator[Violation]:
    """The plan names this station, these days, and how the ways were found."""
    plan, calendar, travel = case.plan, case.inputs.calendar, case.travel
    for name, planned, right in (
        ("station", plan.station, case.inputs.station.name),
        ("first day", plan.first_day, calendar.first_day),
        ("number of days", plan.days, calendar.days),
        ("time zone", plan.timezone, calendar.zone.key),
        ("travel source", plan.travel_source, travel.source),
        ("mark as straight lines", _yes(plan.straight_line), _yes(travel.estimate)),
    ):
        if planned != right:
            yield Violation("heading", f"the plan's {name} is {planned}, it should be {right}")


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def routes_match_shifts(case: Case) -> Iterator[Violation]:
    """One route per shift, in order, with its officers, day, mode and hours."""
    shifts = case.inputs.shifts
    planned, right = [route.shift for route in case.plan.routes], [shift.id for shift in shifts]
    if planned != right:
        for message in _other_shifts(Counter(planned), Counter(right)):
            yield Violation("routes-match-shifts", message)
        return
    for route, shift in zip(case.plan.routes, shifts, strict=True):
        for name in ("officers", "day", "mode", "begin", "end"):
            if getattr(route, name) != getattr(shift, name):
                words, due = _shown(case, name, route), _shown(case, name, shift)
                message = f"the {name} of {case.route_name(route)}: {due}, not {words}"
                yield broken("routes-match-shifts", message, route)


def _other_shifts(planned: Counter[str], right: Counter[str]) -> Iterator[str]:
    """How the plan's shifts differ from those of the tables."""
    missing, more = list((right - planned).elements()), list((planned - right).elements())
    if missing:
        yield f"the plan has no round for {listed(missing)}"
    if more:
        yield f"the plan has a round too many for {listed(more)}"
    if not missing and not more:
        yield "the plan's rounds are not in the order of the shifts"


def _shown(case: Case, name: str, of: Route | Shift) -> str:
    """Officers by name, days as dates, moments as clock times."""
    calendar = case.inputs.calendar
    if name == "officers":
        return officers_name(case.inputs, of.officers)
    if name == "day":
        return day_name(calendar, of.day)
    return of.mode if name == "mode" else at(calendar, of.begin if name == "begin" else of.end)


def visits_once(case: Case) -> Iterator[Violation]:
    """Every visit stands in the plan, or is left out, exactly once; those refused are left out."""
    left = Counter(entry.visit for entry in case.plan.left_out)
    known = case.inputs.visits_by_id.keys()
    for visit in sorted(known):
        stops, name = len(case.stops_of.get(visit, ())), case.visit_name(visit)
        if visit in case.refused and stops:
            message = f"{name} is planned, but the household asked not to be called on"
            yield Violation("visits-once", message, visit=visit)
        elif left[visit] + (stops > 0) != 1:
            message = f"{name} is {_how_often(stops, left[visit])}"
            yield Violation("visits-once", message, visit=visit)
    for visit in sorted((left.keys() | case.stops_of.keys()) - known):
        yield Violation("visits-once", f"there is no visit {visit}", visit=visit)
    for visit, stops_there in case.stops_of.items():
        for route, stop in stops_there:
            if visit in known and stop.household != case.visit(visit).household:
                message = f"{case.visit_name(visit)} is not a visit to "
                message += household_name(case.inputs, stop.household)
                yield broken("visits-once", message, route, stop)


def _how_often(stops: int, left: int) -> str:
    if not stops and not left:
        return "neither planned nor left out"
    if stops:
        return "planned, and left out too"
    return f"left out {left} times"


def left_out(case: Case) -> Iterator[Violation]:
    """A visit left out has a reason, its household, and tells when a promise is broken."""
    for entry in case.plan.left_out:
        visit = case.inputs.visits_by_id.get(entry.visit)
        if visit is not None:
            for message in _entry_faults(case, entry, visit):
                full = f"{case.visit_name(entry.visit)} is left out {message}"
                yield Violation("left-out", full, visit=entry.visit)


def _entry_faults(case: Case, entry: LeftOut, visit: Visit) -> Iterator[str]:
    """What is wrong with an entry of the visits left out."""
    refused = entry.visit in case.refused
    last_day = case.inputs.calendar.dates[-1]
    promise = not refused and (
        visit.priority == "must"
        or visit.appointment is not None
        or (visit.latest is not None and visit.latest <= last_day)
    )
    if not entry.code.strip():
        yield "without a reason"
    if refused and entry.code != DO_NOT_CALL:
        yield "for another reason than that the household asked not to be called on"
    if not refused and entry.code == DO_NOT_CALL:
        yield "as not to be called on, but the household never asked for that"
    if entry.household != visit.household:
        yield f"as a visit to {household_name(case.inputs, entry.household)}, which it is not"
    if entry.broken_promise != promise:
        yield (
            "as a broken promise, but none was made"
            if entry.broken_promise
            else ("without being called a broken promise, which it is")
        )
