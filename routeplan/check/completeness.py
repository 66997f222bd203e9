"""A plan is whole: every shift once, every visit in it or left out with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from routeplan.check.judged_plan import JudgedPlan, broken
from routeplan.check.wording import at, day_name, household_name, officers_name
from routeplan.errors import Violation
from routeplan.model.inputs import MODE_NAMES, Shift, Visit
from routeplan.model.plan import LeftOut, Route
from routeplan.phrases import Phrase, listed, phrase

DO_NOT_CALL = "do-not-call"
"""The code of a visit left out because the household asked for that."""
SHIFT_FIELDS = {
    "officers": phrase("officers"),
    "day": phrase("day"),
    "mode": phrase("mode"),
    "begin": phrase("begin"),
    "end": phrase("end"),
}
"""What a route has of its shift, and the name of it."""


def heading(case: JudgedPlan) -> Iterator[Violation]:
    """The plan names this station, these days, and how the ways were found."""
    plan, calendar, travel = case.plan, case.inputs.calendar, case.travel
    for name, planned, right in (
        (phrase("station"), plan.station, case.inputs.station.name),
        (phrase("first day"), plan.first_day, calendar.first_day),
        (phrase("number of days"), plan.days, calendar.days),
        (phrase("time zone"), plan.timezone, calendar.zone.key),
        (phrase("travel source"), plan.travel_source, travel.source),
        (phrase("mark as straight lines"), _yes(plan.straight_line), _yes(travel.estimate)),
    ):
        if planned != right:
            message = phrase(
                "the plan's {name} is {wrong}, it should be {right}",
                name=name,
                wrong=planned,
                right=right,
            )
            yield Violation("heading", message)


def _yes(value: bool) -> str:
    return phrase("yes") if value else phrase("no")


def routes_match_shifts(case: JudgedPlan) -> Iterator[Violation]:
    """One route per shift, in order, with its officers, day, mode and hours."""
    shifts = case.inputs.shifts
    planned, right = [route.shift for route in case.plan.routes], [shift.id for shift in shifts]
    if planned != right:
        for message in _other_shifts(Counter(planned), Counter(right)):
            yield Violation("routes-match-shifts", message)
        return
    for route, shift in zip(case.plan.routes, shifts, strict=True):
        for name, shown in SHIFT_FIELDS.items():
            if getattr(route, name) != getattr(shift, name):
                message = phrase(
                    "the {name} of {round}: {right}, not {wrong}",
                    name=shown,
                    round=case.route_name(route),
                    right=_shown(case, name, shift),
                    wrong=_shown(case, name, route),
                )
                yield broken("routes-match-shifts", message, route)


def _other_shifts(planned: Counter[str], right: Counter[str]) -> Iterator[str]:
    """How the plan's shifts differ from those of the tables."""
    missing, more = list((right - planned).elements()), list((planned - right).elements())
    if missing:
        yield phrase("the plan has no round for {shifts}", shifts=listed(missing))
    if more:
        yield phrase("the plan has a round too many for {shifts}", shifts=listed(more))
    if not missing and not more:
        yield phrase("the plan's rounds are not in the order of the shifts")


def _shown(case: JudgedPlan, name: str, of: Route | Shift) -> str:
    """Officers by name, days as dates, moments as clock times."""
    calendar = case.inputs.calendar
    if name == "officers":
        return officers_name(case.inputs, of.officers)
    if name == "day":
        return day_name(calendar, of.day)
    if name == "mode":
        return MODE_NAMES[of.mode]
    return at(calendar, of.begin if name == "begin" else of.end)


def visits_once(case: JudgedPlan) -> Iterator[Violation]:
    """Every visit stands in the plan, or is left out, exactly once; those refused are left out."""
    left = Counter(entry.visit for entry in case.plan.left_out)
    known = case.inputs.visits_by_id.keys()
    for visit in sorted(known):
        stops, name = len(case.stops_of.get(visit, ())), case.visit_name(visit)
        if visit in case.refused and stops:
            message = phrase(
                "{visit} is planned, but the household asked not to be called on", visit=name
            )
            yield Violation("visits-once", message, visit=visit)
        elif left[visit] + (stops > 0) != 1:
            message = _how_often(name, stops, left[visit])
            yield Violation("visits-once", message, visit=visit)
    for visit in sorted((left.keys() | case.stops_of.keys()) - known):
        message = phrase("there is no visit {visit}", visit=visit)
        yield Violation("visits-once", message, visit=visit)
    for visit, stops_there in case.stops_of.items():
        for route, stop in stops_there:
            if visit in known and stop.household != case.visit(visit).household:
                message = phrase(
                    "{visit} is not a visit to {household}",
                    visit=case.visit_name(visit),
                    household=household_name(case.inputs, stop.household),
                )
                yield broken("visits-once", message, route, stop)


def _how_often(visit: str, stops: int, left: int) -> Phrase:
    if not stops and not left:
        return phrase("{visit} is neither planned nor left out", visit=visit)
    if stops:
        return phrase("{visit} is planned, and left out too", visit=visit)
    return phrase("{visit} is left out {count} times", visit=visit, count=left)


def left_out(case: JudgedPlan) -> Iterator[Violation]:
    """A visit left out has a reason, its household, and tells when a promise is broken."""
    for entry in case.plan.left_out:
        visit = case.inputs.visits_by_id.get(entry.visit)
        if visit is not None:
            for message in _entry_faults(case, entry, visit):
                yield Violation("left-out", message, visit=entry.visit)


def _entry_faults(case: JudgedPlan, entry: LeftOut, visit: Visit) -> Iterator[str]:
    """What is wrong with an entry of the visits left out."""
    name = case.visit_name(entry.visit)
    refused = entry.visit in case.refused
    last_day = case.inputs.calendar.dates[-1]
    promise = not refused and (
        visit.priority == "must"
        or visit.appointment is not None
        or (visit.latest is not None and visit.latest <= last_day)
    )
    if not entry.code.strip():
        yield phrase("{visit} is left out without a reason", visit=name)
    if refused and entry.code != DO_NOT_CALL:
        yield phrase(
            "{visit} is left out for another reason than that the household asked not to be "
            "called on",
            visit=name,
        )
    if not refused and entry.code == DO_NOT_CALL:
        yield phrase(
            "{visit} is left out as not to be called on, but the household never asked for that",
            visit=name,
        )
    if entry.household != visit.household:
        yield phrase(
            "{visit} is left out as a visit to {household}, which it is not",
            visit=name,
            household=household_name(case.inputs, entry.household),
        )
    if entry.broken_promise and not promise:
        yield phrase("{visit} is left out as a broken promise, but none was made", visit=name)
    if promise and not entry.broken_promise:
        yield phrase(
            "{visit} is left out without being called a broken promise, which it is", visit=name
        )
