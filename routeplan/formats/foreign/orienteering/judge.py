"""The judge of orienteering answers: the written text against the instance.

It reads the routes back from the text, and recomputes times and the score; it shares no code with
what it judges.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from routeplan.errors import Violation
from routeplan.formats.foreign.orienteering.instance import Instance
from routeplan.phrases import phrase


def judge_orienteering(given: Instance, text: str) -> list[Violation]:
    """Every rule that the answer breaks, also where its score is another."""
    routes, shown = _read(text)
    visited = [point for route in routes for point in route]
    violations = list(_whole(given, routes, visited))
    if violations:
        return violations
    for number, route in enumerate(routes, start=1):
        violations += _route(given, route, f"#{number}")
    right = sum(given.score[point] for point in visited)
    if not math.isclose(float(shown or "nan"), right, abs_tol=1e-6):
        message = phrase("the score is {right:g}, not {wrong}", right=right, wrong=shown)
        violations.append(Violation("cost", message))
    return violations


def _read(text: str) -> tuple[list[list[int]], str]:
    routes, score = [], ""
    for line in text.splitlines():
        name, _, rest = line.partition(":")
        if name.startswith("Route"):
            routes.append([int(word) for word in rest.split()])
        elif name == "Score":
            score = rest.strip()
    return routes, score


def _whole(
    given: Instance, routes: Sequence[Sequence[int]], visited: Sequence[int]
) -> Iterator[Violation]:
    if len(visited) != len(set(visited)):
        yield Violation("whole", phrase("a point is visited twice"))
    if not all(0 < point < len(given.spots) for point in visited):
        yield Violation("whole", phrase("there is no such point"))
    if len(routes) > given.vehicles:
        message = phrase(
            "{count} routes, but only {vehicles} vehicles",
            count=len(routes),
            vehicles=given.vehicles,
        )
        yield Violation("fleet", message)


def _route(given: Instance, route: Sequence[int], name: str) -> Iterator[Violation]:
    unit = 10**given.decimals
    time = math.floor(unit * given.window[0][0])
    for here, there in pairwise([0, *route, 0]):
        stay = math.floor(unit * given.length[here]) if here else 0
        way = math.floor(unit * math.dist(given.spots[here], given.spots[there]))
        first, last = (math.floor(unit * x) for x in given.window[there])
        time = max(time + stay + way, first)
        if time > last:
            message = phrase(
                "at {place} at {time}, not by {last}", place=there, time=time, last=last
            )
            yield Violation("windows", message, name)
            return
