"""A plan's routes laid onto shifts that have changed since: cut in parts, shorter, or gone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from routeplan.model.changes import Absence
from routeplan.model.inputs import NO_WAY, STATION_PLACE, Inputs, Shift, TravelTables
from routeplan.model.plan import Plan, Route, RouteBreak


def onto_shifts(plan: Plan, inputs: Inputs) -> Plan:
    """The plan with one route for each shift of ``inputs`` that still has stops to make.

    A stop goes to the shift of its day and officers that holds it from begin to end; its times are
    those of the plan.
    """
    routes = (_onto(plan, shift) for shift in inputs.shifts)
    return replace(plan, routes=tuple(route for route in routes if route is not None))


def _onto(plan: Plan, shift: Shift) -> Route | None:
    theirs = [r for r in plan.routes if r.day == shift.day and {*shift.officers} <= {*r.officers}]
    stops = sorted(
        (s for r in theirs for s in r.stops if shift.begin <= s.begin and s.end <= shift.end),
        key=lambda stop: stop.begin,
    )
    if not stops:
        return None
    within = (r.pause for r in theirs if r.pause and shift.begin <= r.pause.begin < shift.end)
    pause = next(within, None)
    if pause is not None:
        before = sum(stop.begin < pause.begin for stop in stops)
        pause = RouteBreak(pause.begin, pause.end, after=before)
    first = next(r for r in theirs if stops[0] in r.stops)
    whole = first.stops[0] == stops[0]
    leave = first.leave if whole else stops[0].begin - stops[0].leg.seconds
    return replace(
        first, shift=shift.id, officers=shift.officers, stops=tuple(stops), pause=pause, leave=leave
    )


def after_settled(
    absence: Absence,
    plan: Plan,
    settled: Collection[str],
    inputs: Inputs,
    travel: TravelTables,
    *,
    now: int,
) -> Absence:
    """The absence begun, if need be, once the officer has made what is settled and is back.

    A break that began before ``now`` (elapsed seconds) is taken to its end.
    """
    begin = absence.begin
    for route in plan.routes:
        if absence.officer not in route.officers or route.mode not in travel.modes:
            continue
        pause = route.pause
        if pause and pause.begin < min(now, absence.begin) < pause.end:
            begin = max(begin, pause.end)
        for stop in route.stops:
            if (
                stop.visit in settled
                and stop.household in inputs.households_by_id
                and route.begin <= absence.begin < route.end
                and stop.begin < absence.begin
            ):
                place = inputs.household(stop.household).place
                back = int(travel.of(route.mode)[place, STATION_PLACE])
                if back != NO_WAY:
                    begin = max(begin, stop.end + back)
    return replace(absence, begin=min(begin, absence.end))
