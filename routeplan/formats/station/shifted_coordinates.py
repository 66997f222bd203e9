"""China's shifted coordinates: GCJ-02 and BD-09 to WGS-84.

The shift is 20 to 700 m, so the coordinate system is asked for and never guessed. The formulas are
the published reverse-engineered ones ("eviltransform"); the inverse is found by iteration. Both
systems leave the world outside a box around China as it is.
"""

from __future__ import annotations

import math

from routeplan.model.inputs import Coordinate

ITERATIONS = 6
CHINA = (0.8293, 55.8271, 72.004, 137.8347)
"""South, north, west and east of the box where the maps are shifted."""
_A = 6_378_245.0
_EE = 0.00669342162296594323
_BD_TURN = math.pi * 3000.0 / 180.0


def to_wgs84(coordinate: Coordinate, system: str) -> Coordinate:
    """A coordinate of ``wgs84``, ``gcj02`` or ``bd09`` in WGS-84, exact to a micrometre."""
    if system == "wgs84" or not in_china(coordinate):
        return coordinate
    shift = wgs84_to_gcj02 if system == "gcj02" else wgs84_to_bd09
    guess = coordinate
    for _ in range(ITERATIONS):
        back = shift(guess)
        guess = Coordinate(
            guess.latitude + coordinate.latitude - back.latitude,
            guess.longitude + coordinate.longitude - back.longitude,
        )
    return guess


def in_china(coordinate: Coordinate) -> bool:
    """Whether the maps are shifted there."""
    south, north, west, east = CHINA
    return south <= coordinate.latitude <= north and west <= coordinate.longitude <= east


def wgs84_to_gcj02(coordinate: Coordinate) -> Coordinate:
    """The shift that China's maps apply inside the box."""
    x, y = coordinate.longitude - 105.0, coordinate.latitude - 35.0
    waves = 20.0 * math.sin(6.0 * x * math.pi) + 20.0 * math.sin(2.0 * x * math.pi)
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    north += (waves + _waves(y, 20.0, 1.0, 40.0, 3.0) + _waves(y, 160.0, 12.0, 320.0, 30.0)) * 2 / 3
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    east += (waves + _waves(x, 20.0, 1.0, 40.0, 3.0) + _waves(x, 150.0, 12.0, 300.0, 30.0)) * 2 / 3
    latitude = math.radians(coordinate.latitude)
    magic = 1 - _EE * math.sin(latitude) ** 2
    return Coordinate(
        coordinate.latitude + math.degrees(north / (_A * (1 - _EE) / (magic * math.sqrt(magic)))),
        coordinate.longitude + math.degrees(east / (_A / math.sqrt(magic) * math.cos(latitude))),
    )


def _waves(z: float, first: float, divisor: float, second: float, other: float) -> float:
    return first * math.sin(z / divisor * math.pi) + second * math.sin(z / other * math.pi)


def wgs84_to_bd09(coordinate: Coordinate) -> Coordinate:
    """The further shift of Baidu's maps, inside the box."""
    shifted = wgs84_to_gcj02(coordinate)
    x, y = shifted.longitude, shifted.latitude
    far = math.hypot(x, y) + 0.00002 * math.sin(y * _BD_TURN)
    turn = math.atan2(y, x) + 0.000003 * math.cos(x * _BD_TURN)
    return Coordinate(far * math.sin(turn) + 0.006, far * math.cos(turn) + 0.0065)
