"""Whether, where and at what cost one more visit would fit into a finished solution, exactly.

Plain Python: slower than the search and easier to trust. The times along a route are kept twice,
with the break still ahead and with it behind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from routeplan.model.inputs import NO_WAY
from routeplan.problem.arrays import SUFFICES, TAKES_PART, Problem
from routeplan.problem.solution import ShiftChoice, Solution
from routeplan.problem.tour import (
    BreakRule,
    rested_arrival,
    rested_leaving,
    tour_of,
)

LATER = 1 << 60
EARLIER = -LATER

Range = tuple[int, int]
"""Earliest and latest start."""


class Start(NamedTuple):
    """A start window of a visit and what starting there costs (chance, later day), in seconds."""

    first: int
    last: int
    lost: int


class InsertionSpot(NamedTuple):
    """A position: after how many stops, what travel it adds, and when a visit could start there."""

    after: int
    detour: int
    ranges: tuple[Range, ...]


@dataclass(frozen=True)
class RouteTimes:
    """One shift's route with its times: index 0 is the start, the last index the end.

    ``early`` and ``late`` hold (break ahead, break behind) starts.
    """

    shift: int
    rule: BreakRule | None
    places: list[int]
    service: list[int]
    ways: list[int]
    early: list[Range]
    late: list[Range]
    busy: int
    load: int


def route_times(problem: Problem, shift: int, choice: ShiftChoice) -> RouteTimes:
    """Times along a chosen route, its stops pinned to their start windows."""
    places, ways, seconds, hours, rule = tour_of(problem, shift, choice.visits)
    service = [0, *seconds, 0]
    pins = [hours, *choice.starts, hours]
    early = [(LATER, hours[0]) if rule is None else (hours[0], LATER)]
    for k, way in enumerate(ways):
        ahead, behind = _arrivals(rule, early[k], service[k], way)
        early.append((_from(pins[k + 1], ahead), _from(pins[k + 1], behind)))
    late = [(EARLIER, hours[1])]
    for k in range(len(ways) - 1, -1, -1):
        ahead, behind = _leavings(rule, late[0], ways[k])
        late.insert(0, (_until(pins[k], ahead - service[k]), _until(pins[k], behind - service[k])))
    busy, load = sum(ways) + sum(service), int(problem.load[list(choice.visits)].sum())
    return RouteTimes(shift, rule, places, service, ways, early, late, busy, load)


def _from(pin: Range, time: int) -> int:
    return max(pin[0], time) if time <= pin[1] else LATER


def _until(pin: Range, time: int) -> int:
    return min(pin[1], time) if time >= pin[0] else EARLIER


def _arrivals(rule: BreakRule | None, early: Range, service: int, way: int) -> Range:
    ahead, behind = early[0] + service, early[1] + service
    rested = rested_arrival(rule, ahead, way)
    return ahead + way, min(behind + way, LATER if rested is None else rested)


def _leavings(rule: BreakRule | None, late: Range, way: int) -> Range:
    ahead, behind = late
    rested = rested_leaving(rule, behind, way)
    return max(ahead - way, EARLIER if rested is None else rested), behind - way


def spots(problem: Problem, route: RouteTimes, visit: int) -> Iterator[InsertionSpot]:
    """Every position of a route where the visit fits by travel, caps and neighbours' times."""
    shift, service = route.shift, int(problem.visit_seconds[visit])
    if route.load + int(problem.load[visit]) > problem.max_load[shift]:
        return
    travel = problem.travel[problem.shift_mode[shift]]
    place = int(problem.visit_place[visit])
    for k in range(len(route.ways)):
        to, onward = int(travel[route.places[k], place]), int(travel[place, route.places[k + 1]])
        if NO_WAY in (to, onward):
            continue
        detour = to + onward - route.ways[k]
        if route.busy + detour + service > problem.max_busy[shift]:
            continue
        arrive = _arrivals(route.rule, route.early[k], route.service[k], to)
        leave = _leavings(route.rule, route.late[k + 1], onward)
        ranges = tuple(
            (first, last - service)
            for first, last in zip(arrive, leave, strict=True)
            if first <= last - service
        )
        if ranges:
            yield InsertionSpot(k, detour, ranges)


def starts_of(problem: Problem, visit: int) -> list[Start]:
    """The start windows of a visit."""
    windows = slice(problem.start_offset[visit], problem.start_offset[visit + 1])
    columns = (
        problem.start_first[windows],
        problem.start_last[windows],
        problem.start_cost[windows],
    )
    return [Start(*(int(value) for value in row)) for row in zip(*columns, strict=True)]


class Fit(NamedTuple):
    """A way of adding a visit; the least cost sorts first. Costs are seconds, without waiting.

    ``halves`` names each shift that makes it and after how many of its stops; the visit may begin
    within ``start``, of two officers a single second.
    """

    cost: int
    travel: int
    lost: int
    small: int
    halves: tuple[tuple[int, int], ...]
    start: Range


def fits(problem: Problem, routes: Sequence[RouteTimes], visit: int) -> Iterator[Fit]:
    """Every way of adding a visit to finished routes, whose other stops keep their order."""
    starts = starts_of(problem, visit)
    places = [
        (route.shift, spot)
        for route in routes
        if problem.roles[visit, route.shift] & TAKES_PART
        for spot in spots(problem, route, visit)
    ]
    yield from _alone(problem, visit, starts, places)
    if problem.officers_needed[visit] == 2:
        yield from _together(problem, visit, starts, places)


def _alone(
    problem: Problem, visit: int, starts: list[Start], places: list[tuple[int, InsertionSpot]]
) -> Iterator[Fit]:
    for shift, spot in places:
        if problem.officers_needed[visit] > problem.shift_officers[shift]:
            continue
        if problem.roles[visit, shift] == SUFFICES:
            small = int(problem.minor_cost[visit, shift])
            for start in starts:
                for reach in spot.ranges:
                    if shared := _shared(start, reach):
                        yield _fit(spot.detour, start.lost, small, ((shift, spot.after),), shared)


def _together(
    problem: Problem, visit: int, starts: list[Start], places: list[tuple[int, InsertionSpot]]
) -> Iterator[Fit]:
    singles = [(shift, spot) for shift, spot in places if problem.shift_officers[shift] == 1]
    roles, minor = problem.roles[visit], problem.minor_cost[visit]
    for (one, spot), (other, other_spot) in combinations(singles, 2):
        if one == other or problem.shift_day[one] != problem.shift_day[other]:
            continue
        if roles[one] | roles[other] != SUFFICES:
            continue
        small = int(min(minor[one], minor[other]))
        halves = ((one, spot.after), (other, other_spot.after))
        for start in starts:
            for first, last in spot.ranges:
                reach_of_one = (max(first, start.first), min(last, start.last))
                for reach in other_spot.ranges:
                    if shared := _shared(reach_of_one, reach):
                        second = (shared[0], shared[0])
                        travel = spot.detour + other_spot.detour
                        yield _fit(travel, start.lost, small, halves, second)


def _fit(
    travel: int, lost: int, small: int, halves: tuple[tuple[int, int], ...], start: Range
) -> Fit:
    return Fit(travel + lost + small, travel, lost, small, halves, start)


def _shared(one: Sequence[int], other: Sequence[int]) -> Range | None:
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return (first, last) if first <= last else None


def all_route_times(problem: Problem, solution: Solution) -> list[RouteTimes]:
    """Times along every route of a solution."""
    return [route_times(problem, s, choice) for s, choice in enumerate(solution.choices)]
