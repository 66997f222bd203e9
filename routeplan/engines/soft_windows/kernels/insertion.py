"""Putting calls on routes: every position, its cost with all that it makes later."""

from __future__ import annotations

from routeplan.engines.ruin_recreate.kernels.compiler import inlined, inner
from routeplan.engines.ruin_recreate.kernels.xorshift import State, coin, uniform
from routeplan.engines.soft_windows.kernels.arrays import (
    ADDED,
    BEST_AT,
    FAR,
    FIRST_KEPT,
    KEPT,
    LARGEST,
    LATE,
    LOGGED,
    NOWHERE,
    SECOND_AT,
    TRAVEL,
    WIDE,
    SoftArrays,
)
from routeplan.engines.soft_windows.kernels.times import enqueue, settle, take_back

WIDELY = 0.03
"""How often more positions are looked at closely: where all is late, the bound says little."""


@inlined
def detour(arrays: SoftArrays, call: int, before: int) -> int:
    """How much longer a route gets by a call behind ``before``."""
    here, there = arrays.place[before], arrays.place[arrays.next[before]]
    new = arrays.place[call]
    # both from rows of the call's own place: columns would miss the cache
    return arrays.travel_to[new, here] + arrays.travel[new, there] - arrays.travel[here, there]


@inlined
def earliest(arrays: SoftArrays, call: int, before: int) -> int:
    """When a call behind ``before`` could begin, by its partner too where that is on a route."""
    way = arrays.travel_to[arrays.place[call], arrays.place[before]]
    begin = max(arrays.opens[call], arrays.begin[before] + arrays.length[before] + way)
    other = arrays.partner[call]
    if other >= 0 and arrays.route[other] != NOWHERE:
        begin = max(begin, arrays.begin[other] + arrays.lag[call])
    return begin


@inlined
def link(arrays: SoftArrays, call: int, before: int) -> None:
    """Put a call behind another one; no begin changes."""
    behind = arrays.next[before]
    arrays.next[before] = call
    arrays.next[call] = behind
    arrays.before[behind] = call
    arrays.before[call] = before
    arrays.route[call] = arrays.route[before]


@inlined
def unlink(arrays: SoftArrays, call: int) -> None:
    """Take a call out of its route; no begin changes."""
    before, behind = arrays.before[call], arrays.next[call]
    arrays.next[before] = behind
    arrays.before[behind] = before
    arrays.route[call] = NOWHERE


@inlined
def put(arrays: SoftArrays, call: int, before: int, most: int) -> int:
    """Put a call on a route and make later what must be; what that costs, FAR for ``most`` or more.

    ``number`` holds what is added since :data:`LOGGED` was 0; :func:`take_out` undoes it.
    """
    number = arrays.number
    added, largest = number[ADDED], number[LARGEST]
    way = detour(arrays, call, before)
    begin = earliest(arrays, call, before)
    late = max(0, begin - arrays.closes[call])
    number[ADDED] += late
    number[LARGEST] = max(largest, late)
    link(arrays, call, before)
    arrays.begin[call] = begin
    enqueue(arrays, call)
    spare = most - way + added - (number[LARGEST] - largest)
    if not settle(arrays, call, spare):
        return FAR
    return way + number[ADDED] - added + number[LARGEST] - largest


@inlined
def take_out(arrays: SoftArrays, call: int, logged: int, added: int, largest: int) -> None:
    """Undo :func:`put`, to the numbers before it."""
    take_back(arrays, logged)
    unlink(arrays, call)
    arrays.number[ADDED] = added
    arrays.number[LARGEST] = largest


@inlined
def rough_cost(arrays: SoftArrays, call: int, before: int) -> int:
    """Detour, the call's own lateness, and that of what then stands behind it: never too much."""
    begin = earliest(arrays, call, before)
    cost = detour(arrays, call, before) + max(0, begin - arrays.closes[call])
    behind = arrays.next[before]
    if behind < len(arrays.opens):
        way = arrays.travel[arrays.place[call], arrays.place[behind]]
        due = begin + arrays.length[call] + way
        cost += max(0, due - max(arrays.begin[behind], arrays.closes[behind]))
    return cost


@inlined
def cost_at(arrays: SoftArrays, call: int, before: int, most: int) -> int:
    """What a call costs behind ``before``; FAR where that is ``most`` or more."""
    number = arrays.number
    logged, added, largest = number[LOGGED], number[ADDED], number[LARGEST]
    cost = put(arrays, call, before, most)
    take_out(arrays, call, logged, added, largest)
    return cost


@inner
def _keep_best(arrays: SoftArrays, call: int, level: int, blink: float, rng: State) -> int:
    """The cheapest positions of a call by their rough cost into ``kept[level]``; how many."""
    n, s = arrays.able.shape
    other = arrays.partner[call]
    shut = arrays.route[other] if other >= 0 else NOWHERE
    kept, size, room = arrays.kept[level], 0, FIRST_KEPT if level == 0 else KEPT
    if uniform(rng) < WIDELY:
        room *= WIDE
    worst = FAR
    for r in range(s):
        if not arrays.able[call, r] or r == shut:
            continue
        before = n + r
        while before < n + s:
            # begins rise along a route: from here on the call would be too late
            if arrays.begin[before] - arrays.closes[call] >= worst:
                break
            cost = rough_cost(arrays, call, before)
            if cost < worst and (blink <= 0.0 or uniform(rng) >= blink):
                size = min(size + 1, room)
                k = size - 1
                while k > 0 and kept[k - 1, 0] > cost:
                    kept[k, 0] = kept[k - 1, 0]
                    kept[k, 1] = kept[k - 1, 1]
                    k -= 1
                kept[k, 0] = cost
                kept[k, 1] = before
                if size == room:
                    worst = kept[room - 1, 0]
            before = arrays.next[before]
    return size


@inner
def cheapest(arrays: SoftArrays, call: int, most: int, blink: float, rng: State) -> int:
    """The least cost of a call below ``most``, and where in ``number[SECOND_AT]``; FAR for none.

    Of the positions that cost least roughly; of all where none of those can be had at any cost.
    """
    best, best_at = most, -1
    size = _keep_best(arrays, call, 1, blink, rng)
    for k in range(size):
        if arrays.kept[1, k, 0] >= best:
            break
        before = arrays.kept[1, k, 1]
        cost = cost_at(arrays, call, before, best)
        if cost < best:
            best, best_at = cost, before
    arrays.number[SECOND_AT] = best_at
    if best_at < 0 and most >= FAR:
        return _cheapest_of_all(arrays, call)
    return best if best_at >= 0 else FAR


@inner
def _cheapest_of_all(arrays: SoftArrays, call: int) -> int:
    n, s = arrays.able.shape
    other = arrays.partner[call]
    shut = arrays.route[other] if other >= 0 else NOWHERE
    best = FAR
    for r in range(s):
        if not arrays.able[call, r] or r == shut:
            continue
        before = n + r
        while before < n + s:
            cost = cost_at(arrays, call, before, best)
            if cost < best:
                best = cost
                arrays.number[SECOND_AT] = before
            before = arrays.next[before]
    return best


@inner
def _least_rough_cost(arrays: SoftArrays, call: int) -> int:
    n, s = arrays.able.shape
    least = FAR
    for r in range(s):
        if not arrays.able[call, r]:
            continue
        before = n + r
        while before < n + s:
            least = min(least, rough_cost(arrays, call, before))
            before = arrays.next[before]
    return least


@inner
def cheapest_pair(arrays: SoftArrays, call: int, blink: float, rng: State) -> int:
    """The least cost of both calls of a pair; where in ``number``, the given call's in BEST_AT."""
    number = arrays.number
    other = arrays.partner[call]
    best, best_at, second_at = FAR, -1, -1
    least = _least_rough_cost(arrays, other)
    for k in range(_keep_best(arrays, call, 0, blink, rng)):
        # neither call costs less than roughly, and the first ones kept cost least
        if arrays.kept[0, k, 0] + least >= best:
            break
        before = arrays.kept[0, k, 1]
        logged, added, largest = number[LOGGED], number[ADDED], number[LARGEST]
        first = put(arrays, call, before, best)
        if first + least < best:
            second = cheapest(arrays, other, best - first, blink, rng)
            if second < best - first:
                best, best_at, second_at = first + second, before, number[SECOND_AT]
        take_out(arrays, call, logged, added, largest)
    number[BEST_AT] = best_at
    number[SECOND_AT] = second_at
    return best


@inner
def _two_ends(arrays: SoftArrays, call: int) -> bool:
    """The ends of two routes for a pair: nothing comes behind, so nothing waits in a circle."""
    n, s = arrays.able.shape
    for r in range(s):
        for q in range(s):
            if r != q and arrays.able[call, r] and arrays.able[arrays.partner[call], q]:
                arrays.number[BEST_AT] = arrays.before[n + s + r]
                arrays.number[SECOND_AT] = arrays.before[n + s + q]
                return True
    return False


@inner
def insert(arrays: SoftArrays, call: int, before: int) -> None:
    """Put a call on a route for good."""
    number = arrays.number
    number[ADDED] = number[LOGGED] = 0
    number[TRAVEL] += detour(arrays, call, before)
    put(arrays, call, before, FAR)
    number[LATE] += number[ADDED]
    number[ADDED] = number[LOGGED] = 0


@inner
def put_back(arrays: SoftArrays, call: int, blink: float, rng: State) -> bool:
    """A call, with its partner where that is on no route either, where they cost least."""
    number = arrays.number
    other = arrays.partner[call]
    if other < 0 or arrays.route[other] != NOWHERE:
        if cheapest(arrays, call, FAR, blink, rng) >= FAR:
            return False
        insert(arrays, call, number[SECOND_AT])
        return True
    if coin(rng):
        call, other = other, call
    if cheapest_pair(arrays, call, blink, rng) >= FAR and not _two_ends(arrays, call):
        return False
    second = number[SECOND_AT]
    insert(arrays, call, number[BEST_AT])
    insert(arrays, other, second)
    return True
