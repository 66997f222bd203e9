"""Disjoint parts of one large problem, each searched by its own thread, and put together again.

The parts share the arrays of the routes: no thread writes what another one reads. Each has shifts
of its own, the visits that stand there, and those left out near by. What ties two parts together
(a pair with a half in each, a household with visits in both) stays as it is until the next cut,
which is another one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from routeplan.engines.ruin_recreate.kernels import arrays as a
from routeplan.engines.ruin_recreate.kernels.arrays import FAR, NONE, Best, Instance, Longs, Routes
from routeplan.engines.ruin_recreate.search_state import Search

BY_DAY = 0.5
"""So often whole days are dealt out instead of neighbourhoods, where there are enough of them."""

Numbers = npt.NDArray[np.int64]
KEPT = ((a.COST_NOW, a.BEST_COST), (a.MISSED_NOW, a.BEST_MISSED), (a.ROUTED, a.BEST_ROUTED))
"""What a part counts on from where it begins: now, and at its best."""


@dataclass(frozen=True)
class Part:
    """A search of one part, and its tally when it began."""

    search: Search
    begun: Longs


def cut(whole: Search, threads: Sequence[Search], random: np.random.Generator) -> list[Part]:
    """A part for each thread, which lends its random state, scratch and count of iterations."""
    shift_part = _deal_shifts(whole, len(threads), random)
    visit_part = _assign_visits(whole, shift_part, random)
    shared = Best(
        whole.routes.next.copy(),
        whole.routes.node[:, [a.PIN_FIRST, a.PIN_LAST]].copy(),
        np.zeros(len(shift_part), np.uint8),
    )
    return [
        _part(whole, thread, shared, shift_part == k, visit_part == k)
        for k, thread in enumerate(threads)
    ]


def put_together(whole: Search, parts: Sequence[Part]) -> Search:
    """The routes as the parts left them; and as the best those of the parts, when it is better."""
    tally = whole.routes.tally.copy()
    best = []
    for now, at_best in KEPT:
        gained = sum(int(part.search.routes.tally[now] - part.begun[now]) for part in parts)
        most = sum(int(part.search.routes.tally[at_best] - part.begun[now]) for part in parts)
        best.append(int(tally[now]) + most)
        tally[now] += gained
    cost, missed, _ = best
    if (missed, cost) < whole.best_value:
        tally[[a.BEST_COST, a.BEST_MISSED, a.BEST_ROUTED]] = best
        whole.best.next[:] = parts[0].search.best.next
        whole.best.pin[:] = parts[0].search.best.pin
    whole.best.dirty[:] = 1  # whatever the parts have changed, should the whole be searched again
    return whole._replace(routes=_listed(whole.routes, tally, whole.instance))


def _deal_shifts(whole: Search, parts: int, random: np.random.Generator) -> Numbers:
    """``(s,)`` the part of each shift: as many stops in each, by days or by neighbourhoods."""
    inst, stops = whole.instance, whole.routes.stops.astype(np.int64)
    days = inst.shift[:, a.DAY]
    by_day = len(np.unique(days)) >= parts and random.random() < BY_DAY
    if by_day:
        rank = random.permutation(int(days.max()) + 1)[days].astype(np.float64)
    else:
        rank = _across(whole, random)
    order = np.argsort(rank, kind="stable")
    weight = stops[order] + 1
    part = np.empty(len(order), np.int64)
    part[order] = (np.cumsum(weight) - weight) * parts // weight.sum()
    return part


def _across(whole: Search, random: np.random.Generator) -> npt.NDArray[np.float64]:
    """``(s,)`` where each shift's stops lie between a random visit and the one farthest off."""
    inst, routes = whole.instance, whole.routes
    n = len(inst.worth)
    place = inst.place[:n]
    here = place[random.integers(n)]
    from_here = inst.travel[:, here, place].min(axis=0)
    there = place[int(np.argmax(np.where(from_here < FAR, from_here, -1)))]
    lie = (from_here - inst.travel[:, there, place].min(axis=0)).astype(np.float64)
    routed = np.flatnonzero(routes.shift_of[:n] != NONE)
    total = np.bincount(routes.shift_of[routed], lie[routed], minlength=len(routes.stops))
    count = np.bincount(routes.shift_of[routed], minlength=len(routes.stops))
    middle = random.choice(lie, len(routes.stops))
    return np.where(count > 0, total / np.maximum(count, 1), middle)


def _assign_visits(whole: Search, shift_part: Numbers, random: np.random.Generator) -> Numbers:
    """``(n,)`` the part of each visit, NONE for those that no part may move."""
    inst, routes = whole.instance, whole.routes
    n = len(inst.worth)
    shift_of = routes.shift_of[:n]
    part = np.where(shift_of != NONE, shift_part[shift_of], _near_by(whole, shift_part, random))
    pairs = np.flatnonzero(inst.twin[:n] != NONE)
    other = routes.shift_of[inst.twin[pairs]]
    apart = (other != NONE) & (shift_part[other] != part[pairs])
    part[pairs[apart]] = NONE
    return _households_together(inst, part)


def _near_by(whole: Search, shift_part: Numbers, random: np.random.Generator) -> Numbers:
    """``(n,)`` the part of the nearest neighbour on a shift that may take the visit, or any."""
    inst, n = whole.instance, len(whole.instance.worth)
    near_shift = np.where(inst.neighbour != NONE, whole.routes.shift_of[inst.neighbour], NONE)
    fits = (near_shift != NONE) & (inst.least_fee[np.arange(n)[:, None], near_shift] < FAR)
    first = near_shift[np.arange(n), fits.argmax(axis=1)]
    return np.where(fits.any(axis=1), shift_part[first], random.choice(shift_part, n))


def _households_together(inst: Instance, part: Numbers) -> Numbers:
    """Visits to one household keep days between them, so that only one part may move any."""
    low, high, other = part.copy(), part.copy(), inst.sibling
    while (other != np.arange(len(part))).any():
        low, high = np.minimum(low, part[other]), np.maximum(high, part[other])
        other = np.where(other == np.arange(len(part)), other, inst.sibling[other])
    return np.where(low == high, part, NONE)


def _part(
    whole: Search,
    thread: Search,
    best: Best,
    changeable: npt.NDArray[np.bool_],
    movable: npt.NDArray[np.bool_],
) -> Part:
    inst, routes = whole.instance, whole.routes
    n = len(movable)
    instance = inst._replace(
        least_fee=np.where(changeable, inst.least_fee, np.int32(FAR)),
        changeable=changeable.astype(np.uint8),
        movable=movable.astype(np.uint8),
        mine=inst.mine[movable[inst.mine]],
    )
    out = routes.shift_of[:n] == NONE
    tally = routes.tally.copy()
    tally[a.ITERATION] = thread.iterations
    tally[a.MISSED_NOW] = (inst.promised[:n] != 0)[out & movable].sum()
    tally[a.ROUTED] = changeable[routes.shift_of[:n][~out]].sum()
    for now, at_best in KEPT:
        tally[at_best] = tally[now]
    search = thread._replace(
        instance=instance,
        routes=_listed(routes, tally, instance),
        best=best._replace(dirty=np.zeros(len(changeable), np.uint8)),
    )
    return Part(search, tally.copy())


def _listed(routes: Routes, tally: Longs, inst: Instance) -> Routes:
    """The same routes with the absent visits and the empty shifts of an instance listed anew."""
    n = len(inst.movable)
    out = np.flatnonzero((routes.shift_of[:n] == NONE) & (inst.movable != 0))
    idle = np.flatnonzero((routes.stops == 0) & (inst.changeable != 0))
    tally[a.ABSENT], tally[a.EMPTIES] = len(out), len(idle)
    tally[a.USED] = ((routes.stops > 0) & (inst.changeable != 0)).sum()
    absent, absent_at = np.zeros(n, np.int32), np.full(n, NONE, np.int32)
    absent[: len(out)], absent_at[out] = out, np.arange(len(out))
    empty, empty_at = np.full((2, len(routes.stops)), NONE, np.int32)
    empty[: len(idle)], empty_at[idle] = idle, np.arange(len(idle))
    return routes._replace(
        absent=absent, absent_at=absent_at, empty=empty, empty_at=empty_at, tally=tally
    )
