"""The households still to be met, as numbers: when they can be called on, and with what chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from routeplan.availability import VisitTimes, visit_times
from routeplan.model import Inputs, Shift, Visit
from routeplan.problem import is_promised, worth_seconds

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]
PROMISED = 1e12
"""Worth of a promise: before everything else."""


@dataclass(frozen=True)
class Pool:
    """``n`` households, ``d`` days of the plan.

    Parameters
    ----------
    visits
        The first visit of each household, without its appointment; meeting it once is enough.
    seconds
        ``(n,)`` length of the visit.
    officers
        ``(n,)`` rounds that it takes part of: 2 where two officers come from two rounds.
    chance
        ``(n, d)`` best chance at which somebody on shift can come on that day, 0 when nobody can.
    """

    visits: tuple[Visit, ...]
    seconds: Floats
    officers: Floats
    chance: Floats

    @property
    def can_be_met(self) -> Bools:
        """``(n,)`` whether anybody can come on any day."""
        met: Bools = self.chance.max(axis=1, initial=0.0) > 0
        return met


def pool(inputs: Inputs, shifts: Sequence[Shift]) -> Pool:
    """The households of ``inputs`` that may be called on, by these shifts.

    Appointments are this round's: a household that is missed then keeps its usual hours.
    """
    first: dict[str, Visit] = {}
    for visit in inputs.visits:
        first.setdefault(visit.household, visit)
    usual = tuple(replace(visit, appointment=None) for visit in first.values())
    times = visit_times(replace(inputs, visits=usual))
    crews = all(len(shift.officers) > 1 for shift in shifts)
    return Pool(
        visits=usual,
        seconds=np.array([visit.seconds for visit in usual], np.float64),
        officers=np.array([1 if crews else visit.officers_needed for visit in usual], np.float64),
        chance=_chances(usual, times, shifts, inputs.calendar.days),
    )


def _chances(
    visits: Sequence[Visit], times: Sequence[VisitTimes], shifts: Sequence[Shift], days: int
) -> Floats:
    found = np.zeros((len(visits), days))
    known: dict[object, Floats] = {}
    for i, (visit, own) in enumerate(zip(visits, times, strict=True)):
        alike = (id(own), visit.seconds, visit.skills, visit.officers_needed)
        if alike not in known:
            known[alike] = _chance_by_day(visit, own, shifts, days)
        found[i] = known[alike]
    return found


def _chance_by_day(visit: Visit, times: VisitTimes, shifts: Sequence[Shift], days: int) -> Floats:
    """``(d,)`` the best chance on each day, if those on shift then suffice."""
    best, people, able = np.zeros(days), np.zeros(days), np.zeros(days, bool)
    for shift in shifts:
        reach = [
            start.chance
            for start in times.starts
            if start.first <= shift.end - visit.seconds and start.last >= shift.begin
        ]
        if reach:
            best[shift.day] = max(best[shift.day], *reach)
            people[shift.day] += len(shift.officers)
            able[shift.day] |= visit.skills <= shift.skills
    return np.where(able & (people >= visit.officers_needed), best, 0.0)


def worth_after(inputs: Inputs, found: Pool, days: int) -> Floats:
    """``(n,)`` what meeting each household is worth so many days after the plan's first day.

    Worth grows past the due date; promises come before all else.
    """
    on = inputs.calendar.first_day + timedelta(days=days)
    last = on + timedelta(days=inputs.calendar.days - 1)
    return np.array(
        [
            PROMISED
            if is_promised(visit, last.toordinal())
            else worth_seconds(visit, inputs.policy, on.toordinal())
            for visit in found.visits
        ],
        np.float64,
    )
