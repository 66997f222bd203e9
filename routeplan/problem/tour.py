"""The tour of a shift: its places and ways, who makes a visit, and the break taken on a leg.

What is said here is said nowhere else but in the judge and in the kernels, which have it on their
own: the one on purpose, the others over linked arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from routeplan.problem.arrays import NO_BREAK, Int64, Problem
from routeplan.problem.solution import ShiftChoice, Solution, Span

Bools = npt.NDArray[np.bool_]


class BreakRule(NamedTuple):
    """When a break may begin and how long it is, in elapsed seconds."""

    earliest: int
    latest: int
    seconds: int


class Tour(NamedTuple):
    """What a shift's visits come to in their order, before any time is chosen.

    ``places`` are where it begins, those of the visits, and where it ends; ``ways`` the seconds of
    each leg between them, the last one being the way back; ``seconds`` those of each visit;
    ``hours`` the shift's begin and end; ``rule`` its break, None where it has none.
    """

    places: list[int]
    ways: list[int]
    seconds: list[int]
    hours: Span
    rule: BreakRule | None


def tour_of(problem: Problem, shift: int, visits: Sequence[int]) -> Tour:
    """The tour of some visits in their order; a leg may be ``NO_WAY``."""
    return Tour(
        places_of(problem, shift, visits),
        ways_of(problem, shift, visits),
        [int(problem.visit_seconds[v]) for v in visits],
        (int(problem.shift_begin[shift]), int(problem.shift_end[shift])),
        break_rule(problem, shift),
    )


def break_rule(problem: Problem, shift: int) -> BreakRule | None:
    """The break of a shift; None where it has none."""
    length = int(problem.break_seconds[shift])
    if length == NO_BREAK:
        return None
    return BreakRule(int(problem.break_earliest[shift]), int(problem.break_latest[shift]), length)


def places_of(problem: Problem, shift: int, visits: Sequence[int]) -> list[int]:
    """The place where a shift begins, those of the visits, and the place where it ends."""
    return [
        int(problem.shift_start_place[shift]),
        *(int(problem.visit_place[v]) for v in visits),
        int(problem.shift_end_place[shift]),
    ]


def ways_of(problem: Problem, shift: int, visits: Sequence[int]) -> list[int]:
    """Seconds of each leg, the last one being the way back; ``NO_WAY`` where there is none."""
    travel = problem.travel[problem.shift_mode[shift]]
    return [int(travel[leg]) for leg in pairwise(places_of(problem, shift, visits))]


def makers_of(solution: Solution, v: int) -> tuple[int, ...]:
    """The shifts that make a visit."""
    return tuple(s for s, choice in enumerate(solution.choices) if v in choice.visits)


def makers_by_visit(choices: Sequence[ShiftChoice]) -> dict[int, list[int]]:
    """The shifts that make each visit that some shift makes."""
    makers: dict[int, list[int]] = {}
    for s, choice in enumerate(choices):
        for v in choice.visits:
            makers.setdefault(v, []).append(s)
    return makers


def rested_arrival(rule: BreakRule | None, free: int, way: int) -> int | None:
    """When a leg ends that may begin at ``free`` and has the break on it; None if it cannot have.

    The break begins anywhere on the leg, at either door too: as soon as it may, and not too late.
    """
    if rule is None or free > rule.latest:
        return None
    return arrival_after(rule, free, way)


def arrival_after(rule: BreakRule, free: int, way: int) -> int:
    """When a leg with the break on it ends, whether the break begins too late or not."""
    return max(free + way, rule.earliest) + rule.seconds


def rested_leaving(rule: BreakRule | None, due: int, way: int) -> int | None:
    """When a leg must begin at the latest that has the break on it and ends by ``due``, or None."""
    if rule is None or due < rule.earliest + rule.seconds:
        return None
    return leaving_before(rule, due, way)


def leaving_before(rule: BreakRule, due: int, way: int) -> int:
    """When a leg with the break on it must begin, whether the break is over too soon or not."""
    return min(rule.latest, due - rule.seconds - way)


def rested_arrivals(problem: Problem, shift: Int64, free: Int64, way: Int64) -> tuple[Int64, Bools]:
    """:func:`rested_arrival` of many legs, ``(g,)`` each, and where it holds."""
    length = problem.break_seconds[shift]
    can = (length != NO_BREAK) & (free <= problem.break_latest[shift])
    return np.maximum(free + way, problem.break_earliest[shift]) + length, can


def rested_leavings(problem: Problem, shift: Int64, due: Int64, way: Int64) -> tuple[Int64, Bools]:
    """:func:`rested_leaving` of many legs, ``(g,)`` each, and where it holds."""
    length = problem.break_seconds[shift]
    can = (length != NO_BREAK) & (due >= problem.break_earliest[shift] + length)
    return np.minimum(problem.break_latest[shift], due - length - way), can


def before_leaving(rule: BreakRule, shift_begin: int, leave: int) -> Span | None:
    """The break at the station before the round begins; None when there is no time for it."""
    begin = max(shift_begin, rule.earliest)
    fits = begin <= rule.latest and begin + rule.seconds <= leave
    return (begin, begin + rule.seconds) if fits else None


def after_coming_back(rule: BreakRule, back: int) -> Span | None:
    """The break at the station behind the round; None when that is too late."""
    begin = max(back, rule.earliest)
    return (begin, begin + rule.seconds) if back <= rule.latest else None


def on_the_way(rule: BreakRule, free: int) -> Span | None:
    """The break on a leg that may begin at ``free``; None when that is too late."""
    begin = max(free, rule.earliest)
    return (begin, begin + rule.seconds) if begin <= rule.latest else None
