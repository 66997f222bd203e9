"""A week planned quickly, compiled: one visit after the other goes where it costs least.

A stand-in for the planner that is a thousand times as fast and as careful about what bounds a day:
hours, windows, the break, caps, skills, two officers at one time. All compiled functions are in
this file, for numba's cache looks at a function's own file only. It also knows the records of
``week_arrays`` by their names: whoever renames one renames this file. Visit -1 is the station.
"""

from __future__ import annotations

import math

import numpy as np

from routeplan.compiled_function import compiled
from routeplan.forecast.week_arrays import (
    NONE,
    STATION,
    Days,
    FilledWeek,
    Flags,
    OpenVisits,
    Rounds,
    ShiftChoices,
)
from routeplan.problem.arrays import SUFFICES, TAKES_PART

SAME_PLACE_METRES = 1.0
LEAST_CHANCE = 0.05
"""However many calls failed, a plan expects no less of a door."""
PAIR_WAITING = 0.25
"""What a second costs that one of two officers waits for the other."""
NOWHERE = ShiftChoices(np.inf, 0.0, NONE, NONE, NONE, NONE, 0, 0, NONE)


@compiled
def way(calls: OpenVisits, days: Days, s: int, i: int, j: int) -> float:
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


@compiled
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


@compiled
def _free(calls: OpenVisits, days: Days, rounds: Rounds, s: int, k: int) -> tuple[int, int]:
    """When the shift is free after its ``k`` first visits, and whether the break is over."""
    if k == 0:
        return days.begin[s], 1 if days.break_seconds[s] == 0 else 0
    visit = rounds.visit[s, k - 1]
    return rounds.start[s, k - 1] + calls.seconds[visit], rounds.rested[s, k - 1]


@compiled
def _start_at(
    calls: OpenVisits,
    days: Days,
    rounds: Rounds,
    s: int,
    k: int,
    visit: int,
    first: int,
    last: int,
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


@compiled
def retime(calls: OpenVisits, days: Days, rounds: Rounds, s: int) -> None:
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


@compiled
def _put(
    calls: OpenVisits,
    days: Days,
    rounds: Rounds,
    s: int,
    k: int,
    visit: int,
    first: int,
    last: int,
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


@compiled
def _may_take(calls: OpenVisits, week: FilledWeek, s: int, visit: int) -> bool:
    """Whether caps and the days between two visits of a household leave room on this shift."""
    days, rounds = week.days, week.rounds
    if rounds.stops[s] >= min(days.max_load[s], rounds.visit.shape[1]):
        return False
    if rounds.busy[s] + calls.seconds[visit] > _most_busy(week, s):
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


@compiled
def _most_busy(week: FilledWeek, s: int) -> float:
    most = week.days.max_busy[s]
    return float(min(most, week.days.spare_busy[s]) if week.spare else most)


@compiled
def _at(
    calls: OpenVisits, week: FilledWeek, s: int, k: int, visit: int, limit: float
) -> tuple[float, float, int, int]:
    """Cost, seconds taken, window and start of the visit in place ``k`` of a round.

    The window is ``NONE`` where it does not fit for less than ``limit``.
    """
    days, rounds, wanted = week.days, week.rounds, week.wanted
    length, worth, belief = calls.seconds[visit], wanted.worth[visit], wanted.belief[visit]
    before = STATION if k == 0 else rounds.visit[s, k - 1]
    after = STATION if k == rounds.stops[s] else rounds.visit[s, k]
    detour = way(calls, days, s, before, visit) + way(calls, days, s, visit, after)
    if rounds.stops[s]:
        detour -= way(calls, days, s, before, after)
    window, begins = NONE, NONE
    if detour + worth * (1.0 - calls.best[visit] * belief) >= limit:
        return limit, 0.0, window, begins
    if rounds.busy[s] + detour + length > _most_busy(week, s):
        return limit, 0.0, window, begins
    for w in range(calls.since[visit, s], calls.until[visit, s]):
        cost = detour + worth * (1.0 - max(LEAST_CHANCE, calls.chance[w] * belief))
        if cost < limit:
            start = _start_at(calls, days, rounds, s, k, visit, calls.first[w], calls.last[w])
            if start != NONE:
                limit, window, begins = cost, w, start
    return limit, max(detour + length, days.share[s]), window, begins


@compiled
def _cheapest_in(calls: OpenVisits, week: FilledWeek, s: int, visit: int) -> ShiftChoices:
    """The cheapest way to put the visit into a round; its shift is ``NONE`` when there is none."""
    best, limit = NOWHERE, week.wanted.value[visit]
    for k in range(week.rounds.stops[s] + 1):
        limit, part, w, _ = _at(calls, week, s, k, visit, limit)
        if w != NONE:
            best = ShiftChoices(limit, part, s, k, NONE, NONE, calls.first[w], calls.last[w], w)
    return best


@compiled
def _place_in(
    calls: OpenVisits,
    week: FilledWeek,
    visit: int,
    s: int,
) -> ShiftChoices:
    """Where the visit would go on one shift, or, behind the last one, on two shifts at a time."""
    if s == len(week.days.day):
        return _cheapest_pair(calls, week, visit) if calls.needed[visit] > 1 else NOWHERE
    if week.officers[s] < calls.needed[visit] or calls.can[visit, s] != SUFFICES:
        return NOWHERE
    if week.closed[s] or not _may_take(calls, week, s, visit):
        return NOWHERE
    return _cheapest_in(calls, week, s, visit)


@compiled
def _cheapest_pair(calls: OpenVisits, week: FilledWeek, visit: int) -> ShiftChoices:
    """The cheapest two rounds that make the visit at one time; who comes first waits."""
    days, rounds = week.days, week.rounds
    best, limit, count = NOWHERE, week.wanted.value[visit], 0
    lost = week.wanted.worth[visit] * (1.0 - calls.best[visit] * week.wanted.belief[visit])
    room = rounds.stops.sum() + len(days.day)
    where, cost, part = np.zeros((room, 3), np.int64), np.zeros(room), np.zeros(room)
    for s in range(len(days.day)):
        if week.closed[s] or week.officers[s] != 1 or not calls.can[visit, s] & TAKES_PART:
            continue
        if not _may_take(calls, week, s, visit):
            continue
        for k in range(rounds.stops[s] + 1):
            cost[count], part[count], w, begins = _at(calls, week, s, k, visit, limit)
            if w != NONE:
                where[count, 0], where[count, 1], where[count, 2] = s, k, begins
                count += 1
    for one in range(count):
        s, k = where[one, 0], where[one, 1]
        for other in range(one + 1, count):
            t, m = where[other, 0], where[other, 1]
            if s == t or days.day[s] != days.day[t]:
                continue
            waits = abs(where[one, 2] - where[other, 2])
            both = cost[one] + cost[other] - lost + PAIR_WAITING * waits
            if both >= limit or (calls.can[visit, s] | calls.can[visit, t]) != SUFFICES:
                continue
            at = max(where[one, 2], where[other, 2])
            window = _window_at(calls, visit, at)
            if (
                window != NONE
                and _start_at(calls, days, rounds, s, k, visit, at, at) != NONE
                and _start_at(calls, days, rounds, t, m, visit, at, at) != NONE
            ):
                limit, taken = both, part[one] + part[other] + waits
                best = ShiftChoices(both, taken, s, k, t, m, at, at, window)
    return best


@compiled
def _window_at(calls: OpenVisits, visit: int, at: int) -> int:
    for w in range(calls.offset[visit], calls.offset[visit + 1]):
        if calls.first[w] <= at <= calls.last[w]:
            return w
    return NONE


@compiled
def fits(calls: OpenVisits, week: FilledWeek, visit: int) -> bool:
    """Whether the visit can be made beside these rounds for what it may cost."""
    for s in range(len(week.days.day) + 1):
        if _place_in(calls, week, visit, s).shift != NONE:
            return True
    return False


@compiled
def fill(calls: OpenVisits, week: FilledWeek) -> None:
    """Put in whoever is worth most for the time it takes, one after the other.

    What a visit scores on a shift is looked at anew when it comes first and the shift has changed,
    and near a visit that was just put in. The column behind the shifts is for pairs.
    """
    n, shifts, number = len(calls.home), len(week.days.day), 0
    score, seen = np.full((n, shifts + 1), -np.inf), np.zeros((n, shifts + 1), np.int64)
    changed = np.zeros(shifts + 1, np.int64)
    top, at = np.full(n, -np.inf), np.zeros(n, np.int64)
    for visit in range(n):
        if week.wanted.waits[visit] and week.rounds.day_of[visit] == NONE:
            for s in range(shifts + 1):
                score[visit, s] = _score(calls, week, visit, s)
            at[visit] = np.argmax(score[visit])
            top[visit] = score[visit, at[visit]]
    while n:
        visit = int(np.argmax(top))
        s = at[visit]
        if top[visit] == -np.inf:
            break
        if seen[visit, s] < changed[s]:
            score[visit, s], seen[visit, s] = _score(calls, week, visit, s), number
            at[visit] = np.argmax(score[visit])
            top[visit] = score[visit, at[visit]]
            continue
        place, top[visit], number = _place_in(calls, week, visit, s), -np.inf, number + 1
        _take(calls, week, visit, place)
        changed[place.shift] = changed[shifts] = number
        if place.other != NONE:
            changed[place.other] = number
        for other in calls.near[visit]:
            if top[other] > -np.inf:
                s = place.shift
                score[other, s], seen[other, s] = _score(calls, week, other, s), number
                at[other] = np.argmax(score[other])
                top[other] = score[other, at[other]]


@compiled
def _score(calls: OpenVisits, week: FilledWeek, visit: int, s: int) -> float:
    """What a call is worth beyond its cost, for the part of a day that it takes."""
    place = _place_in(calls, week, visit, s)
    if place.shift == NONE:
        return -np.inf
    return float((week.wanted.value[visit] - place.cost) / max(place.seconds, 1.0))


@compiled
def _take(calls: OpenVisits, week: FilledWeek, visit: int, place: ShiftChoices) -> None:
    """Put a visit where it was found to go."""
    days, rounds = week.days, week.rounds
    _put(calls, days, rounds, place.shift, place.place, visit, place.first, place.last)
    if place.other != NONE:
        _put(calls, days, rounds, place.other, place.other_place, visit, place.first, place.last)
    rounds.chance[visit] = calls.chance[place.window]


@compiled
def keep_rounds(calls: OpenVisits, days: Days, rounds: Rounds, others: Rounds, met: Flags) -> None:
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


@compiled
def clear(rounds: Rounds) -> None:
    """A week in which nothing is planned yet."""
    rounds.stops[:] = 0
    rounds.busy[:] = 0.0
    rounds.day_of[:] = NONE
    rounds.chance[:] = 0.0
