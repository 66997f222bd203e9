"""What the routing model may put on routes: a visit in start windows of one cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from routeplan.problem.arrays import NO_BREAK, SUFFICES, TAKES_PART, Problem
from routeplan.problem.solution import Span


class VisitPart(Enum):
    """Which part of a visit a node is."""

    WHOLE = "one shift makes it alone"
    FIRST = "the half that pays"
    SECOND = "the other half"
    SETTLED = "the half that pays, at a shift and second that are settled"
    SETTLED_OTHER = "the other half of that"

    @property
    def pays(self) -> bool:
        """Whether the lost chance and the small costs of the visit are charged here."""
        return self not in (VisitPart.SECOND, VisitPart.SETTLED_OTHER)


@dataclass(frozen=True)
class Node:
    """``shifts`` may make it; it starts within one of ``windows``, which cost ``lost`` each."""

    visit: int
    part: VisitPart
    lost: int
    windows: tuple[Span, ...]
    shifts: tuple[int, ...]


def nodes_of(problem: Problem) -> list[Node]:
    """Every node that some shift can make. Halves of one cost stand behind each other."""
    usable = [s for s in range(problem.shifts) if can_rest(problem, s)]
    return [node for v in range(problem.visits) for node in _of_visit(problem, v, usable)]


def can_rest(problem: Problem, s: int) -> bool:
    """Whether the shift has no break, or one that fits into its hours."""
    if problem.break_seconds[s] == NO_BREAK:
        return True
    earliest, latest = break_span(problem, s)
    return earliest <= latest


def break_span(problem: Problem, s: int) -> Span:
    """First and last second at which the break may begin inside the shift."""
    earliest = max(int(problem.break_earliest[s]), int(problem.shift_begin[s]))
    last = int(problem.shift_end[s] - problem.break_seconds[s])
    return earliest, min(int(problem.break_latest[s]), last)


def _of_visit(problem: Problem, v: int, usable: list[int]) -> Iterator[Node]:
    roles, pair = problem.roles[v], problem.officers_needed[v] == 2
    enough = [s for s in usable if problem.shift_officers[s] >= problem.officers_needed[v]]
    alone = tuple(s for s in enough if roles[s] == SUFFICES)
    halves = tuple(s for s in usable if problem.shift_officers[s] == 1 and roles[s] & TAKES_PART)
    for lost, windows in sorted(_by_cost(problem, v).items()):
        if alone:
            yield Node(v, VisitPart.WHOLE, lost, windows, alone)
        if pair and len(halves) > 1:
            yield Node(v, VisitPart.FIRST, lost, windows, halves)
            yield Node(v, VisitPart.SECOND, lost, windows, halves)


def _by_cost(problem: Problem, v: int) -> dict[int, tuple[Span, ...]]:
    windows: dict[int, tuple[Span, ...]] = {}
    horizon = int(problem.shift_end.max())
    for k in range(problem.start_offset[v], problem.start_offset[v + 1]):
        window = int(problem.start_first[k]), int(problem.start_last[k])
        lost = int(problem.start_cost[k])
        if window[0] <= horizon:
            windows[lost] = (*windows.get(lost, ()), window)
    return windows
