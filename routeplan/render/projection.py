"""From degrees to a flat picture: web Mercator, in metres on the ground near the middle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import atan, cos, degrees, log, pi, radians, sinh, tan

import numpy as np
import numpy.typing as npt

EARTH_RADIUS_METRES = 6_378_137.0

Point = tuple[float, float]
"""(latitude, longitude) in degrees, or (x, y) in a picture."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """A box in degrees."""

    south: float
    west: float
    north: float
    east: float

    @classmethod
    def around(cls, points: Iterable[Point]) -> Bounds:
        """The smallest box that holds all (latitude, longitude) points.

        Raises
        ------
        ValueError
            When there is no point.
        """
        latitudes, longitudes = zip(*points, strict=True)
        return cls(min(latitudes), min(longitudes), max(latitudes), max(longitudes))

    def meets(self, other: Bounds) -> bool:
        """Whether two boxes share a point."""
        return (
            self.south <= other.north
            and other.south <= self.north
            and self.west <= other.east
            and other.west <= self.east
        )

    def grown(self, across_metres: float, down_metres: float) -> Bounds:
        """The box with so many metres more on the west and east, and on the south and north."""
        latitude, _ = _middle(self)
        ground = EARTH_RADIUS_METRES * cos(radians(latitude))
        turn, south, north = degrees(across_metres / ground), self.south, self.north
        return Bounds(
            _latitude(_mercator(south) - down_metres / ground),
            self.west - turn,
            _latitude(_mercator(north) + down_metres / ground),
            self.east + turn,
        )


@dataclass(frozen=True)
class Frame:
    """A rectangle of the town drawn as a picture ``width`` x ``height`` units wide and high.

    ``units_per_metre`` scales the ground; x runs east and y south from the upper left corner.
    """

    bounds: Bounds
    width: float
    height: float
    units_per_metre: float

    @classmethod
    def of_box(cls, bounds: Bounds, units_per_metre: float) -> Frame:
        """A picture of a whole box at a given scale."""
        width, height = _metres_across(bounds)
        return cls(bounds, width * units_per_metre, height * units_per_metre, units_per_metre)

    @classmethod
    def fitting(
        cls,
        points: Iterable[Point],
        width: float,
        height: float,
        *,
        margin: float,
        scales: Sequence[float],
    ) -> Frame:
        """A picture of given size that shows all points.

        Parameters
        ----------
        margin
            Units kept free along each edge.
        scales
            Units a metre to choose from, falling: the first that fits is taken, else the last.
        """
        box = Bounds.around(points)
        across, down = _metres_across(box)
        fits = [
            scale
            for scale in scales
            if across * scale <= width - 2 * margin and down * scale <= height - 2 * margin
        ]
        scale = fits[0] if fits else scales[-1]
        latitude, longitude = _middle(box)
        half_x, half_y = width / 2 / scale, height / 2 / scale
        ground = EARTH_RADIUS_METRES * cos(radians(latitude))
        middle_y = _mercator(latitude)
        south, north = (_latitude(middle_y + sign * half_y / ground) for sign in (-1, 1))
        turn = degrees(half_x / ground)
        return cls(Bounds(south, longitude - turn, north, longitude + turn), width, height, scale)

    def xy(self, point: Point) -> Point:
        """Where a (latitude, longitude) lies in the picture."""
        latitude, longitude = point
        top, per_mercator, per_degree = self._scales
        return (
            per_degree * (longitude - self.bounds.west),
            per_mercator * (top - _mercator(latitude)),
        )

    def point(self, xy: Point) -> Point:
        """The (latitude, longitude) of what lies there in the picture."""
        top, per_mercator, per_degree = self._scales
        return _latitude(top - xy[1] / per_mercator), self.bounds.west + xy[0] / per_degree

    def flat_xy(self, points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Where points [n, 2] of (degrees east, :func:`mercator`) lie in the picture."""
        top, per_mercator, per_degree = self._scales
        return np.stack(
            [per_degree * (points[:, 0] - self.bounds.west), per_mercator * (top - points[:, 1])],
            axis=1,
        )

    @cached_property
    def _scales(self) -> tuple[float, float, float]:
        """Mercator's y of the upper edge, units per Mercator's unit, units per degree east."""
        bounds, top = self.bounds, _mercator(self.bounds.north)
        return (
            top,
            self.height / (top - _mercator(bounds.south)),
            self.width / (bounds.east - bounds.west),
        )


def mercator(latitudes: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Mercator's y of latitudes in degrees, on a globe of radius 1."""
    return np.log(np.tan(np.pi / 4 + np.radians(latitudes) / 2))


def _metres_across(box: Bounds) -> tuple[float, float]:
    """Width and height on the ground."""
    ground = EARTH_RADIUS_METRES * cos(radians(_middle(box)[0]))
    return (
        ground * radians(box.east - box.west),
        ground * (_mercator(box.north) - _mercator(box.south)),
    )


def _middle(box: Bounds) -> Point:
    y = (_mercator(box.south) + _mercator(box.north)) / 2
    return _latitude(y), (box.west + box.east) / 2


def _mercator(latitude: float) -> float:
    return log(tan(pi / 4 + radians(latitude) / 2))


def _latitude(mercator: float) -> float:
    return degrees(atan(sinh(mercator)))
