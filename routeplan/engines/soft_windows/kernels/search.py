"""Ruin and recreate with simulated annealing (Christiaens & Vanden Berghe 2020)."""

from __future__ import annotations

from routeplan.engines.ruin_recreate.kernels.compiler import inner, kernel
from routeplan.engines.ruin_recreate.kernels.xorshift import State, below, exponential, uniform
from routeplan.engines.soft_windows.kernels.arrays import (
    ABSENT,
    LARGEST,
    LATE,
    NOWHERE,
    TRAVEL,
    Saved,
    SoftArrays,
)
from routeplan.engines.soft_windows.kernels.insertion import put_back, unlink
from routeplan.engines.soft_windows.kernels.times import settle_all

REMOVED = 10
"""Calls that leave their routes in one iteration, on average."""
STRING = 10
"""The longest string of calls that leaves one route."""
BLINK = 0.01
"""How often a position is overlooked."""
TOGETHER = 0.5
"""How often a call takes its partner along."""


@inner
def cost_of(arrays: SoftArrays) -> int:
    """Travel, all lateness, and the largest once more."""
    return arrays.number[TRAVEL] + arrays.number[LATE] + arrays.number[LARGEST]


@inner
def _copy(given: Saved | SoftArrays, kept: Saved | SoftArrays) -> None:
    for node in range(len(given.next)):
        kept.next[node] = given.next[node]
        kept.before[node] = given.before[node]
        kept.route[node] = given.route[node]
        kept.begin[node] = given.begin[node]
    for k in range(len(given.number)):
        kept.number[k] = given.number[k]


@inner
def _remove(arrays: SoftArrays, call: int) -> None:
    number = arrays.number
    place, travel = arrays.place, arrays.travel
    before, behind = place[arrays.before[call]], place[arrays.next[call]]
    here = place[call]
    number[TRAVEL] -= travel[before, here] + travel[here, behind] - travel[before, behind]
    unlink(arrays, call)
    arrays.absent[number[ABSENT]] = call
    number[ABSENT] += 1


@inner
def _remove_string(arrays: SoftArrays, call: int, longest: int, rng: State) -> None:
    """Calls of one route in a row, the given one among them; their partners now and then."""
    n = len(arrays.opens)
    size = 1 + below(rng, longest)
    first = call
    for _ in range(below(rng, size)):
        if arrays.before[first] >= n:
            break
        first = arrays.before[first]
    for _ in range(size):
        if first >= n:
            break
        behind = arrays.next[first]
        _remove(arrays, first)
        other = arrays.partner[first]
        if other >= 0 and arrays.route[other] != NOWHERE and uniform(rng) < TOGETHER:
            _remove(arrays, other)
        first = behind


@inner
def ruin(arrays: SoftArrays, rng: State) -> None:
    """Strings of neighbouring calls leave their routes."""
    n, s = arrays.able.shape
    used = 0
    for start in range(n, n + s):
        if arrays.next[start] < n:
            used += 1
    mean = max(1, n // max(1, used))
    longest = min(STRING, mean)
    strings = 1 + below(rng, max(1, (4 * REMOVED) // (1 + longest) - 1))
    seed = below(rng, n)
    touched = 0
    for k in range(-1, n - 1):
        if touched >= strings:
            break
        call = seed if k < 0 else arrays.near[seed, k]
        # a route loses one string only: what is absent already tells which were cut
        if arrays.route[call] == NOWHERE or _is_cut(arrays, arrays.route[call], touched):
            continue
        arrays.queue[touched] = arrays.route[call]
        touched += 1
        _remove_string(arrays, call, longest, rng)


@inner
def _is_cut(arrays: SoftArrays, route: int, touched: int) -> bool:
    """Whether a route is among those that have lost a string; ``queue`` holds them meanwhile."""
    k = 0
    while k < touched and arrays.queue[k] != route:
        k += 1
    return k < touched


@inner
def _rank(arrays: SoftArrays, rng: State) -> None:
    """The absent in one of several orders: by chance, pairs first, far first, early first."""
    order = below(rng, 8)
    for k in range(arrays.number[ABSENT]):
        call = arrays.absent[k]
        if order < 3:
            rank = uniform(rng)
        elif order < 5:
            rank = uniform(rng) - (1.0 if arrays.partner[call] >= 0 else 0.0)
        elif order < 6:
            rank = -float(arrays.travel[0, arrays.place[call]])
        elif order < 7:
            rank = float(arrays.opens[call])
        else:
            rank = float(arrays.closes[call] - arrays.opens[call]) + 0.5 * uniform(rng)
        j = k
        while j > 0 and arrays.rank[j - 1] > rank:
            arrays.rank[j] = arrays.rank[j - 1]
            arrays.absent[j] = arrays.absent[j - 1]
            j -= 1
        arrays.rank[j] = rank
        arrays.absent[j] = call


@inner
def recreate(arrays: SoftArrays, blink: float, rng: State) -> bool:
    """Put back all that is absent; False where something finds no position."""
    _rank(arrays, rng)
    for k in range(arrays.number[ABSENT]):
        call = arrays.absent[k]
        if arrays.route[call] == NOWHERE and not put_back(arrays, call, blink, rng):
            return False
    arrays.number[ABSENT] = 0
    return True


@kernel
def construct(arrays: SoftArrays, rng: State) -> bool:
    """Put every call on a route."""
    return recreate(arrays, 0.0, rng)


@kernel
def anneal(
    arrays: SoftArrays, current: Saved, best: Saved, heat: float, rounds: int, rng: State
) -> None:
    """So many iterations at one temperature; the best routes end in ``best``."""
    lowest = best.number[TRAVEL] + best.number[LATE] + best.number[LARGEST]
    for _ in range(rounds):
        before = cost_of(arrays)
        ruin(arrays, rng)
        settle_all(arrays)
        whole = recreate(arrays, BLINK, rng)
        if not whole or cost_of(arrays) >= before + heat * exponential(rng):
            _copy(current, arrays)
            continue
        _copy(arrays, current)
        if cost_of(arrays) < lowest:
            lowest = cost_of(arrays)
            _copy(arrays, best)
