"""What a plan tells of a round: its hours, its travel, its chances."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from routeplan.model import Inputs
from routeplan.plan import Plan
from routeplan.workload.pool import Floats, Pool

METRES_A_DEGREE = 111_195.0


@dataclass(frozen=True, slots=True)
class Fit:
    """What the plan tells of a round: seconds a day, and travel.

    ``hours`` is ``(d,)``: what its visits took on each day, with ``travel`` seconds to each of
    ``households`` on offer. ``pace`` is seconds of way for each metre as the crow flies, between
    station and household. ``certainty`` is the part of the best chance of the day that its times
    reach.
    """

    hours: Floats
    travel: float
    pace: float
    households: int
    certainty: float


def fitted(inputs: Inputs, plan: Plan, now: Pool) -> Fit:
    """A round's hours, travel and chances as the plan has them."""
    stops = [stop for route in plan.routes for stop in route.stops]
    travel = sum(route.travel_seconds for route in plan.routes) / max(len(stops), 1)
    cost = dict(zip(visit_ids(now), now.officers * (now.seconds + travel), strict=True))
    hours = np.zeros(inputs.calendar.days)
    best = reached = 0.0
    number = {visit: i for i, visit in enumerate(visit_ids(now))}
    for visit, (day, chance) in made_visits(plan).items():
        hours[day] += cost.get(visit, 0.0)
        if visit in number and now.chance[number[visit], day] > 0:
            best += now.chance[number[visit], day]
            reached += min(chance, now.chance[number[visit], day])
    return Fit(
        hours=hours,
        travel=travel,
        pace=_pace(inputs, plan),
        households=len(now.visits),
        certainty=reached / best if best else 1.0,
    )


def _pace(inputs: Inputs, plan: Plan) -> float:
    """Seconds a metre of the first and the last ways of the plan's rounds."""
    seconds = metres = 0.0
    away = dict(zip((h.id for h in inputs.households), _metres_away(inputs), strict=True))
    for route in plan.routes:
        if route.stops:
            seconds += route.stops[0].leg.seconds + route.way_back.seconds
            metres += away[route.stops[0].household] + away[route.stops[-1].household]
    return seconds / metres if metres else 0.0


def _metres_away(inputs: Inputs) -> Floats:
    """``(households,)`` from the station as the crow flies; a town is flat enough."""
    at = [(h.coordinate.latitude, h.coordinate.longitude) for h in inputs.households]
    station = inputs.station.coordinate
    steps = np.array(at).reshape(len(at), 2) - (station.latitude, station.longitude)
    steps *= METRES_A_DEGREE * np.array([1.0, math.cos(math.radians(station.latitude))])
    away: Floats = np.hypot(steps[:, 0], steps[:, 1])
    return away


def visit_ids(found: Pool) -> list[str]:
    return [visit.id for visit in found.visits]


def made_visits(plan: Plan) -> dict[str, tuple[int, float]]:
    """Day and chance of every visit in the plan."""
    return {stop.visit: (route.day, stop.chance) for route in plan.routes for stop in route.stops}


def ways_alone(inputs: Inputs, there: Pool, fit: Fit) -> Floats:
    """``(n,)`` seconds from the station to each household and back, for one officer."""
    away = dict(zip((h.id for h in inputs.households), _metres_away(inputs), strict=True))
    return np.array([2 * fit.pace * away[visit.household] for visit in there.visits])
