"""What if one shift were at other hours: a week simulated with each move, in place of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from routeplan.forecast.make_forecast import simulated_station
from routeplan.forecast.simulated_weeks import SimulatedStation, one_week
from routeplan.forecast.travel_fit import FittedPace
from routeplan.forecast.week_arrays import NONE, Floats, Rounds
from routeplan.hours.windows import visit_times
from routeplan.model.changes import Edit
from routeplan.model.inputs import MAX_SHIFT_END_SECONDS, Inputs, Shift
from routeplan.model.plan import Plan
from routeplan.model.worth import worth_seconds

MOST_MOVES, FEWEST_MOVES = 150, 12
"""Moves that are simulated: so many at most, and so many of the largest station too."""
MOST_CELLS = 2_000_000
"""Moves x visits x shifts that are simulated in half a minute."""
HOUR_SECONDS = 3600


class MoveKind(StrEnum):
    """How a shift is moved: by hours, to the end of the same day, or to Saturday."""

    EARLIER = "earlier"
    LATER = "later"
    EVENING = "evening"
    SATURDAY = "saturday"


@dataclass(frozen=True, slots=True)
class ShiftMove:
    """A shift that could be at other hours instead.

    Parameters
    ----------
    shift, moved
        As it is, and what takes its place: as many hours of the same officers.
    edits
        Cells of the calendar that say so.
    """

    kind: MoveKind
    shift: Shift
    moved: Shift
    edits: tuple[Edit, ...]


def likeliest(inputs: Inputs, moves: Sequence[ShiftMove]) -> list[ShiftMove]:
    """As many of the moves as can be simulated soon, those that promise most by the hour.

    That is the sum over all visits of worth x the best chance in the hours of the shift, as it
    would be less as it is: who has the time for them all, nobody looks at here.
    """
    cells = max(len(inputs.visits) * len(inputs.shifts), 1)
    most = min(max(MOST_CELLS // cells, FEWEST_MOVES), MOST_MOVES)
    if len(moves) <= most:
        return list(moves)
    first_day = inputs.calendar.first_day.toordinal()
    worth = np.array([worth_seconds(v, inputs.policy, first_day) for v in inputs.visits])
    chance = _chance_by_hour(inputs)

    def promises(shift: Shift) -> float:
        hours = chance[:, shift.begin // HOUR_SECONDS : -(-shift.end // HOUR_SECONDS)]
        return float(worth @ hours.max(axis=1))

    gains = [promises(move.moved) - promises(move.shift) for move in moves]
    best = sorted(range(len(moves)), key=lambda k: -gains[k])[:most]
    return [moves[k] for k in sorted(best)]


def _chance_by_hour(inputs: Inputs) -> Floats:
    """``(n, h)`` the best chance of a visit that starts in an hour of the plan, by its usual hours.

    Six hours behind the last day are there too, for a shift may end in them.
    """
    end = inputs.calendar.elapsed(inputs.calendar.dates[-1], MAX_SHIFT_END_SECONDS)
    visits = tuple(replace(visit, appointment=None) for visit in inputs.visits)
    chance = np.zeros((len(visits), -(-end // HOUR_SECONDS) + 1))
    for row, times in zip(chance, visit_times(replace(inputs, visits=visits)), strict=True):
        for start in times.starts:
            hours = slice(start.first // HOUR_SECONDS, start.last // HOUR_SECONDS + 1)
            row[hours] = np.maximum(row[hours], start.chance)
    return chance


def met_in_a_week(
    inputs: Inputs, plan: Plan, moves: Sequence[ShiftMove], fit: FittedPace
) -> tuple[float, tuple[float, ...]]:
    """Households that a simulated week is expected to meet: as it is, and with each move.

    Parameters
    ----------
    inputs
        Their calendar holds the days of all moves.
    fit
        How long ways take, from the plan.
    """
    shifts = (*inputs.shifts, *(move.moved for move in moves))
    as_now = [len(shift.officers) for shift in inputs.shifts] + [0] * len(moves)
    station, _ = simulated_station(inputs, plan, shifts, [as_now], fit, 1)

    def met(on_shift: Sequence[int]) -> float:
        staffed = replace(station, officers=np.array([on_shift], np.int64))
        return _met(staffed, one_week(staffed))

    then = []
    for k, move in enumerate(moves):
        on_shift = [*as_now]
        on_shift[inputs.shifts.index(move.shift)] = 0
        on_shift[len(inputs.shifts) + k] = len(move.moved.officers)
        then.append(met(on_shift))
    return met(as_now), tuple(then)


def _met(station: SimulatedStation, week: Rounds) -> float:
    """Different households; one that is called on twice is met once."""
    shut = np.ones(station.homes)
    made = week.day_of != NONE
    np.multiply.at(shut, station.calls.home[made], 1 - week.chance[made])
    return float((1 - shut).sum())
