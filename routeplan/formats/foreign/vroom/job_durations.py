"""How long each job takes, where that is the same for whoever makes it, and in whatever order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from routeplan.formats.foreign.mistakes import Mistakes
from routeplan.formats.foreign.vroom.records import Job, Spot, Vehicle
from routeplan.phrases import phrase

Place = int | tuple[float, float] | None


def with_lengths(jobs: Sequence[Job], vehicles: Sequence[Vehicle], report: Mistakes) -> list[Job]:
    """The jobs with the setup and the service that the file's types of vehicles give them.

    A setup is not needed where the vehicle has come from the same place. The search knows one
    length of each job: files in which that can happen, or in which types of vehicles differ, are
    refused.
    """
    types = sorted({vehicle.type for vehicle in vehicles}) or [""]
    starts = {_place(vehicle.start) for vehicle in vehicles if vehicle.start}
    jobs_at = Counter(_place(job.spot) for job in jobs)
    settled = []
    for job in jobs:
        setups = {job.setup_by_type.get(name, job.setup) for name in types}
        services = {job.service_by_type.get(name, job.service) for name in types}
        what = phrase("times that differ by the type of vehicle")
        if len(setups) > 1:
            report.not_done(f"{job.where}.setup_per_type", job.setup_by_type, what)
        if len(services) > 1:
            report.not_done(f"{job.where}.service_per_type", job.service_by_type, what)
        here, setup = _place(job.spot), max(setups)
        if setup and (jobs_at[here] > 1 or here in starts):
            what = phrase(
                "a setup where another job, or the start of a vehicle, has the same place"
            )
            report.not_done(f"{job.where}.setup", setup, what)
        settled.append(replace(job, setup=setup, service=max(services)))
    return settled


def _place(spot: Spot) -> Place:
    return spot.coordinate if spot.index is None else spot.index
