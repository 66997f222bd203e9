"""Times that a search leaves open: when two officers meet, and when a promised visit begins.

A search pins two officers to any second that both can keep. They meet as early as costs least.
An appointment begins at the minute that was promised wherever that costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from routeplan.model.inputs import Inputs
from routeplan.planning.insertion.one_more_visit import starts_of
from routeplan.planning.insertion.placing import rested
from routeplan.problem.arrays import Problem
from routeplan.problem.cost import busy_seconds
from routeplan.problem.schedule import timed
from routeplan.problem.solution import ShiftChoice, Solution, Span
from routeplan.problem.tour import (
    after_coming_back,
    arrival_after,
    makers_by_visit,
    makers_of,
    tour_of,
)

MEETINGS = 3
"""So often all meetings are looked at: moving one may free another."""


def meeting_early(problem: Problem, solution: Solution) -> Solution:
    """The same rounds, each pair of officers meeting at the cheapest second, then the earliest."""
    settled: dict[int, list[ShiftChoice]] = {}
    for _ in range(MEETINGS):
        before = solution
        makers = makers_by_visit(solution.choices)
        for v, shifts in makers.items():
            rounds = [solution.choices[s] for s in shifts]
            if len(shifts) != 2 or settled.get(v) == rounds:
                continue  # looked at as they stand, and no other second was better
            met = _met(problem, solution, v, shifts)
            if met is solution:
                settled[v] = rounds
            solution = met
        if solution == before:
            break
    return solution


def on_the_minute(inputs: Inputs, problem: Problem, solution: Solution) -> Solution:
    """The same rounds with each appointment as near to its promised time as costs nothing.

    Other visits may begin later for it, within their own start windows.
    """
    for v, visit in enumerate(inputs.visits):
        if visit.appointment is not None:
            promised = visit.appointment
            at = inputs.calendar.elapsed(promised.on, promised.at_seconds)
            solution = _moved(problem, solution, v, at)
    return solution


def _met(problem: Problem, solution: Solution, v: int, makers: list[int]) -> Solution:
    """With the two halves of a visit at the best second of the start window they are in."""
    begin = _begin(problem, solution, v, makers[0])
    window = next((w.first, w.last) for w in starts_of(problem, v) if w.first <= begin <= w.last)
    best = (_waited(problem, solution, makers), begin, solution)
    for second in sorted(_seconds(problem, solution, v, makers, window)):
        moved = _starting(problem, solution, {v: (second, second)}, makers)
        if moved is not None:
            best = min(best, (_waited(problem, moved, makers), second, moved), key=lambda b: b[:2])
    return best[2]


def _seconds(
    problem: Problem, solution: Solution, v: int, makers: list[int], window: Span
) -> set[int]:
    """Where the cost of meeting then can turn: each round's earliest, latest and packed begin."""
    seconds: set[int] = set()
    for s in makers:
        open_ = _starting(problem, solution, {v: window}, [s])
        if open_ is None:
            continue
        choice = open_.choices[s]
        k = choice.visits.index(v)
        times = timed(problem, s, choice)
        seconds |= {times.stops[k].begin, _earliest(problem, s, choice, k)}
        seconds.add(_latest(problem, s, choice, k, times.back))
    earliest = max(
        (_earliest(problem, s, solution.choices[s], _at(solution, s, v), window) for s in makers),
        default=window[0],
    )
    return {second for second in {*seconds, earliest} if window[0] <= second <= window[1]}


def _at(solution: Solution, s: int, v: int) -> int:
    return solution.choices[s].visits.index(v)


def _earliest(
    problem: Problem, s: int, choice: ShiftChoice, k: int, window: Span | None = None
) -> int:
    """The earliest begin of the k-th visit, within a window in place of its pin."""
    first = window[0] if window else choice.starts[k][0]
    head = ShiftChoice(
        choice.visits[: k + 1],
        (*choice.starts[:k], (first, 1 << 30)),
        choice.break_leg if choice.break_leg is not None and choice.break_leg <= k else None,
    )
    return _forward_begin(problem, s, head)


def _forward_begin(problem: Problem, s: int, head: ShiftChoice) -> int:
    """When the last visit of the beginning of a round begins at the earliest."""
    _, ways, lasts, (begin, _), rule = tour_of(problem, s, head.visits)
    free = begin
    for leg, seconds in enumerate(lasts):
        arrive = free + ways[leg]
        if rule is not None and leg == head.break_leg:
            arrive = arrival_after(rule, free, ways[leg])
        begin = max(arrive, head.starts[leg][0])
        free = begin + seconds
    return begin


def _latest(problem: Problem, s: int, choice: ShiftChoice, k: int, back: int) -> int:
    """The latest begin of the k-th visit with which the round is back then all the same."""
    _, ways, lasts, _, rule = tour_of(problem, s, choice.visits)
    time = back
    for leg in range(len(choice.visits), k, -1):
        time -= ways[leg] + lasts[leg - 1]
        if rule is not None and leg == choice.break_leg:
            at_station = leg == len(choice.visits) and after_coming_back(rule, back)
            time -= 0 if at_station else rule.seconds
        time = min(time, choice.starts[leg - 1][1])
    return time


def _moved(problem: Problem, solution: Solution, v: int, promised: int) -> Solution:
    """The start of one visit as near to its promised time as costs nothing, by bisection."""
    makers = makers_of(solution, v)
    if not makers:
        return solution
    begin = _begin(problem, solution, v, makers[0])
    window = next(w for w in starts_of(problem, v) if w.first <= begin <= w.last)
    goal = min(max(promised, window.first), window.last)
    allowed, best = _waited(problem, solution, makers), solution
    free, taken = begin, goal + (1 if goal >= begin else -1)
    while abs(taken - free) > 1:
        middle = (free + taken) // 2
        moved = _starting(problem, solution, {v: (middle, middle)}, makers)
        if moved is not None and _waited(problem, moved, makers) <= allowed:
            free, best = middle, moved
        else:
            taken = middle
    return best


def _begin(problem: Problem, solution: Solution, v: int, s: int) -> int:
    choice = solution.choices[s]
    return timed(problem, s, choice).stops[choice.visits.index(v)].begin


def _waited(problem: Problem, solution: Solution, shifts: Iterable[int]) -> int:
    """Seconds waited where waiting has a price: whole ones, lest a rounded price move anybody."""
    if problem.waiting_price == 0:
        return 0
    choices = [(s, solution.choices[s]) for s in shifts]
    return sum(timed(problem, s, c).idle_seconds(busy_seconds(problem, s, c)) for s, c in choices)


def _starting(
    problem: Problem, solution: Solution, starts: Mapping[int, Span], shifts: Iterable[int]
) -> Solution | None:
    """With visits pinned in these shifts and breaks laid anew; None where it cannot be."""
    choices = list(solution.choices)
    for s in shifts:
        choice = choices[s]
        pinned = tuple(
            starts.get(v, start) for v, start in zip(choice.visits, choice.starts, strict=True)
        )
        laid = rested(problem, s, choice.visits, pinned)
        if laid is None:
            return None
        choices[s] = laid
    return replace(solution, choices=tuple(choices))
