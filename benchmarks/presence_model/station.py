"""The station's folder: what is known to whoever plans."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.presence_model.answers import PROMISED_A_WEEK
from benchmarks.presence_model.figures import HOURS, population
from benchmarks.presence_model.truth import Home, Truth

FIRST_DAY = date(2026, 11, 30)
"""A Monday."""


@dataclass(frozen=True)
class HalfDay:
    """An officer's shift of every week: ``begin`` is an hour of the day."""

    officer: str
    weekday: int
    begin: int

    @property
    def hours(self) -> str:
        """As the table of officers has it."""
        return f"{WEEKDAYS[self.weekday]} {self.begin:02d}:00-{self.begin + SHIFT_HOURS:02d}:00"


WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr")
SHIFT_HOURS = 4
SHIFTS = {
    1: (HalfDay("O1", 0, 8), HalfDay("O1", 2, 11), HalfDay("O1", 4, 15)),
    3: (
        HalfDay("O1", 0, 8),
        HalfDay("O2", 1, 11),
        HalfDay("O3", 2, 15),
        HalfDay("O1", 3, 11),
        HalfDay("O2", 4, 15),
        HalfDay("O3", 4, 8),
    ),
}
"""By how many officers there are: as much in the morning as at noon and later."""
SETTINGS = """\
timezone = "Europe/Helsinki"
[station]
name = "Benchmark"
latitude = 60.1709
longitude = 24.9436
[travel]
source = "straight-line"
[due]
revisit_days = {revisit}
[learning]
kind = "register"
[availability]
chance_given = {given}
[availability.visiting_hours]
{hours}
"""
NO_CHANCES = 1.0
"""A chance that is the same at every hour changes no choice."""
CHANCE_GIVEN = 0.85
"""What the settings start with."""
_CURVE = [round(chance, 2) for chance in population().tolist()]
"""By hour, what the published figures have for everybody."""


@dataclass(frozen=True)
class Sets:
    """What a station has in its files: the residents' stated hours, and chances by the hour."""

    windows: bool
    chances: bool


@dataclass(frozen=True)
class Size:
    """How large a replay is.

    ``revisit_days`` after somebody was met a household is due again. ``register`` tells whether the
    station has the register of residents in its table; ``iterations`` are those of a week's search.
    ``world`` is one of ``WORLDS``, ``officers`` one of ``SHIFTS``.
    """

    households: int = 360
    weeks: int = 8
    revisit_days: int = 21
    iterations: int = 5_000
    register: bool = True
    world: str = "british"
    officers: int = 3

    @property
    def shifts(self) -> tuple[HalfDay, ...]:
        """Of every week."""
        return SHIFTS[self.officers]

    @property
    def hours_a_week(self) -> int:
        """Officer-hours."""
        return len(self.shifts) * SHIFT_HOURS


STATIONS = {
    "three weeks": Size(),
    "half a year": Size(weeks=12, revisit_days=180),
    "one officer": Size(households=450, officers=1),
}
"""Kinds of station: homes due again three weeks after they were met; a campaign in which each is to
be met once in half a year, which the settings start with; and many homes for few hours."""


def write_station(folder: Path, truth: Truth, sets: Sets, size: Size) -> None:
    """Settings and tables; there is no visit log yet."""
    (folder / "data").mkdir(parents=True)
    (folder / "routeplan.toml").write_text(_settings(sets, size.revisit_days), encoding="utf-8")
    write_homes(folder, truth, sets, size, {})
    hours: dict[str, list[str]] = {}
    for shift in size.shifts:
        hours.setdefault(shift.officer, []).append(shift.hours)
    officers = ((name, f"Officer {name}", "foot", "; ".join(own)) for name, own in hours.items())
    _write(folder / "data" / "officers.csv", ("id", "name", "mode", "hours"), officers)
    _write(folder / "data" / "calendar.csv", ("date", "day"), ())


def write_homes(
    folder: Path, truth: Truth, sets: Sets, size: Size, promised: Mapping[str, str]
) -> None:
    """The table of households, with the times that were promised by household."""
    head = ("id", "name", "address", "latitude", "longitude", "register", "availability")
    homes = (
        (
            home.id,
            f"Home {home.id}",
            home.address,
            home.latitude,
            home.longitude,
            home.register if size.register else "",
            home.stated if sets.windows else "",
            promised.get(home.id, ""),
        )
        for home in truth.homes
    )
    _write(folder / "data" / "households.csv", (*head, "appointment"), homes)


def promised_times(truth: Truth, size: Size, week: int) -> dict[str, tuple[int, int]]:
    """By household: weekday and seconds after its 00:00 that it was promised for a week."""
    times = {}
    for k, number in enumerate(truth.promised[week, :PROMISED_A_WEEK].tolist()):
        shift = size.shifts[(PROMISED_A_WEEK * week + k) % len(size.shifts)]
        minutes = 60 * (shift.begin + 1) + 15 * (number % 8)
        times[truth.homes[number].id] = shift.weekday, 60 * minutes
    return times


def _settings(sets: Sets, revisit_days: int) -> str:
    lines = (f'"{hours}" = {chance}' for hours, chance in visiting_hours(sets.chances).items())
    given = CHANCE_GIVEN if sets.chances else NO_CHANCES
    return SETTINGS.format(revisit=revisit_days, given=given, hours="\n".join(lines))


def visiting_hours(chances: bool) -> dict[str, float]:
    """The station's hours, one by one, with the published chances or without any."""
    curve = _CURVE if chances else [NO_CHANCES] * len(HOURS)
    return {
        f"Mo-Fr {hour:02d}:00-{hour + 1:02d}:00": chance
        for hour, chance in zip(HOURS, curve, strict=True)
    }


def chance_as_set(home: Home, hour: int) -> float:
    """What a station that sets chances expects."""
    return CHANCE_GIVEN if home.stated else _CURVE[hour - HOURS[0]]


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)
