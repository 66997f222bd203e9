"""How fast the engine is: iterations a second on one and two threads, and its first start.

Run with ``make bench`` or ``python benchmarks/engine_speed.py``; takes less than two minutes. The
problem is as large as the demonstration's week: 480 homes in 240 buildings, 28 shifts, straight
lines, drawn by a seed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from random import Random
from zoneinfo import ZoneInfo

from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.hours.windows import visit_times
from routeplan.model.inputs import (
    Coordinate,
    Household,
    Inputs,
    Mode,
    Officer,
    Place,
    PlanCalendar,
    Policy,
    Shift,
    ShiftBreak,
    Station,
    Visit,
)
from routeplan.problem.arrays import Problem
from routeplan.problem.numbering import build_problem
from routeplan.problem.solution import Budget
from routeplan.travel.straight_line import StraightLine

SECONDS = 10.0
HOUR, DAY = 3600, 86_400
START = """
import time
began = time.perf_counter()
from routeplan.engines.ruin_recreate.compiled import ensure_compiled
ensure_compiled(lambda: None)
print(time.perf_counter() - began)
"""
HOURS = ("", "Mo-Fr 08:00-11:00", "Mo-Fr 12:00-14:00", "Mo,We 08:00-12:00,13:00-18:00")


def demo_sized() -> Problem:
    random = Random(1)
    spots = [
        Coordinate(60.15 + random.random() / 25, 24.9 + random.random() / 10) for _ in range(241)
    ]
    places = tuple(Place(spot, f"Building {p}") for p, spot in enumerate(spots))
    homes, visits = [], []
    for n in range(480):
        place = 1 + n // 2
        homes.append(Household(f"h{n}", "", "", spots[place], place, random.choice(HOURS)))
        needed = 2 if n % 20 == 0 else 1
        visits.append(Visit(f"v{n}", f"h{n}", 300 * random.randint(1, 8), officers_needed=needed))
    shifts = []
    for day in range(4):
        for k in range(7):
            noon = DAY * day + 12 * HOUR
            pause = ShiftBreak(noon, noon + HOUR, HOUR // 2)
            begin, end = noon - 4 * HOUR, noon + 4 * HOUR
            shifts.append(Shift(f"{k}/{day}", (str(k),), day, Mode.FOOT, begin, end, pause))
    calendar = PlanCalendar(date(2026, 11, 30), 4, ZoneInfo("Europe/Helsinki"))
    officers = tuple(Officer(str(k), f"Officer {k}", Mode.FOOT) for k in range(7))
    station = Station("Benchmark", spots[0])
    inputs = Inputs(
        station, calendar, Policy(), tuple(homes), officers, tuple(visits), tuple(shifts), places
    )
    return build_problem(inputs, visit_times(inputs), StraightLine().tables(places, [Mode.FOOT]))


def start_seconds(cache: str) -> float:
    """Seconds until the engine can search, in a new process with this cache of kernels."""
    environment = os.environ | {"NUMBA_CACHE_DIR": cache}
    run = [sys.executable, "-c", START]
    done = subprocess.run(run, env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout)


def main() -> None:
    problem = demo_sized()
    print(f"{problem.visits} visits, {problem.shifts} shifts, {problem.places} places\n")
    with tempfile.TemporaryDirectory() as cache:
        for name in ("first start, compiling", "later start, from the cache"):
            print(f"{name:<28}{start_seconds(cache):8.1f} s", flush=True)
    RuinRecreate(threads=1).solve(problem, Budget(None, 1))
    for threads in (1, 2):
        began = time.perf_counter()
        found = RuinRecreate(threads=threads).solve(problem, Budget(SECONDS), seed=1)
        speed = found.iterations / (time.perf_counter() - began)
        made = len({v for choice in found.choices for v in choice.visits})
        print(
            f"{f'{threads} thread(s), {SECONDS:.0f} s':<28}{speed:8,.0f} iterations/s, "
            f"{made} visits in, objective {found.cost / 60:,.0f} minutes",
            flush=True,
        )


if __name__ == "__main__":
    main()
