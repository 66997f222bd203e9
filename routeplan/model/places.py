"""Points on the ground, and which of them are one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_METRES = 6_371_000.0
METRES_A_DEGREE = 111_195.0
"""Of latitude, on a sphere of that radius."""


@dataclass(frozen=True, slots=True)
class Coordinate:
    """A point in WGS-84 degrees."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise ValueError(
                f"a coordinate lies within ±90°, ±180°, not {self.latitude}, {self.longitude}"
            )


@dataclass(frozen=True, slots=True)
class Place:
    """One address: a door or a building with many households. Place 0 is the station."""

    coordinate: Coordinate
    label: str


def places_of(coordinates: Sequence[Coordinate]) -> list[int]:
    """Place index of each coordinate: 1, 2, ... in order of first appearance.

    Coordinates equal to five decimals (about a metre) are one place. A household at the station's
    own coordinate still is a place of its own, for its door is not the station's.
    """
    seen: dict[tuple[float, float], int] = {}
    return [
        seen.setdefault((round(c.latitude, 5), round(c.longitude, 5)), len(seen) + 1)
        for c in coordinates
    ]


def great_circle_metres_between(one: Coordinate, other: Coordinate) -> float:
    """Metres as the crow flies, by the haversine formula."""
    south, north = radians(one.latitude), radians(other.latitude)
    east = radians(other.longitude - one.longitude)
    half_chord = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(east / 2) ** 2
    return 2 * EARTH_RADIUS_METRES * asin(sqrt(min(half_chord, 1.0)))
