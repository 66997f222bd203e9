"""How much of the workers' time a bureau's run plans, what a station costs, and a cost model of it.

``python -m benchmarks.bureau run`` makes stations of 60 to 600 households and plans them by local
workers; ``coordinator`` lets the coordinator alone take thousands of stations, whose results are
there at once; ``model`` puts the measured parts together, simulates runs of up to 50,000 stations
on 1,000 workers, and compares the simulation with the run that was measured.
"""

from __future__ import annotations

import argparse
import csv
import heapq
import json
import os
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from routeplan.bureau.cluster import Cluster
from routeplan.bureau.ledger import Ledger
from routeplan.bureau.records import Outcome, Request
from routeplan.bureau.run import BureauRun

MONDAY = date(2026, 11, 30)
SETTINGS = """\
timezone = "Europe/Helsinki"
[station]
name = "Station {number}"
latitude = {latitude:.5f}
longitude = {longitude:.5f}
[travel]
source = "straight-line"
"""
FEWEST, MOST = 60, 600
HOUSEHOLDS_AN_OFFICER = 60


def write_stations(root: Path, count: int, seed: int = 1) -> None:
    """Stations of 60 to 600 households, about 3 km across, an officer for every 60."""
    random = Random(seed)
    for number in range(count):
        folder = root / f"district{number % 20:02}" / f"s{number:05}"
        (folder / "data").mkdir(parents=True)
        latitude, longitude = 60 + random.random(), 24 + random.random()
        text = SETTINGS.format(number=number, latitude=latitude, longitude=longitude)
        (folder / "routeplan.toml").write_text(text)
        homes = random.randint(FEWEST, MOST)
        _write(
            folder / "data" / "households.csv",
            ["id", "name", "latitude", "longitude", "availability", "priority"],
            (_home(random, k, latitude, longitude) for k in range(homes)),
        )
        officers = max(1, homes // HOUSEHOLDS_AN_OFFICER)
        rows = ([f"O{k}", f"Officer {k}", "foot", "Mo-Fr 08:00-16:00"] for k in range(officers))
        _write(folder / "data" / "officers.csv", ["id", "name", "mode", "hours"], rows)
        _write(folder / "data" / "calendar.csv", ["date", "day"], [])


def _home(random: Random, number: int, latitude: float, longitude: float) -> list[object]:
    north, east = random.uniform(-0.013, 0.013), random.uniform(-0.027, 0.027)
    hours = random.choice(["", "", "Mo-Fr 08:00-10:00", "Mo-Fr 11:00-14:00", "Tu,Th 14:00-16:00"])
    place = (f"{latitude + north:.6f}", f"{longitude + east:.6f}")
    return [f"H{number}", f"Resident {number}", *place, hours, random.choice(["", "", "high"])]


def _write(path: Path, head: Sequence[str], rows: Any) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)


def request(seconds: float) -> Request:
    return Request("plan", MONDAY, {"first_day": MONDAY, "days": 5, "seconds": seconds})


class _Clocked(Cluster):
    """Says when its workers were there, and when the last station was back."""

    @contextmanager
    def client(self) -> Iterator[Any]:
        with super().client() as client:
            client.wait_for_workers(self.workers or 1)
            _TIMES.append(time.monotonic())
            yield client
            _TIMES.append(time.monotonic())


_TIMES: list[float] = []


def run(stations: int, workers: int, seconds: float) -> dict[str, float]:
    """Plan them, and measure."""
    with _folder() as root:
        write_stations(root, stations)
        before = time.monotonic()
        number = BureauRun(root, request(seconds), _Clocked(workers=workers)).run().number
        whole = time.monotonic() - before
        with Ledger(root) as ledger:
            took = [line.seconds or 0.0 for line in ledger.lines(number)]
    begin, end = _TIMES
    busy = sum(took)
    return {
        "stations": stations,
        "workers": workers,
        "search": seconds,
        "seconds": round(whole, 1),
        "at_work": round(end - begin, 1),
        "planning": round(busy, 1),
        "planning_share": round(busy / (workers * (end - begin)), 4),
        "overhead": round((workers * (end - begin) - busy) / stations, 4),
        "mean": round(busy / stations, 3),
        "longest": round(max(took), 3),
        "start": round(begin - before, 2),
        "coordinator_mb": _memory(),
    }


class _Ready:
    """A future whose result was there before."""

    status = "finished"

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome

    def add_done_callback(self, call: Callable[[Any], None]) -> None:
        call(self)

    def exception(self) -> None:
        return None

    def result(self) -> Outcome:
        return self.outcome

    def release(self) -> None:
        return None


class _NoWork:
    """A client whose many workers give a station's real result at once."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome

    def scheduler_info(self, n_workers: int) -> dict[str, list[str]]:
        return {"workers": [f"tcp://10.0.0.{k}:1" for k in range(100)]}

    def submit(self, *_: object, **__: object) -> _Ready:
        return _Ready(self.outcome)


class _NoCluster:
    scheduler = None

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome

    @contextmanager
    def client(self) -> Iterator[Any]:
        yield _NoWork(self.outcome)


def coordinator(stations: int) -> dict[str, float]:
    """What the coordinator does for each station, and the memory it has at the end."""
    with _folder() as root:
        write_stations(root, stations)
        outcome = _real_outcome(root / "one")
        before = time.monotonic(), time.process_time()
        BureauRun(root, request(0.2), _NoCluster(outcome)).run()  # type: ignore[arg-type]
        wall, processor = time.monotonic() - before[0], time.process_time() - before[1]
    return {
        "stations": stations,
        "result_kb": round(sum(map(len, outcome.files.values())) / 1000),
        "a_station": round(wall / stations, 5),
        "a_station_processor": round(processor / stations, 5),
        "coordinator_mb": _memory(),
    }


def _real_outcome(folder: Path) -> Outcome:
    """Of a station of the middle size."""
    from routeplan.bureau.stations import station_files
    from routeplan.bureau.work.commands import done_in_parcel
    from routeplan.bureau.work.parcel import Parcel, packed

    made = folder.parent.parent / "real"
    write_stations(made, 1, seed=5)
    (station,) = made.glob("*/*")
    parcel = Parcel(packed(station_files(station), MONDAY))
    return done_in_parcel(request(0.2), parcel, folder.parent.parent / "work", None)


def _memory() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000, 1)


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="routeplan-bench-"))
    try:
        yield folder / "bureau"
    finally:
        shutil.rmtree(folder)


@dataclass(frozen=True)
class Parts:
    """The measured parts of the cost model, in seconds a station.

    Parameters
    ----------
    coordinator
        Of each coordinator, one station after the other: sums, archive, ledger, files.
    scheduler
        Of Dask's scheduler, which all coordinators share.
    aside
        Of a worker beside planning: unpacking, packing, waiting for the next.
    """

    coordinator: float
    scheduler: float
    aside: float


def simulated(
    lengths: Sequence[float], workers: int, parts: Parts, coordinators: int = 1
) -> tuple[float, float]:
    """(seconds until the last station is done, part of the workers' time that is planning).

    Stations go longest first, each coordinator has its own and as many workers as its part of them.
    A worker has its next station while it works on one, unless the coordinator has not come to it.
    """
    ordered = sorted(lengths, reverse=True)
    ends = []
    for k in range(coordinators):
        own, hands = ordered[k::coordinators], max(1, workers // coordinators)
        service = max(parts.coordinator, parts.scheduler * coordinators)
        ends.append(_one(own, hands, service, parts.aside))
    end = max(ends)
    return end, sum(lengths) / (workers * end)


def _one(lengths: Sequence[float], workers: int, service: float, aside: float) -> float:
    """One coordinator: a slot that is free asks for a station and waits until it is served."""
    slots = [(0.0, worker) for worker in range(workers) for _ in range(2)]
    heapq.heapify(slots)
    idle_from = [0.0] * workers
    clock = 0.0
    for length in lengths:
        asked, worker = heapq.heappop(slots)
        clock = max(clock, asked) + service
        idle_from[worker] = max(idle_from[worker], clock) + aside + length
        heapq.heappush(slots, (idle_from[worker], worker))
    return max(idle_from) + service


def model(parts: Parts, mean: float) -> list[dict[str, float]]:
    """Runs that nobody here can measure; lengths are spread as the measured stations' homes."""
    random = Random(1)
    found = []
    for stations in (500, 5_000, 50_000):
        lengths = [
            mean * random.randint(FEWEST, MOST) / ((FEWEST + MOST) / 2) for _ in range(stations)
        ]
        for workers in (10, 100, 1_000):
            for coordinators in (1, 8):
                end, share = simulated(lengths, workers, parts, coordinators)
                found.append(
                    {
                        "stations": stations,
                        "workers": workers,
                        "coordinators": coordinators,
                        "minutes": round(end / 60, 1),
                        "planning_share": round(share, 3),
                    }
                )
    return found


def scheduler_seconds(tasks: int = 2_000) -> float:
    """What Dask's scheduler takes for a task that does nothing, with parcels of a real size."""
    cluster = Cluster(workers=1)
    parcel = os.urandom(60_000)
    with cluster.client() as client:
        client.submit(len, parcel, pure=False).result()
        before = time.monotonic()
        for k in range(0, tasks, 50):
            client.gather(
                [client.submit(len, parcel + bytes([k % 256]), pure=False) for _ in range(50)]
            )
        return round((time.monotonic() - before) / tasks, 5)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["run", "coordinator", "scheduler", "model"])
    parser.add_argument("--stations", type=int, default=300)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument(
        "--parts", type=float, nargs=4, metavar=("COORDINATOR", "SCHEDULER", "ASIDE", "MEAN")
    )
    given = parser.parse_args()
    if given.what == "run":
        print(json.dumps(run(given.stations, given.workers, given.seconds), indent=1))
    elif given.what == "coordinator":
        print(json.dumps(coordinator(given.stations), indent=1))
    elif given.what == "scheduler":
        print(json.dumps({"a_task": scheduler_seconds()}))
    else:
        *parts, mean = given.parts
        for row in model(Parts(*parts), mean):
            print(json.dumps(row))


if __name__ == "__main__":
    main()
