"""A town of six crossings, small enough to measure with a ruler, written as a street extract.

::

    D ------- Park Road ------- E ------- Park Road ------- F         G
    |                           |                           |         |
    | School Street     Church Lane (one-way, north)        | Harbour | Island Road
    |                           |                           | Street  |
    A ----- Market Street ----- B ----- Market Street ----- C         H

From crossing to crossing it is 200 m along the roads and 300 m along the streets. Island Road is
joined to nothing and lies 500 m from Harbour Street. On foot a metre takes 0.72 s (5 km/h).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import osmium

from routeplan.model.inputs import Coordinate, Place

ORIGIN = Coordinate(60.17, 24.94)
METRES_PER_DEGREE = (111_415.2, 55_513.5)
"""Of latitude and longitude at the origin, on the WGS-84 ellipsoid."""
SECONDS_PER_METRE = 0.72
WALK_SPEED = 1.2
"""Between door and street, metres a second."""

CROSSINGS = {
    "A": (0, 0),
    "B": (200, 0),
    "C": (400, 0),
    "D": (0, 300),
    "E": (200, 300),
    "F": (400, 300),
    "G": (900, 300),
    "H": (900, 0),
}
"""Metres east and north of the origin."""
STREETS = {
    "Market Street": "ABC",
    "Park Road": "DEF",
    "School Street": "AD",
    "Church Lane": "BE",
    "Harbour Street": "CF",
    "Island Road": "GH",
}
ONE_WAY = ("Church Lane",)

Point = tuple[float, float]


def coordinate_at(east: float, north: float) -> Coordinate:
    """The point so many metres east and north of the origin."""
    latitude = ORIGIN.latitude + north / METRES_PER_DEGREE[0]
    longitude = ORIGIN.longitude + east / METRES_PER_DEGREE[1]
    return Coordinate(round(latitude, 6), round(longitude, 6))


def place_at(east: float, north: float) -> Place:
    """A door so many metres east and north of the origin."""
    return Place(coordinate_at(east, north), f"Door {east}, {north}")


def crossing(letter: str) -> Place:
    """A door on the very crossing."""
    return place_at(*CROSSINGS[letter])


def write_extract(
    path: Path,
    points: Mapping[str, Point],
    streets: Mapping[str, Sequence[str]],
    one_way: Iterable[str] = (),
    highway: str = "residential",
) -> Path:
    """An extract of these streets, each through its points."""
    numbers = {name: k for k, name in enumerate(points, 1)}
    writer = osmium.SimpleWriter(str(path))
    for name, (east, north) in points.items():
        where = coordinate_at(east, north)
        location = (where.longitude, where.latitude)
        writer.add_node(osmium.osm.mutable.Node(id=numbers[name], location=location))
    for k, (name, through) in enumerate(streets.items(), 1):
        tags = {"highway": highway, "name": name} | ({"oneway": "yes"} if name in one_way else {})
        nodes = [numbers[point] for point in through]
        writer.add_way(osmium.osm.mutable.Way(id=k, nodes=nodes, tags=tags))
    writer.close()
    return path


def write_town(path: Path) -> Path:
    """The extract drawn above."""
    return write_extract(path, CROSSINGS, STREETS, ONE_WAY)


def write_city(path: Path, blocks: int = 20) -> Path:
    """A chessboard of 50 m blocks, and Island Road 300 m and Yard Lane 60 m east of its edge.

    It is large enough that OSRM calls the two lanes tiny and puts doors there on the nearest
    street of the chessboard, however far.
    """
    side = range(blocks + 1)
    points: dict[str, Point] = {f"{x},{y}": (50 * x, 50 * y) for x in side for y in side}
    streets = {f"Row {y}": [f"{x},{y}" for x in side] for y in side}
    streets |= {f"Column {x}": [f"{x},{y}" for y in side] for x in side}
    for name, east in (("Island Road", 300), ("Yard Lane", 60)):
        ends = (f"{name} south", f"{name} north")
        points |= {end: (50 * blocks + east, 200 * k) for k, end in enumerate(ends)}
        streets[name] = ends
    return write_extract(path, points, streets)
