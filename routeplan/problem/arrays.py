"""The problem an engine sees: visits x shifts x travel, as numbers only.

All times are elapsed seconds and all costs are seconds too (a minute of worth is 60), so that an
objective is an exact integer. Arrays are read-only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
import numpy.typing as npt

from routeplan.model.inputs import (
    NO_WAY,
    Mode,
)

TAKES_PART = 1
"""``roles`` bit: the shift can be there (hours, mode) and may be one of two."""
HAS_SKILLS = 2
"""``roles`` bit: somebody on the shift has every skill the visit needs."""
IS_PROMISED = 4
"""``roles`` bit: the promised officer is on the shift, or none was promised (or given it)."""
SUFFICES = TAKES_PART | HAS_SKILLS | IS_PROMISED
"""A single-officer visit, or a crew's, needs all bits; of a pair, both take part and the bits of
the two together suffice."""

NO_BREAK = -1
NO_CAP = 2**31 - 1


LATE_SECONDS, LATE_DAY_SECONDS = 1 << 24, 1 << 18
"""What starting after the promised date costs, and each day of it: more than all other costs of a
visit, so that a promise is only kept late where it cannot be kept in time, and then soon. Leaving
it out is worse still: that is the objective's first tier."""


Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
UInt8 = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Problem:
    """``n`` visits, ``s`` shifts, ``p`` places, ``m`` modes.

    Parameters
    ----------
    visit_place
        ``(n,)`` place of each visit.
    visit_seconds
        ``(n,)`` length of each visit, >= 0.
    officers_needed
        ``(n,)`` 1 or 2.
    load
        ``(n,)`` what it adds to the load of a shift (of a pair, to both), >= 0: 1 each where a
        shift's number of visits is capped, or what a delivery weighs.
    worth
        ``(n,)`` cost of leaving it out, in seconds.
    promised
        ``(n,)`` True for ``must`` visits and appointments: the objective's first tier.
    siblings
        ``(n,)`` group of visits that share a household, -1 for none.
    least_days
        ``(n,)`` least days to any other visit of the same group.
    start_offset
        ``(n + 1,)`` where the start windows of each visit stand in the next three arrays.
    start_first, start_last
        ``(w,)`` a visit may *start* within [first, last]; disjoint and sorted within a visit.
    start_lost
        ``(w,)`` chance lost by starting there: worth x (1 - chance), in seconds.
    roles
        ``(n, s)`` bits ``TAKES_PART``, ``HAS_SKILLS``, ``IS_PROMISED``; 0 where it cannot be there.
    minor_cost
        ``(n, s)`` the small named costs of giving the visit to the shift, in seconds; of a pair
        the smaller of the two is charged.
    shift_day, shift_mode
        ``(s,)`` day of the plan; index into ``modes``.
    shift_begin, shift_end
        ``(s,)`` hours.
    shift_start_place, shift_end_place
        ``(s,)`` where it leaves from and comes back to.
    shift_officers
        ``(s,)`` 1, or 2 for a crew (which makes a two-officer visit alone).
    break_earliest, break_latest, break_seconds
        ``(s,)`` the break begins within [earliest, latest]; ``NO_BREAK`` in all three for none.
    max_load, max_busy
        ``(s,)`` caps on the sum of loads and on travel + visits in seconds; ``NO_CAP`` for none.
    travel
        ``(m, p, p)`` seconds, ``NO_WAY`` where there is none. The diagonal is the time from door to
        door inside a place, but 0 for the station.
    modes
        The modes behind the first axis of ``travel``.
    stays
        ``(n,)`` True for visits that never leave the shifts a search starts with: done, locked or
        printed. None when all may.
    start_later
        ``(w,)`` price of the later day of that start, in seconds. None for none.
    start_days_late
        ``(w,)`` days that a start lies behind the date promised (``latest``), 0 in time. None for
        none.
    waiting_price
        Seconds that each second costs which a shift neither travels, visits nor rests between
        leaving the station and coming back.

    Raises
    ------
    ValueError
        When the arrays contradict each other; the message names the rule.
    """

    visit_place: Int32
    visit_seconds: Int32
    officers_needed: UInt8
    load: Int32
    worth: Int64
    promised: npt.NDArray[np.bool_]
    siblings: Int32
    least_days: Int32
    start_offset: Int32
    start_first: Int32
    start_last: Int32
    start_lost: Int64
    roles: UInt8
    minor_cost: Int32
    shift_day: Int32
    shift_mode: Int32
    shift_begin: Int32
    shift_end: Int32
    shift_start_place: Int32
    shift_end_place: Int32
    shift_officers: UInt8
    break_earliest: Int32
    break_latest: Int32
    break_seconds: Int32
    max_load: Int32
    max_busy: Int32
    travel: Int32
    modes: tuple[Mode, ...]
    stays: npt.NDArray[np.bool_] | None = None
    start_later: Int64 | None = None
    start_days_late: Int32 | None = None
    waiting_price: float = 0.0

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray):
                value.setflags(write=False)
        self._check_shapes()
        self._check_values()

    @property
    def visits(self) -> int:
        """How many visits there are: ``n``."""
        return len(self.visit_place)

    @property
    def shifts(self) -> int:
        """How many shifts there are: ``s``."""
        return len(self.shift_day)

    @property
    def places(self) -> int:
        """How many places there are: ``p``."""
        return int(self.travel.shape[1])

    @property
    def waiting_permille(self) -> int:
        """The price of waiting in thousandths: costs stay whole seconds."""
        return round(1000 * self.waiting_price)

    def waiting_seconds(self, idle: int) -> int:
        """What so many seconds of waiting cost."""
        return (idle * self.waiting_permille + 500) // 1000

    @cached_property
    def start_cost(self) -> Int64:
        """``(w,)`` all that a start costs: lost chance, its later day, and a promise kept late."""
        cost = self.start_lost.copy()
        if self.start_later is not None:
            cost += self.start_later
        if self.start_days_late is not None:
            cost += late_seconds(self.start_days_late)
        cost.setflags(write=False)
        return cost

    def _check_shapes(self) -> None:
        n, s, w = self.visits, self.shifts, len(self.start_first)
        shapes: dict[str, tuple[int, ...]] = {"start_offset": (n + 1,), "start_last": (w,)}
        shapes |= {"start_lost": (w,), "roles": (n, s), "minor_cost": (n, s)}
        per_visit = "visit_seconds officers_needed load worth promised siblings least_days"
        shapes |= dict.fromkeys(per_visit.split(), (n,))
        shapes |= {
            field.name: (s,)
            for field in fields(self)
            if field.name.startswith(("shift_", "break_", "max_"))
        }
        optional = {"stays": (n,), "start_later": (w,), "start_days_late": (w,)}
        shapes |= {
            name: shape for name, shape in optional.items() if getattr(self, name) is not None
        }
        shapes["travel"] = (len(self.modes), self.places, self.places)
        for name, shape in shapes.items():
            if getattr(self, name).shape != shape:
                raise ValueError(f"{name} is {shape}, not {getattr(self, name).shape}")

    def _check_values(self) -> None:
        _refuse_unless({"start windows cover the whole of start_offset": self._offsets_fit()})
        first, last = self.start_first, self.start_last
        has_break = self.break_seconds != NO_BREAK
        rules = {
            "a length is not negative": (self.visit_seconds >= 0).all(),
            "a visit needs 1 or 2 officers": np.isin(self.officers_needed, (1, 2)).all(),
            "a load is not negative": (self.load >= 0).all(),
            "worth is not negative": (self.worth >= 0).all(),
            "a start window ends after it begins": (first <= last).all(),
            "start windows of a visit are sorted and disjoint": (
                (first[1:] > last[:-1]) | self._begins_a_visit()[1:]
            ).all(),
            "lost chance is not negative": (self.start_lost >= 0).all(),
            "a later day and days late are not negative": all(
                array is None or (array >= 0).all()
                for array in (self.start_later, self.start_days_late)
            ),
            "the price of waiting is not negative": self.waiting_price >= 0,
            "a shift ends after it begins": (self.shift_begin < self.shift_end).all(),
            "a break begins within its window": (self.break_earliest <= self.break_latest).all()
            and (self.break_seconds[has_break] > 0).all(),
            "places exist": all(
                ((index >= 0) & (index < self.places)).all()
                for index in (self.visit_place, self.shift_start_place, self.shift_end_place)
            ),
            "modes exist": ((self.shift_mode >= 0) & (self.shift_mode < len(self.modes))).all(),
            "travel is NO_WAY or not negative": (self.travel >= NO_WAY).all(),
        }
        _refuse_unless(rules)

    def _offsets_fit(self) -> bool:
        offset = self.start_offset
        ends_fit = offset[0] == 0 and offset[-1] == len(self.start_first)
        return bool(ends_fit and (np.diff(offset) >= 0).all())

    def _begins_a_visit(self) -> npt.NDArray[np.bool_]:
        """``(w,)`` True for the first start window of each visit."""
        begins = np.zeros(len(self.start_first) + 1, bool)
        begins[self.start_offset] = True
        return begins[:-1]


def _refuse_unless(rules: Mapping[str, bool | np.bool_]) -> None:
    for rule, holds in rules.items():
        if not holds:
            raise ValueError(f"the problem contradicts itself: {rule}")


def late_seconds(days_late: Int32) -> Int64:
    """What starts so many days behind a promised date cost, in seconds; nothing in time."""
    late = days_late.astype(np.int64)
    return np.where(late > 0, LATE_SECONDS + LATE_DAY_SECONDS * late, 0)


def cap_of(limit: int | None) -> int:
    """A limit as the arrays have it: ``NO_CAP`` where there is none."""
    return NO_CAP if limit is None else limit
