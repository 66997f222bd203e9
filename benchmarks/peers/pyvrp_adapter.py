"""PyVRP on a problem, with encodings for what it does not know."""

from __future__ import annotations

import numpy as np
import pyvrp
from pyvrp.stop import MaxRuntime

from benchmarks.peers.checker import Round
from routeplan.problem.arrays import NO_BREAK, Problem

Half = tuple[int, int, int]
"""Shift, begin, end: a shift with a break is two vehicles."""


def solve_pyvrp(problem: Problem, seconds: float, seed: int) -> list[Round]:
    """A client for each start window, of which a visit's exclude each other."""
    halves = [half for s in range(problem.shifts) for half in _halves(problem, s)]
    windows, clients, groups = _clients(problem)
    depots = sorted(set(problem.shift_start_place.tolist()))
    vehicles = [
        pyvrp.VehicleType(
            1,
            [int(problem.max_load[s])],
            start_depot=depots.index(int(problem.shift_start_place[s])),
            end_depot=depots.index(int(problem.shift_end_place[s])),
            tw_early=begin,
            tw_late=end,
        )
        for s, begin, end in halves
    ]
    # a location a visit: PyVRP knows no time from door to door at one place
    places = [*problem.visit_place.tolist(), *depots]
    travel = problem.travel[0][np.ix_(places, places)].astype(np.int64)
    np.fill_diagonal(travel, 0)
    data = pyvrp.ProblemData(
        [pyvrp.Location(0, 0) for _ in places],
        clients,
        [pyvrp.Depot(problem.visits + k) for k in range(len(depots))],
        vehicles,
        [travel],
        [travel],
        groups,
    )
    found = pyvrp.solve(data, MaxRuntime(seconds), seed=seed, collect_stats=False, display=False)
    if not found.is_feasible():
        return [Round()] * problem.shifts
    return _rounds(problem, halves, windows, found.best)


def _clients(problem: Problem):  # type: ignore[no-untyped-def]
    windows: list[tuple[int, int]] = []
    clients, groups = [], []
    for v in range(problem.visits):
        own = list(range(problem.start_offset[v], problem.start_offset[v + 1]))
        if problem.officers_needed[v] == 2 or not own:
            continue
        exclude = len(own) > 1
        if exclude:
            numbers = range(len(clients), len(clients) + len(own))
            groups.append(pyvrp.ClientGroup(list(numbers), required=bool(problem.promised[v])))
        for k in own:
            windows.append((v, k))
            clients.append(
                pyvrp.Client(
                    v,
                    [int(problem.load[v])],
                    service_duration=int(problem.visit_seconds[v]),
                    tw_early=int(problem.start_first[k]),
                    tw_late=int(problem.start_last[k]),
                    prize=int(problem.worth[v] - problem.start_lost[k]),
                    required=bool(problem.promised[v]) and not exclude,
                    group=len(groups) - 1 if exclude else None,
                )
            )
    return windows, clients, groups


def _halves(problem: Problem, s: int) -> list[Half]:
    begin, end = int(problem.shift_begin[s]), int(problem.shift_end[s])
    if problem.break_seconds[s] == NO_BREAK:
        return [(s, begin, end)]
    noon = int(problem.break_earliest[s] + problem.break_latest[s]) // 2
    return [(s, begin, noon), (s, noon + int(problem.break_seconds[s]), end)]


def _rounds(problem: Problem, halves: list[Half], windows, best) -> list[Round]:  # type: ignore[no-untyped-def]
    stops: list[list[tuple[int, int]]] = [[] for _ in range(problem.shifts)]
    rest = [int(x) if x != NO_BREAK else None for x in problem.break_earliest]
    for route in sorted(best.routes(), key=lambda vehicle_route: vehicle_route.vehicle_type()):
        s, begin, _ = halves[route.vehicle_type()]
        time, here = begin, int(problem.shift_start_place[s])
        for activity in route:
            if not activity.is_client():
                continue
            v, k = windows[activity.idx]
            place = int(problem.visit_place[v])
            time = max(time + int(problem.travel[0, here, place]), int(problem.start_first[k]))
            stops[s].append((v, time))
            time, here = time + int(problem.visit_seconds[v]), place
        if begin == problem.shift_begin[s] and rest[s] is not None:
            rest[s] = max(time, int(problem.break_earliest[s]))
    return [
        Round(tuple(own), pause if own else None) for own, pause in zip(stops, rest, strict=True)
    ]
