"""From the routing model's assignment to choices, and from choices to its routes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from routeplan.engines.ortools.model import Model
from routeplan.engines.ortools.nodes import VisitPart
from routeplan.problem.solution import ShiftChoice, Span
from routeplan.problem.tour import makers_by_visit


def read_choices(model: Model, assignment: Any) -> tuple[ShiftChoice, ...]:
    """Order, start windows and breaks; the model's own times show that they can be kept."""
    return tuple(_choice(model, assignment, s) for s in range(model.problem.shifts))


def _choice(model: Model, assignment: Any, s: int) -> ShiftChoice:
    nodes = list(_route(model, assignment, s))
    if not nodes:
        return ShiftChoice()
    begins = [int(assignment.Value(model.time.CumulVar(model.index(k)))) for k in nodes]
    starts = [_window(model, k, begin) for k, begin in zip(nodes, begins, strict=True)]
    leg = None
    if (pause := model.breaks[s]) is not None:
        rests = int(assignment.StartValue(pause))
        leg = sum(_done(model, k, begin) <= rests for k, begin in zip(nodes, begins, strict=True))
    return ShiftChoice(tuple(model.nodes[k].visit for k in nodes), tuple(starts), leg)


def _route(model: Model, assignment: Any, s: int) -> Iterator[int]:
    index = assignment.Value(model.routing.NextVar(model.routing.Start(s)))
    while not model.routing.IsEnd(index):
        yield model.manager.IndexToNode(index)
        index = assignment.Value(model.routing.NextVar(index))


def _window(model: Model, k: int, begin: int) -> Span:
    node = model.nodes[k]
    if node.part is not VisitPart.WHOLE:
        return begin, begin
    return next(window for window in node.windows if window[0] <= begin <= window[1])


def _done(model: Model, k: int, begin: int) -> int:
    return begin + int(model.problem.visit_seconds[model.nodes[k].visit])


def routes_of(model: Model, choices: Sequence[ShiftChoice]) -> list[list[int]]:
    """The solver's indices of choices, per shift; of a pair the first shift has the paying half."""
    makers, seen = makers_by_visit(choices), set[int]()
    routes = []
    for choice in choices:
        route = []
        for v, start in zip(choice.visits, choice.starts, strict=True):
            route.append(_node(model, v, start, second=v in seen, pair=len(makers[v]) == 2))
        seen |= set(choice.visits)
        routes.append([model.index(k) for k in route])
    return routes


def _node(model: Model, v: int, start: Span, *, second: bool, pair: bool) -> int:
    part = VisitPart.WHOLE if not pair else VisitPart.SECOND if second else VisitPart.FIRST
    return next(
        k
        for k, node in enumerate(model.nodes)
        if node.visit == v
        and node.part is part
        and any(first <= start[0] <= last for first, last in node.windows)
    )
