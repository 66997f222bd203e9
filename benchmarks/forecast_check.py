"""Whether ``forecast`` tells the truth: its bands beside weeks really planned, on ten stations.

Run with ``python -m benchmarks.forecast_check`` (half an hour on two cores). Each station is
planned, and forecast from that plan; then its weeks are really planned one after the other, with
every result in the visit log, as often as there are runs. The result is in ``results/``.

A forecast is right when 8 of 10 weeks lie within its band of 80 %. As households are whole numbers
a band's edges hold more than their tenths; so a week on an edge counts for the part of the edge
that belongs to the band (the non-randomised form for counts of Czado, Gneiting & Held 2009). Weeks
counted as a whole are printed beside it.
"""

from __future__ import annotations

import argparse
import json
import platform
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from itertools import repeat
from pathlib import Path

import numpy as np

from benchmarks.forecast_model.replay import FIRST_DAY, planned_week, replayed
from benchmarks.forecast_model.stations import KINDS, write_station
from routeplan.forecast.make_forecast import met_in_runs
from routeplan.forecast.what_if import Staffing

FIRST_ITERATIONS, ITERATIONS = 4_000, 1_500
WEEKS = 9
LOW, HIGH = 0.1, 0.9


@dataclass(frozen=True)
class Found:
    """One station: ``simulated`` ``(weeks, runs)``, ``real`` ``(runs, weeks)`` and with more.

    ``more`` are the medians with one and two officers more.
    """

    kind: str
    households: int
    simulated: list[list[int]]
    real: list[list[int]]
    more: list[list[float]]


def one_station(kind: str, seed: int, runs: int, weeks: int, simulated: int, truth: str) -> Found:
    """Forecast one station and really plan its weeks, or take these from a file."""
    kept = Path(truth) / f"{kind} {seed} {weeks} {runs}.json" if truth else None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "station"
        write_station(folder, kind, seed)
        first = planned_week(folder, FIRST_DAY, FIRST_ITERATIONS)
        if kept and kept.is_file():
            real = json.loads(kept.read_text())
        else:
            luck = [(seed, [*KINDS].index(kind), run) for run in range(runs)]
            real = [replayed(folder, first, weeks, ITERATIONS, seeds) for seeds in luck]
            if kept:
                kept.parent.mkdir(parents=True, exist_ok=True)
                kept.write_text(json.dumps(real))
    inputs, plan = first.inputs, first.plan
    met = [
        met_in_runs(inputs, plan, staffing=Staffing(officers), runs=simulated, rounds=weeks)
        for officers in range(3)
    ]
    return Found(
        kind,
        len({visit.household for visit in inputs.visits}),
        met[0].tolist(),
        real,
        [np.median(counts, axis=1).tolist() for counts in met],
    )


def inside(simulated: Sequence[int], real: int) -> float:
    """Which part of a week's count lies between the tenth and the nine tenths of the runs."""
    runs = np.array(simulated)
    below, upto = float((runs < real).mean()), float((runs <= real).mean())
    if upto == below:
        return float(LOW <= below <= HIGH)
    return max(0.0, min(upto, HIGH) - max(below, LOW)) / (upto - below)


def is_open(simulated: Sequence[int]) -> bool:
    """Whether the week can still tell a good forecast from a bad one."""
    return len(set(simulated)) > 1


def figures(found: Found) -> tuple[list[float], list[bool], list[float]]:
    """Of each real week: the part inside, whether inside counted whole, and where it lies."""
    parts, whole, place = [], [], []
    for real in found.real:
        for met, simulated in zip(real, found.simulated, strict=True):
            if is_open(simulated):
                low, high = np.quantile(simulated, (LOW, HIGH), method="inverted_cdf")
                parts.append(inside(simulated, met))
                whole.append(bool(low <= met <= high))
                runs = np.array(simulated)
                place.append(float(((runs < met).mean() + (runs <= met).mean()) / 2))
    return parts, whole, place


def report(found: Sequence[Found]) -> Iterator[str]:
    """A line a week, a line a station, and all together."""
    everything: list[list[float]] = [[], [], []]
    for result in found:
        households, times = result.households, len(result.real)
        yield f"\n{result.kind}: {households} households, {times} times really planned"
        yield "week  forecast 10 % 50 % 90 %   planned: lowest median highest   +1, +2 officers"
        for week, simulated in enumerate(result.simulated):
            low, middle, high = np.quantile(simulated, (LOW, 0.5, HIGH), method="inverted_cdf")
            real = [run[week] for run in result.real]
            yield (
                f"{week + 1:4}  {low:13.0f} {middle:4.0f} {high:4.0f}   "
                f"{min(real):15} {np.median(real):6.1f} {max(real):7}   "
                f"{result.more[1][week]:6.0f} {result.more[2][week]:5.0f}"
            )
        own = figures(result)
        for all_of_it, some in zip(everything, own, strict=True):
            all_of_it += some
        yield _line(*own)
    yield "\nall stations: " + _line(*everything)


def _line(parts: Sequence[float], whole: Sequence[float], place: Sequence[float]) -> str:
    return (
        f"{len(parts)} weeks, {100 * np.mean(parts):.1f} % inside the band "
        f"({100 * np.mean(whole):.1f} % counted whole), mean place {np.mean(place):.2f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="of the stations")
    parser.add_argument("--runs", type=int, default=6, help="really planned, of each station")
    parser.add_argument("--weeks", type=int, default=WEEKS)
    parser.add_argument("--simulated", type=int, default=1000)
    parser.add_argument("--kinds", nargs="*", default=list(KINDS))
    parser.add_argument("--truth", default="", help="folder in which what was planned is kept")
    asked = parser.parse_args()
    print(
        f"{datetime.now().astimezone():%Y-%m-%d}, {platform.machine()}, {platform.system()}, "
        f"Python {platform.python_version()}, numpy {np.__version__}, seed {asked.seed}, "
        f"{ITERATIONS} iterations a week"
    )
    with ProcessPoolExecutor(2) as processes:
        found = processes.map(
            one_station,
            asked.kinds,
            repeat(asked.seed),
            repeat(asked.runs),
            repeat(asked.weeks),
            repeat(asked.simulated),
            repeat(asked.truth),
        )
        for line in report(list(found)):
            print(line)


if __name__ == "__main__":
    main()
