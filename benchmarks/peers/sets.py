"""The sets: which instances, which solvers, for how long, with how many seeds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers.instances import (
    ALONE,
    RICH,
    TIGHT,
    VRPTW,
    Instance,
    drawn,
    found_in,
    prizes,
    published,
)
from benchmarks.peers.runner import Pair, Pool

OVERHEAD_SECONDS = 1.0
"""Reading, sending and judging, besides the search of a pair."""
PEERS = ("pyvrp", "vroom", "ortools")
NO_PRIZES = ("vroom",)
"""Peers that would serve everybody: they know no prizes."""
MANY_SEEDS = ("pyvrp", "routeplan")
"""The nearest peer, and one thread against two; the others are far off whatever the seed."""


@dataclass(frozen=True)
class Extent:
    """How much of a set is run. ``other_seeds`` are those of the peers that are far off."""

    names: Sequence[str]
    seconds: float
    seeds: int
    stations: int = 1
    other_seeds: int | None = None


@dataclass(frozen=True)
class Task:
    """One pair that is to be run; ``in_turn`` where both would not find a core each."""

    instance: Instance
    ours: str
    theirs: str
    seconds: float
    seed: int
    in_turn: bool = False

    @property
    def expected_seconds(self) -> float:
        return (2 if self.in_turn else 1) * self.seconds + OVERHEAD_SECONDS

    def run(self, pool: Pool) -> Pair:
        run = pool.in_turn if self.in_turn else pool.pair
        return run(self.ours, self.theirs, self.instance, self.seconds, self.seed)


THREADS = ("c1_10_5", "r1_10_1", "rc1_10_5", "c2_10_1", "r2_10_5", "rc2_10_5")
"""1,000 customers each; the set adds the station with 2,000 visits."""

Extents = Mapping[str, Extent]
QUICK: Extents = {
    "rich": Extent(("60", "300"), 4, 2),
    "rich-alone": Extent(("60", "300"), 4, 2),
    "rich-tight": Extent(("3 x", "10 x"), 4, 2),
    "vrptw": Extent(("R101", "r1_2_1", "c2_4_1"), 4, 2),
    "pcvrptw": Extent(("1",), 4, 2),
    "threads": Extent(("r1_10_1",), 4, 2, stations=0),
    "data": Extent((), 4, 1),
}
FULL: Extents = {
    "rich": Extent(tuple(RICH), 30, 2, stations=3),
    "rich-alone": Extent(tuple(ALONE), 20, 2, stations=3),
    "rich-tight": Extent(tuple(TIGHT), 30, 2, stations=3),
    "vrptw": Extent(VRPTW, 20, 3, other_seeds=1),
    "pcvrptw": Extent(("6",), 30, 3, other_seeds=1),
    "threads": Extent(THREADS, 20, 3),
    "data": Extent((), 20, 1),
}
SMOKE: Extents = {
    "rich": Extent(tuple(RICH), 1, 1),
    "rich-alone": Extent(tuple(ALONE), 1, 1),
    "rich-tight": Extent(tuple(TIGHT), 1, 1),
    "vrptw": Extent(("R101", "rc2_10_5"), 1, 1),
    "pcvrptw": Extent(("1",), 1, 1),
    "threads": Extent(("r1_10_1",), 1, 1),
    "data": Extent((), 1, 1),
}


class NoInstancesError(Exception):
    """A set without anything to run, and what would mend that."""


def tasks(kind: str, extent: Extent, peers: Sequence[str], folder: Path | None) -> Iterator[Task]:
    """Every pair of a set. ``folder`` holds ``vrptw/`` and ``pcvrptw/``, or is any for ``data``.

    Raises
    ------
    NoInstancesError
        Where there is no such folder, or nothing in it.
    """
    if kind == "threads":
        peers = ["routeplan"]
    for instance in instances(kind, extent, folder):
        for peer in peers:
            if peer in NO_PRIZES and not _everybody(instance):
                continue
            few = extent.other_seeds is not None and peer not in MANY_SEEDS
            for seed in range(1, 1 + (extent.other_seeds if few else extent.seeds)):  # type: ignore[operator]
                ours = "routeplan-2" if kind == "threads" else "routeplan"
                yield Task(instance, ours, peer, extent.seconds, seed, in_turn=kind == "threads")


def _everybody(instance: Instance) -> bool:
    """Whether leaving somebody out breaks a promise; a station's worth is VROOM's priority."""
    return instance.station is not None or bool(instance.problem.promised.all())


def instances(kind: str, extent: Extent, folder: Path | None) -> Iterator[Instance]:
    """The instances of a set, each made when it is asked for."""
    stations = range(1, 1 + extent.stations)
    if kind in DRAWN:
        yield from drawn(kind, {name: DRAWN[kind][name] for name in extent.names}, stations)
    elif kind == "data":
        yield from _any(folder)
    elif kind == "pcvrptw":
        yield from prizes(kind, _existing(folder, "pcvrptw"), int(extent.names[0]))
    else:
        yield from published(kind, _existing(folder, "vrptw"), extent.names)
        if kind == "threads":
            yield from drawn(kind, {"2000": RICH["2000"]}, stations)


DRAWN = {"rich": RICH, "rich-alone": ALONE, "rich-tight": TIGHT}


def _existing(folder: Path | None, name: str) -> Path:
    if folder is None or not (folder / name).is_dir():
        raise NoInstancesError(
            f"there are no published instances: {folder}/{name} does not exist (--published FOLDER)"
        )
    return folder / name


def _any(folder: Path | None) -> Iterator[Instance]:
    if folder is None or not folder.is_dir():
        raise NoInstancesError(f"there is no folder {folder} (--data FOLDER)")
    found, refused = found_in("data", folder)
    for line in refused:
        print(f"left out: {line}", flush=True)
    if not found:
        raise NoInstancesError(
            f"no instance in {folder}: it must hold Solomon's, VRPLIB's or TOPTW files "
            "(.txt, .vrp) or VROOM's (.json), at any depth"
        )
    yield from found
