"""Inserting one more visit into given routes, by trying every second: no code of the engine's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from routeplan.problem.arrays import NO_BREAK, NO_WAY, SUFFICES, Problem
from tests.engines.brute_force import windows

Windows = Sequence[tuple[int, int]]
State = tuple[int, bool]
"""Free at a second, and whether the break has been taken."""


@dataclass(frozen=True)
class Round:
    """One shift's visits in order, and the windows that each may start in."""

    shift: int
    visits: list[int]
    windows: list[Windows]


@dataclass(frozen=True)
class Gap:
    """A position in a round: the travel it adds, and how the officer may get there."""

    round: Round
    after: int
    detour: int
    reached: frozenset[State]


def cheapest_by_enumeration(problem: Problem, rounds: Sequence[Round], v: int) -> int | None:
    """The least cost of making ``v`` too, each round keeping its order; None when it cannot be."""
    gaps = [gap for given_round in rounds for gap in _gaps(problem, given_round, v)]
    prices = [*_alone(problem, v, gaps)]
    if problem.officers_needed[v] == 2:
        prices += _together(problem, v, gaps)
    return min(prices, default=None)


def _gaps(problem: Problem, round_: Round, v: int) -> Iterator[Gap]:
    s, visits = round_.shift, round_.visits
    if not problem.roles[v, s] & 1 or problem.load[[*visits, v]].sum() > problem.max_load[s]:
        return
    travel = problem.travel[problem.shift_mode[s]]
    places = [problem.shift_start_place[s], *problem.visit_place[visits]]
    places.append(problem.shift_end_place[s])
    home = int(problem.visit_place[v])
    way = sum(int(travel[here, there]) for here, there in pairwise(places))
    visiting = int(problem.visit_seconds[[*visits, v]].sum())
    for k, (here, there) in enumerate(pairwise(places)):
        ways = int(travel[here, home]), int(travel[home, there])
        if NO_WAY in ways:
            continue
        detour = sum(ways) - int(travel[here, there])
        if way + detour + visiting <= problem.max_busy[s]:
            yield Gap(round_, k, detour, _reached(problem, round_, k, v))


def _reached(problem: Problem, round_: Round, after: int, v: int) -> frozenset[State]:
    """At the door of ``v`` behind so many stops."""
    s = round_.shift
    states = {(int(problem.shift_begin[s]), problem.break_seconds[s] == NO_BREAK)}
    last = -1
    for k in range(after):
        states = _make(problem, s, last, round_.visits[k], round_.windows[k], states)
        last = round_.visits[k]
    return frozenset(_travel(problem, s, last, v, states))


def _travel(
    problem: Problem, s: int, last: int, v: int, states: set[State] | frozenset[State]
) -> set[State]:
    return {
        (arrive, done)
        for time, rested in states
        for arrive, done, _ in arrivals(problem, s, last, v, rested, time)
    }


def arrivals(
    problem: Problem, s: int, last: int, v: int, rested: bool, time: int
) -> Iterator[tuple[int, bool, int]]:
    """(arrival, rested, way) with and without the break on the way; nothing where there is none."""
    here = problem.shift_start_place[s] if last < 0 else problem.visit_place[last]
    there = problem.shift_end_place[s] if v < 0 else problem.visit_place[v]
    way = int(problem.travel[problem.shift_mode[s], here, there])
    if way == NO_WAY:
        return
    yield time + way, rested, way
    if not rested and time <= problem.break_latest[s]:
        # the break begins at some second on the way, or on arrival after waiting
        seconds = range(time, max(time + way, int(problem.break_earliest[s])) + 1)
        begins = [b for b in seconds if problem.break_earliest[s] <= b <= problem.break_latest[s]]
        if begins:
            length = int(problem.break_seconds[s])
            yield min(max(time + way, b) for b in begins) + length, True, way


def _make(
    problem: Problem, s: int, last: int, v: int, within: Windows, states: set[State]
) -> set[State]:
    return {
        (max(arrive, first) + int(problem.visit_seconds[v]), done)
        for arrive, done in _travel(problem, s, last, v, states)
        for first, latest in within
        if arrive <= latest
    }


def _rest_fits(problem: Problem, gap: Gap, v: int, first: int, latest: int) -> bool:
    """Whether the round can be finished when ``v`` starts within [first, latest]."""
    s, stops = gap.round.shift, gap.round
    states = {
        (max(arrive, first) + int(problem.visit_seconds[v]), done)
        for arrive, done in gap.reached
        if arrive <= latest
    }
    last = v
    for k in range(gap.after, len(stops.visits)):
        states = _make(problem, s, last, stops.visits[k], stops.windows[k], states)
        last = stops.visits[k]
    back = _travel(problem, s, last, -1, states)
    return any(done and time <= problem.shift_end[s] for time, done in back)


def _alone(problem: Problem, v: int, gaps: list[Gap]) -> Iterator[int]:
    for gap in gaps:
        s = gap.round.shift
        enough = problem.officers_needed[v] <= problem.shift_officers[s]
        if enough and problem.roles[v, s] == SUFFICES:
            for first, latest, lost in windows(problem, v):
                if _rest_fits(problem, gap, v, first, latest):
                    yield gap.detour + lost + int(problem.minor_cost[v, s])


def _together(problem: Problem, v: int, gaps: list[Gap]) -> Iterator[int]:
    seconds = [
        (second, lost)
        for first, latest, lost in windows(problem, v)
        for second in range(first, latest + 1)
    ]
    possible = [
        (gap, {start for start in seconds if _rest_fits(problem, gap, v, start[0], start[0])})
        for gap in gaps
        if problem.shift_officers[gap.round.shift] == 1
    ]
    for (one, starts), (other, other_starts) in combinations(possible, 2):
        s, t = one.round.shift, other.round.shift
        if s != t and problem.roles[v, s] | problem.roles[v, t] == SUFFICES:
            small = int(min(problem.minor_cost[v, s], problem.minor_cost[v, t]))
            for _, lost in starts & other_starts:
                yield one.detour + other.detour + small + lost
