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

from routeplan.bureau.station_requests import Lost, StationOutcome, StationRequest
from routeplan.bureau.work.packed_station import Parcel
from routeplan.bureau.work.tasks import (
    StreetsGoneError,
    has_streets,
    keep_streets,
    run_station,
)
from routeplan.errors import RouteplanError, UsageError
from routeplan.phrases import joined, phrase, sentence_of
from routeplan.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from distributed import Client, Future

IN_FLIGHT = 2
LOOK_SECONDS = 0.5
"""How often we look which workers there are."""
LOOKS_APART = 20
"""So many times as long as a look takes, at least: of a thousand workers it is no trifle."""


class ClusterLostError(Exception):
    """The scheduler is gone, and with it what the workers were doing."""


@dataclass(frozen=True)
class StationJob:
    """A station packed for a worker."""

    station: str
    parcel: Parcel
    area: Path | None
    """Where the coordinator has the streets; None where there are none."""


@dataclass(frozen=True)
class Returned:
    """A station that came back: with its outcome, or because its process or its worker was lost.

    Parameters
    ----------
    outcome
        None where there is none: the worker was lost, or cannot work.
    error
        What is wrong with this station (or with us).
    """

    station: str
    worker: str
    outcome: StationOutcome | Lost | None
    error: BaseException | None = None


@dataclass
class Dispatch:
    """Sends jobs to the workers of a client.

    Parameters
    ----------
    sent
        Given each station and its worker before it goes there.
    idle
        Called now and then while there are stations and no worker.
    """

    client: Client
    request: StationRequest
    sent: Callable[[str, str], None]
    idle: Callable[[], None] = lambda: None
    _flying: dict[str, tuple[Future[StationOutcome | Lost], str]] = field(default_factory=dict)
    _came: SimpleQueue[tuple[str, Future[StationOutcome | Lost]]] = field(
        default_factory=SimpleQueue
    )
    _streets: set[tuple[str, str]] = field(default_factory=set)
    _failed: dict[str, str] = field(default_factory=dict)
    _seen: list[str] = field(default_factory=list)
    _look_at: float = float("-inf")

    def run(
        self, next_job: Callable[[], StationJob | None], more: Callable[[], bool]
    ) -> Iterator[Returned]:
        """Every station that comes back, as it comes; the caller gives it again where it must.

        Parameters
        ----------
        next_job
            The next station to be sent; None where there is none for now.
        more
            Whether there is one.

        Raises
        ------
        ClusterLostError
            When the scheduler is gone.
        UsageError
            When no worker that is left can work, with what each of them said.
        """
        while True:
            workers = self._workers()
            yield from self._lost(workers)
            while (free := self._free(workers)) and (job := next_job()) is not None:
                self._send(job, free)
            if self._flying:
                if (returned := self._next()) is not None:
                    yield returned
            elif not more():
                return
            else:
                self._wait_for_workers(workers)

    def _workers(self) -> list[str]:
        """The addresses of those there are, asked for now and then.

        A client that could not reach its scheduler again raises nothing: it closes, and answers
        with what it last heard, or with nothing at all.
        """
        began = time.monotonic()
        if began >= self._look_at:
            try:
                answer = self.client.scheduler_info(n_workers=-1)
            except (OSError, TimeoutError, RuntimeError, ValueError) as error:
                raise ClusterLostError(str(error)) from error
            if "workers" not in answer or self.client.status == "closed":
                raise ClusterLostError(self.client.status)
            self._seen = list(answer["workers"])
            now = time.monotonic()
            self._look_at = now + max(LOOK_SECONDS, LOOKS_APART * (now - began))
        return self._seen

    def _lost(self, workers: list[str]) -> Iterator[Returned]:
        """Stations of workers that are gone, unless their results are here already."""
        there = set(workers)
        for station, (future, worker) in list(self._flying.items()):
            if worker not in there and future.status != "finished":
                del self._flying[station]
                future.cancel(force=True)
                yield Returned(station, worker, None)

    def _free(self, workers: list[str]) -> str | None:
        """The worker with the fewest stations, where it can take one more."""
        load = {worker: 0 for worker in workers if worker not in self._failed}
        for _, worker in self._flying.values():
            if worker in load:
                load[worker] += 1
        idlest = min(load, key=lambda worker: load[worker], default=None)
        return idlest if idlest is not None and load[idlest] < IN_FLIGHT else None

    def _wait_for_workers(self, workers: list[str]) -> None:
        if workers and all(worker in self._failed for worker in workers):
            why = joined("; ", sorted({self._failed[worker] for worker in workers}))
            raise UsageError(phrase("no worker can go on: {why}; mend it, then --resume", why=why))
        self.idle()
        time.sleep(LOOK_SECONDS)

    def _send(self, job: StationJob, worker: str) -> None:
        self.sent(job.station, worker)
        if job.parcel.streets is not None and job.area is not None:
            self._send_streets(job.parcel.streets, job.parcel.suffix, job.area, worker)
        try:
            future = self.client.submit(
                run_station,
                self.request,
                job.parcel,
                __version__,
                workers=[worker],
                pure=False,
                retries=0,
            )
        except Exception as error:
            self._require_scheduler(error)
            raise
        self._flying[job.station] = (future, worker)
        future.add_done_callback(lambda done, station=job.station: self._came.put((station, done)))

    def _send_streets(self, digest: str, suffix: str, area: Path, worker: str) -> None:
        """The extract goes ahead, once to each worker; a worker's computer keeps it.

        Not as a task: that would wait until the worker is done with its station.
        """
        if (worker, digest) in self._streets:
            return
        if self._ask(worker, has_streets, digest, suffix) is False:
            self._ask(worker, keep_streets, area.read_bytes(), digest, suffix)
        self._streets.add((worker, digest))

    def _ask(self, worker: str, question: Callable[..., object], *words: object) -> object:
        """A worker's answer; None where it is gone or fails, and what is sent there comes back."""
        try:
            answers = self.client.run(question, *words, workers=[worker], on_error="return")
        except (OSError, TimeoutError, RuntimeError, ValueError):
            return None
        answer = answers.get(worker)
        if isinstance(answer, OSError) and not _of_the_cluster(answer):
            self._fail(worker, answer)
        return None if isinstance(answer, BaseException) else answer

    def _next(self) -> Returned | None:
        """The next station that is ready, or None when it is time to look at the workers."""
        try:
            station, future = self._came.get(timeout=LOOK_SECONDS)
        except Empty:
            return None
        flying, worker = self._flying.get(station, (None, ""))
        if flying is not future:
            return None  # it was given up before, and may be somewhere else by now
        if future.status == "cancelled":
            raise ClusterLostError("the scheduler let a station go")
        del self._flying[station]
        try:
            error = future.exception()
            outcome = None if error else future.result()
            future.release()
        except Exception as gone:
            self._require_scheduler(gone)
            if not isinstance(gone, OSError):
                raise
            return Returned(station, worker, None)  # its result was with a worker that is gone
        return self._judged(Returned(station, worker, outcome, error))

    def _require_scheduler(self, error: Exception) -> None:
        """Raises ClusterLostError where an error means that nobody can be reached any more."""
        if self.client.status != "running":
            raise ClusterLostError(str(error)) from error

    def _judged(self, returned: Returned) -> Returned:
        """Whether an error is the worker's, or the cluster's: then the station has done nothing."""
        error, worker = returned.error, returned.worker
        if error is None or isinstance(error, RouteplanError):
            return returned
        if isinstance(error, StreetsGoneError):
            self._streets = {street for street in self._streets if street[0] != worker}
        elif isinstance(error, OSError) and not _of_the_cluster(error):
            self._fail(worker, error)
        elif not _of_the_cluster(error):
            return returned
        return Returned(returned.station, worker, None)

    def _fail(self, worker: str, error: OSError) -> None:
        """A worker whose disk is full gets nothing more: what it is sent would only come back."""
        self._failed[worker] = phrase("{worker}: {why}", worker=worker, why=sentence_of(error))


def _of_the_cluster(error: BaseException) -> bool:
    """Whether a worker was lost, or the way to it."""
    from asyncio import CancelledError

    from distributed import KilledWorker
    from distributed.comm.core import CommClosedError

    return isinstance(error, KilledWorker | CommClosedError | CancelledError)
