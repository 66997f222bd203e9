"""A made-up week on a real street map, for what draws it: no search, no streets searched.

Homes stand on named streets of an extract; each officer calls on those that follow each other in
his part of the town. Legs turn one corner, with a point every few metres as on streets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import NamedTuple

from routeplan.model.inputs import (
    Coordinate,
    Household,
    Inputs,
    Mode,
    Officer,
    Place,
    Shift,
    Station,
)
from routeplan.model.plan import LeftOut, Leg, Plan, ReserveStop, Route, Stop, Turn
from routeplan.render.map.basemap import BaseMap, read_base_map
from routeplan.render.projection import Point
from tests.render.planned import plan_of
from tests.stations import HOUR, MINUTE, inputs_of, shift, visit

ROOT = Path(__file__).parent.parent
EXTRACTS = (
    ROOT.parent / "shared" / "data" / "osm" / "munchen.osm.pbf",
    ROOT / "data" / "area.osm.pbf",
)
"""The first that is there is drawn."""
POINTS_A_LEG = 24
RESERVE = 4


class Week(NamedTuple):
    """All that pages and sheets are drawn from."""

    plan: Plan
    inputs: Inputs
    base: BaseMap
    extract: Path


def drawn_week(officers: int, days: int, stops: int, *, extract: Path | None = None) -> Week:
    """A week in which every officer calls on ``stops`` homes a day, and some homes are left out."""
    area = extract or next(path for path in EXTRACTS if path.is_file())
    base, random = read_base_map(area), Random(1)
    doors = _doors(base, random, officers * days * (stops + RESERVE + stops // 4))
    homes = [
        Household(
            f"h{k}",
            f"Resident {k}",
            f"{street} {1 + k % 90}",
            Coordinate(*at),
            k,
            row=k + 1,
            task="Introduce the new beat officer",
            note="Second staircase",
        )
        for k, (at, street) in enumerate(doors, start=1)
    ]
    staff = [Officer(f"O{k}", f"Officer {k}", Mode.FOOT) for k in range(1, officers + 1)]
    shifts = [
        shift(day=day, id=f"{who.id}/{day}", officers=(who.id,))
        for day in range(days)
        for who in staff
    ]
    visits = [visit(k) for k in range(1, len(homes) + 1)]
    inputs = inputs_of(homes, visits, shifts, days=days, officers=staff)
    places = (
        Place(homes[0].coordinate, "Station"),
        *(Place(h.coordinate, h.address) for h in homes),
    )
    inputs = _moved(inputs, places)
    share = stops + RESERVE
    routes = [
        _route(
            inputs,
            which,
            homes[k * share : k * share + stops],
            homes[k * share + stops : (k + 1) * share],
        )
        for k, which in enumerate(inputs.shifts)
    ]
    return Week(_with_reasons(plan_of(inputs, routes)), inputs, base, area)


def _moved(inputs: Inputs, places: tuple[Place, ...]) -> Inputs:
    """The station in the middle of the town."""
    middle = places[len(places) // 2].coordinate
    station = Station("Station of the benchmark", middle)
    return replace(inputs, station=station, places=(Place(middle, "Station"), *places[1:]))


def _doors(base: BaseMap, random: Random, count: int) -> list[tuple[Point, str]]:
    """Points of named streets, those near each other one after the other."""
    points = [(point, way.name) for way in base.ways if way.name for point in way.line]
    chosen = random.choices(points, k=count)
    cell = 0.004
    return sorted(chosen, key=lambda door: (round(door[0][0] / cell), door[0][1]))


def _route(
    inputs: Inputs, which: Shift, homes: Sequence[Household], reserve: Sequence[Household]
) -> Route:
    now, at, stops = which.begin, inputs.station.coordinate, []
    for home in homes:
        begin = now + 4 * MINUTE
        now = begin + 10 * MINUTE
        leg = Leg(4 * MINUTE, 320, _line(at, home.coordinate), (Turn("left", home.address, 60),))
        window = (which.begin, which.end)
        stops.append(Stop(f"v{home.id[1:]}", home.id, leg, begin, begin, now, *window, chance=0.5))
        at = home.coordinate
    return Route(
        shift=which.id,
        officers=which.officers,
        day=which.day,
        mode=Mode.FOOT,
        begin=which.begin,
        end=which.end,
        leave=which.begin,
        back=now + 4 * MINUTE,
        stops=tuple(stops),
        way_back=Leg(4 * MINUTE, 320, _line(at, inputs.station.coordinate)),
        pause=None,
        reserve=tuple(
            ReserveStop(f"v{h.id[1:]}", h.id, 1, 9 * HOUR, 17 * HOUR, 240) for h in reserve
        ),
        expected_met=0.5 * len(homes),
        expected_busy=7 * MINUTE * len(homes),
    )


def _line(begin: Coordinate, end: Coordinate) -> tuple[Point, ...]:
    """Along one street, round a corner, along another."""
    corner = (begin.latitude, end.longitude)
    legs = ((begin.latitude, begin.longitude), corner), (corner, (end.latitude, end.longitude))
    half = POINTS_A_LEG // 2
    line = [
        (a[0] + (b[0] - a[0]) * k / half, a[1] + (b[1] - a[1]) * k / half)
        for a, b in legs
        for k in range(half + 1)
    ]
    return line[0], *line, line[-1]  # doors stand at the street


def _with_reasons(plan: Plan) -> Plan:
    """Five reasons among the visits left out."""
    codes = ("no-room", "not-worth", "no-window", "no-officer", "no-way")
    left_out: list[LeftOut] = [
        replace(entry, code=codes[k % len(codes)], facts={})
        for k, entry in enumerate(plan.left_out)
    ]
    return replace(plan, left_out=tuple(left_out))
