"""The optimum of tiny problems by enumeration, sharing no code with the engine or the timetable.

A shift's round is priced second by second: for every set of visits made, the last of them, and
whether the break has been taken, the least price of being free at each second of the shift. An
officer may leave the station at any second, wait at any door, and take the break anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
import numpy.typing as npt

from routeplan.problem.arrays import (
    LATE_DAY_SECONDS,
    LATE_SECONDS,
    NO_BREAK,
    NO_CAP,
    NO_WAY,
    SUFFICES,
    Problem,
)

Prices = npt.NDArray[np.int64]
"""By second of the shift: thousandths of a second of cost, ``NEVER`` where one cannot be there."""
NEVER = 1 << 50
PERMILLE = 1000

Pins = Mapping[int, int | None]
"""Two-officer visits of a shift and their start (None: a crew's, free within its windows)."""
Key = tuple[frozenset[int], int, bool, int]
"""Visits made, the last one (-1: none yet), break taken; travel so far where it is capped."""
Priced = dict[tuple[object, ...], dict[frozenset[int], int]]
"""What rounds cost by shift and pins, worked out once."""


def optimum(problem: Problem) -> tuple[int, int]:
    """(promises missed, cost) of the best solution."""
    pairs = [v for v in range(problem.visits) if problem.officers_needed[v] == 2]
    singles = [v for v in range(problem.visits) if v not in pairs]
    best = _value_of(problem, {}, 0)
    priced: Priced = {}
    for choice in product(*(list(_pair_options(problem, v)) for v in pairs)):
        extra = 0
        pins: dict[int, dict[int, int | None]] = {s: {} for s in range(problem.shifts)}
        for v, option in zip(pairs, choice, strict=True):
            if option is None:
                continue
            shifts, start = option
            minor = min(int(problem.minor_cost[v, s]) for s in shifts)
            if start is not None:
                extra += minor + _lost_at(problem, v, start)
            for s in shifts:
                pins[s][v] = start
        best = min(best, _best_with(problem, singles, pins, extra, priced))
    return best


def _pair_options(problem: Problem, v: int) -> Iterator[tuple[tuple[int, ...], int | None] | None]:
    """Left out, a crew alone (start free), or two shifts at one second."""
    yield None
    roles = problem.roles[v].tolist()
    for s in range(problem.shifts):
        if problem.shift_officers[s] == 2 and roles[s] == SUFFICES:
            yield (s,), None
    for s, t in combinations(range(problem.shifts), 2):
        alone = problem.shift_officers[s] == problem.shift_officers[t] == 1
        if alone and roles[s] & roles[t] & 1 and roles[s] | roles[t] == SUFFICES:
            for first, last, _ in windows(problem, v):
                for start in range(first, last + 1):
                    yield (s, t), start


def _best_with(
    problem: Problem,
    singles: list[int],
    pins: dict[int, dict[int, int | None]],
    extra: int,
    priced: Priced,
) -> tuple[int, int]:
    """The best way to share the single visits out among the shifts, pairs being fixed."""
    rounds = []
    for s in range(problem.shifts):
        key = (s, *sorted(pins[s].items()))
        if key not in priced:
            priced[key] = best_rounds(problem, s, singles, pins[s])
        rounds.append(priced[key])
    best = (problem.visits + 1, 0)
    placed_pairs = {v: s for s in pins for v in pins[s]}

    def share(s: int, left: frozenset[int], placed: dict[int, int], cost: int) -> None:
        nonlocal best
        if s == problem.shifts:
            if _days_apart(problem, placed):
                best = min(best, _value_of(problem, placed, cost))
            return
        for taken, price in rounds[s].items():
            if taken <= left:
                share(s + 1, left - taken, placed | dict.fromkeys(taken, s), cost + price)

    share(0, frozenset(singles), placed_pairs, extra)
    return best


def _value_of(problem: Problem, placed: dict[int, int], cost: int) -> tuple[int, int]:
    out = [v for v in range(problem.visits) if v not in placed]
    missed = sum(bool(problem.promised[v]) for v in out)
    return missed, cost + sum(int(problem.worth[v]) for v in out)


def _days_apart(problem: Problem, placed: dict[int, int]) -> bool:
    for u, v in combinations(placed, 2):
        if problem.siblings[u] == problem.siblings[v] >= 0:
            days = [int(problem.shift_day[placed[k]]) for k in (u, v)]
            if abs(days[0] - days[1]) < max(problem.least_days[u], problem.least_days[v]):
                return False
    return True


def windows(problem: Problem, v: int) -> list[tuple[int, int, int]]:
    """(first, last, cost) of a visit's start windows: chance lost, later day, promise kept late."""
    own = range(int(problem.start_offset[v]), int(problem.start_offset[v + 1]))
    return [
        (int(problem.start_first[k]), int(problem.start_last[k]), _start_cost(problem, k))
        for k in own
    ]


def _start_cost(problem: Problem, k: int) -> int:
    cost = int(problem.start_lost[k])
    if problem.start_later is not None:
        cost += int(problem.start_later[k])
    if problem.start_days_late is not None and problem.start_days_late[k] > 0:
        cost += LATE_SECONDS + LATE_DAY_SECONDS * int(problem.start_days_late[k])
    return cost


def _lost_at(problem: Problem, v: int, start: int) -> int:
    return next(lost for first, last, lost in windows(problem, v) if first <= start <= last)


# --- one shift's round, second by second ----------------------------------------------------------


@dataclass(frozen=True)
class Clock:
    """The seconds of one shift, its break, and what a second of waiting costs."""

    begin: int
    end: int
    earliest: int
    latest: int
    length: int
    permille: int

    def nowhen(self) -> Prices:
        return np.full(self.end - self.begin + 1, NEVER, np.int64)

    def waited(self, prices: Prices) -> Prices:
        """Waiting from any second to any later one."""
        ramp = np.arange(len(prices)) * self.permille
        return np.minimum(np.minimum.accumulate(prices - ramp) + ramp, NEVER)

    def later(self, prices: Prices, seconds: int, cost: int = 0) -> Prices:
        """So many seconds on, for that cost in seconds."""
        moved = self.nowhen()
        if seconds < len(prices):
            moved[seconds:] = prices[: len(prices) - seconds] + cost * PERMILLE
        return np.minimum(moved, NEVER)

    def between(self, prices: Prices, first: int, last: int) -> Prices:
        """Those from ``first`` to ``last``."""
        kept = self.nowhen()
        span = slice(max(first - self.begin, 0), max(last + 1 - self.begin, 0))
        kept[span] = prices[span]
        return kept

    def leaving(self) -> tuple[Prices, Prices]:
        """At the station: before the break, and after one taken there; no wait costs anything."""
        ahead, behind = self.nowhen(), self.nowhen()
        ahead[:] = 0
        if self.length == NO_BREAK:
            return self.nowhen(), ahead
        for rest in range(max(self.begin, self.earliest), self.latest + 1):
            behind[rest + self.length - self.begin :] = 0
        return ahead, behind

    def resting_on(self, prices: Prices, way: int) -> Prices:
        """At the end of a leg left at those seconds, with the break begun somewhere on it."""
        # some second of the way lies in the break's window ...
        passing = self.between(prices, self.earliest - way, self.latest)
        on_way = self.later(passing, way + self.length, way)
        # ... or one waits for that window at the next door
        there = self.waited(self.later(prices, way, way))
        at_door = self.between(there, self.earliest, self.latest)
        return np.minimum(on_way, self.later(at_door, self.length))

    def resting_after(self, prices: Prices) -> Prices:
        """Those seconds of coming back that leave time for the break at the station."""
        if self.length == NO_BREAK:
            return self.nowhen()
        last = min(self.latest, self.end - self.length)
        return self.between(prices, self.begin, last if last >= self.earliest else self.begin - 1)


def clock_of(problem: Problem, s: int) -> Clock:
    """The clock of a shift."""
    return Clock(
        int(problem.shift_begin[s]),
        int(problem.shift_end[s]),
        int(problem.break_earliest[s]),
        int(problem.break_latest[s]),
        int(problem.break_seconds[s]),
        round(problem.waiting_price * PERMILLE),
    )


def best_rounds(
    problem: Problem, s: int, singles: list[int], pinned: Pins
) -> dict[frozenset[int], int]:
    """Least cost of every set of single visits that shift ``s`` can make beside its pairs."""
    candidates = [*(v for v in singles if problem.roles[v, s] == SUFFICES), *pinned]
    clock = clock_of(problem, s)
    ahead, behind = clock.leaving()
    states: dict[Key, Prices] = {
        (frozenset(), -1, False, 0): ahead,
        (frozenset(), -1, True, 0): behind,
    }
    found: dict[frozenset[int], int] = {}
    if not pinned:
        found[frozenset()] = _way(problem, s, -1, -1)
    while states := _extend(problem, s, clock, states, candidates, pinned):
        for (taken, last, rested, travel), prices in states.items():
            if set(pinned) <= taken:
                price = _close(problem, s, clock, (taken, last, rested, travel), prices)
                key = taken - set(pinned)
                if price is not None:
                    found[key] = min(found.get(key, price), price)
    return found


def _way(problem: Problem, s: int, last: int, v: int) -> int:
    """Seconds from one visit to another; -1 is the station."""
    here = problem.shift_start_place[s] if last < 0 else problem.visit_place[last]
    there = problem.shift_end_place[s] if v < 0 else problem.visit_place[v]
    return int(problem.travel[problem.shift_mode[s], here, there])


def _extend(
    problem: Problem,
    s: int,
    clock: Clock,
    states: Mapping[Key, Prices],
    candidates: list[int],
    pinned: Pins,
) -> dict[Key, Prices]:
    """Every state with one visit more."""
    longer: dict[Key, Prices] = {}
    capped = problem.max_busy[s] != NO_CAP
    for (taken, last, rested, travel), prices in states.items():
        loaded = sum(int(problem.load[v]) for v in taken)
        for v in candidates:
            way = _way(problem, s, last, v)
            if v in taken or way == NO_WAY or loaded + problem.load[v] > problem.max_load[s]:
                continue
            for arrivals_there, now_rested in _arriving(clock, prices, way, rested):
                served = _served(problem, s, clock, v, arrivals_there, pinned)
                if served.min() < NEVER:
                    key = (taken | {v}, v, now_rested, travel + way if capped else 0)
                    longer[key] = np.minimum(longer.get(key, served), served)
    return longer


def _arriving(
    clock: Clock, prices: Prices, way: int, rested: bool
) -> Iterator[tuple[Prices, bool]]:
    yield clock.later(prices, way, way), rested
    if not rested and clock.length != NO_BREAK:
        yield clock.resting_on(prices, way), True


def _served(problem: Problem, s: int, clock: Clock, v: int, there: Prices, pinned: Pins) -> Prices:
    """Free again behind a visit, having waited at its door for any second it may start at."""
    there, start = clock.waited(there), pinned.get(v)
    if start is not None:
        options, minor = [(start, start, 0)], 0
    else:
        options, minor = windows(problem, v), int(problem.minor_cost[v, s])
    best, length = clock.nowhen(), int(problem.visit_seconds[v])
    for first, last, cost in options:
        if last >= clock.begin and first <= clock.end:
            begun = clock.between(there, first, last)
            best = np.minimum(best, clock.later(begun, length, cost + minor))
    return clock.waited(best)


def _close(problem: Problem, s: int, clock: Clock, key: Key, prices: Prices) -> int | None:
    """The least cost of coming back in time, in seconds, or None."""
    taken, last, rested, travel = key
    way = _way(problem, s, last, -1)
    visiting = sum(int(problem.visit_seconds[v]) for v in taken)
    if way == NO_WAY or travel + way + visiting > problem.max_busy[s]:
        return None
    back = clock.later(prices, way, way)
    if not rested:
        back = np.minimum(clock.resting_after(back), clock.resting_on(prices, way))
    least = int(back.min())
    return (least + PERMILLE // 2) // PERMILLE if least < NEVER else None
