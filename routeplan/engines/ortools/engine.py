"""The search: pairs first, then everything, then a complete search of what is small."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from routeplan.engines.ortools.model import Model, build_model
from routeplan.engines.ortools.nodes import Node, nodes_of
from routeplan.engines.ortools.read import read_choices, routes_of
from routeplan.engines.ortools.untied import settle_pairs, without_ties
from routeplan.engines.ortools.watching import SolverProgress, listening
from routeplan.problem.arrays import Problem
from routeplan.problem.cost import valued
from routeplan.problem.solution import Budget, ShiftChoice, Solution, Watch

UNTIED_SHARE = 0.8
"""So much of the search is one without ties between shifts."""
PAIRS_SHARE = 0.3
"""So much of that goes at most into giving two-officer visits a place."""
PATIENCE_SHARE = 0.02
"""So much of it goes at most into one of them."""
SMALL = 24
"""Up to so many nodes the search is complete."""
LARGE = 400
"""Of more nodes a visit's best hours alone are tried at first, and with ties nothing is built."""
SEARCH_SHARE = 0.4
"""Until so much of the budget is spent, local search, where a complete search follows."""

TIMES_SECONDS = 2
"""For the times of one set of routes; with the usual tenth of a second a large start is lost."""
FIRST = routing_enums_pb2.FirstSolutionStrategy


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
        progress = SolverProgress(budget, watch, valued(problem, best))
        if nodes:
            with listening(progress):
                best = _search(problem, nodes, seed, start, progress)
        if progress.failure is not None:
            raise progress.failure
        missed, cost = valued(problem, best)
        return Solution(best, missed, cost, progress.asked, progress.interrupted)


Choices = tuple[ShiftChoice, ...]


def _search(
    problem: Problem, nodes: list[Node], seed: int, start: Solution | None, progress: SolverProgress
) -> Choices:
    best: Choices = (ShiftChoice(),) * problem.shifts
    stays = _staying(problem, start)
    nodes = [_held(node, stays) for node in nodes]
    model = build_model(problem, nodes, stays)
    if start is not None and _assignment(model, start.choices) is not None:
        best = start.choices
    until = SEARCH_SHARE if len(nodes) <= SMALL else 1.0
    if start is None:
        untied = _untied(problem, nodes, seed, progress, UNTIED_SHARE * until)
        best = _better(problem, best, untied)
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
        int(v): makers
        for v in problem.stays.nonzero()[0]
        if (makers := tuple(s for s, choice in enumerate(start.choices) if v in choice.visits))
    }


def _held(node: Node, stays: Mapping[int, tuple[int, ...]]) -> Node:
    if node.visit not in stays:
        return node
    return replace(node, shifts=tuple(s for s in node.shifts if s in stays[node.visit]))


def _untied(
    problem: Problem, nodes: Sequence[Node], seed: int, progress: SolverProgress, until: float
) -> Choices | None:
    """The best without what ties shifts together, around the two-officer visits that have a place.

    A move of the local search puts in one node at a time, and one half alone never fits.
    """

    def place(some: Sequence[Node]) -> Choices | None:
        share = progress.share()
        if share >= PAIRS_SHARE * until or progress.interrupted:
            return None
        model = build_model(problem, some, {node.visit for node in some})
        return _improve(model, seed, None, progress, share + PATIENCE_SHARE * until, one=True)

    pins = settle_pairs(problem, nodes, place)
    free = without_ties(problem, nodes, pins, most=LARGE)
    if not free:
        return None
    return _improve(build_model(problem, free, pins), seed, None, progress, until, untied=True)


def _better(problem: Problem, best: Choices, other: Choices | None) -> Choices:
    if other is None or valued(problem, other) >= valued(problem, best):
        return best
    return other


def _improve(
    model: Model,
    seed: int,
    start: Choices | None,
    progress: SolverProgress,
    until: float,
    *,
    one: bool = False,
    untied: bool = False,
    complete: bool = False,
) -> Choices | None:
    """The best (or the first ``one``) that a run finds until that share of the budget, or None."""
    routing, solver = model.routing, model.routing.solver()
    solver.ReSeed(seed)
    routing.AddSearchMonitor(solver.CustomLimit(lambda: progress.stops(until)))
    routing.AddAtSolutionCallback(lambda: _note(model, progress))
    parameters = _parameters(progress.seconds_until(until), complete=complete)
    if one:
        parameters.solution_limit = 1
    elif not untied and len(model.nodes) > LARGE:
        parameters.first_solution_strategy = FIRST.ALL_UNPERFORMED
    routing.CloseModelWithParameters(parameters)
    given = _assignment(model, start) if start is not None and _visits(start) else None
    if given is None:
        assignment = routing.SolveWithParameters(parameters)
    else:
        assignment = routing.SolveFromAssignmentWithParameters(given, parameters)
    return None if assignment is None else read_choices(model, assignment)


def _assignment(model: Model, choices: Choices) -> Any:
    """Choices as the solver's own, None where they break one of its rules (a lower cap)."""
    try:
        return model.routing.ReadAssignmentFromRoutes(routes_of(model, choices), True)
    except StopIteration:
        return None


def _visits(choices: Choices) -> bool:
    return any(choice.visits for choice in choices)


def _note(model: Model, progress: SolverProgress) -> None:
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


def _parameters(seconds: float, *, complete: bool) -> Any:
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.time_limit.FromMilliseconds(int(1000 * seconds))
    parameters.lns_time_limit.FromSeconds(TIMES_SECONDS)
    parameters.first_solution_strategy = FIRST.PARALLEL_CHEAPEST_INSERTION
    if complete:
        parameters.use_depth_first_search = True
        # the others do not try everything
        parameters.first_solution_strategy = FIRST.FIRST_UNBOUND_MIN_VALUE
    else:
        descent = routing_enums_pb2.LocalSearchMetaheuristic
        parameters.local_search_metaheuristic = descent.GUIDED_LOCAL_SEARCH
    return parameters
