"""The instances: drawn stations, and published problems where a folder of them is given."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers.rich import Draw, DrawnStation, rich_station
from routeplan.errors import InputError
from routeplan.formats.foreign.problem_file import read_problem
from routeplan.problem.arrays import Problem

VRPTW = (
    *("C203", "R101", "R111", "R205", "RC103", "RC207"),
    *("c1_2_5", "r1_2_1", "r2_2_5", "rc2_2_1", "c2_4_1", "r1_4_5", "r2_4_1", "rc1_4_1"),
    *("c1_10_5", "r1_10_1", "rc1_10_5", "c2_10_1", "r2_10_5", "rc2_10_5"),
)
RICH = {"60": Draw(60), "300": Draw(300, days=5), "2000": Draw(2000, days=5)}
ALONE = {"60": Draw(60, pairs=0), "300": Draw(300, days=5, pairs=0)}
"""Without two-officer visits, so that peers who know none can do everything."""
TIGHT = {
    "3 x": Draw(600, days=5, crowding=3, chances=True, households_a_door=2),
    "10 x": Draw(1500, days=5, crowding=10, chances=True, households_a_door=2),
}
PATTERNS = ("*.txt", "*.vrp", "*.json")
"""Names of files that may hold an instance."""
HORIZON = re.compile(r"^[A-Za-z]+([12])")
"""Solomon's names, and Gehring & Homberger's: R1 has short routes, R2 long ones."""


@dataclass(frozen=True)
class Instance:
    """``best_known`` is a published cost in the problem's units, None where there is none."""

    set: str
    name: str
    problem: Problem
    best_known: int | None = None
    station: DrawnStation | None = None

    @property
    def group(self) -> str:
        """What its gap is averaged with."""
        size = self.problem.visits
        found = HORIZON.match(self.name)
        if found is None or size <= 100:
            return f"{size:,} customers"
        return f"{size:,} customers, {'short' if found[1] == '1' else 'long'} routes"


def drawn(kind: str, draws: dict[str, Draw], stations: Sequence[int]) -> Iterator[Instance]:
    """Stations of one set; another seed draws another station."""
    for name, draw in draws.items():
        for seed in stations:
            station = rich_station(draw, seed)
            yield Instance(kind, f"{name} #{seed}", station.problem, station=station)


def published(kind: str, folder: Path, names: Sequence[str]) -> Iterator[Instance]:
    """The instances of a folder that are named, with its ``best_known.csv`` if any."""
    files = {path.stem: path for path in sorted(folder.rglob("*.txt"))}
    known = _best_known(folder)
    for name in names:
        yield Instance(kind, name, read_problem(files[name]).problem, known.get(name.lower()))


def prizes(kind: str, folder: Path, most: int) -> Iterator[Instance]:
    """PCVRPTW instances of a folder, with the cost of the solution beside each."""
    for path in sorted(folder.glob("*.vrp"))[:most]:
        yield Instance(kind, path.stem, read_problem(path).problem, _solved(path))


def found_in(kind: str, folder: Path) -> tuple[list[Instance], list[str]]:
    """Every instance in a folder and those below it, and what is wrong with the other files."""
    known = _best_known(folder)
    found, refused = [], []
    for path in sorted(path for pattern in PATTERNS for path in folder.rglob(pattern)):
        try:
            problem = read_problem(path).problem
        except InputError as error:
            refused.append(str(error).partition("\n")[0])
            continue
        best = known.get(path.stem.lower(), _solved(path))
        found.append(Instance(kind, path.stem, problem, best))
    return found, refused


def _best_known(folder: Path) -> dict[str, int]:
    """Costs in tenths, by the name in small letters, of every such table in the folder."""
    known: dict[str, int] = {}
    for table in sorted(folder.rglob("best_known.csv")):
        with table.open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                known[row["instance"].lower()] = round(10 * float(row["bks_distance_1decimal"]))
    return known


def _solved(path: Path) -> int | None:
    """The cost that ends a solution beside the file, in tenths where it has a decimal."""
    solution = path.with_suffix(".sol")
    if not solution.is_file():
        return None
    cost = solution.read_text(encoding="utf-8").split()[-1]
    return round(10 * float(cost)) if "." in cost else int(cost)
