"""An independent checker of VRPTW answers: the lines of routes against the text of the instance.

It shares nothing with routeplan: neither its reader nor its engine nor its judge. Files are
VRPLIB's, with coordinates; ways are cut to one decimal, as published costs of Solomon's and
Gehring & Homberger's instances are. All numbers are tenths of the file's units.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isqrt

from benchmarks.peers.checker import refuse_unless
from benchmarks.published.orienteering_checker import routes_of

TENTHS = 10
Rows = Mapping[int, Sequence[int]]
"""The numbers behind each point's own, which begins with 1."""


@dataclass(frozen=True)
class _File:
    """What a file says. The first point is the depot."""

    capacity: int
    service: int
    vehicles: int
    at: Rows
    demand: Rows
    window: Rows


def routing_cost(file: str, answer: str) -> int:
    """The length of all routes, in tenths.

    Parameters
    ----------
    file, answer
        Texts; the answer has a line ``Route #1: 5 3 7`` for each route, its customers from 1 on.

    Raises
    ------
    BrokenRuleError
        When it cannot be carried out, or leaves somebody out.
    """
    given = _read(file)
    routes = [[1 + customer for customer in stops] for stops in routes_of(answer)]
    refuse_unless(len(routes) <= given.vehicles, f"{len(routes)} routes, not {given.vehicles}")
    visited = sorted(point for stops in routes for point in stops)
    refuse_unless(
        visited == sorted(given.at.keys() - {1}), "not every customer is visited just once"
    )
    return sum(_length(given, stops) for stops in routes)


def _length(given: _File, stops: Sequence[int]) -> int:
    load = sum(given.demand[point][0] for point in stops)
    refuse_unless(load <= given.capacity, f"a load of {load}, not {given.capacity}")
    here, free, length = 1, TENTHS * given.window[1][0], 0
    for there in (*stops, 1):
        way = _way(given.at[here], given.at[there])
        first, last = (TENTHS * second for second in given.window[there])
        refuse_unless(free + way <= last, f"at {there} at {free + way}, not by {last}")
        here, free = there, max(free + way, first) + TENTHS * given.service
        length += way
    return length


def _way(here: Sequence[int], there: Sequence[int]) -> int:
    """Cut to a tenth, by whole numbers alone."""
    squared = sum((x - y) ** 2 for x, y in zip(here, there, strict=True))
    return isqrt(TENTHS**2 * squared)


def _read(file: str) -> _File:
    def number(name: str) -> int:
        found = re.search(rf"^{name}\s*:\s*(\d+)", file, re.MULTILINE)
        refuse_unless(found, f"the file has no {name}")
        assert found is not None
        return int(found[1])

    def rows(name: str) -> Rows:
        text = file.partition(f"{name}_SECTION")[2]
        own = re.match(r"\s*((?:\d+(?:[ \t]+\d+)+\s*\n)+)", text)
        refuse_unless(own, f"the file has no {name}")
        assert own is not None
        words = [[int(word) for word in line.split()] for line in own[1].splitlines()]
        return {point: numbers for point, *numbers in words}

    return _File(
        capacity=number("CAPACITY"),
        service=number("SERVICE_TIME"),
        vehicles=number("VEHICLES"),
        at=rows("NODE_COORD"),
        demand=rows("DEMAND"),
        window=rows("TIME_WINDOW"),
    )
