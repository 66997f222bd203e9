"""Which regions have somebody who can make a visit: hours, skills, promised officers, two of them.

Whether there is a way is found out later, when there are tables.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from routeplan.hours.windows import VisitTimes
from routeplan.model.inputs import Inputs
from routeplan.planning.regions.cut import Ints
from routeplan.problem.arrays import HAS_SKILLS, IS_PROMISED, SUFFICES, TAKES_PART, UInt8
from routeplan.problem.numbering import overlapping, people_bits

Bools = npt.NDArray[np.bool_]


class Able:
    """Asked by visit; visits that ask for the same are looked at once.

    Parameters
    ----------
    shift_region
        ``(s,)`` the region of each shift.
    """

    def __init__(
        self, inputs: Inputs, times: Sequence[VisitTimes], shift_region: Ints, parts: int
    ) -> None:
        self._inputs, self._times = inputs, times
        self._region, self._parts = shift_region, parts
        self._begin = np.array([shift.begin for shift in inputs.shifts], np.int64)
        self._end = np.array([shift.end for shift in inputs.shifts], np.int64)
        self._day = np.array([shift.day for shift in inputs.shifts], np.int64)
        self._alone = np.array([len(shift.officers) == 1 for shift in inputs.shifts], bool)
        self._people: dict[tuple[frozenset[str], str | None], UInt8] = {}
        self._known: dict[tuple[object, ...], Bools] = {}

    def regions(self, v: int) -> Bools:
        """``(parts,)`` where the visit could be made, the ways aside."""
        visit = self._inputs.visits[v]
        needs = (visit.skills, visit.only_officer)
        # entries of the same hours are one object, which the times hold for as long as this lives
        key = (*needs, visit.officers_needed, visit.seconds, id(self._times[v]))
        if key not in self._known:
            if needs not in self._people:
                bits = [people_bits(*needs, shift) for shift in self._inputs.shifts]
                self._people[needs] = np.array(bits, np.uint8)
            there = overlapping(self._times[v], self._begin, self._end - visit.seconds)
            roles = np.where(there, self._people[needs], 0).astype(np.uint8)
            self._known[key] = self._one(roles) if visit.officers_needed == 1 else self._two(roles)
        return self._known[key]

    def _one(self, roles: UInt8) -> Bools:
        return self._among(self._region, roles == SUFFICES, self._parts) > 0

    def _two(self, roles: UInt8) -> Bools:
        """A crew, or two on one day who have together what it needs."""
        days = int(self._day.max(initial=0)) + 1
        at = self._region * days + self._day
        counts = {
            bits: self._among(at, (roles == bits) & self._alone, self._parts * days)
            for bits in (
                SUFFICES,
                TAKES_PART,
                TAKES_PART | HAS_SKILLS,
                TAKES_PART | IS_PROMISED,
            )
        }
        whole, anybody = counts[SUFFICES], sum(counts.values())
        together = (counts[TAKES_PART | HAS_SKILLS] > 0) & (counts[TAKES_PART | IS_PROMISED] > 0)
        possible = ((whole > 0) & (anybody > 1)) | together
        crews = self._among(self._region, (roles == SUFFICES) & ~self._alone, self._parts)
        return possible.reshape(self._parts, days).any(axis=1) | (crews > 0)

    @staticmethod
    def _among(at: Ints, holds: Bools, length: int) -> Ints:
        return np.bincount(at[holds], minlength=length)
