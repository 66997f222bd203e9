"""Latitudes and longitudes in degrees, minutes and seconds, with letters on either side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routeplan.formats.spreadsheet.numbers import coordinate_pair
from routeplan.formats.tables.as_typed.angles import angle, letter_of_o

# 10 min 12 s are 10.2 min, and 0.17 degrees.
NORTH = (
    "60.17",
    "60,17° N",
    "N60 10.2",
    "60° 10.2' N",
    "60°10'12\"N",
    "60º10’12”N",
    "60° 10′ 12″",
    "60-10-12 N",
    "60 10 12",
    "6010.20N",
    "601012n",
    "北纬60°10′12″",
    "60° 10′ 12″ с.ш.",
)


@pytest.mark.parametrize("text", NORTH)
def test_a_latitude_is_read_however_it_is_written(text: str) -> None:
    read = angle(text)
    assert read is not None
    assert float(read.degrees) == pytest.approx(60.17, abs=1e-7)
    assert read.axis in ("NS", "")


@pytest.mark.parametrize("text", ["8.61 W", "W8 36.6", "8°36'36\"W", "00836.60W", "-8.61"])
def test_west_is_negative(text: str) -> None:
    read = angle(text)
    assert read is not None
    assert float(read.degrees) == pytest.approx(-8.61)


@pytest.mark.parametrize(
    "text", ["", "N", "60 10.2", "60° 75'", "60° 10.5' 12\"", "-8.61 W", "N 60 N", "8.6 O", "1 2 3"]
)
def test_what_may_be_something_else_is_no_angle(text: str) -> None:
    assert angle(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "60°10'12\"N 24°56'15\"E",
        "N60 10.2 E24 56.25",
        "6010.20N 02456.25E",
        "60.17N24.9375E",
        "24.9375 E, 60.17 N",
        "60,17; 24,9375",
    ],
)
def test_both_of_one_cell_are_taken_apart(text: str) -> None:
    pair = coordinate_pair(text)
    assert pair is not None
    assert tuple(map(float, pair)) == pytest.approx((60.17, 24.9375), abs=1e-7)


@given(st.integers(0, 179), st.integers(0, 59), st.integers(0, 59), st.sampled_from("NSEW"))
def test_degrees_minutes_and_seconds_are_read_back(
    degrees: int, minutes: int, seconds: int, letter: str
) -> None:
    value = (degrees + minutes / 60 + seconds / 3600) * (-1 if letter in "SW" else 1)
    for text in (
        f"{degrees}°{minutes}'{seconds}\"{letter}",
        f"{letter}{degrees} {minutes} {seconds}",
        f"{degrees:03d}{minutes:02d}{seconds:02d}{letter}",
        f"{degrees}° {minutes + seconds / 60:.6f}' {letter}",
    ):
        read = angle(text)
        assert read is not None
        assert float(read.degrees) == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize(
    ("longitude", "letter"), [(-45.3, "W"), (-8.6, "W"), (0.1, "W"), (2.35, "E"), (11.6, "E")]
)
def test_the_station_tells_whether_o_is_west_or_east(longitude: float, letter: str) -> None:
    sign = -1 if letter == "W" else 1
    assert letter_of_o(longitude) == letter
    pair = coordinate_pair("23°12'53.9\"S 45°18'54.4\"O", letter_of_o(longitude))
    assert pair is not None
    # 12 min 53.9 s are 0.2149722 degrees, 18 min 54.4 s are 0.3151111.
    assert tuple(map(float, pair)) == pytest.approx((-23.2149722, sign * 45.3151111), abs=1e-6)


def test_l_is_east() -> None:  # leste
    assert angle("36°49'12\" L") == angle("36°49'12\" E")
