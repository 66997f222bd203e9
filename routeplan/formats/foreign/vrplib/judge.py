"""The judge of VRPLIB solutions: the written text against the instance.

It reads the routes back from the text, and recomputes loads, times and the cost; it shares no code
with what it judges.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from routeplan.errors import Violation
from routeplan.formats.foreign.vrplib.instance import Instance
from routeplan.phrases import phrase


def judge_vrplib(given: Instance, text: str) -> list[Violation]:
    """Every rule that the solution breaks, also where its cost is another."""
    routes, shown = _read(text)
    violations = list(_whole(given, routes))
    for number, route in enumerate(routes, start=1):
        if all(0 < row < len(given.spots) for row in route):
            violations += _route(given, route, f"#{number}")
    if not violations and shown != cost_text(given, cost_of(given, routes)):
        violations.append(
            Violation(
                "cost",
                phrase(
                    "it is {right} tenths, not {wrong}", right=cost_of(given, routes), wrong=shown
                ),
            )
        )
    return violations


def cost_of(given: Instance, routes: Sequence[Sequence[int]]) -> int:
    """Distance, and the prizes not collected, in tenths."""
    total = sum(_apart(given, a, b) for route in routes for a, b in pairwise([0, *route, 0]))
    served = {row for route in routes for row in route}
    left = [row for row in range(1, len(given.spots)) if row not in served]
    return total + sum(math.floor(10 * given.prize[row]) for row in left if given.prize)


def cost_text(given: Instance, tenths: int) -> str:
    """As the published solutions of each kind have it: 827.3, and with prizes whole tenths."""
    return str(tenths) if given.prize else f"{tenths // 10}.{tenths % 10}"


def _read(text: str) -> tuple[list[list[int]], str]:
    routes, cost = [], ""
    for line in text.splitlines():
        name, _, rest = line.partition(":")
        if name.startswith("Route"):
            routes.append([int(word) for word in rest.split()])
        elif name == "Cost":
            cost = rest.strip()
    return routes, cost


def _whole(given: Instance, routes: Sequence[Sequence[int]]) -> Iterator[Violation]:
    served = [row for route in routes for row in route]
    if len(served) != len(set(served)):
        yield Violation("whole", phrase("a customer is served twice"))
    if not all(routes):
        yield Violation("whole", phrase("a route has no customer"))
    if not all(0 < row < len(given.spots) for row in served):
        yield Violation("whole", phrase("there is no such customer"))
    if len(routes) > given.vehicles:
        yield Violation(
            "fleet",
            phrase(
                "{count} routes, but only {vehicles} vehicles",
                count=len(routes),
                vehicles=given.vehicles,
            ),
        )


def _route(given: Instance, route: Sequence[int], name: str) -> Iterator[Violation]:
    load = sum(given.demand[row] for row in route)
    if load > given.capacity:
        yield Violation(
            "loads",
            phrase(
                "{load} on board, but capacity is {capacity}", load=load, capacity=given.capacity
            ),
            name,
        )
    time = 10 * given.window[0][0]
    for here, there in pairwise([0, *route, 0]):
        served = math.floor(10 * given.service[here]) if here else 0
        first, last = (math.floor(10 * x) for x in given.window[there])
        time = max(time + served + _apart(given, here, there), first)
        if time > last:
            yield Violation(
                "windows",
                phrase("at {place} at {time}, not by {last}", place=there, time=time, last=last),
                name,
            )
            return


def _apart(given: Instance, here: int, there: int) -> int:
    return math.floor(10 * math.dist(given.spots[here], given.spots[there]))
