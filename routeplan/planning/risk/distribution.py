"""How late a round may be at each of its stops, by the distribution of time at its doors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import floor, log
from statistics import NormalDist

import numpy as np

from routeplan.model.round_booking import Booking, DoorTimes
from routeplan.planning.risk.lateness_kernel import MOST_STEPS, STEP, Masses, Stops, walk
from routeplan.planning.risk.walked_round import WalkedRound

BEYOND = 3.5
"""Deviations above a length's median where its distribution is cut off."""
_NORMAL = NormalDist()
_NO_DOOR = np.zeros(0)
_NO_DOOR.setflags(write=False)  # as all doors are, or the kernel would be compiled twice


@dataclass(frozen=True, slots=True)
class RoundRisk:
    """What may come of a round.

    Parameters
    ----------
    late_stops
        Part of its stops that are out of time, as a mean over many days.
    late_day
        Chance that the officer is back after the shift's end.
    latest
        By stop: until when its visit begins on 19 days of 20, in elapsed seconds.
    out
        By stop: chance that it is out of time.
    """

    late_stops: float
    late_day: float
    latest: tuple[int, ...]
    out: tuple[float, ...]

    def holds(self, booking: Booking) -> bool:
        """Whether that is no more than may be."""
        return self.late_stops <= booking.late_stops and self.late_day <= booking.late_days

    def excess(self, booking: Booking) -> float:
        """How far it is beyond what may be: at most 0 where it holds."""
        stops, days = self.late_stops / booking.late_stops, self.late_day / booking.late_days
        return max(stops - 1, 0.0) + max(days - 1, 0.0)


def round_risk(walked: WalkedRound) -> RoundRisk:
    """What may come of a round: lateness is carried on from stop to stop, door after door.

    Lateness is counted from when each stop is expected; who is early enough tries reserve stops.
    Days on which the officer is late for the way back from a stop end there.
    """
    stops = walked.stops
    late_by, out = np.zeros(len(stops), np.int64), np.zeros(len(stops))
    reserve = _NO_DOOR if walked.reserve is None else _at_door(walked.reserve)
    late_day = float(walk(_from_expected(walked), reserve, walked.detour // STEP, late_by, out))
    mean = float(out.mean()) if stops else 0.0
    latest = (stop.expected + late for stop, late in zip(stops, late_by.tolist(), strict=True))
    return RoundRisk(mean, late_day, tuple(latest), tuple(out.tolist()))


def _from_expected(walked: WalkedRound) -> Stops:
    """The stops' times, each from when the stop is expected."""
    stops, reserve = walked.stops, walked.reserve
    visit = walked.detour + reserve.length if reserve else 0
    times = [
        (
            stop.opens - stop.expected,
            stop.last - stop.expected,
            stop.booked - stop.expected - visit,
            walked.end - stop.home - stop.expected,
            gap,
            stop.known,
        )
        for stop, gap in zip(stops, (*walked.gaps, 0), strict=False)
    ]
    doors = [_at_door(stop.door) for stop in stops]
    opens, last, tries, home, gap, known = np.array(times, np.int64).reshape(-1, 6).T.copy()
    first = np.cumsum([0, *map(len, doors)], dtype=np.int64)
    at_doors = np.concatenate([_NO_DOOR, *doors])
    return Stops(opens, last, tries, home, gap, known, at_doors, first)


@lru_cache(maxsize=4096)  # doors of one kind are alike
def _at_door(door: DoorTimes) -> Masses:
    """The distribution of time at a door."""
    masses = np.zeros(MOST_STEPS)
    _put(masses, door.shut / STEP, 1 - door.chance)
    if not door.spread:
        _put(masses, door.length / STEP, door.chance)
    else:
        edges = (np.arange(MOST_STEPS + 1) - 0.5) * STEP
        # the median of a lognormal distribution is below its mean
        middle = log(door.length) - door.spread**2 / 2
        below = [
            _NORMAL.cdf(min((log(edge) - middle) / door.spread, BEYOND)) if edge > 0 else 0.0
            for edge in edges.tolist()
        ]
        open_ = np.diff(below)
        masses += door.chance * open_ / open_.sum()
    last = int(np.flatnonzero(masses)[-1]) + 1
    masses = masses[:last]
    masses.setflags(write=False)
    return masses


def _put(masses: Masses, at: float, mass: float) -> None:
    k = min(floor(at), len(masses) - 2)
    part = min(at - k, 1.0)
    masses[k] += (1 - part) * mass
    masses[k + 1] += part * mass
