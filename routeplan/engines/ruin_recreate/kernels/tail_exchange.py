"""Tail exchange: two routes of one day swap what comes behind a stop of each.

2-opt* (Potvin & Rousseau 1995) as quick random moves between ruins: strings of ten cannot swap the
tails of routes of forty stops. Two shifts exchange tails when they are of one day and mode and end
alike (hours, break, place), so that the latest times kept with a tail stay right on the other
route, and the test of a joint is O(1) and exact in both layers of the break.
"""

from __future__ import annotations

from typing import NamedTuple

from routeplan.engines.ruin_recreate.kernels.arrays import (
    ARC,
    COST_NOW,
    EMPTIES,
    FAR,
    FEE,
    LATE_AHEAD,
    LATE_BEHIND,
    MAX_BUSY,
    MAX_LOAD,
    NONE,
    TAIL_LIKE,
    Instance,
    Routes,
    SearchArrays,
)
from routeplan.engines.ruin_recreate.kernels.compiler import inlined, inlined_kernel, inner, kernel
from routeplan.engines.ruin_recreate.kernels.positions import are_two, may_take_alone
from routeplan.engines.ruin_recreate.kernels.routes import filled_more, mark_empty, mark_used, way
from routeplan.engines.ruin_recreate.kernels.ruin import draw_visit
from routeplan.engines.ruin_recreate.kernels.times import reach, retime
from routeplan.engines.ruin_recreate.kernels.waiting import update_waiting, waiting_costs
from routeplan.engines.ruin_recreate.kernels.xorshift import below, coin, exponential, uniform


class Joint(NamedTuple):
    """Stop ``i`` of shift ``s`` goes on with ``j`` of ``t``, and ``j``'s head with ``i``'s tail."""

    i: int
    s: int
    j: int
    t: int


class Tail(NamedTuple):
    """Everything behind a node: stops, load, travel + visits, and minor costs in another shift."""

    stops: int
    load: int
    busy: int
    fees: int
    fits: bool


@inlined_kernel
def exchange_tails(search: SearchArrays, temperature: float) -> bool:
    """Try one exchange and make it when simulated annealing accepts; tell whether it was made."""
    inst, routes = search.instance, search.routes
    joint = pick_joint(search)
    if joint.i == NONE:
        return False
    allowance = temperature * exponential(search.rng)
    # at best nobody waits any more: what both are charged now can be won at most
    if waiting_costs(inst):
        allowance += waited(inst, routes, joint)
    change = arcs_change(inst, routes, joint)
    # the arcs decide most tries; only what passes is walked to its end
    if change >= allowance or not joints_fit(inst, routes, joint):
        return False
    i, s, j, t = joint
    tail = measure(inst, routes, routes.next[i], s, t)
    other = measure(inst, routes, j, t, s)
    change += tail.fees + other.fees
    allowance += search.work.full_shift[0] * tails_fill_more(inst, routes, joint, tail, other)
    if change >= allowance or not tail.fits or not other.fits:
        return False
    if not caps_hold(inst, routes, joint, tail, other):
        return False
    # kept for taking it back, for the joint itself changes hands
    behind = routes.next[i]
    join(inst, routes, joint, tail, other)
    routes.tally[COST_NOW] += change
    if waiting_costs(inst) and not waits_less(inst, routes, joint, behind, change, allowance):
        return False
    search.best.dirty[s] = 1
    search.best.dirty[t] = 1
    return True


@inner
def waited(inst: Instance, routes: Routes, joint: Joint) -> int:
    """What both shifts are charged for waiting."""
    start = len(inst.visit)
    return routes.node[start + joint.s, FEE] + routes.node[start + joint.t, FEE]


@inner
def waits_less(
    inst: Instance, routes: Routes, joint: Joint, behind: int, change: int, allowance: float
) -> bool:
    """Charge what is waited after an exchange; take it back where it is too dear with that."""
    update_waiting(inst, routes, joint.s)
    update_waiting(inst, routes, joint.t)
    if change + waited(inst, routes, joint) < allowance:
        return True
    undo_exchange(inst, routes, joint, behind, change)
    return False


@inner
def undo_exchange(inst: Instance, routes: Routes, joint: Joint, behind: int, change: int) -> None:
    """Take an exchange back: once more, the tails change places."""
    i, s, _, t = joint
    if behind >= len(inst.visit):  # nothing followed: the other shift's tail is empty now
        behind = len(inst.visit) + len(inst.shift) + t
    tail = measure(inst, routes, routes.next[i], s, t)
    other = measure(inst, routes, behind, t, s)
    join(inst, routes, joint_of(i, s, behind, t), tail, other)
    routes.tally[COST_NOW] -= change
    update_waiting(inst, routes, s)
    update_waiting(inst, routes, t)


@inlined
def pick_joint(search: SearchArrays) -> Joint:
    """A drawn client and a near one on another route, or the end of an empty shift."""
    inst, routes = search.instance, search.routes
    clients, shifts = len(inst.visit), len(inst.shift)
    i = draw_visit(search)
    if inst.twin[i] >= 0 and coin(search.rng):
        i = inst.twin[i]
    s = routes.shift_of[i]
    if s < 0:
        return joint_of(NONE, NONE, NONE, NONE)
    if uniform(search.rng) < search.tuning.split_tail:
        empties = routes.tally[EMPTIES]
        if empties > 0 and routes.next[i] < clients:
            t = routes.empty[below(search.rng, empties)]
            if inst.shift[s, TAIL_LIKE] == inst.shift[t, TAIL_LIKE]:
                return joint_of(i, s, clients + shifts + t, t)
        return joint_of(NONE, NONE, NONE, NONE)
    j = inst.neighbour[inst.visit[i], below(search.rng, inst.neighbour.shape[1])]
    if j < 0:
        return joint_of(NONE, NONE, NONE, NONE)
    t = routes.shift_of[j]
    if t < 0 or t == s or not inst.changeable[t]:
        return joint_of(NONE, NONE, NONE, NONE)
    if inst.shift[s, TAIL_LIKE] != inst.shift[t, TAIL_LIKE]:
        return joint_of(NONE, NONE, NONE, NONE)
    if coin(search.rng):
        return joint_of(j, t, i, s)
    return joint_of(i, s, j, t)


@inlined
def joint_of(i: int, s: int, j: int, t: int) -> Joint:
    """All of it in 64 bits: numba tells tuples of mixed widths apart."""
    return Joint(i, s, j, t)


@inlined
def arcs_change(inst: Instance, routes: Routes, joint: Joint) -> int:
    """What the two new arcs cost more than the old ones."""
    i, s, j, t = joint
    before = routes.prev[j]
    new = way(inst, s, i, j) + way(inst, t, before, routes.next[i])
    return new - routes.node[i, ARC] - routes.node[before, ARC]


@inlined_kernel
def joints_fit(inst: Instance, routes: Routes, joint: Joint) -> bool:
    """Whether both new arcs keep all times, windows and breaks."""
    i, s, j, t = joint
    before, after = routes.prev[j], routes.next[i]
    return joins(inst, routes, i, j, s) and joins(inst, routes, before, after, t)


@inlined
def joins(inst: Instance, routes: Routes, i: int, j: int, s: int) -> bool:
    """Whether shift ``s`` can go on from ``i`` with ``j``, in either layer."""
    ahead, behind = reach(inst, routes, i, way(inst, s, i, j), s)
    return ahead <= routes.node[j, LATE_AHEAD] or behind <= routes.node[j, LATE_BEHIND]


@kernel
def measure(inst: Instance, routes: Routes, first: int, s: int, t: int) -> Tail:
    """What stands from a node of shift ``s`` on, and whether shift ``t`` may make it.

    A pair whose other half is made by ``t`` stays as it is.
    """
    stops, load, busy, fees, fits, clients = 0, 0, 0, 0, True, len(inst.visit)
    i = first
    while i < clients and fits:
        v = inst.visit[i]
        stops += 1
        load += inst.load[i]
        busy += inst.service[i] + routes.node[i, ARC]
        partner = twin_shift(inst, routes, i)
        fees += fee_change(inst, v, s, t, partner)
        if partner == NONE:
            fits = inst.least_fee[v, t] < FAR and may_take_alone(inst, v, t)
        else:
            fits = partner != t and are_two(inst, v, t, partner)
        fits = fits and inst.movable[v] == 1 and inst.stays[v] == 0
        i = routes.next[i]
    return Tail(stops, load, busy, fees, fits)


@inlined
def twin_shift(inst: Instance, routes: Routes, i: int) -> int:
    """The shift of a client's other half, NONE when the client is made by one shift alone."""
    return NONE if inst.twin[i] == NONE else routes.shift_of[inst.twin[i]]


@inlined
def fee_change(inst: Instance, v: int, s: int, t: int, partner: int) -> int:
    """What a visit's minor costs change when ``t`` makes it instead of ``s``."""
    old, new = inst.minor_cost[v, s], inst.minor_cost[v, t]
    if partner == NONE:
        return new - old
    other = inst.minor_cost[v, partner]
    return min(new, other) - min(old, other)


@inlined
def caps_hold(inst: Instance, routes: Routes, joint: Joint, tail: Tail, other: Tail) -> bool:
    """Whether both shifts keep their caps with each other's tails."""
    s, t, moved = joint.s, joint.t, other.load - tail.load
    # loads are additive: what one shift gains the other one loses
    if routes.load[s] + moved > inst.shift[s, MAX_LOAD]:
        return False
    if routes.load[t] - moved > inst.shift[t, MAX_LOAD]:
        return False
    busy, partner_busy = busy_after(inst, routes, joint, tail, other)
    return busy <= inst.shift[s, MAX_BUSY] and partner_busy <= inst.shift[t, MAX_BUSY]


@inlined
def tails_fill_more(inst: Instance, routes: Routes, joint: Joint, tail: Tail, other: Tail) -> float:
    """How much fuller both shifts are with each other's tails, by squares of their shares."""
    s, t, moved = joint.s, joint.t, other.load - tail.load
    filled = filled_more(inst, s, routes.load[s], moved)
    return filled + filled_more(inst, t, routes.load[t], -moved)


@inlined
def busy_after(
    inst: Instance, routes: Routes, joint: Joint, tail: Tail, other: Tail
) -> tuple[int, int]:
    """Travel + visits of both shifts after the exchange."""
    i, s, j, t = joint
    before, after = routes.prev[j], routes.next[i]
    moved = other.busy - tail.busy
    busy = routes.busy[s] + moved + way(inst, s, i, j) - routes.node[i, ARC]
    partner_busy = routes.busy[t] - moved + way(inst, t, before, after) - routes.node[before, ARC]
    return busy, partner_busy


@kernel
def join(inst: Instance, routes: Routes, joint: Joint, tail: Tail, other: Tail) -> None:
    """Make the exchange."""
    i, s, j, t = joint
    before, after = routes.prev[j], routes.next[i]
    routes.busy[s], routes.busy[t] = busy_after(inst, routes, joint, tail, other)
    was_empty = routes.stops[t] == 0
    routes.stops[s] += other.stops - tail.stops
    routes.stops[t] += tail.stops - other.stops
    routes.load[s] += other.load - tail.load
    routes.load[t] += tail.load - other.load
    if was_empty:
        mark_used(routes, t)
    elif routes.stops[t] == 0:
        mark_empty(routes, t)
    clients, shifts = len(inst.visit), len(inst.shift)
    ends = clients + shifts
    last, partner_last = routes.prev[ends + s], routes.prev[ends + t]
    link_tail(inst, routes, i, j, partner_last, s)
    link_tail(inst, routes, before, after, last, t)
    hand_over(inst, routes, i, s, t)
    hand_over(inst, routes, before, t, s)
    retime(inst, routes, s)
    retime(inst, routes, t)


@inlined
def link_tail(inst: Instance, routes: Routes, i: int, first: int, last: int, s: int) -> None:
    """Let node ``i`` of shift ``s`` be followed by ``first`` .. ``last``, or by the shift's end."""
    clients, end = len(inst.visit), len(inst.visit) + len(inst.shift) + s
    routes.node[i, ARC] = way(inst, s, i, first)
    if first >= clients:
        # the other tail was empty: the shift goes from here to its own end
        first, last = end, i
    routes.next[i] = first
    routes.prev[first] = i
    routes.next[last] = end if first != end else routes.next[last]
    routes.prev[end] = last


@inlined
def hand_over(inst: Instance, routes: Routes, i: int, s: int, old: int) -> None:
    """All behind a node of shift ``s`` is its own now, and was of the shift ``old`` before."""
    c = routes.next[i]
    while c < len(inst.visit):
        v = inst.visit[c]
        # of a pair the first half bears the fee, whichever half moves
        routes.node[v, FEE] += fee_change(inst, v, old, s, twin_shift(inst, routes, c))
        routes.shift_of[c] = s
        c = routes.next[c]
