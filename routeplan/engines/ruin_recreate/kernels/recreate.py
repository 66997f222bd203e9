"""Recreate: add some absent visits to those removed, sort them, put each back at its best.

Greedy insertion with blinks, Christiaens & Vanden Berghe (2020); a visit whose best place costs
more than its worth stays out.
"""

from __future__ import annotations

from routeplan.engines.ruin_recreate.kernels.arrays import (
    ABSENT,
    FAR,
    ITERATION,
    MISSED_NOW,
    NONE,
    OPT_SHIFT,
    Routes,
    SearchArrays,
    Work,
)
from routeplan.engines.ruin_recreate.kernels.compiler import inlined, inlined_kernel, inner
from routeplan.engines.ruin_recreate.kernels.insertion import (
    best_anywhere,
    best_listed,
    best_near,
    insert_alone,
    shift_at,
)
from routeplan.engines.ruin_recreate.kernels.pair_insertion import (
    best_together,
    insert_together,
    list_options,
)
from routeplan.engines.ruin_recreate.kernels.positions import list_positions, list_touched
from routeplan.engines.ruin_recreate.kernels.routes import (
    count_in,
    mark_absent,
    mark_present,
    touch,
)
from routeplan.engines.ruin_recreate.kernels.xorshift import below, coin, uniform

PROMISE_FIRST = 1e9
"""Taken off a sort key: more than any key of ``Instance.order`` differs from another."""
FORCED_NEXT = PROMISE_FIRST / 2
"""The same for the forced visit, which comes behind all promises and before everything else."""
NEARBY, ANYWHERE, TOUCHED = range(3)
"""Where to look for a place: beside the nearest visits, everywhere, in the routes of this ruin."""


@inlined
def pick_forced(search: SearchArrays, seed: int) -> int:
    """Now and then the seed, if it is left out, to be put back whatever it costs; else NONE.

    No home of a far village may be worth the way, and all of them together may be: somebody has
    to be the first.
    """
    inst, routes = search.instance, search.routes
    chance = search.tuning.forced if inst.twin[seed] == NONE else search.tuning.forced_pair
    if routes.absent_at[seed] != NONE and uniform(search.rng) < chance:
        return seed
    return NONE


@inlined_kernel
def add_absent(search: SearchArrays, seed: int, forced: int, size: int) -> int:
    """Add absent visits to the removed: forced, broken promises, neighbours of the seed, any.

    Of a forced visit all neighbours: only together are they worth the way.
    """
    inst, routes = search.instance, search.routes
    absent, bound = routes.tally[ABSENT], size + search.tuning.absent_tried
    if forced != NONE:
        size = _add(routes, search.work, forced, size)
    # no cost outweighs a broken promise, so each iteration tries all of them
    if routes.tally[MISSED_NOW] > 0:
        for k in range(absent):
            if inst.promised[routes.absent[k]]:
                size = _add(routes, search.work, routes.absent[k], size)
    for k in range(inst.neighbour.shape[1]):
        # where the ruin made room; half of the list is kept for absent visits from anywhere
        v = inst.neighbour[seed, k]
        if v == NONE or (forced == NONE and size >= bound - search.tuning.absent_tried // 2):
            break
        if routes.absent_at[v] != NONE and (forced != NONE or coin(search.rng)):
            size = _add(routes, search.work, v, size)
    for _ in range(min(absent, search.tuning.absent_tried)):
        if size >= bound:
            break
        size = _add(routes, search.work, routes.absent[below(search.rng, absent)], size)
    return size


@inlined
def _add(routes: Routes, work: Work, v: int, size: int) -> int:
    if work.is_removed[v] == routes.tally[ITERATION]:
        return size
    work.is_removed[v] = routes.tally[ITERATION]
    work.removed[size] = v
    return size + 1


@inlined
def sort_removed(search: SearchArrays, size: int, forced: int) -> None:
    """Sort the list by a random one of the orders, promises first, then the forced visit."""
    inst = search.instance
    orders = len(inst.order)
    by = below(search.rng, orders + 1)
    for k in range(size):
        v = search.work.removed[k]
        # no order is best for long; the random one undoes what all the others have in common
        key = uniform(search.rng) if by == orders else inst.order[by, v]
        if inst.promised[v]:
            key -= PROMISE_FIRST
        elif v == forced:
            key -= FORCED_NEXT
        search.work.key[k] = key
    for k in range(1, size):
        key, v = search.work.key[k], search.work.removed[k]
        # by insertion: the list is short, and sorting must not allocate
        at = k
        while at > 0 and search.work.key[at - 1] > key:
            search.work.key[at] = search.work.key[at - 1]
            search.work.removed[at] = search.work.removed[at - 1]
            at -= 1
        search.work.key[at] = key
        search.work.removed[at] = v


@inlined
def recreate(search: SearchArrays, size: int, forced: int) -> None:
    """Put the listed visits back, each where it costs least, if that is below its worth.

    The forced visit comes whatever it costs, where room was made for it; a promise is looked for
    everywhere before it is given up.
    """
    inst = search.instance
    full_scan = min(search.tuning.full_scan, search.tuning.full_scan_visits / len(inst.worth))
    for k in range(size):
        v = search.work.removed[k]
        # a place dearer than the visit's worth is none
        limit = FAR if inst.promised[v] or v == forced else inst.worth[v]
        where = NEARBY
        if v == forced:
            where = TOUCHED
        elif uniform(search.rng) < full_scan:
            where = ANYWHERE
        placed = reinsert(search, v, where, limit)
        if inst.promised[v] and not placed and where != ANYWHERE:
            reinsert(search, v, ANYWHERE, limit)


@inlined_kernel
def reinsert(search: SearchArrays, v: int, where: int, limit: int) -> bool:
    """Insert a visit at its best position there below ``limit``; tell whether there was one."""
    inst, routes = search.instance, search.routes
    iteration = routes.tally[ITERATION]
    if inst.twin[v] != NONE:
        return reinsert_pair(search, v, where, limit)
    if where == NEARBY:
        _, after, w = best_near(search, v, limit)
    elif where == ANYWHERE:
        _, after, w = best_anywhere(search, v, limit)
    else:
        size = list_touched(search, v)
        _, after, w = best_listed(search, v, size, limit)
    if after == NONE:
        return False
    touch(inst, routes, search.undo, shift_at(inst, routes, after), iteration)
    insert_alone(inst, routes, v, after, w)
    count_in(inst, routes, v)
    return True


@inner
def reinsert_pair(search: SearchArrays, v: int, where: int, limit: int) -> bool:
    """The same for a two-officer visit: into two shifts at one time, or into one of a crew."""
    inst, routes = search.instance, search.routes
    iteration = routes.tally[ITERATION]
    if where == TOUCHED:
        size = list_touched(search, v)
    else:
        size = list_positions(search, v, where == ANYWHERE)
    # by one shift of two officers first: what it costs is the limit for two shifts together
    cost, after, w = best_listed(search, v, size, limit)
    options = list_options(search, v, size)
    _, a, b, pair_window = best_together(search, v, options, cost)
    if pair_window != NONE:
        touch(inst, routes, search.undo, search.work.option[a, OPT_SHIFT], iteration)
        touch(inst, routes, search.undo, search.work.option[b, OPT_SHIFT], iteration)
        insert_together(search, v, a, b, pair_window)
    elif after != NONE:
        touch(inst, routes, search.undo, shift_at(inst, routes, after), iteration)
        insert_alone(inst, routes, v, after, w)
    else:
        return False
    count_in(inst, routes, v)
    return True


@inlined_kernel
def settle(routes: Routes, work: Work, size: int) -> None:
    """Bring the absent list up to date for the listed visits."""
    for k in range(size):
        v = work.removed[k]
        # only now: an iteration that is taken back has never changed the list
        if routes.shift_of[v] == NONE:
            mark_absent(routes, v)
        else:
            mark_present(routes, v)
