"""The engine and PyVRP on published VRPTW instances, side by side at the same moment.

``python benchmarks/vrptw.py FOLDER [--seconds 20] [--names R101 c1_10_1] [--seeds 1]`` needs
``pip install pyvrp`` and a folder with Solomon's or Gehring & Homberger's text files and
``best_known.csv`` (instance, best distance with one decimal). Distances are floor(10 x Euclid),
windows and service times 10-fold. Each pair of runs shares the machine: one thread each, equal wall
time; every answer is costed again here. Prints the gaps to the best known by group.
``--engines routeplan routeplan-2 --in-turn`` compares one thread with two.
"""

from __future__ import annotations

import argparse
import csv
import multiprocessing as mp
import platform
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from routeplan.model import Mode
from routeplan.problem import NO_BREAK, NO_CAP, SUFFICES, Problem
from routeplan.solution import Budget
from routeplan.solve.ruin_recreate import RuinRecreate

Ints = npt.NDArray[np.int32]
Routes = list[list[int]]
"""Customers from 1 on, by vehicle."""

NAMES = (
    "C203 R101 R111 R205 RC103 RC207 "
    "c1_2_5 r1_2_1 r2_2_5 rc2_2_1 c2_4_1 r1_4_5 r2_4_1 rc1_4_1 "
    "c1_10_5 r1_10_1 rc1_10_5 c2_10_1 r2_10_5 rc2_10_5"
)


@dataclass(frozen=True)
class Vrptw:
    """An instance: row 0 is the depot. Tenths of the published units throughout."""

    name: str
    travel: Ints  # (p, p)
    demand: Ints  # (p,)
    window: Ints  # (p, 2) a customer's service begins within
    service: Ints  # (p,)
    vehicles: int
    capacity: int

    @property
    def group(self) -> str:
        size = len(self.demand) - 1
        if size <= 100:
            return "Solomon 100"
        return (
            f"GH {size} {'short' if self.name[self.name.index('_') - 1] == '1' else 'long'} routes"
        )


def read_vrptw(path: Path) -> Vrptw:
    """Read a text file of Solomon's format."""
    rows = [line.split() for line in path.read_text().splitlines()]
    numbers = [[int(cell) for cell in row] for row in rows if row and row[0].isdigit()]
    (vehicles, capacity), *customers = numbers
    table = np.array(customers, np.int64)
    xy = table[:, 1:3].astype(np.float64)
    apart = np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1))
    return Vrptw(
        path.stem,
        np.floor(10 * apart).astype(np.int32),
        table[:, 3].astype(np.int32),
        (10 * table[:, 4:6]).astype(np.int32),
        (10 * table[:, 6]).astype(np.int32),
        vehicles,
        capacity,
    )


def problem_of(given: Vrptw) -> Problem:
    """Every customer must be served: leaving one out costs more than any way to it."""
    n, s = len(given.demand) - 1, given.vehicles
    last = np.minimum(given.window[1:, 1], given.window[0, 1] - given.service[1:])
    zeros, ones = np.zeros(s, np.int32), np.ones(s, np.uint8)
    return Problem(
        visit_place=np.arange(1, n + 1, dtype=np.int32),
        visit_seconds=np.maximum(given.service[1:], 1),
        officers_needed=np.ones(n, np.uint8),
        load=given.demand[1:],
        worth=np.full(n, 20 * int(given.travel.max()), np.int64),
        promised=np.zeros(n, bool),
        siblings=np.full(n, -1, np.int32),
        least_days=np.zeros(n, np.int32),
        start_offset=np.arange(n + 1, dtype=np.int32),
        start_first=given.window[1:, 0].copy(),
        start_last=last.astype(np.int32),
        start_lost=np.zeros(n, np.int64),
        roles=np.full((n, s), SUFFICES, np.uint8),
        minor_cost=np.zeros((n, s), np.int32),
        shift_day=zeros,
        shift_mode=zeros,
        shift_begin=zeros + given.window[0, 0],
        shift_end=zeros + given.window[0, 1],
        shift_start_place=zeros,
        shift_end_place=zeros,
        shift_officers=ones,
        break_earliest=zeros + NO_BREAK,
        break_latest=zeros + NO_BREAK,
        break_seconds=zeros + NO_BREAK,
        max_load=zeros + given.capacity,
        max_busy=zeros + NO_CAP,
        travel=given.travel[None],
        modes=(Mode.CAR,),
    )


def by_routeplan(given: Vrptw, seconds: float, seed: int, threads: int = 1) -> tuple[Routes, int]:
    found = RuinRecreate(threads=threads).solve(problem_of(given), Budget(seconds), seed=seed)
    return [[v + 1 for v in choice.visits] for choice in found.choices], found.iterations


def by_pyvrp(given: Vrptw, seconds: float, seed: int) -> tuple[Routes, int]:
    import pyvrp
    from pyvrp.stop import MaxRuntime

    def seconds_at(row: int) -> dict[str, int]:
        return {"tw_early": int(given.window[row, 0]), "tw_late": int(given.window[row, 1])}

    places = [pyvrp.Location(0, 0) for _ in given.demand]
    clients = [
        pyvrp.Client(
            row,
            [int(given.demand[row])],
            service_duration=int(given.service[row]),
            **seconds_at(row),
        )
        for row in range(1, len(places))
    ]
    vehicles = pyvrp.VehicleType(given.vehicles, [given.capacity], **seconds_at(0))
    travel = given.travel.astype(np.int64)
    data = pyvrp.ProblemData(places, clients, [pyvrp.Depot(0)], [vehicles], [travel], [travel])
    found = pyvrp.solve(data, MaxRuntime(seconds), seed=seed, collect_stats=False)
    # an answer that is not feasible names no routes: it counts as none
    routes = found.best.routes() if found.is_feasible() else []
    order = [[each.idx + 1 for each in route if each.is_client()] for route in routes]
    return order, found.num_iterations


ENGINES = {
    "routeplan": by_routeplan,
    "routeplan-2": partial(by_routeplan, threads=2),
    "pyvrp": by_pyvrp,
}


def cost(given: Vrptw, routes: Routes) -> int:
    """Total distance; raises ValueError when a rule is broken."""
    served = sorted(row for route in routes for row in route)
    if served != list(range(1, len(given.demand))) or len(routes) > given.vehicles:
        raise ValueError("not every customer is served once")
    total = 0
    for route in routes:
        if given.demand[route].sum() > given.capacity:
            raise ValueError("a vehicle is too full")
        time = int(given.window[0, 0])
        for here, there in pairwise([0, *route, 0]):
            time = max(
                time + given.service[here] * (here > 0) + given.travel[here, there],
                given.window[there, 0],
            )
            if time > given.window[there, 1]:
                raise ValueError("a vehicle comes too late")
            total += int(given.travel[here, there])
    return total


def _work(engine: str, given: Vrptw, seconds: float, seed: int, answer: mp.Queue) -> None:  # type: ignore[type-arg]
    routes, iterations = ENGINES[engine](given, seconds, seed)
    answer.put((engine, routes, iterations))


def side_by_side(
    given: Vrptw, seconds: float, seed: int, engines: Sequence[str]
) -> dict[str, tuple[int, int]]:
    """(distance, iterations) of each engine, all run at the same moment."""
    answer: mp.Queue = mp.Queue()  # type: ignore[type-arg]
    for engine in engines:
        mp.Process(target=_work, args=(engine, given, seconds, seed, answer), daemon=True).start()
    answers = [answer.get(timeout=3 * seconds + 120) for _ in engines]
    return {engine: (cost(given, routes), iterations) for engine, routes, iterations in answers}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--names", nargs="*", default=NAMES.split())
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--engines", nargs="*", default=["routeplan", "pyvrp"], choices=ENGINES)
    parser.add_argument("--in-turn", action="store_true", help="one engine after the other")
    options = parser.parse_args()
    with (options.folder / "best_known.csv").open() as lines:
        best = {
            row["instance"]: float(row["bks_distance_1decimal"]) for row in csv.DictReader(lines)
        }
    files = {path.stem: path for path in options.folder.rglob("*.txt")}
    RuinRecreate(threads=1).solve(problem_of(read_vrptw(files[options.names[0]])), Budget(None, 1))
    print(
        f"{options.seconds:.0f} s a run, one thread each, {platform.machine()}, {sys.version[:6]}"
    )
    gaps: dict[str, dict[str, list[float]]] = {}
    for name in options.names:
        given = read_vrptw(files[name])
        known = next(best[key] for key in best if key.lower() == name.lower())
        for seed in range(1, options.seeds + 1):
            groups = [[each] for each in options.engines] if options.in_turn else [options.engines]
            found = {}
            for group in groups:
                found |= side_by_side(given, options.seconds, seed, group)
            for engine, (distance, _) in found.items():
                gap = 100 * (distance / 10 / known - 1)
                gaps.setdefault(given.group, {}).setdefault(engine, []).append(gap)
            told = "  ".join(
                f"{engine} {100 * (found[engine][0] / 10 / known - 1):6.2f} % "
                f"{found[engine][1] / options.seconds:8,.0f}/s"
                for engine in options.engines
            )
            print(f"{name:10} seed {seed}  {told}", flush=True)
    for group, each in gaps.items():
        means = "  ".join(f"{engine} {statistics.mean(each[engine]):6.2f} %" for engine in each)
        print(f"{group:22} mean gap  {means}")


if __name__ == "__main__":
    main()
