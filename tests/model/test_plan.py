"""What a plan adds up to, from its stops."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from routeplan.model.inputs import Mode
from routeplan.model.plan import LeftOut, Leg, Plan, Route, RouteBreak, SearchRecord, Stop, Totals
from tests.stations import HOUR, MINUTE, MONDAY


def stop(number: int, begin: int, minutes: int, way: int) -> Stop:
    """Visit ``v<number>``, reached by a way of so many minutes at 80 metres a minute."""
    end = begin + minutes * MINUTE
    return Stop(
        visit=f"v{number}",
        household=f"h{number}",
        leg=Leg(way * MINUTE, way * 80),
        arrive=begin,
        begin=begin,
        end=end,
        window_begin=begin,
        window_end=end,
        chance=0.5,
    )


# Leaves at 9:00; 5 minutes to v1, there 9:05-9:25; 10 minutes to v2, waits, there 10:00-10:15;
# 15 minutes back, with a break of 30 on the way: back at 11:00.
ROUTE = Route(
    shift="A/0",
    officers=("A",),
    day=0,
    mode=Mode.FOOT,
    begin=9 * HOUR,
    end=17 * HOUR,
    leave=9 * HOUR,
    back=11 * HOUR,
    stops=(stop(1, 9 * HOUR + 5 * MINUTE, 20, 5), stop(2, 10 * HOUR, 15, 10)),
    way_back=Leg(15 * MINUTE, 1200),
    pause=RouteBreak(10 * HOUR + 15 * MINUTE, 10 * HOUR + 45 * MINUTE, after=2),
    reserve=(),
    expected_met=1.0,
    expected_busy=0,
)
AT_HOME = replace(ROUTE, shift="B/0", stops=(), way_back=Leg(0, 0), back=9 * HOUR, pause=None)


def test_a_route_adds_up_travel_visits_and_idle_time():
    assert ROUTE.travel_seconds == (5 + 10 + 15) * MINUTE
    assert ROUTE.travel_metres == 400 + 800 + 1200
    assert ROUTE.visit_seconds == (20 + 15) * MINUTE
    assert ROUTE.busy_seconds == 65 * MINUTE
    # Two hours out, less 65 minutes busy and 30 of break.
    assert ROUTE.idle_seconds == 25 * MINUTE


def test_without_a_break_its_time_is_idle():
    assert replace(ROUTE, pause=None).idle_seconds == 55 * MINUTE


@pytest.mark.parametrize(
    ("begin", "end", "idle"),
    [
        # 55 minutes are neither travel nor visits.
        pytest.param(8 * HOUR, 8 * HOUR + 30 * MINUTE, 55, id="before leaving: none of it is out"),
        pytest.param(8 * HOUR + 40 * MINUTE, 9 * HOUR + 10 * MINUTE, 45, id="10 minutes are out"),
        pytest.param(12 * HOUR, 12 * HOUR + 30 * MINUTE, 55, id="after coming back"),
    ],
)
def test_a_break_at_the_station_is_not_taken_off_idle_time(begin, end, idle):
    assert replace(ROUTE, pause=RouteBreak(begin, end, 0)).idle_seconds == idle * MINUTE


def test_a_shift_without_a_visit_adds_up_to_nothing():
    sums = (AT_HOME.travel_seconds, AT_HOME.travel_metres, AT_HOME.busy_seconds)
    assert (*sums, AT_HOME.idle_seconds) == (0, 0, 0, 0)


def test_the_objective_is_the_sum_of_its_named_terms():
    totals = Totals(
        promises_missed=7, travel=1000, worth_left_out=200, lost_chance=30, minor_costs=4
    )
    assert totals.objective == 1234  # promises are another tier


def plan(*left_out: LeftOut) -> Plan:
    return Plan(
        station="Street Station",
        first_day=MONDAY,
        days=1,
        timezone="Europe/Helsinki",
        travel_source="streets",
        straight_line=False,
        routes=(ROUTE, AT_HOME),
        left_out=left_out,
        totals=Totals(0, 0, 0, 0, 0),
        search=SearchRecord("ruin-recreate", 0, 1000),
    )


def test_a_route_is_found_by_its_shift():
    assert plan().route("B/0") is AT_HOME
    with pytest.raises(KeyError, match="C/0"):
        plan().route("C/0")


def test_broken_promises_are_those_left_out_that_were_promised():
    kept_away = LeftOut("v1", "h1", "no-room")
    promised = LeftOut("v2", "h2", "no-room", broken_promise=True)
    assert plan(kept_away, promised).broken_promises == (promised,)
    assert plan(kept_away).broken_promises == ()


def test_a_plan_is_changed_only_by_making_another():
    with pytest.raises(FrozenInstanceError):
        plan().days = 2  # type: ignore[misc]
