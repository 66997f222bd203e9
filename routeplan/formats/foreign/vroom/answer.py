"""A solution as VROOM writes it: code, summary, unassigned, and routes with their steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from routeplan.formats.foreign.vroom.places import Ways
from routeplan.formats.foreign.vroom.records import (
    PER_HOUR,
    Break,
    Job,
    Spot,
    Vehicle,
    half_up,
    has_windows,
)
from routeplan.formats.foreign.vroom.timetable import HUNDREDTHS, Task, timetable, windows_of
from routeplan.problem.arrays import Problem
from routeplan.problem.solution import ShiftChoice, Solution

SUMMED = ("cost", "setup", "service", "duration", "waiting_time", "priority")
Json = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """What was read, and what the search was given."""

    jobs: Sequence[Job]
    vehicles: Sequence[Vehicle]
    ways: Ways
    problem: Problem

    @property
    def kinds_of_load(self) -> int:
        """How many kinds of load there are: the longest list of amounts or capacities."""
        amounts = [amount for job in self.jobs for amount in (job.delivery, job.pickup)]
        return max(map(len, [*amounts, *(v.capacity or () for v in self.vehicles)]), default=0)


@dataclass(frozen=True)
class Leg:
    """A way as the file has it, what it takes the vehicle, and how long it is."""

    seconds: int
    hundredths: int
    metres: int | None


Timed = tuple[Job | Break | None, Task]
"""A job, a break or the end, and what it asks of the time."""


def vroom_answer(case: Case, solution: Solution) -> Json:
    """The whole document."""
    routes = [_route(case, s, choice) for s, choice in enumerate(solution.choices) if choice.visits]
    made = {v for choice in solution.choices for v in choice.visits}
    unassigned = [job for v, job in enumerate(case.jobs) if v not in made]
    summary: Json = {"cost": 0, "routes": len(routes), "unassigned": len(unassigned)}
    summary |= {key: sum(route[key] for route in routes) for key in SUMMED}
    summary |= _loaded(case, [case.jobs[v] for v in sorted(made)])
    if all("distance" in route for route in routes):
        summary["distance"] = sum(route["distance"] for route in routes)
    summary["violations"] = []
    return {
        "code": 0,
        "summary": summary,
        "unassigned": [
            _described({"id": job.id, "type": "job"} | _where(job.spot), job.description)
            for job in unassigned
        ],
        "routes": routes,
    }


def _route(case: Case, s: int, choice: ShiftChoice) -> Json:
    vehicle = case.vehicles[s]
    jobs = [case.jobs[v] for v in choice.visits]
    legs = _legs(case, vehicle, jobs)
    steps = list(_steps(case, vehicle, jobs, _tasks(vehicle, jobs, legs, choice.break_leg)))
    _add_distances(steps, legs)
    duration = steps[-1]["duration"]
    route: Json = {
        "vehicle": vehicle.id,
        "cost": _cost(case, vehicle, legs, duration),
        "setup": sum(step["setup"] for step in steps),
        "service": sum(step["service"] for step in steps),
        "duration": duration,
        "waiting_time": sum(step["waiting_time"] for step in steps),
        "priority": sum(job.priority for job in jobs),
        **_loaded(case, jobs),
        "steps": steps,
        "violations": [],
    }
    if "distance" in steps[-1]:
        route["distance"] = steps[-1]["distance"]
    return _described(route, vehicle.description)


def _legs(case: Case, vehicle: Vehicle, jobs: Sequence[Job]) -> list[Leg]:
    """The way to each job and to the end; none where the vehicle has no place of its own there."""
    ways, layer = case.ways, case.ways.layer_of(vehicle)
    metres = ways.metres[layer]
    inner = [job.spot for job in jobs]
    spots = [vehicle.start or inner[0], *inner, vehicle.end or inner[-1]]
    legs = []
    for k, (here, there) in enumerate(pairwise(ways.place_of[spot] for spot in spots)):
        moves = (k > 0 or vehicle.start) and (k < len(jobs) or vehicle.end)
        seconds = int(ways.seconds[layer, here, there]) if moves else 0
        along = None if metres is None else int(metres[here, there]) if moves else 0
        legs.append(Leg(seconds, seconds * vehicle.hundredths, along))
    return legs


def _cost(case: Case, vehicle: Vehicle, legs: Sequence[Leg], duration: int) -> int:
    """Travel by the hour, rounded as VROOM does: of the seconds shown where there are windows.

    In a file without any it adds up the costs of the ways, by a factor of their own, and cuts.
    """
    if has_windows(case.jobs, case.vehicles):
        return half_up(duration * vehicle.per_hour / PER_HOUR)
    factor = half_up(100 / vehicle.speed_factor * vehicle.per_hour)
    return factor * sum(leg.seconds for leg in legs) // (HUNDREDTHS * PER_HOUR)


def _tasks(
    vehicle: Vehicle, jobs: Sequence[Job], legs: Sequence[Leg], break_leg: int | None
) -> list[Timed]:
    """Jobs, break and end in their order, each with what it asks of the time."""
    tasks: list[Timed] = []
    for k, leg in enumerate(legs):
        if k == break_leg and (pause := vehicle.pause):
            windows = windows_of([pause.window] if pause.window else [])
            tasks.append((pause, Task(None, HUNDREDTHS * pause.service, windows)))
        if k < len(jobs):
            job, length = jobs[k], HUNDREDTHS * (jobs[k].setup + jobs[k].service)
            tasks.append((job, Task(leg.hundredths, length, windows_of(job.windows))))
        else:
            tasks.append((None, Task(leg.hundredths, 0)))
    return tasks


def _steps(
    case: Case, vehicle: Vehicle, jobs: Sequence[Job], tasks: Sequence[Timed]
) -> Iterator[Json]:
    """Start, jobs, break and end in the order of time.

    Times are whole seconds, cut; what was driven is added up from them, so that every step follows
    from the one before it.
    """
    begin = HUNDREDTHS * vehicle.window[0] if vehicle.window else 0
    leave, moments = timetable([task for _, task in tasks], begin)
    load = _sum_of(case, (job.delivery for job in jobs))
    free, driven = leave // HUNDREDTHS, 0
    yield _step("start", free, 0, load) | _where(vehicle.start or jobs[0].spot)
    for (what, _), moment in zip(tasks, moments, strict=True):
        arrival = moment.arrive // HUNDREDTHS
        driven += arrival - free
        if isinstance(what, Job):
            load = _sum_of(case, [load, [-x for x in what.delivery], what.pickup])
            step = _step("job", arrival, driven, load) | _where(what.spot)
            step |= {"id": what.id, "job": what.id, "setup": what.setup, "service": what.service}
        elif isinstance(what, Break):
            step = _step("break", arrival, driven, load)
            step |= {"id": what.id, "service": what.service}
        else:
            step = _step("end", arrival, driven, load) | _where(vehicle.end or jobs[-1].spot)
        step["waiting_time"] = moment.begin // HUNDREDTHS - arrival
        free = arrival + step["waiting_time"] + step["setup"] + step["service"]
        yield _described(step, what.description if what else "")


def _step(kind: str, arrival: int, driven: int, load: Sequence[int]) -> Json:
    step: Json = {
        "type": kind,
        "arrival": arrival,
        "duration": driven,
        "setup": 0,
        "service": 0,
        "waiting_time": 0,
        "violations": [],
    }
    return step | ({"load": list(load)} if load else {})


def _add_distances(steps: Sequence[Json], legs: Sequence[Leg]) -> None:
    """Metres up to each step, where the file has them; at a break by the time driven."""
    if legs[0].metres is None:
        return
    before, done, k = 0, 0, 0
    for step in steps:
        if step["type"] == "start":
            step["distance"] = 0
        elif step["type"] == "break":
            leg, seconds = legs[k], legs[k].hundredths // HUNDREDTHS
            part = (step["duration"] - before) / seconds if seconds else 0
            step["distance"] = done + half_up((leg.metres or 0) * part)
        else:
            done, k = done + (legs[k].metres or 0), k + 1
            step["distance"] = done
        before = step["duration"] if step["type"] != "break" else before


def _loaded(case: Case, jobs: Sequence[Job]) -> Json:
    """What the jobs deliver and pick up, where the file has amounts."""
    if not case.kinds_of_load:
        return {}
    delivery = _sum_of(case, (job.delivery for job in jobs))
    pickup = _sum_of(case, (job.pickup for job in jobs))
    return {"delivery": delivery, "amount": delivery, "pickup": pickup}


def _sum_of(case: Case, amounts: Iterable[Sequence[int]]) -> list[int]:
    """Sums by kind of load; VROOM writes as many as capacities have."""
    total = [0] * case.kinds_of_load
    for amount in amounts:
        total = [a + b for a, b in zip(total, amount or [0] * len(total), strict=True)]
    return total


def _where(spot: Spot) -> Json:
    place: Json = {}
    if spot.coordinate is not None:
        place["location"] = [spot.coordinate[1], spot.coordinate[0]]
    if spot.index is not None:
        place["location_index"] = spot.index
    return place


def _described(record: Json, description: str) -> Json:
    return record | ({"description": description} if description else {})
