"""The parts of a run measured one by one: of the coordinator, of Dask's scheduler, of a worker."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks.bureau.memory import READY, VARIABLE
from benchmarks.bureau.ready import ready_station
from benchmarks.bureau.simulation import Samples
from benchmarks.bureau.stations import bureau_folder, request, write_stations
from routeplan.bureau.cluster import LOOPBACK, Cluster
from routeplan.bureau.dispatch import Dispatch
from routeplan.bureau.run import BureauRun, RunAtWork
from routeplan.bureau.station_requests import StationOutcome
from routeplan.bureau.stations import station_files, stations_below
from routeplan.bureau.work import tasks
from routeplan.bureau.work.child import Child
from routeplan.bureau.work.packed_station import Parcel, packed
from routeplan.version import __version__

SEARCH_SECONDS = 30.0
"""Of a station's plan, when a run is simulated."""
SHORT_SEARCH = 1.0
"""Of a plan when a worker's parts are measured."""
BATCH = 50
PORT_FILE_SECONDS = 30


def measured_parts(stations: int = 100, plans: int = 16, starts: int = 2) -> Samples:
    """Every step measured as often as said."""
    coordinator = _coordinator(stations)
    scheduler, look, look_worker = _scheduler(batches=20)
    aside, plan, start = _worker(plans, starts)
    return Samples(
        begin=coordinator["_inputs"],
        pack=coordinator["_job"],
        send=coordinator["_send"],
        take=coordinator["took"],
        look=look,
        look_worker=look_worker,
        scheduler=scheduler,
        aside=aside,
        plan=plan,
        start=start,
    )


def _coordinator(stations: int) -> dict[str, list[float]]:
    """Of each step, while real workers give a real plan at once."""
    steps: dict[str, list[float]] = {}
    with bureau_folder() as root, _timed(steps):
        write_stations(root, stations)
        outcome = root.parent / "outcome.pickle"
        subprocess.run([sys.executable, "-m", READY, "make", str(outcome)], check=True)
        os.environ[VARIABLE] = str(outcome)
        with patch("routeplan.bureau.dispatch.run_station", ready_station):
            BureauRun(root, request(SHORT_SEARCH), Cluster(workers=1)).run()
    return steps


@contextmanager
def _timed(steps: dict[str, list[float]]) -> Iterator[None]:
    """Notes how long each call takes of the steps of a coordinator."""
    places: list[tuple[Any, str]] = [
        (BureauRun, "_inputs"),
        (RunAtWork, "_job"),
        (RunAtWork, "took"),
        (Dispatch, "_send"),
    ]
    plain = [(owner, name, getattr(owner, name)) for owner, name in places]
    for owner, name, function in plain:
        setattr(owner, name, _timing(function, steps.setdefault(name, [])))
    try:
        yield
    finally:
        for owner, name, function in plain:
            setattr(owner, name, function)


def _timing(function: Callable[..., Any], times: list[float]) -> Callable[..., Any]:
    @wraps(function)
    def timed(*values: Any, **named: Any) -> Any:
        began = time.perf_counter()
        try:
            return function(*values, **named)
        finally:
            times.append(round(time.perf_counter() - began, 6))

    return timed


def _scheduler(batches: int) -> tuple[list[float], list[float], list[float]]:
    """A batch at a time: processor seconds of a scheduler for a task, and to see the workers.

    The scheduler is a process of its own, so what it takes is its own; a task brings a parcel of a
    real size and gives as much back. Of an answer that names a thousand workers, we measure the
    writing and the reading.
    """
    client_of: Any = import_module("distributed").Client
    parcel = os.urandom(60_000)
    scheduler, look, look_worker = [], [], []
    with _processes() as (process, address), client_of(address, set_as_default=False) as client:
        client.wait_for_workers(1)
        for number in range(-1, batches):
            before, began = _processor_seconds(process), time.perf_counter()
            answer = client.scheduler_info(n_workers=-1)
            looked = time.perf_counter() - began
            a_worker = _seconds_a_worker(answer)
            futures = [client.submit(bytes, parcel + bytes([k]), pure=False) for k in range(BATCH)]
            client.gather(futures)
            del futures
            if number >= 0:  # the first batch makes ready
                scheduler.append(round((_processor_seconds(process) - before) / BATCH, 6))
                look.append(round(looked, 6))
                look_worker.append(round(a_worker, 8))
    return scheduler, look, look_worker


def _seconds_a_worker(answer: Mapping[str, Any], workers: int = 1_000) -> float:
    """To write and read what a scheduler says of a worker, where it has so many."""
    protocol: Any = import_module("distributed.protocol")
    (one,) = answer["workers"].values()
    many = {**answer, "workers": {f"tcp://10.0.0.1:{k}": one for k in range(workers)}}
    began = time.perf_counter()
    protocol.loads(protocol.dumps(many))
    return (time.perf_counter() - began) / workers


@contextmanager
def _processes() -> Iterator[tuple[int, str]]:
    """A scheduler's process and address; it has one worker."""
    with bureau_folder() as folder:
        folder.mkdir()
        file = folder / "scheduler.json"
        words = ["--host", LOOPBACK, "--port", "0", "--no-dashboard", "--scheduler-file", str(file)]
        scheduler = _dask("scheduler", *words)
        worker = _dask("worker", "--scheduler-file", str(file), "--nthreads", "1", "--no-nanny")
        try:
            for _ in range(PORT_FILE_SECONDS * 10):
                if file.exists() and file.stat().st_size:
                    break
                time.sleep(0.1)
            yield scheduler.pid, json.loads(file.read_text())["address"]
        finally:
            for process in (worker, scheduler):
                process.kill()
                process.wait()


def _dask(kind: str, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.dask_{kind}", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _processor_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _worker(plans: int, starts: int) -> tuple[list[float], list[float], list[float]]:
    """(beside a plan, a plan with a search of 30 s, the start of the process that plans)."""
    aside, plan, start = [], [], []
    wanted = request(SHORT_SEARCH)
    with bureau_folder() as root:
        write_stations(root, plans)
        parcels = [
            Parcel(packed(station_files(folder.path), wanted.planned_from))
            for folder in stations_below(root)
        ]
        for parcel in parcels:
            took, outcome = _at_worker(wanted, parcel)
            aside.append(round(took - outcome.seconds, 6))
            plan.append(round(outcome.seconds - SHORT_SEARCH + SEARCH_SECONDS, 6))
        for parcel in parcels[:starts]:
            ready, _ = _at_worker(wanted, parcel)
            _end_child()
            first, _ = _at_worker(wanted, parcel)
            start.append(round(max(0.0, first - ready), 6))
        _end_child()
    # the first plan of all waits until its code is loaded, which is the start
    return aside[1:], plan[1:], start


def _at_worker(wanted: Any, parcel: Parcel) -> tuple[float, StationOutcome]:
    began = time.perf_counter()
    outcome = tasks.run_station(wanted, parcel, __version__)
    took = time.perf_counter() - began
    if not isinstance(outcome, StationOutcome):
        raise RuntimeError(outcome.why)
    return took, replace(outcome, files={})


def _end_child() -> None:
    child: Child | None = tasks._child
    if child is not None:
        child.close()
    tasks._child = None
