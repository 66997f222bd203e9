"""Neighbour lists: beside whom a visit might stand, and with whom it is taken out together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from routeplan.engines.ruin_recreate.kernels.arrays import FAR, NONE, Ints
from routeplan.engines.ruin_recreate.kernels.proximity import proximities
from routeplan.engines.ruin_recreate.windows_by_day import WindowsByDay
from routeplan.problem.arrays import Problem

NEAR = 40
"""Candidate positions stand beside this many visits."""
NEAR_AT_ONE_PLACE = 6
"""So many of them at most at one place, else a tower block would see nothing but itself."""
CANDIDATES = 240
"""They are chosen among about so many nearest visits, of a tower block ``LOOKED_AT`` at most."""
LOOKED_AT = 30
ADJACENT = 200
"""Strings are removed among this many nearest visits."""


@dataclass(frozen=True)
class _Town:
    """Who lives where. ``residents`` are the visits by place, ``inhabited`` the places ``(k,)``."""

    problem: Problem
    seconds: Ints
    travel: Ints
    windows: WindowsByDay
    residents: dict[int, list[int]]
    inhabited: Ints


def neighbours(problem: Problem, travel: Ints, windows: WindowsByDay) -> tuple[Ints, Ints]:
    """``(n, NEAR)`` visits to insert beside and ``(n, ADJACENT)`` to remove with, NONE-padded.

    Counted by places, so that a building with many households still sees its surroundings; only
    visits that share a day are worth standing beside. Never all pairs of windows: few hundred
    visits are looked at from each place.
    """
    n = problem.visits
    residents: dict[int, list[int]] = {}
    for v, place in enumerate(problem.visit_place.tolist()):
        residents.setdefault(place, []).append(v)
    # A copy: the problem's own array may be written after it came from another process, and not
    # before, and the kernel would be compiled for both.
    seconds = problem.visit_seconds.copy()
    inhabited = np.array(sorted(residents), np.int32)
    town = _Town(problem, seconds, travel, windows, residents, inhabited)
    near = np.full((n, min(NEAR, max(n - 1, 1))), NONE, np.int32)
    adjacent = np.full((n, min(ADJACENT, max(n - 1, 1))), NONE, np.int32)
    for place, visits in residents.items():
        ways = np.stack([travel[:, place, :].min(axis=0), travel[:, :, place].min(axis=0)])
        ways[:, place] = 0
        order = _nearest_places(town, ways)
        close = _first(order, residents, ADJACENT + 1)
        for v in visits:
            others = [u for u in close if u != v][: adjacent.shape[1]]
            adjacent[v, : len(others)] = others
            beside = _beside(town, v, order, ways, near.shape[1])
            near[v, : len(beside)] = beside
    return near, adjacent


def _nearest_places(town: _Town, ways: Ints) -> list[int]:
    """The nearest inhabited places, nearest first: as many as could ever be looked at."""
    apart = ways.sum(axis=0)[town.inhabited]
    most = CANDIDATES + 1
    if len(apart) > most:
        nearest = np.argpartition(apart, most)[:most]
        nearest.sort()
    else:
        nearest = np.arange(len(apart))
    order = nearest[np.argsort(apart[nearest], kind="stable")]
    return [int(place) for place in town.inhabited[order]]


def _first(order: list[int], residents: dict[int, list[int]], most: int) -> list[int]:
    visits: list[int] = []
    for place in order:
        if len(visits) >= most:
            break
        visits += residents[place]
    return visits


def _beside(town: _Town, v: int, order: list[int], ways: Ints, most: int) -> list[int]:
    """The visits of the best proximity among the candidates, few at one place."""
    others = np.array(_candidates(town, v, order), np.int32)
    places = town.problem.visit_place[others]
    scores = np.empty(len(others))
    windows, days = town.windows, town.windows.cheapest.shape[1]
    ways = np.ascontiguousarray(ways[:, places])
    proximities(
        windows.window,
        windows.window_from,
        days,
        town.seconds,
        v,
        others,
        ways,
        scores,
    )
    chosen: list[int] = []
    at_place: dict[int, int] = {}
    for k in np.argsort(scores, kind="stable").tolist():
        if len(chosen) == most or scores[k] >= FAR:
            break
        place = int(places[k])
        at_place[place] = at_place.get(place, 0) + 1
        if at_place[place] <= NEAR_AT_ONE_PLACE:
            chosen.append(int(others[k]))
    return chosen


def _candidates(town: _Town, v: int, order: list[int]) -> list[int]:
    visits: list[int] = []
    counted = 0
    for place in order:
        if counted >= CANDIDATES:
            break
        there = town.residents[place]
        # each neighbour begins elsewhere in the list, so that none of a tower's visits is unseen
        at = v % len(there)
        visits += [u for u in (*there[at:], *there[:at]) if u != v][:LOOKED_AT]
        counted += min(len(there), NEAR_AT_ONE_PLACE)
    return visits
