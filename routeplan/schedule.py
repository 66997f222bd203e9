"""From an engine's choice to times: the only place where an order becomes a timetable."""

from __future__ import annotations

from dataclasses import dataclass

from routeplan.model import NO_WAY
from routeplan.problem import NO_BREAK, Problem
from routeplan.solution import ShiftChoice


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


def timed(problem: Problem, shift: int, choice: ShiftChoice) -> TimedShift:
    """The earliest times inside the chosen start windows, leaving the station as late as possible.

    The break begins anywhere on its leg, as early as its window allows: at the last door, on the
    way, or at the next door. Leaving late moves no visit: it only spares waiting at the first door.
    A break before the first stop is taken at the station where that leaves time for the way.

    Raises
    ------
    ValueError
        When the choice cannot be kept: an engine's bug.
    """
    begin = int(problem.shift_begin[shift])
    if not choice.visits:
        return TimedShift(begin, begin)
    places = [int(problem.visit_place[v]) for v in choice.visits]
    route = [
        int(problem.shift_start_place[shift]),
        *places,
        int(problem.shift_end_place[shift]),
    ]
    free, pause, stops = begin, None, []
    for k, visit in enumerate(choice.visits):
        arrive, rest = _travel(problem, shift, choice, route, k, free)
        pause = pause or rest
        first, last = choice.starts[k]
        start = max(arrive, first)
        if start > last:
            raise ValueError(f"shift {shift}: visit {visit} cannot start by {last}, but at {start}")
        free = start + int(problem.visit_seconds[visit])
        stops.append(TimedStop(arrive, start, free))
    back, rest = _travel(problem, shift, choice, route, len(stops), free)
    if back > problem.shift_end[shift]:
        raise ValueError(f"shift {shift}: back at {back}, after its end")
    pause = pause or rest
    leave = _latest_leave(problem, shift, choice, route, stops[0].begin, pause)
    if leave > begin:
        stops[0] = TimedStop(stops[0].begin, stops[0].begin, stops[0].end)
    return TimedShift(leave, back, tuple(stops), pause)


def _travel(
    problem: Problem, shift: int, choice: ShiftChoice, route: list[int], leg: int, free: int
) -> tuple[int, tuple[int, int] | None]:
    """Arrival at the end of a leg left at ``free``, and the break taken on it."""
    way = _way(problem, shift, route, leg)
    if leg != choice.break_leg:
        return free + way, None
    earliest, length = int(problem.break_earliest[shift]), int(problem.break_seconds[shift])
    begin = max(free, earliest)
    if length == NO_BREAK or begin > problem.break_latest[shift]:
        raise ValueError(f"shift {shift}: no break is possible on leg {leg}")
    return max(free + way, earliest) + length, (begin, begin + length)


def _way(problem: Problem, shift: int, route: list[int], leg: int) -> int:
    way = int(problem.travel[problem.shift_mode[shift], route[leg], route[leg + 1]])
    if way == NO_WAY:
        raise ValueError(f"shift {shift}: there is no way for leg {leg}")
    return way


def _latest_leave(
    problem: Problem,
    shift: int,
    choice: ShiftChoice,
    route: list[int],
    first: int,
    pause: tuple[int, int] | None,
) -> int:
    """When to leave for a first visit that begins at ``first``."""
    leave = first - _way(problem, shift, route, 0)
    if choice.break_leg != 0 or pause is None or pause[1] <= leave:
        return leave
    return leave - (pause[1] - pause[0])
