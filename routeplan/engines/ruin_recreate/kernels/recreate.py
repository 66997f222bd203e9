"""Recreate: invite some of the visits left out, order all that are out, put each back at its best.

Greedy insertion with blinks, Christiaens & Vanden Berghe (2020); a visit whose best place costs
more than its worth stays out.
"""

from __future__ import annotations

from routeplan.engines.ruin_recreate.kernels.arrays import (
    BANKED,
    FAR,
    ITERATION,
    MISSED_NOW,
    NONE,
    OPT_SHIFT,
    Instance,
    Routes,
    Tuning,
    Undo,
    Work,
)
from routeplan.engines.ruin_recreate.kernels.compiler import inlined, kernel
from routeplan.engines.ruin_recreate.kernels.insertion import (
    best_anywhere,
    best_listed,
    best_near,
    insert_alone,
    shift_at,
)
from routeplan.engines.ruin_recreate.kernels.pairs import (
    best_together,
    insert_together,
    list_options,
)
from routeplan.engines.ruin_recreate.kernels.positions import list_positions, list_touched
from routeplan.engines.ruin_recreate.kernels.random import State, below, coin, uniform
from routeplan.engines.ruin_recreate.kernels.routes import bank_in, bank_out, count_in, touch

PROMISE_FIRST = 1e9
"""Taken off a sort key: more than any key of ``Instance.order`` differs from another."""
OPENER_NEXT = PROMISE_FIRST / 2
"""The same for the opener, which comes behind all promises and before everything else."""
NEARBY, ANYWHERE, TOUCHED = range(3)
"""Where to look for a place: beside the nearest visits, everywhere, in the routes of this ruin."""


@inlined
def pick_opener(inst: Instance, routes: Routes, tuning: Tuning, seed: int, rng: State) -> int:
    """Now and then the seed, if it is left out, to be put back whatever it costs; else NONE.

    No home of a far village may be worth the way, and all of them together may be: somebody has
    to be the first.
    """
    chance = tuning.opened if inst.twin[seed] == NONE else tuning.opened_pair
    if routes.bank_at[seed] != NONE and uniform(rng) < chance:
        return seed
    return NONE


@inlined
def invite(
    inst: Instance,
    routes: Routes,
    work: Work,
    tuning: Tuning,
    seed: int,
    opener: int,
    size: int,
    rng: State,
) -> int:
    """Add visits left out to the list: opener, broken promises, then near the seed, then any.

    Near an opener all of them: only together are they worth the way.
    """
    banked, bound = routes.tally[BANKED], size + tuning.invited
    if opener != NONE:
        size = _add(routes, work, opener, size)
    if routes.tally[MISSED_NOW] > 0:
        for k in range(banked):
            if inst.promised[routes.bank[k]]:
                size = _add(routes, work, routes.bank[k], size)
    for k in range(inst.near.shape[1]):
        v = inst.near[seed, k]
        if v == NONE or (opener == NONE and size >= bound - tuning.invited // 2):
            break
        if routes.bank_at[v] != NONE and (opener != NONE or coin(rng)):
            size = _add(routes, work, v, size)
    for _ in range(min(banked, tuning.invited)):
        if size >= bound:
            break
        size = _add(routes, work, routes.bank[below(rng, banked)], size)
    return size


@inlined
def _add(routes: Routes, work: Work, v: int, size: int) -> int:
    if work.is_removed[v] == routes.tally[ITERATION]:
        return size
    work.is_removed[v] = routes.tally[ITERATION]
    work.removed[size] = v
    return size + 1


@inlined
def arrange(inst: Instance, work: Work, size: int, opener: int, rng: State) -> None:
    """Sort the list by a random one of the orders, promises first, then the opener."""
    orders = len(inst.order)
    by = below(rng, orders + 1)
    for k in range(size):
        v = work.removed[k]
        key = uniform(rng) if by == orders else inst.order[by, v]
        if inst.promised[v]:
            key -= PROMISE_FIRST
        elif v == opener:
            key -= OPENER_NEXT
        work.key[k] = key
    for k in range(1, size):
        key, v = work.key[k], work.removed[k]
        at = k
        while at > 0 and work.key[at - 1] > key:
            work.key[at] = work.key[at - 1]
            work.removed[at] = work.removed[at - 1]
            at -= 1
        work.key[at] = key
        work.removed[at] = v


@kernel
def recreate(
    inst: Instance,
    routes: Routes,
    undo: Undo,
    work: Work,
    tuning: Tuning,
    size: int,
    opener: int,
    rng: State,
) -> None:
    """Put the listed visits back, each where it costs least, if that is below its worth.

    The opener comes whatever it costs, where room was made for it; a promise is looked for
    everywhere before it is given up.
    """
    full_scan = min(tuning.full_scan, tuning.full_scan_visits / len(inst.worth))
    for k in range(size):
        v = work.removed[k]
        limit = FAR if inst.promised[v] or v == opener else inst.worth[v]
        where = NEARBY
        if v == opener:
            where = TOUCHED
        elif uniform(rng) < full_scan:
            where = ANYWHERE
        found = put_back(inst, routes, undo, work, tuning, v, where, limit, rng)
        if inst.promised[v] and not found and where != ANYWHERE:
            put_back(inst, routes, undo, work, tuning, v, ANYWHERE, limit, rng)


@inlined
def put_back(
    inst: Instance,
    routes: Routes,
    undo: Undo,
    work: Work,
    tuning: Tuning,
    v: int,
    where: int,
    limit: int,
    rng: State,
) -> bool:
    """Insert a visit at its best position there below ``limit``; tell whether there was one."""
    iteration = routes.tally[ITERATION]
    if inst.twin[v] != NONE:
        return put_pair_back(inst, routes, undo, work, tuning, v, where, limit, rng)
    if where == NEARBY:
        _, after, w = best_near(inst, routes, tuning, v, limit, rng)
    elif where == ANYWHERE:
        _, after, w = best_anywhere(inst, routes, tuning, v, limit, rng)
    else:
        size = list_touched(inst, routes, undo, work, v)
        _, after, w = best_listed(inst, routes, work, tuning, v, size, limit, rng)
    if after == NONE:
        return False
    touch(inst, routes, undo, shift_at(inst, routes, after), iteration)
    insert_alone(inst, routes, v, after, w)
    count_in(inst, routes, v)
    return True


@kernel
def put_pair_back(
    inst: Instance,
    routes: Routes,
    undo: Undo,
    work: Work,
    tuning: Tuning,
    v: int,
    where: int,
    limit: int,
    rng: State,
) -> bool:
    """The same for a two-officer visit: into two shifts at one time, or into one of a crew."""
    iteration = routes.tally[ITERATION]
    if where == TOUCHED:
        size = list_touched(inst, routes, undo, work, v)
    else:
        size = list_positions(inst, routes, work, tuning, v, where == ANYWHERE, rng)
    cost, after, w = best_listed(inst, routes, work, tuning, v, size, limit, rng)
    options = list_options(inst, routes, work, tuning, v, size, rng)
    _, a, b, pair_window = best_together(inst, work, tuning, v, options, cost, rng)
    if pair_window != NONE:
        touch(inst, routes, undo, work.option[a, OPT_SHIFT], iteration)
        touch(inst, routes, undo, work.option[b, OPT_SHIFT], iteration)
        insert_together(inst, routes, work, v, a, b, pair_window, rng)
    elif after != NONE:
        touch(inst, routes, undo, shift_at(inst, routes, after), iteration)
        insert_alone(inst, routes, v, after, w)
    else:
        return False
    count_in(inst, routes, v)
    return True


@inlined
def settle(routes: Routes, work: Work, size: int) -> None:
    """Bring the bank up to date for the listed visits."""
    for k in range(size):
        v = work.removed[k]
        if routes.shift_of[v] == NONE:
            bank_in(routes, v)
        else:
            bank_out(routes, v)
