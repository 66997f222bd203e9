"""What a plan tells of travel: how long ways take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from routeplan.forecast.pool import metres_from_station
from routeplan.forecast.week_arrays import Days, Floats
from routeplan.model.inputs import Inputs, Mode, Shift
from routeplan.model.plan import Plan
from routeplan.problem.arrays import NO_BREAK, cap_of

USUAL = {Mode.FOOT: 1.0, Mode.BIKE: 0.35, Mode.CAR: 0.18}
"""Seconds a metre as the crow flies, where the plan has no way by that mode."""
FEWEST_WAYS = 10
"""From so many on, what each way takes is told apart from what its metres take."""
SHORTEST = 1.0
"""Metres: nearer doors are one place."""


@dataclass(frozen=True, slots=True)
class Pace:
    """A way takes ``a_way`` seconds and ``a_metre`` more for each metre as the crow flies."""

    a_way: float
    a_metre: float


@dataclass(frozen=True, slots=True)
class FittedPace:
    """``pace`` by mode; rounds of the plan take ``travel`` times what those simulated would."""

    pace: Mapping[Mode, Pace]
    travel: float = 1.0


def paces(inputs: Inputs, plan: Plan) -> dict[Mode, Pace]:
    """How long ways take by each mode, from the plan's own."""
    ways = {mode: np.array([*_ways(inputs, plan, mode)]).reshape(-1, 2) for mode in Mode}
    by_mode = {mode: _pace(some) for mode, some in ways.items() if some[:, 0].sum() > 0}
    known = [pace.a_metre / USUAL[mode] for mode, pace in by_mode.items()]
    usual = float(np.mean(known)) if known else 1.0
    return {mode: by_mode.get(mode, Pace(0.0, USUAL[mode] * usual)) for mode in Mode}


def _ways(inputs: Inputs, plan: Plan, mode: Mode) -> Iterator[tuple[float, float]]:
    """Metres as the crow flies and seconds of every way between two places."""
    station = inputs.station.coordinate
    for route in plan.routes:
        if route.mode == mode and route.stops:
            stops = [inputs.household(stop.household).coordinate for stop in route.stops]
            at = metres_from_station(inputs, [station, *stops, station])
            legs = [*(stop.leg for stop in route.stops), route.way_back]
            for (here, there), leg in zip(pairwise(at), legs, strict=True):
                metres = float(np.hypot(*(there - here)))
                if metres >= SHORTEST:
                    yield metres, leg.seconds


def _pace(ways: Floats) -> Pace:
    """Least squares; neither part is below nothing."""
    metres, seconds = ways[:, 0], ways[:, 1]
    plain = Pace(0.0, float(seconds.sum() / metres.sum()))
    if len(ways) < FEWEST_WAYS or np.ptp(metres) < SHORTEST:
        return plain
    slope, a_way = np.polyfit(metres, seconds, 1)
    return Pace(float(a_way), float(slope)) if a_way > 0 and slope > 0 else plain


def days_of(inputs: Inputs, shifts: Sequence[Shift], cap: int | None, fit: FittedPace) -> Days:
    """The shifts as numbers; none is busier than ``cap``, the chief's longest day."""
    pauses = [
        (shift.pause.earliest, shift.pause.latest, shift.pause.seconds)
        if shift.pause
        else (NO_BREAK, NO_BREAK, 0)
        for shift in shifts
    ]
    pause = np.array(pauses, np.int64).reshape(len(shifts), 3)
    busy = [cap_of(shift.max_busy_seconds) for shift in shifts]
    most = [cap_of(shift.max_visits) for shift in shifts]
    hours = np.array([shift.end - shift.begin for shift in shifts], np.int64) - pause[:, 2]
    keep_free = inputs.policy.keep_free
    return Days(
        day=np.array([shift.day for shift in shifts], np.int64),
        begin=np.array([shift.begin for shift in shifts], np.int64),
        end=np.array([shift.end for shift in shifts], np.int64),
        each_leg=np.array([fit.travel * fit.pace[shift.mode].a_way for shift in shifts]),
        a_metre=np.array([fit.travel * fit.pace[shift.mode].a_metre for shift in shifts]),
        break_earliest=pause[:, 0].copy(),
        break_latest=pause[:, 1].copy(),
        break_seconds=pause[:, 2].copy(),
        max_load=np.array(most, np.int64),
        max_busy=np.minimum(np.array(busy, np.int64), cap_of(cap)),
        spare_busy=((1 - keep_free) * hours).astype(np.int64),
        share=hours / np.maximum(np.array(most, np.float64), 1.0),
        next_door=float(inputs.policy.same_building_seconds),
    )
