"""What if one shift were at other hours: a week simulated with each move, in place of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from routeplan.forecast.arrays import NONE, Rounds
from routeplan.forecast.fit import Fit
from routeplan.forecast.make import simulated_station
from routeplan.forecast.weeks import SimulatedStation, one_week
from routeplan.model.changes import Edit
from routeplan.model.inputs import Inputs, Shift
from routeplan.model.plan import Plan


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


def met_in_a_week(
    inputs: Inputs, plan: Plan, moves: Sequence[ShiftMove], fit: Fit
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
