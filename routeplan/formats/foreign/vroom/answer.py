"""A solution as VROOM writes it: code, summary, unassigned, and routes with their steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from routeplan.formats.foreign.vroom.places import Ways
from routeplan.formats.foreign.vroom.records import Job, Spot, Vehicle
from routeplan.problem import Problem
from routeplan.schedule import TimedShift, timed
from routeplan.solution import ShiftChoice, Solution

SUMMED = ("cost", "setup", "service", "duration", "waiting_time", "priority")
Json = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """What was read, and what the search was given; ``zero`` is the file's second of its 0."""

    jobs: Sequence[Job]
    vehicles: Sequence[Vehicle]
    ways: Ways
    problem: Problem
    zero: int

    @property
    def kinds_of_load(self) -> int:
        amounts = [amount for job in self.jobs for amount in (job.delivery, job.pickup)]
        return max(map(len, [*amounts, *(v.capacity or () for v in self.vehicles)]), default=0)


def vroom_answer(case: Case, solution: Solution) -> Json:
    """The whole document."""
    routes = [_route(case, s, choice) for s, choice in enumerate(solution.choices) if choice.visits]
    made = {v for choice in solution.choices for v in choice.visits}
    unassigned = [job for v, job in enumerate(case.jobs) if v not in made]
    summary: Json = {"cost": 0, "routes": len(routes), "unassigned": len(unassigned)}
    summary |= {key: sum(route[key] for route in routes) for key in SUMMED}
    for key in ("delivery", "pickup"):
        summary[key] = _sum_of(case, (route[key] for route in routes))
    if all("distance" in route for route in routes):
        summary["distance"] = sum(route["distance"] for route in routes)
    summary["violations"] = []
    return {
        "code": 0,
        "summary": summary,
        "unassigned": [{"id": j.id, "type": "job"} | _where(j.spot) for j in unassigned],
        "routes": routes,
    }


def _route(case: Case, s: int, choice: ShiftChoice) -> Json:
    vehicle, times = case.vehicles[s], timed(case.problem, s, choice)
    jobs = [case.jobs[v] for v in choice.visits]
    steps = list(_steps(case, s, choice, times))
    duration = steps[-1]["duration"]
    route: Json = {
        "vehicle": vehicle.id,
        "cost": duration,
        "setup": 0,
        "service": sum(step["service"] for step in steps),
        "duration": duration,
        "waiting_time": sum(step["waiting_time"] for step in steps),
        "priority": sum(job.priority for job in jobs),
        "delivery": _sum_of(case, (job.delivery for job in jobs)),
        "pickup": _sum_of(case, (job.pickup for job in jobs)),
        "steps": steps,
        "violations": [],
    }
    metres = case.ways.metres[int(case.problem.shift_mode[s])]
    if metres is not None:
        spots = [vehicle.start, *(job.spot for job in jobs), vehicle.end]
        places = [case.ways.place_of[spot] for spot in spots if spot]
        route["distance"] = int(sum(metres[a, b] for a, b in pairwise(places)))
    return _described(route, vehicle.description)


def _steps(case: Case, s: int, choice: ShiftChoice, times: TimedShift) -> Iterator[Json]:
    """Start, jobs, break and end in the order of time; the way to each may hold the break."""
    vehicle, jobs = case.vehicles[s], [case.jobs[v] for v in choice.visits]
    load = _sum_of(case, (job.delivery for job in jobs))
    free, driven = times.leave, 0
    yield _step("start", free, 0, load, case.zero) | _where(vehicle.start or jobs[0].spot)
    for k in range(len(jobs) + 1):
        way = _way(case.problem, s, choice, k)
        if k == choice.break_leg and times.pause and vehicle.pause:
            begin, end = times.pause
            part = min(way, begin - free)
            pause = _step("break", free + part, driven + part, load, case.zero)
            pause |= {"id": vehicle.pause.id, "service": end - begin}
            pause["waiting_time"] = begin - free - part
            yield _described(pause, vehicle.pause.description)
            free, driven, way = end, driven + part, way - part
        driven += way
        if k < len(jobs):
            job, stop = jobs[k], times.stops[k]
            load = _sum_of(case, [load, [-x for x in job.delivery], job.pickup])
            made = _step("job", free + way, driven, load, case.zero)
            made |= {"id": job.id, "service": job.service} | _where(job.spot)
            made["waiting_time"] = stop.begin - free - way
            yield _described(made, job.description)
            free = stop.end
    yield _step("end", free + way, driven, load, case.zero) | _where(vehicle.end or jobs[-1].spot)


def _step(kind: str, arrival: int, driven: int, load: Sequence[int], zero: int) -> Json:
    return {
        "type": kind,
        "arrival": zero + arrival,
        "duration": driven,
        "setup": 0,
        "service": 0,
        "waiting_time": 0,
        "load": list(load),
        "violations": [],
    }


def _way(problem: Problem, s: int, choice: ShiftChoice, leg: int) -> int:
    places = [
        problem.shift_start_place[s],
        *(problem.visit_place[v] for v in choice.visits),
        problem.shift_end_place[s],
    ]
    return int(problem.travel[problem.shift_mode[s], places[leg], places[leg + 1]])


def _sum_of(case: Case, amounts: Iterable[Sequence[int]]) -> list[int]:
    """Sums by kind of load; VROOM writes as many as capacities have."""
    total = [0] * case.kinds_of_load
    for each in amounts:
        total = [a + b for a, b in zip(total, each or [0] * len(total), strict=True)]
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
