"""Which units are next to each other on the streets, and which pieces that makes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from routeplan.beats.town import Floats
from routeplan.model.inputs import NO_WAY

NEAREST = 16
"""Units looked at around each unit; more never made another neighbour on a town's streets."""

SAME_REACH = 0.5
"""Of the units that either of two reaches, both reach at least this part."""

Neighbours = tuple[tuple[int, ...], ...]


def both_ways(seconds: np.ndarray[tuple[int, ...], np.dtype[np.int32]]) -> Floats:
    """``(u, u)`` minutes, the mean of there and back; infinite where one of them is missing."""
    there = np.where(seconds == NO_WAY, np.inf, seconds / 60)
    mean: Floats = (there + there.T) / 2
    return mean


def within_parts(minutes: Floats) -> Floats:
    """The minutes without ways between units that do not reach the same others.

    A door at a stretch that no street leads to is put on that stretch, or on the next street,
    depending on the other end: its few ways would bind together what has no way.
    """
    reach = np.isfinite(minutes).astype(np.float32)
    both = reach @ reach.T
    reached = reach.sum(axis=1)
    either = reached[:, None] + reached[None, :] - both
    kept: Floats = np.where(both > SAME_REACH * either, minutes, np.inf)
    return kept


def neighbours(minutes: Floats) -> Neighbours:
    """Gabriel's neighbours (Gabriel & Sokal 1969) in minutes of travel.

    Two units are neighbours when no third one lies between them: none whose squared minutes to
    both sum up to less. So the units on two banks are none, unless at the ends of a bridge. What
    has a way to each other is connected.
    """
    units = len(minutes)
    beside: list[set[int]] = [set() for _ in range(units)]
    for unit in range(units):
        near = _nearest(minutes, unit)
        between = minutes[unit, near][None, :] ** 2 + minutes[np.ix_(near, near)] ** 2
        np.fill_diagonal(between, np.inf)
        free = between.min(axis=1, initial=np.inf) >= minutes[unit, near] ** 2
        for other in near[free].tolist():
            _join(beside, unit, other)
    _join_pieces(beside, minutes)
    return tuple(tuple(sorted(adjacent)) for adjacent in beside)


def _nearest(minutes: Floats, unit: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The nearest units, nearest first; all as near as the last of them too.

    Whoever lies between two units is nearer to each than they are to each other, so nobody who
    could is missing here.
    """
    row = minutes[unit].copy()
    row[unit] = np.inf
    last = np.partition(row, NEAREST - 1)[NEAREST - 1] if len(row) > NEAREST else np.inf
    near = np.flatnonzero((row <= last) & np.isfinite(row))
    return near[np.argsort(row[near], kind="stable")][: 2 * NEAREST]


def _join(beside: list[set[int]], one: int, other: int) -> None:
    beside[one].add(other)
    beside[other].add(one)


def _join_pieces(beside: list[set[int]], minutes: Floats) -> None:
    """Where everybody near was of one's own piece: the shortest way out of each piece."""
    while True:
        joined = False
        for piece in pieces(beside, range(len(beside))):
            outside = np.setdiff1d(np.arange(len(beside)), piece)
            ways = minutes[np.ix_(piece, outside)]
            if ways.size and np.isfinite(ways.min()):
                row, column = np.unravel_index(int(ways.argmin()), ways.shape)
                _join(beside, piece[int(row)], int(outside[column]))
                joined = True
                break
        if not joined:
            return


def pieces(near: Sequence[Iterable[int]], units: Iterable[int]) -> list[list[int]]:
    """The units in pieces that are each connected inside; the first one's piece first."""
    left = dict.fromkeys(units)
    groups = []
    while left:
        first = next(iter(left))
        del left[first]
        piece, edge = [first], [first]
        while edge:
            for other in near[edge.pop()]:
                if other in left:
                    del left[other]
                    piece.append(other)
                    edge.append(other)
        groups.append(sorted(piece))
    return groups
