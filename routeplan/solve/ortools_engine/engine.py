"""The search: pairs first, then everything, then a complete search of what is small."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from routeplan.problem import Problem
from routeplan.solution import Budget, ShiftChoice, Solution, Watch
from routeplan.solve.ortools_engine.model import Model, build_model
from routeplan.solve.ortools_engine.nodes import Node, nodes_of
from routeplan.solve.ortools_engine.read import read_choices, routes_of
from routeplan.solve.ortools_engine.value import value_of
from routeplan.solve.ortools_engine.watching import Progress, listening

PAIRS_SHARE = 0.3
"""Part of the budget that goes into finding routes for the two-officer visits."""
SMALL = 24
"""Up to so many nodes the search is complete."""
LARGE = 400
"""From so many nodes on the search begins with empty routes: insertion takes a minute and more."""
SEARCH_SHARE = 0.4
"""Part of the budget for local search, where a complete search follows."""


class OrTools:
    """OR-Tools routing behind the same protocol; one thread."""

    name = "ortools"

    def solve(
        self,
        problem: Problem,
        budget: Budget,
        *,
        seed: int = 0,
        start: Solution | None = None,
        watch: Watch | None = None,
    ) -> Solution:
        """Search from ``start`` (or nothing); on Ctrl-C return the best found, interrupted."""
        best = (ShiftChoice(),) * problem.shifts
        nodes = nodes_of(problem) if problem.shifts else []
        progress = Progress(budget, watch, value_of(problem, best))
        if nodes:
            with listening(progress):
                best = _search(problem, nodes, seed, start, progress)
        if progress.failure is not None:
            raise progress.failure
        missed, cost = value_of(problem, best)
        return Solution(best, missed, cost, progress.asked, progress.interrupted)


Choices = tuple[ShiftChoice, ...]


def _search(
    problem: Problem, nodes: list[Node], seed: int, start: Solution | None, progress: Progress
) -> Choices:
    best: Choices = (ShiftChoice(),) * problem.shifts
    stays = _staying(problem, start)
    nodes = [_held(node, stays) for node in nodes]
    model = build_model(problem, nodes, stays)
    if start is not None and _assignment(model, start.choices) is not None:
        best = start.choices
    for mandatory in _pairs(problem, nodes) if start is None else ():
        first = build_model(problem, nodes, mandatory)
        until = progress.share() + (PAIRS_SHARE - progress.share()) / 2
        if (found := _improve(first, seed, None, progress, until, mandatory=True)) is not None:
            best = _better(problem, best, found)
            break
    until = SEARCH_SHARE if len(nodes) <= SMALL else 1.0
    best = _better(problem, best, _improve(model, seed, best, progress, until))
    if len(nodes) <= SMALL and not progress.interrupted:
        complete = build_model(problem, nodes, stays)
        best = _better(problem, best, _improve(complete, seed, None, progress, 1.0, complete=True))
    return best


def _staying(problem: Problem, start: Solution | None) -> dict[int, tuple[int, ...]]:
    """Visits that must not leave the shifts they start in, with these shifts."""
    if problem.stays is None or start is None:
        return {}
    return {
        int(v): own
        for v in problem.stays.nonzero()[0]
        if (own := tuple(s for s, choice in enumerate(start.choices) if v in choice.visits))
    }


def _held(node: Node, stays: Mapping[int, tuple[int, ...]]) -> Node:
    if node.visit not in stays:
        return node
    return replace(node, shifts=tuple(s for s in node.shifts if s in stays[node.visit]))


def _pairs(problem: Problem, nodes: list[Node]) -> list[set[int]]:
    """Two-officer visits that must be in, fewer at each trial, the worthiest longest.

    A move of the local search puts in one node at a time, and one half alone never fits.
    """
    known = {node.visit for node in nodes if problem.officers_needed[node.visit] == 2}
    ranked = sorted(known, key=lambda v: (not problem.promised[v], -int(problem.worth[v]), v))
    trials = []
    while ranked:
        trials.append(set(ranked))
        ranked = ranked[: len(ranked) // 2]
    return trials


def _better(problem: Problem, best: Choices, found: Choices | None) -> Choices:
    if found is None or value_of(problem, found) >= value_of(problem, best):
        return best
    return found


def _improve(
    model: Model,
    seed: int,
    start: Choices | None,
    progress: Progress,
    until: float,
    *,
    mandatory: bool = False,
    complete: bool = False,
) -> Choices | None:
    """The best that one run finds until that share of the budget, or None."""
    routing, solver = model.routing, model.routing.solver()
    solver.ReSeed(seed)
    routing.AddSearchMonitor(solver.CustomLimit(lambda: progress.stops(until)))
    routing.AddAtSolutionCallback(lambda: _note(model, progress))
    large = len(model.nodes) > LARGE and not mandatory
    parameters = _parameters(progress.seconds_until(until), large=large, complete=complete)
    routing.CloseModelWithParameters(parameters)
    given = _assignment(model, start) if start is not None and _visits(start) else None
    if given is None:
        found = routing.SolveWithParameters(parameters)
    else:
        found = routing.SolveFromAssignmentWithParameters(given, parameters)
    return None if found is None else read_choices(model, found)


def _assignment(model: Model, choices: Choices) -> Any:
    """Choices as the solver's own, None where they break one of its rules (a lower cap)."""
    try:
        return model.routing.ReadAssignmentFromRoutes(routes_of(model, choices), True)
    except StopIteration:
        return None


def _visits(choices: Choices) -> bool:
    return any(choice.visits for choice in choices)


def _note(model: Model, progress: Progress) -> None:
    """Remember what a solution costs, for whoever watches."""
    routing = model.routing
    inside = {
        node.visit
        for k, node in enumerate(model.nodes)
        if routing.NextVar(model.index(k)).Value() != model.index(k)
    }
    out = [v for v in range(model.problem.visits) if v not in inside]
    missed = int(model.problem.promised[out].sum())
    value = missed, int(routing.CostVar().Min())
    if value < progress.best:
        progress.best, progress.visits_in = value, len(inside)


def _parameters(seconds: float, *, large: bool, complete: bool) -> Any:
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.time_limit.FromMilliseconds(int(1000 * seconds))
    first = routing_enums_pb2.FirstSolutionStrategy
    parameters.first_solution_strategy = first.PARALLEL_CHEAPEST_INSERTION
    if large:
        parameters.first_solution_strategy = first.ALL_UNPERFORMED
    if complete:
        parameters.use_depth_first_search = True
        # the others do not try everything
        parameters.first_solution_strategy = first.FIRST_UNBOUND_MIN_VALUE
    else:
        descent = routing_enums_pb2.LocalSearchMetaheuristic
        parameters.local_search_metaheuristic = descent.GUIDED_LOCAL_SEARCH
    return parameters
