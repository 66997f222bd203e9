"""Reserve stops: households that may really be tried when doors stay shut."""

from __future__ import annotations

from collections.abc import Iterator

from routeplan.check.case import Case, broken
from routeplan.errors import Violation
from routeplan.plan import ReserveStop, Route


def reserve_stops(case: Case) -> Iterator[Violation]:
    """Few, in order, of visits one officer can make, left out or planned later, window open."""
    most = case.inputs.policy.reserve_stops
    for route in case.plan.routes:
        after = [reserve.after for reserve in route.reserve]
        if len(after) > most or after != sorted(after):
            yield broken("reserve-stops", "they are too many or not in order", route)
        if len({reserve.visit for reserve in route.reserve}) != len(route.reserve):
            yield broken("reserve-stops", "one is named twice", route)
        for reserve in route.reserve:
            if problem := _problem(case, route, reserve):
                yield Violation("reserve-stops", problem, route.shift, reserve.visit)


def _problem(case: Case, route: Route, reserve: ReserveStop) -> str:
    times = case.times_of.get(reserve.visit)
    if times is None:
        return "it is no visit of this plan, or the household asked not to be called on"
    visit, shift = case.visit(reserve.visit), case.shift(route)
    planned = [other.day for other, _ in case.stops_of.get(reserve.visit, ())]
    if visit.household != reserve.household:
        return f"it is not {reserve.household}'s visit"
    if any(day <= route.day for day in planned) or (planned[0] if planned else None) != (
        reserve.planned
    ):
        return "it is not planned on a later day"
    if visit.appointment or not visit.skills <= shift.skills:
        return "it is an appointment, or needs another skill"
    if visit.officers_needed > len(shift.officers):
        return "it needs two officers"
    if (reserve.window_begin, reserve.window_end) not in times.windows:
        return "its window is none of its windows"
    if not (reserve.window_begin < route.end and reserve.window_end > route.begin):
        return "its window is not open during the shift"
    if not 0 <= reserve.after <= len(route.stops):
        return "it stands behind a stop that is not there"
    return ""
