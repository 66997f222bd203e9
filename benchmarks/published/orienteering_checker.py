"""An independent checker of team orienteering answers: the answer's lines against the file.

It shares nothing with routeplan: neither its reader nor its engine nor its judge. Ways are cut to
one decimal, or to two where coordinates have fractions, as published results do.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal

from benchmarks.peers.checker import refuse_unless

Point = tuple[Decimal, Decimal, Decimal, Decimal, Decimal, Decimal]
"""x, y, how long a visit takes, its score, and the first and last begin."""


def orienteering_score(file: str, answer: str, routes: int) -> Decimal:
    """The score that an answer collects.

    Parameters
    ----------
    file, answer
        Texts; the answer has a line ``Route #1: 5 3 7`` for each route.
    routes
        How many there may be.

    Raises
    ------
    BrokenRuleError
        When it cannot be carried out.
    """
    points = _points(file)
    exact = Decimal("0.01") if any(x % 1 or y % 1 for x, y, *_ in points) else Decimal("0.1")
    rounds = routes_of(answer)
    refuse_unless(len(rounds) <= routes, f"{len(rounds)} routes, not {routes}")
    visited = [point for stops in rounds for point in stops]
    refuse_unless(len(visited) == len(set(visited)), "a point is visited twice")
    refuse_unless(all(0 < point < len(points) for point in visited), "there is no such point")
    for stops in rounds:
        _walk(points, stops, exact)
    return sum((points[point][3] for point in visited), Decimal(0))


def routes_of(answer: str) -> list[list[int]]:
    """The numbers behind the colon of each line of a route."""
    return [
        [int(word) for word in line.partition(":")[2].split()]
        for line in answer.splitlines()
        if line.startswith("Route")
    ]


def _points(file: str) -> list[Point]:
    rows = [line.split() for line in file.splitlines()[2:] if line.strip()]
    numbers = [[Decimal(word) for word in row] for row in rows]
    return [(row[1], row[2], row[3], row[4], row[-2], row[-1]) for row in numbers]


def _walk(points: Sequence[Point], stops: Sequence[int], exact: Decimal) -> None:
    here, free = points[0], points[0][4]
    for number in (*stops, 0):
        there = points[number]
        way = ((here[0] - there[0]) ** 2 + (here[1] - there[1]) ** 2).sqrt()
        arrival = free + way.quantize(exact, rounding=ROUND_DOWN)
        refuse_unless(arrival <= there[5], f"at {number} at {arrival}, not by {there[5]}")
        begin = max(arrival, there[4])
        here, free = there, begin + there[2]
