"""From VROOM's jobs and vehicles to a problem."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from routeplan.formats.foreign.plain_problem import (
    FAR_SECONDS,
    Client,
    Span,
    Vehicle,
    plain_problem,
    with_ends,
)
from routeplan.formats.foreign.report import Report
from routeplan.formats.foreign.vroom.places import Ways
from routeplan.formats.foreign.vroom.records import Break, Job
from routeplan.formats.foreign.vroom.records import Vehicle as Given
from routeplan.problem import SUFFICES, Int64, Problem, UInt8

WORTH_IN_ALL = 1 << 60
"""Sums of worth stay below this."""


def build_problem(
    jobs: Sequence[Job],
    vehicles: Sequence[Given],
    ways: Ways,
    loads: tuple[list[int], list[int]],
    report: Report,
) -> tuple[Problem, int]:
    """The problem, and the second of the file that is its second 0.

    Files count from any zero (often 1970); the search counts from the first second of use.
    """
    zero, horizon = _clock(jobs, vehicles, ways)
    used = [(job.where, span) for job in jobs for span in job.windows]
    used += [(each.where, each.window) for each in vehicles if each.window]
    for where, span in used:
        if span[0] - zero > FAR_SECONDS:
            report.malformed(where, span, "it lies years after the first window of the file")
    report.stop_if_wrong()

    def cut(span: Span | None) -> Span:
        begin, end = span or (zero, zero + horizon)
        return max(begin - zero, 0), min(end - zero, horizon)

    ends = [
        (ways.place_of[v.start] if v.start else None, ways.place_of[v.end] if v.end else None)
        for v in vehicles
    ]
    travel, places = with_ends(ways.seconds, ends)
    clients = [
        Client(ways.place_of[job.spot], job.service, [cut(w) for w in job.windows or [None]], load)
        for job, load in zip(jobs, loads[0], strict=True)
    ]
    shifts = []
    for given, (start, end), most in zip(vehicles, places, loads[1], strict=True):
        mode = ways.layers.index((given.profile, given.speed_factor))
        begin, until = cut(given.window)
        pause = _pause(given.pause, cut) if given.pause else None
        shifts.append(Vehicle(mode, begin, max(until, begin + 1), start, end, most, pause))
    problem = plain_problem(
        clients,
        shifts,
        travel,
        worth=worth_of(jobs, len(vehicles), travel),
        required=np.zeros(len(jobs), bool),
        roles=_roles(jobs, vehicles),
    )
    return problem, zero


def worth_of(jobs: Sequence[Job], vehicles: int, travel: np.ndarray) -> Int64:
    """VROOM's order of aims as one sum: priority, then the number of jobs, then travel.

    One job more outweighs all the travel that there can be, and one point of priority all jobs.
    """
    way = (len(jobs) + vehicles) * (int(travel.max(initial=0)) + 1)
    rank = np.array([1 + (len(jobs) + 1) * job.priority for job in jobs], np.int64)
    return rank * max(1, min(way, WORTH_IN_ALL // max(1, int(rank.sum()))))


def _clock(jobs: Sequence[Job], vehicles: Sequence[Given], ways: Ways) -> tuple[int, int]:
    """The file's second that counts as 0, and the seconds from there to the last of use."""
    spans = [span for job in jobs for span in job.windows]
    spans += [each.window for each in vehicles if each.window]
    spans += [each.pause.window for each in vehicles if each.pause and each.pause.window]
    longest = int(ways.seconds.max(initial=0))
    zero = min((begin for begin, _ in spans), default=0)
    if any(each.window is None for each in vehicles):
        zero = max(0, zero - longest)
    work = sum(job.service for job in jobs) + (2 * len(jobs) + 2) * longest
    work += max((each.pause.service for each in vehicles if each.pause), default=0)
    last = max((end for _, end in spans), default=zero)
    return zero, min(last - zero + work + 1, FAR_SECONDS)


def _pause(pause: Break, cut: Callable[[Span | None], Span]) -> tuple[int, int, int]:
    earliest, latest = cut(pause.window)
    return earliest, max(earliest, latest), pause.service


def _roles(jobs: Sequence[Job], vehicles: Sequence[Given]) -> UInt8:
    able = [[SUFFICES if job.skills <= each.skills else 0 for each in vehicles] for job in jobs]
    return np.array(able, np.uint8).reshape(len(jobs), len(vehicles))
