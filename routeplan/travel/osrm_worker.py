"""OSRM inside a worker process: its table call holds Python's lock, which would freeze us."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import osrm

from routeplan.travel.osrm_router import Floats, TableRows, Way, read_table, read_way

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


def snaps(network: str, points: Sequence[Point]) -> Floats:
    """Metres from each point to the nearest street."""
    return np.array([_snap(_engine(network), point) for point in points], np.float64)


def _snap(engine: Any, point: Point) -> float:
    parameters = osrm.NearestParameters(coordinates=[osrm.Coordinate(point)], generate_hints=False)
    return float(engine.Nearest(parameters)["waypoints"][0]["distance"])


def rows(network: str, points: Sequence[Point], first: int, last: int) -> TableRows:
    """Rows ``first`` to ``last`` of the table over the points."""
    parameters = osrm.TableParameters(
        coordinates=[osrm.Coordinate(point) for point in points],
        sources=list(range(first, last)),
        annotations=["duration", "distance"],
        generate_hints=False,
    )
    return read_table(_engine(network).Table(parameters))


def ways(network: str, ends: Sequence[tuple[Point, Point]]) -> list[Way]:
    """The way between each pair of points."""
    return [_way(_engine(network), *pair) for pair in ends]


def _way(engine: Any, here: Point, there: Point) -> Way:
    parameters = osrm.RouteParameters(
        coordinates=[osrm.Coordinate(here), osrm.Coordinate(there)],
        steps=True,
        overview="full",
        geometries="geojson",
        generate_hints=False,
    )
    return read_way(engine.Route(parameters))
