"""The visits still to be made, as numbers: where, how long, when, and by whom."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from routeplan.forecast.week_arrays import Flags, Floats, Ints, OpenVisits
from routeplan.hours.windows import VisitTimes, visit_times
from routeplan.model.inputs import Coordinate, Inputs, Shift, Visit
from routeplan.model.places import METRES_A_DEGREE
from routeplan.model.worth import worth_seconds
from routeplan.problem.arrays import HAS_SKILLS, IS_PROMISED, TAKES_PART

Bools = npt.NDArray[np.bool_]
NEAR = 12
"""Neighbours of a visit that are looked at anew when it is put into a round."""
ROWS = 500
"""Visits whose neighbours are looked for at once."""
NEVER_CALLED_WEEKS = 52.0
"""Whoever was never called on comes before those called on within a year, as in a plan."""
PROMISED = 1e12
"""Worth of a promise: before everything else."""


@dataclass(frozen=True)
class Pool:
    """Households and their visits, those of one household together.

    Parameters
    ----------
    households
        In the order of the table.
    visits
        Without their appointments, which are this plan's; one that fails goes back to its hours.
    calls
        The same as numbers.
    """

    households: tuple[str, ...]
    visits: tuple[Visit, ...]
    calls: OpenVisits


def pool(inputs: Inputs, shifts: Sequence[Shift], unreachable: frozenset[str]) -> Pool:
    """The visits of ``inputs`` and what these shifts can do of them.

    Parameters
    ----------
    unreachable
        Visits to which no way leads.
    """
    households = tuple(dict.fromkeys(visit.household for visit in inputs.visits))
    number = {household: k for k, household in enumerate(households)}
    visits = tuple(
        replace(visit, appointment=None, earliest=None)
        for visit in sorted(inputs.visits, key=lambda visit: number[visit.household])
    )
    known = inputs.learned and replace(inputs.learned, failed={})
    times = visit_times(replace(inputs, visits=visits, learned=known))
    starts = [start for time in times for start in time.starts]
    at = metres_from_station(inputs, (inputs.household(v.household).coordinate for v in visits))
    since, until = _windows(visits, times, shifts)
    calls = OpenVisits(
        home=np.array([number[visit.household] for visit in visits], np.int64),
        x=at[:, 0].copy(),
        y=at[:, 1].copy(),
        seconds=np.array([visit.seconds for visit in visits], np.int64),
        needed=np.array([visit.officers_needed for visit in visits], np.int64),
        least_days=np.array([visit.least_days_between for visit in visits], np.int64),
        offset=np.array([0, *accumulate(len(time.starts) for time in times)], np.int64),
        first=np.array([start.first for start in starts], np.int64),
        last=np.array([start.last for start in starts], np.int64),
        chance=np.array([start.chance for start in starts], np.float64),
        best=np.array([_best(time, shifts) for time in times], np.float64),
        can=np.where(since < until, _can(visits, shifts, unreachable), 0).astype(np.uint8),
        since=since,
        until=until,
        near=_near(at),
    )
    return Pool(households, visits, calls)


def metres_from_station(inputs: Inputs, coordinates: Iterable[Coordinate]) -> Floats:
    """``(n, 2)`` metres east and north of the station; a town is flat enough."""
    station = inputs.station.coordinate
    at = [(coordinate.longitude, coordinate.latitude) for coordinate in coordinates]
    steps = np.array(at, np.float64).reshape(-1, 2) - (station.longitude, station.latitude)
    narrowed: Floats = steps * METRES_A_DEGREE
    narrowed[:, 0] *= math.cos(math.radians(station.latitude))
    return narrowed


def _best(times: VisitTimes, shifts: Sequence[Shift]) -> float:
    """The best chance while somebody is on shift."""
    return max(
        (
            start.chance
            for start in times.starts
            for shift in shifts
            if start.first <= shift.end and start.last >= shift.begin
        ),
        default=0.0,
    )


def _near(at: Floats) -> Ints:
    """``(n, k)`` the visits nearest to each, as the crow flies."""
    n = len(at)
    near = np.zeros((n, min(NEAR, max(n - 1, 0))), np.int64)
    for begin in range(0, n, ROWS):
        some = at[begin : begin + ROWS]
        apart = np.hypot(some[:, None, 0] - at[None, :, 0], some[:, None, 1] - at[None, :, 1])
        apart[np.arange(len(some)), np.arange(begin, begin + len(some))] = np.inf
        order = np.argpartition(apart, near.shape[1] - 1, axis=1) if near.shape[1] else near
        near[begin : begin + ROWS] = order[:, : near.shape[1]]
    return near


def _windows(
    visits: Sequence[Visit], times: Sequence[VisitTimes], shifts: Sequence[Shift]
) -> tuple[Ints, Ints]:
    """``(n, s)`` the start windows of each visit that overlap each shift: from, and up to."""
    begins = np.array([shift.begin for shift in shifts], np.int64)
    ends = np.array([shift.end for shift in shifts], np.int64)
    since = np.zeros((len(visits), len(shifts)), np.int64)
    until, offset = since.copy(), 0
    for i, (visit, its_times) in enumerate(zip(visits, times, strict=True)):
        first = np.array([start.first for start in its_times.starts], np.int64)
        last = np.array([start.last for start in its_times.starts], np.int64)
        since[i] = offset + np.searchsorted(last, begins)
        until[i] = offset + np.searchsorted(first, ends - visit.seconds, side="right")
        offset += len(its_times.starts)
    return since, until


def _can(visits: Sequence[Visit], shifts: Sequence[Shift], unreachable: frozenset[str]) -> Flags:
    """``(n, s)`` what each shift has of what each visit needs: the bits of a problem's roles."""
    can = np.zeros((len(visits), len(shifts)), np.uint8)
    known: dict[tuple[frozenset[str], str | None], Flags] = {}
    for i, visit in enumerate(visits):
        if visit.id in unreachable:
            continue
        needs = (visit.skills, visit.given_to)
        if needs not in known:
            known[needs] = np.array([_bits(*needs, shift) for shift in shifts], np.uint8)
        can[i] = known[needs]
    return can


def _bits(skills: frozenset[str], given_to: str | None, shift: Shift) -> int:
    has_skills = HAS_SKILLS if skills <= shift.skills else 0
    is_promised = IS_PROMISED if given_to is None or given_to in shift.officers else 0
    return TAKES_PART | has_skills | is_promised


def worth_after(inputs: Inputs, homes: Pool, days: int) -> Floats:
    """``(n,)`` what each visit is worth so many days after the plan's first day.

    Worth grows past the due date; promises come before all else.
    """
    on = inputs.calendar.first_day + timedelta(days=days)
    last = on + timedelta(days=inputs.calendar.days - 1)
    return np.array(
        [
            PROMISED
            if visit.is_promised_by(last)
            else worth_seconds(visit, inputs.policy, on.toordinal())
            for visit in homes.visits
        ],
        np.float64,
    )


def weeks_waited(inputs: Inputs, homes: Pool) -> Floats:
    """``(n,)`` weeks since each household was called on last; more where it never was."""
    first_day = inputs.calendar.first_day
    last = [visit.called_on for visit in homes.visits]
    return np.array(
        [NEVER_CALLED_WEEKS if on is None else max((first_day - on).days, 0) / 7 for on in last],
        np.float64,
    )
