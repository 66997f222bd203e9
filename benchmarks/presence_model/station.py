"""The station's folder: what is known to whoever plans."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.presence_model.figures import HOURS, population
from benchmarks.presence_model.truth import Truth

FIRST_DAY = date(2026, 11, 30)
"""A Monday."""
OFFICERS = {"O1": "Mo 08:00-12:00", "O2": "We 11:00-15:00", "O3": "Fr 15:00-19:00"}
"""Half a day a week for each of three officers, who have other duties: morning, noon and later.
Eight weeks of it are too little to meet everybody, as in stations."""
SHIFT_HOURS, SHIFTS_A_WEEK = 4, 3
SETTINGS = """\
timezone = "Europe/Helsinki"
[station]
name = "Benchmark"
latitude = 60.1709
longitude = 24.9436
[travel]
source = "straight-line"
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


@dataclass(frozen=True)
class Sets:
    """What a station has in its files: the residents' stated hours, and chances by the hour."""

    windows: bool
    chances: bool


def write_station(folder: Path, truth: Truth, sets: Sets) -> None:
    """Settings and tables; there is no visit log yet."""
    (folder / "data").mkdir(parents=True)
    (folder / "routeplan.toml").write_text(_settings(sets), encoding="utf-8")
    head = ("id", "name", "address", "latitude", "longitude", "register", "availability")
    homes = (
        (
            home.id,
            f"Home {home.id}",
            home.address,
            home.latitude,
            home.longitude,
            home.register,
            home.stated if sets.windows else "",
        )
        for home in truth.homes
    )
    _write(folder / "data" / "households.csv", head, homes)
    officers = ((name, f"Officer {name}", "foot", hours) for name, hours in OFFICERS.items())
    _write(folder / "data" / "officers.csv", ("id", "name", "mode", "hours"), officers)
    _write(folder / "data" / "calendar.csv", ("date", "day"), ())


def _settings(sets: Sets) -> str:
    chances = population() if sets.chances else [NO_CHANCES] * len(HOURS)
    lines = (
        f'"Mo-Fr {hour:02d}:00-{hour + 1:02d}:00" = {chance:.2f}'
        for hour, chance in zip(HOURS, chances, strict=True)
    )
    given = CHANCE_GIVEN if sets.chances else NO_CHANCES
    return SETTINGS.format(given=given, hours="\n".join(lines))


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)
