"""How late a round may be at each of its stops, by the distribution of time at its doors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor, log
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from routeplan.model.round_booking import Booking, DoorTimes
from routeplan.planning.risk.walked_round import WalkedRound, WalkedStop

STEP = 30
"""Seconds between two points at which a distribution is known."""
EARLY_STEPS, MOST_STEPS = 240, 840
"""Points from two hours early to five hours late: nobody is earlier or later."""
TRIES = 3
"""So many reserve stops are tried between two printed ones at the most."""
BEYOND = 3.5
"""Deviations above a length's median where its distribution is cut off."""
USUALLY = 0.95
"""The part of days on which a stop begins within its span."""
Masses = npt.NDArray[np.float64]
_NORMAL = NormalDist()


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


@lru_cache(maxsize=8192)  # a round is looked at again and again while it is mended
def round_risk(walked: WalkedRound) -> RoundRisk:
    """What may come of a round: lateness is carried on from stop to stop, door after door.

    Lateness is counted from when each stop is expected; who is early enough tries reserve stops.
    Days on which the officer is late for the way back from a stop end there.
    """
    late = _on_time()
    lost, out, latest = 0.0, [], []
    for k, stop in enumerate(walked.stops):
        if stop.known:
            late, lost = _on_time(), 0.0
        else:
            late = _not_before(_with_reserve(walked, stop, late), stop.opens - stop.expected)
        passed = _beyond(late, stop.last - stop.expected)
        made = late - passed
        latest.append(stop.expected + _usually(made))
        out.append(0.0 if stop.known else float(passed.sum()) + lost)
        after = _longer(made, _at_door(stop.door))
        too_late = _beyond(after, walked.end - stop.home - stop.expected)
        lost += float(too_late.sum())
        gap = walked.gaps[k] if k < len(walked.gaps) else 0
        late = _earlier(after - too_late + passed, gap)
    mean = sum(out) / len(out) if out else 0.0
    return RoundRisk(mean, lost, tuple(latest), tuple(out))


def _on_time() -> Masses:
    masses = np.zeros(MOST_STEPS)
    masses[EARLY_STEPS] = 1.0
    return masses


def _with_reserve(walked: WalkedRound, stop: WalkedStop, late: Masses) -> Masses:
    """Arrivals at a stop where whoever has the time for it has tried reserve stops before it."""
    if walked.reserve is None:
        return late
    due = stop.booked - stop.expected - walked.detour - walked.reserve.median
    door = np.concatenate([np.zeros(walked.detour // STEP), _at_door(walked.reserve)])
    rest = late
    for _ in range(TRIES):
        busy = _beyond(rest, due)
        early = rest - busy
        if not early.any():
            break
        rest = busy + _longer(early, door)
    return rest


def _longer(masses: Masses, door: Masses) -> Masses:
    """With the time at a door behind it."""
    longer, there = np.zeros(MOST_STEPS), np.flatnonzero(masses)
    if there.size:
        first, last = int(there[0]), int(there[-1]) + 1
        whole: Masses = np.convolve(masses[first:last], door)
        room = MOST_STEPS - first
        longer[first : first + len(whole)] = whole[:room]
        longer[-1] += whole[room:].sum()
    return longer


def _not_before(masses: Masses, seconds: int) -> Masses:
    """Whoever is there before a stop opens waits."""
    first = min(max(EARLY_STEPS + ceil(seconds / STEP), 0), MOST_STEPS - 1)
    waited = masses.copy()
    waited[first] += waited[:first].sum()
    waited[:first] = 0
    return waited


def _beyond(masses: Masses, seconds: int) -> Masses:
    """What lies beyond so many seconds of lateness."""
    first = min(max(EARLY_STEPS + floor(seconds / STEP) + 1, 0), MOST_STEPS)
    beyond = np.zeros(MOST_STEPS)
    beyond[first:] = masses[first:]
    return beyond


def _usually(masses: Masses) -> int:
    """Seconds of lateness that are not passed on 19 days of 20, at least 0."""
    total = float(masses.sum())
    if total <= 0:
        return 0
    k = int(np.searchsorted(np.cumsum(masses), USUALLY * total))
    return STEP * max(min(k, MOST_STEPS - 1) - EARLY_STEPS, 0)


def _earlier(masses: Masses, seconds: int) -> Masses:
    """The distribution so many seconds less late.

    What lies between two points goes to both, so that the mean stays.
    """
    steps, rest = divmod(seconds, STEP)
    part, moved = rest / STEP, np.zeros(MOST_STEPS)
    for shift, share in ((steps, 1 - part), (steps + 1, part)):
        if shift >= MOST_STEPS:
            moved[0] += share * masses.sum()
        elif shift >= 0:
            moved[: MOST_STEPS - shift] += share * masses[shift:]
            moved[0] += share * masses[:shift].sum()
        else:
            moved[-shift:] += share * masses[:shift]
            moved[-1] += share * masses[shift:].sum()
    return moved


@lru_cache(maxsize=4096)  # doors of one kind are alike
def _at_door(door: DoorTimes) -> Masses:
    """The distribution of time at a door."""
    masses = np.zeros(MOST_STEPS)
    _put(masses, door.shut / STEP, 1 - door.chance)
    if not door.spread:
        _put(masses, door.median / STEP, door.chance)
    else:
        edges = (np.arange(MOST_STEPS + 1) - 0.5) * STEP
        below = [
            _NORMAL.cdf(min((log(edge / door.median)) / door.spread, BEYOND)) if edge > 0 else 0.0
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
