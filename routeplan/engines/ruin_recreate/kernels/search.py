"""The search: ruin, recreate, accept by simulated annealing, keep the best."""

from __future__ import annotations

from routeplan.engines.ruin_recreate.kernels.arrays import (
    ACCEPTED,
    BEST_COST,
    BEST_MISSED,
    BEST_ROUTED,
    COST_BEFORE,
    COST_NOW,
    FIRST,
    ITERATION,
    LAST,
    MISSED_BEFORE,
    MISSED_NOW,
    NONE,
    PIN_FIRST,
    PIN_LAST,
    ROUTED,
    SHIFTS_TOUCHED,
    Best,
    Floats,
    Instance,
    Routes,
    SearchArrays,
    Undo,
)
from routeplan.engines.ruin_recreate.kernels.compiler import inlined, inner, kernel
from routeplan.engines.ruin_recreate.kernels.recreate import (
    add_absent,
    pick_forced,
    recreate,
    settle,
    sort_removed,
)
from routeplan.engines.ruin_recreate.kernels.routes import filled_more, open_undo, take_back
from routeplan.engines.ruin_recreate.kernels.ruin import make_room, pick_seed, ruin, stops_per_shift
from routeplan.engines.ruin_recreate.kernels.tail_exchange import exchange_tails
from routeplan.engines.ruin_recreate.kernels.times import retime
from routeplan.engines.ruin_recreate.kernels.waiting import (
    update_touched,
    waiting_before,
    waiting_costs,
)
from routeplan.engines.ruin_recreate.kernels.xorshift import exponential

MORE_TAILS = 4
"""Factor on long routes: a string of ten stops is less of a route of forty."""


@kernel
def run(search: SearchArrays, iterations: int, temperature: float, changes: Floats) -> None:
    """Do some iterations at one temperature.

    ``changes`` ``(k,)`` is filled with the cost differences of the last ``k`` candidates that
    kept the promises of their predecessor (k may be 0).
    """
    inst, routes = search.instance, search.routes
    for k in range(iterations):
        for _ in range(tails_tried(search)):
            if exchange_tails(search, temperature):
                save_if_best(inst, routes, search.best)
        # stamps of touched shifts and removed visits are iterations: nothing has to be cleared
        routes.tally[ITERATION] += 1
        open_undo(routes, search.undo)
        seed = pick_seed(search)
        forced = pick_forced(search, seed)
        size = ruin(search, seed) if forced == NONE else make_room(search, forced)
        feasible = retime_touched(inst, routes, search.undo)
        if feasible:
            size = add_absent(search, seed, forced, size)
            sort_removed(search, size, forced)
            recreate(search, size, forced)
        # noted before it is decided whether the candidate is taken: all count for the temperature
        if len(changes) > 0:
            if feasible and waiting_costs(inst):
                update_touched(inst, routes, search.undo)
            changes[k % len(changes)] = routes.tally[COST_NOW] - search.undo.tally[COST_BEFORE]
        if feasible and accepts(search, temperature):
            settle(routes, search.work, size)
            keep_best(search)
        else:
            take_back(inst, routes, search.undo, search.work.removed, size)


@inlined
def tails_tried(search: SearchArrays) -> int:
    """Exchanges before each ruin: the longer routes are, the less a ruin does for their tails."""
    many = stops_per_shift(search.routes) > search.tuning.many_stops
    return MORE_TAILS * search.tuning.tails if many else search.tuning.tails


@kernel
def retime_touched(inst: Instance, routes: Routes, undo: Undo) -> bool:
    """Bring the times of the ruined routes up to date; tell whether all are feasible.

    Removing a stop can make a route later only where travel breaks the triangle inequality.
    """
    feasible = True
    for k in range(undo.tally[SHIFTS_TOUCHED]):
        if not retime(inst, routes, undo.shift[k]):
            feasible = False
    return feasible


@inlined
def accepts(search: SearchArrays, temperature: float) -> bool:
    """Promises first: never more missed; then cost, by simulated annealing.

    What is waited is worked out only where the move would be taken if nobody waited any more.
    """
    inst, routes = search.instance, search.routes
    missed = routes.tally[MISSED_NOW]
    if missed > search.undo.tally[MISSED_BEFORE]:
        return False
    bound = search.undo.tally[COST_BEFORE] + filling_rewards(search)
    if missed == search.undo.tally[MISSED_BEFORE]:
        bound += temperature * exponential(search.rng)
    if waiting_costs(inst):
        # to know what is waited a route is walked once a leg: most candidates fail without that
        hopeless = routes.tally[COST_NOW] - waiting_before(inst, routes, search.undo) >= bound
        if missed == search.undo.tally[MISSED_BEFORE] and hopeless:
            return False
        update_touched(inst, routes, search.undo)
    return missed < search.undo.tally[MISSED_BEFORE] or routes.tally[COST_NOW] < bound


@inlined
def filling_rewards(search: SearchArrays) -> float:
    """What it is worth now that the touched shifts are so much fuller than before."""
    inst, routes, undo, filled = search.instance, search.routes, search.undo, 0.0
    if search.work.full_shift[0] == 0.0:
        return filled
    for k in range(undo.tally[SHIFTS_TOUCHED]):
        s = undo.shift[k]
        filled += filled_more(inst, s, undo.load[k], routes.load[s] - undo.load[k])
    return search.work.full_shift[0] * filled


@inlined
def keep_best(search: SearchArrays) -> None:
    """After an accepted iteration: note the changed shifts, and save them if they are best."""
    inst, routes = search.instance, search.routes
    routes.tally[ACCEPTED] += 1
    for k in range(search.undo.tally[SHIFTS_TOUCHED]):
        search.best.dirty[search.undo.shift[k]] = 1
    save_if_best(inst, routes, search.best)


@inner
def save_if_best(inst: Instance, routes: Routes, best: Best) -> None:
    """Save the routes when they are better than the best so far."""
    tally = routes.tally
    if tally[MISSED_NOW] < tally[BEST_MISSED] or (
        tally[MISSED_NOW] == tally[BEST_MISSED] and tally[COST_NOW] < tally[BEST_COST]
    ):
        save_best(inst, routes, best)


@kernel
def save_best(inst: Instance, routes: Routes, best: Best) -> None:
    """Copy the routes changed since the last time into the best."""
    tally = routes.tally
    tally[BEST_MISSED], tally[BEST_COST] = tally[MISSED_NOW], tally[COST_NOW]
    tally[BEST_ROUTED] = tally[ROUTED]
    clients, shifts = len(inst.visit), len(inst.shift)
    for s in range(shifts):
        # improvements come close together: a route that has not changed since is right already
        if best.dirty[s]:
            best.dirty[s] = 0
            i = clients + s
            while i < clients + shifts:
                best.next[i] = routes.next[i]
                best.pin[i, FIRST] = routes.node[i, PIN_FIRST]
                best.pin[i, LAST] = routes.node[i, PIN_LAST]
                i = routes.next[i]
