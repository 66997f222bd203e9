"""A week that is half empty, on real streets: waiting, gaps, and when the urgent ones are met.

``python -m benchmarks.half_empty [--extract FILE] [--seeds 5] [--seconds 15]`` draws stations at
addresses of a street extract (by default Munich's beside the checkout): 40 households, four
officers on foot, visiting hours by chance, a third of the residents with hours of their own, some
urgent, some for two officers. Each is planned for five days. Told are the idle time as a part of
the time outside, gaps of more than 30 minutes that no window forces, and on which day each urgent
household is called on against the earliest day that its hours and the officers' allow.

A gap is forced when the visit behind it cannot begin earlier in any of its windows of that day and
those before it cannot begin later in theirs. Writes ``benchmarks/results/half_empty.md``.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from benchmarks.peers.report import head
from routeplan.addresses.book import AddressBook
from routeplan.formats.plans.plan_json import read_plan
from routeplan.hours.windows import visit_times
from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan, Route
from routeplan.station.reading.open_station import Workspace, read_workspace

EXTRACT = Path(__file__).parents[2] / "shared" / "data" / "osm" / "munchen.osm.pbf"
RESULT = Path(__file__).parent / "results" / "half_empty.md"
FIRST_DAY = date(2026, 11, 30)
HOUSEHOLDS, GAP_SECONDS = 40, 1800
HOURS = ("", "", "", "", "Mo-Fr 08:00-12:00", "Mo-Fr 16:00-19:00", "Tu,Th 09:00-17:00")
PRIORITIES = ("normal", "normal", "normal", "low", "high", "must")
SETTINGS = """\
timezone = "Europe/Berlin"
[station]
name = "Half-empty station"
latitude = {latitude}
longitude = {longitude}
[availability.visiting_hours]
"Mo-Fr 07:30-10:00" = 0.45
"Mo-Fr 12:00-14:00" = 0.55
"Mo-Fr 10:00-12:00" = 0.30
"Mo-Fr 14:00-18:00" = 0.35
"Mo-Fr 18:00-20:00" = 0.25
"""


@dataclass(frozen=True)
class Week:
    """What was measured of one station's plan; times in seconds."""

    seed: int
    visits: int
    outside: int
    idle: int
    gaps: int
    urgent: int
    urgent_on_the_earliest_day: int

    @property
    def idle_share(self) -> float:
        return self.idle / self.outside if self.outside else 0.0


def station(folder: Path, extract: Path, seed: int) -> None:
    """Write a station at addresses of the extract."""
    random = Random(seed)
    book = AddressBook.read(extract)
    points = (point.coordinate for door in book.doors for point in door.points)
    spots = sorted({(at.latitude, at.longitude) for at in points})
    middle = random.choice(spots)
    near = sorted(spots, key=lambda s: (s[0] - middle[0]) ** 2 + (s[1] - middle[1]) ** 2 / 2.2)
    homes = random.sample(near[:1500], HOUSEHOLDS)
    data = folder / "data"
    data.mkdir(parents=True)
    (data / "area.osm.pbf").symlink_to(extract.resolve())
    settings = SETTINGS.format(latitude=middle[0], longitude=middle[1])
    (folder / "routeplan.toml").write_text(settings)
    rows = [
        {
            "id": f"H{k:02d}",
            "name": f"Resident {k}",
            "latitude": latitude,
            "longitude": longitude,
            "availability": random.choice(HOURS),
            "visit_minutes": random.choice([15, 20, 30]),
            "priority": random.choice(PRIORITIES),
            "officers_needed": 2 if k < 3 else 1,
        }
        for k, (latitude, longitude) in enumerate(homes)
    ]
    _table(data / "households.csv", rows)
    officers = [
        {
            "id": f"O{k}",
            "name": f"Officer {k}",
            "mode": "foot",
            "hours": "Mo-Fr 08:00-16:00" if k < 3 else "Mo-Fr 12:00-20:00",
            "break_minutes": 30,
            "break_window": "11:00-13:30" if k < 3 else "15:00-17:00",
        }
        for k in range(1, 5)
    ]
    _table(data / "officers.csv", officers)
    _table(data / "calendar.csv", [{"date": "2026-12-25", "day": "off"}])


def _table(path: Path, rows: list[dict[str, object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def measured(seed: int, plan: Plan, workspace: Workspace) -> Week:
    """The figures of one plan."""
    inputs = workspace.inputs
    routes = [route for route in plan.routes if route.stops]
    days = {stop.visit: route.day for route in routes for stop in route.stops}
    urgent = [v for v in inputs.visits if v.priority in ("high", "must") and v.id in days]
    first = _first_days(inputs)
    return Week(
        seed=seed,
        visits=len(days),
        outside=sum(route.back - route.leave for route in routes),
        idle=sum(route.idle_seconds for route in routes),
        gaps=sum(1 for route in routes for _ in _loose_gaps(route, inputs)),
        urgent=len(urgent),
        urgent_on_the_earliest_day=sum(days[v.id] <= first[v.id] for v in urgent),
    )


def _first_days(inputs: Inputs) -> dict[str, int]:
    """By visit: the first day on which somebody on shift could be there in its hours."""
    way = 1800
    found: dict[str, int] = {}
    for visit, times in zip(inputs.visits, visit_times(inputs), strict=True):
        days = [
            shift.day
            for start in times.starts
            for shift in inputs.shifts
            if start.first <= shift.end - visit.seconds - way and start.last >= shift.begin + way
        ]
        found[visit.id] = min(days, default=0)
    return found


def _loose_gaps(route: Route, inputs: Inputs) -> Iterator[int]:
    """Waits of more than half an hour that no window forces."""
    times = {visit.id: own for visit, own in zip(inputs.visits, visit_times(inputs), strict=True)}
    for k, stop in enumerate(route.stops):
        rest = 0
        if route.pause and route.pause.after == k:
            rest = route.pause.end - route.pause.begin
        free = route.stops[k - 1].end if k else route.leave
        wait = stop.begin - free - stop.leg.seconds - rest
        if wait <= GAP_SECONDS:
            continue
        opens = any(
            first <= stop.begin - GAP_SECONDS and stop.begin <= last
            for first, last in times[stop.visit].windows
        )
        if opens:
            yield wait


def report(weeks: list[Week], extract: Path, seconds: float) -> str:
    """The table."""
    outside = sum(week.outside for week in weeks)
    lines = [
        f"Street extract {extract.name}, {len(weeks)} stations of {HOUSEHOLDS} households and four "
        f"officers, {seconds:g} s of search each.",
        "",
        "| station | visits | outside, h | idle, % | loose gaps over 30 min | urgent | of them on "
        "the earliest day |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {w.seed} | {w.visits} | {w.outside / 3600:.1f} | {100 * w.idle_share:.1f} | {w.gaps} | "
        f"{w.urgent} | {w.urgent_on_the_earliest_day} |"
        for w in weeks
    ]
    idle = 100 * sum(week.idle for week in weeks) / max(outside, 1)
    urgent = sum(week.urgent for week in weeks)
    early = sum(week.urgent_on_the_earliest_day for week in weeks)
    gaps = sum(week.gaps for week in weeks)
    lines.append(
        f"| all | {sum(w.visits for w in weeks)} | {outside / 3600:.1f} | {idle:.1f} | {gaps} | "
        f"{urgent} | {early} |"
    )
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--extract", type=Path, default=EXTRACT)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=15.0)
    given = parser.parse_args()
    if not given.extract.is_file():
        sys.exit(f"there is no street extract at {given.extract}")
    weeks = []
    for seed in range(given.seeds):
        with tempfile.TemporaryDirectory() as folder:
            weeks.append(_planned(Path(folder) / "station", given.extract, seed, given.seconds))
    told = report(weeks, given.extract, given.seconds)
    print(told)
    RESULT.write_text(f"{head('A half-empty week')}\n{told}", encoding="utf-8")


def _planned(folder: Path, extract: Path, seed: int, seconds: float) -> Week:
    station(folder, extract, seed)
    command = [sys.executable, "-m", "routeplan", "plan", str(folder)]
    limits = ["--first-day", str(FIRST_DAY), "--seconds", str(seconds), "--quiet", "--json"]
    done = subprocess.run([*command, *limits], capture_output=True, text=True, env=os.environ)
    if done.returncode not in (0, 6):
        sys.exit(done.stderr)
    plan = read_plan(folder / "maps" / str(FIRST_DAY) / "plan.json")
    workspace = read_workspace(folder, today=FIRST_DAY, first_day=FIRST_DAY)
    assert json.loads(done.stdout)["days"] == plan.days
    return measured(seed, plan, workspace)


if __name__ == "__main__":
    main()
