"""A Dask cluster of processes on loopback, and coordinators, all of which a test may kill."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest

from routeplan.bureau.cluster import Cluster
from tests.cli.workspaces import write_station

TODAY = "2026-11-29"
PLAN = ("--first-day", "2026-11-30", "--days", "2", "--iterations", "400", "--quiet")


def write_bureau(root: Path, stations: int) -> list[Path]:
    """Folders of equal stations, in districts."""
    folders = [root / f"district{number % 3}" / f"s{number:03}" for number in range(stations)]
    for folder in folders:
        write_station(folder)
    return folders


def environment() -> dict[str, str]:
    """Of every process a test starts."""
    return os.environ | {"ROUTEPLAN_TODAY": TODAY, "PYTHONPATH": str(Path.cwd())}


def routeplan(*words: str, env_today: str = TODAY, **options: Any) -> subprocess.Popen[str]:
    """``routeplan`` with these words, running as on that day."""
    return subprocess.Popen(
        [sys.executable, "-m", "routeplan", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment() | {"ROUTEPLAN_TODAY": env_today},
        **options,
    )


def free_port() -> int:
    """A port of loopback that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def one_local_cluster() -> Iterator[None]:
    """Every run of the block uses one worker of this computer: it is started once."""
    with Cluster(workers=1).client() as client, pytest.MonkeyPatch.context() as patch:
        patch.setattr(Cluster, "client", lambda _: nullcontext(client))
        yield


class DaskCluster:
    """A scheduler and workers, each a process of its own, started as their users would."""

    def __init__(self, workers: int, tls: Sequence[str] = ()) -> None:
        """Nothing runs until the block begins; ``tls`` are Dask's options for certificates."""
        self.port, self.count, self.tls = free_port(), workers, tls
        self.scheduler: subprocess.Popen[bytes] | None = None
        self.workers: list[subprocess.Popen[bytes]] = []

    @property
    def address(self) -> str:
        """Of the scheduler."""
        return f"{'tls' if self.tls else 'tcp'}://127.0.0.1:{self.port}"

    def __enter__(self) -> DaskCluster:
        self.tend()
        return self

    def __exit__(self, *_: object) -> None:
        for process in (*self.workers, self.scheduler):
            if process is not None:
                process.kill()
                process.wait()

    def tend(self) -> None:
        """Start again what has died."""
        if self.scheduler is None or self.scheduler.poll() is not None:
            protocol = ("--protocol", "tls", *self.tls) if self.tls else ()
            self.scheduler = _dask(
                *("scheduler", "--host", "127.0.0.1", "--port", str(self.port)),
                *("--no-dashboard", *protocol),
            )
            self._until_it_answers()
        self.workers = [worker for worker in self.workers if worker.poll() is None]
        while len(self.workers) < self.count:
            self.workers.append(
                _dask(
                    *("worker", self.address, "--host", "127.0.0.1", "--nthreads", "1"),
                    *("--no-nanny", "--no-dashboard", "--death-timeout", "10", *self.tls),
                )
            )

    def _until_it_answers(self) -> None:
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise TimeoutError("the scheduler does not answer")


def kill(process: subprocess.Popen[Any]) -> None:
    """As the system does when memory runs out: without a word."""
    process.send_signal(signal.SIGKILL)
    process.wait()


def _dask(*words: str) -> subprocess.Popen[bytes]:
    kind, *rest = words
    return subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.dask_{kind}", *rest],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(),
    )
