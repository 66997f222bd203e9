"""A plan whose rounds went to other shifts: partners, small costs and totals set right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from routeplan.model.inputs import Inputs, Shift
from routeplan.model.plan import Leg, Plan, Route, Stop

Makers = dict[str, list[tuple[int, Stop]]]
"""Where each visit stands: index of the route, and its stop there; two of them for a pair."""


def changed_plan(inputs: Inputs, plan: Plan, rounds: Mapping[int, Route]) -> Plan:
    """The plan with these rounds, by the index of the shift that now makes each.

    Every other shift has none. Reserve stops are as the rounds bring them.
    """
    routes = [
        rounds.get(s) or (route if not route.stops else without_stops(inputs.shifts[s]))
        for s, route in enumerate(plan.routes)
    ]
    makers = stops_by_visit(routes)
    routes = [
        replace(
            route, stops=tuple(_stop(inputs, routes, s, makers[stop.visit]) for stop in route.stops)
        )
        for s, route in enumerate(routes)
    ]
    totals = replace(
        plan.totals,
        minor_costs=sum(stop.minor_cost for route in routes for stop in route.stops),
        waiting=sum(waiting_cost(inputs, route) for route in routes),
    )
    return replace(plan, routes=tuple(routes), totals=totals)


def waiting_cost(inputs: Inputs, route: Route) -> int:
    """What a round is charged for waiting, in seconds: the price is in whole thousandths."""
    return (route.idle_seconds * round(1000 * inputs.policy.waiting_price) + 500) // 1000


def stops_by_visit(routes: Sequence[Route]) -> Makers:
    """Where each visit stands, in the order of the routes."""
    makers: Makers = {}
    for index, route in enumerate(routes):
        for stop in route.stops:
            makers.setdefault(stop.visit, []).append((index, stop))
    return makers


def other_officer_cost(inputs: Inputs, visit: str, officers: Iterable[str]) -> int:
    """What it costs, in seconds, when these officers make the visit: the preferred one is free."""
    preferred = inputs.visits_by_id[visit].preferred_officer
    if preferred is None or preferred in officers:
        return 0
    return round(60 * inputs.policy.other_officer_minutes)


def without_stops(shift: Shift) -> Route:
    """The route of a shift that makes no visit."""
    return Route(
        shift=shift.id,
        officers=shift.officers,
        day=shift.day,
        mode=shift.mode,
        begin=shift.begin,
        end=shift.end,
        leave=shift.begin,
        back=shift.begin,
        stops=(),
        way_back=Leg(0, 0),
        pause=None,
        reserve=(),
        expected_met=0.0,
        expected_busy=0,
    )


def _stop(
    inputs: Inputs, routes: Sequence[Route], index: int, makers: Sequence[tuple[int, Stop]]
) -> Stop:
    """The stop of one route; of a pair the first route carries what the visit costs."""
    before = next(stop for s, stop in makers if s == index)
    others = [routes[s].officers for s, _ in makers if s != index]
    first = makers[0][0] == index
    there = [officer for s, _ in makers for officer in routes[s].officers]
    return replace(
        before,
        partners=others[0] if others else (),
        lost_chance=sum(stop.lost_chance for _, stop in makers) if first else 0,
        later_day=sum(stop.later_day for _, stop in makers) if first else 0,
        minor_cost=other_officer_cost(inputs, before.visit, there) if first else 0,
    )
