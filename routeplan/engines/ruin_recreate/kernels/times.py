"""Earliest and latest times along a route, through windows and around a floating break.

Each node keeps two pairs of times: with the break still *ahead* and with it *behind*. A shift
without a break has it behind from the start. A position is feasible when an earliest time is not
after the latest one of the same pair, which makes every insertion test O(1) and exact
(Vidal et al. 2013 on forward and backward data; docs/engine.md on the two layers).
"""

from __future__ import annotations

from routeplan.engines.ruin_recreate.kernels.arrays import (
    ARC,
    BREAK_EARLIEST,
    BREAK_LATEST,
    BREAK_SECONDS,
    DAY,
    EARLY_AHEAD,
    EARLY_BEHIND,
    FAR,
    FIRST,
    LAST,
    LATE_AHEAD,
    LATE_BEHIND,
    NEVER,
    NONE,
    PIN_FIRST,
    PIN_LAST,
    Instance,
    Routes,
)
from routeplan.engines.ruin_recreate.kernels.compiler import inlined, kernel


@inlined
def arrive_with_break(free: int, way: int, earliest: int, latest: int, length: int) -> int:
    """Earliest arrival when the break is taken anywhere on the way, having left at ``free``."""
    # the break has to begin while it may: who is free later cannot take it on this way any more
    if free > latest:
        return FAR
    # begun on the way, or waited for at its end: the way and the break cost the same either way
    return max(free + way, earliest) + length


@inlined
def leave_with_break(arrive: int, way: int, earliest: int, latest: int, length: int) -> int:
    """Latest time to leave so as to take the break on the way and arrive by ``arrive``."""
    if arrive < earliest + length:
        return NEVER
    return min(latest, arrive - length - way)


@inlined
def start_from(inst: Instance, routes: Routes, i: int, day: int, time: int) -> int:
    """Earliest start of node ``i`` at or after ``time``; FAR when its windows are over."""
    node = routes.node
    if node[i, PIN_FIRST] != NONE:
        # starts and ends of shifts are pinned to the shift's hours, so that no bound needs a test
        return FAR if time > node[i, PIN_LAST] else max(time, node[i, PIN_FIRST])
    days = inst.cheapest.shape[1]
    at = inst.visit[i] * days + day
    for w in range(inst.window_from[at], inst.window_from[at + 1]):
        if time <= inst.window[w, LAST]:
            return max(time, inst.window[w, FIRST])
    return FAR


@inlined
def start_until(inst: Instance, routes: Routes, i: int, day: int, time: int) -> int:
    """Latest start of node ``i`` at or before ``time``; NEVER when no window has begun."""
    node = routes.node
    if node[i, PIN_FIRST] != NONE:
        return NEVER if time < node[i, PIN_FIRST] else min(time, node[i, PIN_LAST])
    days = inst.cheapest.shape[1]
    at = inst.visit[i] * days + day
    for w in range(inst.window_from[at + 1] - 1, inst.window_from[at] - 1, -1):
        if time >= inst.window[w, FIRST]:
            return min(time, inst.window[w, LAST])
    return NEVER


@inlined
def reach(inst: Instance, routes: Routes, i: int, way: int, s: int) -> tuple[int, int]:
    """Arrivals behind a way from node ``i``: (break ahead, break behind)."""
    shift, node = inst.shift, routes.node
    ahead = node[i, EARLY_AHEAD] + inst.service[i]
    behind = node[i, EARLY_BEHIND] + inst.service[i] + way
    on_way = arrive_with_break(
        ahead, way, shift[s, BREAK_EARLIEST], shift[s, BREAK_LATEST], shift[s, BREAK_SECONDS]
    )
    # behind the way the break is behind either because it was before, or because it fell on it
    return ahead + way, min(behind, on_way)


@inlined
def leave_for(inst: Instance, routes: Routes, j: int, way: int, s: int) -> tuple[int, int]:
    """Latest times to leave for node ``j``, ``way`` off: (break ahead, break behind)."""
    shift, node = inst.shift, routes.node
    ahead = node[j, LATE_AHEAD] - way
    on_way = leave_with_break(
        node[j, LATE_BEHIND],
        way,
        shift[s, BREAK_EARLIEST],
        shift[s, BREAK_LATEST],
        shift[s, BREAK_SECONDS],
    )
    return max(ahead, on_way), node[j, LATE_BEHIND] - way


@inlined
def forward(inst: Instance, routes: Routes, i: int, j: int, s: int) -> bool:
    """Set the earliest times of ``j`` from its predecessor ``i``; tell whether they changed."""
    node, day = routes.node, inst.shift[s, DAY]
    ahead, behind = reach(inst, routes, i, node[i, ARC], s)
    ahead = start_from(inst, routes, j, day, ahead)
    behind = start_from(inst, routes, j, day, behind)
    # FAR in one layer says that the node cannot be reached so, and stays FAR for all that follow
    changed = ahead != node[j, EARLY_AHEAD] or behind != node[j, EARLY_BEHIND]
    node[j, EARLY_AHEAD] = ahead
    node[j, EARLY_BEHIND] = behind
    return changed


@inlined
def backward(inst: Instance, routes: Routes, i: int, j: int, s: int) -> bool:
    """Set the latest times of ``i`` from its successor ``j``; tell whether they changed."""
    node, day = routes.node, inst.shift[s, DAY]
    ahead, behind = leave_for(inst, routes, j, node[i, ARC], s)
    ahead = start_until(inst, routes, i, day, ahead - inst.service[i])
    behind = start_until(inst, routes, i, day, behind - inst.service[i])
    changed = ahead != node[i, LATE_AHEAD] or behind != node[i, LATE_BEHIND]
    node[i, LATE_AHEAD] = ahead
    node[i, LATE_BEHIND] = behind
    return changed


@kernel
def retime(inst: Instance, routes: Routes, s: int) -> bool:
    """Compute all times of a shift's route anew; tell whether it is feasible."""
    clients, shifts = len(inst.visit), len(inst.shift)
    start, end = clients + s, clients + shifts + s
    i = start
    while i != end:
        forward(inst, routes, i, routes.next[i], s)
        i = routes.next[i]
    while i != start:
        backward(inst, routes, routes.prev[i], i, s)
        i = routes.prev[i]
    # an empty shift goes nowhere, and may be too short for its own break
    return routes.node[end, EARLY_BEHIND] < FAR or routes.stops[s] == 0


@inlined
def retime_around(inst: Instance, routes: Routes, c: int, s: int) -> None:
    """Carry a new client's times on along its route, as far as they change anything."""
    clients, shifts = len(inst.visit), len(inst.shift)
    start, end = clients + s, clients + shifts + s
    i = routes.prev[c]
    while i != end:
        j = routes.next[i]
        # once a stop's times stay, so do all behind it; the new client's own are of another place
        if not forward(inst, routes, i, j, s) and j != c:
            break
        i = j
    j = routes.next[c]
    while j != start:
        i = routes.prev[j]
        if not backward(inst, routes, i, j, s) and i != c:
            break
        j = i
