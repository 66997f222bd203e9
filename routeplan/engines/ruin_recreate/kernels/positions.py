"""Where a visit might stand: which shifts may take it, and between which stops."""

from __future__ import annotations

from routeplan.engines.ruin_recreate.kernels.arrays import (
    DAY,
    EMPTIES,
    FAR,
    MAX_LOAD,
    NONE,
    OFFICERS,
    SHIFTS_TOUCHED,
    Instance,
    Routes,
    SearchArrays,
    Work,
)
from routeplan.engines.ruin_recreate.kernels.compiler import inlined, inner, kernel
from routeplan.engines.ruin_recreate.kernels.xorshift import below
from routeplan.problem.arrays import SUFFICES, TAKES_PART


@inlined
def may_take(inst: Instance, routes: Routes, v: int, s: int) -> bool:
    """Whether a shift may take (part in) a visit at all, whatever the position."""
    if inst.least_fee[v, s] >= FAR or routes.load[s] + inst.load[v] > inst.shift[s, MAX_LOAD]:
        return False
    # who has no other visit is a ring of one: nearly all, and nothing to look up
    return inst.sibling[v] == v or days_apart(inst, routes, v, inst.shift[s, DAY])


@inlined
def may_take_alone(inst: Instance, v: int, s: int) -> bool:
    """Whether a shift that may take the visit can make it without another one."""
    enough = inst.twin[v] == NONE or inst.shift[s, OFFICERS] == 2
    return enough and inst.roles[v, s] == SUFFICES


@inlined
def are_two(inst: Instance, v: int, s: int, t: int) -> bool:
    """Whether two shifts of one officer each can make a two-officer visit together."""
    if s == t or inst.shift[s, DAY] != inst.shift[t, DAY]:
        return False
    if inst.shift[s, OFFICERS] != 1 or inst.shift[t, OFFICERS] != 1:
        return False
    # each may take part, and together they bring every skill and person that is asked for
    both = inst.roles[v, s] & inst.roles[v, t] & TAKES_PART
    return both != 0 and inst.roles[v, s] | inst.roles[v, t] == SUFFICES


@inner
def days_apart(inst: Instance, routes: Routes, v: int, day: int) -> bool:
    """Whether a day keeps the least days to the other visits of the household."""
    u = inst.sibling[v]
    while u != v:
        s = routes.shift_of[u]
        if s != NONE:
            apart = abs(inst.shift[s, DAY] - day)
            if apart < inst.least_days[v] or apart < inst.least_days[u]:
                return False
        u = inst.sibling[u]
    return True


@inner
def list_positions(search: SearchArrays, v: int, everywhere: bool) -> int:
    """Fill ``work.position`` with nodes to insert after; return how many.

    Beside the nearest visits, and in some empty shifts; or everywhere.
    """
    inst, routes = search.instance, search.routes
    search.work.token[0] += 1
    if everywhere:
        return _list_all(inst, routes, search.work, v)
    size = 0
    for k in range(inst.neighbour.shape[1]):
        u = inst.neighbour[v, k]
        if u == NONE:
            break
        size = _list_beside(inst, routes, search.work, v, u, size)
        if inst.twin[u] != NONE:
            size = _list_beside(inst, routes, search.work, v, inst.twin[u], size)
    return _list_empty(search, v, size)


@kernel
def list_touched(search: SearchArrays, v: int) -> int:
    """Fill ``work.position`` with every position of the routes this iteration has changed."""
    inst, routes = search.instance, search.routes
    search.work.token[0] += 1
    size, clients, shifts = 0, len(inst.visit), len(inst.shift)
    for k in range(search.undo.tally[SHIFTS_TOUCHED]):
        s = search.undo.shift[k]
        if may_take(inst, routes, v, s):
            i = clients + s
            while i < clients + shifts:
                size = _add(search.work, i, size)
                i = routes.next[i]
    return size


@inlined
def _add(work: Work, node: int, size: int) -> int:
    # a token for each list: comparing costs less than clearing the marks of the last one
    if work.seen[node] == work.token[0]:
        return size
    work.seen[node] = work.token[0]
    work.position[size] = node
    return size + 1


@inlined
def _list_beside(inst: Instance, routes: Routes, work: Work, v: int, c: int, size: int) -> int:
    s = routes.shift_of[c]
    if s == NONE or not may_take(inst, routes, v, s):
        return size
    # behind the neighbour and before it
    size = _add(work, c, size)
    return _add(work, routes.prev[c], size)


@inlined
def _list_all(inst: Instance, routes: Routes, work: Work, v: int) -> int:
    size, clients, shifts = 0, len(inst.visit), len(inst.shift)
    for s in range(shifts):
        if may_take(inst, routes, v, s):
            i = clients + s
            while i < clients + shifts:
                size = _add(work, i, size)
                i = routes.next[i]
    return size


@inlined
def _list_empty(search: SearchArrays, v: int, size: int) -> int:
    inst, routes = search.instance, search.routes
    empties = routes.tally[EMPTIES]
    if empties == 0:
        return size
    at = below(search.rng, empties)
    for k in range(min(empties, search.tuning.empty_tries)):
        s = routes.empty[(at + k) % empties]
        if may_take(inst, routes, v, s):
            size = _add(search.work, len(inst.visit) + s, size)
    return size
