"""What the quick planner works on: visits, shifts and rounds as arrays."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.uint8]

STATION = -1
NONE = -1


class OpenVisits(NamedTuple):
    """``n`` visits that may be made in any week, by household; ``w`` start windows.

    ``home`` ``(n,)`` ascends: visits of one household are neighbours. ``x``, ``y`` are metres from
    the station, ``offset`` ``(n + 1,)`` where the windows of each visit begin in ``first``,
    ``last`` and ``chance``. ``can`` ``(n, s)`` are the bits of a problem's roles, ``since`` and
    ``until`` ``(n, s)`` the windows, from and up to, in which a visit can start on a shift.
    ``near`` ``(n, k)`` are the visits nearest to each.
    """

    home: Ints
    x: Floats
    y: Floats
    seconds: Ints
    needed: Ints
    least_days: Ints
    offset: Ints
    first: Ints
    last: Ints
    chance: Floats
    best: Floats
    can: Flags
    since: Ints
    until: Ints
    near: Ints


class Days(NamedTuple):
    """``s`` shifts. A leg takes ``each_leg`` seconds and ``a_metre`` more for each metre.

    ``spare_busy`` is how busy calls in spare time may make a shift, ``share`` what of its time a
    visit takes at least where the number of visits is capped.
    """

    day: Ints
    begin: Ints
    end: Ints
    each_leg: Floats
    a_metre: Floats
    break_earliest: Ints
    break_latest: Ints
    break_seconds: Ints
    max_load: Ints
    max_busy: Ints
    spare_busy: Ints
    share: Floats
    next_door: float


class Rounds(NamedTuple):
    """The rounds of one week: visits, their start windows, starts, and whether the break is over.

    ``day_of`` ``(n,)`` is the day on which a visit is made, else ``NONE``; ``chance`` that then.
    """

    stops: Ints
    busy: Floats
    visit: Ints
    first: Ints
    last: Ints
    start: Ints
    rested: Ints
    day_of: Ints
    chance: Floats


class Wanted(NamedTuple):
    """What is wanted of a week, ``(n,)`` each.

    ``value`` is what a call may cost, ``worth`` what a shut door costs, ``belief`` the part of the
    chance that is believed in after calls in vain; ``waits`` tells who may be called on.
    """

    value: Floats
    worth: Floats
    belief: Floats
    waits: Flags


class ShiftChoices(NamedTuple):
    """Where a visit would go: one shift, or two; ``other`` is ``NONE`` for one."""

    cost: float
    seconds: float
    shift: int
    place: int
    other: int
    other_place: int
    first: int
    last: int
    window: int


class FilledWeek(NamedTuple):
    """A week that is being filled.

    ``officers`` and ``closed`` are ``(s,)``: how many are on each shift, and 1 where it takes
    nobody any more. ``spare`` is 1 while time to spare is filled.
    """

    days: Days
    officers: Ints
    closed: Flags
    rounds: Rounds
    wanted: Wanted
    spare: int
