"""The sets: drawn stations, and published instances where a folder of them is given."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers.rich import Draw, rich_problem
from routeplan.formats.foreign.given import read_foreign
from routeplan.problem import Problem

VRPTW = (
    *("C203", "R101", "R111", "R205", "RC103", "RC207"),
    *("c1_2_5", "r1_2_1", "r2_2_5", "rc2_2_1", "c2_4_1", "r1_4_5", "r2_4_1", "rc1_4_1"),
    *("c1_10_5", "r1_10_1", "rc1_10_5", "c2_10_1", "r2_10_5", "rc2_10_5"),
)
VRPTW_QUICK = ("R101", "r1_2_1", "c2_4_1")
RICH = {"60": Draw(60), "300": Draw(300, days=5), "2000": Draw(2000, days=5)}
ALONE = {"60": Draw(60, pairs=0), "300": Draw(300, days=5, pairs=0)}
"""Without two-officer visits, so that peers who know none can do everything."""
TIGHT = {
    "3 x": Draw(300, days=5, crowding=3, chances=True, households_a_door=2),
    "10 x": Draw(600, days=5, crowding=10, chances=True, households_a_door=2),
}


@dataclass(frozen=True)
class Instance:
    """``best_known`` is a published cost in the problem's units, None where there is none."""

    set: str
    name: str
    problem: Problem
    best_known: int | None = None


def drawn(kind: str, draws: dict[str, Draw], seeds: range) -> Iterator[Instance]:
    """Stations of one set; another seed draws another station."""
    for name, draw in draws.items():
        for seed in seeds:
            yield Instance(kind, f"{name} #{seed}", rich_problem(draw, seed))


def published(folder: Path, names: Sequence[str]) -> Iterator[Instance]:
    """VRPTW instances of a folder, those named or all, with its ``best_known.csv`` if any."""
    files = {path.stem: path for path in sorted(folder.rglob("*.txt"))}
    known: dict[str, int] = {}
    table = folder / "best_known.csv"
    if table.is_file():
        with table.open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                known[row["instance"].lower()] = round(10 * float(row["bks_distance_1decimal"]))
    for name in [name for name in names if name in files] or list(files):
        problem = read_foreign(files[name]).problem
        yield Instance("vrptw", name, problem, known.get(name.lower()))


def prizes(folder: Path, most: int) -> Iterator[Instance]:
    """PCVRPTW instances of a folder, with the cost of the solution beside each."""
    for path in sorted(folder.glob("*.vrp"))[:most]:
        solution = path.with_suffix(".sol")
        best = int(solution.read_text().split()[-1]) if solution.is_file() else None
        yield Instance("pcvrptw", path.stem, read_foreign(path).problem, best)
