"""From an engine's choice to times: the only place where an order becomes a timetable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from routeplan.model.inputs import NO_WAY
from routeplan.problem.arrays import Problem
from routeplan.problem.solution import ShiftChoice, Span
from routeplan.problem.tour import (
    Tour,
    after_coming_back,
    arrival_after,
    before_leaving,
    leaving_before,
    on_the_way,
    tour_of,
)


@dataclass(frozen=True, slots=True)
class TimedStop:
    """At the door, the visit's begin and its end, in elapsed seconds."""

    arrive: int
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class TimedShift:
    """One shift's times. ``pause`` is (begin, end) of the break, None when none is taken."""

    leave: int
    back: int
    stops: tuple[TimedStop, ...] = ()
    pause: tuple[int, int] | None = None

    def idle_seconds(self, busy: int) -> int:
        """What of the round is neither ``busy`` (travel + visits) nor break.

        A break at the station, before leaving or after coming back, takes nothing of it.
        """
        rest = 0
        if self.pause:
            rest = max(0, min(self.pause[1], self.back) - max(self.pause[0], self.leave))
        return self.back - self.leave - busy - rest


class _ShiftTour(NamedTuple):
    """One shift's choice and the tour that it makes."""

    choice: ShiftChoice
    tour: Tour


def timed(problem: Problem, shift: int, choice: ShiftChoice) -> TimedShift:
    """Back as early as the chosen start windows allow, having left as late as that leaves time.

    So nobody waits longer than the order asks for. Between the two every visit begins as early as
    it can. The break begins anywhere on its leg, as early as its window allows: at the last door,
    on the way, or at the next door; before the first leg or behind the last one at the station,
    where that leaves time for it.

    Raises
    ------
    ValueError
        When the choice cannot be kept: an engine's bug.
    """
    begin = int(problem.shift_begin[shift])
    if not choice.visits:
        return TimedShift(begin, begin)
    return _timed(_laid_out(problem, shift, choice), shift)


def timed_by_break(
    problem: Problem, shift: int, visits: Sequence[int], starts: Sequence[Span]
) -> Iterator[tuple[ShiftChoice, TimedShift]]:
    """The times of an order for each leg that the break can be taken on, from the first leg on.

    One without a break where the shift has none. As :func:`timed` of each, and none where that
    raises ValueError; but the tour is laid out once.
    """
    tour = tour_of(problem, shift, visits)
    if NO_WAY in tour.ways:
        return
    none: tuple[int | None, ...] = (None,)
    legs = none if tour.rule is None or not visits else _legs_for_break(tour, starts)
    for leg in legs:
        choice = ShiftChoice(tuple(visits), tuple(starts), leg)
        try:
            times = (
                timed(problem, shift, choice)
                if not visits
                else _timed(_ShiftTour(choice, tour), shift)
            )
        except ValueError:
            continue
        yield choice, times


def _legs_for_break(tour: Tour, starts: Sequence[Span]) -> Iterator[int]:
    """The legs that are reached before the latest begin of the break, none taken before them."""
    assert tour.rule is not None
    free = tour.hours[0]
    for leg, way in enumerate(tour.ways):
        if free > tour.rule.latest:
            return
        yield leg
        if leg < len(starts):
            start = max(free + way, starts[leg][0])
            if start > starts[leg][1]:
                return
            free = start + tour.seconds[leg]


def _timed(laid: _ShiftTour, shift: int) -> TimedShift:
    earliest = _forward(laid, shift, laid.tour.hours[0])
    leave = _latest_leave(laid, earliest.back)
    return _forward(laid, shift, leave)


def _laid_out(problem: Problem, shift: int, choice: ShiftChoice) -> _ShiftTour:
    tour = tour_of(problem, shift, choice.visits)
    if NO_WAY in tour.ways:
        raise ValueError(f"shift {shift}: there is no way for leg {tour.ways.index(NO_WAY)}")
    if choice.break_leg is not None and tour.rule is None:
        raise ValueError(f"shift {shift}: no break is possible on leg {choice.break_leg}")
    return _ShiftTour(choice, tour)


def _forward(laid: _ShiftTour, shift: int, leave: int) -> TimedShift:
    """Every visit as early as can be, having left the station then."""
    free, pause, stops = leave, None, []
    for k, visit in enumerate(laid.choice.visits):
        arrive, rest = _arrival(laid, shift, k, free)
        pause = pause or rest
        first, last = laid.choice.starts[k]
        start = max(arrive, first)
        if start > last:
            raise ValueError(f"shift {shift}: visit {visit} cannot start by {last}, but at {start}")
        free = start + laid.tour.seconds[k]
        stops.append(TimedStop(arrive, start, free))
    back, rest = _arrival(laid, shift, len(stops), free)
    pause = pause or rest
    if max(back, pause[1] if pause else 0) > laid.tour.hours[1]:
        raise ValueError(f"shift {shift}: back at {back}, after its end")
    return TimedShift(leave, back, tuple(stops), pause)


def _arrival(laid: _ShiftTour, shift: int, leg: int, free: int) -> tuple[int, Span | None]:
    """Arrival at the end of a leg left at ``free``, and the break taken on it."""
    way = laid.tour.ways[leg]
    if leg != laid.choice.break_leg or laid.tour.rule is None:
        return free + way, None
    at_station = before_leaving(laid.tour.rule, laid.tour.hours[0], free) if leg == 0 else None
    if at_station is None and leg == len(laid.choice.visits):
        at_station = after_coming_back(laid.tour.rule, free + way)
    if at_station is not None:
        return free + way, at_station
    rest = on_the_way(laid.tour.rule, free)
    if rest is None:
        raise ValueError(f"shift {shift}: no break is possible on leg {leg}")
    return arrival_after(laid.tour.rule, free, way), rest


def _latest_leave(laid: _ShiftTour, back: int) -> int:
    """The latest departure with which a round is back at ``back`` all the same."""
    rule, time = laid.tour.rule, back
    for leg in range(len(laid.choice.visits), -1, -1):
        leave = time - laid.tour.ways[leg]
        if rule is not None and leg == laid.choice.break_leg:
            at_station = (leg == 0 and before_leaving(rule, laid.tour.hours[0], leave)) or (
                leg == len(laid.choice.visits) and after_coming_back(rule, back)
            )
            leave = leave if at_station else leaving_before(rule, time, laid.tour.ways[leg])
        if leg == 0:
            return leave
        time = min(leave - laid.tour.seconds[leg - 1], laid.choice.starts[leg - 1][1])
    return time
