"""How fast the visit log answers: ``due``, ``learn`` and ``report`` with 100,000 results.

Run with ``make bench`` or ``python benchmarks/visit_log.py``; takes about a minute. 5,000
households, twenty calls on each, written by the library; then the commands as users call them, each
in a process of its own. Beside ``due`` stands the same station without a log: what the log costs
is the difference. Seconds are those of the processor, which do not grow when others use it too, and
behind them those of the clock.
"""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from routeplan.visitlog.log_records import Entry, Help, Opinion, Result
from routeplan.visitlog.store import writing
from routeplan.visitlog.writing import add_entries

HOUSEHOLDS, CALLS, REPEATS = 5_000, 20, 3
FIRST, TODAY = date(2026, 1, 5), date(2026, 11, 30)
SETTINGS = """\
timezone = "Europe/Helsinki"
[station]
name = "Benchmark"
latitude = 60.17
longitude = 24.94
[travel]
source = "straight-line"
"""
RESULTS = (Result.OUT, Result.OUT, Result.MET, Result.ENTERED, Result.REFUSED)


def write_station(root: Path) -> None:
    (root / "data").mkdir()
    (root / "routeplan.toml").write_text(SETTINGS, encoding="utf-8")
    random = Random(1)
    tables = {
        "households.csv": [["id", "name", "latitude", "longitude"]]
        + [
            [f"H{k}", f"Resident {k}", *(f"{x:.6f}" for x in _place(random))]
            for k in range(HOUSEHOLDS)
        ],
        "officers.csv": [["id", "name", "mode", "hours"], ["O1", "A", "foot", "Mo-Fr 08:00-16:00"]],
        "calendar.csv": [["date", "day"]],
    }
    for name, rows in tables.items():
        with (root / "data" / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)


def _place(random: Random) -> tuple[float, float]:
    return 60.15 + random.random() / 25, 24.9 + random.random() / 10


def write_log(path: Path) -> None:
    random = Random(2)
    entries = []
    for k in range(HOUSEHOLDS):
        for _ in range(CALLS):
            result = random.choice(RESULTS)
            day = FIRST + timedelta(days=random.randrange(320))
            at = 3600 * random.randrange(8, 20)
            entry = Entry(day, f"H{k}", f"H{k}", ("O1",), result, persons=1, called_at=at)
            entries.append(_told(entry, random) if result.is_met else replace(entry, persons=0))
    with writing(path) as log:
        add_entries(log, entries, at="2026-11-29T18:00:00+02:00", by="benchmark")
        (count,) = log.execute("SELECT count(*) FROM results").fetchone()
    print(f"{count:,} results of {HOUSEHOLDS:,} households, {path.stat().st_size / 1e6:.0f} MB")


def _told(met: Entry, random: Random) -> Entry:
    """Somebody was asked; one in ten has an opinion, one in ten is helped."""
    opinions = (Opinion(random.choice(("lamps", "traffic")), "x"),) if random.random() < 0.1 else ()
    given = (Help("advice"),) if random.random() < 0.1 else ()
    return replace(met, satisfied=random.random() < 0.8, opinions=opinions, help_given=given)


def seconds_of(root: Path, *command: str) -> str:
    """The best of several runs, each a process of its own: of the processor, and by the clock."""
    best = (float("inf"), float("inf"))
    for _ in range(REPEATS):
        began, used = time.perf_counter(), _used()
        subprocess.run(
            [sys.executable, "-m", "routeplan", *command],
            cwd=root,
            env=os.environ | {"ROUTEPLAN_TODAY": str(TODAY)},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        best = min(best, (_used() - used, time.perf_counter() - began))
    return f"{best[0]:.2f} s ({best[1]:.2f} s by the clock)"


def _used() -> float:
    """Processor seconds of all processes that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_station(root)
        print(f"due without a log: {seconds_of(root, 'due')}")
        write_log(root / "data" / "visits.db")
        print(f"due with the log: {seconds_of(root, 'due')}")
        print(f"learning with the log: {seconds_of(root, 'learn')}")
        print(f"report of all of it: {seconds_of(root, 'report', '--from', str(FIRST))}")
        print(f"report of a month: {seconds_of(root, 'report', '--month', '2026-11')}")
        typed = ("record", "2026-11-27", "m", "--household", "H7")
        print(f"one result typed: {seconds_of(root, *typed)}")


if __name__ == "__main__":
    main()
