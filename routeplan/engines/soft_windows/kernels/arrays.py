"""The arrays of one search.

Calls are numbered from 0, ``n`` of them; then come the ``s`` beginnings of routes, then their
``s`` ends. So each call on a route has something before it and behind it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from routeplan.engines.soft_windows.problem import Ints, SoftProblem

ADDED, LARGEST, HEAD, TAIL, LOGGED, TRAVEL, LATE, ABSENT, BEST_AT, SECOND_AT, NUMBERS = range(11)
"""Where the single numbers of a search stand in ``number``: lateness added by what is tried, the
largest lateness, ends of the queue, how much is logged, the totals of travel and lateness, how many
calls are on no route, and the places found for a call and for its partner."""

FAR = 1 << 61
"""More than any cost or time; twice as much is still a whole number of 64 bits. It stands here, for
it is compiled into the kernels: a change in a file elsewhere would leave the compiled ones as they
are."""
NOWHERE = -1
"""The route of a call that is on none."""

FIRST_KEPT, KEPT, WIDE = 5, 8, 3
"""How many positions of a pair's first call are tried with those of its second, how many of any
other call are looked at closely, and how many times as many now and then."""


class SoftArrays(NamedTuple):
    """The problem, the routes, and room to work in."""

    place: Ints
    """``(n + 2 s,)``"""
    length: Ints
    """``(n + 2 s,)`` 0 at beginnings and ends."""
    opens: Ints
    closes: Ints
    partner: Ints
    lag: Ints
    able: np.ndarray[tuple[int, int], np.dtype[np.bool_]]
    travel: Ints
    travel_to: Ints
    """``travel`` turned over: rows are where a way ends."""
    near: Ints
    """``(n, n - 1)`` other calls, the nearest in place and time first."""
    next: Ints
    """``(n + 2 s,)`` what comes behind each."""
    before: Ints
    """``(n + 2 s,)``"""
    route: Ints
    """``(n + 2 s,)`` NOWHERE for a call on none."""
    begin: Ints
    """``(n + 2 s,)`` the earliest begin that all rules allow; of a beginning 0."""
    absent: Ints
    """``(n,)`` the calls on no route, ``number[ABSENT]`` of them."""
    rank: np.ndarray[tuple[int], np.dtype[np.float64]]
    """``(n,)`` by which the absent are sorted."""
    queue: Ints
    """``(n + 1,)`` calls whose begin has risen, as a ring."""
    queued: np.ndarray[tuple[int], np.dtype[np.bool_]]
    log: Ints
    """``(6 n + 64, 2)`` (call, begin before) of what is tried, so that it can be taken back."""
    kept: Ints
    """``(2, WIDE * KEPT, 2)`` (cost, position) of a pair's first call and of any other."""
    number: Ints
    """``(NUMBERS,)``"""


class Saved(NamedTuple):
    """What is needed to come back to routes."""

    next: Ints
    before: Ints
    route: Ints
    begin: Ints
    number: Ints


def empty_arrays(problem: SoftProblem) -> SoftArrays:
    """Routes without a call; all calls are absent."""
    n, s = problem.calls, problem.routes
    ends = np.zeros(2 * s, np.int64)
    starts, stops = n + np.arange(s), n + s + np.arange(s)
    following = np.concatenate((np.full(n, -1), stops, np.full(s, -1)))
    before = np.concatenate((np.full(n + s, -1), starts))
    number = np.zeros(NUMBERS, np.int64)
    number[ABSENT] = n
    routes = np.arange(s)
    return SoftArrays(
        place=np.concatenate((problem.place, ends)),
        length=np.concatenate((problem.length, ends)),
        opens=problem.opens,
        closes=problem.closes,
        partner=problem.partner,
        lag=problem.lag,
        able=problem.able,
        travel=np.ascontiguousarray(problem.travel),
        travel_to=np.ascontiguousarray(problem.travel.T),
        near=neighbours(problem),
        next=following.astype(np.int64),
        before=before.astype(np.int64),
        route=np.concatenate((np.full(n, NOWHERE), routes, routes)).astype(np.int64),
        begin=np.concatenate((problem.opens, ends)),
        absent=np.arange(n, dtype=np.int64),
        rank=np.zeros(n),
        queue=np.zeros(n + 1, np.int64),
        queued=np.zeros(n, np.bool_),
        log=np.zeros((6 * n + 64, 2), np.int64),
        kept=np.zeros((2, WIDE * KEPT, 2), np.int64),
        number=number,
    )


def saved_from(arrays: SoftArrays) -> Saved:
    """A copy of the routes."""
    return Saved(
        arrays.next.copy(),
        arrays.before.copy(),
        arrays.route.copy(),
        arrays.begin.copy(),
        arrays.number.copy(),
    )


def neighbours(problem: SoftProblem) -> Ints:
    """``(n, n - 1)`` the other calls, those with the shortest way and the least waiting first."""
    place = problem.place
    way = problem.travel[place[:, None], place[None]]
    way = np.minimum(way, way.T)
    gap = problem.opens[None] - problem.closes[:, None] - problem.length[:, None] - way
    apart = way + 0.2 * np.maximum(0, np.maximum(gap, gap.T))
    np.fill_diagonal(apart, -1)
    return np.argsort(apart, axis=1, kind="stable")[:, 1:].astype(np.int64)
