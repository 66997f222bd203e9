"""House numbers of several columns."""

from __future__ import annotations

import pytest

from routeplan.formats.spreadsheet.rows.house_of_parts import (
    is_spreadsheets_date,
    with_buildings,
    with_suffix,
)


@pytest.mark.parametrize(
    ("street", "suffix", "joined"),
    [
        ("Tal 12", "a", ("Tal 12a", "")),
        ("Tal 12", "-14", ("Tal 12-14", "")),
        ("Tal 12", "/ 4", ("Tal 12/4", "")),
        ("Rue de Paris 76", "bis", ("Rue de Paris 76 bis", "")),
        ("Main Street 5", "1/2", ("Main Street 5 1/2", "")),
        ("Tal 12", "Hinterhaus", ("Tal 12", "Hinterhaus")),
        ("Tal", "a", ("Tal", "a")),  # no number that it could belong to
        ("Tal 12", "", ("Tal 12", "")),
    ],
)
def test_a_letter_belongs_to_the_number_and_a_word_does_not(
    street: str, suffix: str, joined: tuple[str, str]
) -> None:
    assert with_suffix(street, suffix) == joined


def test_buildings_stand_behind_the_number_as_russian_maps_have_them() -> None:
    assert with_buildings("улица Мира 12", "2", "1") == "улица Мира 12 к2 с1"
    assert with_buildings("улица Мира 12", "", "3") == "улица Мира 12 с3"


@pytest.mark.parametrize(
    ("door", "is_date"),
    [("2026-05-03", True), ("2026-05-03 00:00:00", True), ("3-5", False), ("2026", False)],
)
def test_dates_are_no_numbers_of_houses(door: str, is_date: bool) -> None:
    assert is_spreadsheets_date(door) is is_date
