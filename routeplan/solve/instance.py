"""From a problem to the arrays of the search: halves, windows by day, neighbour lists."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from routeplan.problem import NO_BREAK, SUFFICES, Problem
from routeplan.solve.kernels import arrays as a
from routeplan.solve.kernels.arrays import FAR, NEVER, NONE, Floats, Instance, Ints

NEAR = 40
"""Candidate positions stand beside this many nearest visits."""
NEAR_AT_ONE_PLACE = 6
"""So many of them at most at one place, else a tower block would see nothing but itself."""
AROUND = 200
"""Strings are removed among this many nearest visits."""


def build_instance(problem: Problem) -> Instance:
    """Arrays for a search; ``c`` clients are the visits and the second halves of pairs."""
    pairs = np.flatnonzero(problem.officers_needed == 2).astype(np.int32)
    n, s = problem.visits, problem.shifts
    visit = np.concatenate([np.arange(n, dtype=np.int32), pairs])
    twin = np.full(len(visit), NONE, np.int32)
    twin[pairs] = n + np.arange(len(pairs))
    twin[n:] = pairs
    depots = np.concatenate([problem.shift_start_place, problem.shift_end_place])
    travel = np.where(problem.travel < 0, FAR, problem.travel).astype(np.int32)
    windows = _windows_by_day(problem)
    near, around = _neighbours(problem, travel, windows.cheapest)
    return Instance(
        place=np.concatenate([problem.visit_place[visit], depots]).astype(np.int32),
        service=np.concatenate(
            [problem.visit_seconds[visit], np.zeros(2 * s, np.int32)], dtype=np.int32
        ),
        visit=visit,
        twin=twin,
        shift=_shift_table(problem),
        travel=travel,
        window=windows.window,
        window_from=windows.window_from,
        by_cost=windows.by_cost,
        cheapest=windows.cheapest,
        uniform=windows.uniform,
        load=problem.load[visit],
        worth=problem.worth.copy(),
        promised=problem.promised.astype(np.uint8),
        stays=np.zeros(n, np.uint8) if problem.stays is None else problem.stays.astype(np.uint8),
        roles=problem.roles.copy(),
        minor_cost=problem.minor_cost.copy(),
        sibling=_sibling_rings(problem),
        least_days=problem.least_days.copy(),
        near=near,
        around=around,
        order=_orders(problem, travel),
    )


def _shift_table(problem: Problem) -> Ints:
    table = np.zeros((problem.shifts, a.SHIFT_COLUMNS), np.int32)
    table[:, a.BEGIN], table[:, a.END] = problem.shift_begin, problem.shift_end
    table[:, a.DAY], table[:, a.MODE] = problem.shift_day, problem.shift_mode
    table[:, a.OFFICERS] = problem.shift_officers
    table[:, a.MAX_LOAD], table[:, a.MAX_BUSY] = problem.max_load, problem.max_busy
    without = problem.break_seconds == NO_BREAK
    table[:, a.BREAK_EARLIEST] = np.where(without, FAR, problem.break_earliest)
    table[:, a.BREAK_LATEST] = np.where(without, NEVER, problem.break_latest)
    table[:, a.BREAK_SECONDS] = np.where(without, 0, problem.break_seconds)
    return table


@dataclass(frozen=True)
class _Windows:
    window: Ints
    window_from: Ints
    by_cost: Ints
    cheapest: Ints
    uniform: a.Bytes


def _windows_by_day(problem: Problem) -> _Windows:
    """Index the start windows by (visit, day); one that two days' shifts can use stands twice."""
    days = int(problem.shift_day.max()) + 1 if problem.shifts else 1
    spans = [
        (
            int(problem.shift_begin[on].min()) if (on := problem.shift_day == day).any() else FAR,
            int(problem.shift_end[on].max()) if on.any() else NEVER,
        )
        for day in range(days)
    ]
    rows: list[tuple[int, int, int]] = []
    by_cost: list[int] = []
    begins = [0]
    cheapest = np.full((problem.visits, days), FAR, np.int32)
    uniform = np.zeros((problem.visits, days), np.uint8)
    columns = zip(
        problem.start_first.tolist(),
        problem.start_last.tolist(),
        problem.start_lost.tolist(),
        strict=True,
    )
    starts, offset = list(columns), problem.start_offset.tolist()
    for v in range(problem.visits):
        own = starts[offset[v] : offset[v + 1]]
        for day, (begin, end) in enumerate(spans):
            here = [row for row in own if row[0] <= end and row[1] >= begin]
            costs = [row[2] for row in here]
            by_cost += [len(rows) + k for k in sorted(range(len(here)), key=costs.__getitem__)]
            rows += here
            begins.append(len(rows))
            if here:
                cheapest[v, day] = min(costs)
                uniform[v, day] = min(costs) == max(costs)
    return _Windows(
        np.array(rows, np.int32).reshape(len(rows), 3),
        np.array(begins, np.int32),
        np.array(by_cost, np.int32),
        cheapest,
        uniform,
    )


def _sibling_rings(problem: Problem) -> Ints:
    ring = np.arange(problem.visits, dtype=np.int32)
    for group in np.unique(problem.siblings[problem.siblings >= 0]):
        members = np.flatnonzero(problem.siblings == group)
        ring[members] = np.roll(members, -1)
    return ring


def _neighbours(problem: Problem, travel: Ints, cheapest: Ints) -> tuple[Ints, Ints]:
    """``(n, NEAR)`` visits to insert beside and ``(n, AROUND)`` to remove with, NONE-padded.

    Counted by places, so that a building with many households still sees its surroundings; only
    visits that share a day are worth standing beside.
    """
    n = problem.visits
    nearness = travel.min(axis=0).astype(np.int64)
    nearness = nearness + nearness.T
    np.fill_diagonal(nearness, -1)
    residents: dict[int, list[int]] = {}
    for v, place in enumerate(problem.visit_place.tolist()):
        residents.setdefault(place, []).append(v)
    inhabited = np.array(sorted(residents), np.int64)
    near = np.full((n, min(NEAR, max(n - 1, 1))), NONE, np.int32)
    around = np.full((n, min(AROUND, max(n - 1, 1))), NONE, np.int32)
    open_days = cheapest < FAR
    for place, own in residents.items():
        order = inhabited[np.argsort(nearness[place, inhabited], kind="stable")].tolist()
        close = _first(order, residents, AROUND + 1)
        for v in own:
            others = [u for u in close if u != v][: around.shape[1]]
            around[v, : len(others)] = others
            found = _beside(v, order, residents, open_days, near.shape[1])
            near[v, : len(found)] = found
    return near, around


def _first(order: list[int], residents: dict[int, list[int]], most: int) -> list[int]:
    found: list[int] = []
    for place in order:
        if len(found) >= most:
            break
        found += residents[place]
    return found


def _beside(
    v: int,
    order: list[int],
    residents: dict[int, list[int]],
    open_days: np.ndarray[tuple[int, ...], np.dtype[np.bool_]],
    most: int,
) -> list[int]:
    found: list[int] = []
    for place in order:
        there = residents[place]
        # each neighbour begins elsewhere in the list, so that none of a tower's visits is unseen
        turned = there[v % len(there) :] + there[: v % len(there)]
        shared = [u for u in turned if u != v and (open_days[u] & open_days[v]).any()]
        found += shared[:NEAR_AT_ONE_PLACE]
        if len(found) >= most:
            return found[:most]
    return found


def _orders(problem: Problem, travel: Ints) -> Floats:
    """``(orders, n)`` keys for putting visits back: long, far, rarely open, early, late, worthy."""
    station = int(problem.shift_start_place[0]) if problem.shifts else 0
    far = travel.min(axis=0)[station, problem.visit_place].astype(np.float64)
    length = problem.visit_seconds.astype(np.float64)
    worth = problem.worth.astype(np.float64)
    choices = (problem.roles == SUFFICES).sum(axis=1).astype(np.float64)
    width, first, last = np.zeros((3, problem.visits))
    for v in range(problem.visits):
        own = slice(problem.start_offset[v], problem.start_offset[v + 1])
        begins, ends = problem.start_first[own], problem.start_last[own]
        if len(begins):
            width[v], first[v], last[v] = (ends - begins + 1).sum(), begins[0], ends[-1]
    return np.array([-length, -far, far, width, first, -last, -worth, -worth / length, choices])
