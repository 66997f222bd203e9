"""The best times of a round whose order is given: which start windows, and where the break falls.

Labels are set stop by stop (time, lost chance, break taken or not); a label that is neither earlier
nor loses less than another is dropped, so what is left at the end holds the least lost chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from routeplan.model.inputs import NO_WAY
from routeplan.planning.insertion.one_more_visit import Range, Start, starts_of
from routeplan.problem.arrays import Problem
from routeplan.problem.solution import ShiftChoice
from routeplan.problem.tour import BreakRule, rested_arrival, tour_of

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
    _, ways, seconds, (shift_begin, shift_end), rule = tour_of(problem, shift, visits)
    labels = [_Label(0, shift_begin, None, ())]
    for leg, v in enumerate(visits):
        reached = [
            _Label(label.lost + start.lost, begin + seconds[leg], label.break_leg, window)
            for label in _travelled(rule, leg, ways[leg], labels)
            for start in allowed_starts(problem, v, pins or {})
            if (begin := max(label.free, start.first)) <= start.last
            for window in ((*label.starts, (start.first, start.last)),)
        ]
        labels = _undominated(reached)
    back = [
        label
        for label in _travelled(rule, len(visits), ways[-1], labels)
        if label.free <= shift_end and (label.break_leg is None) == (rule is None)
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
    rule: BreakRule | None, leg: int, way: int, labels: Iterable[_Label]
) -> Iterator[_Label]:
    """Arrivals at the end of a leg, with the break on it and without."""
    if way == NO_WAY:
        return
    for label in labels:
        yield label._replace(free=label.free + way)
        if label.break_leg is None and (rest := rested_arrival(rule, label.free, way)):
            yield label._replace(free=rest, break_leg=leg)


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
    alike = [label for label in labels if (label.break_leg is not None) == rested]
    return sorted(alike, key=lambda label: label[:2])
