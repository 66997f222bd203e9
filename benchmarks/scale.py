"""How long a large station takes, part by part: seconds and peak memory from inputs to a plan.

``python -m benchmarks.scale [--visits 10000] [--days 20] [--officers 40] [--seconds 60]``. The
station is drawn by a seed: two homes a building, several kinds of hours, one visit in twenty for
two officers, one in a hundred promised, a break in every shift, straight lines. Everything can fit.
The plan is judged before it is counted.

``python -m benchmarks.scale --size large`` is a week of 100,000 visits at 20,000 places by 1,000
officers, five days each, planned as ``routeplan plan`` does it: in regions, days evened out, judged
by region and as a whole, its ``plan.json`` worded. It is judged once more by ways that come
straight from coordinates. ``--plan`` does so at any other size, ``--region-visits 2500`` cuts a
station that would be planned as one, and ``--name`` writes the figures into ``benchmarks/results``.
"""

from __future__ import annotations

import argparse
import math
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from benchmarks.peers.report import head
from routeplan.check import judge
from routeplan.engines.ruin_recreate.compiled import ensure_compiled
from routeplan.engines.ruin_recreate.engine import THREADS, RuinRecreate
from routeplan.formats.plans.plan_json import plan_text
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
    TravelTables,
    Visit,
)
from routeplan.model.places import great_circle_metres_between
from routeplan.model.plan import Leg, Plan, SearchRecord
from routeplan.planning.make_plan import make_plan
from routeplan.planning.regions.limits import USUAL, Limits, parts_of
from routeplan.planning.regions.plan_in_regions import SearchWish, plan_in_regions
from routeplan.planning.solution_to_plan import assemble
from routeplan.problem.arrays import Problem
from routeplan.problem.numbering import build_problem
from routeplan.problem.solution import Budget, Solution, Watch
from routeplan.travel.source import Journey, Progress
from routeplan.travel.straight_line import METRES_PER_SECOND, StraightLine

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
RESULTS = Path(__file__).parent / "results"
LARGE = {
    "visits": 100_000,
    "homes": 5,
    "days": 7,
    "workdays": 5,
    "officers": 1000,
    "seconds": 240.0,
}
"""``homes`` are those of a building; ``workdays`` of seven an officer works."""


def station(visits: int, days: int, officers: int, *, homes: int = 2, workdays: int = 7) -> Inputs:
    """A town whose area grows with its homes: 250 buildings on a square kilometre."""
    random = Random(1)
    side = (visits / homes / 250) ** 0.5 * 1000 / METRES_A_DEGREE
    buildings = (visits + homes - 1) // homes
    spots = [
        Coordinate(60.15 + random.random() * side, 24.9 + 2 * random.random() * side)
        for _ in range(buildings + 1)
    ]
    places = tuple(Place(spot, f"Building {p}") for p, spot in enumerate(spots))
    households, calls = [], []
    for n in range(visits):
        at = 1 + n // homes
        households.append(Household(f"h{n}", "", "", spots[at], at, random.choice(HOURS)))
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
        tuple(households),
        staff,
        tuple(calls),
        tuple(
            _shift(f"o{k}", day, k)
            for day in range(days)
            for k in range(officers)
            if (day + k) % 7 < workdays
        ),
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


class Searching(RuinRecreate):
    """The engine, and the seconds that it was searching."""

    def __init__(self, threads: int) -> None:
        super().__init__(threads=threads)
        self.seconds = 0.0

    def solve(
        self,
        problem: Problem,
        budget: Budget,
        *,
        seed: int = 0,
        start: Solution | None = None,
        watch: Watch | None = None,
    ) -> Solution:
        began = time.perf_counter()
        try:
            return super().solve(problem, budget, seed=seed, start=start, watch=watch)
        finally:
            self.seconds += time.perf_counter() - began


class Travelling(StraightLine):
    """Straight lines, and the seconds that tables and legs took."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def tables(
        self, places: Sequence[Place], modes: Sequence[Mode], progress: Progress | None = None
    ) -> TravelTables:
        began = time.perf_counter()
        tables = super().tables(places, modes, progress)
        self.seconds += time.perf_counter() - began
        return tables

    def legs(
        self, places: Sequence[Place], journeys: Sequence[Journey], tables: TravelTables
    ) -> list[Leg]:
        began = time.perf_counter()
        legs = super().legs(places, journeys, tables)
        self.seconds += time.perf_counter() - began
        return legs


@dataclass(frozen=True)
class AsTheCrowFlies:
    """Ways straight from coordinates: no table, and no code of the regions."""

    inputs: Inputs
    source: str = StraightLine.source
    estimate: bool = True

    def between(self, mode: Mode, here: int, there: int) -> tuple[int, int]:
        places = self.inputs.places
        metres = great_circle_metres_between(places[here].coordinate, places[there].coordinate)
        return math.ceil(metres / METRES_PER_SECOND[mode]), math.ceil(metres)


def drawn(options: argparse.Namespace) -> Inputs:
    """The station of that size."""
    return station(
        options.visits,
        options.days,
        options.officers,
        homes=options.homes,
        workdays=options.workdays,
    )


def whole_way(options: argparse.Namespace, say: Callable[[str], None]) -> None:
    """As ``routeplan plan`` does it, from inputs to ``plan.json``."""
    inputs = drawn(options)
    limits = (
        Limits(visits=0, region_visits=options.region_visits) if options.region_visits else USUAL
    )
    parts = parts_of(inputs, limits)
    say(
        f"{len(inputs.visits):,} visits, {len(inputs.shifts):,} shifts, "
        f"{len(inputs.places):,} places, {options.officers:,} officers, "
        f"{f'{parts} regions' if parts > 1 else 'as one'}, "
        + (f"{options.iterations:,} iterations" if options.iterations else f"{options.seconds:g} s")
        + " of search"
    )
    engine, source = Searching(options.threads), Travelling()
    budget = Budget(None, options.iterations) if options.iterations else Budget(options.seconds)
    wish = SearchWish(engine, budget, seed=1)
    with timing("plan", say):
        if parts > 1:
            plan = plan_in_regions(inputs, source, wish, limits)
        else:
            tables = source.tables(inputs.places, inputs.modes)
            plan = make_plan(inputs, tables, source, engine, budget=wish.budget, seed=1)
    say(f"  of it search {engine.seconds:.1f} s, tables and legs {source.seconds:.1f} s")
    with timing("plan.json", say):
        say(f"  {len(plan_text(plan)) / 1e6:,.1f} MB")
    with timing("judge again", say):
        broken = judge(inputs, visit_times(inputs), AsTheCrowFlies(inputs), plan)
    say(told_of(plan, len(broken)))


def told_of(plan: Plan, broken: int) -> str:
    codes = Counter(entry.code for entry in plan.left_out)
    why = ", ".join(f"{code} {count:,}" for code, count in sorted(codes.items()))
    return (
        f"{len(plan.visits_made):,} visits made, {len(plan.left_out):,} left out"
        f"{f' ({why})' if why else ''}, {broken} rules broken, "
        f"{plan.totals.promises_missed} promises missed, {plan.search.iterations:,} iterations, "
        f"objective {plan.totals.objective:,} s, of it travel {plan.totals.travel:,} s"
    )


def main() -> None:
    options = arguments()
    ensure_compiled(lambda: print("compiling, which is not counted"))
    lines: list[str] = []

    def say(line: str) -> None:
        print(line, flush=True)
        lines.append(line)

    with timing("all", say):
        (whole_way if options.plan else by_parts)(options, say)
    if options.name:
        RESULTS.mkdir(exist_ok=True)
        path = RESULTS / f"{datetime.now(UTC):%Y-%m-%d}-scale-{options.name}.md"
        text = "\n".join(lines)
        path.write_text(f"{head('A large station')}\n```\n{text}\n```\n", encoding="utf-8")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", choices=("usual", "large"), default="usual")
    usual = {"visits": 10_000, "homes": 2, "days": 20, "workdays": 7, "officers": 40}
    for name, default in usual.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--iterations", type=int, help="of the search, in place of seconds")
    parser.add_argument("--threads", type=int, default=THREADS)
    parser.add_argument("--plan", action="store_true")
    parser.add_argument("--region-visits", type=int, default=0)
    parser.add_argument("--name", default="", help="of the result's file, behind the date")
    if parser.parse_known_args()[0].size == "large":
        parser.set_defaults(plan=True, **LARGE)
    return parser.parse_args()


def by_parts(options: argparse.Namespace, say: Callable[[str], None]) -> None:
    """One search between the numbers and the plan, each part by itself."""
    inputs = drawn(options)
    say(f"{len(inputs.visits)} visits, {len(inputs.shifts)} shifts, {len(inputs.places)} places")
    with timing("availability", say):
        times = visit_times(inputs)
    with timing("travel", say):
        travel = StraightLine().tables(inputs.places, inputs.modes)
    with timing("problem", say):
        problem = build_problem(inputs, times, travel)
    with timing("search", say):
        engine = RuinRecreate(threads=options.threads)
        found = engine.solve(problem, Budget(options.seconds), seed=1)
    with timing("assemble", say):
        search = SearchRecord(engine.name, 1, found.iterations)
        plan = assemble(inputs, times, travel, problem, found, search)
    with timing("judge", say):
        broken = judge(inputs, times, travel, plan)
    say(told_of(plan, len(broken)))


if __name__ == "__main__":
    main()
