"""What stands on the sheets beside a plan's stops: whom officers try when doors stay shut.

A plan is walked with reserve stops, and half of what is met comes from them. So that plans are
compared and not their sheets, the same plan can be given other ones.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from benchmarks.presence_model.station import CHANCE_GIVEN, visiting_hours
from routeplan.formats.station.settings import PlanSection
from routeplan.hours.windows import VisitTimes, visit_times
from routeplan.model.inputs import Inputs, TravelTables
from routeplan.model.plan import Plan, Route, Stop
from routeplan.planning.reserve_stops import reserve_stops
from routeplan.problem.numbering import build_problem

SIX = 6


class Execution(StrEnum):
    """Which reserve stops a plan is walked with."""

    OWN = "its own"
    NONE = "none"
    SIX = "six by detour"
    EQUAL = "by chances as set"


def filling(execution: Execution) -> str:
    """What the settings say of how shifts are filled: by what is expected at doors, or by nothing.

    Until now and as it is, a plan books visits at full length; equal execution is that of the
    program, where it can do otherwise.
    """
    by_doors = execution in (Execution.OWN, Execution.EQUAL)
    return 'booking = "doors"' if by_doors and "booking" in PlanSection.model_fields else ""


def executed(plan: Plan, inputs: Inputs, tables: TravelTables, execution: Execution) -> Plan:
    """The plan with those reserve stops.

    By detour it knows no chances: each is 1. By chances as set each has as many as the program
    gives to its own plans, by the published figures that every station can have.
    """
    if execution is Execution.OWN:
        return plan
    if execution is Execution.NONE:
        return replace(plan, routes=tuple(replace(route, reserve=()) for route in plan.routes))
    policy = inputs.policy
    if execution is Execution.SIX:
        policy = replace(policy, reserve_stops=SIX)
    else:
        hours = tuple(visiting_hours(chances=True).items())
        policy = replace(policy, chance_given=CHANCE_GIVEN, visiting_hours=hours)
    return _with_reserve(plan, replace(inputs, policy=policy), tables)


def _with_reserve(plan: Plan, inputs: Inputs, tables: TravelTables) -> Plan:
    times = visit_times(inputs)
    known = dict(zip((visit.id for visit in inputs.visits), times, strict=True))
    routes = [_expecting(route, known) for route in plan.routes]
    chosen = reserve_stops(inputs, times, build_problem(inputs, times, tables), routes)
    pairs = zip(routes, chosen, strict=True)
    return replace(plan, routes=tuple(replace(route, reserve=stops) for route, stops in pairs))


def _expecting(route: Route, times: dict[str, VisitTimes]) -> Route:
    """With the chances that the sheet's maker knows."""
    return replace(route, stops=tuple(_chanced(stop, times[stop.visit]) for stop in route.stops))


def _chanced(stop: Stop, times: VisitTimes) -> Stop:
    start = next(
        start_window
        for start_window in times.starts
        if start_window.first <= stop.begin <= start_window.last
    )
    return replace(stop, chance=start.chance)
