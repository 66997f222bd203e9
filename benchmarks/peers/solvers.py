"""Four solvers behind one call: a problem, seconds and a seed in, a timetable out.

One thread each, but for ``routeplan-2``. Each peer is given all that it can express. VROOM and
PyVRP know no two-officer visits, which are left out for them; VROOM knows no chances and no worth,
only priorities. PyVRP knows no breaks: its shifts are two vehicles, before and after the break at
the station; the break then falls on the way.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from benchmarks.peers.checker import Round
from benchmarks.peers.plain import is_plain, ortools_plain
from routeplan.problem.arrays import NO_BREAK, Problem
from routeplan.problem.schedule import timed
from routeplan.problem.solution import Budget, Engine

Solver = Callable[[Problem, float, int], list[Round]]


def by_routeplan(problem: Problem, seconds: float, seed: int, *, threads: int = 1) -> list[Round]:
    from routeplan.engines.ruin_recreate.engine import RuinRecreate

    return _by_engine(RuinRecreate(threads=threads), problem, seconds, seed)


def by_ortools(problem: Problem, seconds: float, seed: int) -> list[Round]:
    """Everything native; a plain model, without the machinery of windows, for plain problems."""
    if is_plain(problem):
        return ortools_plain(problem, seconds, seed)
    from routeplan.engines.ortools import OrTools

    return _by_engine(OrTools(), problem, seconds, seed)


def _by_engine(engine: Engine, problem: Problem, seconds: float, seed: int) -> list[Round]:
    found = engine.solve(problem, Budget(seconds), seed=seed)
    rounds = []
    for s, choice in enumerate(found.choices):
        times = timed(problem, s, choice)
        begins = [stop.begin for stop in times.stops]
        pause = times.pause[0] if times.pause else None
        rounds.append(Round(tuple(zip(choice.visits, begins, strict=True)), pause))
    return rounds


def by_vroom(problem: Problem, seconds: float, seed: int, level: int = 5) -> list[Round]:
    """By default its most thorough level; it stops by itself, or at the time limit.

    It knows priorities from 0 to 100: a promise has the highest, whatever it is worth.
    """
    import vroom

    given = vroom.Input()
    given.set_durations_matrix("car", np.maximum(problem.travel[0], 0).astype(np.uint32))
    for s in range(problem.shifts):
        given.add_vehicle(_vroom_vehicle(problem, s))
    top = max(1, int(problem.worth.max()))
    for v in range(problem.visits):
        own = range(problem.start_offset[v], problem.start_offset[v + 1])
        windows = [
            vroom.TimeWindow(int(problem.start_first[k]), int(problem.start_last[k])) for k in own
        ]
        if problem.officers_needed[v] == 1 and windows:
            given.add_job(
                vroom.Job(
                    id=v,
                    location=int(problem.visit_place[v]),
                    default_service=int(problem.visit_seconds[v]),
                    delivery=vroom.Amount([int(problem.load[v])]),
                    priority=100
                    if problem.promised[v]
                    else round(99 * int(problem.worth[v]) / top),
                    time_windows=_merged(windows),
                )
            )
    import datetime

    limit = datetime.timedelta(seconds=seconds)
    answer = given.solve(exploration_level=level, nb_threads=1, timeout=limit).to_dict()
    rounds = [Round()] * problem.shifts
    for route in answer["routes"]:
        stops, pause = [], None
        for step in route["steps"]:
            begin = int(step["arrival"] + step["waiting_time"])
            if step["type"] == "job":
                stops.append((int(step["id"]), begin))
            elif step["type"] == "break":
                pause = begin
        rounds[route["vehicle"]] = Round(tuple(stops), pause)
    return rounds


def _vroom_vehicle(problem: Problem, s: int):  # type: ignore[no-untyped-def]
    import vroom

    breaks = []
    if problem.break_seconds[s] != NO_BREAK:
        window = vroom.TimeWindow(int(problem.break_earliest[s]), int(problem.break_latest[s]))
        breaks = [vroom.Break(s, [window], int(problem.break_seconds[s]))]
    return vroom.Vehicle(
        s,
        start=int(problem.shift_start_place[s]),
        end=int(problem.shift_end_place[s]),
        capacity=vroom.Amount([int(min(problem.max_load[s], 1 << 30))]),
        time_window=vroom.TimeWindow(int(problem.shift_begin[s]), int(problem.shift_end[s])),
        breaks=breaks,
    )


def _merged(windows):  # type: ignore[no-untyped-def]
    """Neighbouring windows joined: chances, which cut them, mean nothing to VROOM."""
    import vroom

    spans: list[tuple[int, int]] = []
    for window in windows:
        if spans and window.start <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], window.end)
        else:
            spans.append((window.start, window.end))
    return [vroom.TimeWindow(first, last) for first, last in spans]


def by_pyvrp(problem: Problem, seconds: float, seed: int) -> list[Round]:
    from benchmarks.peers.pyvrp_adapter import solve_pyvrp

    return solve_pyvrp(problem, seconds, seed)


SOLVERS: dict[str, Solver] = {
    "routeplan": by_routeplan,
    "routeplan-2": partial(by_routeplan, threads=2),
    "pyvrp": by_pyvrp,
    "vroom": by_vroom,
    "ortools": by_ortools,
}
