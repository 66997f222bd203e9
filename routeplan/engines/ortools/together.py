"""What ties nodes of different shifts together: pairs of officers, and visits on one household."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import Any

from routeplan.engines.ortools.nodes import Node, Part
from routeplan.problem.arrays import SUFFICES, Problem

ABSENT = -1
"""Vehicle of a node that is on no route."""


def link_pairs(
    problem: Problem, nodes: Sequence[Node], manager: Any, routing: Any, time: Any
) -> None:
    """Both halves or none, at the same second, on two shifts that suffice together."""
    solver = routing.solver()
    for k, node in enumerate(nodes):
        if node.part is not Part.FIRST:
            continue
        one, other = manager.NodeToIndex(k), manager.NodeToIndex(k + 1)
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


def keep_days_apart(problem: Problem, nodes: Sequence[Node], manager: Any, routing: Any) -> None:
    """Visits on one household keep their least days between them."""
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
            vehicles = [routing.VehicleVar(manager.NodeToIndex(each)) for each in (k, other)]
            allowed = list(_apart(problem, nodes[k], nodes[other], least))
            solver.Add(solver.AllowedAssignments(vehicles, allowed))


def _apart(problem: Problem, one: Node, other: Node, least: int) -> Iterator[tuple[int, int]]:
    for s, t in product([ABSENT, *one.shifts], [ABSENT, *other.shifts]):
        days = abs(int(problem.shift_day[s]) - int(problem.shift_day[t]))
        if ABSENT in (s, t) or days >= least:
            yield s, t
