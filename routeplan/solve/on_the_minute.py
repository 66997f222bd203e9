"""Appointments begin at the minute that was promised wherever that makes nothing else later.

Earliest times begin an appointment as soon as its tolerance allows, though the officer may then
only wait for the next window.
"""

from __future__ import annotations

from dataclasses import replace

from routeplan.model import Inputs
from routeplan.problem import Problem
from routeplan.schedule import TimedShift, timed
from routeplan.solution import ShiftChoice, Solution
from routeplan.solve.insertion import starts_of


def on_the_minute(inputs: Inputs, problem: Problem, solution: Solution) -> Solution:
    """The same rounds with each appointment as near to its promised time as is free.

    An appointment is only moved later, within its start window, and only so far that every other
    visit and the break stay as they are: it costs nothing.
    """
    for v, visit in enumerate(inputs.visits):
        if visit.appointment is not None:
            promised = visit.appointment
            at = inputs.calendar.elapsed(promised.on, promised.at_seconds)
            solution = _moved(problem, solution, v, at)
    return solution


def _moved(problem: Problem, solution: Solution, v: int, promised: int) -> Solution:
    """The latest free start of one visit up to its promised time, found by bisection."""
    makers = [s for s, choice in enumerate(solution.choices) if v in choice.visits]
    if not makers:
        return solution
    before = {s: timed(problem, s, solution.choices[s]) for s in makers}
    k = solution.choices[makers[0]].visits.index(v)
    begin = before[makers[0]].stops[k].begin
    window = next(w for w in starts_of(problem, v) if w.first <= begin <= w.last)
    free, taken = begin, min(promised, window.last) + 1
    while taken - free > 1:
        middle = (free + taken) // 2
        if all(_is_free(problem, s, solution.choices[s], v, middle, before[s]) for s in makers):
            free = middle
        else:
            taken = middle
    if free == begin:
        return solution
    choices = list(solution.choices)
    for s in makers:
        choices[s] = _starting(choices[s], v, free)
    return replace(solution, choices=tuple(choices))


def _is_free(
    problem: Problem, s: int, choice: ShiftChoice, v: int, start: int, before: TimedShift
) -> bool:
    """Whether a start moves no other visit of the shift, nor its break."""
    try:
        after = timed(problem, s, _starting(choice, v, start))
    except ValueError:
        return False
    return _all_but(after, choice, v) == _all_but(before, choice, v)


def _all_but(times: TimedShift, choice: ShiftChoice, v: int) -> tuple[object, ...]:
    others = [stop.begin for stop, u in zip(times.stops, choice.visits, strict=True) if u != v]
    return others, times.pause


def _starting(choice: ShiftChoice, v: int, start: int) -> ShiftChoice:
    """The choice with one visit at that second."""
    starts = list(choice.starts)
    starts[choice.visits.index(v)] = (start, start)
    return replace(choice, starts=tuple(starts))
