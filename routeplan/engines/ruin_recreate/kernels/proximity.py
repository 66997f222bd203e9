"""How well one visit might stand behind another: the way, waiting and lateness together."""

from __future__ import annotations

from routeplan.engines.ruin_recreate.kernels.arrays import FAR, FIRST, LAST, Floats, Ints
from routeplan.engines.ruin_recreate.kernels.compiler import inlined, kernel

THERE, BACK = range(2)
"""Rows of ``ways``."""
WAIT = 0.05
"""A second of waiting weighs this much of a second of travel, one of lateness as much as one. Long
routes through narrow windows wait for most of their time: there a higher weight hides who lives
nearby."""


@kernel
def proximities(
    window: Ints,
    window_from: Ints,
    days: int,
    service: Ints,
    v: int,
    others: Ints,
    ways: Ints,
    out: Floats,
) -> None:
    """Fill ``out`` ``(k,)`` for visits ``others``; ``ways`` ``(2, k)`` lead there and back.

    The granular proximity of Vidal et al. (2013), here over the windows of the days that both
    share; FAR where they share none.
    """
    for k in range(len(others)):
        u = others[k]
        penalty = float(FAR)
        for day in range(days):
            at, to = v * days + day, u * days + day
            for x in range(window_from[at], window_from[at + 1]):
                for y in range(window_from[to], window_from[to + 1]):
                    # a pair of windows that fits cannot be improved on
                    if penalty > 0:
                        there = misfit(window, x, service[v] + ways[THERE, k], y)
                        back = misfit(window, y, service[u] + ways[BACK, k], x)
                        penalty = min(penalty, there, back)
        out[k] = (ways[THERE, k] + ways[BACK, k]) / 2 + penalty


@inlined
def misfit(window: Ints, x: int, lag: int, y: int) -> float:
    """The least waiting or lateness at window ``y``, ``lag`` after a start in window ``x``."""
    wait = max(0, window[y, FIRST] - window[x, LAST] - lag)
    late = max(0, window[x, FIRST] + lag - window[y, LAST])
    return WAIT * wait + late
