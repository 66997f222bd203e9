"""Starting a search from routes that are already there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from routeplan.engines.ruin_recreate.kernels import arrays as a
from routeplan.engines.ruin_recreate.kernels.arrays import FAR, NONE, Instance, Routes
from routeplan.engines.ruin_recreate.kernels.routes import (
    attach_all,
    count_out,
    detach,
    mark_absent,
)
from routeplan.engines.ruin_recreate.kernels.times import retime
from routeplan.problem.solution import ShiftChoice
from routeplan.problem.tour import makers_by_visit


def place_start(inst: Instance, routes: Routes, start: Sequence[ShiftChoice]) -> None:
    """Link the start's visits; what no longer fits (a lower cap, say) leaves, least worth first."""
    makers = makers_by_visit(start)
    stops = [stop for s, choice in enumerate(start) for stop in _stops(inst, s, choice, makers)]
    stop_from = np.cumsum([0, *(len(choice.visits) for choice in start)], dtype=np.int64)
    attach_all(inst, routes, stop_from, np.array(stops, np.int64).reshape(-1, 4))
    unsure = list(range(len(inst.shift)))
    while unsure:
        s = unsure.pop()
        if not _is_sound(inst, routes, s):
            v = _least_worthy(inst, routes, s)
            unsure += _unlink(inst, routes, v)
            mark_absent(routes, v)


def _stops(
    inst: Instance, s: int, choice: ShiftChoice, makers: dict[int, list[int]]
) -> Iterator[tuple[int, int, int, int]]:
    """Client, pins and fee of each stop of a shift.

    Of a pair the first half bears the fee, with the smaller of the two shifts' minor costs.
    """
    for v, (first, last) in zip(choice.visits, choice.starts, strict=True):
        second = s != makers[v][0]
        client = int(inst.twin[v]) if second else v
        small = min(int(inst.minor_cost[v, t]) for t in makers[v])
        fee = 0 if second else _lost(inst, v, s, first) + small
        if inst.uniform[v, inst.shift[s, a.DAY]] and first < last:
            first = NONE
        yield client, first, last, fee


def _lost(inst: Instance, v: int, s: int, start: int) -> int:
    """Lost chance of a start."""
    at = v * inst.cheapest.shape[1] + int(inst.shift[s, a.DAY])
    for window in inst.window[inst.window_from[at] : inst.window_from[at + 1]]:
        if window[a.FIRST] <= start <= window[a.LAST]:
            return int(window[a.COST])
    raise ValueError(f"the start of visit {v} lies in none of its windows")


def _is_sound(inst: Instance, routes: Routes, s: int) -> bool:
    return (
        bool(retime(inst, routes, s))
        and routes.load[s] <= inst.shift[s, a.MAX_LOAD]
        and (routes.busy[s] <= inst.shift[s, a.MAX_BUSY] or routes.stops[s] == 0)
    )


def _least_worthy(inst: Instance, routes: Routes, s: int) -> int:
    """The visit that costs least to drop for the time it frees, promises last but one."""
    clients = len(inst.visit)
    candidates, i = [], int(routes.next[clients + s])
    while i < clients:
        v = int(inst.visit[i])
        held = int(inst.promised[v]) + 2 * int(inst.stays[v])
        rate = inst.worth[v] / max(1, inst.service[i]) + FAR * held
        candidates.append((float(rate), v))
        i = int(routes.next[i])
    return min(candidates)[1]


def _unlink(inst: Instance, routes: Routes, v: int) -> list[int]:
    """Take a visit off its shifts; return these, for they may be too late still."""
    left: list[int] = []
    for client in (v, int(inst.twin[v])):
        if client != NONE and routes.shift_of[client] != NONE:
            left.append(int(routes.shift_of[client]))
            detach(inst, routes, client)
    count_out(inst, routes, v)
    return left
