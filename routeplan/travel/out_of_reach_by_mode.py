"""Why a place is out of reach by a mode: what the map has near it, and what could be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from routeplan.model.inputs import Coordinate, Mode, OffStreet, Place
from routeplan.model.places import METRES_A_DEGREE
from routeplan.travel.osrm_router import Floats
from routeplan.travel.place_on_street import (
    NO_WAY_NEAR,
    NOT_JOINED,
    ONE_WAY_AT_EDGE,
    STATION_OFF,
    PlacesOnStreets,
)

NOT_OPEN = "no-way-open-near"
LARGEST_BYTES = 200_000_000
"""Reading a larger extract once more takes longer than anybody waits for a better message."""


class MapWay(NamedTuple):
    """A way on the map: what the map calls it, and how many metres away it is."""

    kind: str
    name: str
    metres: float


NearestOnMap = Callable[[Sequence[Coordinate]], list[MapWay | None]]


def reasons(
    places: Sequence[Place],
    standings: Mapping[Mode, PlacesOnStreets],
    refuse_metres: float,
    nearest_on_map: NearestOnMap | None,
) -> dict[tuple[Mode, int], OffStreet]:
    """Why each place is off the streets, by mode and place."""
    lost = sorted({p for s in standings.values() for p, why in s.off.items() if why == NO_WAY_NEAR})
    on_map: dict[int, MapWay | None] = {}
    if lost and nearest_on_map is not None:
        ways = nearest_on_map([places[place].coordinate for place in lost])
        on_map = dict(zip(lost, ways, strict=True))
    return {
        (mode, place): _reason(why, standing.nearest[place], on_map.get(place), refuse_metres)
        for mode, standing in standings.items()
        for place, why in sorted(standing.off.items())
    }


def _reason(why: str, nearest: float, on_map: MapWay | None, within: float) -> OffStreet:
    if why in (STATION_OFF, NOT_JOINED, ONE_WAY_AT_EDGE):
        return OffStreet(why, within)
    if on_map is not None and on_map.metres <= within:
        return OffStreet(NOT_OPEN, within, round(on_map.metres), on_map.kind, on_map.name)
    metres = min(nearest, on_map.metres) if on_map is not None else nearest
    return OffStreet(why, within, None if metres == float("inf") else round(metres))


def nearest_on_map(area: Path, points: Sequence[Coordinate]) -> list[MapWay | None]:
    """The nearest thing called a highway in an extract, open or not; None in a large extract."""
    from routeplan.travel.extract import has_foreign_ids, highways

    nothing: list[MapWay | None] = [None] * len(points)
    if area.stat().st_size > LARGEST_BYTES or has_foreign_ids(area):
        return nothing
    tags, ways, begins, ends = [], [], [], []
    for k, (street, line) in enumerate(highways(area)):
        tags.append(street)
        ways += [k] * (len(line) - 1)
        begins += line[:-1]
        ends += line[1:]
    if not tags:
        return nothing
    begin, end = np.array(begins), np.array(ends)
    nearest: list[MapWay | None] = []
    for point in points:
        metres = _metres_to(begin, end, point)
        best = int(metres.argmin())
        way = tags[ways[best]]
        nearest.append(MapWay(way["highway"], way.get("name", ""), float(metres[best])))
    return nearest


def over_water(area: Path, walks: Sequence[tuple[Coordinate, Coordinate]]) -> npt.NDArray[np.bool_]:
    """Whether the straight line between two points leads over a river, a lake or a railway."""
    import shapely

    from routeplan.travel.extract import has_foreign_ids, rivers_and_rails

    barred = np.zeros(len(walks), bool)
    if area.stat().st_size > LARGEST_BYTES or has_foreign_ids(area):
        return barred
    lines = shapely.STRtree([shapely.LineString(line) for line in rivers_and_rails(area)])
    ends = [[(point.longitude, point.latitude) for point in walk] for walk in walks]
    barred[lines.query(shapely.linestrings(ends), predicate="intersects")[0]] = True
    return barred


def _metres_to(begin: Floats, end: Floats, point: Coordinate) -> Floats:
    """Metres from a point to each straight piece."""
    scale = METRES_A_DEGREE * np.array([np.cos(np.radians(point.latitude)), 1.0])
    here = np.array([point.longitude, point.latitude])
    from_here, along = (begin - here) * scale, (end - begin) * scale
    length = np.maximum((along * along).sum(axis=1), 1e-9)
    share = np.clip(-(from_here * along).sum(axis=1) / length, 0, 1)
    return np.asarray(np.linalg.norm(from_here + share[:, None] * along, axis=1))
