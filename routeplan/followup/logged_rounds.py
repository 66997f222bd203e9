"""A plan's rounds as the log keeps them, so that results find their homes after a new plan too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from routeplan.model.inputs import PlanCalendar
from routeplan.model.plan import Plan, Route
from routeplan.model.sheet_codes import RESERVE_LETTERS, sheet_codes, sheet_id
from routeplan.visitlog.log_records import Round, RoundStop


def rounds_of(plan: Plan, calendar: PlanCalendar) -> Iterator[Round]:
    """The rounds of a plan that have stops.

    Parameters
    ----------
    calendar
        The plan's own.
    """
    codes = sheet_codes(plan)
    for route in plan.routes:
        if route.stops:
            yield Round(
                id=sheet_id(route, plan.first_day),
                code=codes[route.shift],
                plan_first_day=plan.first_day,
                day=calendar.date_of(route.day),
                shift=route.shift,
                officers=route.officers,
                travel_seconds=route.travel_seconds,
                visit_seconds=route.visit_seconds,
                expected_met=route.expected_met,
                stops=(*_stops(route, calendar), *_reserve(route)),
            )


def callers(rounds: Iterable[Round]) -> dict[tuple[date, str], list[str]]:
    """Who makes each visit of a day, over all rounds: those made together have both."""
    by_shift: dict[tuple[date, str], list[str]] = {}
    for logged_round in rounds:
        for stop in logged_round.stops:
            if not stop.is_reserve:
                by_shift.setdefault((logged_round.day, stop.visit), []).extend(
                    logged_round.officers
                )
    return by_shift


def _stops(route: Route, calendar: PlanCalendar) -> Iterator[RoundStop]:
    for number, stop in enumerate(route.stops, start=1):
        yield RoundStop(
            stop=str(number),
            visit=stop.visit,
            household=stop.household,
            seconds=stop.whole_seconds,
            begin=_seconds_of_day(stop.begin, route.day, calendar),
            chance=stop.chance,
            is_promised=stop.promised,
        )


def _reserve(route: Route) -> Iterator[RoundStop]:
    for letter, stop in zip(RESERVE_LETTERS, route.reserve, strict=False):
        yield RoundStop(letter, stop.visit, stop.household, 0, is_reserve=True)


def _seconds_of_day(elapsed: int, day: int, calendar: PlanCalendar) -> int:
    """What the clock on the wall shows, counted on after midnight."""
    local = calendar.local(elapsed)
    days = (local.date() - calendar.date_of(day)).days
    return 86_400 * days + 3600 * local.hour + 60 * local.minute + local.second
