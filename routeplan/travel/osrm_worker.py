"""OSRM inside a worker process: its table call holds Python's lock, which would freeze us."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import osrm

from routeplan.travel.osrm_router import (
    PIN_METRES,
    Spot,
    TableRows,
    Way,
    read_spots,
    read_table,
    read_way,
)

Point = tuple[float, float]
"""(longitude, latitude), as OSRM wants it."""


@cache
def _engine(network: str) -> Any:
    return osrm.OSRM(
        storage_config=network,
        algorithm="MLD",
        use_shared_memory=False,
        max_locations_distance_table=-1,
        max_locations_viaroute=-1,
        max_results_nearest=-1,
    )


def near(network: str, points: Sequence[Point], number: int) -> list[list[Spot]]:
    """Up to so many spots on streets near each point."""
    return [_near(_engine(network), point, number) for point in points]


def _near(engine: Any, point: Point, number: int) -> list[Spot]:
    parameters = osrm.NearestParameters(coordinates=[osrm.Coordinate(point)], generate_hints=False)
    parameters.number_of_results = number
    return read_spots(engine.Nearest(parameters))


def table(network: str, sources: Sequence[Point], targets: Sequence[Point]) -> TableRows:
    """The table between spots on streets."""
    points = [*sources, *targets]
    parameters = osrm.TableParameters(
        coordinates=[osrm.Coordinate(point) for point in points],
        radiuses=[PIN_METRES] * len(points),
        sources=list(range(len(sources))),
        destinations=list(range(len(sources), len(points))),
        annotations=["duration", "distance"],
        generate_hints=False,
    )
    return read_table(_engine(network).Table(parameters))


def ways(network: str, ends: Sequence[tuple[Point, Point]]) -> list[Way]:
    """The way between each pair of spots on streets."""
    return [_way(_engine(network), *pair) for pair in ends]


def _way(engine: Any, here: Point, there: Point) -> Way:
    parameters = osrm.RouteParameters(
        coordinates=[osrm.Coordinate(here), osrm.Coordinate(there)],
        radiuses=[PIN_METRES] * 2,
        steps=True,
        overview="full",
        geometries="geojson",
        generate_hints=False,
    )
    return read_way(engine.Route(parameters))
