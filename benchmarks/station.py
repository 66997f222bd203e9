"""A station from its files to its sheets: seconds and memory by part, and how they grow.

``make bench`` goes up to 10,000 households, which takes about ten minutes. Each part is a command
in a process of its own, timed from start to end; memory is that of its largest process. The search
runs for its budget whatever the size, so that is taken off. The exponent is fitted by least squares
on logarithms. Ways are straight lines: no street extract is needed.

Example: python -m benchmarks.station --households 100 1000 10000 --seconds 60 --name full
"""

from __future__ import annotations

import argparse
import csv
import math
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import numpy as np

from benchmarks.peers.report import head

RESULTS = Path(__file__).parent / "results"
FIRST_DAY = "2026-11-30"
HOUSEHOLDS_AN_OFFICER = 250
"""10,000 households are 40 officers'."""
PARTS = {
    "check": ("check",),
    "plan": ("plan", "--longest-day", "none"),
    "sheets": ("sheets",),
    "maps": ("maps",),
}
HOURS = ("", "Mo-Fr 08:00-11:00,16:00-18:00", "Mo-Fr 11:00-14:00", "Mo,We,Fr 08:00-12:00")
SETTINGS = """\
timezone = "Europe/Helsinki"
[station]
name = "Benchmark"
latitude = 60.17
longitude = 24.94
[plan]
days = {days}
[travel]
source = "straight-line"
[sheets]
demo = true
"""


@dataclass(frozen=True)
class Measured:
    """One part at one size: seconds of wall time, and megabytes at its largest."""

    households: int
    part: str
    seconds: float
    megabytes: float


def write_station(folder: Path, households: int) -> None:
    """Files of an invented station, drawn by a seed."""
    random, data = Random(households), folder / "data"
    data.mkdir()
    days = 5 if households < 5000 else 20
    (folder / "routeplan.toml").write_text(SETTINGS.format(days=days), encoding="utf-8")
    homes = []
    for n in range(households):
        if n % 3 == 0:
            spot = f"{60.17 + random.gauss(0, 0.01):.5f}", f"{24.94 + random.gauss(0, 0.02):.5f}"
        minutes, hours = 5 * random.randint(2, 6), random.choice(HOURS)
        homes.append((f"H{n}", f"Home {n}", *spot, f"Street {n // 3}", hours, minutes))
    head = ["id", "name", "latitude", "longitude", "address", "availability", "visit_minutes"]
    _write(data / "households.csv", head, homes)
    officers = [
        (f"O{k}", f"Officer {k}", "foot", "Mo-Fr 08:00-16:00", 30, "11:00-13:00")
        for k in range(max(1, households // HOUSEHOLDS_AN_OFFICER))
    ]
    head = ["id", "name", "mode", "hours", "break_minutes", "break_window"]
    _write(data / "officers.csv", head, officers)
    _write(data / "calendar.csv", ["date", "day", "officer", "hours", "partner", "note"], [])


def _write(path: Path, head: list[str], rows: list[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)


def measure(folder: Path, households: int, part: str, seconds: float) -> Measured:
    """Run one command; its budget is taken off its time."""
    name, *more = PARTS[part]
    arguments = [sys.executable, "-m", "routeplan", name, str(folder), *more]
    if name in ("check", "plan"):
        arguments += ["--first-day", FIRST_DAY]
    budget = seconds if name == "plan" else 0.0
    if name == "plan":
        arguments += ["--seconds", str(seconds)]
    began = time.perf_counter()
    pid = os.posix_spawn(
        sys.executable,
        arguments,
        dict(os.environ),
        file_actions=[(os.POSIX_SPAWN_OPEN, to, os.devnull, os.O_WRONLY, 0) for to in (1, 2)],
    )
    _, status, usage = os.wait4(pid, 0)
    took = time.perf_counter() - began
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 6):
        raise RuntimeError(f"routeplan {name} ended with {code} at {households} households")
    scale = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Measured(households, part, took - budget, usage.ru_maxrss / scale)


def exponent(sizes: list[int], values: list[float]) -> float:
    """The b of values = a x sizes^b that fits best."""
    slope, _ = np.polyfit(np.log(sizes), np.log(np.maximum(values, 1e-3)), 1)
    return float(slope)


def table(found: list[Measured]) -> str:
    """Seconds and megabytes by part and size; the exponent fitted to the three largest sizes."""
    sizes = sorted({figure.households for figure in found})
    rows = [
        f"| part | {' | '.join(f'{size:,}' for size in sizes)} | exponent |",
        "|---|" + "---|" * (len(sizes) + 1),
    ]
    for part in PARTS:
        own = {figure.households: figure for figure in found if figure.part == part}
        told = " | ".join(f"{own[n].seconds:.1f} s, {own[n].megabytes:,.0f} MB" for n in sizes)
        large = sizes[-3:]
        grows = exponent(large, [own[n].seconds for n in large]) if len(large) > 1 else math.nan
        rows.append(f"| {part} | {told} | {grows:.2f} |")
    return "\n".join(rows) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--households", type=int, nargs="+", default=[100, 300, 1000])
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--name", default="quick", help="of the result's file, behind the date")
    parser.add_argument("--results", type=Path, metavar="FOLDER", default=RESULTS)
    options = parser.parse_args()
    found = []
    for households in options.households:
        with tempfile.TemporaryDirectory() as folder:
            write_station(Path(folder), households)
            for part in PARTS:
                found.append(measure(Path(folder), households, part, options.seconds))
                print(found[-1], flush=True)
    text = head("From files to sheets") + (
        f"\nHouseholds across; besides {options.seconds:g} s of search each.\n\n" + table(found)
    )
    options.results.mkdir(parents=True, exist_ok=True)
    stem = f"{datetime.now(UTC):%Y-%m-%d}-station-{options.name}"
    (options.results / f"{stem}.md").write_text(text, encoding="utf-8")
    print(table(found))


if __name__ == "__main__":
    main()
