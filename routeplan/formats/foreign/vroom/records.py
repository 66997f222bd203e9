"""Jobs, vehicles and breaks as VROOM's input has them, read and checked one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from routeplan.formats.foreign.mistakes import Mistakes
from routeplan.formats.foreign.vroom.checked_values import (
    LONGEST,
    Record,
    Span,
    coordinate,
    records,
    span,
    spans,
    text,
    whole,
    wholes,
    wholes_by_name,
)
from routeplan.formats.foreign.vroom.keys import check_keys
from routeplan.phrases import phrase

MAX_PRIORITY = 100
ALWAYS = (0, (1 << 32) - 1)
"""A window that is as good as none."""
PER_HOUR = 3600
"""What an hour of travel costs where a vehicle does not say: a second costs 1."""


@dataclass(frozen=True)
class Spot:
    """A place as given: an index into matrices, degrees (latitude, longitude), or both."""

    index: int | None
    coordinate: tuple[float, float] | None
    where: str


@dataclass(frozen=True)
class Job:
    """One task; times are in seconds, and findings name it by ``where``."""

    id: int
    description: str
    spot: Spot
    setup: int
    service: int
    setup_by_type: dict[str, int]
    service_by_type: dict[str, int]
    delivery: tuple[int, ...]
    pickup: tuple[int, ...]
    skills: frozenset[int]
    priority: int
    windows: tuple[Span, ...]
    where: str


@dataclass(frozen=True)
class Break:
    """A vehicle's break of ``service`` seconds, begun in ``window`` (None: at any time)."""

    id: int
    description: str
    window: Span | None
    service: int
    where: str


@dataclass(frozen=True)
class Vehicle:
    """One vehicle; with no ``start`` or ``end`` its route begins or ends at a job."""

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
    type: str
    per_hour: int
    where: str

    @property
    def hundredths(self) -> int:
        """What a second of its profile takes it, in hundredths of a second."""
        return hundredths_of(self.speed_factor)

    @property
    def pause_window(self) -> Span | None:
        """When the break may begin within the hours: empty where it does not fit."""
        pause, hours = self.pause, self.window
        if pause is None or hours is None:
            return pause.window if pause else None
        first, last = pause.window or hours
        return max(first, hours[0]), min(last, hours[1] - pause.service)


def hundredths_of(speed_factor: float) -> int:
    """What a second takes with this factor: VROOM rounds this, and not each way, to two digits."""
    return half_up(100 / speed_factor)


def has_windows(jobs: Sequence[Job], vehicles: Sequence[Vehicle]) -> bool:
    """Whether time limits anything. Where it does not, VROOM adds up costs in another way."""
    windows = [window for job in jobs for window in job.windows]
    windows += [vehicle.window for vehicle in vehicles if vehicle.window]
    return any(map(ALWAYS.__ne__, windows)) or any(vehicle.pause for vehicle in vehicles)


def half_up(value: float) -> int:
    """The nearest whole number, a half up, of a number that is not negative."""
    below = floor(value)
    return below + (value - below >= 0.5)


def read_jobs(value: object, report: Mistakes) -> list[Job]:
    """Every job; ids must differ."""
    jobs = [
        _job(record, f"jobs[{k}]", report)
        for k, record in enumerate(records(value, "jobs", report))
    ]
    _differ(jobs, report)
    return jobs


def read_vehicles(value: object, report: Mistakes) -> list[Vehicle]:
    """Every vehicle; ids must differ."""
    vehicles = [
        _vehicle(record, f"vehicles[{k}]", report)
        for k, record in enumerate(records(value, "vehicles", report))
    ]
    _differ(vehicles, report)
    for vehicle in vehicles:
        window = vehicle.pause_window
        if vehicle.pause and window and window[0] > window[1]:
            message = phrase("the break does not fit into its window and the vehicle's hours")
            report.malformed(vehicle.pause.where, vehicle.pause.window, message)
    if not vehicles:
        _missing("vehicles", report)
    return vehicles


def _job(record: Record, where: str, report: Mistakes) -> Job:
    check_keys("job", record, where, report)
    _need("id", record, where, report)
    spot = _spot(record, "location", "location_index", where, report)
    if spot is None:
        _missing(f"{where}.location", report)
    delivery = wholes(record, "delivery", where, report)
    if "amount" in record and not {"delivery", "pickup"} & set(record):
        delivery = wholes(record, "amount", where, report)  # the name before VROOM 1.3
    return Job(
        id=whole(record, "id", where, report),
        description=text(record, "description", where, report),
        spot=spot or Spot(None, None, where),
        setup=whole(record, "setup", where, report, most=LONGEST),
        service=whole(record, "service", where, report, most=LONGEST),
        setup_by_type=wholes_by_name(record, "setup_per_type", where, report),
        service_by_type=wholes_by_name(record, "service_per_type", where, report),
        delivery=delivery,
        pickup=wholes(record, "pickup", where, report),
        skills=frozenset(wholes(record, "skills", where, report)),
        priority=whole(record, "priority", where, report, most=MAX_PRIORITY),
        windows=spans(record, "time_windows", where, report),
        where=where,
    )


def _vehicle(record: Record, where: str, report: Mistakes) -> Vehicle:
    check_keys("vehicle", record, where, report)
    _need("id", record, where, report)
    costs = record.get("costs", {})
    if isinstance(costs, dict):
        check_keys("costs", costs, f"{where}.costs", report)
    else:
        report.malformed(f"{where}.costs", costs, phrase("not an object"))
        costs = {}
    start = _spot(record, "start", "start_index", where, report)
    end = _spot(record, "end", "end_index", where, report)
    if start is None and end is None:
        _missing(f"{where}.start", report)
    has_cap = record.get("max_tasks") is not None
    return Vehicle(
        id=whole(record, "id", where, report),
        description=text(record, "description", where, report),
        profile=text(record, "profile", where, report, "car") or "car",
        speed_factor=_speed_factor(record, where, report),
        start=start,
        end=end,
        capacity=wholes(record, "capacity", where, report) if record.get("capacity") else None,
        max_tasks=whole(record, "max_tasks", where, report) if has_cap else None,
        skills=frozenset(wholes(record, "skills", where, report)),
        window=span(record, "time_window", where, report),
        pause=_only_break(record.get("breaks", []), f"{where}.breaks", report),
        type=text(record, "type", where, report),
        per_hour=whole(costs, "per_hour", f"{where}.costs", report, default=PER_HOUR, most=LONGEST),
        where=where,
    )


def _only_break(value: object, where: str, report: Mistakes) -> Break | None:
    given = records(value, where, report)
    if len(given) > 1:
        report.not_done(where, f"{len(given)} breaks", phrase("more than one break of a vehicle"))
    return _break(given[0], f"{where}[0]", report) if given else None


def _break(record: Record, where: str, report: Mistakes) -> Break:
    check_keys("break", record, where, report)
    windows = spans(record, "time_windows", where, report)
    if len(windows) > 1:
        report.not_done(
            f"{where}.time_windows",
            record["time_windows"],
            phrase("a break with several windows"),
        )
    return Break(
        id=whole(record, "id", where, report),
        description=text(record, "description", where, report),
        window=windows[0] if windows else None,
        service=whole(record, "service", where, report, most=LONGEST),
        where=where,
    )


def _spot(record: Record, key: str, index_key: str, where: str, report: Mistakes) -> Spot | None:
    if record.get(key) is None and record.get(index_key) is None:
        return None
    index = None if record.get(index_key) is None else whole(record, index_key, where, report)
    return Spot(index, coordinate(record.get(key), f"{where}.{key}", report), where)


def _speed_factor(record: Record, where: str, report: Mistakes) -> float:
    value = record.get("speed_factor", 1)
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 5:
        return float(value)
    report.malformed(f"{where}.speed_factor", value, phrase("not above 0 and at most 5"))
    return 1.0


def _need(key: str, record: Record, where: str, report: Mistakes) -> None:
    if key not in record:
        _missing(f"{where}.{key}", report)


def _missing(where: str, report: Mistakes) -> None:
    report.tell("problem-incomplete", phrase("missing"), phrase("add it"), where=where)


def _differ(items: list[Job] | list[Vehicle], report: Mistakes) -> None:
    seen: set[int] = set()
    for item in items:
        if item.id in seen:
            report.malformed(f"{item.where}.id", item.id, phrase("this id is used twice"))
        seen.add(item.id)
