"""The judge of VROOM's answers: document against document, one function per rule.

It recomputes every time and every sum from the input as it was written, and shares no code with
the reader, the answer's writer or the engine. It judges any program's answer, VROOM's own too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from routeplan.errors import Violation

Json = dict[str, Any]
Way = Callable[[int, Json, Json], int]
"""Seconds by the k-th vehicle of the input between two steps."""
PLACE = ("location", "location_index")


def judge_vroom(given: Json, answer: Json, way: Way) -> list[Violation]:
    """Every rule of the input that the answer breaks; empty when it keeps them all."""
    found = list(_whole(given, answer))
    vehicles = {vehicle["id"]: k for k, vehicle in enumerate(given["vehicles"])}
    jobs = {job["id"]: job for job in given.get("jobs", [])}
    for route in answer["routes"]:
        if route["vehicle"] not in vehicles:
            found.append(Violation("vehicles", "there is no such vehicle", str(route["vehicle"])))
            continue
        k = vehicles[route["vehicle"]]
        found += _judge_route(given["vehicles"][k], jobs, route, partial(way, k))
    return found + list(_sums(answer))


def _whole(given: Json, answer: Json) -> Iterator[Violation]:
    """Each job is made once or unassigned; each vehicle has one route at most."""
    made = [step["id"] for r in answer["routes"] for step in r["steps"] if step["type"] == "job"]
    told = sorted([*made, *(each["id"] for each in answer["unassigned"])])
    if told != sorted(job["id"] for job in given.get("jobs", [])):
        yield Violation("whole", "not every job is in one route or unassigned once")
    names = [route["vehicle"] for route in answer["routes"]]
    if len(names) != len(set(names)):
        yield Violation("whole", "a vehicle has two routes")


def _judge_route(
    vehicle: Json, jobs: dict[int, Json], route: Json, way: Callable[[Json, Json], int]
) -> Iterator[Violation]:
    name, steps = str(vehicle["id"]), route["steps"]
    if not any(step["type"] == "job" for step in steps):
        yield Violation("whole", "a route without a job", name)
        return
    made = [jobs[step["id"]] for step in steps if step["type"] == "job" and step["id"] in jobs]
    yield from _ends(vehicle, steps, name)
    yield from _times(vehicle, jobs, steps, name)
    yield from _ways(steps, way, name)
    yield from _break(vehicle, steps, name)
    yield from _loads(vehicle, made, name)
    for job in made:
        if not set(job.get("skills", [])) <= set(vehicle.get("skills", [])):
            yield Violation("skills", "the vehicle lacks a skill", name, str(job["id"]))
    for key in ("service", "waiting_time"):
        if route[key] != sum(step.get(key, 0) for step in steps):
            yield Violation("sums", f"the route's {key} is not the sum over its steps", name)
    if route["duration"] != steps[-1]["duration"] - steps[0]["duration"]:
        yield Violation("sums", "the route's duration is not that of its last step", name)
    if route["cost"] != route["duration"]:
        yield Violation("sums", "the route's cost is not its duration", name)
    if route.get("priority", 0) != sum(job.get("priority", 0) for job in made):
        yield Violation("sums", "the route's priority is not the sum over its jobs", name)


def _ends(vehicle: Json, steps: Sequence[Json], name: str) -> Iterator[Violation]:
    """It starts and ends where it should; without a place of its own, at its first or last job."""
    if [steps[0]["type"], steps[-1]["type"]] != ["start", "end"]:
        yield Violation("ends", "its start or its end is missing", name)
    if any(step["type"] in ("start", "end") for step in steps[1:-1]):
        yield Violation("ends", "it starts or ends midway", name)
    jobs = [step for step in steps if step["type"] == "job"]
    for key, step, job in (("start", steps[0], jobs[0]), ("end", steps[-1], jobs[-1])):
        has = key in vehicle or f"{key}_index" in vehicle
        own = vehicle if has else {k.replace("location", key): job[k] for k in PLACE if k in job}
        if not _is_at(step, own, key, f"{key}_index"):
            yield Violation("ends", f"its {key} is elsewhere", name)


def _is_at(step: Json, record: Json, key: str, index_key: str) -> bool:
    if index_key in record:
        return bool(step.get("location_index") == record[index_key])
    return bool(step.get("location") == record[key])


def _times(
    vehicle: Json, jobs: dict[int, Json], steps: Sequence[Json], name: str
) -> Iterator[Violation]:
    """Hours of the vehicle, windows and places of jobs, and no step before the one before it."""
    begin, end = vehicle.get("time_window") or (0, float("inf"))
    if steps[0]["arrival"] < begin or _done(steps[-1]) > end:
        yield Violation("hours", "it is out before its hours or back after them", name)
    for before, step in pairwise(steps):
        if step["arrival"] != _done(before) + step["duration"] - before["duration"]:
            yield Violation("times", f"it arrives at another time than it can: {step}", name)
        if step["duration"] < before["duration"] or step.get("waiting_time", 0) < 0:
            yield Violation("times", f"time runs backwards: {step}", name)
    for step in steps:
        if step["type"] != "job":
            continue
        job = jobs.get(step["id"])
        if job is None or not _is_at(step, job, "location", "location_index"):
            yield Violation("places", "no such job, or not here", name, str(step["id"]))
            continue
        if step["service"] != job.get("service", 0):
            yield Violation("times", "its service has another length", name, str(job["id"]))
        start, windows = step["arrival"] + step["waiting_time"], job.get("time_windows")
        if windows and not any(first <= start <= last for first, last in windows):
            yield Violation("windows", f"service begins at {start}", name, str(job["id"]))


def _done(step: Json) -> int:
    return int(
        step["arrival"] + step.get("waiting_time", 0) + step.get("setup", 0) + step["service"]
    )


def _ways(
    steps: Sequence[Json], way: Callable[[Json, Json], int], name: str
) -> Iterator[Violation]:
    """Travel between two places takes what the matrix says, with or without a break on the way."""
    for here, there in pairwise([step for step in steps if step["type"] != "break"]):
        took, needs = there["duration"] - here["duration"], way(here, there)
        if needs < 0 or took != needs:
            yield Violation("travel", f"{took} s on the way to {there}, it takes {needs}", name)


def _break(vehicle: Json, steps: Sequence[Json], name: str) -> Iterator[Violation]:
    taken = [step for step in steps if step["type"] == "break"]
    asked = {pause["id"]: pause for pause in vehicle.get("breaks", [])}
    if sorted(step["id"] for step in taken) != sorted(asked):
        yield Violation("breaks", "not every break is taken once", name)
        return
    for step in taken:
        pause, begin = asked[step["id"]], step["arrival"] + step["waiting_time"]
        windows = pause.get("time_windows")
        if windows and not any(first <= begin <= last for first, last in windows):
            yield Violation("breaks", f"it begins at {begin}, outside its window", name)
        if step["service"] != pause.get("service", 0):
            yield Violation("breaks", "it has another length", name)


def _loads(vehicle: Json, made: Sequence[Json], name: str) -> Iterator[Violation]:
    """Never more on board than fits, and not more tasks than allowed."""
    for k, capacity in enumerate(vehicle.get("capacity", [])):
        delivered = [_amount(job, ("delivery", "amount"), k) for job in made]
        picked = [_amount(job, ("pickup",), k) for job in made]
        on_board = [sum(delivered[at:]) + sum(picked[:at]) for at in range(len(made) + 1)]
        if max(on_board) > capacity:
            yield Violation("loads", f"{max(on_board)} on board, {capacity} fit", name)
    if len(made) > vehicle.get("max_tasks", len(made)):
        yield Violation("loads", f"{len(made)} tasks", name)


def _amount(job: Json, keys: Sequence[str], k: int) -> int:
    amounts: list[int] = next((job[key] for key in keys if job.get(key)), [])
    return int(amounts[k]) if k < len(amounts) else 0


def _sums(answer: Json) -> Iterator[Violation]:
    summary, routes = answer["summary"], answer["routes"]
    if summary["unassigned"] != len(answer["unassigned"]):
        yield Violation("sums", "the summary's count of unassigned jobs is another")
    for key in ("cost", "duration", "service", "waiting_time", "priority"):
        if summary[key] != sum(route[key] for route in routes):
            yield Violation("sums", f"the summary's {key} is not the sum over the routes")
