"""routeplan beside PyVRP, VROOM and OR-Tools, in pairs at the same moment.

``python -m benchmarks.side_by_side [--quick] [--data FOLDER]``; ``make bench`` and ``make
bench-quick`` call it. FOLDER holds ``vrptw/`` and ``pcvrptw/``; without it these two sets are left
out. Writes ``benchmarks/results/<date>-<name>.md`` and ``.svg``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.peers.instances import (
    ALONE,
    RICH,
    TIGHT,
    VRPTW,
    VRPTW_QUICK,
    Instance,
    drawn,
    prizes,
    published,
)
from benchmarks.peers.report import head, pairs_table, plot_svg, summary_table
from benchmarks.peers.runner import Pair, installed, run_pair

RESULTS = Path(__file__).parent / "results"
NO_PRIZES = ("vroom",)
"""Peers that would serve everybody: they know no prizes."""


@dataclass(frozen=True)
class Size:
    """How much is run: seeds, and seconds by set."""

    seeds: range
    stations: range
    seconds: dict[str, float]
    rich: tuple[str, ...]
    tight: tuple[str, ...]
    vrptw: tuple[str, ...]
    prizes: int
    times: tuple[float, ...]


QUICK = Size(
    seeds=range(1, 3),
    stations=range(1, 2),
    seconds={"rich": 4, "rich-alone": 4, "rich-tight": 4, "vrptw": 4, "pcvrptw": 4},
    rich=("60", "300"),
    tight=("3 x",),
    vrptw=VRPTW_QUICK,
    prizes=1,
    times=(1, 2, 4),
)
FULL = Size(
    seeds=range(1, 4),
    stations=range(1, 4),
    seconds={"rich": 30, "rich-alone": 30, "rich-tight": 30, "vrptw": 30, "pcvrptw": 60},
    rich=tuple(RICH),
    tight=tuple(TIGHT),
    vrptw=VRPTW,
    prizes=6,
    times=(1, 2, 5, 10, 30, 60),
)


def instances(size: Size, data: Path | None) -> Iterator[Instance]:
    """Every instance of every set."""
    yield from drawn("rich", {name: RICH[name] for name in size.rich}, size.stations)
    yield from drawn("rich-alone", ALONE, size.stations)
    yield from drawn("rich-tight", {name: TIGHT[name] for name in size.tight}, size.stations)
    if data is not None:
        yield from published(data / "vrptw", size.vrptw)
        yield from prizes(data / "pcvrptw", size.prizes)


def compare(size: Size, data: Path | None, sets: list[str]) -> Iterator[Pair]:
    """Every pair, told as it comes."""
    peers = [name for name in installed() if name != "routeplan"]
    for instance in instances(size, data):
        for peer in peers:
            if instance.set not in sets or (instance.set == "pcvrptw" and peer in NO_PRIZES):
                continue
            for seed in size.seeds:
                pair = run_pair(instance, peer, size.seconds[instance.set], seed)
                print(pairs_table([pair]).splitlines()[-1], flush=True)
                yield pair


def over_time(size: Size) -> str:
    """The plot: one station, by growing budgets."""
    instance = next(drawn("rich-alone", {"300": ALONE["300"]}, range(9, 10)))
    curves: dict[str, list[tuple[float, float]]] = {}
    for peer in [name for name in installed() if name != "routeplan"]:
        for seconds in size.times:
            pair = run_pair(instance, peer, seconds, 1)
            for run in (pair.ours, pair.theirs):
                if run.score is not None and (run.solver != "routeplan" or peer == "pyvrp"):
                    curves.setdefault(run.solver, []).append((seconds, run.score.objective))
    return plot_svg("300 visits in 40 shifts, no pairs", curves)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--sets", nargs="*", default=list(FULL.seconds))
    options = parser.parse_args()
    if len(installed()) < 4:
        sys.exit(f"only {', '.join(installed())} are installed; 'make bench' installs the others")
    size, name = (QUICK, "quick") if options.quick else (FULL, "full")
    data = options.data if options.data and (options.data / "vrptw").is_dir() else None
    pairs = list(compare(size, data, options.sets))
    stem = f"{datetime.now(UTC):%Y-%m-%d}-{name}"
    plot = over_time(size)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{stem}.svg").write_text(plot, encoding="utf-8")
    text = [
        head(f"Side by side, {name} run"),
        "Costs are objectives in seconds of travel and worth (published sets: tenths of their "
        "units, promises missed count apart); in brackets, above the best known. "
        "PyVRP and VROOM know no two-officer visits and leave them out in rich and rich-tight; "
        "rich-alone has none. The machine may have been busy: compare within pairs only.\n",
        summary_table(pairs),
        f"![cost over time]({stem}.svg)\n",
        pairs_table(pairs),
    ]
    (RESULTS / f"{stem}.md").write_text("\n".join(text), encoding="utf-8")
    print(summary_table(pairs))


if __name__ == "__main__":
    main()
