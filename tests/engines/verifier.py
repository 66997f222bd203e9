"""Recomputes everything a search keeps up to date, in plain Python, and compares."""

from __future__ import annotations

from itertools import pairwise

from routeplan.engines.ruin_recreate.kernels import arrays as a
from routeplan.engines.ruin_recreate.kernels.arrays import FAR, NEVER, NONE
from routeplan.engines.ruin_recreate.search_state import Search


def verify(search: Search) -> None:
    """Assert that links, times, caps, counters, absent list and costs are what the routes say."""
    inst, routes = search.instance, search.routes
    n, c, s = len(inst.worth), len(inst.visit), len(inst.shift)
    on_route: dict[int, int] = {}
    cost = 0
    for shift in range(s):
        order = route_of(search, shift)
        for k in order:
            assert k not in on_route, "a client stands on two routes"
            on_route[k] = shift
        cost += _verify_route(search, shift, order)
    assert {k: int(routes.shift_of[k]) for k in range(c) if routes.shift_of[k] != NONE} == on_route
    out = [v for v in range(n) if v not in on_route]
    cost += sum(int(inst.worth[v]) for v in out)
    tally = routes.tally
    assert tally[a.COST_NOW] == cost
    assert tally[a.MISSED_NOW] == sum(int(inst.promised[v]) for v in out)
    assert tally[a.ROUTED] == n - len(out)
    _verify_pairs(search, on_route)
    _verify_siblings(search, on_route)
    _verify_lists(search, out)
    assert (tally[a.BEST_MISSED], tally[a.BEST_COST]) <= (tally[a.MISSED_NOW], tally[a.COST_NOW])


def route_of(search: Search, shift: int) -> list[int]:
    """The clients of a shift in order, links checked both ways."""
    inst, routes = search.instance, search.routes
    c, s = len(inst.visit), len(inst.shift)
    order, i = [], c + shift
    while i != c + s + shift:
        j = int(routes.next[i])
        assert routes.prev[j] == i
        if j < c:
            order.append(j)
        i = j
    return order


def _verify_route(search: Search, shift: int, order: list[int]) -> int:
    inst, routes = search.instance, search.routes
    c, s = len(inst.visit), len(inst.shift)
    row, node = inst.shift[shift], routes.node
    nodes = [c + shift, *order, c + s + shift]
    mode = inst.travel[row[a.MODE]]
    arcs = [int(mode[inst.place[i], inst.place[j]]) for i, j in pairwise(nodes)]
    assert [int(node[i, a.ARC]) for i in nodes[:-1]] == arcs
    assert all(arc < FAR for arc in arcs)
    busy = sum(arcs) + sum(int(inst.service[i]) for i in order)
    assert routes.busy[shift] == busy
    assert routes.stops[shift] == len(order)
    load = sum(int(inst.load[i]) for i in order)
    assert routes.load[shift] == load <= row[a.MAX_LOAD]
    assert not order or busy <= row[a.MAX_BUSY]
    _verify_times(search, shift, nodes, arcs)
    charged = waiting_of(search, shift, nodes, arcs) if order else 0
    assert node[nodes[0], a.FEE] == charged, "what is waited has its price"
    return sum(arcs) + charged + sum(_verify_fee(search, shift, i) for i in order)


def waiting_of(search: Search, shift: int, nodes: list[int], arcs: list[int]) -> int:
    """What a shift is charged for the least that it waits, its break on any leg that allows it."""
    permille = int(search.instance.shift[shift][a.WAITING_PRICE])
    if permille == 0:
        return 0
    rests = search.instance.shift[shift][a.BREAK_SECONDS] > 0
    legs = range(len(arcs)) if rests else (NONE,)
    waits = [_waited(search, shift, nodes, arcs, leg) for leg in legs]
    return (permille * min(wait for wait in waits if wait is not None) + 500) // 1000


def _waited(
    search: Search, shift: int, nodes: list[int], arcs: list[int], rest_leg: int
) -> int | None:
    """Seconds waited when back as early as can be, having left as late as that allows.

    None where the break cannot be taken on that leg.
    """
    inst, row = search.instance, search.instance.shift[shift]
    low, high, length = (int(row[k]) for k in (a.BREAK_EARLIEST, a.BREAK_LATEST, a.BREAK_SECONDS))
    begin, end, last = int(row[a.BEGIN]), int(row[a.END]), len(arcs) - 1
    free, inside = begin, rest_leg != NONE
    for leg, arc in enumerate(arcs):
        arrive = free + arc
        if leg == rest_leg and leg == last and arrive <= high:
            inside = False  # at the station, after coming back
            if max(arrive, low) + length > end:
                return None
        elif leg == rest_leg:
            if free > high:
                return None
            arrive = max(arrive, low) + length
        begun = _after(windows_of(search, nodes[leg + 1], shift), arrive) if leg < last else arrive
        if begun > end:
            return None
        free = begun + int(inst.service[nodes[leg + 1]])
    back = leave = free
    for leg in range(last, -1, -1):
        until = leave - arcs[leg]
        if leg == rest_leg and inside:
            if leg == 0 and max(begin, low) + length <= until:
                inside = False  # at the station, before leaving
            else:
                until = min(high, until - length)
        leave = until
        if leg > 0:
            options = windows_of(search, nodes[leg], shift)
            leave = _before(options, until - int(inst.service[nodes[leg]]))
    return back - leave - int(search.routes.busy[shift]) - (length if inside else 0)


def _verify_times(search: Search, shift: int, nodes: list[int], arcs: list[int]) -> None:
    inst, node = search.instance, search.routes.node
    row = inst.shift[shift]
    low, high, length = (int(row[k]) for k in (a.BREAK_EARLIEST, a.BREAK_LATEST, a.BREAK_SECONDS))
    rests = length > 0
    early = [(int(row[a.BEGIN]), FAR) if rests else (FAR, int(row[a.BEGIN]))]
    for k, arc in enumerate(arcs):
        free0, free1 = (time + int(inst.service[nodes[k]]) for time in early[k])
        broke = max(free0 + arc, low) + length if free0 <= high else FAR
        options = windows_of(search, nodes[k + 1], shift)
        early.append((_after(options, free0 + arc), _after(options, min(free1 + arc, broke))))
    late = [(NEVER, int(row[a.END]))]
    for k in range(len(arcs) - 1, -1, -1):
        late0, late1 = late[0]
        broke = min(high, late1 - length - arcs[k]) if late1 >= low + length else NEVER
        options = windows_of(search, nodes[k], shift)
        service = int(inst.service[nodes[k]])
        ahead = _before(options, max(late0 - arcs[k], broke) - service)
        late.insert(0, (ahead, _before(options, late1 - arcs[k] - service)))
    for i, first, last in zip(nodes, early, late, strict=True):
        assert (node[i, a.EARLY_AHEAD], node[i, a.EARLY_BEHIND]) == first
        assert (node[i, a.LATE_AHEAD], node[i, a.LATE_BEHIND]) == last
        if len(nodes) > 2:
            assert first[0] <= last[0] or first[1] <= last[1], "an infeasible route"


def windows_of(search: Search, i: int, shift: int) -> list[tuple[int, int]]:
    inst, node = search.instance, search.routes.node
    if node[i, a.PIN_FIRST] != NONE:
        return [(int(node[i, a.PIN_FIRST]), int(node[i, a.PIN_LAST]))]
    at = int(inst.visit[i]) * inst.cheapest.shape[1] + int(inst.shift[shift, a.DAY])
    rows = inst.window[inst.window_from[at] : inst.window_from[at + 1]]
    return [(int(row[a.FIRST]), int(row[a.LAST])) for row in rows]


def _after(windows: list[tuple[int, int]], time: int) -> int:
    return min((max(time, first) for first, last in windows if time <= last), default=FAR)


def _before(windows: list[tuple[int, int]], time: int) -> int:
    return max((min(time, last) for first, last in windows if time >= first), default=NEVER)


def _verify_fee(search: Search, shift: int, i: int) -> int:
    inst, routes = search.instance, search.routes
    v, fee = int(inst.visit[i]), int(routes.node[i, a.FEE])
    if i != v:
        assert fee == 0, "a pair is charged once"
        return 0
    minor = int(inst.minor_cost[v, shift])
    if inst.twin[v] != NONE and routes.shift_of[inst.twin[v]] != NONE:
        minor = min(minor, int(inst.minor_cost[v, routes.shift_of[inst.twin[v]]]))
    start = windows_of(search, i, shift)[0][0]
    at = v * inst.cheapest.shape[1] + int(inst.shift[shift, a.DAY])
    rows = inst.window[inst.window_from[at] : inst.window_from[at + 1]]
    lost = next(int(r[a.COST]) for r in rows if r[a.FIRST] <= start <= r[a.LAST])
    assert fee == lost + minor
    return fee


def _verify_pairs(search: Search, on_route: dict[int, int]) -> None:
    inst, node = search.instance, search.routes.node
    for v, twin in enumerate(inst.twin[: len(inst.worth)].tolist()):
        roles = inst.roles[v]
        if v in on_route:
            assert inst.cheapest[v, inst.shift[on_route[v], a.DAY]] < FAR
        if twin == NONE or v not in on_route:
            assert twin not in on_route, "half a pair"
            assert v not in on_route or roles[on_route[v]] == 7
        elif twin in on_route:
            first, second = on_route[v], on_route[twin]
            assert first != second
            assert roles[first] & 1
            assert roles[second] & 1
            assert roles[first] | roles[second] == 7
            pins = {tuple(node[k, [a.PIN_FIRST, a.PIN_LAST]].tolist()) for k in (v, twin)}
            assert len(pins) == 1
            assert len(set(pins.pop())) == 1, "a pair's start is one second"
        else:
            assert inst.shift[on_route[v], a.OFFICERS] == 2
            assert roles[on_route[v]] == 7


def _verify_siblings(search: Search, on_route: dict[int, int]) -> None:
    inst = search.instance
    for v in range(len(inst.worth)):
        u = int(inst.sibling[v])
        while u != v:
            if v in on_route and u in on_route:
                days = [int(inst.shift[on_route[k], a.DAY]) for k in (v, u)]
                assert abs(days[0] - days[1]) >= max(inst.least_days[v], inst.least_days[u])
            u = int(inst.sibling[u])


def _verify_lists(search: Search, out: list[int]) -> None:
    routes, tally = search.routes, search.routes.tally
    assert sorted(routes.absent[: tally[a.ABSENT]].tolist()) == out
    assert all(routes.absent[routes.absent_at[v]] == v for v in out)
    empty = [s for s in range(len(routes.stops)) if routes.stops[s] == 0]
    assert sorted(routes.empty[: tally[a.EMPTIES]].tolist()) == empty
    assert all(routes.empty[routes.empty_at[s]] == s for s in empty)
    assert tally[a.USED] == len(routes.stops) - len(empty)
