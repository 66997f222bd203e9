"""A plan that uses every field, for files and pages made from plans."""

from __future__ import annotations

from pathlib import Path

from routeplan.formats.plans.plan_json import plan_text
from routeplan.model.inputs import Inputs, Mode
from routeplan.model.plan import (
    LeftOut,
    Leg,
    Plan,
    ReserveStop,
    Route,
    RouteBreak,
    SearchRecord,
    Stop,
    Totals,
    Turn,
)
from routeplan.private_files import write_private
from tests.stations import HOUR, MINUTE, MONDAY, household, inputs_of, shift, visit

NO_ROOM = {"minutes": 10, "hours": "Mo 09:00-17:00"}


def small_inputs() -> Inputs:
    """Two households on the street; officers A and B; B has nothing to do."""
    return inputs_of(
        [household(1), household(2)],
        [visit(1), visit(2)],
        [shift(letter, begin=8 * HOUR, end=16 * HOUR) for letter in "AB"],
    )


def small_plan(*, straight_line: bool = False) -> Plan:
    """A calls on h1, has a break and goes home; h2 is left out, and A's reserve."""
    inputs = small_inputs()
    station, home = ((60.17, 24.94), (60.17, 24.942))
    begin = 8 * HOUR + 2 * MINUTE
    route = Route(
        shift=inputs.shifts[0].id,
        officers=("A",),
        day=0,
        mode=Mode.FOOT,
        begin=8 * HOUR,
        end=16 * HOUR,
        leave=8 * HOUR,
        back=begin + 42 * MINUTE,
        stops=(
            Stop(
                visit="v1",
                household="h1",
                leg=Leg(120, 160, (station, home), (Turn("left", "Mill Lane", 60),)),
                arrive=begin,
                begin=begin,
                end=begin + 10 * MINUTE,
                window_begin=8 * HOUR,
                window_end=20 * HOUR,
                chance=0.85,
                promised=True,
                partners=("B",),
                lost_chance=540,
                minor_cost=900,
            ),
        ),
        way_back=Leg(120, 160, (home, station)),
        pause=RouteBreak(begin + 10 * MINUTE, begin + 40 * MINUTE, 1),
        reserve=(ReserveStop("v2", "h2", 1, 8 * HOUR, 20 * HOUR, 240, planned=None),),
        expected_met=0.85,
        expected_busy=772,
    )
    idle = Route(
        shift=inputs.shifts[1].id,
        officers=("B",),
        day=0,
        mode=Mode.FOOT,
        begin=8 * HOUR,
        end=16 * HOUR,
        leave=8 * HOUR,
        back=8 * HOUR,
        stops=(),
        way_back=Leg(0, 0),
        pause=None,
        reserve=(),
        expected_met=0.0,
        expected_busy=0,
    )
    return Plan(
        station="Street Station",
        first_day=MONDAY,
        days=1,
        timezone="Europe/Helsinki",
        travel_source="straight-line estimate" if straight_line else "streets",
        straight_line=straight_line,
        routes=(route, idle),
        left_out=(
            LeftOut(
                "v2",
                "h2",
                "no-room",
                facts=NO_ROOM,
                broken_promise=True,
                worth=3600,
            ),
        ),
        totals=Totals(1, 240, 3600, 540, 900),
        search=SearchRecord("ruin-recreate", 0, 1000, 23_400, 5000, interrupted=True),
    )


def put_plan(path: Path, plan: Plan) -> Path:
    """The plan's file, as ``routeplan plan`` leaves it."""
    return write_private(path, plan_text(plan))
