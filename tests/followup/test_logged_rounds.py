"""A plan's rounds, as the log keeps them."""

from __future__ import annotations

from dataclasses import replace

from routeplan.followup.logged_rounds import rounds_of
from routeplan.model.plan import ReserveStop
from routeplan.model.sheet_codes import sheet_codes, sheet_id
from tests.check.sound import sound_plan, station

PLAN, CALENDAR = sound_plan(), station().calendar


def test_each_round_with_stops_is_there_under_the_code_of_its_sheet() -> None:
    found = {logged_round.shift: logged_round for logged_round in rounds_of(PLAN, CALENDAR)}
    codes = sheet_codes(PLAN)
    assert {shift: logged_round.code for shift, logged_round in found.items()} == codes
    for route in PLAN.routes:
        if route.stops:
            kept = found[route.shift]
            assert kept.id == sheet_id(route, PLAN.first_day)
            assert kept.day == CALENDAR.date_of(route.day)
            assert kept.officers == route.officers
            assert kept.travel_seconds == route.travel_seconds
            assert kept.visit_seconds == route.visit_seconds
            assert kept.expected_met == route.expected_met


def test_stops_have_numbers_and_the_time_on_the_wall_and_reserve_stops_letters() -> None:
    """The first stop begins at 09:02, as on the sheet."""
    route = PLAN.routes[0]
    spare = replace(route, reserve=(ReserveStop("vx", "hx", 0, 0, 1, 2),))
    (kept, *_) = rounds_of(replace(PLAN, routes=(spare,)), CALENDAR)
    first, last = kept.stops[0], kept.stops[-1]
    assert (first.stop, first.visit, first.begin) == ("1", route.stops[0].visit, 9 * 3600 + 120)
    assert (first.chance, first.is_promised) == (route.stops[0].chance, route.stops[0].promised)
    assert (last.stop, last.visit, last.household, last.is_reserve) == ("A", "vx", "hx", True)
    assert (last.begin, last.chance) == (None, None)


def test_after_midnight_the_time_counts_on() -> None:
    """A round of the first day that calls at half past midnight: 24:30."""
    route = PLAN.routes[0]
    late = replace(route.stops[0], begin=86_400 + 1800)
    night = replace(route, stops=(late,))
    (kept,) = rounds_of(replace(PLAN, routes=(night,)), CALENDAR)
    assert kept.stops[0].begin == 86_400 + 1800
