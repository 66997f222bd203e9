"""Coordinates in metres of a map grid: UTM, Gauss-Krüger, national grids, web mercator.

A file hardly ever says which grid it is. Where the homes of a station lie is known, though, and
few grids put them there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import cos, hypot, inf, isfinite, radians
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from routeplan.formats.tables.frames import DECIMALS, WGS84
from routeplan.formats.tables.refused import RefusedTableError
from routeplan.model.places import METRES_A_DEGREE, Coordinate
from routeplan.phrases import phrase

if TYPE_CHECKING:
    from pyproj import Transformer
    from pyproj.aoi import AreaOfUse

FAR_METRES = 50_000
"""Homes of a station are nearer to it, by half of them."""
SAME_METRES = 5
"""Grids that put a home so near to each other are one."""
LOOKED_AT = 15
"""Homes by which a grid is known."""
AROUND = 0.01
"""Degrees around a station in which a grid must be in use."""
OTHER_ZONE = 20_000
"""Metres from which on the grid that puts homes nearer to the station is likelier."""
WORLDWIDE = "3857"
KNOWN = ("WGS 84 / UTM", "WGS 84 / Pseudo")
"""Grids of WGS-84 itself that people use."""
KNOWN_METRES = 1.0
THIS_CENTURY = 2100
Point = tuple[float, float]


class MapGrid(NamedTuple):
    """A map grid by its code and name, and where it puts the first home (latitude, longitude)."""

    code: str
    name: str
    first: Point


class _Candidate(NamedTuple):
    grid: MapGrid
    distance: float
    accuracy: float
    age: int
    area: float


def in_degrees(
    points: Sequence[Point], crs: str, near: Coordinate | None = None
) -> list[tuple[str, str]]:
    """Latitude and longitude of x and y in another coordinate system.

    Parameters
    ----------
    near
        The station: of x and y and the other way round that is meant which puts homes around it.

    Raises
    ------
    RefusedTableError
        When there is no such coordinate system.
    """
    from pyproj.exceptions import CRSError

    try:
        places = _transformed(points, crs)
    except CRSError as error:
        message = phrase("there is no coordinate system {crs}", crs=crs)
        fix = phrase("write it like EPSG:3763")
        raise RefusedTableError("crs-unknown", message, fix) from error
    if near is not None and _distance(places, near) > FAR_METRES:
        others = _transformed([(y, x) for x, y in points], crs)
        if _distance(others, near) <= FAR_METRES:
            places = others
    return [(f"{lat:.{DECIMALS}f}", f"{lon:.{DECIMALS}f}") for lat, lon in places]


def likely_grids(points: Sequence[Point], near: Coordinate) -> tuple[MapGrid, ...]:
    """The grids that put homes around the station, the likeliest first; grids alike are one."""
    step = max(len(points) // LOOKED_AT, 1)
    return _likely_grids(tuple(points[::step]), near)


@lru_cache(maxsize=8)
def _likely_grids(points: tuple[Point, ...], near: Coordinate) -> tuple[MapGrid, ...]:
    candidates = sorted(
        _candidates(points, near),
        key=lambda one: (
            one.distance // OTHER_ZONE,
            one.accuracy,
            one.age,
            one.area,
            one.grid.code,
        ),
    )
    likely: list[MapGrid] = []
    for candidate in candidates:
        if all(_apart(candidate.grid.first, other.first) > SAME_METRES for other in likely):
            likely.append(candidate.grid)
    return tuple(likely)


def _candidates(points: Sequence[Point], near: Coordinate) -> Iterator[_Candidate]:
    from pyproj.aoi import AreaOfInterest
    from pyproj.database import query_crs_info
    from pyproj.enums import PJType
    from pyproj.exceptions import CRSError, ProjError

    west, east = near.longitude - AROUND, near.longitude + AROUND
    south, north = near.latitude - AROUND, near.latitude + AROUND
    around = AreaOfInterest(west, south, east, north)
    known = query_crs_info("EPSG", PJType.PROJECTED_CRS, around, contains=True)
    named = {info.code: (info.name, _area(info.area_of_use)) for info in known}
    named.setdefault(WORLDWIDE, ("WGS 84 / Pseudo-Mercator", inf))
    for code, (name, area) in named.items():
        crs = f"EPSG:{code}"
        for order in (points, [(y, x) for x, y in points]):
            try:
                if _distance(_roughly(order, crs), near) > 2 * FAR_METRES:
                    continue
                places = _transformed(order, crs)
            except (CRSError, ProjError):
                break
            distance = _distance(places, near)
            if distance <= FAR_METRES:
                accuracy = KNOWN_METRES if name.startswith(KNOWN) else _accuracy(crs)
                yield _Candidate(
                    MapGrid(crs, name, places[0]), distance, accuracy, _age(name), area
                )
                break


def _age(name: str) -> int:
    """How many years before now the newest year in a grid's name lies, roughly."""
    return THIS_CENTURY - max(map(int, re.findall(r"\b\D*((?:19|20)\d\d)\b", name)), default=1950)


def _roughly(points: Sequence[Point], crs: str) -> list[Point]:
    """Latitudes and longitudes by the projection alone: some hundred metres off, but quick."""
    from pyproj import Proj

    project = Proj(crs)
    return [project(x, y, inverse=True, errcheck=False)[::-1] for x, y in points]


@lru_cache(maxsize=64)
def _transformer(crs: str) -> Transformer:
    from pyproj import Transformer

    return Transformer.from_crs(crs, WGS84, always_xy=True)


def _accuracy(crs: str) -> float:
    """Metres to which a grid's degrees are right; unknown is bad."""
    accuracy = float(_transformer(crs).accuracy)
    return accuracy if accuracy >= 0 else inf


def _transformed(points: Sequence[Point], crs: str) -> list[Point]:
    import numpy as np

    x, y = np.array(points, float).reshape(-1, 2).T
    longitude, latitude = _transformer(crs).transform(x, y)
    return list(zip(latitude.tolist(), longitude.tolist(), strict=True))


def _distance(places: Sequence[Point], near: Coordinate) -> float:
    """Metres from the station to the home in the middle."""
    return median(_apart(place, (near.latitude, near.longitude)) for place in places)


def _apart(one: Point, other: Point) -> float:
    """Metres, roughly, as far as they matter here; infinite where a grid does not reach."""
    if not all(map(isfinite, (*one, *other))):
        return inf
    north = one[0] - other[0]
    east = (one[1] - other[1]) * cos(radians(other[0]))
    return METRES_A_DEGREE * hypot(north, east)


def _area(used: AreaOfUse | None) -> float:
    """Of the box in which a grid is in use, in square degrees."""
    return (used.east - used.west) * (used.north - used.south) if used else inf
