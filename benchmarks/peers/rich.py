"""Stations drawn by a seed: several windows, breaks, two-officer visits, one day or five."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from zoneinfo import ZoneInfo

from routeplan.hours.windows import VisitTimes, visit_times
from routeplan.model.inputs import (
    Coordinate,
    Household,
    Inputs,
    Mode,
    Officer,
    Place,
    PlanCalendar,
    Policy,
    Priority,
    Shift,
    ShiftBreak,
    Station,
    TravelTables,
    Visit,
)
from routeplan.problem.arrays import Problem
from routeplan.problem.numbering import build_problem
from routeplan.travel.straight_line import StraightLine

HOUR, DAY = 3600, 86_400
VISITS_A_SHIFT = 7.5
"""So many fit into a shift with ease."""
VISITS_IN_ITS_HOURS = 22.5
"""So many of 20 minutes, the mean, are as long as a shift without its break."""
HOURS = (
    "",
    "Mo-Fr 08:00-10:30,16:00-18:00",
    "Mo-Fr 11:00-14:00",
    "Mo,We,Fr 08:00-12:00; Tu,Th 13:00-17:00",
    "Mo-Fr 09:00-11:00,12:30-14:30,15:30-17:30",
)
UNSURE = Policy(
    worth_minutes=dict(Policy().worth_minutes),
    later_day_minutes=dict.fromkeys(Priority, 0.0),
    waiting_price=0.0,
    reserve_stops=0,
)
"""As a new station's, fit to be sent to another process; no peer prices days or waiting."""
SURE = replace(UNSURE, chance_given=1.0, visiting_hours=(("Mo-Su 08:00-20:00", 1.0),))
"""Everybody opens within their hours."""
SPREAD_DEGREES = 0.018
"""About 2 km north to south; the same in metres east to west at 60 degrees north."""


@dataclass(frozen=True)
class Draw:
    """What is drawn: everything fits, or visits are ``crowding`` times as long as all shifts."""

    visits: int
    days: int = 1
    crowding: float | None = None
    chances: bool = False
    households_a_door: int = 1
    pairs: float = 0.1

    @property
    def shifts(self) -> int:
        if self.crowding is None:
            return max(1, round(self.visits / VISITS_A_SHIFT))
        return max(1, round(self.visits / VISITS_IN_ITS_HOURS / self.crowding))


@dataclass(frozen=True)
class DrawnStation:
    """What a plan is made from and judged by; ``problem`` is the same in numbers."""

    inputs: Inputs
    times: Sequence[VisitTimes]
    travel: TravelTables
    problem: Problem


def rich_station(draw: Draw, seed: int) -> DrawnStation:
    """A station drawn by a seed; without chances only windows count."""
    inputs = _inputs(draw, Random(seed))
    times = visit_times(inputs)
    travel = StraightLine().tables(inputs.places, [Mode.FOOT])
    return DrawnStation(inputs, times, travel, build_problem(inputs, times, travel))


def _inputs(draw: Draw, random: Random) -> Inputs:
    doors = -(-draw.visits // draw.households_a_door)
    spots = [_spot(random) for _ in range(doors)]
    station = Coordinate(60.17, 24.94)
    places = (Place(station, "Station"), *(Place(spot, "") for spot in spots))
    homes, visits = [], []
    for n in range(draw.visits):
        door = n // draw.households_a_door
        hours = random.choice(HOURS)
        homes.append(Household(f"h{n}", "", "", spots[door], 1 + door, hours, extra={}))
        priority = random.choice(list(Priority)[1:]) if draw.chances else Priority.HIGH
        needed = 2 if random.random() < draw.pairs else 1
        seconds = 300 * random.randint(2, 6)
        visits.append(Visit(f"v{n}", f"h{n}", seconds, priority, officers_needed=needed))
    officers = -(-draw.shifts // draw.days)
    shifts = [_shift(k % officers, k // officers, random) for k in range(draw.shifts)]
    names = tuple(Officer(str(k), f"Officer {k}", Mode.FOOT) for k in range(officers))
    calendar = PlanCalendar(date(2026, 11, 30), draw.days, ZoneInfo("Europe/Helsinki"))
    where = Station("Drawn", station)
    policy = UNSURE if draw.chances else SURE
    return Inputs(
        where, calendar, policy, tuple(homes), names, tuple(visits), tuple(shifts), places
    )


def _spot(random: Random) -> Coordinate:
    north, east = (random.uniform(-SPREAD_DEGREES, SPREAD_DEGREES) for _ in range(2))
    return Coordinate(60.17 + north, 24.94 + 2 * east)


def _shift(officer: int, day: int, random: Random) -> Shift:
    begin = DAY * day + random.choice([7, 8, 9, 10]) * HOUR
    pause = ShiftBreak(begin + 3 * HOUR, begin + 5 * HOUR, HOUR // 2)
    name = str(officer)
    return Shift(f"{name}/{day}", (name,), day, Mode.FOOT, begin, begin + 8 * HOUR, pause)
