"""A week planned quickly, compiled: one visit after the other goes where it costs least.

A stand-in for the planner that is a thousand times as fast and as careful about what bounds a day:
hours, windows, the break, caps, skills, two officers at one time. All jitted functions are in this
file, for numba's cache looks at a function's own file only. Visit -1 is the station.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from routeplan.problem import SUFFICES, TAKES_PART

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.uint8]

STATION = -1
NONE = -1
SAME_PLACE_METRES = 1.0
LEAST_CHANCE = 0.05
"""However many calls failed, a plan expects no less of a door."""


class Calls(NamedTuple):
    """``n`` visits that may be made in any week, by household; ``w`` start windows.

    ``home`` ``(n,)`` ascends: visits of one household are neighbours. ``x``, ``y`` are metres from
    the station, ``offset`` ``(n + 1,)`` where the windows of each visit begin in ``first``,
    ``last`` and ``chance``. ``can`` ``(n, s)`` are the bits of a problem's roles, ``since`` and
    ``until`` ``(n, s)`` the windows, from and up to, in which a visit can start on a shift.
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


class Days(NamedTuple):
    """``s`` shifts. A leg takes ``each_leg`` seconds and ``a_metre`` more for each metre."""

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


def _compiled[F: Callable[..., Any]](function: F) -> F:
    compiled: Any = njit(cache=True, nogil=True)(function)
    kernel: F = compiled
    return kernel


@_compiled
def way(calls: Calls, days: Days, s: int, i: int, j: int) -> float:
    """Seconds from one door to another."""
    x1, y1, x2, y2 = 0.0, 0.0, 0.0, 0.0
    if i != STATION:
        x1, y1 = calls.x[i], calls.y[i]
    if j != STATION:
        x2, y2 = calls.x[j], calls.y[j]
    metres = math.hypot(x1 - x2, y1 - y2)
    if i != STATION and j != STATION and metres < SAME_PLACE_METRES:
        return days.next_door
    return float(days.each_leg[s] + days.a_metre[s] * metres)


@_compiled
def _arrival(
    days: Days, s: int, free: int, seconds: int, rested: int, first: int, length: int
) -> tuple[int, int]:
    """When the next door is reached, and whether the break is over then; ``NONE`` when never.

    The break is taken as soon as its window is open, or where it would be too late afterwards.
    """
    if rested:
        return free + seconds, 1
    if free > days.break_latest[s]:
        return NONE, 0
    there = free + seconds
    after = max(there, first) + length
    if there >= days.break_earliest[s] or after > days.break_latest[s]:
        return max(there, days.break_earliest[s]) + days.break_seconds[s], 1
    return there, 0


@_compiled
def _free(calls: Calls, days: Days, rounds: Rounds, s: int, k: int) -> tuple[int, int]:
    """When the shift is free after its ``k`` first visits, and whether the break is over."""
    if k == 0:
        return days.begin[s], 1 if days.break_seconds[s] == 0 else 0
    visit = rounds.visit[s, k - 1]
    return rounds.start[s, k - 1] + calls.seconds[visit], rounds.rested[s, k - 1]


@_compiled
def _start_at(
    calls: Calls, days: Days, rounds: Rounds, s: int, k: int, visit: int, first: int, last: int
) -> int:
    """When the visit would start in place ``k`` of a round; ``NONE`` when the round breaks."""
    free, rested = _free(calls, days, rounds, s, k)
    before = STATION if k == 0 else rounds.visit[s, k - 1]
    seconds = int(way(calls, days, s, before, visit))
    there, rested = _arrival(days, s, free, seconds, rested, first, calls.seconds[visit])
    start = max(there, first)
    if there == NONE or start > last:
        return NONE
    free, at = start + calls.seconds[visit], visit
    for later in range(k, rounds.stops[s]):
        then = rounds.visit[s, later]
        seconds, length = int(way(calls, days, s, at, then)), calls.seconds[then]
        opens = rounds.first[s, later]
        there, rested = _arrival(days, s, free, seconds, rested, opens, length)
        begins = max(there, opens)
        if there == NONE or begins > rounds.last[s, later]:
            return NONE
        if begins <= rounds.start[s, later] and rested == rounds.rested[s, later]:
            return start
        free, at = begins + length, then
    seconds = int(way(calls, days, s, at, STATION))
    back, _ = _arrival(days, s, free, seconds, rested, days.break_latest[s], 1)
    return start if back != NONE and back <= days.end[s] else NONE


@_compiled
def retime(calls: Calls, days: Days, rounds: Rounds, s: int) -> None:
    """Starts and busy time of a round, whether or not it can be kept."""
    busy, at = 0.0, STATION
    for k in range(rounds.stops[s]):
        visit = rounds.visit[s, k]
        free, rested = _free(calls, days, rounds, s, k)
        seconds = way(calls, days, s, at, visit)
        there, now_rested = _arrival(
            days, s, free, int(seconds), rested, rounds.first[s, k], calls.seconds[visit]
        )
        if there == NONE:
            there, now_rested = free + int(seconds), rested
        rounds.start[s, k] = max(there, rounds.first[s, k])
        rounds.rested[s, k] = now_rested
        busy, at = busy + seconds + calls.seconds[visit], visit
    rounds.busy[s] = busy + (way(calls, days, s, at, STATION) if rounds.stops[s] else 0.0)


@_compiled
def _put(
    calls: Calls, days: Days, rounds: Rounds, s: int, k: int, visit: int, first: int, last: int
) -> None:
    """Put the visit into place ``k`` of a round."""
    for later in range(rounds.stops[s], k, -1):
        rounds.visit[s, later] = rounds.visit[s, later - 1]
        rounds.first[s, later] = rounds.first[s, later - 1]
        rounds.last[s, later] = rounds.last[s, later - 1]
    rounds.visit[s, k], rounds.first[s, k], rounds.last[s, k] = visit, first, last
    rounds.stops[s] += 1
    rounds.day_of[visit] = days.day[s]
    retime(calls, days, rounds, s)


@_compiled
def _may_take(calls: Calls, days: Days, rounds: Rounds, s: int, visit: int, most: float) -> bool:
    """Whether caps and the days between two visits of a household leave room on this shift."""
    if rounds.stops[s] >= min(days.max_load[s], rounds.visit.shape[1]):
        return False
    if rounds.busy[s] + calls.seconds[visit] > most:
        return False
    for step in (-1, 1):
        other = visit + step
        while 0 <= other < len(calls.home) and calls.home[other] == calls.home[visit]:
            apart = abs(rounds.day_of[other] - days.day[s])
            least = max(calls.least_days[visit], calls.least_days[other])
            if rounds.day_of[other] != NONE and apart < least:
                return False
            other += step
    return True


@_compiled
def _most_busy(days: Days, s: int, spare: int) -> float:
    return float(min(days.max_busy[s], days.spare_busy[s]) if spare else days.max_busy[s])


@_compiled
def _cheapest_in(
    calls: Calls, days: Days, rounds: Rounds, s: int, visit: int, pay: Floats, spare: int
) -> tuple[float, int, int, int]:
    """Cost, place, window and start of the cheapest way to put the visit into a round.

    ``pay`` is what it may cost, its worth, and the part of the chance that is believed in.
    """
    best, place, window, begins = pay[0], NONE, NONE, NONE
    most = _most_busy(days, s, spare)
    for k in range(rounds.stops[s] + 1):
        before = STATION if k == 0 else rounds.visit[s, k - 1]
        after = STATION if k == rounds.stops[s] else rounds.visit[s, k]
        detour = way(calls, days, s, before, visit) + way(calls, days, s, visit, after)
        if rounds.stops[s]:
            detour -= way(calls, days, s, before, after)
        if detour >= best or rounds.busy[s] + detour + calls.seconds[visit] > most:
            continue
        for w in range(calls.since[visit, s], calls.until[visit, s]):
            cost = detour + pay[1] * (1.0 - max(LEAST_CHANCE, calls.chance[w] * pay[2]))
            if cost >= best:
                continue
            start = _start_at(calls, days, rounds, s, k, visit, calls.first[w], calls.last[w])
            if start != NONE:
                best, place, window, begins = cost, k, w, start
    return best, place, window, begins


@_compiled
def insert(
    calls: Calls,
    days: Days,
    officers: Ints,
    rounds: Rounds,
    visit: int,
    pay: Floats,
    spare: int,
    closed: Flags,
) -> bool:
    """Put the visit where it costs least; False where it fits nowhere for what it may cost."""
    best, where, place, window = pay[0], NONE, NONE, NONE
    for s in range(len(days.day)):
        enough = officers[s] >= calls.needed[visit]
        if closed[s] or not enough or calls.can[visit, s] != SUFFICES:
            continue
        if not _may_take(calls, days, rounds, s, visit, _most_busy(days, s, spare)):
            continue
        pay[0] = best
        cost, k, w, _ = _cheapest_in(calls, days, rounds, s, visit, pay, spare)
        if k != NONE:
            best, where, place, window = cost, s, k, w
    pay[0] = best
    if calls.needed[visit] > 1 and _insert_pair(
        calls, days, officers, rounds, visit, pay, spare, closed
    ):
        return True
    if where == NONE:
        return False
    _put(calls, days, rounds, where, place, visit, calls.first[window], calls.last[window])
    rounds.chance[visit] = calls.chance[window]
    return True


@_compiled
def _insert_pair(
    calls: Calls,
    days: Days,
    officers: Ints,
    rounds: Rounds,
    visit: int,
    pay: Floats,
    spare: int,
    closed: Flags,
) -> bool:
    """Put the visit into two rounds at one time, where that is cheaper than ``pay[0]``."""
    shifts = len(days.day)
    cost = np.full(shifts, np.inf)
    place, start = np.full(shifts, NONE), np.full(shifts, NONE)
    for s in range(shifts):
        takes_part = calls.can[visit, s] & TAKES_PART
        if closed[s] or not takes_part or officers[s] != 1:
            continue
        if _may_take(calls, days, rounds, s, visit, _most_busy(days, s, spare)):
            cost[s], place[s], _, start[s] = _cheapest_in(calls, days, rounds, s, visit, pay, spare)
    best, one, other, at = pay[0], NONE, NONE, NONE
    for s in range(shifts):
        for t in range(s + 1, shifts):
            if place[s] == NONE or place[t] == NONE or days.day[s] != days.day[t]:
                continue
            if (calls.can[visit, s] | calls.can[visit, t]) != SUFFICES:
                continue
            both = cost[s] + cost[t] - pay[1] * (1.0 - calls.best[visit] * pay[2])
            then = max(start[s], start[t])
            if (
                both < best
                and _start_at(calls, days, rounds, s, place[s], visit, then, then) != NONE
                and _start_at(calls, days, rounds, t, place[t], visit, then, then) != NONE
                and _window_at(calls, visit, then) != NONE
            ):
                best, one, other, at = both, s, t, then
    if one == NONE:
        return False
    _put(calls, days, rounds, one, place[one], visit, at, at)
    _put(calls, days, rounds, other, place[other], visit, at, at)
    rounds.chance[visit] = calls.chance[_window_at(calls, visit, at)]
    return True


@_compiled
def _window_at(calls: Calls, visit: int, at: int) -> int:
    for w in range(calls.offset[visit], calls.offset[visit + 1]):
        if calls.first[w] <= at <= calls.last[w]:
            return w
    return NONE


@_compiled
def keep_rounds(calls: Calls, days: Days, rounds: Rounds, others: Rounds, met: Flags) -> None:
    """Take over another week's rounds without those who have been met here."""
    for s in range(len(days.day)):
        k = 0
        for other in range(others.stops[s]):
            visit = others.visit[s, other]
            if met[calls.home[visit]]:
                continue
            rounds.visit[s, k] = visit
            rounds.first[s, k], rounds.last[s, k] = others.first[s, other], others.last[s, other]
            rounds.day_of[visit] = days.day[s]
            rounds.chance[visit] = others.chance[visit]
            k += 1
        rounds.stops[s] = k
        retime(calls, days, rounds, s)


@_compiled
def clear(rounds: Rounds) -> None:
    """A week in which nothing is planned yet."""
    rounds.stops[:] = 0
    rounds.busy[:] = 0.0
    rounds.day_of[:] = NONE
    rounds.chance[:] = 0.0


@_compiled
def plan_week(
    calls: Calls,
    days: Days,
    officers: Ints,
    rounds: Rounds,
    closed: Flags,
    waits: Flags,
    worth: Floats,
    belief: Floats,
    turn: Floats,
    typical_way: float,
) -> None:
    """Fill a week: whoever is worth it by worth and chance for the time, then whose turn it is.

    Parameters
    ----------
    closed
        ``(s,)`` shifts that take nobody any more.
    waits, worth, belief, turn
        ``(n,)`` who may be called on; what that is worth; the part of the chance that is believed
        in after the calls in vain; the smallest has waited longest.
    """
    rank = worth * calls.best * belief / (calls.needed * (calls.seconds + typical_way))
    pay = np.empty(3)
    for visit in np.argsort(-rank, kind="mergesort"):
        if waits[visit] and rounds.day_of[visit] == NONE:
            pay[0], pay[1], pay[2] = worth[visit], worth[visit], belief[visit]
            insert(calls, days, officers, rounds, visit, pay, 0, closed)
    for visit in np.argsort(turn - rank / (rank.max() + 1.0), kind="mergesort"):
        if waits[visit] and rounds.day_of[visit] == NONE:
            pay[0], pay[1], pay[2] = np.inf, worth[visit], belief[visit]
            insert(calls, days, officers, rounds, visit, pay, 1, closed)
