"""The best times of a round whose order is given: which start windows, and where the break falls.

Labels are set stop by stop (time, lost chance, break taken or not); a label that is neither earlier
nor loses less than another is dropped, so what is left at the end holds the least lost chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from routeplan.model.inputs import NO_WAY
from routeplan.planning.insertion.insertion import Range, Start, starts_of
from routeplan.problem.arrays import NO_BREAK, Problem
from routeplan.problem.solution import ShiftChoice

Pins = Mapping[int, int]
"""By visit: the second at which it has to begin."""


class _Label(NamedTuple):
    lost: int
    free: int
    break_leg: int | None
    starts: tuple[Range, ...]


def best_times(
    problem: Problem, shift: int, visits: Sequence[int], pins: Pins | None = None
) -> ShiftChoice | None:
    """The choice that loses least chance, and then is back first; None when the order cannot be."""
    if not visits:
        return ShiftChoice()
    labels = [_Label(0, int(problem.shift_begin[shift]), None, ())]
    for leg, v in enumerate(visits):
        reached = [
            _Label(label.lost + start.lost, begin + service, label.break_leg, window)
            for label in _travelled(problem, shift, visits, leg, labels)
            for start in allowed_starts(problem, v, pins or {})
            if (begin := max(label.free, start.first)) <= start.last
            for service in (int(problem.visit_seconds[v]),)
            for window in ((*label.starts, (start.first, start.last)),)
        ]
        labels = _undominated(reached)
    back = [
        label
        for label in _travelled(problem, shift, visits, len(visits), labels)
        if label.free <= problem.shift_end[shift]
        and (label.break_leg is None) == (problem.break_seconds[shift] == NO_BREAK)
    ]
    if not back:
        return None
    best = min(back, key=lambda label: (label.lost, label.free))
    return ShiftChoice(tuple(visits), best.starts, best.break_leg)


def allowed_starts(problem: Problem, v: int, pins: Pins) -> list[Start]:
    """The start windows of a visit; of a pinned one the pinned second alone."""
    starts = starts_of(problem, v)
    if v not in pins:
        return starts
    at = pins[v]
    return [Start(at, at, start.lost) for start in starts if start.first <= at <= start.last]


def _travelled(
    problem: Problem, shift: int, visits: Sequence[int], leg: int, labels: Iterable[_Label]
) -> Iterator[_Label]:
    """Arrivals at the end of a leg, with the break on it and without."""
    way = way_of(problem, shift, visits, leg)
    if way == NO_WAY:
        return
    for label in labels:
        yield label._replace(free=label.free + way)
        if label.break_leg is None and (rest := rested_arrival(problem, shift, label.free, way)):
            yield label._replace(free=rest, break_leg=leg)


def rested_arrival(problem: Problem, shift: int, free: int, way: int) -> int | None:
    """When a leg left at ``free`` ends with the break taken on it; None when it cannot be."""
    length = int(problem.break_seconds[shift])
    earliest, latest = int(problem.break_earliest[shift]), int(problem.break_latest[shift])
    if length == NO_BREAK or free > latest:
        return None
    return max(free + way, earliest) + length


def way_of(problem: Problem, shift: int, visits: Sequence[int], leg: int) -> int:
    """Seconds of a leg, the last one being the way back; ``NO_WAY`` where there is none."""
    start, end = int(problem.shift_start_place[shift]), int(problem.shift_end_place[shift])
    here = start if leg == 0 else int(problem.visit_place[visits[leg - 1]])
    there = end if leg == len(visits) else int(problem.visit_place[visits[leg]])
    return int(problem.travel[problem.shift_mode[shift], here, there])


def _undominated(labels: list[_Label]) -> list[_Label]:
    kept: list[_Label] = []
    for rests in (False, True):
        earliest = 1 << 60
        for label in _of(labels, rests):
            if label.free < earliest:
                earliest = label.free
                kept.append(label)
    return kept


def _of(labels: list[_Label], rested: bool) -> list[_Label]:
    """Those with the break behind them, or ahead; the least lost chance first."""
    own = [label for label in labels if (label.break_leg is not None) == rested]
    return sorted(own, key=lambda label: label[:2])
