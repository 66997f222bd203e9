"""Ten kinds of stations, drawn from a seed and written to a folder as a station's own files."""

from __future__ import annotations

import csv
import math
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

LATITUDE, LONGITUDE = 60.1709, 24.9436
EARTH_METRES = 6_371_000.0
DAY_CURVE = '"Mo-Fr 08:00-12:00" = 0.35\n"Mo-Fr 12:00-20:00" = 0.5'
NIGHT_CURVE = '"Mo-Su 17:00-21:00" = 0.55\n"Mo-Su 21:00-24:00" = 0.3'
HOUSEHOLD_COLUMNS = (
    *("id", "name", "address", "latitude", "longitude", "availability", "visit_minutes"),
    *("priority", "officers_needed", "skills"),
)
OFFICER_COLUMNS = (
    *("id", "name", "mode", "hours", "break_minutes", "break_window", "skills"),
    *("max_visits", "max_busy_minutes"),
)
SETTINGS = """\
timezone = "Europe/Helsinki"
[station]
name = "Benchmark"
latitude = {latitude}
longitude = {longitude}
[plan]
days = 5
[travel]
source = "straight-line"
[availability.visiting_hours]
{curve}
"""

Row = Mapping[str, object]
Draw = Callable[[random.Random], "Drawn"]


@dataclass(frozen=True)
class Drawn:
    """Rows of the two tables, and the chances by the hour."""

    homes: Sequence[Row]
    officers: Sequence[Row]
    curve: str = DAY_CURVE
    settings: Mapping[str, object] = field(default_factory=dict)


def _homes(
    rng: random.Random,
    count: int,
    radius: int,
    *,
    given: float = 0.3,
    villages: int = 0,
    first_hour: int = 8,
    **columns: Callable[[random.Random], object],
) -> list[Row]:
    """Homes in a square of twice the radius, or around some villages in it."""
    centres = [
        (rng.uniform(-radius, radius), rng.uniform(-radius, radius)) for _ in range(villages)
    ]
    homes = []
    for number in range(count):
        x, y = rng.uniform(-radius, radius), rng.uniform(-radius, radius)
        if centres:
            centre = rng.choice(centres)
            x, y = (rng.gauss(at, radius / 8) for at in centre)
        begin = min(first_hour + rng.choice([0, 1, 2, 4, 5, 6]), 21)
        window = f"Mo-Fr {begin:02d}:00-{begin + 3:02d}:00" if rng.random() < given else ""
        homes.append(
            _at(x, y)
            | {"id": f"H{number}", "name": f"Home {number}", "address": f"Road {number}"}
            | {"availability": window, "visit_minutes": rng.choice([15, 20, 30])}
            | {"priority": rng.choice(["low", "normal", "normal", "high"])}
            | {column: value(rng) for column, value in columns.items()}
        )
    return homes


def _at(x: float, y: float) -> dict[str, object]:
    shrunk = EARTH_METRES * math.cos(math.radians(LATITUDE))
    return {
        "latitude": round(LATITUDE + math.degrees(y / EARTH_METRES), 6),
        "longitude": round(LONGITUDE + math.degrees(x / shrunk), 6),
    }


def _officer(number: int, hours: str, **more: object) -> Row:
    return {"id": f"O{number}", "name": f"Officer {number}", "mode": "foot", "hours": hours} | more


def _half_empty(rng: random.Random) -> Drawn:
    officers = [_officer(1, "Mo-We 08:00-13:00"), _officer(2, "We-Fr 12:00-17:00")]
    return Drawn(_homes(rng, rng.randint(30, 45), 1500), officers)


def _one_officer(rng: random.Random) -> Drawn:
    rest = {"break_minutes": 30, "break_window": "11:30-13:00"}
    return Drawn(
        _homes(rng, rng.randint(40, 60), 1200),
        [_officer(1, f"Mo,We,Fr 08:00-{rng.choice([14, 15, 16])}:00", **rest)],
    )


def _over_full(rng: random.Random) -> Drawn:
    officers = [
        _officer(1, "Mo,We 08:00-13:00"),
        _officer(2, "Tu,Th 11:00-16:00"),
        _officer(3, "Fr 08:00-15:00", mode="bike"),
    ]
    return Drawn(_homes(rng, rng.randint(90, 130), 1800), officers)


def _few_visits(rng: random.Random) -> Drawn:
    officers = [
        _officer(1, "Mo-Fr 08:00-16:00", max_visits=rng.choice([2, 3])),
        _officer(2, "Mo,Th 10:00-18:00", max_visits=4),
    ]
    return Drawn(_homes(rng, rng.randint(50, 70), 1500), officers)


def _few_busy_minutes(rng: random.Random) -> Drawn:
    officers = [
        _officer(1, "Mo-Fr 08:00-16:00", max_busy_minutes=rng.choice([100, 130])),
        _officer(2, "Tu,Fr 10:00-18:00", max_busy_minutes=160),
    ]
    return Drawn(_homes(rng, rng.randint(50, 70), 1500), officers)


def _two_officers(rng: random.Random) -> Drawn:
    officers = [
        _officer(1, "Mo-Th 08:00-13:00"),
        _officer(2, "Mo,We,Fr 09:00-14:00"),
        _officer(3, "Tu-Th 10:00-14:00"),
    ]
    both = {"officers_needed": lambda rng: 2 if rng.random() < 0.25 else 1}
    return Drawn(_homes(rng, rng.randint(70, 100), 1500, **both), officers)


def _windows(rng: random.Random) -> Drawn:
    rest = {"break_minutes": 30, "break_window": "11:30-13:30"}
    officers = [_officer(1, "Mo-Th 08:00-16:00", **rest), _officer(2, "We 12:00-20:00")]
    days = lambda rng: (  # noqa: E731
        f"{rng.choice(['Mo', 'Tu', 'We', 'Th', 'Mo,We', 'Tu-Th'])} "
        f"{rng.choice(['08:00-10:00', '09:30-12:00', '13:00-15:30', '15:00-18:00'])}"
    )
    return Drawn(_homes(rng, rng.randint(70, 100), 1500, availability=days), officers)


def _skills(rng: random.Random) -> Drawn:
    officers = [
        _officer(1, "Mo,Tu,Th 08:00-13:00", skills="swedish"),
        _officer(2, "Mo-Fr 11:00-15:00"),
        _officer(3, "Fr 08:00-14:00", skills="signs"),
    ]
    skill = {"skills": lambda rng: rng.choice(["", "", "", "swedish", "signs"])}
    return Drawn(_homes(rng, rng.randint(80, 110), 1600, **skill), officers)


def _night(rng: random.Random) -> Drawn:
    officers = [_officer(1, "Mo-Th 19:00-26:00"), _officer(2, "Tu,Fr 17:00-23:00", mode="bike")]
    homes = _homes(rng, rng.randint(60, 90), 1800, first_hour=17, given=0.2)
    return Drawn(homes, officers, NIGHT_CURVE)


def _villages(rng: random.Random) -> Drawn:
    officers = [
        _officer(1, "Mo-Fr 08:00-14:00", mode="car"),
        _officer(2, "Tu,Th 12:00-20:00", mode="car", max_visits=8),
    ]
    return Drawn(_homes(rng, rng.randint(80, 120), 12_000, villages=5), officers)


KINDS: Mapping[str, Draw] = {
    "half empty": _half_empty,
    "one officer": _one_officer,
    "over-full": _over_full,
    "few visits a day": _few_visits,
    "few busy minutes": _few_busy_minutes,
    "two officers at a time": _two_officers,
    "narrow windows": _windows,
    "skills": _skills,
    "night shift": _night,
    "villages by car": _villages,
}


def write_station(folder: Path, kind: str, seed: int) -> None:
    """A station of that kind: settings and tables; there is no visit log yet."""
    drawn = KINDS[kind](random.Random(f"{kind} {seed}"))
    (folder / "data").mkdir(parents=True)
    settings = SETTINGS.format(latitude=LATITUDE, longitude=LONGITUDE, curve=drawn.curve)
    (folder / "routeplan.toml").write_text(settings, encoding="utf-8")
    _write(folder / "data" / "households.csv", HOUSEHOLD_COLUMNS, drawn.homes)
    _write(folder / "data" / "officers.csv", OFFICER_COLUMNS, drawn.officers)
    _write(folder / "data" / "calendar.csv", ("date", "day"), ())


def _write(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
