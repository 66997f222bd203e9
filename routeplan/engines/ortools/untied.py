"""A problem without what ties shifts together, which the solver's insertion does not look at.

Its quick heuristics see ways, hours and capacities, but not the constraints between two shifts:
what they build breaks these, and is thrown away. So two-officer visits are settled first, one at a
time, each on two shifts at one second; of the visits to one household that must be days apart, the
worthiest alone is planned. What is left has no tie. Insertion takes time with the square of the
nodes, so of a visit with several costs only the best hours are in it where there are many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from routeplan.engines.ortools.nodes import Node, VisitPart
from routeplan.problem.arrays import SUFFICES, Problem
from routeplan.problem.solution import ShiftChoice

VISITING = 0.5
"""So much of a shift goes into visits, the rest into ways, waiting and the break."""
Pin = tuple[int, int, int]
"""Both shifts of a two-officer visit, and the second at which it begins."""
Place = Callable[[Sequence[Node]], Sequence[ShiftChoice] | None]
"""Asked for rounds with all these nodes, one of each visit; None where there are none."""


def settle_pairs(problem: Problem, nodes: Sequence[Node], place: Place) -> dict[int, Pin]:
    """Two-officer visits that no crew can make: promises first, then the worthiest."""
    crews = {node.visit for node in nodes if node.part is VisitPart.WHOLE}
    halves: dict[int, list[Node]] = {}
    for node in nodes:
        if node.part is VisitPart.FIRST and node.visit not in crews:
            halves.setdefault(node.visit, []).append(node)
    pins: dict[int, Pin] = {}
    for v in _worth_two(problem):
        if v not in halves or not _apart(problem, v, pins):
            continue
        settled = _settled(problem, pins)
        tried = (place([*settled, *pair]) for half in halves[v] for pair in _tries(problem, half))
        choices = next((answer for answer in tried if answer is not None), None)
        if choices is not None:
            pins[v] = _pin(choices, v)
    return pins


def _worth_two(problem: Problem) -> list[int]:
    """Visits by worth for their officers' time, promises first, while the shifts have the time.

    A settled visit stays: where there are too few hours, it must be worth those of two officers.
    """
    officer_seconds = problem.officers_needed * np.maximum(problem.visit_seconds, 1).astype(
        np.int64
    )
    order = np.lexsort((-problem.worth / officer_seconds, ~problem.promised))
    hours = int((problem.shift_end - problem.shift_begin).astype(np.int64).sum())
    enough = np.cumsum(officer_seconds[order]) <= VISITING * hours
    return [int(v) for v in order[enough | problem.promised[order]]]


def _tries(problem: Problem, half: Node) -> Iterator[tuple[Node, Node]]:
    """Both halves in the same hours, the first on one shift, the other on any that goes with it."""
    roles, day = problem.roles[half.visit], problem.shift_day
    for s in half.shifts:
        latest = problem.shift_end[s] - problem.visit_seconds[half.visit]
        if not any(a <= latest and problem.shift_begin[s] <= b for a, b in half.windows):
            continue
        others = tuple(
            t
            for t in half.shifts
            if t != s and day[s] == day[t] and roles[s] | roles[t] == SUFFICES
        )
        if others:
            yield replace(half, shifts=(s,)), replace(half, part=VisitPart.SECOND, shifts=others)


def without_ties(
    problem: Problem, nodes: Sequence[Node], pins: Mapping[int, Pin], *, most: int
) -> list[Node]:
    """The settled visits, and those of a single shift that need not keep days from another.

    Where they have more than so many nodes together, each is planned in its best hours only.
    """
    whole = [node for node in nodes if node.part is VisitPart.WHOLE and node.visit not in pins]
    kept: dict[int, None] = dict.fromkeys(pins)
    for v in sorted({node.visit for node in whole}, key=lambda v: _rank(problem, v)):
        if _apart(problem, v, kept):
            kept[v] = None
    free = [node for node in whole if node.visit in kept]
    if len(free) > most:
        # nodes of a visit stand in the order of what they lose
        free = list({node.visit: node for node in reversed(free)}.values())[::-1]
    return [*_settled(problem, pins), *free]


def _rank(problem: Problem, v: int) -> tuple[bool, int, int]:
    return not problem.promised[v], -int(problem.worth[v]), v


def _apart(problem: Problem, v: int, others: Mapping[int, object]) -> bool:
    """Whether the visit keeps no days from any of these."""
    return problem.siblings[v] < 0 or not any(
        problem.siblings[u] == problem.siblings[v]
        and max(problem.least_days[u], problem.least_days[v]) > 0
        for u in others
    )


def _settled(problem: Problem, pins: Mapping[int, Pin]) -> list[Node]:
    halves = []
    for v, (one, other, second) in pins.items():
        rows = range(problem.start_offset[v], problem.start_offset[v + 1])
        first, last = problem.start_first, problem.start_last
        lost = next(int(problem.start_cost[k]) for k in rows if first[k] <= second <= last[k])
        for part, shift in ((VisitPart.SETTLED, one), (VisitPart.SETTLED_OTHER, other)):
            halves.append(Node(v, part, lost, ((second, second),), (shift,)))
    return halves


def _pin(choices: Sequence[ShiftChoice], v: int) -> Pin:
    one, other = (s for s, choice in enumerate(choices) if v in choice.visits)
    return one, other, choices[one].starts[choices[one].visits.index(v)][0]
