"""Reading the best routes of a search: order, start windows, and where each break falls."""

from __future__ import annotations

import numpy as np

from routeplan.engines.ruin_recreate.kernels import arrays as a
from routeplan.engines.ruin_recreate.kernels.arrays import NONE, Instance, Routes
from routeplan.engines.ruin_recreate.kernels.times import retime
from routeplan.engines.ruin_recreate.kernels.waiting import begin_times, least_waiting
from routeplan.engines.ruin_recreate.search_state import Search, empty_routes
from routeplan.problem.solution import ShiftChoice, Solution


def read_solution(search: Search, iterations: int, *, interrupted: bool) -> Solution:
    """The best routes as choices, one per shift."""
    inst = search.instance
    routes = _best_routes(search)
    missed, cost = search.best_value
    choices = tuple(_choice(inst, routes, s) for s in range(len(inst.shift)))
    return Solution(choices, missed, cost, iterations, interrupted)


def _best_routes(search: Search) -> Routes:
    """Routes linked like the best ones, with their times."""
    inst, best = search.instance, search.best
    routes = empty_routes(inst)
    clients, shifts = len(inst.visit), len(inst.shift)
    for s in range(shifts):
        i = clients + s
        while i < clients + shifts:
            j = int(best.next[i])
            routes.next[i], routes.prev[j] = j, i
            routes.node[i, a.ARC] = inst.travel[inst.shift[s, a.MODE], inst.place[i], inst.place[j]]
            if j < clients:
                routes.node[j, [a.PIN_FIRST, a.PIN_LAST]] = best.pin[j]
                routes.stops[s] += 1
            i = j
        retime(inst, routes, s)
    return routes


def _choice(inst: Instance, routes: Routes, s: int) -> ShiftChoice:
    clients = len(inst.visit)
    order, i = [], int(routes.next[clients + s])
    while i < clients:
        order.append(i)
        i = int(routes.next[i])
    if not order:
        return ShiftChoice()
    _, _, leave, at = least_waiting(inst, routes, s)
    begins = np.zeros(len(order), np.int32)
    begin_times(inst, routes, s, at, leave, begins)
    starts = [_window(inst, routes, c, s, int(t)) for c, t in zip(order, begins, strict=True)]
    leg = None if at == NONE else [clients + s, *order].index(at)
    return ShiftChoice(tuple(int(inst.visit[c]) for c in order), tuple(starts), leg)


def _window(inst: Instance, routes: Routes, c: int, s: int, start: int) -> tuple[int, int]:
    return next(w for w in _windows(inst, routes, c, s) if w[0] <= start <= w[1])


def _windows(inst: Instance, routes: Routes, i: int, s: int) -> list[tuple[int, int]]:
    first, last = routes.node[i, [a.PIN_FIRST, a.PIN_LAST]].tolist()
    if first != NONE:
        return [(first, last)]
    at = int(inst.visit[i]) * inst.cheapest.shape[1] + int(inst.shift[s, a.DAY])
    rows = inst.window[inst.window_from[at] : inst.window_from[at + 1], : a.COST]
    return [(int(first), int(last)) for first, last in rows]
