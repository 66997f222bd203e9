"""routeplan beside PyVRP, VROOM and OR-Tools, in pairs at the same moment.

Every set writes a file of its own, ``benchmarks/results/<date>-<set>-<size>.md``:

rich, rich-alone   drawn stations where everything can fit; without two-officer visits in the latter
rich-tight         3 and 10 times more visits than hours
vrptw, pcvrptw     published instances of ``--published``, 20 fixed ones and those with prizes
threads            two threads against one on 1,000 customers and up, one after the other
over-time          the cost by growing budgets, and the first plan at all, with 300 visits
data               every instance that is found in ``--data``

Answers to drawn stations are valued by routeplan's judge and by the benchmark's own checker, which
must agree; those to published instances by the checker. The full size takes two hours and a
quarter, the quick one seven minutes, on two idle cores; ``--list`` tells what would run and how
long, what solvers overrun not counted.
With ``--resume`` sets that have a file of today are left out; Ctrl-C writes what there is as
``...-partial.md``.

Example: python -m benchmarks.side_by_side --sets vrptw --peers pyvrp --seconds 20 --seeds 3
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.peers.averages import gaps_table, terms_table
from benchmarks.peers.over_time import (
    LADDERS,
    Rung,
    climb,
    curves,
    expected_seconds,
    first_plans_table,
)
from benchmarks.peers.plot import plot_svg
from benchmarks.peers.report import head, pairs_table, summary_table
from benchmarks.peers.runner import Pair, Pool, installed
from benchmarks.peers.sets import (
    FULL,
    PEERS,
    QUICK,
    SMOKE,
    Extent,
    NoInstancesError,
    tasks,
)

RESULTS = Path(__file__).parent / "results"
PUBLISHED = Path(__file__).parents[2] / "shared" / "data"
SIZES = {"full": FULL, "quick": QUICK, "smoke": SMOKE}
NOTES = {
    "drawn": "Both solvers of a pair run at the same moment, one thread each. Costs are objectives "
    "in seconds of travel and worth, valued by routeplan's judge and by the checker, which agree. "
    "PyVRP and VROOM know no two-officer visits and leave them out.",
    "published": "Both solvers of a pair run at the same moment, one thread each. Every answer is "
    "checked and costed anew. Costs are tenths of the published units; in brackets, above the best "
    "known.",
    "threads": "Ours is two threads, theirs one, at equal wall time, one after the other. Costs as "
    "in the sets that these instances are from.",
}


def main() -> None:
    options = _options()
    peers = [peer for peer in options.peers if peer in installed()]
    if missing := sorted(set(options.peers) - set(peers)):
        sys.exit(f"{', '.join(missing)} not installed: 'make bench' does that")
    try:
        with Pool() as pool:
            for kind in options.sets:
                _run_set(kind, options, peers, pool)
    except NoInstancesError as error:
        print(error, file=sys.stderr)
        sys.exit(2)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    known = [*FULL, "over-time"]
    known.remove("data")
    add = parser.add_argument
    add("--size", choices=SIZES, default="full")
    add("--sets", nargs="+", choices=[*known, "data"], help="all but data unless given")
    add("--data", type=Path, metavar="FOLDER", help="run every instance found there, and no set")
    add("--published", type=Path, metavar="FOLDER", default=PUBLISHED)
    add("--peers", nargs="+", choices=PEERS, default=list(PEERS))
    add("--seconds", type=float, help="of each run")
    add("--seeds", type=int, help="from 1 to this one, with every peer")
    add("--stations", type=int, help="drawn of each kind")
    add("--results", type=Path, metavar="FOLDER", default=RESULTS)
    add("--list", action="store_true", help="tell what would run, and how long it takes")
    add("--resume", action="store_true", help="leave out sets that have a file of today")
    options = parser.parse_args()
    if options.sets is None:
        options.sets = known if options.data is None else ["data"]
    return options


def _run_set(kind: str, options: argparse.Namespace, peers: Sequence[str], pool: Pool) -> None:
    file = options.results / f"{datetime.now(UTC):%Y-%m-%d}-{kind}-{options.size}.md"
    if options.resume and file.exists():
        print(f"{kind}: {file.name} is there")
    elif kind == "over-time":
        _over_time(file, options, ["routeplan", *peers], pool)
    else:
        _pairs(kind, file, options, peers, pool)


def _pairs(
    kind: str, file: Path, options: argparse.Namespace, peers: Sequence[str], pool: Pool
) -> None:
    extent = _extent(kind, options)
    folder = options.data if kind == "data" else options.published
    todo = list(tasks(kind, extent, peers, folder))
    minutes = sum(task.expected_seconds for task in todo) / 60
    print(f"{kind}: {len(todo)} pairs, {minutes:.1f} minutes and what is overrun", flush=True)
    if options.list:
        return
    found: list[Pair] = []
    try:
        for task in todo:
            found.append(task.run(pool))
            print(pairs_table(found[-1:]).splitlines()[-1], flush=True)
    except KeyboardInterrupt:
        _write(file.with_stem(f"{file.stem}-partial"), _report(kind, found))
        raise
    _write(file, _report(kind, found))
    print(summary_table(found) + "\n" + gaps_table(found))


def _extent(kind: str, options: argparse.Namespace) -> Extent:
    """As the size says, but for what is asked for."""
    extent = SIZES[options.size][kind]
    if options.seconds is not None:
        extent = replace(extent, seconds=options.seconds)
    if options.seeds is not None:
        extent = replace(extent, seeds=options.seeds, other_seeds=None)
    if options.stations is not None:
        extent = replace(extent, stations=options.stations)
    return extent


def _report(kind: str, pairs: Sequence[Pair]) -> Iterator[str]:
    note = {"threads": "threads", "vrptw": "published", "pcvrptw": "published", "data": "published"}
    yield head(f"Side by side: {kind}")
    yield NOTES[note.get(kind, "drawn")] + "\n"
    yield summary_table(pairs)
    yield gaps_table(pairs)
    yield terms_table(pairs)
    yield pairs_table(pairs)


def _over_time(file: Path, options: argparse.Namespace, solvers: Sequence[str], pool: Pool) -> None:
    ladder = LADDERS[options.size]
    print(f"over-time: {expected_seconds(solvers, ladder) / 60:.1f} minutes", flush=True)
    if options.list:
        return
    rungs: list[Rung] = []
    for rung in climb(pool, solvers, ladder):
        rungs.append(rung)
        told = rung.run.score.served if rung.run.score else rung.run.why
        print(f"{rung.instance.set} {rung.budget:g} s {rung.run.solver}: {told}", flush=True)
    plot = plot_svg("300 visits in 40 shifts, no pairs", curves(rungs, "rich-alone"))
    _write(file.with_suffix(".svg"), [plot])
    text = "300 visits in 40 shifts on five days; rich with two-officer visits, rich-alone without."
    table = first_plans_table(rungs)
    picture = f"![cost over time]({file.with_suffix('.svg').name})\n"
    _write(file, [head("Side by side: over time"), text + "\n", table, picture])
    print(table)


def _write(file: Path, parts: Sequence[str] | Iterator[str]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(part for part in parts if part), encoding="utf-8")


if __name__ == "__main__":
    main()
