"""Flats, floors and staircases: what of an address is no part of the door's own."""

from __future__ import annotations

import pytest

from routeplan.addresses.words.units import staircase, without_units


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("main street 5, apt 12", "main street 5, ;"),
        ("main street 5, 2nd floor", "main street 5, ;"),
        ("main street 5, #4b", "main street 5, ;"),
        ("main street 5", "main street 5"),
    ],
)
def test_a_unit_gives_way_to_a_semicolon(text: str, left: str) -> None:
    assert without_units(text) == left


@pytest.mark.parametrize(
    ("behind", "letter"), [(" b 12", "b"), ("-c 3", "c"), (" 12", ""), ("", "")]
)
def test_the_staircase_is_the_letter_before_a_flats_number(behind: str, letter: str) -> None:
    assert staircase(behind) == letter
