"""From an instance to a problem: no travel is worth a point of score."""

from __future__ import annotations

import numpy as np

from routeplan.formats.foreign.orienteering.instance import Instance
from routeplan.formats.foreign.plain_problem import FAR_SECONDS, Client, Vehicle, plain_problem
from routeplan.problem.arrays import SUFFICES, Int32, Problem

DEAREST = FAR_SECONDS // 2
"""No visit is worth more: the search adds several of them in 32 bits."""


def build_problem(given: Instance) -> Problem:
    """Times and ways in the unit that ways are cut to; a point of score in ``point_price``."""
    unit = 10**given.decimals
    travel = _distances(given, unit)
    opens, closes = _hours(given, travel, unit)
    clients = [
        Client(point, _cut(given.length[point], unit), _starts(given, point, closes, travel, unit))
        for point in range(1, len(given.spots))
    ]
    fleet = [Vehicle(0, opens, closes, 0, 0, 0)] * min(given.vehicles, len(clients))
    price = point_price(given, closes - opens, len(fleet))
    return plain_problem(
        clients,
        fleet,
        travel[None],
        worth=np.array([round(score * price) for score in given.score[1:]], np.int64),
        required=np.zeros(len(clients), np.bool_),
        roles=np.full((len(clients), len(fleet)), SUFFICES, np.uint8),
    )


def point_price(given: Instance, longest: int, routes: int) -> float:
    """What one point of score is worth in time: more than all routes together can travel."""
    return min(longest * routes + 1, DEAREST / max(1.0, *given.score))


def _hours(given: Instance, travel: Int32, unit: int) -> tuple[int, int]:
    """When routes begin, and when the last one is back at the latest."""
    first, last = (_cut(x, unit) for x in given.window[0])
    opens = max(_cut(window[0], unit) for window in given.window)
    work = sum(_cut(length, unit) for length in given.length)
    return first, min(last, opens + work + len(given.spots) * int(travel.max()), FAR_SECONDS)


def _starts(
    given: Instance, point: int, closes: int, travel: Int32, unit: int
) -> list[tuple[int, int]]:
    """Its window, cut so that the route is back in time; none where that leaves nothing."""
    first, last = (_cut(x, unit) for x in given.window[point])
    last = min(last, closes - int(travel[point, 0]) - _cut(given.length[point], unit))
    return [(first, last)] if first <= last else []


def _distances(given: Instance, unit: int) -> Int32:
    spots = np.array(given.spots, np.float64)
    apart = spots[:, None] - spots[None]
    return np.floor(unit * np.sqrt((apart**2).sum(axis=2))).astype(np.int32)


def _cut(value: float, unit: int) -> int:
    """In units; no route is longer than the largest, which stands for 'at any time'."""
    return int(min(np.floor(unit * value), FAR_SECONDS))
