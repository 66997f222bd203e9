"""The station's folder: what is known to whoever plans."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.presence_model.figures import HOURS, population
from benchmarks.presence_model.truth import Home, Truth

FIRST_DAY = date(2026, 11, 30)
"""A Monday."""
OFFICERS = {
    "O1": "Mo 08:00-12:00; Th 11:00-15:00",
    "O2": "Tu 11:00-15:00; Fr 15:00-19:00",
    "O3": "We 15:00-19:00; Fr 08:00-12:00",
}
"""Two half days a week for each of three officers: as much in the morning as at noon and later."""
SHIFT_HOURS, SHIFTS_A_WEEK = 4, 6
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
    ``world`` is one of ``WORLDS``.
    """

    households: int = 360
    weeks: int = 8
    revisit_days: int = 21
    iterations: int = 5_000
    register: bool = True
    world: str = "british"


def write_station(folder: Path, truth: Truth, sets: Sets, size: Size) -> None:
    """Settings and tables; there is no visit log yet."""
    (folder / "data").mkdir(parents=True)
    (folder / "routeplan.toml").write_text(_settings(sets, size.revisit_days), encoding="utf-8")
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
        )
        for home in truth.homes
    )
    _write(folder / "data" / "households.csv", head, homes)
    officers = ((name, f"Officer {name}", "foot", hours) for name, hours in OFFICERS.items())
    _write(folder / "data" / "officers.csv", ("id", "name", "mode", "hours"), officers)
    _write(folder / "data" / "calendar.csv", ("date", "day"), ())


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
