"""Jobs, vehicles and breaks as VROOM's input has them, read and checked one by one."""

from __future__ import annotations

from dataclasses import dataclass

from routeplan.formats.foreign.report import Report
from routeplan.formats.foreign.vroom.cells import (
    Record,
    Span,
    coordinate,
    records,
    span,
    spans,
    text,
    whole,
    wholes,
)
from routeplan.formats.foreign.vroom.keys import check_keys

MAX_PRIORITY = 100
LONGEST = 1 << 26
"""Longest service or break in seconds (two years)."""


@dataclass(frozen=True)
class Spot:
    """A place as given: an index into matrices, degrees (latitude, longitude), or both."""

    index: int | None
    coordinate: tuple[float, float] | None
    where: str


@dataclass(frozen=True)
class Job:
    id: int
    description: str
    spot: Spot
    service: int
    delivery: tuple[int, ...]
    pickup: tuple[int, ...]
    skills: frozenset[int]
    priority: int
    windows: tuple[Span, ...]
    where: str


@dataclass(frozen=True)
class Break:
    id: int
    description: str
    window: Span | None
    service: int
    where: str


@dataclass(frozen=True)
class Vehicle:
    id: int
    description: str
    profile: str
    speed_factor: float
    start: Spot | None
    end: Spot | None
    capacity: tuple[int, ...] | None
    max_tasks: int | None
    skills: frozenset[int]
    window: Span | None
    pause: Break | None
    where: str


def read_jobs(value: object, report: Report) -> list[Job]:
    """Every job; ids must differ."""
    jobs = [
        _job(record, f"jobs[{k}]", report)
        for k, record in enumerate(records(value, "jobs", report))
    ]
    _differ(jobs, report)
    return jobs


def read_vehicles(value: object, report: Report) -> list[Vehicle]:
    """Every vehicle; ids must differ."""
    vehicles = [
        _vehicle(record, f"vehicles[{k}]", report)
        for k, record in enumerate(records(value, "vehicles", report))
    ]
    _differ(vehicles, report)
    if not vehicles:
        _missing("vehicles", report)
    return vehicles


def _job(record: Record, where: str, report: Report) -> Job:
    check_keys("job", record, where, report)
    _need("id", record, where, report)
    spot = _spot(record, "location", "location_index", where, report)
    if spot is None:
        _missing(f"{where}.location", report)
    old = wholes(record, "amount", where, report)  # the name of delivery before VROOM 1.3
    return Job(
        id=whole(record, "id", where, report),
        description=text(record, "description", where, report),
        spot=spot or Spot(None, None, where),
        service=whole(record, "service", where, report, most=LONGEST),
        delivery=wholes(record, "delivery", where, report) or old,
        pickup=wholes(record, "pickup", where, report),
        skills=frozenset(wholes(record, "skills", where, report)),
        priority=whole(record, "priority", where, report, most=MAX_PRIORITY),
        windows=spans(record, "time_windows", where, report),
        where=where,
    )


def _vehicle(record: Record, where: str, report: Report) -> Vehicle:
    check_keys("vehicle", record, where, report)
    _need("id", record, where, report)
    if isinstance(costs := record.get("costs", {}), dict):
        check_keys("costs", costs, f"{where}.costs", report)
    else:
        report.malformed(f"{where}.costs", costs, "it is no object")
    start = _spot(record, "start", "start_index", where, report)
    end = _spot(record, "end", "end_index", where, report)
    if start is None and end is None:
        _missing(f"{where}.start", report)
    has_cap = record.get("max_tasks") is not None
    return Vehicle(
        id=whole(record, "id", where, report),
        description=text(record, "description", where, report),
        profile=text(record, "profile", where, report, "car"),
        speed_factor=_speed_factor(record, where, report),
        start=start,
        end=end,
        capacity=wholes(record, "capacity", where, report) if record.get("capacity") else None,
        max_tasks=whole(record, "max_tasks", where, report) if has_cap else None,
        skills=frozenset(wholes(record, "skills", where, report)),
        window=span(record, "time_window", where, report),
        pause=_only_break(record.get("breaks", []), f"{where}.breaks", report),
        where=where,
    )


def _only_break(value: object, where: str, report: Report) -> Break | None:
    given = records(value, where, report)
    if len(given) > 1:
        report.not_done(where, f"{len(given)} breaks", "more than one break of a vehicle")
    return _break(given[0], f"{where}[0]", report) if given else None


def _break(record: Record, where: str, report: Report) -> Break:
    check_keys("break", record, where, report)
    windows = spans(record, "time_windows", where, report)
    if len(windows) > 1:
        report.not_done(
            f"{where}.time_windows", record["time_windows"], "a break with several windows"
        )
    service = whole(record, "service", where, report, most=LONGEST)
    if service == 0:
        report.not_done(f"{where}.service", 0, "a break that takes no time")
    return Break(
        id=whole(record, "id", where, report),
        description=text(record, "description", where, report),
        window=windows[0] if windows else None,
        service=service,
        where=where,
    )


def _spot(record: Record, key: str, index_key: str, where: str, report: Report) -> Spot | None:
    if record.get(key) is None and record.get(index_key) is None:
        return None
    index = None if record.get(index_key) is None else whole(record, index_key, where, report)
    return Spot(index, coordinate(record.get(key), f"{where}.{key}", report), where)


def _speed_factor(record: Record, where: str, report: Report) -> float:
    value = record.get("speed_factor", 1)
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 5:
        return float(value)
    report.malformed(f"{where}.speed_factor", value, "it is not above 0 and at most 5")
    return 1.0


def _need(key: str, record: Record, where: str, report: Report) -> None:
    if key not in record:
        _missing(f"{where}.{key}", report)


def _missing(where: str, report: Report) -> None:
    report.tell("problem-incomplete", "it is missing", "add it", where=where)


def _differ(items: list[Job] | list[Vehicle], report: Report) -> None:
    seen: set[int] = set()
    for item in items:
        if item.id in seen:
            report.malformed(f"{item.where}.id", item.id, "another one has this id too")
        seen.add(item.id)
