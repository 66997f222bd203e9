"""Ruin: remove strings of neighbouring visits from neighbouring routes.

Slack Induction by String Removals, Christiaens & Vanden Berghe (2020).
"""

from __future__ import annotations

from routeplan.engines.ruin_recreate.kernels.arrays import (
    ABSENT,
    BEGIN,
    DAY,
    EARLY_AHEAD,
    EARLY_BEHIND,
    END,
    FIRST,
    ITERATION,
    LAST,
    MISSED_NOW,
    NONE,
    ROUTED,
    USED,
    Instance,
    Routes,
    SearchArrays,
    Undo,
    Work,
)
from routeplan.engines.ruin_recreate.kernels.compiler import inlined, inlined_kernel, inner, kernel
from routeplan.engines.ruin_recreate.kernels.routes import count_out, detach, touch
from routeplan.engines.ruin_recreate.kernels.xorshift import State, below, uniform

LONGER = 1.5
"""Strings may be so much longer on long routes."""
AROUND_ABSENT = 0.5
"""Share of ruins around a visit left out, of which there are often few among many on routes."""
SPELL, SPELL_VISITS = 500, 200
"""So many iterations stay among so many visits."""
SPELLS_FROM = 500
"""From so many visits on; with fewer, what a search reads is in the cache anyway."""
GOLDEN = (5**0.5 - 1) / 2
"""Its multiples, without their whole parts, spread evenly, however many there are."""
DRAWS_A_SHIFT = 2
"""Shifts are drawn until one will do, at most so many times as there are shifts."""


@inlined
def pick_seed(search: SearchArrays) -> int:
    """The visit to ruin around: a broken promise, one left out, or any."""
    inst, routes = search.instance, search.routes
    absent = routes.tally[ABSENT]
    if absent > 0 and uniform(search.rng) < AROUND_ABSENT:
        at = below(search.rng, absent)
        if routes.tally[MISSED_NOW] > 0:
            for _ in range(absent):
                # while a promise is broken only such a visit will do; the next one round the list
                if inst.promised[routes.absent[at]]:
                    break
                at = (at + 1) % absent
        return routes.absent[at]
    return draw_visit(search)


@inlined_kernel
def draw_visit(search: SearchArrays) -> int:
    """Any visit; where they are many, one of those of this spell, which stand side by side.

    What an iteration reads of its surroundings is then in the cache from those before it.
    """
    mine = search.instance.mine
    if len(mine) < SPELLS_FROM:
        return mine[below(search.rng, len(mine))]
    # each spell falls into the widest gap between those before, so that all visits have their share
    turns = (search.routes.tally[ITERATION] // SPELL) * GOLDEN
    begin = int((turns - int(turns)) * len(mine))
    return mine[(begin + below(search.rng, SPELL_VISITS)) % len(mine)]


@inlined
def ruin(search: SearchArrays, seed: int) -> int:
    """Remove strings around a visit; return the number of visits in ``work.removed``."""
    inst, routes = search.instance, search.routes
    longest = draw_longest(search)
    strings = draw_strings(search.tuning.removed_mean, longest, search.rng)
    iteration, size, done = routes.tally[ITERATION], 0, 0
    for k in range(-1, inst.adjacent.shape[1]):
        v = seed if k < 0 else inst.adjacent[seed, k]
        if v == NONE or done == strings:
            break
        s = routes.shift_of[v]
        # one string a route; one touched in this iteration has lost stops already
        if s >= 0 and inst.changeable[s] and search.undo.stamp[s] != iteration:
            size = _remove_string(search, v, longest, size)
            done += 1
    return size


@inlined_kernel
def draw_longest(search: SearchArrays) -> float:
    """How long a string of this ruin is at most.

    Where all are short, more routes lose some stops: what is too much for one of them can be handed
    on from route to route.
    """
    tuning, stops = search.tuning, stops_per_shift(search.routes)
    longest = tuning.string_max * (LONGER if stops > tuning.many_stops else 1.0)
    if uniform(search.rng) < tuning.short_strings:
        longest = min(longest, tuning.short_max)
    # SISR's second bound: a string is no longer than the mean route
    return min(longest, stops)


@inlined
def draw_strings(removed_mean: float, longest: float, rng: State) -> int:
    """How many strings to remove, from 1 on, so that ``removed_mean`` stops leave on average.

    A length drawn up to ``longest`` has the mean (1 + longest) / 2, a number drawn up to ``most``
    (1 + most) / 2: SISR's equation for ``most`` is the product solved for it.
    """
    most = 4.0 * removed_mean / (1.0 + longest) - 1.0
    return int(uniform(rng) * most + 1.0)


@inlined
def stops_per_shift(routes: Routes) -> float:
    """Mean over the shifts that make any."""
    return routes.tally[ROUTED] / max(1, routes.tally[USED])


@kernel
def make_room(search: SearchArrays, v: int) -> int:
    """Remove what stands around one start of a visit left out, in one shift or in two of a day.

    Two officers are free at the same time only by chance when strings go from anywhere.
    """
    inst = search.instance
    days, size = inst.cheapest.shape[1], 0
    earliest, until = inst.window_from[v * days], inst.window_from[(v + 1) * days]
    if earliest == until:
        return size
    w, day = earliest + below(search.rng, until - earliest), 0
    # windows are stored by visit and day: which day the drawn one is of
    while inst.window_from[v * days + day + 1] <= w:
        day += 1
    first, last = inst.window[w, FIRST], inst.window[w, LAST]
    begin = first + below(search.rng, last - first + 1)
    end = begin + inst.service[v]
    slack = int(uniform(search.rng) * search.tuning.room_slack * inst.service[v])
    wanted, shifts = 1 if inst.twin[v] == NONE else 2, len(inst.shift)
    for _ in range(DRAWS_A_SHIFT * shifts):
        s = below(search.rng, shifts)
        # drawn, not listed: there may be hundreds of shifts, and one or two are wanted
        there = inst.changeable[s] and inst.shift[s, DAY] == day and inst.roles[v, s] != 0
        if there and inst.shift[s, BEGIN] <= begin and end <= inst.shift[s, END]:
            size = _clear(search, s, begin - slack, end + slack, size)
            wanted -= 1
            if wanted == 0:
                break
    return size


@inner
def _clear(search: SearchArrays, s: int, begin: int, end: int, size: int) -> int:
    """Remove the stops of a shift that, made as early as can be, lie between two times."""
    inst, routes = search.instance, search.routes
    clients = len(inst.visit)
    touch(inst, routes, search.undo, s, routes.tally[ITERATION])
    i = routes.next[clients + s]
    while i < clients:
        onward = routes.next[i]
        # times as they were before this ruin, though stops before this one may have left
        early = min(routes.node[i, EARLY_AHEAD], routes.node[i, EARLY_BEHIND])
        v = inst.visit[i]
        if inst.movable[v] and early < end and early + inst.service[i] > begin:
            size = remove(inst, routes, search.undo, search.work, v, size)
        i = onward
    return size


@inlined
def _remove_string(search: SearchArrays, v: int, longest: float, size: int) -> int:
    """Remove a string that holds client ``v``, perhaps preserving a piece in its middle."""
    inst, routes = search.instance, search.routes
    s, clients = routes.shift_of[v], len(inst.visit)
    stops = routes.stops[s]
    length = min(stops, int(uniform(search.rng) * min(longest, float(stops)) + 1.0))
    preserved = 0
    if 1 < length < stops and uniform(search.rng) < search.tuning.split:
        preserved = 1
        while length + preserved < stops and uniform(search.rng) < search.tuning.split_depth:
            preserved += 1
    first = _string_begin(routes, v, length + preserved, clients, search.rng)
    preserved_from = 1 + below(search.rng, length - 1) if preserved > 0 else length
    i = first
    for k in range(length + preserved):
        if i >= clients:
            break
        onward = routes.next[i]
        v = inst.visit[i]
        if inst.movable[v] and not preserved_from <= k < preserved_from + preserved:
            # a neighbour in the string may have left already, with its other half
            size = remove(inst, routes, search.undo, search.work, v, size)
        i = onward
    return size


@inlined
def _string_begin(routes: Routes, v: int, length: int, clients: int, rng: State) -> int:
    """The first client of a string of that length that holds ``v`` and fits into its route."""
    back = below(rng, length)
    first = v
    for _ in range(back):
        if routes.prev[first] >= clients:
            break
        first = routes.prev[first]
    last, reach = first, 1
    # too near to an end of the route the string is pushed back inside it
    while reach < length and routes.next[last] < clients:
        last = routes.next[last]
        reach += 1
    while reach < length and routes.prev[first] < clients:
        first = routes.prev[first]
        reach += 1
    return first


@inlined_kernel
def remove(inst: Instance, routes: Routes, undo: Undo, work: Work, v: int, size: int) -> int:
    """Take a visit, with both halves, off its routes and list it; times go stale.

    One that stays is passed over.
    """
    if inst.stays[v]:
        return size
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
