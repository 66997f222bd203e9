"""The judge of VROOM's answers: document against document, one function per rule.

It recomputes every time and every sum from the input as it was written, and shares no code with
the reader, the answer's writer or the engine. It judges any program's answer, VROOM's own too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from math import floor
from typing import Any

from routeplan.errors import Violation
from routeplan.formats.foreign.vroom.judge_times import Trip, judge_times
from routeplan.phrases import phrase

Json = dict[str, Any]
Way = Callable[[int, Json, Json], int]
"""Seconds of the profile of the k-th vehicle of the input between two steps."""
PLACE = ("location", "location_index")
ALWAYS = [0, (1 << 32) - 1]
SUMMED = ("setup", "service", "waiting_time")


def judge_vroom(given: Json, answer: Json, straight: Way | None = None) -> list[Violation]:
    """Every rule of the input that the answer breaks; empty when it keeps them all.

    ``straight`` gives the ways of an input without matrices.
    """
    violations = list(_whole(given, answer))
    vehicles = {vehicle["id"]: k for k, vehicle in enumerate(given["vehicles"])}
    way = straight or partial(_in_matrix, given)
    for route in answer["routes"]:
        if route["vehicle"] not in vehicles:
            violations.append(
                Violation("vehicles", phrase("there is no such vehicle"), str(route["vehicle"]))
            )
            continue
        k = vehicles[route["vehicle"]]
        violations += _judge_route(given, given["vehicles"][k], route, partial(way, k))
    return violations + list(_sums(answer))


def _in_matrix(given: Json, vehicle: int, here: Json, there: Json) -> int:
    profile = given["vehicles"][vehicle].get("profile", "car")
    matrix = given["matrices"][profile]["durations"] if "matrices" in given else given["matrix"]
    return int(matrix[here["location_index"]][there["location_index"]])


def _whole(given: Json, answer: Json) -> Iterator[Violation]:
    """Each job is made once or unassigned; each vehicle has one route at most."""
    made = [step["id"] for r in answer["routes"] for step in r["steps"] if step["type"] == "job"]
    named = sorted([*made, *(unassigned_job["id"] for unassigned_job in answer["unassigned"])])
    if named != sorted(job["id"] for job in given.get("jobs", [])):
        yield Violation("whole", phrase("not every job is in one route or unassigned once"))
    names = [route["vehicle"] for route in answer["routes"]]
    if len(names) != len(set(names)):
        yield Violation("whole", phrase("a vehicle has two routes"))


def _judge_route(
    given: Json, vehicle: Json, route: Json, way: Callable[[Json, Json], int]
) -> Iterator[Violation]:
    name, steps = str(vehicle["id"]), route["steps"]
    jobs = {job["id"]: job for job in given.get("jobs", [])}
    kinds = [step["type"] for step in steps]
    if "job" not in kinds:
        yield Violation("whole", phrase("a route without a job"), name)
        return
    if [kinds[0], kinds[-1]] != ["start", "end"] or {"start", "end"} & {*kinds[1:-1]}:
        yield Violation(
            "ends", phrase("its first step is not a start, or its last not an end"), name
        )
        return
    unknown = [step for step in steps if step["type"] == "job" and step["id"] not in jobs]
    if unknown:
        yield Violation("places", phrase("there is no such job"), name, str(unknown[0]["id"]))
        return
    made = [jobs[step["id"]] for step in steps if step["type"] == "job"]
    yield from _places(vehicle, jobs, steps, name)
    yield from _lengths(vehicle, jobs, steps, name)
    yield from _breaks(vehicle, steps, name)
    begin, end, *_ = vehicle.get("time_window") or (0, float("inf"))
    windows = [_windows(vehicle, jobs, step) for step in steps]
    ways = _ways(vehicle, steps, way)
    yield from judge_times(Trip(name, (begin, end), _factor(vehicle), steps, ways, windows))
    yield from _loads(vehicle, made, name)
    yield from _shown_loads(made, steps, name)
    for job in made:
        if not set(job.get("skills", [])) <= set(vehicle.get("skills", [])):
            yield Violation("skills", phrase("the vehicle lacks a skill"), name, str(job["id"]))
    yield from _route_sums(given, vehicle, route, made, ways)


def _places(
    vehicle: Json, jobs: dict[int, Json], steps: Sequence[Json], name: str
) -> Iterator[Violation]:
    """Jobs are where they should be, and the ends; without a place, at its first or last job."""
    made = [step for step in steps if step["type"] == "job"]
    for step in made:
        if not _is_at(step, jobs[step["id"]], "location", "location_index"):
            yield Violation("places", phrase("the job is not here"), name, str(step["id"]))
    for key, step, job in (("start", steps[0], made[0]), ("end", steps[-1], made[-1])):
        record = (
            vehicle
            if _has(vehicle, key)
            else {k.replace("location", key): job[k] for k in PLACE if k in job}
        )
        if not _is_at(step, record, key, f"{key}_index"):
            yield Violation("ends", phrase("its {key} is elsewhere", key=key), name)


def _has(vehicle: Json, key: str) -> bool:
    return vehicle.get(key) is not None or vehicle.get(f"{key}_index") is not None


def _is_at(step: Json, record: Json, key: str, index_key: str) -> bool:
    if record.get(index_key) is not None:
        return bool(step.get("location_index") == record[index_key])
    return bool(step.get("location") == record[key][:2])


def _lengths(
    vehicle: Json, jobs: dict[int, Json], steps: Sequence[Json], name: str
) -> Iterator[Violation]:
    """Each job takes its setup, but not where the vehicle was already, and its service."""
    breaks = {pause["id"]: pause for pause in vehicle.get("breaks", [])}
    before = _place(steps[0]) if _has(vehicle, "start") else None
    for step in steps:
        setup, service = 0, 0
        if step["type"] == "job":
            job = jobs[step["id"]]
            service = _by_type(vehicle, job, "service")
            setup = 0 if _place(step) == before else _by_type(vehicle, job, "setup")
            before = _place(step)
        elif step["type"] == "break":
            service = breaks.get(step["id"], {}).get("service", 0)
        elif step.get("waiting_time", 0):
            yield Violation("times", phrase("it waits at its start or its end"), name)
        if (step.get("setup", 0), step["service"]) != (setup, service):
            rule = "breaks" if step["type"] == "break" else "times"
            where = str(step.get("id", step["type"]))
            yield Violation(
                rule, phrase("its setup or service has a different length"), name, where
            )


def _by_type(vehicle: Json, job: Json, key: str) -> int:
    return int(job.get(f"{key}_per_type", {}).get(vehicle.get("type", ""), job.get(key, 0)))


def _place(step: Json) -> object:
    index = step.get("location_index")
    return step.get("location") if index is None else index


def _ways(vehicle: Json, steps: Sequence[Json], way: Callable[[Json, Json], int]) -> list[int]:
    """Seconds between the steps that have a place; a vehicle without an end stays at its last."""
    ways = [way(*pair) for pair in pairwise(step for step in steps if step["type"] != "break")]
    for key, k in (("start", 0), ("end", -1)):
        ways[k] *= _has(vehicle, key)
    return ways


def _breaks(vehicle: Json, steps: Sequence[Json], name: str) -> Iterator[Violation]:
    taken = sorted(step["id"] for step in steps if step["type"] == "break")
    if taken != sorted(pause["id"] for pause in vehicle.get("breaks", [])):
        yield Violation("breaks", phrase("not every break is taken once"), name)


def _windows(vehicle: Json, jobs: dict[int, Json], step: Json) -> list[tuple[int, int]]:
    """The windows that a step may begin in; none where it always may."""
    record: Json = {}
    if step["type"] == "job":
        record = jobs[step["id"]]
    elif step["type"] == "break":
        taken = [pause for pause in vehicle.get("breaks", []) if pause["id"] == step["id"]]
        record = taken[0] if taken else {}
    return [(first, last) for first, last, *_ in record.get("time_windows") or []]


def _loads(vehicle: Json, made: Sequence[Json], name: str) -> Iterator[Violation]:
    """Never more on board than fits, and not more tasks than allowed."""
    for k, capacity in enumerate(vehicle.get("capacity") or []):
        most = max(on_board[k] for on_board in _on_board(made, k + 1))
        if most > capacity:
            yield Violation(
                "loads",
                phrase("{load} on board, but capacity is {capacity}", load=most, capacity=capacity),
                name,
            )
    most_tasks = vehicle.get("max_tasks")
    if most_tasks is not None and len(made) > most_tasks:
        yield Violation(
            "loads",
            phrase("{count} tasks, but {most} are allowed", count=len(made), most=most_tasks),
            name,
        )


def _on_board(made: Sequence[Json], kinds: int) -> list[list[int]]:
    """Before the first job and after each, by kind of load."""
    delivered = [[_amount(job, "delivery", k) for k in range(kinds)] for job in made]
    picked = [[_amount(job, "pickup", k) for k in range(kinds)] for job in made]
    return [
        [
            sum(load[k] for load in delivered[at:]) + sum(load[k] for load in picked[:at])
            for k in range(kinds)
        ]
        for at in range(len(made) + 1)
    ]


def _shown_loads(made: Sequence[Json], steps: Sequence[Json], name: str) -> Iterator[Violation]:
    """What steps show as their load is what is on board after them; nothing may be shown."""
    on_board = _on_board(made, max(len(step.get("load", [])) for step in steps))
    at = 0
    for step in steps:
        at += step["type"] == "job"
        if step.get("load", on_board[at]) != on_board[at]:
            message = phrase("{load} are not what is on board", load=step["load"])
            yield Violation("loads", message, name, str(step.get("id", step["type"])))


def _amount(job: Json, key: str, k: int) -> int:
    """``amount`` is the old name of ``delivery``, where a job has neither of the new ones."""
    if key == "delivery" and not {"delivery", "pickup"} & set(job):
        key = "amount"
    amounts = job.get(key) or []
    return int(amounts[k]) if k < len(amounts) else 0


def _route_sums(
    given: Json,
    vehicle: Json,
    route: Json,
    made: Sequence[Json],
    ways: Sequence[int],
) -> Iterator[Violation]:
    name, steps = str(vehicle["id"]), route["steps"]
    for key in SUMMED:
        if route.get(key, 0) != sum(step.get(key, 0) for step in steps):
            yield Violation(
                "sums", phrase("the route's {key} is not the sum over its steps", key=key), name
            )
    if route["duration"] != steps[-1]["duration"]:
        yield Violation("sums", phrase("the route's duration is not that of its last step"), name)
    cost = _cost(given, vehicle, route, ways)
    if route["cost"] != cost:
        yield Violation(
            "sums",
            phrase("the route's cost is {right}, not {wrong}", right=cost, wrong=route["cost"]),
            name,
        )
    if route.get("priority", 0) != sum(job.get("priority", 0) for job in made):
        yield Violation("sums", phrase("the route's priority is not the sum over its jobs"), name)


def _cost(given: Json, vehicle: Json, route: Json, ways: Sequence[int]) -> int:
    """Travel by the hour: of the route's seconds, or without any window of the exact ways, cut."""
    per_hour = vehicle.get("costs", {}).get("per_hour", 3600)
    if _has_windows(given):
        return _half_up(route["duration"] * per_hour / 3600)
    return _half_up(100 / vehicle.get("speed_factor", 1) * per_hour) * sum(ways) // 360_000


def _has_windows(given: Json) -> bool:
    vehicles = given["vehicles"]
    windows = [window for job in given["jobs"] for window in job.get("time_windows") or []]
    windows += [vehicle["time_window"] for vehicle in vehicles if vehicle.get("time_window")]
    return any(window[:2] != ALWAYS for window in windows) or any(v.get("breaks") for v in vehicles)


def _factor(vehicle: Json) -> int:
    """Hundredths of a second for each of the profile's: VROOM rounds the factor, not the ways."""
    return _half_up(100 / vehicle.get("speed_factor", 1))


def _half_up(value: float) -> int:
    return floor(value) + (value - floor(value) >= 0.5)


def _sums(answer: Json) -> Iterator[Violation]:
    summary, routes = answer["summary"], answer["routes"]
    if summary["unassigned"] != len(answer["unassigned"]):
        yield Violation("sums", phrase("the summary's count of unassigned jobs is different"))
    if summary.get("routes", len(routes)) != len(routes):
        yield Violation("sums", phrase("the summary's count of routes is different"))
    for key in ("cost", "duration", "priority", *SUMMED):
        if summary.get(key, 0) != sum(route.get(key, 0) for route in routes):
            yield Violation(
                "sums", phrase("the summary's {key} is not the sum over the routes", key=key)
            )
