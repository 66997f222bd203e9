"""From VROOM's jobs and vehicles to a problem."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from routeplan.formats.foreign.mistakes import Mistakes
from routeplan.formats.foreign.plain_problem import (
    FAR_SECONDS,
    Client,
    Vehicle,
    plain_problem,
    with_ends,
)
from routeplan.formats.foreign.vroom.clock import Clock, clock_of
from routeplan.formats.foreign.vroom.places import Ways
from routeplan.formats.foreign.vroom.records import Job, has_windows
from routeplan.formats.foreign.vroom.records import Vehicle as Given
from routeplan.problem.arrays import SUFFICES, Int64, Problem, UInt8

WORTH_IN_ALL = 1 << 60
"""Sums of worth stay below this."""


def build_problem(
    jobs: Sequence[Job],
    vehicles: Sequence[Given],
    ways: Ways,
    loads: tuple[list[int], list[int]],
    report: Mistakes,
) -> Problem:
    """The problem, in the parts of a second of its clock."""
    clock = clock_of(jobs, vehicles, ways, report)
    report.stop_if_wrong()
    ends = [
        (ways.place_of[v.start] if v.start else None, ways.place_of[v.end] if v.end else None)
        for v in vehicles
    ]
    per_hour = vehicles[0].per_hour
    if per_hour and not has_windows(jobs, vehicles):
        travel, places = with_ends(ways.charged(clock.parts, per_hour), ends)
    else:
        travel, places = with_ends(ways.taken(clock.parts), ends)
    clients = []
    for job, load in zip(jobs, loads[0], strict=True):
        windows = [clock.cut(window) for window in job.windows or [None]]
        starts = [window for window in windows if window is not None]
        seconds = clock.length(job.setup + job.service)
        clients.append(Client(ways.place_of[job.spot], seconds, starts, load))
    shifts = []
    for given, (start, end), most in zip(vehicles, places, loads[1], strict=True):
        begin, until = clock.cut(given.window) or (0, 0)
        until = max(until, begin + 1)
        layer, pause = ways.layer_of(given), _pause(given, clock)
        shifts.append(Vehicle(layer, begin, until, start, end, most, pause))
    return plain_problem(
        clients,
        shifts,
        travel,
        worth=worth_of(jobs, len(vehicles), travel),
        required=np.zeros(len(jobs), bool),
        roles=_roles(jobs, vehicles),
    )


def worth_of(jobs: Sequence[Job], vehicles: int, travel: np.ndarray) -> Int64:
    """VROOM's order of aims as one sum: priority, then the number of jobs, then travel.

    One job more outweighs all the travel that there can be, and one point of priority all jobs.
    """
    way = (len(jobs) + vehicles) * (int(travel.max(initial=0)) + 1)
    rank = np.array([1 + (len(jobs) + 1) * job.priority for job in jobs], np.int64)
    return rank * max(1, min(way, WORTH_IN_ALL // max(1, int(rank.sum()))))


def _pause(given: Given, clock: Clock) -> tuple[int, int, int] | None:
    """When the break may begin, and its length."""
    if given.pause is None:
        return None
    earliest, latest = clock.cut(given.pause_window) or (FAR_SECONDS, FAR_SECONDS)
    return earliest, latest, max(1, clock.length(given.pause.service))


def _roles(jobs: Sequence[Job], vehicles: Sequence[Given]) -> UInt8:
    able = [
        [SUFFICES if job.skills <= vehicle.skills else 0 for vehicle in vehicles] for job in jobs
    ]
    return np.array(able, np.uint8).reshape(len(jobs), len(vehicles))
