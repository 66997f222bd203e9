"""Whether a plan still fits the tables it was made from: what has changed since then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from routeplan.errors import Finding
from routeplan.hours.windows import VisitTimes, visit_times
from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan, Route, Stop
from routeplan.phrases import counted, phrase

IDS_NAMED = 5
SAME_PLACE_DEGREES = 2e-5
FIX = phrase("update the plan with 'routeplan replan'")
OTHERWISE = phrase("hours, length or officers")
AGAIN = phrase("plan again with 'routeplan plan'")


def match_plan(plan: Plan, inputs: Inputs, *, file: str) -> list[Finding]:
    """Errors where its pages would be wrong, warnings where it is out of date.

    The tables have everything that the plan names.
    """
    findings = [
        *_refused(plan, inputs, file),
        *_promised(plan, inputs, file),
        *_changed(plan, inputs, file),
    ]
    if wrong := of_another_zone(plan, inputs, file):
        findings.append(wrong)
    return findings


def of_another_zone(plan: Plan, inputs: Inputs, file: str) -> Finding | None:
    """An error where its times mean other moments by now."""
    if plan.timezone == inputs.calendar.zone.key:
        return None
    message = phrase(
        "the plan was made for the time zone {timezone}, not the one in the settings",
        timezone=plan.timezone,
    )
    return Finding("plan-timezone", message, AGAIN, file=file)


def _refused(plan: Plan, inputs: Inputs, file: str) -> Iterator[Finding]:
    """Homes that asked, after the plan was made, not to be called on."""
    refused = {visit.id for visit in inputs.refused_visits}
    called = _called(plan)
    if refused & called:
        message = phrase(
            "the plan calls on {visits} marked do_not_call",
            visits=_listed(sorted(refused & called), "visit"),
        )
        yield Finding("plan-calls-refused", message, FIX, file=file)


def _promised(plan: Plan, inputs: Inputs, file: str) -> Iterator[Finding]:
    """Appointments made, moved or cancelled since: a sheet would print another time beside them."""
    changed = sorted(stop.visit for _, stop in _stops(plan) if not _keeps_promise(stop, inputs))
    if changed:
        message = phrase(
            "the plan has a different promised time, or none, for {visits}",
            visits=_listed(changed, "visit"),
        )
        yield Finding("plan-other-promise", message, FIX, file=file)


def _keeps_promise(stop: Stop, inputs: Inputs) -> bool:
    promised = inputs.visits_by_id[stop.visit].appointment
    if promised is None:
        return not stop.promised
    at = inputs.calendar.elapsed(promised.on, promised.at_seconds)
    return stop.promised and abs(stop.begin - at) <= promised.tolerance_seconds


def _changed(plan: Plan, inputs: Inputs, file: str) -> Iterator[Finding]:
    def warning(code: str, message: str) -> Finding:
        return Finding(code, message, FIX, file=file, severity="warning")

    planned = _called(plan) | {entry.visit for entry in plan.left_out}
    new = sorted(visit.id for visit in inputs.visits if visit.id not in planned)
    if new:
        yield warning(
            "plan-lacks-visits", phrase("the plan lacks {visits}", visits=_listed(new, "visit"))
        )
    hours = {shift.id: (shift.begin, shift.end) for shift in inputs.shifts}
    routes = {route.shift: (route.begin, route.end) for route in plan.routes}
    shifts = sorted(s for s in hours.keys() | routes.keys() if hours.get(s) != routes.get(s))
    if shifts:
        yield warning(
            "plan-other-shifts",
            phrase("{shifts} changed since the plan was made", shifts=_listed(shifts, "shift")),
        )
    other = sorted(_other_visits(plan, inputs))
    if other:
        message = phrase(
            "hours, length or officers of {visits} changed since the plan was made",
            visits=_listed(other, "visit"),
        )
        yield warning("plan-other-visits", message)
    moved = sorted(_moved(plan, inputs))
    if moved:
        yield warning(
            "plan-other-places",
            phrase(
                "{households} moved since the plan was made", households=_listed(moved, "household")
            ),
        )


def changed_visits(plan: Plan, inputs: Inputs) -> dict[str, str]:
    """By planned visit: what of its row has changed so that its stop cannot be as planned."""
    known = {visit.id for visit in inputs.visits}
    moved = _moved(plan, inputs)
    stops = [stop for _, stop in _stops(plan) if stop.visit in known]
    reasons = {stop.visit: "place" for stop in stops if stop.household in moved}
    reasons |= dict.fromkeys(_other_visits(plan, inputs), OTHERWISE)
    promised = (stop.visit for stop in stops if not _keeps_promise(stop, inputs))
    return reasons | dict.fromkeys(promised, "appointment")


def _other_visits(plan: Plan, inputs: Inputs) -> set[str]:
    """Visits that could no longer be made as planned, promises aside."""
    times = dict(zip((visit.id for visit in inputs.visits), visit_times(inputs), strict=True))
    return {
        stop.visit
        for route, stop in _stops(plan)
        if stop.visit in times and not _still_fits(route, stop, inputs, times[stop.visit])
    }


def _still_fits(route: Route, stop: Stop, inputs: Inputs, times: VisitTimes) -> bool:
    visit = inputs.visits_by_id[stop.visit]
    if visit.appointment is not None or visit.done is not None:
        return True
    ends = stop.begin + stop.whole_seconds
    inside = any(begin <= stop.begin and ends <= end for begin, end in times.windows)
    coming = len(route.officers) + len(stop.partners)
    booked = stop.end - stop.begin == times.seconds_of(visit)
    lasts = booked and stop.whole_seconds == visit.seconds
    return inside and lasts and coming >= visit.officers_needed


def _stops(plan: Plan) -> Iterator[tuple[Route, Stop]]:
    return ((route, stop) for route in plan.routes for stop in route.stops)


def _called(plan: Plan) -> set[str]:
    """Every visit on some route, also those in reserve."""
    return {stop.visit for _, stop in _stops(plan)} | {
        stop.visit for route in plan.routes for stop in route.reserve
    }


def _moved(plan: Plan, inputs: Inputs) -> set[str]:
    """Households to whose door the planned way does not lead."""
    moved = set()
    for _, stop in _stops(plan):
        if stop.leg.line and stop.household in inputs.households_by_id:
            latitude, longitude = stop.leg.line[-1]
            at = inputs.household(stop.household).coordinate
            off = max(abs(latitude - at.latitude), abs(longitude - at.longitude))
            if off > SAME_PLACE_DEGREES:
                moved.add(stop.household)
    return moved


def _listed(ids: Sequence[str], kind: str) -> str:
    """``2 visits (H1, H2)``."""
    shown = ", ".join(ids[:IDS_NAMED]) + (", ..." if len(ids) > IDS_NAMED else "")
    return phrase("{count} ({ids})", count=counted(len(ids), kind), ids=shown)
