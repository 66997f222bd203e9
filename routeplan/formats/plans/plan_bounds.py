"""Whether a plan read from a file can be one: days, times, places and numbers in their bounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from routeplan.model.inputs import DAY_SECONDS, MAX_PLAN_DAYS, PLAN_YEARS, PlanCalendar
from routeplan.model.plan import Leg, Plan, ReserveStop, Route, Stop
from routeplan.phrases import phrase

Fault = tuple[str, str]
"""Where it stands, as ``routes.0.day``, and what is wrong with it."""
MOST_METRES = 10_000_000


def faults(plan: Plan) -> Iterator[Fault]:
    """Everything that no plan has, whatever tables it was made from."""
    if plan.first_day.year not in PLAN_YEARS:
        yield (
            "first_day",
            phrase("{first_day} is not a possible plan day", first_day=plan.first_day),
        )
    if not 1 <= plan.days <= MAX_PLAN_DAYS:
        yield (
            "days",
            phrase("a plan has 1 to {most} days, not {days}", most=MAX_PLAN_DAYS, days=plan.days),
        )
        return
    shifts = Counter(route.shift for route in plan.routes)
    for k, route in enumerate(plan.routes):
        if shifts[route.shift] > 1:
            yield (
                f"routes.{k}.shift",
                phrase("{count} routes belong to this shift", count=shifts[route.shift]),
            )
        for where, message in _of_route(plan, route):
            yield f"routes.{k}.{where}", message


def _of_route(plan: Plan, route: Route) -> Iterator[Fault]:
    if not 0 <= route.day < plan.days:
        yield "day", phrase("{number} is not a day of this plan", number=route.day)
    if len(route.officers) not in (1, 2):
        yield (
            "officers",
            phrase(
                "a shift is one officer or a crew of two, not {count}", count=len(route.officers)
            ),
        )
    yield from _times(plan, route, "begin", "leave", "back", "end")
    if route.pause is not None:
        for where, message in _times(plan, route.pause, "begin", "end"):
            yield f"pause.{where}", message
        if not 0 <= route.pause.after <= len(route.stops):
            yield "pause.after", phrase("there are {count} stops", count=len(route.stops))
    for k, stop in enumerate(route.stops):
        for where, message in _of_stop(plan, stop):
            yield f"stops.{k}.{where}", message
    for where, message in _of_leg(route.way_back):
        yield f"way_back.{where}", message
    for k, reserve in enumerate(route.reserve):
        for where, message in _of_reserve(plan, route, reserve):
            yield f"reserve.{k}.{where}", message


def _of_stop(plan: Plan, stop: Stop) -> Iterator[Fault]:
    yield from _times(plan, stop, "arrive", "begin", "end")
    yield from _times(plan, stop, "window_begin", "window_end")
    if stop.stay is not None:
        for where, message in _times(plan, stop.stay, "there", "leave"):
            yield f"stay.{where}", message
    if not 0 <= stop.chance <= 1:
        yield "chance", phrase("a chance is between 0 and 1, not {chance:g}", chance=stop.chance)
    for where, message in _of_leg(stop.leg):
        yield f"leg.{where}", message


def _of_reserve(plan: Plan, route: Route, reserve: ReserveStop) -> Iterator[Fault]:
    yield from _times(plan, reserve, "window_begin", "window_end")
    if not 0 <= reserve.after <= len(route.stops):
        yield "after", phrase("there are {count} stops", count=len(route.stops))
    if reserve.planned is not None and not 0 <= reserve.planned < plan.days:
        yield "planned", phrase("{number} is not a day of this plan", number=reserve.planned)


def _of_leg(leg: Leg) -> Iterator[Fault]:
    if leg.seconds < 0:
        yield "seconds", phrase("travel time cannot be negative")
    if leg.seconds > MAX_PLAN_DAYS * DAY_SECONDS:
        yield "seconds", phrase("travel takes at most {most} days", most=MAX_PLAN_DAYS)
    if not 0 <= leg.metres <= MOST_METRES:
        yield "metres", phrase("a leg cannot be {metres} metres long", metres=leg.metres)
    if any(not (abs(latitude) <= 90 and abs(longitude) <= 180) for latitude, longitude in leg.line):
        yield "line", phrase("one of its points is not on the globe")


def _times(plan: Plan, part: object, *names: str) -> Iterator[Fault]:
    """Times that come in this order, none before the first midnight or long after the last."""
    before, latest = 0, (plan.days + 2) * DAY_SECONDS
    earlier = ""
    for name in names:
        moment = getattr(part, name)
        if moment < before:
            yield name, _too_early(plan, moment, before, earlier)
            return
        if moment > latest:
            at = _when(plan, moment)
            yield name, phrase("{moment} is long after the plan's last day", moment=at)
            return
        before, earlier = moment, name.replace("_", " ")


def _too_early(plan: Plan, moment: int, before: int, earlier: str) -> str:
    """What is wrong with a moment that comes ``before`` the one called ``earlier``."""
    at = _when(plan, moment)
    if not before:
        return phrase("{moment} is before the plan's first day", moment=at)
    then = _when(plan, before)
    return phrase("{moment} is before the {earlier}, {then}", moment=at, earlier=earlier, then=then)


def _when(plan: Plan, moment: int) -> str:
    """``13:56:08 on 2026-11-30``, by the plan's own clock."""
    try:
        local = PlanCalendar(plan.first_day, plan.days, ZoneInfo(plan.timezone)).local(moment)
    except (ValueError, OverflowError, OSError, ZoneInfoNotFoundError):
        return phrase("not a time that a clock can show")
    return phrase("{clock} on {day}", clock=f"{local:%H:%M:%S}", day=local.date())
