"""The published problems as everybody's textbook model in OR-Tools."""

from __future__ import annotations

import numpy as np
from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from benchmarks.peers.checker import Round
from routeplan.problem.arrays import NO_BREAK, Problem

MUST = 10_000_000
"""Penalty of a customer who must be served."""


def is_plain(problem: Problem) -> bool:
    """One window a visit, one officer, no breaks, all shifts alike."""
    return bool(
        (np.diff(problem.start_offset) <= 1).all()
        and (problem.officers_needed == 1).all()
        and (problem.break_seconds == NO_BREAK).all()
        and len(problem.modes) == 1
        and len(np.unique(problem.shift_begin)) == 1
    )


def ortools_plain(problem: Problem, seconds: float, seed: int) -> list[Round]:
    """Parallel cheapest insertion, then guided local search."""
    n = problem.visits
    manager = pywrapcp.RoutingIndexManager(n + 1, problem.shifts, n)
    routing = pywrapcp.RoutingModel(manager)
    places = [*problem.visit_place.tolist(), int(problem.shift_start_place[0])]
    travel = problem.travel[0][np.ix_(places, places)].astype(np.int64)
    routing.SetArcCostEvaluatorOfAllVehicles(routing.RegisterTransitMatrix(travel.tolist()))
    service = np.array([*problem.visit_seconds.tolist(), 0])
    transit = routing.RegisterTransitMatrix((travel + service[:, None]).tolist())
    horizon = int(problem.shift_end[0])
    routing.AddDimension(transit, horizon, horizon, False, "time")
    time = routing.GetDimensionOrDie("time")
    load = routing.RegisterUnaryTransitVector([*problem.load.tolist(), 0])
    routing.AddDimensionWithVehicleCapacity(load, 0, problem.max_load.tolist(), True, "load")
    for v in range(n):
        index, k = manager.NodeToIndex(v), int(problem.start_offset[v])
        if problem.start_offset[v + 1] > k:
            time.CumulVar(index).SetRange(int(problem.start_first[k]), int(problem.start_last[k]))
        penalty = MUST if problem.promised[v] else int(problem.worth[v])
        routing.AddDisjunction([index], penalty)
    for s in range(problem.shifts):
        time.CumulVar(routing.Start(s)).SetMin(int(problem.shift_begin[s]))
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    strategy = routing_enums_pb2.FirstSolutionStrategy
    parameters.first_solution_strategy = strategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = (
        routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    )
    parameters.time_limit.FromMilliseconds(int(1000 * seconds))
    routing.solver().ReSeed(seed)
    found = routing.SolveWithParameters(parameters)
    if found is None:
        return [Round()] * problem.shifts
    rounds = []
    for s in range(problem.shifts):
        stops, index = [], found.Value(routing.NextVar(routing.Start(s)))
        while not routing.IsEnd(index):
            stops.append((manager.IndexToNode(index), found.Min(time.CumulVar(index))))
            index = found.Value(routing.NextVar(index))
        rounds.append(Round(tuple(stops)))
    return rounds
