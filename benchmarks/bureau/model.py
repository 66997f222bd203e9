"""The cost model of a run, written down: which part is the limit, and how long it takes then."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Parts:
    """Seconds a station, each the mean of what was measured.

    Parameters
    ----------
    begin
        Of the coordinator, before anything is sent: the sum of the inputs, a line in the ledger.
    coordinator
        Of the coordinator afterwards: archive, ledger, files in place.
    scheduler
        Of Dask's scheduler.
    aside
        Of a worker beside the plan: unpack, hand over, pack.
    plan
        Of a worker for the plan, its pages of ``plan.json`` and GeoJSON, and all that they need.
    start
        Of a worker, once: to start the process that plans.
    """

    begin: float
    coordinator: float
    scheduler: float
    aside: float
    plan: float
    start: float


@dataclass(frozen=True)
class Expected:
    """How long a run will take, which part of the workers' time is planning, and the limit."""

    seconds: float
    planning_share: float
    limit: str


def expected(stations: int, workers: int, parts: Parts, districts: int = 1) -> Expected:
    """What the model says of a run, its stations and workers shared out among districts.

    The parts work at the same time, so the slowest of them sets the pace: the workers, the
    coordinator or the scheduler; but for the begin, at which nobody else has anything to do.
    Of districts each has a coordinator and a scheduler.
    """
    in_a_district = stations / districts
    pace = {
        "workers": stations * (parts.aside + parts.plan) / workers,
        "coordinator": in_a_district * parts.coordinator,
        "scheduler": in_a_district * parts.scheduler,
    }
    limit = max(pace, key=lambda name: pace[name])
    first_and_last = 0.0 if limit == "workers" else parts.aside + parts.plan
    seconds = in_a_district * parts.begin + parts.start + pace[limit] + first_and_last
    return Expected(seconds, stations * parts.plan / (workers * seconds), limit)
