"""Staffing options side by side: shifts at other hours, and one officer more, by who is met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np

from routeplan.forecast.make_forecast import fitted, simulated_station
from routeplan.forecast.moved_shifts import ShiftMove, likeliest, met_in_a_week
from routeplan.forecast.simulated_weeks import SimulatedStation, met_by_week
from routeplan.forecast.week_arrays import Floats
from routeplan.forecast.what_if import Staffing, steps_of
from routeplan.model.inputs import Inputs, Shift
from routeplan.model.plan import Plan, paid_seconds

MOVES_SHOWN = 3
"""At most, each of another shift."""
LEAST_MORE = 0.05
"""Households that a move has to meet more in a simulated week to be looked at further."""
SURE = 2.0
"""Standard errors of a difference that is no chance."""
HOUR_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class StaffingOption:
    """One way to staff all weeks.

    Parameters
    ----------
    moves
        Shifts that are at other hours.
    officers
        How many more there are.
    hours
        Of all officers together on shift in a round, without breaks.
    met
        Households met in the end: the mean of all runs.
    more, error
        How many more than as now, with the same luck at the doors, and its standard error.
    """

    moves: tuple[ShiftMove, ...]
    officers: int
    hours: float
    met: float
    more: float = 0.0
    error: float = 0.0

    @property
    def is_sure(self) -> bool:
        """Whether the difference is more than the luck of the runs."""
        return abs(self.more) > SURE * self.error


@dataclass(frozen=True, slots=True)
class StaffingOptions:
    """As now, the best moves, these together, and one officer more; over so many rounds."""

    now: StaffingOption
    others: tuple[StaffingOption, ...]
    rounds: int
    runs: int

    def met_an_hour(self, option: StaffingOption) -> float:
        """Households met for each hour of an officer."""
        hours = option.hours * self.rounds
        return option.met / hours if hours else 0.0

    def hours_worth(self, option: StaffingOption) -> float | None:
        """Hours of one officer more, in a round, that would bring as much; None where unknown."""
        officer = next(
            (staffing_option for staffing_option in self.others if staffing_option.officers > 0),
            None,
        )
        if officer is None or option.officers or not (option.is_sure and officer.is_sure):
            return None
        if officer.more <= 0 or option.more <= 0:
            return None
        return option.more * (officer.hours - self.now.hours) / officer.more


def compare_staffing(
    inputs: Inputs,
    plan: Plan,
    moves: Sequence[ShiftMove],
    *,
    rounds: int,
    runs: int,
    seed: int = 0,
) -> StaffingOptions:
    """Simulate all weeks, also the first, as each option would have them planned.

    Parameters
    ----------
    inputs
        The plan's own; their calendar holds the days of all moves.
    moves
        To choose from: the best of different shifts are simulated.
    rounds, runs
        Each round is as long as the plan, in whole weeks.
    """
    fit = fitted(inputs, plan)
    some = likeliest(inputs, moves)
    now, then = met_in_a_week(inputs, plan, some, fit)
    rated = sorted(zip(then, some, strict=True), key=lambda rated_move: -rated_move[0])
    best = list(_best(rated, now + LEAST_MORE))
    steps = steps_of(inputs, Staffing(officers=1))
    copies = steps.shifts[len(inputs.shifts) :]
    shifts = (*inputs.shifts, *(move.moved for move in best), *copies)
    rows = _Rows(inputs, best, len(copies))
    station, _ = simulated_station(inputs, plan, shifts, [rows.now], fit, rounds)

    def simulated(*on_shift: Sequence[int]) -> Floats:
        staffed = replace(station, officers=np.array(on_shift, np.int64))
        return _met_in_the_end(staffed, rounds, runs, seed)

    as_now = simulated(rows.now)
    chosen: list[tuple[ShiftMove, ...]] = [(move,) for move in best]
    if len(together := _one_an_officer(best)) > 1:
        chosen.append(together)
    others = [
        _option(choice, 0, shifts, rows.moved(choice), simulated(rows.moved(choice)), as_now)
        for choice in chosen
    ]
    if copies:
        more = [*rows.now[: len(rows.now) - len(copies)], *steps.steps[-1].on_shift[-len(copies) :]]
        met = simulated(rows.now, more)
        others.append(_option((), 1, shifts, more, met, as_now))
    first = _option((), 0, shifts, rows.now, as_now, as_now)
    return StaffingOptions(first, tuple(others), rounds, runs)


def _met_in_the_end(station: SimulatedStation, rounds: int, runs: int, seed: int) -> Floats:
    """``(runs,)``."""
    met: Floats = met_by_week(station, rounds, runs, seed)[-1].astype(np.float64)
    return met


def _best(rated: Sequence[tuple[float, ShiftMove]], least: float) -> Iterator[ShiftMove]:
    """The best move of each shift, of the few shifts that promise most."""
    seen: set[str] = set()
    for met, move in rated:
        if met >= least and move.shift.id not in seen and len(seen) < MOVES_SHOWN:
            seen.add(move.shift.id)
            yield move


def _one_an_officer(best: Sequence[ShiftMove]) -> tuple[ShiftMove, ...]:
    """The best move of each officer: two of one officer could leave too little rest."""
    seen: set[str] = set()
    chosen = []
    for move in best:
        if not seen & {*move.shift.officers}:
            seen |= {*move.shift.officers}
            chosen.append(move)
    return tuple(chosen)


@dataclass(frozen=True)
class _Rows:
    """How many officers are on each shift: the station's, the moved ones, those of one more."""

    inputs: Inputs
    best: Sequence[ShiftMove]
    copies: int

    @property
    def now(self) -> list[int]:
        on_shift = [len(shift.officers) for shift in self.inputs.shifts]
        return on_shift + [0] * (len(self.best) + self.copies)

    def moved(self, moves: Sequence[ShiftMove]) -> list[int]:
        row, shifts = self.now, self.inputs.shifts
        for move in moves:
            row[shifts.index(move.shift)] = 0
            row[len(shifts) + self.best.index(move)] = len(move.moved.officers)
        return row


def _option(
    moves: Sequence[ShiftMove],
    officers: int,
    shifts: Sequence[Shift],
    on_shift: Sequence[int],
    met: Floats,
    as_now: Floats,
) -> StaffingOption:
    more = met - as_now
    error = float(more.std(ddof=1)) / sqrt(len(more)) if len(more) > 1 else 0.0
    counted = zip(on_shift, shifts, strict=True)
    hours = sum(count * paid_seconds(shift) for count, shift in counted)
    return StaffingOption(
        tuple(moves), officers, hours / HOUR_SECONDS, float(met.mean()), float(more.mean()), error
    )
