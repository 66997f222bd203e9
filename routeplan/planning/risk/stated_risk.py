"""A plan that says what may come of its rounds: spans of time, and how often they are late."""

from __future__ import annotations

from dataclasses import replace

from routeplan.model.plan import Plan, Route
from routeplan.planning.risk.distribution import round_risk
from routeplan.planning.risk.within_risk import RiskCase
from routeplan.problem.solution import Solution


def with_risk(plan: Plan, case: RiskCase, solution: Solution) -> Plan:
    """The plan of a solution with its risk; as it is where visits are booked at full length."""
    booking = case.inputs.policy.booking
    if booking is None:
        return plan
    routes = (_with_risk(route, case, solution, s) for s, route in enumerate(plan.routes))
    return replace(plan, routes=tuple(routes), booking=booking, known_until=case.known_until)


def _with_risk(route: Route, case: RiskCase, solution: Solution, s: int) -> Route:
    if not route.stops:
        return route
    walked = case.walked(solution, s)
    risk = round_risk(walked)
    stops = [
        stop
        if walked_stop.firm or walked_stop.known
        else replace(stop, earliest=walked_stop.expected, latest=latest)
        for stop, walked_stop, latest in zip(route.stops, walked.stops, risk.latest, strict=True)
    ]
    return replace(
        route,
        stops=tuple(stops),
        late_stops=round(risk.late_stops, 6),
        late_day=round(risk.late_day, 6),
    )
