"""Where beats lie on a map: around each place what is nearer to it than to any other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from routeplan.beats.make_beats import MadeBeats
from routeplan.beats.town import Floats
from routeplan.model.inputs import Inputs
from routeplan.model.places import METRES_A_DEGREE

REACH_METRES = 120.0
DECIMALS = 7


NOBODY = -1


def outlines(inputs: Inputs, made: MadeBeats) -> dict[str, Any]:
    """A shapely polygon in degrees (longitude first) for each officer who has a household.

    Every household lies in its own officer's polygon, and polygons do not overlap: they are of
    Voronoi's cells, cut off where nobody lives.
    """
    owners = zip((h.place for h in inputs.households), made.after.tolist(), strict=True)
    return _outlines(inputs, dict(owners))


def outlines_of(inputs: Inputs, officers: Mapping[str, str]) -> dict[str, Any]:
    """The same of beats as the tables have them.

    Parameters
    ----------
    officers
        The officer of each household that has one, by their ids. Where two officers share a place,
        it is drawn as that of the first household.
    """
    numbers = {officer.id: number for number, officer in enumerate(inputs.officers)}
    owner: dict[int, int] = {}
    for home in inputs.households:
        number = numbers.get(officers.get(home.id, ""), NOBODY)
        if owner.get(home.place, NOBODY) == NOBODY:
            owner[home.place] = number
    return _outlines(inputs, owner)


def _outlines(inputs: Inputs, owner: Mapping[int, int]) -> dict[str, Any]:
    """The polygons of those who own places, by the officer's number at each place."""
    import shapely

    if not owner:
        return {}
    at = [inputs.places[place].coordinate for place in owner]
    degrees = np.array([(c.longitude, c.latitude) for c in at])
    scale = METRES_A_DEGREE * np.array([np.cos(np.radians(degrees[:, 1].mean())), 1.0])
    origin = degrees.mean(axis=0)
    points = shapely.points((degrees - origin) * scale)
    around = shapely.buffer(points, REACH_METRES, quad_segs=4)
    cells = _cells(points, around)
    lived_in = shapely.union_all(around)
    owners = np.array(list(owner.values()))

    def degrees_of(metres: Floats) -> Floats:
        rounded: Floats = np.round(metres / scale + origin, DECIMALS)
        return rounded

    lines = {}
    for index, officer in enumerate(inputs.officers):
        if (owners == index).any():
            area = shapely.intersection(shapely.union_all(cells[owners == index]), lived_in)
            lines[officer.id] = shapely.transform(area, degrees_of)
    return lines


def _cells(points: Any, around: Any) -> Any:
    """Voronoi's cell of each point; a single one has all around it."""
    import shapely

    if len(points) == 1:
        return around
    whole = shapely.buffer(shapely.MultiPoint(points).envelope, 2 * REACH_METRES)
    cells = shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=whole, ordered=True)
    return shapely.get_parts(cells)


def rings(shape: Any) -> list[list[list[tuple[float, float]]]]:
    """A shape's polygons, each as its outer ring and its holes of (latitude, longitude)."""
    import shapely

    return [
        [
            [(lat, lon) for lon, lat in ring.coords]
            for ring in (polygon.exterior, *polygon.interiors)
        ]
        for polygon in shapely.get_parts(shape)
        if polygon.geom_type == "Polygon"
    ]
