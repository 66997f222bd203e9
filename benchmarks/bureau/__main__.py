"""What a bureau's run costs: measured whole, in parts, and by a model that is simulated.

``python -m benchmarks.bureau run`` plans stations of 60 to 600 households by local workers;
``memory`` looks at the coordinator while it does thousands of tiny ones; ``parts`` measures every
step and keeps the times in a file; ``model`` puts them together, for runs of up to 50,000 stations
on 1,000 workers, and simulates the same runs event by event.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import fmean

from benchmarks.bureau.memory import memory
from benchmarks.bureau.model import Parts, expected
from benchmarks.bureau.parts import measured_parts
from benchmarks.bureau.simulation import Samples, simulated
from benchmarks.bureau.whole_run import whole_run

PARTS = Path(__file__).parents[1] / "results" / "bureau_parts.json"
RUNS = (
    *((500, workers, 1) for workers in (10, 100)),
    *((5_000, workers, 1) for workers in (10, 100, 1_000)),
    *((50_000, workers, 1) for workers in (100, 1_000)),
    *((stations, 1_000, districts) for stations in (5_000, 50_000) for districts in (4, 8, 16)),
)
"""Stations, workers and districts."""


def parts_of(samples: Samples) -> Parts:
    """The means, as the model wants them."""
    return Parts(
        begin=fmean(samples.begin),
        coordinator=fmean(samples.pack) + fmean(samples.send) + fmean(samples.take),
        scheduler=fmean(samples.scheduler),
        aside=fmean(samples.aside),
        plan=fmean(samples.plan),
        start=fmean(samples.start),
    )


def compared(samples: Samples) -> list[str]:
    """A table: each run by the model and by the simulation."""
    parts = parts_of(samples)
    rows = [
        "| stations | workers | districts | limit | minutes: model | simulated "
        "| planning, %: model | simulated |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for stations, workers, districts in RUNS:
        said = expected(stations, workers, parts, districts)
        seconds, share = simulated(stations, workers, samples, districts=districts)
        rows.append(
            f"| {stations:,} | {workers:,} | {districts} | {said.limit} "
            f"| {said.seconds / 60:.1f} | {seconds / 60:.1f} "
            f"| {100 * said.planning_share:.0f} | {100 * share:.0f} |"
        )
    return rows


def main(words: Sequence[str] | None = None) -> None:
    """Measure what is named, and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["run", "memory", "parts", "model"])
    parser.add_argument("--stations", type=int, default=300)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--command", default="plan")
    parser.add_argument("--ready", action="store_true", help="workers give a plan made before")
    parser.add_argument("--parts", type=Path, default=PARTS)
    given = parser.parse_args(words)
    if given.what == "run":
        print(json.dumps(whole_run(given.stations, given.workers, given.seconds), indent=1))
    elif given.what == "memory":
        how = {"workers": given.workers, "seconds": given.seconds, "ready": given.ready}
        print(json.dumps(memory(given.stations, given.command, **how)))
    elif given.what == "parts":
        samples = measured_parts()
        given.parts.write_text(json.dumps(asdict(samples)) + "\n")
        print(json.dumps(asdict(parts_of(samples)), indent=1))
    else:
        samples = Samples(**json.loads(given.parts.read_text()))
        print(json.dumps(asdict(parts_of(samples)), indent=1))
        print(*compared(samples), sep="\n")


if __name__ == "__main__":
    main()
