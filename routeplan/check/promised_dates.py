"""Dates promised, and calls made because a shift has time."""

from __future__ import annotations

from collections.abc import Iterator

from routeplan.check.judged_plan import JudgedPlan, broken
from routeplan.errors import Violation
from routeplan.model.plan import Route
from routeplan.phrases import phrase


def deadlines(case: JudgedPlan) -> Iterator[Violation]:
    """A visit made behind the latest date promised within the plan tells by how many days."""
    calendar = case.inputs.calendar
    for visit_id, stops in case.stops_of.items():
        visit = case.visit(visit_id)
        promised = visit.latest if visit.appointment is None else None
        for route, stop in stops:
            late = 0
            if promised is not None and promised >= calendar.first_day:
                late = max((calendar.local(stop.end - 1).date() - promised).days, 0)
            if stop.days_late != late:
                message = phrase(
                    "it is {right} days behind its latest date, not {wrong}",
                    right=late,
                    wrong=stop.days_late,
                )
                yield broken("deadlines", message, route, stop)


def spare_calls(case: JudgedPlan) -> Iterator[Violation]:
    """Calls of spare time are no promises, and leave free what the settings keep free."""
    for route in case.plan.routes:
        spare = [stop for stop in route.stops if stop.spare]
        for stop in spare:
            visit = case.visit(stop.visit)
            if visit.priority == "must" or visit.appointment:
                message = phrase("it is a promise, not a call in spare time")
                yield broken("spare-calls", message, route, stop)
        if spare and _busy(case, route) > _open_seconds(case, route):
            share = round(100 * case.inputs.policy.keep_free)
            message = phrase(
                "calls in spare time fill more than all but {share} % of the shift", share=share
            )
            yield broken("spare-calls", message, route, spare[0])


def _busy(case: JudgedPlan, route: Route) -> int:
    ways = sum(case.way(route, here, there) for _, here, there in case.legs(route))
    return ways + sum(stop.end - stop.begin for stop in route.stops)


def _open_seconds(case: JudgedPlan, route: Route) -> int:
    """How busy a shift may be with calls of spare time among its visits."""
    shift = case.shift(route)
    rest = shift.pause.seconds if shift.pause else 0
    return int((1 - case.inputs.policy.keep_free) * (shift.end - shift.begin - rest))
