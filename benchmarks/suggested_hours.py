"""Whether ``plan --suggest-hours`` finds the move that helps, and tells of none that does not.

Run with ``python -m benchmarks.suggested_hours`` (an hour on one core). Every move of a shift that
a station of :mod:`benchmarks.forecast_model.stations` may have is planned by many seeds, as are the
shifts as they are; their means are taken for the truth. Then the suggestion is made as the command
makes it, by its own seeds, and held against them:

- the place that the quick estimate gives to the move that is truly best;
- moves suggested, and what they truly gain;
- false alarms: moves suggested that truly gain nothing, and how often the shifts as they are would
  pass for a move, compared with themselves by other seeds.

Moves to a Saturday behind the plan are left out here: these need plans that are a day longer.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from statistics import fmean

from benchmarks.forecast_model.stations import KINDS, write_station
from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.forecast.make_forecast import fitted
from routeplan.forecast.moved_shifts import ShiftMove, met_in_a_week
from routeplan.model.changes import Edit
from routeplan.model.plan import Plan
from routeplan.planning.expected_meetings import Expected, expected_of
from routeplan.planning.make_plan import make_plan
from routeplan.problem.solution import Budget
from routeplan.station.reading.open_station import Workspace, read_workspace
from routeplan.station.use_cases.moved_shifts.possible_moves import shift_moves
from routeplan.station.use_cases.moved_shifts.suggest_hours import (
    SEEDS,
    TRIED,
    Verdict,
    compared,
)
from routeplan.travel.straight_line import StraightLine

FIRST_DAY = date(2026, 11, 30)
STATIONS = ("half empty", "one officer", "over-full", "narrow windows", "night shift")
TRUE_SEEDS = 6
"""By so many further seeds what a move truly gains is taken from."""


@dataclass(frozen=True)
class Judged:
    """A move: what the estimate promises, what it truly gains, and the verdict."""

    estimate: float
    gain: float
    verdict: Verdict


def planned(workspace: Workspace, iterations: int, seed: int) -> Plan:
    """By the engine with one thread, straight lines for streets."""
    source, inputs = StraightLine(), workspace.inputs
    tables = source.tables(inputs.places, inputs.modes)
    budget = Budget(None, iterations)
    return make_plan(inputs, tables, source, RuinRecreate(threads=1), budget=budget, seed=seed)


def read(folder: Path, edits: Sequence[Edit] = ()) -> Workspace:
    """The folder's tables, with these cells in them."""
    today = FIRST_DAY - timedelta(days=1)
    return read_workspace(folder, today=today, first_day=FIRST_DAY, edits=edits, environment={})


def expected(folder: Path, edits: Sequence[Edit], iterations: int) -> list[Expected]:
    """By the suggestion's seeds, and then by those that the truth is taken from."""
    workspace = read(folder, edits)
    seeds = range(SEEDS + TRUE_SEEDS)
    return [expected_of(planned(workspace, iterations, seed)) for seed in seeds]


def judged(folder: Path, iterations: int) -> tuple[list[Judged], list[Expected]]:
    """Every move of the station, and what plans of the shifts as they are bring."""
    workspace = read(folder)
    base = expected(folder, (), iterations)
    plan = planned(workspace, iterations, 0)
    moves: list[ShiftMove] = shift_moves(workspace, workspace.inputs, today=date.min)
    now, then = met_in_a_week(workspace.inputs, plan, moves, fitted(workspace.inputs, plan))
    made = []
    for move, met in zip(moves, then, strict=True):
        plans = expected(folder, move.edits, iterations)
        gain = _met(plans[SEEDS:]) - _met(base[SEEDS:])
        made.append(Judged(met - now, gain, compared(base[:SEEDS], plans[:SEEDS])))
    return made, base


def _met(plans: Sequence[Expected]) -> float:
    return fmean(expectation.households for expectation in plans)


def told(kind: str, moves: Sequence[Judged], base: Sequence[Expected]) -> Iterator[str]:
    """A station's figures."""
    by_estimate = sorted(moves, key=lambda move: -move.estimate)
    best = max(moves, key=lambda move: move.gain)
    helps = [move for move in moves if move.verdict is Verdict.HELPS]
    alarms = [move for move in helps if move.gain <= 0]
    yield (
        f"{kind}: {len(moves)} moves; as they are {_met(base):.1f} met; truly best "
        f"{best.gain:+.2f}, place {1 + by_estimate.index(best)} by the estimate; best of the "
        f"first {TRIED} {max(move.gain for move in by_estimate[:TRIED]):+.2f}"
    )
    gains = f", truly {fmean(move.gain for move in helps):+.2f} in the mean" if helps else ""
    yield f"  pass all seeds: {len(helps)}{gains}; of these no true gain: {len(alarms)}"
    some = list(combinations(range(len(base)), SEEDS))
    pairs = [(one, other) for one in some for other in some if not {*one} & {*other}]
    passed = sum(
        compared([base[k] for k in one], [base[k] for k in other]) is Verdict.HELPS
        for one, other in pairs
    )
    yield f"  the shifts as they are pass for a move: {passed} of {len(pairs)} comparisons"


def main() -> None:
    """Print a station after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--iterations", type=int, default=1500)
    parser.add_argument("--stations", nargs="*", default=STATIONS, choices=KINDS)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    for kind in given.stations:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "station"
            write_station(folder, kind, given.seed)
            moves, base = judged(folder, given.iterations)
        for line in told(kind, moves, base):
            print(line, flush=True)


if __name__ == "__main__":
    main()
