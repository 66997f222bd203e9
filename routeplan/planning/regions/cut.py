"""Homes cut into compact regions of about the same number of visits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from routeplan.model.inputs import Coordinate
from routeplan.model.places import METRES_A_DEGREE

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
LEEWAY = 0.1
"""A border moves by at most this share of the smaller side, so that it leaves a place whole."""


def on_plane(coordinates: Sequence[Coordinate]) -> Floats:
    """``(n, 2)`` metres east and north of the equator at Greenwich, true at their own latitude."""
    degrees = np.array([(c.longitude, c.latitude) for c in coordinates]).reshape(-1, 2)
    middle = np.radians(degrees[:, 1].mean()) if len(degrees) else 0.0
    return np.asarray(degrees * METRES_A_DEGREE * np.array([np.cos(middle), 1.0]))


def cut(points: Floats, weight: Floats, parts: int) -> Ints:
    """``(n,)`` the region of each point: halved across the wider side, until there are enough.

    Parameters
    ----------
    points
        ``(n, 2)`` metres.
    weight
        ``(n,)`` what each counts; regions come to about the same sum.
    """
    region = np.zeros(len(points), np.int64)
    pending = [(np.arange(len(points)), parts, 0)]
    while pending:
        members, its_parts, first = pending.pop()
        if its_parts == 1 or len(members) < 2:
            region[members] = first
            continue
        few = its_parts // 2
        low, high = _halved(points, weight, members, few / its_parts)
        pending += [(low, few, first), (high, its_parts - few, first + few)]
    return region


def _halved(points: Floats, weight: Floats, members: Ints, share: float) -> tuple[Ints, Ints]:
    """Two sides of a line across the wider extent, the first with that share of the weight."""
    its_points = points[members]
    wide = int(np.argmax(its_points.std(axis=0)))
    order = np.lexsort((its_points[:, 1 - wide], its_points[:, wide]))
    along = np.cumsum(weight[members][order])
    at = int(np.searchsorted(along, share * along[-1])) + 1
    at = _between_places(its_points[order], min(max(at, 1), len(members) - 1))
    return members[order[:at]], members[order[at:]]


def _between_places(ordered: Floats, at: int) -> int:
    """The border moved to where the next place begins, if that is near by."""
    begins = np.flatnonzero((ordered[1:] != ordered[:-1]).any(axis=1)) + 1
    if not len(begins):
        return at
    nearest = int(begins[np.argmin(np.abs(begins - at))])
    return nearest if abs(nearest - at) <= LEEWAY * min(at, len(ordered) - at) else at
