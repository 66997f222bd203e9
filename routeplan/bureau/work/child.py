"""The process that works on stations for a worker: it may die, and the worker lives on.

A process of its own and no pool of Python's: Dask's workers are daemonic and may have none, and how
the process ended is to be known.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

from routeplan.bureau.station_requests import Lost, StationOutcome, StationRequest
from routeplan.bureau.work.packed_station import Parcel

Job = tuple[StationRequest, Parcel, Path, Path | None]
"""The request, the station, a folder to unpack it in, and the street extract."""


class Child:
    """A process that does one job after the other."""

    def __init__(self) -> None:
        """Start it."""
        self._pipe, theirs = Pipe()
        number = theirs.fileno()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "routeplan.bureau.work.child", str(number)],
            pass_fds=[number],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        theirs.close()

    def do(self, job: Job) -> StationOutcome | Lost:
        """Its outcome, or how the process died of it.

        Raises
        ------
        OSError
            When the disk is full, or fails otherwise.
        RuntimeError
            For whatever else the job raised: a bug.
        """
        try:
            self._pipe.send(job)
            answer: StationOutcome | Exception = self._pipe.recv()
        except (EOFError, OSError):
            return Lost(self._ending())
        if isinstance(answer, Exception):
            raise answer
        return answer

    def close(self) -> None:
        """Let it end: it takes no other job."""
        self._pipe.close()
        self._process.wait()

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._process.pid

    @property
    def lives(self) -> bool:
        """Whether it can take another job."""
        return self._process.poll() is None

    def _ending(self) -> str:
        self._pipe.close()
        try:
            status = self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        return signal.Signals(-status).name if status < 0 else f"exit status {status}"


def main() -> None:
    """Take jobs from the worker until it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the worker decides when this ends
    worker = os.getppid()
    threading.Thread(target=_end_with, args=[worker], daemon=True).start()
    pipe = Connection(int(sys.argv[1]))
    while True:
        try:
            job: Job = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send(_done(job))
        except OSError as error:
            pipe.send(OSError(error.errno, error.strerror or str(error)))
        except Exception as error:
            pipe.send(RuntimeError(f"{type(error).__name__}: {error}"))


def _end_with(worker: int) -> None:
    """Nobody waits for what this process finds once the worker is gone."""
    while os.getppid() == worker:
        time.sleep(0.5)
    os._exit(1)


def _done(job: Job) -> StationOutcome:
    from routeplan.bureau.work.commands import done_in_parcel

    return done_in_parcel(*job)


if __name__ == "__main__":
    main()
