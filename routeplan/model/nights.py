"""Times after midnight: one rule for every reader of times.

A shift belongs to the day on which it begins and may end on the next: half past one in its night is
25:30 of its day. Whoever writes 01:30 for it is understood too. Everything that has a day and a
time (appointments, promises, calls) is kept by the day of its shift, counted on after midnight, so
that plans, sheets and reports find it with the rest of that night.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from routeplan.model.calendar import DAY_SECONDS

Span = tuple[int, int]
"""Begin and end in seconds after 00:00 of a day, as the clock on the wall counts on."""


class ShiftHours(NamedTuple):
    """A shift's hours in wall-clock seconds after 00:00 of the day on which it begins."""

    day: date
    officers: tuple[str, ...]
    begin: int
    end: int


def of_day(seconds: int, shifts: Iterable[Span]) -> int:
    """A clock time of a day, counted on after midnight where the night that follows is meant.

    That is a time at which no shift of that day is on as yet, but one is a day later: 01:30 beside
    20:00-04:00 is 25:30. Any other time stays as it is, and so does 25:30.

    Parameters
    ----------
    shifts
        Those of that day, of whoever is spoken of.
    """
    hours = list(shifts)
    after = seconds + DAY_SECONDS
    is_on = any(begin <= seconds < end for begin, end in hours)
    # To the last minute: at 04:00 the night is over, at 00:00 a shift that ends then was no night.
    at_night = any(begin <= after <= end > DAY_SECONDS for begin, end in hours)
    return after if seconds < DAY_SECONDS and at_night and not is_on else seconds


def span_of_day(span: Span, shifts: Iterable[Span]) -> Span:
    """Two clock times of a day, such as 23:30-00:30 or 00:30-02:00 of a night.

    Where they still end before they begin there is no such time on that day.
    """
    hours = list(shifts)
    begin, end = (of_day(seconds, hours) for seconds in span)
    if end <= begin and end < DAY_SECONDS and any(close >= DAY_SECONDS for _, close in hours):
        end += DAY_SECONDS
    return begin, end


@dataclass(frozen=True)
class Nights:
    """When somebody is on shift, on a stretch of days."""

    shifts: tuple[ShiftHours, ...] = ()

    def on(self, day: date) -> list[Span]:
        """The hours of that day's shifts."""
        return self._by_day.get(day, [])

    def of(self, officers: Collection[str]) -> Nights:
        """The shifts on which one of these officers is."""
        return Nights(tuple(shift for shift in self.shifts if {*shift.officers} & {*officers}))

    def of_date(self, on: date, seconds: int) -> tuple[date, int]:
        """The day to whose shifts a date and clock time belong, and the time counted on from there.

        What no shift of the date itself is on for belongs to the night before, while that lasts:
        Saturday 01:00 is 25:00 of Friday. Where nobody is on shift then it may be the night that
        follows that is meant, as :func:`of_day` says. 25:00 belongs to the date it is written with.
        """
        day_before = on - timedelta(days=1) if on > date.min else on
        after = seconds + DAY_SECONDS
        is_on = any(begin <= seconds < end for begin, end in self.on(on))
        if seconds < DAY_SECONDS and not is_on and of_day(seconds, self.on(day_before)) == after:
            return day_before, after
        return on, of_day(seconds, self.on(on))

    @cached_property
    def _by_day(self) -> dict[date, list[Span]]:
        by_day: dict[date, list[Span]] = {}
        for shift in self.shifts:
            by_day.setdefault(shift.day, []).append((shift.begin, shift.end))
        return by_day


NOBODY_ON_SHIFT = Nights()
"""Every time stays as it is written."""
