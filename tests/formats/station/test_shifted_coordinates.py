from __future__ import annotations

import pytest

from routeplan.formats.station.shifted_coordinates import to_wgs84, wgs84_to_bd09, wgs84_to_gcj02
from routeplan.model.inputs import Coordinate
from routeplan.model.places import great_circle_metres_between

CITIES = {
    "Chengdu": Coordinate(30.6586, 104.0647),
    "Beijing": Coordinate(39.9087, 116.3975),
    "Urumqi": Coordinate(43.8256, 87.6168),
    "Sanya": Coordinate(18.2528, 109.5120),
    "Mohe": Coordinate(52.9721, 122.5386),
    "on the formulas' own meridian": Coordinate(35.0, 105.0),
}
SHIFTS = {"gcj02": wgs84_to_gcj02, "bd09": wgs84_to_bd09}


@pytest.mark.parametrize("system", SHIFTS)
@pytest.mark.parametrize("city", CITIES)
def test_shifting_and_back_ends_within_a_micrometre(city: str, system: str) -> None:
    home = CITIES[city]
    back = to_wgs84(SHIFTS[system](home), system)
    # A millionth of a metre is 9e-12 degrees; at 120 degrees a float's own step is 1.4e-14.
    assert abs(back.latitude - home.latitude) < 9e-12
    assert abs(back.longitude - home.longitude) < 9e-12


def test_a_known_point_of_beijing_is_where_others_put_it() -> None:
    # Tiananmen, 39.90734 N 116.39109 E: published converters give 39.90874 N 116.39733 E.
    shifted = wgs84_to_gcj02(Coordinate(39.90734, 116.39109))
    assert shifted.latitude == pytest.approx(39.90874, abs=2e-5)
    assert shifted.longitude == pytest.approx(116.39733, abs=2e-5)


@pytest.mark.parametrize(("system", "least", "most"), [("gcj02", 100, 800), ("bd09", 800, 2_000)])
def test_the_shift_is_large_enough_to_miss_every_street(
    system: str, least: float, most: float
) -> None:
    for home in CITIES.values():
        assert least < great_circle_metres_between(home, SHIFTS[system](home)) < most


@pytest.mark.parametrize(
    "place",
    [
        Coordinate(60.17, 24.94),
        Coordinate(-33.9, 151.2),
        Coordinate(55.83, 100.0),  # just north of the box
        Coordinate(35.0, 72.0),  # just west of it
        Coordinate(35.0, 137.84),  # just east of it
        Coordinate(0.82, 105.0),  # just south of it
    ],
)
@pytest.mark.parametrize("system", ["wgs84", "gcj02", "bd09"])
def test_points_outside_china_stay_where_they_are(place: Coordinate, system: str) -> None:
    assert to_wgs84(place, system) == place


def test_wgs84_stays_what_it_is_everywhere() -> None:
    assert to_wgs84(CITIES["Chengdu"], "wgs84") == CITIES["Chengdu"]
