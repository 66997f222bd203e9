"""Ruin: remove strings of neighbouring visits from neighbouring routes.

Slack Induction by String Removals, Christiaens & Vanden Berghe (2020).
"""

from __future__ import annotations

from routeplan.solve.kernels.arrays import (
    BANKED,
    EMPTIES,
    ITERATION,
    MISSED_NOW,
    NONE,
    ROUTED,
    Instance,
    Routes,
    Tuning,
    Undo,
    Work,
)
from routeplan.solve.kernels.compiler import kernel
from routeplan.solve.kernels.random import State, below, uniform
from routeplan.solve.kernels.routes import count_out, detach, touch


@kernel
def pick_seed(inst: Instance, routes: Routes, rng: State) -> int:
    """The visit to ruin around: a broken promise, one left out, or any."""
    banked = routes.tally[BANKED]
    if banked > 0 and uniform(rng) < 0.5:
        at = below(rng, banked)
        if routes.tally[MISSED_NOW] > 0:
            for _ in range(banked):
                if inst.promised[routes.bank[at]]:
                    break
                at = (at + 1) % banked
        return routes.bank[at]
    return below(rng, len(inst.worth))


@kernel
def ruin(
    inst: Instance,
    routes: Routes,
    undo: Undo,
    work: Work,
    tuning: Tuning,
    seed: int,
    rng: State,
) -> int:
    """Remove strings around a visit; return the number of visits in ``work.removed``."""
    used = max(1, len(inst.shift) - routes.tally[EMPTIES])
    longest = min(tuning.string_max, routes.tally[ROUTED] / used)
    strings = int(uniform(rng) * (4.0 * tuning.removed_mean / (1.0 + longest) - 1.0) + 1.0)
    iteration, size, done = routes.tally[ITERATION], 0, 0
    for k in range(-1, inst.around.shape[1]):
        v = seed if k < 0 else inst.around[seed, k]
        if v == NONE or done == strings:
            break
        s = routes.shift_of[v]
        if s != NONE and undo.stamp[s] != iteration:
            size = _remove_string(inst, routes, undo, work, tuning, v, longest, size, rng)
            done += 1
    return size


@kernel
def _remove_string(
    inst: Instance,
    routes: Routes,
    undo: Undo,
    work: Work,
    tuning: Tuning,
    v: int,
    longest: float,
    size: int,
    rng: State,
) -> int:
    """Remove a string that holds client ``v``, perhaps keeping a piece in its middle."""
    s, clients = routes.shift_of[v], len(inst.visit)
    stops = routes.stops[s]
    length = min(stops, int(uniform(rng) * min(longest, float(stops)) + 1.0))
    kept = 0
    if 1 < length < stops and uniform(rng) < tuning.split:
        kept = 1
        while length + kept < stops and uniform(rng) < tuning.split_depth:
            kept += 1
    first = _string_begin(routes, v, length + kept, clients, rng)
    keep_from = 1 + below(rng, length - 1) if kept > 0 else length
    i = first
    for k in range(length + kept):
        if i >= clients:
            break
        onward = routes.next[i]
        if not keep_from <= k < keep_from + kept:
            # a neighbour in the string may have left already, with its other half
            size = remove(inst, routes, undo, work, inst.visit[i], size)
        i = onward
    return size


@kernel
def _string_begin(routes: Routes, v: int, length: int, clients: int, rng: State) -> int:
    """The first client of a string of that length that holds ``v`` and fits into its route."""
    back = below(rng, length)
    first = v
    for _ in range(back):
        if routes.prev[first] >= clients:
            break
        first = routes.prev[first]
    last, reach = first, 1
    while reach < length and routes.next[last] < clients:
        last = routes.next[last]
        reach += 1
    while reach < length and routes.prev[first] < clients:
        first = routes.prev[first]
        reach += 1
    return first


@kernel
def remove(inst: Instance, routes: Routes, undo: Undo, work: Work, v: int, size: int) -> int:
    """Take a visit, with both halves, off its routes and list it; times go stale."""
    iteration = routes.tally[ITERATION]
    touch(inst, routes, undo, routes.shift_of[v], iteration)
    detach(inst, routes, v)
    twin = inst.twin[v]
    if twin != NONE and routes.shift_of[twin] != NONE:
        touch(inst, routes, undo, routes.shift_of[twin], iteration)
        detach(inst, routes, twin)
    count_out(inst, routes, v)
    work.removed[size] = v
    work.is_removed[v] = iteration
    return size + 1
