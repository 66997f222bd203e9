"""Plans drawn by hand on the tests' street: each shift calls on its homes one after the other."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from routeplan.model.inputs import Household, Inputs, Shift
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
from routeplan.render.map.basemap import Area, BaseMap, DrawnWay
from tests.stations import HOUR, MINUTE, household, inputs_of, shift, visit

HOMES = 8
BASE = BaseMap(
    ways=(
        DrawnWay("street", ((60.17, 24.939), (60.17, 24.962)), "Mill Lane & Sons"),
        DrawnWay("path", ((60.169, 24.945), (60.171, 24.945))),
    ),
    areas=(
        Area("building", (((60.1702, 24.94), (60.1704, 24.94), (60.1704, 24.941)),)),
        Area("green", (((60.168, 24.94), (60.169, 24.94), (60.169, 24.95)),)),
    ),
)

NO_ROOM = {"minutes": 10, "hours": "Mo 09:00-17:00"}


def street_inputs(**fields: Any) -> Inputs:
    """Homes 1-8; A works on both days, B on the first, C on the second with nothing to do."""
    homes = [
        household(k, task=f"Task {k}", note=f"Note {k}", **fields) for k in range(1, HOMES + 1)
    ]
    shifts = [shift("A", day=0), shift("B", day=0), shift("A", day=1), shift("C", day=1)]
    return inputs_of(homes, [visit(k) for k in range(1, HOMES + 1)], shifts, days=2)


def street_plan(inputs: Inputs, *, straight_line: bool = False) -> Plan:
    """A calls on h1 and h2, B on h3, A the next day on h4 and h5; h6 is B's reserve, others out."""
    first, second, third, idle = inputs.shifts
    return plan_of(
        inputs,
        [
            route_of(inputs, first, ["h1", "h2"], pause=True),
            route_of(inputs, second, ["h3"], reserve=["h6"]),
            route_of(inputs, third, ["h4", "h5"]),
            route_of(inputs, idle, []),
        ],
        straight_line=straight_line,
    )


def plan_of(inputs: Inputs, routes: Sequence[Route], *, straight_line: bool = False) -> Plan:
    """A plan of these routes; the homes on none are left out, worth a minute more each."""
    called = {stop.household for route in routes for stop in route.stops}
    out = [visit for visit in inputs.visits if visit.household not in called]
    left_out = tuple(
        LeftOut(
            visit.id,
            visit.household,
            "no-room",
            facts=NO_ROOM,
            worth=60 * (60 + k),
        )
        for k, visit in enumerate(out)
    )
    return Plan(
        station=inputs.station.name,
        first_day=inputs.calendar.first_day,
        days=inputs.calendar.days,
        timezone=inputs.calendar.zone.key,
        travel_source="streets",
        straight_line=straight_line,
        routes=tuple(routes),
        left_out=left_out,
        totals=Totals(0, 1200, 3600, 600, 0),
        search=SearchRecord("ruin-recreate", 0, 1000, 6 * HOUR, 5000),
    )


def route_of(
    inputs: Inputs,
    shift: Shift,
    homes: Sequence[str],
    *,
    reserve: Sequence[str] = (),
    pause: bool = False,
) -> Route:
    """The shift calls on these homes for ten minutes each, two minutes apart."""
    visits = {visit.household: visit.id for visit in inputs.visits}
    now, at, stops = shift.begin, inputs.station.coordinate, []
    for name in homes:
        home = inputs.household(name)
        begin = now + 2 * MINUTE
        now = begin + 10 * MINUTE
        line = ((at.latitude, at.longitude), (60.17, at.longitude), _point(home))
        leg = Leg(2 * MINUTE, 160, line, (Turn("left", "Mill Lane", 60),))
        window = (shift.begin, shift.end)
        stops.append(Stop(visits[name], name, leg, begin, begin, now, *window, chance=0.5))
        at = home.coordinate
    return Route(
        shift=shift.id,
        officers=shift.officers,
        day=shift.day,
        mode=shift.mode,
        begin=shift.begin,
        end=shift.end,
        leave=shift.begin,
        back=now + (2 * MINUTE if homes else 0),
        stops=tuple(stops),
        way_back=Leg(2 * MINUTE, 160) if homes else Leg(0, 0),
        pause=RouteBreak(now, now + 30 * MINUTE, 1) if pause else None,
        reserve=tuple(
            ReserveStop(visits[name], name, 1, shift.begin, shift.end, 240, chance=0.5)
            for name in reserve
        ),
        expected_met=0.5 * len(homes),
        expected_busy=7 * MINUTE * len(homes),
    )


def _point(home: Household) -> tuple[float, float]:
    return home.coordinate.latitude, home.coordinate.longitude


def data_of(page: Path | str) -> Any:
    """The data that a page's scripts read."""
    html = page.read_text(encoding="utf-8") if isinstance(page, Path) else page
    _, _, after = html.partition('id="data">')
    return json.loads(after.partition("</script>")[0])
