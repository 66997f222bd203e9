"""How long a large station takes, part by part: seconds and peak memory from inputs to a plan.

``python benchmarks/scale.py [--visits 10000] [--days 20] [--officers 40] [--seconds 60]``. The
station is drawn by a seed: two homes a building, several kinds of hours, one visit in twenty for
two officers, one in a hundred promised, a break in every shift, straight lines. Everything can fit.
The plan is judged before it is counted.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from random import Random
from zoneinfo import ZoneInfo

from routeplan.check import judge
from routeplan.engines.ruin_recreate.compiled import ensure_compiled
from routeplan.engines.ruin_recreate.engine import THREADS, RuinRecreate
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
    Priority,
    Shift,
    ShiftBreak,
    Station,
    Visit,
)
from routeplan.model.plan import SearchRecord
from routeplan.planning.solution_to_plan import assemble
from routeplan.problem.numbering import build_problem
from routeplan.problem.solution import Budget
from routeplan.travel.straight_line import StraightLine

HOUR, DAY, MINUTE = 3600, 86_400, 60
HOURS = (
    "",
    "",
    "Mo-Fr 08:00-11:00",
    "Mo-Fr 12:00-14:00,17:00-19:00",
    "Mo,We 08:00-12:00,13:00-18:00",
    "Sa,Su 10:00-16:00",
)
METRES_A_DEGREE = 111_000


def station(visits: int, days: int, officers: int) -> Inputs:
    """A town whose area grows with its homes: 250 buildings on a square kilometre."""
    random = Random(1)
    side = (visits / 2 / 250) ** 0.5 * 1000 / METRES_A_DEGREE
    buildings = (visits + 1) // 2
    spots = [
        Coordinate(60.15 + random.random() * side, 24.9 + 2 * random.random() * side)
        for _ in range(buildings + 1)
    ]
    places = tuple(Place(spot, f"Building {p}") for p, spot in enumerate(spots))
    homes, calls = [], []
    for n in range(visits):
        at = 1 + n // 2
        homes.append(Household(f"h{n}", "", "", spots[at], at, random.choice(HOURS)))
        priority = Priority.MUST if n % 100 == 1 else random.choice([Priority.LOW, Priority.NORMAL])
        needed = 2 if n % 20 == 0 else 1
        calls.append(
            Visit(
                f"v{n}", f"h{n}", MINUTE * random.randint(5, 20), priority, officers_needed=needed
            )
        )
    calendar = PlanCalendar(date(2026, 11, 30), days, ZoneInfo("Europe/Helsinki"))
    staff = tuple(Officer(f"o{k}", f"Officer {k}", Mode.BIKE) for k in range(officers))
    return Inputs(
        Station("Benchmark", spots[0]),
        calendar,
        Policy(),
        tuple(homes),
        staff,
        tuple(calls),
        tuple(_shift(f"o{k}", day, k) for day in range(days) for k in range(officers)),
        places,
    )


def _shift(officer: str, day: int, k: int) -> Shift:
    """Half of the officers work early, half late."""
    noon = DAY * day + 12 * HOUR
    begin = noon - 4 * HOUR if k % 2 else noon - HOUR
    pause = ShiftBreak(begin + 3 * HOUR, begin + 5 * HOUR, HOUR // 2)
    return Shift(f"{officer}/{day}", (officer,), day, Mode.BIKE, begin, begin + 8 * HOUR, pause)


@contextmanager
def timing(name: str, told: Callable[[str], object] = print) -> Iterator[None]:
    began, worked = time.perf_counter(), time.process_time()
    yield
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
    took, worked = time.perf_counter() - began, time.process_time() - worked
    told(f"{name:<14}{took:7.1f} s {worked:7.1f} s of work {peak:6.2f} GB at most so far")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("visits", 10_000), ("days", 20), ("officers", 40), ("threads", THREADS)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--seconds", type=float, default=60.0)
    options = parser.parse_args()
    ensure_compiled(lambda: print("compiling, which is not counted"))
    inputs = station(options.visits, options.days, options.officers)
    print(f"{len(inputs.visits)} visits, {len(inputs.shifts)} shifts, {len(inputs.places)} places")
    with timing("all"):
        with timing("availability"):
            times = visit_times(inputs)
        with timing("travel"):
            travel = StraightLine().tables(inputs.places, inputs.modes)
        with timing("problem"):
            problem = build_problem(inputs, times, travel)
        with timing("search"):
            engine = RuinRecreate(threads=options.threads)
            found = engine.solve(problem, Budget(options.seconds), seed=1)
        with timing("assemble"):
            search = SearchRecord(engine.name, 1, found.iterations)
            plan = assemble(inputs, times, travel, problem, found, search)
        with timing("judge"):
            violations = judge(inputs, times, travel, plan)
    made = {stop.visit for route in plan.routes for stop in route.stops}
    print(
        f"{len(made)} visits made, {len(violations)} rules broken, "
        f"{plan.totals.promises_missed} promises missed, {found.iterations:,} iterations, "
        f"travel {plan.totals.travel / HOUR:,.0f} h"
    )


if __name__ == "__main__":
    main()
