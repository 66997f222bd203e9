"""The chance as set at every quarter of an hour, by hours given and by the station's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

import numpy as np

from routeplan.hours.syntax import spans
from routeplan.learning.evidence import Bools, Floats, Ints
from routeplan.model.inputs import Policy
from routeplan.model.learned import HOURS, SATURDAY

QUARTER = 900
QUARTERS = 96
_STATION, _GIVEN = 0, 1


@dataclass(frozen=True)
class AsSet:
    """What the settings expect of each household, by what it says of its hours.

    Parameters
    ----------
    availability
        Of each household, empty where it gave no hours.
    week
        A Monday: hours that hold on certain dates only are those of its week.
    """

    policy: Policy
    availability: Sequence[str]
    week: date

    @cached_property
    def texts(self) -> list[str]:
        """Every text once; the first is that of who gave no hours."""
        return list(dict.fromkeys(("", *self.availability)))

    @cached_property
    def text_of(self) -> Ints:
        """``(h,)`` index of each household's text."""
        numbers = {text: number for number, text in enumerate(self.texts)}
        return np.array([numbers[text] for text in self.availability], np.int64)

    @cached_property
    def given(self) -> Bools:
        """``(t, 7, QUARTERS)`` whether each text says open."""
        return np.array([_open(text, self.week) for text in self.texts])

    @cached_property
    def curve(self) -> Floats:
        """``(7, QUARTERS)`` the chance of the station's visiting hours, NaN outside them."""
        chances = np.full((7, QUARTERS), np.nan)
        for text, chance in reversed(self.policy.visiting_hours):
            chances[_open(text, self.week)] = chance
        return chances

    def of(self, who: Ints, weekday: Ints, at: Ints) -> tuple[Ints, Floats]:
        """``(n,)`` the block (see :mod:`.shrinkage`) and the chance as set at some times."""
        quarter = at // QUARTER
        given = self.given[self.text_of[who], weekday, quarter]
        chance = np.where(given, self.policy.chance_given, self.curve[weekday, quarter])
        return np.where(given, _GIVEN, _STATION), chance

    def block_of(self) -> Ints:
        """``(h,)`` the block that a household's own hours lie in."""
        return np.where(self.text_of > 0, _GIVEN, _STATION)

    def by_cell(self, text: int) -> tuple[Floats, Floats]:
        """``(CELLS,)`` each cell's mean chance as set at the hours of a text, and its quarters."""
        is_open = self.given[text] if text else ~np.isnan(self.curve)
        chance = np.where(is_open, self.policy.chance_given if text else self.curve, 0.0)
        quarters, sums = (_cells(values.astype(np.float64)) for values in (is_open, chance))
        return sums / np.maximum(quarters, 1), quarters


def _cells(week: Floats) -> Floats:
    """Sums over the quarters of each cell."""
    hours = week.reshape(7, HOURS, -1).sum(axis=2)
    cells: Floats = np.concatenate([hours[:SATURDAY].sum(axis=0), hours[SATURDAY:].sum(axis=0)])
    return cells


def _open(text: str, week: date) -> Bools:
    """``(7, QUARTERS)`` whether a text says open; a quarter that it begins or ends in is."""
    open_quarters = np.zeros(7 * QUARTERS, bool)
    for begin, end in spans(text, week, 7) if text else ():
        first, last = (_seconds(at - datetime.combine(week, time())) for at in (begin, end))
        open_quarters[first // QUARTER : -(-last // QUARTER)] = True
    return open_quarters.reshape(7, QUARTERS)


def _seconds(since: timedelta) -> int:
    return round(since.total_seconds())
