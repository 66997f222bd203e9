"""Time at the station within a round: what a sheet offers has to be true."""

from __future__ import annotations

from collections.abc import Iterator

from routeplan.check.judged_plan import JudgedPlan, broken
from routeplan.check.wording import clocks
from routeplan.errors import Violation
from routeplan.model.inputs import NO_WAY, STATION_PLACE
from routeplan.model.plan import Route
from routeplan.phrases import phrase


def station_stays(case: JudgedPlan) -> Iterator[Violation]:
    """Whoever stays at the station before a visit gets there, and is in time for the visit."""
    for route in case.plan.routes:
        for k, stop in enumerate(route.stops):
            if stop.stay is None:
                continue
            first, last = _longest(case, route, k)
            if first is None or not first <= stop.stay.there < stop.stay.leave <= last:
                there, leave = clocks(case.inputs.calendar, stop.stay.there, stop.stay.leave)
                message = phrase(
                    "{round}: from {there} to {leave} nobody can be at the station before {visit}",
                    round=case.route_name(route),
                    there=there,
                    leave=leave,
                    visit=case.visit_name(stop.visit),
                )
                yield broken("station-stays", message, route, stop)


def _longest(case: JudgedPlan, route: Route, k: int) -> tuple[int | None, int]:
    """From when until when the station leaves time for both ways; from None: never."""
    stop = route.stops[k]
    if k == 0 or (route.pause is not None and route.pause.after == k):
        return None, stop.begin
    before, at = route.stops[k - 1], case.place(stop)
    there = case.way(route, case.place(before), STATION_PLACE)
    back = case.way(route, STATION_PLACE, at)
    if NO_WAY in (there, back):
        return None, stop.begin
    return before.end + there, stop.begin - back
