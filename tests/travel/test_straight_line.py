"""The estimate: great circles at a steady speed, labelled as what it is.

One degree along a great circle is 6,371,000 m x pi / 180 = 111,194.93 m.
"""

from __future__ import annotations

import numpy as np
import pytest

from routeplan.model.inputs import Coordinate, Mode, Place
from routeplan.model.places import great_circle_metres_between
from routeplan.travel.source import Journey
from routeplan.travel.straight_line import StraightLine

EQUATOR = Place(Coordinate(0, 0), "")
ONE_DEGREE_NORTH = Place(Coordinate(1, 0), "")
ONE_DEGREE_EAST = Place(Coordinate(0, 1), "")
PLACES = [EQUATOR, ONE_DEGREE_NORTH, ONE_DEGREE_EAST]


def test_it_says_that_it_is_an_estimate() -> None:
    tables = StraightLine().tables(PLACES, [Mode.FOOT])
    assert (tables.source, tables.estimate) == ("straight-line estimate", True)


@pytest.mark.parametrize(
    ("mode", "seconds"),
    [
        pytest.param(Mode.FOOT, 92_663, id="111,194.93 m / 1.2 m/s = 92,662.4 s, rounded up"),
        pytest.param(Mode.BIKE, 27_799, id="/ 4 m/s = 27,798.7 s"),
        pytest.param(Mode.CAR, 15_885, id="/ 7 m/s = 15,885.0 s (15,884.99)"),
    ],
)
def test_seconds_are_metres_over_the_speed_of_the_mode(mode: Mode, seconds: int) -> None:
    tables = StraightLine().tables(PLACES, list(Mode))
    table = tables.modes.index(mode)
    assert tables.of(mode)[0].tolist() == [0, seconds, seconds]
    assert tables.metres[table, 0].tolist() == [0, 111_195, 111_195]


def test_it_is_as_far_back_as_there() -> None:
    tables = StraightLine().tables(PLACES, list(Mode))
    assert np.array_equal(tables.seconds, tables.seconds.transpose(0, 2, 1))
    assert tables.seconds.min() == 0


def test_a_table_over_no_places_is_empty() -> None:
    assert StraightLine().tables([], [Mode.FOOT]).seconds.shape == (1, 0, 0)


@pytest.mark.parametrize(
    ("one", "other", "metres"),
    [
        pytest.param((0, 0), (1, 0), 111_194.93, id="a degree of latitude"),
        pytest.param((60, 0), (60, 1), 55_596.9, id="a degree of longitude at 60 north: a half"),
        pytest.param(
            (0, 179.9995), (0, -179.9995), 111.19, id="0.001 degrees across the date line"
        ),
        pytest.param((0, 0), (0, 180), 20_015_086.8, id="half the way round"),
        pytest.param((5, 5), (5, 5), 0, id="nowhere"),
    ],
)
def test_great_circles(one: tuple[float, float], other: tuple[float, float], metres: float) -> None:
    found = great_circle_metres_between(Coordinate(*one), Coordinate(*other))
    assert found == pytest.approx(metres, abs=1.0, rel=1e-6)


def test_legs_are_straight_with_the_table_s_figures_and_no_turns() -> None:
    source = StraightLine()
    tables = source.tables(PLACES, [Mode.FOOT, Mode.BIKE])
    (leg,) = source.legs(PLACES, [Journey(Mode.BIKE, 1, 0)], tables)
    assert (leg.seconds, leg.metres) == (27_799, 111_195)
    assert leg.line == ((1, 0), (0, 0))
    assert leg.turns == ()


def test_inside_one_place_there_is_nothing_to_draw() -> None:
    source = StraightLine()
    tables = source.tables(PLACES, [Mode.FOOT])
    (leg,) = source.legs(PLACES, [Journey(Mode.FOOT, 1, 1)], tables)
    assert (leg.seconds, leg.metres, leg.line) == (0, 0, ())


def test_no_home_is_far_from_a_street_that_is_not_known() -> None:
    assert StraightLine().far_from_streets(PLACES, [Mode.FOOT]) == []


def test_it_tells_that_it_is_done_and_holds_nothing_open() -> None:
    told: list[tuple[int, int, str]] = []
    source = StraightLine()
    source.tables(PLACES, [Mode.FOOT], lambda *now: told.append(now))
    source.close()
    assert told == [(1, 1, "straight lines")]
