"""Points on the ground: their bounds, and which of them are one place."""

from __future__ import annotations

import pytest

from routeplan.model.places import Coordinate, places_of

DOOR = Coordinate(60.123456, 24.9)


def test_places_are_numbered_as_they_appear_and_the_station_is_none_of_them() -> None:
    """0 is the station; 60.123458 is 0.2 m from the door, and equal to it at five decimals."""
    beside, other = Coordinate(60.123458, 24.9), Coordinate(60.1235, 24.9)
    assert places_of([DOOR, other, beside, DOOR]) == [1, 2, 1, 1]


@pytest.mark.parametrize(("latitude", "longitude"), [(90.001, 0), (-90.001, 0), (0, 180.001)])
def test_a_coordinate_lies_on_the_globe(latitude: float, longitude: float) -> None:
    with pytest.raises(ValueError, match="within ±90°, ±180°"):
        Coordinate(latitude, longitude)
    assert Coordinate(90, -180).latitude == 90
