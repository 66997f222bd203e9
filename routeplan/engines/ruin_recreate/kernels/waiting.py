"""What a shift waits between leaving the station and coming back, and what that costs.

A route comes back as early as it can, and leaves as late as that allows. Its times are carried
forward to the earliest return, then back to the latest departure, so that through several windows
a day, too, no more is waited than the order of the stops, and the windows chosen, ask for. The
break is taken on the leg where least is waited; at the station, before the route or after it, it
is no part of it.
"""

from __future__ import annotations

from routeplan.engines.ruin_recreate.kernels.arrays import (
    ARC,
    BEGIN,
    BREAK_EARLIEST,
    BREAK_LATEST,
    BREAK_SECONDS,
    COST_NOW,
    DAY,
    EARLY_AHEAD,
    EARLY_BEHIND,
    END,
    FAR,
    FEE,
    NEVER,
    NONE,
    SHIFTS_TOUCHED,
    WAITING_PRICE,
    Instance,
    Ints,
    Routes,
    Undo,
)
from routeplan.engines.ruin_recreate.kernels.compiler import inlined, inner, kernel
from routeplan.engines.ruin_recreate.kernels.times import (
    arrive_with_break,
    leave_with_break,
    start_from,
    start_until,
)

PER_MILLE = 1000
"""``WAITING_PRICE`` is in thousandths; what is charged is rounded to whole seconds."""
Trip = tuple[int, int, int]
"""Seconds waited (FAR where the break cannot be taken there), return and departure."""


@kernel
def update_waiting(inst: Instance, routes: Routes, s: int) -> None:
    """Charge a shift what it waits now, in place of what it waited."""
    new = 0
    if routes.stops[s] > 0:
        idle, _, _, _ = least_waiting(inst, routes, s)
        new = (idle * inst.shift[s, WAITING_PRICE] + PER_MILLE // 2) // PER_MILLE
    start = len(inst.visit) + s
    routes.tally[COST_NOW] += new - routes.node[start, FEE]
    routes.node[start, FEE] = new


@inlined
def waiting_costs(inst: Instance) -> bool:
    """Whether waiting has a price at all."""
    return inst.shift[0, WAITING_PRICE] > 0


@inner
def waiting_before(inst: Instance, routes: Routes, undo: Undo) -> int:
    """What the touched shifts are charged for waiting as they were."""
    total = 0
    for k in range(undo.tally[SHIFTS_TOUCHED]):
        total += routes.node[len(inst.visit) + undo.shift[k], FEE]
    return total


@inner
def update_touched(inst: Instance, routes: Routes, undo: Undo) -> None:
    """Charge all touched shifts what they wait now."""
    for k in range(undo.tally[SHIFTS_TOUCHED]):
        update_waiting(inst, routes, undo.shift[k])


@kernel
def least_waiting(inst: Instance, routes: Routes, s: int) -> tuple[int, int, int, int]:
    """Least seconds waited, with the return, the departure and the node left with the break ahead.

    The node is NONE without a break. Of equal ones the earliest return counts.
    """
    clients, shifts = len(inst.visit), len(inst.shift)
    start, end = clients + s, clients + shifts + s
    if inst.shift[s, BREAK_SECONDS] == 0:
        idle, back, leave = route_with_break(inst, routes, s, NONE)
        return idle, back, leave, NONE
    best, best_back, best_leave, best_at = FAR, FAR, NEVER, NONE
    i = start
    while i != end:
        # times only grow along the route: on no later leg can the break begin any more
        if routes.node[i, EARLY_AHEAD] + inst.service[i] > inst.shift[s, BREAK_LATEST]:
            break
        idle, back, leave = route_with_break(inst, routes, s, i)
        if idle < best or (idle == best and back < best_back):
            best, best_back, best_leave, best_at = idle, back, leave, i
        i = routes.next[i]
    return best, best_back, best_leave, best_at


@inner
def route_with_break(inst: Instance, routes: Routes, s: int, at: int) -> Trip:
    """The trip of a shift that takes its break on the leg behind a node (NONE: it has none)."""
    node, day = routes.node, inst.shift[s, DAY]
    clients, shifts = len(inst.visit), len(inst.shift)
    start, end = clients + s, clients + shifts + s
    low, high = inst.shift[s, BREAK_EARLIEST], inst.shift[s, BREAK_LATEST]
    length = inst.shift[s, BREAK_SECONDS]
    # the return first: of routes that wait the same the earlier one leaves more of the day
    back, inside = _earliest_return(inst, routes, s, at)
    if back >= FAR:
        return FAR, FAR, NEVER
    time, i = back, end
    while i != start:
        i = routes.prev[i]
        arc = node[i, ARC]
        leave = time - arc
        if i == at and inside:
            leave = leave_with_break(time, arc, low, high, length)
            # a break over before the shift has to leave is taken at the station: no waiting
            if i == start and max(inst.shift[s, BEGIN], low) + length <= time - arc:
                leave, inside = time - arc, False
        time = leave if i == start else start_until(inst, routes, i, day, leave - inst.service[i])
    rest = length if inside else 0
    # busy time is travel and visits: what else lies between leaving and coming back is waited
    return back - time - routes.busy[s] - rest, back, time


@inlined
def _earliest_return(inst: Instance, routes: Routes, s: int, at: int) -> tuple[int, bool]:
    """When a shift is back at the earliest, FAR where it cannot be, and if its break is inside."""
    node, day = routes.node, inst.shift[s, DAY]
    end = len(inst.visit) + len(inst.shift) + s
    if at == NONE:
        return node[end, EARLY_BEHIND], False
    low, high = inst.shift[s, BREAK_EARLIEST], inst.shift[s, BREAK_LATEST]
    length, closing = inst.shift[s, BREAK_SECONDS], inst.shift[s, END]
    free = node[at, EARLY_AHEAD] + inst.service[at]
    i = routes.next[at]
    # behind the last stop the break may wait until the station is reached, and is taken there
    if i == end and free + node[at, ARC] <= high:
        arrive = free + node[at, ARC]
        return (arrive if max(arrive, low) + length <= closing else FAR), False
    time = arrive_with_break(free, node[at, ARC], low, high, length)
    while i != end and time < FAR:
        time = start_from(inst, routes, i, day, time) + inst.service[i] + node[i, ARC]
        i = routes.next[i]
    return (time if time <= closing else FAR), True


@kernel
def begin_times(inst: Instance, routes: Routes, s: int, at: int, leave: int, begin: Ints) -> None:
    """Fill ``begin`` ``(stops,)``: each visit as early as can be, having left then."""
    node, day = routes.node, inst.shift[s, DAY]
    clients, shifts = len(inst.visit), len(inst.shift)
    i, end, free, k = clients + s, clients + shifts + s, leave, 0
    low, high = inst.shift[s, BREAK_EARLIEST], inst.shift[s, BREAK_LATEST]
    length = inst.shift[s, BREAK_SECONDS]
    while routes.next[i] != end:
        arrive = free + node[i, ARC]
        before = i >= clients and max(inst.shift[s, BEGIN], low) + length <= leave
        if i == at and not before:
            arrive = arrive_with_break(free, node[i, ARC], low, high, length)
        i = routes.next[i]
        begin[k] = start_from(inst, routes, i, day, arrive)
        free = begin[k] + inst.service[i]
        k += 1
