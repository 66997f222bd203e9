"""How far ``forecast`` is from weeks that are really planned again, on the demonstration.

Run with ``python benchmarks/forecast_error.py [runs]`` (20 runs, some minutes). Each run draws who
opens by the chances of the plan, takes those met off the list, and plans the next week for the
rest, until everybody has been met. Searches are short (``ITERATIONS``): what is compared is how
fast the list melts, not the last minute of travel. The result stands in ``results/``.
"""

from __future__ import annotations

import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np

from routeplan.availability import visit_times
from routeplan.formats.workspace import Workspace, read_workspace
from routeplan.model import Inputs, TravelTables
from routeplan.plan import Plan
from routeplan.problem import build_problem
from routeplan.solution import Budget
from routeplan.solve.longest_day import capped
from routeplan.solve.planner import make_plan
from routeplan.solve.ruin_recreate import RuinRecreate
from routeplan.travel import open_source
from routeplan.workload.forecast import Forecast, forecast

ROOT = Path(__file__).parent.parent
FIRST_DAY = date(2026, 11, 30)
FIRST_ITERATIONS = 20_000
ITERATIONS = 1_500
WEEKS = 20
SHOWN = 12
SEED = 1


def demo(folder: Path) -> Workspace:
    shutil.copytree(ROOT / "data", folder / "data")
    shutil.copy(ROOT / "routeplan.toml", folder)
    return read_workspace(folder, today=FIRST_DAY, first_day=FIRST_DAY, environment={})


def next_week(inputs: Inputs, met: set[str]) -> Inputs:
    """A week later, without the households met; appointments have passed."""
    calendar = inputs.calendar
    visits = tuple(
        replace(visit, appointment=None) for visit in inputs.visits if visit.household not in met
    )
    later = replace(calendar, first_day=calendar.first_day + timedelta(days=7))
    return replace(inputs, visits=visits, calendar=later)


def planned(inputs: Inputs, tables: TravelTables, cap: int | None) -> Iterator[tuple[str, float]]:
    """Household and chance of every visit of a short search."""
    times = visit_times(inputs)
    problem = build_problem(inputs, times, tables)
    problem = capped(problem, cap) if cap else problem
    found = RuinRecreate(threads=1).solve(problem, Budget(None, ITERATIONS), seed=SEED)
    for choice in found.choices:
        for v, (first, _) in zip(choice.visits, choice.starts, strict=True):
            chance = next(w.chance for w in times[v].starts if w.first <= first <= w.last)
            yield inputs.visits[v].household, chance


def one_run(inputs: Inputs, plan: Plan, tables: TravelTables, run: int) -> list[int]:
    """Households met by the end of each week."""
    random = np.random.default_rng([SEED, run])
    calls = {stop.household: stop.chance for route in plan.routes for stop in route.stops}
    everybody = {visit.household for visit in inputs.visits}
    met: set[str] = set()
    counts = []
    while len(counts) < WEEKS and met != everybody:
        met |= {who for who, chance in sorted(calls.items()) if random.random() < chance}
        counts.append(len(met))
        inputs = next_week(inputs, met)
        calls = dict(planned(inputs, tables, plan.search.longest_day_seconds))
    return counts


def report(told: Forecast, runs: list[list[int]]) -> Iterator[str]:
    weeks = min(SHOWN, max(len(told.bands), *(len(run) for run in runs)))
    table = np.array([(run + [run[-1]] * weeks)[:weeks] for run in runs])
    yield f"{told.households} households; {told.runs} simulated runs, {len(runs)} planned again"
    yield "week  simulated 10 % 50 % 90 %   planned: lowest  median  highest   difference"
    errors = []
    for week, planned_again in enumerate(table.T):
        band = told.bands[min(week, len(told.bands) - 1)]
        middle = float(np.median(planned_again))
        errors.append(band.middle - middle)
        yield (
            f"{week + 1:4}  {band.low:14} {band.middle:4} {band.high:4}   "
            f"{planned_again.min():15} {middle:7.0f} {planned_again.max():8}   {errors[-1]:+10.1f}"
        )
    worst = max(errors, key=abs)
    share = 100 / told.households
    yield (
        f"mean error {np.mean(np.abs(errors)) * share:.2f} % of households, "
        f"largest {worst * share:+.2f} %"
    )
    whole = sum(run[-1] == told.households for run in runs)
    yield (
        f"everybody met within {WEEKS} weeks: {100 * told.ever:.0f} % of the simulated runs, "
        f"{whole} of {len(runs)} planned again"
    )


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    print(
        f"{datetime.now().astimezone():%Y-%m-%d}, {platform.machine()}, {platform.system()}, "
        f"Python {platform.python_version()}, numpy {np.__version__}, "
        f"{ITERATIONS} iterations a week"
    )
    with tempfile.TemporaryDirectory() as name:
        workspace = demo(Path(name))
        inputs = workspace.inputs
        source = open_source("streets", area=workspace.area, cache=workspace.cache)
        try:
            tables = source.tables(inputs.places, inputs.modes)
            budget = Budget(None, FIRST_ITERATIONS)
            plan = make_plan(inputs, tables, source, RuinRecreate(), budget=budget, seed=SEED)
        finally:
            source.close()
        runs = [one_run(inputs, plan, tables, run) for run in range(count)]
        for line in report(forecast(inputs, plan), runs):
            print(line)


if __name__ == "__main__":
    main()
