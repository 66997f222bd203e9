"""The routing model of a problem: ways, hours, windows, caps, breaks, and what ties shifts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, product
from typing import Any

import numpy as np
from ortools.constraint_solver import pywrapcp

from routeplan.engines.ortools.nodes import Node, VisitPart, break_span, can_rest
from routeplan.model.inputs import NO_WAY
from routeplan.problem.arrays import NO_BREAK, NO_CAP, SUFFICES, Int64, Problem

MANDATORY = -1
"""Penalty of a disjunction that cannot be left out."""
ABSENT = -1
"""Vehicle of a node that is on no route."""


@dataclass(frozen=True)
class Model:
    """The solver's objects; ``breaks[s]`` is the interval of a shift's break, or None."""

    problem: Problem
    nodes: Sequence[Node]
    manager: Any
    routing: Any
    time: Any
    breaks: Sequence[Any]

    def index(self, k: int) -> int:
        """The solver's index of the k-th node."""
        return int(self.manager.NodeToIndex(k))


def build_model(problem: Problem, nodes: Sequence[Node], mandatory: Collection[int]) -> Model:
    """The model in which the visits of ``mandatory`` cannot be left out."""
    depots = sorted({*problem.shift_start_place.tolist(), *problem.shift_end_place.tolist()})
    at = {place: len(nodes) + k for k, place in enumerate(depots)}
    starts = [at[place] for place in problem.shift_start_place.tolist()]
    ends = [at[place] for place in problem.shift_end_place.tolist()]
    size = len(nodes) + len(depots)
    manager = pywrapcp.RoutingIndexManager(size, problem.shifts, starts, ends)
    routing = pywrapcp.RoutingModel(manager)
    ways = _Ways(problem, nodes, depots, routing)
    time = _add_time(problem, routing, ways)
    breaks = [_add_break(problem, s, routing, time, manager, nodes) for s in range(problem.shifts)]
    model = Model(problem, nodes, manager, routing, time, breaks)
    for s in range(problem.shifts):
        routing.SetArcCostEvaluatorOfVehicle(ways.cost(s), s)
        if problem.shift_start_place[s] != problem.shift_end_place[s]:
            routing.SetVehicleUsedWhenEmpty(True, s)
    _add_caps(model, ways)
    _add_windows(model)
    _add_penalties(model, mandatory)
    _link_pairs(model)
    _keep_days_apart(model)
    return model


class _Ways:
    """Matrices over nodes and depots, registered once for all shifts that share them."""

    def __init__(
        self, problem: Problem, nodes: Sequence[Node], depots: Sequence[int], routing: Any
    ) -> None:
        self._problem, self._routing = problem, routing
        self._visits = np.array([node.visit for node in nodes], np.int64)
        self._places = np.concatenate([problem.visit_place[self._visits], depots]).astype(np.int64)
        pays = [node.part.pays for node in nodes]
        self._pays = np.array([*pays, *(False for _ in depots)])
        self._lost = np.array([*(node.lost for node in nodes), *(0 for _ in depots)], np.int64)
        self._clients = len(nodes)
        self._never = int(problem.shift_end.max(initial=0)) + 1
        self._known: dict[object, int] = {}

    def duration(self, s: int) -> int:
        """The visit at the begin of a way, and the way: longer than any day where there is none."""
        mode = int(self._problem.shift_mode[s])
        seconds = np.concatenate(
            [
                self._problem.visit_seconds[self._visits],
                np.zeros(len(self._places) - self._clients, np.int32),
            ]
        )
        table = self._travel(mode) + seconds[:, None]
        table = np.where(self._travel(mode) == NO_WAY, self._never, table)
        # nobody drives when a shift stays idle
        table[self._clients :, self._clients :] = 0
        return self._register(("duration", mode), table)

    def cost(self, s: int) -> int:
        """Travel, and what is paid at the end of a way: lost chance and small costs."""
        mode = int(self._problem.shift_mode[s])
        minor = np.zeros(len(self._places), np.int64)
        minor[: self._clients] = self._problem.minor_cost[self._visits, s]
        paid = np.where(self._pays, minor + self._lost, 0)
        key = ("cost", mode, paid.tobytes())
        return self._register(key, np.maximum(self._travel(mode), 0) + paid[None, :])

    def _travel(self, mode: int) -> Int64:
        table: Int64 = self._problem.travel[mode][np.ix_(self._places, self._places)].astype(
            np.int64
        )
        return table

    def _register(self, key: object, table: Int64) -> int:
        if key not in self._known:
            self._known[key] = int(self._routing.RegisterTransitMatrix(table.tolist()))
        return self._known[key]


def _add_time(problem: Problem, routing: Any, ways: _Ways) -> Any:
    """Shifts last from begin to end; whoever is back earlier waits at the station."""
    horizon = int(problem.shift_end.max())
    transits = [ways.duration(s) for s in range(problem.shifts)]
    routing.AddDimensionWithVehicleTransits(transits, horizon, horizon, False, "time")
    time = routing.GetDimensionOrDie("time")
    for s in range(problem.shifts):
        time.CumulVar(routing.Start(s)).SetValue(int(problem.shift_begin[s]))
        time.CumulVar(routing.End(s)).SetValue(int(problem.shift_end[s]))
    return time


def _add_break(
    problem: Problem, s: int, routing: Any, time: Any, manager: Any, nodes: Sequence[Node]
) -> Any:
    if problem.break_seconds[s] == NO_BREAK or not can_rest(problem, s):
        return None
    earliest, latest = break_span(problem, s)
    length = int(problem.break_seconds[s])
    pause = routing.solver().FixedDurationIntervalVar(earliest, latest, length, False, f"break {s}")
    numbers = [manager.IndexToNode(index) for index in range(routing.Size())]
    visiting = [
        int(problem.visit_seconds[nodes[k].visit]) if k < len(nodes) else 0 for k in numbers
    ]
    time.SetBreakIntervalsOfVehicle([pause], s, visiting)
    return pause


def _add_caps(model: Model, ways: _Ways) -> None:
    problem, routing = model.problem, model.routing
    loads, busy = problem.max_load.tolist(), problem.max_busy.tolist()
    if min(loads) < NO_CAP:
        load = [int(problem.load[node.visit]) for node in model.nodes]
        depots = model.manager.GetNumberOfNodes() - len(load)
        callback = routing.RegisterUnaryTransitVector([*load, *([0] * depots)])
        routing.AddDimensionWithVehicleCapacity(callback, 0, loads, True, "load")
    if min(busy) < NO_CAP:
        transits = [ways.duration(s) for s in range(problem.shifts)]
        routing.AddDimensionWithVehicleTransitAndCapacity(transits, 0, busy, True, "busy")


def _add_windows(model: Model) -> None:
    solver = model.routing.solver()
    for k, node in enumerate(model.nodes):
        index = model.index(k)
        start = model.time.CumulVar(index)
        start.SetRange(node.windows[0][0], node.windows[-1][1])
        gaps = [(b[1] + 1, a[0] - 1) for b, a in pairwise(node.windows) if b[1] + 1 < a[0]]
        if gaps:
            # RemoveInterval keeps a bit for each second of the week: 8 ms a gap, 40 s in all
            begins, ends = (list(column) for column in zip(*gaps, strict=True))
            solver.Add(solver.NotMemberCt(start, begins, ends))
        model.routing.VehicleVar(index).SetValues([ABSENT, *node.shifts])


def _add_penalties(model: Model, mandatory: Collection[int]) -> None:
    """Leaving a visit out costs its worth, a promise more than everything else together."""
    problem = model.problem
    ways = (problem.visits + problem.shifts) * int(problem.travel.max(initial=0))
    others = int(problem.worth.sum()) + int(problem.minor_cost.sum()) + ways + 1
    others += sum(
        int(problem.start_cost[nodes_of_visit].max(initial=0))
        for nodes_of_visit in _windows_by_visit(problem)
    )
    for v in sorted({node.visit for node in model.nodes}):
        nodes_of_visit = [k for k, node in enumerate(model.nodes) if node.visit == v]
        paying = [model.index(k) for k in nodes_of_visit if model.nodes[k].part.pays]
        worth = int(problem.worth[v]) + others * bool(problem.promised[v])
        model.routing.AddDisjunction(paying, MANDATORY if v in mandatory else worth, 1)
        for k in nodes_of_visit:
            if not model.nodes[k].part.pays:
                settled = model.nodes[k].part is VisitPart.SETTLED_OTHER
                model.routing.AddDisjunction([model.index(k)], MANDATORY if settled else 0, 1)


def _windows_by_visit(problem: Problem) -> Iterator[slice]:
    """The start windows of each visit."""
    for first, end in pairwise(problem.start_offset.tolist()):
        yield slice(first, end)


def _link_pairs(model: Model) -> None:
    """Both halves or none, at the same second, on two shifts that suffice together."""
    problem, nodes, routing, time = model.problem, model.nodes, model.routing, model.time
    solver = routing.solver()
    for k, node in enumerate(nodes):
        if node.part is not VisitPart.FIRST:
            continue
        one, other = model.index(k), model.index(k + 1)
        solver.Add(routing.ActiveVar(one) == routing.ActiveVar(other))
        solver.Add(time.CumulVar(one) == time.CumulVar(other))
        if _any_two(problem, node, nodes[k + 1]):
            continue
        vehicles = [routing.VehicleVar(one), routing.VehicleVar(other)]
        both = [*_sufficing(problem, node, nodes[k + 1]), (ABSENT, ABSENT)]
        solver.Add(solver.AllowedAssignments(vehicles, both))


def _any_two(problem: Problem, node: Node, other: Node) -> bool:
    """Whether all two shifts suffice; they differ, as nobody makes both halves at one second."""
    able = problem.roles[node.visit, [*node.shifts, *other.shifts]] == SUFFICES
    return bool(able.all()) and bool(problem.visit_seconds[node.visit] > 0)


def _sufficing(problem: Problem, node: Node, other: Node) -> Iterator[tuple[int, int]]:
    roles = problem.roles[node.visit]
    for s, t in product(node.shifts, other.shifts):
        if s != t and roles[s] | roles[t] == SUFFICES:
            yield s, t


def _keep_days_apart(model: Model) -> None:
    """Visits on one household keep their least days between them."""
    problem, nodes, routing = model.problem, model.nodes, model.routing
    solver = routing.solver()
    paying = [k for k, node in enumerate(nodes) if node.part.pays]
    groups: dict[int, list[int]] = {}
    for k in paying:
        group = int(problem.siblings[nodes[k].visit])
        if group >= 0:
            groups.setdefault(group, []).append(k)
    for group_nodes in groups.values():
        for k, other in combinations(group_nodes, 2):
            u, v = nodes[k].visit, nodes[other].visit
            least = max(int(problem.least_days[u]), int(problem.least_days[v]))
            if u == v or least == 0:
                continue
            vehicles = [routing.VehicleVar(model.index(node_number)) for node_number in (k, other)]
            allowed = list(_apart(problem, nodes[k], nodes[other], least))
            solver.Add(solver.AllowedAssignments(vehicles, allowed))


def _apart(problem: Problem, one: Node, other: Node, least: int) -> Iterator[tuple[int, int]]:
    for s, t in product([ABSENT, *one.shifts], [ABSENT, *other.shifts]):
        days = abs(int(problem.shift_day[s]) - int(problem.shift_day[t]))
        if ABSENT in (s, t) or days >= least:
            yield s, t
