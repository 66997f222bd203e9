"""A run whole: which part of the workers' time is planning, and what a station costs beside it."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks.bureau.stations import bureau_folder, request, write_stations
from routeplan.bureau.cluster import Cluster
from routeplan.bureau.ledger import Ledger
from routeplan.bureau.run import BureauRun


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


def whole_run(stations: int, workers: int, seconds: float) -> dict[str, float]:
    """Plan them, and measure."""
    with bureau_folder() as root:
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
        "coordinator_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000, 1),
    }
