"""Linking and unlinking visits, and taking an iteration back."""

from __future__ import annotations

from routeplan.engines.ruin_recreate.kernels.arrays import (
    ABSENT,
    ARC,
    COST_BEFORE,
    COST_NOW,
    EMPTIES,
    FEE,
    MAX_LOAD,
    MISSED_BEFORE,
    MISSED_NOW,
    MODE,
    NONE,
    PIN_FIRST,
    PIN_LAST,
    ROUTED,
    ROUTED_BEFORE,
    SHIFTS_TOUCHED,
    STOP_CLIENT,
    STOP_FEE,
    STOP_FIRST,
    STOP_LAST,
    USED,
    Instance,
    Ints,
    Longs,
    Routes,
    Undo,
)
from routeplan.engines.ruin_recreate.kernels.compiler import inlined, inlined_kernel, inner, kernel
from routeplan.engines.ruin_recreate.kernels.times import retime_around


@inlined
def copy_row(source: Ints, i: int, target: Ints, j: int) -> None:
    """Copy a row between tables of the same width (assigning rows would allocate)."""
    for column in range(source.shape[1]):
        target[j, column] = source[i, column]


@inlined
def way(inst: Instance, s: int, i: int, j: int) -> int:
    """Travel from node ``i`` to node ``j`` by a shift's mode."""
    return inst.travel[inst.shift[s, MODE], inst.place[i], inst.place[j]]


@inlined
def filled_more(inst: Instance, s: int, load: int, more: int) -> float:
    """By how much the square of the share of its capacity that a shift uses grows.

    Of two shifts the fuller one gains more by the same load: so what is in few of them counts more.
    """
    full = max(1.0, float(inst.shift[s, MAX_LOAD]))
    return more * (2 * load + more) / (full * full)


@inlined
def mark_used(routes: Routes, s: int) -> None:
    """Take a shift off the list of empty ones."""
    tally = routes.tally
    tally[USED] += 1
    tally[EMPTIES] -= 1
    # the last one takes its place: the list has no order, and nothing else moves
    last = routes.empty[tally[EMPTIES]]
    at = routes.empty_at[s]
    routes.empty[at] = last
    routes.empty_at[last] = at
    routes.empty_at[s] = NONE


@inlined
def mark_empty(routes: Routes, s: int) -> None:
    """Put a shift on the list of empty ones."""
    tally = routes.tally
    tally[USED] -= 1
    routes.empty[tally[EMPTIES]] = s
    routes.empty_at[s] = tally[EMPTIES]
    tally[EMPTIES] += 1


@inlined_kernel
def detach(inst: Instance, routes: Routes, c: int) -> None:
    """Unlink a client. Times of its route are stale until :func:`times.retime`."""
    node, s = routes.node, routes.shift_of[c]
    i, j = routes.prev[c], routes.next[c]
    arc = way(inst, s, i, j)
    change = arc - node[i, ARC] - node[c, ARC]
    routes.next[i] = j
    routes.prev[j] = i
    node[i, ARC] = arc
    routes.shift_of[c] = NONE
    # busy and cost are kept by differences; the times are not, for several visits leave at once
    routes.busy[s] += change - inst.service[c]
    routes.load[s] -= inst.load[c]
    routes.stops[s] -= 1
    routes.tally[COST_NOW] += change - node[c, FEE]
    node[c, FEE] = 0
    # NONE again, or the next insertion would be held to the old start
    node[c, PIN_FIRST] = NONE
    if routes.stops[s] == 0:
        mark_empty(routes, s)


@inlined
def attach(
    inst: Instance, routes: Routes, c: int, after: int, s: int, first: int, last: int, fee: int
) -> None:
    """Link a client after a node, pinned to [first, last] (NONE: any window), and retime."""
    node, end = routes.node, routes.next[after]
    if routes.stops[s] == 0:
        mark_used(routes, s)
    to, onward = way(inst, s, after, c), way(inst, s, c, end)
    change = to + onward - node[after, ARC]
    routes.next[after] = c
    routes.prev[c] = after
    routes.next[c] = end
    routes.prev[end] = c
    node[after, ARC] = to
    node[c, ARC] = onward
    node[c, PIN_FIRST] = first
    node[c, PIN_LAST] = last
    node[c, FEE] = fee
    routes.shift_of[c] = s
    routes.busy[s] += change + inst.service[c]
    routes.load[s] += inst.load[c]
    routes.stops[s] += 1
    routes.tally[COST_NOW] += change + fee
    retime_around(inst, routes, c, s)


@kernel
def attach_all(inst: Instance, routes: Routes, stop_from: Longs, stop: Longs) -> None:
    """Fill empty shifts: ``stop[stop_from[s]:stop_from[s + 1]]`` are the stops of shift ``s``.

    ``stop`` ``(k, 4)``, in the columns ``STOP_CLIENT`` to ``STOP_FEE``.
    """
    for s in range(len(inst.shift)):
        after = len(inst.visit) + s
        for k in range(stop_from[s], stop_from[s + 1]):
            c = stop[k, STOP_CLIENT]
            first, last = stop[k, STOP_FIRST], stop[k, STOP_LAST]
            attach(inst, routes, c, after, s, first, last, stop[k, STOP_FEE])
            # a second half counts with its first: one visit, one worth
            if c < len(inst.worth):
                count_in(inst, routes, c)
                mark_present(routes, c)
            after = c


@inlined
def count_in(inst: Instance, routes: Routes, v: int) -> None:
    """A visit is on a route now."""
    # the objective counts what is left out, so a visit that comes in pays its worth
    routes.tally[COST_NOW] -= inst.worth[v]
    routes.tally[MISSED_NOW] -= inst.promised[v]
    routes.tally[ROUTED] += 1


@inlined_kernel
def count_out(inst: Instance, routes: Routes, v: int) -> None:
    """A visit is left out now."""
    routes.tally[COST_NOW] += inst.worth[v]
    routes.tally[MISSED_NOW] += inst.promised[v]
    routes.tally[ROUTED] -= 1


@kernel
def mark_absent(routes: Routes, v: int) -> None:
    """Put a visit on the absent list, unless it is there."""
    if routes.absent_at[v] == NONE:
        routes.absent[routes.tally[ABSENT]] = v
        routes.absent_at[v] = routes.tally[ABSENT]
        routes.tally[ABSENT] += 1


@inner
def mark_present(routes: Routes, v: int) -> None:
    """Take a visit off the absent list, if it is there."""
    at = routes.absent_at[v]
    if at != NONE:
        routes.tally[ABSENT] -= 1
        last = routes.absent[routes.tally[ABSENT]]
        routes.absent[at] = last
        routes.absent_at[last] = at
        routes.absent_at[v] = NONE


@inlined_kernel
def open_undo(routes: Routes, undo: Undo) -> None:
    """Begin an iteration: nothing touched yet."""
    undo.tally[SHIFTS_TOUCHED] = 0
    undo.tally[COST_BEFORE] = routes.tally[COST_NOW]
    undo.tally[MISSED_BEFORE] = routes.tally[MISSED_NOW]
    undo.tally[ROUTED_BEFORE] = routes.tally[ROUTED]
    undo.from_[0] = 0


@inlined
def touch(inst: Instance, routes: Routes, undo: Undo, s: int, iteration: int) -> None:
    """Keep a route as it is, once an iteration, before it is changed."""
    if undo.stamp[s] == iteration:
        return
    undo.stamp[s] = iteration
    k = undo.tally[SHIFTS_TOUCHED]
    undo.tally[SHIFTS_TOUCHED] = k + 1
    undo.shift[k] = s
    undo.stops[k] = routes.stops[s]
    undo.load[k] = routes.load[s]
    undo.busy[k] = routes.busy[s]
    clients, shifts = len(inst.visit), len(inst.shift)
    at, i, end = undo.from_[k], clients + s, clients + shifts + s
    # links, pins and times together: taking back copies, and computes nothing anew
    while True:
        undo.order[at] = i
        copy_row(routes.node, i, undo.node, at)
        at += 1
        if i == end:
            break
        i = routes.next[i]
    undo.from_[k + 1] = at


@inner
def take_back(inst: Instance, routes: Routes, undo: Undo, removed: Ints, size: int) -> None:
    """Undo the iteration: the visits of ``removed`` leave, the touched routes return."""
    for k in range(size):
        _forget(routes, removed[k])
        if inst.twin[removed[k]] != NONE:
            _forget(routes, inst.twin[removed[k]])
    clients = len(inst.visit)
    for k in range(undo.tally[SHIFTS_TOUCHED]):
        s = undo.shift[k]
        # before the counts are restored: the list of empty shifts follows them
        if routes.stops[s] == 0 and undo.stops[k] > 0:
            mark_used(routes, s)
        elif routes.stops[s] > 0 and undo.stops[k] == 0:
            mark_empty(routes, s)
        routes.stops[s] = undo.stops[k]
        routes.load[s] = undo.load[k]
        routes.busy[s] = undo.busy[k]
        before = NONE
        for at in range(undo.from_[k], undo.from_[k + 1]):
            i = undo.order[at]
            copy_row(undo.node, at, routes.node, i)
            if i < clients:
                routes.shift_of[i] = s
            if before != NONE:
                routes.next[before] = i
                routes.prev[i] = before
            before = i
    routes.tally[COST_NOW] = undo.tally[COST_BEFORE]
    routes.tally[MISSED_NOW] = undo.tally[MISSED_BEFORE]
    routes.tally[ROUTED] = undo.tally[ROUTED_BEFORE]


@inner
def _forget(routes: Routes, c: int) -> None:
    routes.shift_of[c] = NONE
    routes.node[c, FEE] = 0
    routes.node[c, PIN_FIRST] = NONE
