"""The best two places for a visit that needs two officers at one time."""

from __future__ import annotations

from routeplan.engines.ruin_recreate.kernels.arrays import (
    COST,
    DAY,
    FAR,
    FIRST,
    LAST,
    MAX_OPTIONS,
    NONE,
    OFFICERS,
    OPT_AFTER,
    OPT_DELTA,
    OPT_FIRST,
    OPT_LAST,
    OPT_SHIFT,
    SearchArrays,
    Work,
)
from routeplan.engines.ruin_recreate.kernels.compiler import inner
from routeplan.engines.ruin_recreate.kernels.insertion import (
    cheapest_window,
    detour,
    shift_at,
    start_ranges,
)
from routeplan.engines.ruin_recreate.kernels.positions import are_two
from routeplan.engines.ruin_recreate.kernels.routes import attach, copy_row
from routeplan.engines.ruin_recreate.kernels.xorshift import State, uniform

UP_TO_EARLIEST, UP_TO_LATEST = 0.4, 0.7
"""A draw below the first takes the earliest common start, below the second the latest. An end
of the range leaves both routes most room on one side; only the starts between reach every plan."""


@inner
def list_options(search: SearchArrays, v: int, size: int) -> int:
    """Fill ``work.option`` with places for one half of a two-officer visit, cheapest first.

    None is too dear: where ways break the triangle inequality, the other half may save travel.
    """
    inst, routes = search.instance, search.routes
    listed = 0
    for k in range(size):
        after = search.work.position[k]
        s = shift_at(inst, routes, after)
        # a shift of two officers makes the visit alone, and was asked before
        if inst.shift[s, OFFICERS] != 1:
            continue
        to, onward, delta = detour(inst, routes, v, after, s)
        if delta >= FAR or uniform(search.rng) < search.tuning.blink:
            continue
        a0, b0, a1, b1 = start_ranges(inst, routes, v, after, to, onward, s)
        # an option for each layer of the break: two ranges that need not touch
        if a1 <= b1:
            listed = _add_option(search.work, listed, after, s, delta, a1, b1)
        if a0 <= b0:
            listed = _add_option(search.work, listed, after, s, delta, a0, b0)
    return listed


@inner
def _add_option(
    work: Work, size: int, after: int, s: int, delta: int, first: int, last: int
) -> int:
    """Insert by rising delta; the dearest falls off when the list is full."""
    option = work.option
    if size == MAX_OPTIONS:
        if option[size - 1, OPT_DELTA] <= delta:
            return size
        size -= 1
    at = size
    while at > 0 and option[at - 1, OPT_DELTA] > delta:
        copy_row(option, at - 1, option, at)
        at -= 1
    option[at, OPT_AFTER], option[at, OPT_SHIFT], option[at, OPT_DELTA] = after, s, delta
    option[at, OPT_FIRST], option[at, OPT_LAST] = first, last
    return size + 1


@inner
def best_together(search: SearchArrays, v: int, size: int, limit: int) -> tuple[int, int, int, int]:
    """Cheapest two options for both halves at one time: (cost, option, option, window).

    The cost is below ``limit``, or the window is NONE.
    """
    inst = search.instance
    option = search.work.option
    best, best_a, best_b, best_window = limit, NONE, NONE, NONE
    for b in range(1, size):
        # sorted by travel: with the cheapest partner already too dear, all further ones are
        if option[0, OPT_DELTA] + option[b, OPT_DELTA] >= best:
            break
        for a in range(b):
            travel = option[a, OPT_DELTA] + option[b, OPT_DELTA]
            if travel >= best:
                break
            sa, sb = option[a, OPT_SHIFT], option[b, OPT_SHIFT]
            if not are_two(inst, v, sa, sb):
                continue
            # one of the two officers being the right one is enough
            fixed = travel + min(inst.minor_cost[v, sa], inst.minor_cost[v, sb])
            early = max(option[a, OPT_FIRST], option[b, OPT_FIRST])
            late = min(option[a, OPT_LAST], option[b, OPT_LAST])
            day = inst.shift[sa, DAY]
            w = cheapest_window(search, v, day, early, late, FAR, -FAR, best - fixed)
            if w != NONE:
                best, best_a, best_b, best_window = fixed + inst.window[w, COST], a, b, w
    return best, best_a, best_b, best_window


@inner
def insert_together(search: SearchArrays, v: int, a: int, b: int, w: int) -> None:
    """Insert both halves of a visit at one common start within a window."""
    inst, routes = search.instance, search.routes
    option = search.work.option
    early = max(option[a, OPT_FIRST], option[b, OPT_FIRST], inst.window[w, FIRST])
    late = min(option[a, OPT_LAST], option[b, OPT_LAST], inst.window[w, LAST])
    start = common_start(early, late, search.rng)
    sa, sb = option[a, OPT_SHIFT], option[b, OPT_SHIFT]
    fee = inst.window[w, COST] + min(inst.minor_cost[v, sa], inst.minor_cost[v, sb])
    attach(inst, routes, v, option[a, OPT_AFTER], sa, start, start, fee)
    # pinned to one second on both routes: else times of one would hang on those of the other
    attach(inst, routes, inst.twin[v], option[b, OPT_AFTER], sb, start, start, 0)


@inner
def common_start(early: int, late: int, rng: State) -> int:
    """Mostly the earliest or the latest second, sometimes one between."""
    share = uniform(rng)
    if share < UP_TO_EARLIEST:
        return early
    if share < UP_TO_LATEST:
        return late
    return early + int(uniform(rng) * (late - early + 1))
