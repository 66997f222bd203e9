"""The best place for one visit: exact O(1) tests of windows, break, caps and partners."""

from __future__ import annotations

from routeplan.engines.ruin_recreate.kernels.arrays import (
    ARC,
    COST,
    DAY,
    EMPTIES,
    FAR,
    FIRST,
    LAST,
    LIKE,
    MAX_BUSY,
    MODE,
    NONE,
    Instance,
    Routes,
    SearchArrays,
)
from routeplan.engines.ruin_recreate.kernels.compiler import inlined, inner
from routeplan.engines.ruin_recreate.kernels.positions import may_take, may_take_alone
from routeplan.engines.ruin_recreate.kernels.routes import attach, filled_more
from routeplan.engines.ruin_recreate.kernels.times import leave_for, reach
from routeplan.engines.ruin_recreate.kernels.xorshift import below, uniform

Insertion = tuple[int, int, int]
"""Cost, node to insert after, start window; the latter two NONE when there is none so cheap."""


@inlined
def shift_at(inst: Instance, routes: Routes, node: int) -> int:
    """The shift that a client on a route or a shift's start belongs to."""
    clients = len(inst.visit)
    return node - clients if node >= clients else routes.shift_of[node]


@inlined
def ways_around(inst: Instance, routes: Routes, c: int, after: int, s: int) -> tuple[int, int, int]:
    """Travel to and from client ``c`` after a node, and what it adds."""
    # both ways are read from rows of the client's own place: columns would miss the cache
    mode, here = inst.shift[s, MODE], inst.place[c]
    to = inst.travel_to[mode, here, inst.place[after]]
    onward = inst.travel[mode, here, inst.place[routes.next[after]]]
    return to, onward, to + onward - routes.node[after, ARC]


@inlined
def detour(inst: Instance, routes: Routes, c: int, after: int, s: int) -> tuple[int, int, int]:
    """The same; what it adds is FAR when it breaks a cap."""
    to, onward, delta = ways_around(inst, routes, c, after, s)
    if routes.busy[s] + delta + inst.service[c] > inst.shift[s, MAX_BUSY]:
        delta = FAR
    return to, onward, delta


@inlined
def start_ranges(
    inst: Instance, routes: Routes, c: int, after: int, to: int, onward: int, s: int
) -> tuple[int, int, int, int]:
    """When ``c`` could start after a node: (from, until) with the break ahead, then behind."""
    a0, a1 = reach(inst, routes, after, to, s)
    b0, b1 = leave_for(inst, routes, routes.next[after], onward, s)
    return a0, b0 - inst.service[c], a1, b1 - inst.service[c]


@inlined
def fits(first: int, last: int, early: int, late: int) -> bool:
    """Whether some start lies in both ranges."""
    return max(first, early) <= min(last, late)


@inlined
def window_fits(inst: Instance, w: int, a0: int, b0: int, a1: int, b1: int) -> bool:
    """Whether a start window meets one of the two ranges."""
    first, last = inst.window[w, FIRST], inst.window[w, LAST]
    return fits(first, last, a1, b1) or fits(first, last, a0, b0)


@inlined
def cheapest_window(
    search: SearchArrays, v: int, day: int, a0: int, b0: int, a1: int, b1: int, limit: int
) -> int:
    """The cheapest start window of a day within the ranges and below ``limit``, or NONE.

    Now and then a window is overlooked, as positions are: the cheapest may shut others out.
    """
    inst = search.instance
    at = v * inst.cheapest.shape[1] + day
    # neither layer has a start left, whatever the windows say
    if a0 > b0 and a1 > b1:
        return NONE
    for k in range(inst.window_from[at], inst.window_from[at + 1]):
        w = inst.by_cost[k]
        # cheapest first: no later one can be below the limit either
        if inst.window[w, COST] >= limit:
            return NONE
        if window_fits(inst, w, a0, b0, a1, b1) and uniform(search.rng) >= search.tuning.blink:
            return w
    return NONE


@inlined
def filling_reward(search: SearchArrays, v: int, s: int) -> int:
    """What it is worth now that a shift is so much fuller with a visit; mostly nothing."""
    worth = search.work.full_shift[0]
    if worth == 0.0:
        return 0
    inst = search.instance
    return int(worth * filled_more(inst, s, search.routes.load[s], inst.load[v]))


@inlined
def try_after(search: SearchArrays, v: int, after: int, s: int, best: Insertion) -> Insertion:
    """The better of the best so far and the place behind a node; what costs little comes first."""
    inst, routes = search.instance, search.routes
    limit, _, _ = best
    to, onward, delta = ways_around(inst, routes, v, after, s)
    reward = filling_reward(search, v, s)
    # most positions end here, by three reads; times and windows are asked of the rest only
    if delta - reward + inst.least_fee[v, s] >= limit:
        return best
    if routes.busy[s] + delta + inst.service[v] > inst.shift[s, MAX_BUSY]:
        return best
    fixed = delta - reward + inst.minor_cost[v, s]
    a0, b0, a1, b1 = start_ranges(inst, routes, v, after, to, onward, s)
    day = inst.shift[s, DAY]
    w = cheapest_window(search, v, day, a0, b0, a1, b1, limit - fixed)
    if w == NONE or uniform(search.rng) < search.tuning.blink:
        return best
    return fixed + inst.window[w, COST], after, w


@inlined
def best_near(search: SearchArrays, v: int, limit: int) -> Insertion:
    """Cheapest place below ``limit`` beside the nearest visits or in some empty shifts."""
    inst, routes = search.instance, search.routes
    best = (limit, NONE, NONE)
    for k in range(inst.neighbour.shape[1]):
        u = inst.neighbour[v, k]
        if u < 0:
            break
        # both halves of a pair are neighbours, on two routes
        c = u
        while c >= 0:
            s = routes.shift_of[c]
            if s >= 0 and may_take(inst, routes, v, s):
                at = c
                for _ in range(2):
                    best = try_after(search, v, at, s, best)
                    at = routes.prev[c]
            c = inst.twin[u] if c == u else NONE
    empties = routes.tally[EMPTIES]
    at, like = below(search.rng, empties), NONE
    for k in range(min(empties, search.tuning.empty_tries)):
        s = routes.empty[(at + k) % empties]
        # empty shifts that are as good as each other take a visit at the same cost
        if inst.shift[s, LIKE] != like and may_take(inst, routes, v, s):
            like = inst.shift[s, LIKE]
            best = try_after(search, v, len(inst.visit) + s, s, best)
    return best


@inner
def best_anywhere(search: SearchArrays, v: int, limit: int) -> Insertion:
    """Cheapest place below ``limit`` of all."""
    inst, routes = search.instance, search.routes
    best, clients, shifts = (limit, NONE, NONE), len(inst.visit), len(inst.shift)
    for s in range(shifts):
        if may_take(inst, routes, v, s):
            i = clients + s
            while i < clients + shifts:
                best = try_after(search, v, i, s, best)
                i = routes.next[i]
    return best


@inner
def best_listed(search: SearchArrays, v: int, size: int, limit: int) -> Insertion:
    """Cheapest listed position below ``limit`` for one shift to make a visit alone."""
    inst, routes = search.instance, search.routes
    best = (limit, NONE, NONE)
    for k in range(size):
        after = search.work.position[k]
        s = shift_at(inst, routes, after)
        if may_take_alone(inst, v, s):
            best = try_after(search, v, after, s, best)
    return best


@inlined
def insert_alone(inst: Instance, routes: Routes, v: int, after: int, w: int) -> None:
    """Insert a visit after a node in a start window (or any as cheap of that day)."""
    s = shift_at(inst, routes, after)
    first, last = inst.window[w, FIRST], inst.window[w, LAST]
    if inst.uniform[v, inst.shift[s, DAY]]:
        # where all windows cost the same the stop is free among them: more room for later moves
        first = NONE
    fee = inst.window[w, COST] + inst.minor_cost[v, s]
    attach(inst, routes, v, after, s, first, last, fee)
