"""Whether a plan read from a file can be one: days, times, places and numbers in their bounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from routeplan.model.inputs import DAY_SECONDS, MAX_PLAN_DAYS, PLAN_YEARS, PlanCalendar
from routeplan.model.plan import Leg, Plan, ReserveStop, Route, Stop

Fault = tuple[str, str]
"""Where it stands, as ``routes.0.day``, and what is wrong with it."""
MOST_METRES = 10_000_000


def faults(plan: Plan) -> Iterator[Fault]:
    """Everything that no plan has, whatever tables it was made from."""
    if plan.first_day.year not in PLAN_YEARS:
        yield "first_day", f"{plan.first_day} is not a possible plan day"
    if not 1 <= plan.days <= MAX_PLAN_DAYS:
        yield "days", f"a plan has 1 to {MAX_PLAN_DAYS} days, not {plan.days}"
        return
    shifts = Counter(route.shift for route in plan.routes)
    for k, route in enumerate(plan.routes):
        if shifts[route.shift] > 1:
            yield f"routes.{k}.shift", f"{shifts[route.shift]} routes belong to this shift"
        for where, told in _of_route(plan, route):
            yield f"routes.{k}.{where}", told


def _of_route(plan: Plan, route: Route) -> Iterator[Fault]:
    if not 0 <= route.day < plan.days:
        yield "day", f"{route.day} is not a day of this plan"
    if len(route.officers) not in (1, 2):
        yield "officers", f"a shift is one officer or a crew of two, not {len(route.officers)}"
    yield from _times(plan, route, "begin", "leave", "back", "end")
    if route.pause is not None:
        for where, told in _times(plan, route.pause, "begin", "end"):
            yield f"pause.{where}", told
        if not 0 <= route.pause.after <= len(route.stops):
            yield "pause.after", f"there are {len(route.stops)} stops"
    for k, stop in enumerate(route.stops):
        for where, told in _of_stop(plan, stop):
            yield f"stops.{k}.{where}", told
    for where, told in _of_leg(route.way_back):
        yield f"way_back.{where}", told
    for k, reserve in enumerate(route.reserve):
        for where, told in _of_reserve(plan, route, reserve):
            yield f"reserve.{k}.{where}", told


def _of_stop(plan: Plan, stop: Stop) -> Iterator[Fault]:
    yield from _times(plan, stop, "arrive", "begin", "end")
    yield from _times(plan, stop, "window_begin", "window_end")
    if not 0 <= stop.chance <= 1:
        yield "chance", f"a chance is between 0 and 1, not {stop.chance:g}"
    for where, told in _of_leg(stop.leg):
        yield f"leg.{where}", told


def _of_reserve(plan: Plan, route: Route, reserve: ReserveStop) -> Iterator[Fault]:
    yield from _times(plan, reserve, "window_begin", "window_end")
    if not 0 <= reserve.after <= len(route.stops):
        yield "after", f"there are {len(route.stops)} stops"
    if reserve.planned is not None and not 0 <= reserve.planned < plan.days:
        yield "planned", f"{reserve.planned} is not a day of this plan"


def _of_leg(leg: Leg) -> Iterator[Fault]:
    if leg.seconds < 0:
        yield "seconds", "travel time cannot be negative"
    if leg.seconds > MAX_PLAN_DAYS * DAY_SECONDS:
        yield "seconds", f"travel takes at most {MAX_PLAN_DAYS} days"
    if not 0 <= leg.metres <= MOST_METRES:
        yield "metres", f"a leg cannot be {leg.metres} metres long"
    if any(not (abs(latitude) <= 90 and abs(longitude) <= 180) for latitude, longitude in leg.line):
        yield "line", "one of its points is not on the globe"


def _times(plan: Plan, part: object, *names: str) -> Iterator[Fault]:
    """Times that come in this order, none before the first midnight or long after the last."""
    before, latest = 0, (plan.days + 2) * DAY_SECONDS
    earlier = "the plan's first day"
    for name in names:
        moment = getattr(part, name)
        if moment < before:
            when = f", {_when(plan, before)}" if before else ""
            yield name, f"{_when(plan, moment)} is before {earlier}{when}"
            return
        if moment > latest:
            yield name, f"{_when(plan, moment)} is long after the plan's last day"
            return
        before, earlier = moment, f"the {name.replace('_', ' ')}"


def _when(plan: Plan, moment: int) -> str:
    """``13:56:08 on 2026-11-30``, by the plan's own clock."""
    try:
        local = PlanCalendar(plan.first_day, plan.days, ZoneInfo(plan.timezone)).local(moment)
    except (ValueError, OverflowError, OSError, ZoneInfoNotFoundError):
        return "not a time that a clock can show"
    return f"{local:%H:%M:%S} on {local.date()}"
