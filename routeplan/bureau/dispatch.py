"""Stations to workers and back, however many workers there are and whatever becomes of them.

Each station is pinned to one worker, and a worker has at most two: one that it works on, and the
next. Dask does nothing of its own when a worker is lost (its retries blame whatever waited there,
and give up on stations that did nothing wrong): we see that the worker is gone, and send its
stations to others.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from routeplan.bureau.parcel import Parcel
from routeplan.bureau.records import Lost, Outcome, Request
from routeplan.bureau.worker import has_streets, keep_streets, run_station
from routeplan.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from distributed import Client, Future

IN_FLIGHT = 2
LOOK_SECONDS = 0.5
"""How often we look which workers there are."""


class ClusterLost(Exception):
    """The scheduler is gone, and with it what the workers were doing."""


@dataclass(frozen=True)
class Job:
    """A station to be worked on, packed only when a worker is free for it."""

    station: str
    pack: Callable[[], tuple[Parcel, Path | None]]
    """The parcel, and where the coordinator has the streets."""


@dataclass(frozen=True)
class Returned:
    """A station that came back: with its outcome, or because its process or its worker was lost."""

    station: str
    worker: str
    outcome: Outcome | Lost | None
    error: BaseException | None = None


@dataclass
class Dispatch:
    """Sends the jobs of an iterator to the workers of a client."""

    client: Client
    request: Request
    sent: Callable[[str, str], None]
    """Told of each station before it goes to a worker."""
    _flying: dict[str, tuple[Future[Outcome | Lost], str]] = field(default_factory=dict)
    _came: SimpleQueue[str] = field(default_factory=SimpleQueue)
    _streets: set[tuple[str, str]] = field(default_factory=set)

    def run(self, next_job: Callable[[], Job | None]) -> Iterator[Returned]:
        """Every station that comes back, as it comes; the caller gives it again where it must.

        Parameters
        ----------
        next_job
            The next station to be sent; None where there is none for now.

        Raises
        ------
        ClusterLost
            When the scheduler is gone.
        """
        while True:
            workers = self._workers()
            yield from self._lost(workers)
            while free := self._free(workers):
                job = next_job()
                if job is None:
                    break
                self._send(job, free)
            if not self._flying:
                if workers:
                    return
                time.sleep(LOOK_SECONDS)  # the next worker is still to come
            elif (returned := self._next()) is not None:
                yield returned

    def _workers(self) -> list[str]:
        try:
            workers = self.client.scheduler_info(n_workers=-1)["workers"]
        except (OSError, TimeoutError, RuntimeError, ValueError) as error:
            raise ClusterLost(str(error)) from error
        return list(workers)

    def _lost(self, workers: list[str]) -> Iterator[Returned]:
        """Stations of workers that are gone, unless their results are here already."""
        for station, (future, worker) in list(self._flying.items()):
            if worker not in workers and future.status != "finished":
                del self._flying[station]
                future.cancel(force=True)
                yield Returned(station, worker, None)

    def _free(self, workers: list[str]) -> str | None:
        """The worker with the fewest stations, where it can take one more."""
        load = dict.fromkeys(workers, 0)
        for _, worker in self._flying.values():
            if worker in load:
                load[worker] += 1
        idlest = min(load, key=lambda worker: load[worker], default=None)
        return idlest if idlest is not None and load[idlest] < IN_FLIGHT else None

    def _send(self, job: Job, worker: str) -> None:
        self.sent(job.station, worker)
        parcel, area = job.pack()
        if parcel.streets is not None and parcel.area is None and area is not None:
            self._send_streets(parcel, area, worker)
        future = self.client.submit(
            run_station,
            self.request,
            parcel,
            __version__,
            workers=[worker],
            pure=False,
            retries=0,
        )
        self._flying[job.station] = (future, worker)
        future.add_done_callback(lambda _, station=job.station: self._came.put(station))

    def _send_streets(self, parcel: Parcel, area: Path, worker: str) -> None:
        """The extract goes ahead, once to each worker; a worker's computer keeps it."""
        digest = parcel.streets
        assert digest is not None
        if (worker, digest) in self._streets:
            return
        try:
            there = self.client.submit(
                has_streets, digest, parcel.suffix, workers=[worker], pure=False, priority=1
            ).result(timeout=60)
            if not there:
                content = self.client.scatter(area.read_bytes(), workers=[worker], hash=False)
                self.client.submit(
                    keep_streets, content, digest, parcel.suffix, workers=[worker], pure=False
                ).result(timeout=600)
        except (OSError, TimeoutError, RuntimeError):
            return  # the worker is gone; whoever is sent there comes back
        self._streets.add((worker, digest))

    def _next(self) -> Returned | None:
        """The next station that is ready, or None when it is time to look at the workers."""
        try:
            station = self._came.get(timeout=LOOK_SECONDS)
        except Empty:
            return None
        if station not in self._flying:
            return None  # it was given up before
        future, worker = self._flying[station]
        if future.status == "cancelled":
            raise ClusterLost("the scheduler let a station go")
        del self._flying[station]
        error = future.exception()
        outcome = None if error else future.result()
        future.release()
        return Returned(station, worker, outcome, error)
