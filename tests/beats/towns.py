"""Small towns to make beats of.

Grids have streets of one minute between crossings, a household at each, ten minutes of work at
each: unit ``w * y + x`` stands at (x, y), and it is |x - x'| + |y - y'| minutes to another.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np

from routeplan.beats.town import Floats, Score, Town, score, units_of
from routeplan.beats.unit_neighbours import neighbours, pieces


def grid_minutes(wide: int, high: int) -> Floats:
    at = np.array([(k % wide, k // wide) for k in range(wide * high)], np.float64)
    return np.abs(at[:, None] - at[None]).sum(axis=2)


def town(
    minutes: Floats,
    officers: int,
    *,
    load: Sequence[float] | None = None,
    homes: Sequence[int] | None = None,
    shares: Sequence[float] | None = None,
    now: Sequence[int] | None = None,
    price: float = 5.0,
    tolerance: float = 0.05,
) -> Town:
    """``now`` is the officer of each unit, -1 for nobody."""
    units = len(minutes)
    count = np.ones(units, np.int64) if homes is None else np.array(homes, np.int64)
    had = np.zeros((units, officers), np.int64)
    for unit, officer in enumerate(now or ()):
        if officer >= 0:
            had[unit, officer] = count[unit]
    return Town(
        load=np.full(units, 600.0) if load is None else np.array(load, np.float64),
        homes=count,
        minutes=minutes,
        neighbours=neighbours(minutes),
        shares=np.ones(officers) if shares is None else np.array(shares, np.float64),
        had=had,
        price=price,
        tolerance=tolerance,
    )


def connected(of: Town, owners: Sequence[int]) -> bool:
    return all(len(pieces(of.neighbours, units)) < 2 for units in units_of(of, owners))


def best_of_all(of: Town) -> Score:
    """The best score of all ways to share the units out into connected beats."""
    ways = product(range(of.officers), repeat=of.units)
    return min(score(of, owners) for owners in ways if connected(of, owners))
