"""Folders of invented stations, many of them and quickly written."""

from __future__ import annotations

import csv
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from routeplan.bureau.station_requests import StationRequest

MONDAY = date(2026, 11, 30)
SETTINGS = """\
timezone = "Europe/Helsinki"
[station]
name = "Station {number}"
latitude = {latitude:.5f}
longitude = {longitude:.5f}
[travel]
source = "straight-line"
"""
FEWEST, MOST = 60, 600
HOUSEHOLDS_AN_OFFICER = 60


def request(seconds: float) -> StationRequest:
    """A plan of a week, with so long a search for each station."""
    return StationRequest("plan", MONDAY, {"first_day": MONDAY, "days": 5, "seconds": seconds})


@contextmanager
def bureau_folder() -> Iterator[Path]:
    """A folder for a bureau, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="routeplan-bench-"))
    try:
        yield folder / "bureau"
    finally:
        shutil.rmtree(folder)


def write_stations(
    root: Path, count: int, *, seed: int = 1, fewest: int = FEWEST, most: int = MOST
) -> None:
    """Stations of 60 to 600 households, about 3 km across, an officer for every 60."""
    random = Random(seed)
    for number in range(count):
        _write_station(_folder(root, number), number, random, random.randint(fewest, most))


def link_stations(root: Path, count: int, *, kinds: int = 10) -> None:
    """Tiny stations of a few homes each: ``kinds`` are written, the others link to their files."""
    write_stations(root, min(kinds, count), fewest=4, most=10)
    for number in range(kinds, count):
        source, folder = _folder(root, number % kinds), _folder(root, number)
        (folder / "data").mkdir(parents=True)
        for path in (source / "routeplan.toml", *(source / "data").iterdir()):
            os.link(path, folder / path.relative_to(source))


def _folder(root: Path, number: int) -> Path:
    return root / f"district{number % 20:02}" / f"s{number:05}"


def _write_station(folder: Path, number: int, random: Random, homes: int) -> None:
    (folder / "data").mkdir(parents=True)
    latitude, longitude = 60 + random.random(), 24 + random.random()
    text = SETTINGS.format(number=number, latitude=latitude, longitude=longitude)
    (folder / "routeplan.toml").write_text(text)
    _write(
        folder / "data" / "households.csv",
        ["id", "name", "latitude", "longitude", "availability", "priority"],
        (_home(random, k, latitude, longitude) for k in range(homes)),
    )
    officers = max(1, homes // HOUSEHOLDS_AN_OFFICER)
    rows = ([f"O{k}", f"Officer {k}", "foot", "Mo-Fr 08:00-16:00"] for k in range(officers))
    _write(folder / "data" / "officers.csv", ["id", "name", "mode", "hours"], rows)
    _write(folder / "data" / "calendar.csv", ["date", "day"], [])


def _home(random: Random, number: int, latitude: float, longitude: float) -> list[object]:
    north, east = random.uniform(-0.013, 0.013), random.uniform(-0.027, 0.027)
    hours = random.choice(["", "", "Mo-Fr 08:00-10:00", "Mo-Fr 11:00-14:00", "Tu,Th 14:00-16:00"])
    place = (f"{latitude + north:.6f}", f"{longitude + east:.6f}")
    return [f"H{number}", f"Resident {number}", *place, hours, random.choice(["", "", "high"])]


def _write(path: Path, head: Sequence[str], rows: Any) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)
