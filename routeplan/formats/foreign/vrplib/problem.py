"""From an instance to a problem, in tenths of the file's units."""

from __future__ import annotations

import numpy as np

from routeplan.formats.foreign.plain_problem import FAR_SECONDS, Client, Vehicle, plain_problem
from routeplan.formats.foreign.vrplib.instance import Instance
from routeplan.problem.arrays import SUFFICES, Int32, Problem

TENTHS = 10


def build_problem(given: Instance) -> Problem:
    """Who must be served is a promise, so that one more outweighs any distance and any prize."""
    travel = distances(given)
    rows = range(1, len(given.spots))
    first, last = _tenths(given.window[0][0]), _closes(given, travel)
    clients = [
        Client(
            row,
            _tenths(given.service[row]),
            _starts(given, row, last, int(travel[row, 0])),
            given.demand[row],
        )
        for row in rows
    ]
    capacity = min(given.capacity, sum(given.demand))
    fleet = [Vehicle(0, first, last, 0, 0, capacity)] * min(given.vehicles, len(clients))
    required = np.array([given.required[row] for row in rows])
    prizes = np.array([_tenths(given.prize[row]) if given.prize else 0 for row in rows], np.int64)
    return plain_problem(
        clients,
        fleet,
        travel[None],
        worth=np.where(required, 20 * int(travel.max()), prizes),
        required=required,
        roles=np.full((len(clients), len(fleet)), SUFFICES, np.uint8),
    )


def distances(given: Instance) -> Int32:
    """``(p, p)`` floor(10 x Euclid)."""
    spots = np.array(given.spots, np.float64)
    apart = spots[:, None] - spots[None]
    # the square root of a sum of squares, as the published costs were computed: hypot rounds
    # otherwise in the last bit
    return np.floor(TENTHS * np.sqrt((apart**2).sum(axis=2))).astype(np.int32)


def _starts(given: Instance, row: int, closes: int, back: int) -> list[tuple[int, int]]:
    """Its window, cut so that the vehicle is back in time; none where that leaves nothing."""
    first, last = (_tenths(x) for x in given.window[row])
    last = min(last, closes - back - _tenths(given.service[row]))
    return [(first, last)] if first <= last else []


def _closes(given: Instance, travel: Int32) -> int:
    """When the last vehicle is back at the latest: the depot may be open for ever."""
    opens = max(_tenths(window[0]) for window in given.window)
    work = sum(map(_tenths, given.service)) + len(given.spots) * int(travel.max())
    return min(_tenths(given.window[0][1]), opens + work, FAR_SECONDS)


def _tenths(value: float) -> int:
    return int(np.floor(TENTHS * value))
