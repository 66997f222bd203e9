"""A week planned quickly, compiled: one visit after the other goes where it costs least.

A stand-in for the planner that is a thousand times as fast and as careful about what bounds a day:
hours, windows, the break, caps, skills, two officers at one time. All compiled functions are in
this file, for numba's cache looks at a function's own file only. Visit -1 is the station.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numba import njit

from routeplan.problem import SUFFICES, TAKES_PART
from routeplan.workload.forecast.arrays import (
    NONE,
    STATION,
    Calls,
    Days,
    Flags,
    Ints,
    Place,
    Rounds,
    Wanted,
)

SAME_PLACE_METRES = 1.0
LEAST_CHANCE = 0.05
"""However many calls failed, a plan expects no less of a door."""
NOWHERE = Place(np.inf, 0.0, NONE, NONE, NONE, NONE, 0, 0, NONE)


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
    calls: Calls, days: Days, rounds: Rounds, s: int, visit: int, wanted: Wanted, spare: int
) -> Place:
    """The cheapest way to put the visit into a round; its shift is ``NONE`` when there is none."""
    best = NOWHERE
    most = _most_busy(days, s, spare)
    length, worth, belief = calls.seconds[visit], wanted.worth[visit], wanted.belief[visit]
    least, limit = worth * (1.0 - calls.best[visit] * belief), wanted.value[visit]
    for k in range(rounds.stops[s] + 1):
        before = STATION if k == 0 else rounds.visit[s, k - 1]
        after = STATION if k == rounds.stops[s] else rounds.visit[s, k]
        detour = way(calls, days, s, before, visit) + way(calls, days, s, visit, after)
        if rounds.stops[s]:
            detour -= way(calls, days, s, before, after)
        if detour + least >= limit or rounds.busy[s] + detour + length > most:
            continue
        for w in range(calls.since[visit, s], calls.until[visit, s]):
            cost = detour + worth * (1.0 - max(LEAST_CHANCE, calls.chance[w] * belief))
            if cost >= limit:
                continue
            first, last = calls.first[w], calls.last[w]
            start = _start_at(calls, days, rounds, s, k, visit, first, last)
            if start != NONE:
                part = max(detour + length, days.share[s])
                best = Place(cost, part, s, k, NONE, start, first, last, w)
                limit = cost
    return best


@_compiled
def _cheapest(
    calls: Calls,
    days: Days,
    officers: Ints,
    rounds: Rounds,
    visit: int,
    wanted: Wanted,
    spare: int,
    closed: Flags,
) -> Place:
    """The cheapest way to put the visit into any round, or into two at one time."""
    best, limit = NOWHERE, wanted.value[visit]
    pair = calls.needed[visit] > 1
    for s in range(len(days.day)):
        if closed[s] or officers[s] < calls.needed[visit] or calls.can[visit, s] != SUFFICES:
            continue
        if _may_take(calls, days, rounds, s, visit, _most_busy(days, s, spare)):
            found = _cheapest_in(calls, days, rounds, s, visit, wanted, spare)
            if found.shift != NONE and found.cost < limit:
                best, limit = found, found.cost
    if pair:
        found = _cheapest_pair(calls, days, officers, rounds, visit, wanted, spare, closed)
        if found.shift != NONE and found.cost < limit:
            best = found
    return best


@_compiled
def _cheapest_pair(
    calls: Calls,
    days: Days,
    officers: Ints,
    rounds: Rounds,
    visit: int,
    wanted: Wanted,
    spare: int,
    closed: Flags,
) -> Place:
    """The cheapest two rounds that make the visit at one time."""
    best, limit, shifts = NOWHERE, wanted.value[visit], len(days.day)
    lost = wanted.worth[visit] * (1.0 - calls.best[visit] * wanted.belief[visit])
    cost, part = np.full(shifts, np.inf), np.zeros(shifts)
    place, start = np.full(shifts, NONE), np.full(shifts, NONE)
    for s in range(shifts):
        if closed[s] or officers[s] != 1 or not calls.can[visit, s] & TAKES_PART:
            continue
        if _may_take(calls, days, rounds, s, visit, _most_busy(days, s, spare)):
            own = _cheapest_in(calls, days, rounds, s, visit, wanted, spare)
            cost[s], part[s], place[s], start[s] = own.cost, own.seconds, own.place, own.other_place
    for s in range(shifts):
        for t in range(s + 1, shifts):
            if place[s] == NONE or place[t] == NONE or days.day[s] != days.day[t]:
                continue
            if (calls.can[visit, s] | calls.can[visit, t]) != SUFFICES:
                continue
            both, at = cost[s] + cost[t] - lost, max(start[s], start[t])
            window = _window_at(calls, visit, at)
            if (
                both < limit
                and window != NONE
                and _start_at(calls, days, rounds, s, place[s], visit, at, at) != NONE
                and _start_at(calls, days, rounds, t, place[t], visit, at, at) != NONE
            ):
                limit, seconds = both, part[s] + part[t]
                best = Place(both, seconds, s, place[s], t, place[t], at, at, window)
    return best


@_compiled
def _window_at(calls: Calls, visit: int, at: int) -> int:
    for w in range(calls.offset[visit], calls.offset[visit + 1]):
        if calls.first[w] <= at <= calls.last[w]:
            return w
    return NONE


@_compiled
def _score(value: float, found: Place) -> float:
    """What a call is worth beyond its cost, for the part of a day that it takes."""
    return (value - found.cost) / max(found.seconds, 1.0) if found.shift != NONE else -np.inf


@_compiled
def fits(calls: Calls, days: Days, officers: Ints, rounds: Rounds, visit: int) -> bool:
    """Whether the visit can be made at all beside these rounds, whatever it costs."""
    n, closed = len(calls.home), np.zeros(len(days.day), np.uint8)
    wanted = Wanted(np.full(n, np.inf), np.ones(n), np.ones(n), np.ones(n, np.uint8))
    return bool(_cheapest(calls, days, officers, rounds, visit, wanted, 0, closed).shift != NONE)


@_compiled
def fill(
    calls: Calls,
    days: Days,
    officers: Ints,
    rounds: Rounds,
    closed: Flags,
    wanted: Wanted,
    spare: int,
) -> None:
    """Put in whoever is worth most for the time it takes, one after the other.

    Scores are looked at anew when they come first, and near a visit that was just put in.
    """
    n, number = len(calls.home), 0
    score, seen = np.full(n, -np.inf), np.full(n, -1)
    for visit in range(n):
        if wanted.waits[visit] and rounds.day_of[visit] == NONE:
            found = _cheapest(calls, days, officers, rounds, visit, wanted, spare, closed)
            score[visit], seen[visit] = _score(wanted.value[visit], found), number
    while n:
        visit = int(np.argmax(score))
        if score[visit] == -np.inf:
            break
        found = _cheapest(calls, days, officers, rounds, visit, wanted, spare, closed)
        score[visit] = _score(wanted.value[visit], found)
        if seen[visit] != number and score[visit] > -np.inf:
            seen[visit] = number
            continue
        score[visit] = -np.inf
        if found.shift == NONE:
            continue
        s, number = found.shift, number + 1
        _put(calls, days, rounds, s, found.place, visit, found.first, found.last)
        if found.other != NONE:
            t = found.other
            _put(calls, days, rounds, t, found.other_place, visit, found.first, found.last)
        rounds.chance[visit] = calls.chance[found.window]
        for other in calls.near[visit]:
            if score[other] == -np.inf or calls.can[other, s] != SUFFICES:
                continue
            if _may_take(calls, days, rounds, s, other, _most_busy(days, s, spare)):
                then = _cheapest_in(calls, days, rounds, s, other, wanted, spare)
                score[other] = max(score[other], _score(wanted.value[other], then))


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
