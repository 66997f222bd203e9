"""Squares that walkers cross from edge to edge, and those that they walk around.

OSRM crosses a square along straight lines between its edges, and knows nothing of what is built on
it. So only a square without buildings or water on it, holes aside, is left to it; of the others
the edge is a way, as on any map.
"""

from __future__ import annotations

from collections.abc import Sequence

import shapely

from routeplan.travel.extract import Square, Streets, StreetWay
from routeplan.travel.street_crossings import Plane

TOUCHING_METRES = 1.0
"""A building whose wall is the square's edge does not lie on it."""


def keep_open_squares(streets: Streets) -> None:
    """Leave only the squares with nothing on them to be crossed; in place."""
    plane = Plane(streets.points)
    walls = shapely.STRtree([shapely.LineString(plane.metres(wall)) for wall in streets.walls])
    for way in streets.ways:
        if way.tags.get("area") == "yes" and not _is_open(streets, plane, walls, [way]):
            way.tags["area"] = "no"
    streets.squares = [
        square
        for square in streets.squares
        if _is_open(streets, plane, walls, _edges(streets, square))
    ]


def _edges(streets: Streets, square: Square) -> list[StreetWay]:
    return [streets.ways[k] for k, _ in square.members]


def _is_open(
    streets: Streets, plane: Plane, walls: shapely.STRtree, edges: Sequence[StreetWay]
) -> bool:
    lines = [plane.metres([streets.points[ref] for ref in way.nodes]) for way in edges]
    square = shapely.build_area(shapely.MultiLineString([line for line in lines if len(line) > 1]))
    inside = shapely.buffer(square, -TOUCHING_METRES)
    return len(walls.query(inside, predicate="intersects")) == 0
