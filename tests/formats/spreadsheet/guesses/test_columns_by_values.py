"""Columns that nobody has named, or in a language nobody knows, are known by what stands in them.

Tests ``formats/spreadsheet/guesses/value_kinds.py``.
"""

from __future__ import annotations

import random

import pytest

from routeplan.formats.spreadsheet.guesses.columns_by_values import (
    columns_by_values,
    places_by_values,
)
from routeplan.formats.spreadsheet.sheet import Sheet
from routeplan.formats.spreadsheet.words.fields import Field
from routeplan.formats.spreadsheet.words.vocabulary import CALENDAR, HOUSEHOLDS, OFFICERS

PEOPLE = ("Virtanen Liisa", "Mäki Pekka", "Ng Li", "O’Brien Kate", "Иванов Пётр", "王小明")
STREETS = ("Kaivokatu", "Rua Chã", "ул. Мира", "High Street", "Calle Mayor", "Długa")
COLUMNS = {
    "name": lambda k, draw: PEOPLE[k] if k < 6 else f"{draw.choice(PEOPLE)} {'ABCDEFGH'[k - 6]}",
    "address": lambda k, draw: f"{draw.choice(STREETS)} {k + 3}",
    "availability": lambda k, draw: draw.choice(("Mo-Fr 09:00-12:00", "9-12", "after 18h", "")),
    "priority": lambda k, draw: draw.choice(("high", "low", "normal", "")),
    "visit_minutes": lambda k, draw: draw.choice(("15", "20", "30 min")),
    "due": lambda k, draw: f"{draw.randint(1, 28)}.12.2026",
    "": lambda k, draw: f"+358 40 {draw.randint(1000000, 9999999)}",
}  # fmt: skip


def sheet(*rows: str) -> Sheet:
    return Sheet("", [(k, row.split("|")) for k, row in enumerate(rows, start=1)])


@pytest.mark.parametrize("seed", range(12))
def test_columns_in_any_order_are_known(seed: int) -> None:
    draw = random.Random(seed)
    names = draw.sample(list(COLUMNS), len(COLUMNS))
    rows = ["|".join(COLUMNS[name](k, draw) for name in names) for k in range(12)]
    guess = columns_by_values(sheet(*rows), HOUSEHOLDS)
    assert guess is not None
    assert (guess.at, guess.depth) == (0, 0)
    assert guess.fields == {f"#{k + 1}": name for k, name in enumerate(names) if name}


def test_a_header_in_an_unknown_language_keeps_its_names() -> None:
    guess = columns_by_values(
        sheet(
            "Wykaz rodzin",
            "Lp.|Nazwisko i imię|Ulica|Nr|Kod|Miejscowość|Uwagi",
            "1|Kowalska Anna|Długa|12|00-238|Warszawa|pies",
            "2|Nowak Piotr|Krótka|3A|00-240|Warszawa|",
            "Razem|2",
        ),
        HOUSEHOLDS,
    )
    assert guess is not None
    assert (guess.at, guess.depth) == (1, 1)
    assert guess.fields == {
        "Nazwisko i imię": "name",
        "Ulica": "address",
        "Nr": "house_number",
        "Kod": "postcode",
        "Miejscowość": "town",
        "Uwagi": "note",
    }


def test_coordinates_are_known_in_degrees_in_one_cell_and_in_metres() -> None:
    for rows, fields in (
        (("a b|60.1699|24.9384", "c d|60.1702|24.9441"), ("latitude", "longitude")),
        (("a b|60°10'12\"N|24°56'15\"E", "c d|60°10'2\"N|24°56'1\"E"), ("latitude", "longitude")),
        (("a b|60.1699, 24.9384", "c d|60.1702, 24.9441"), ("coordinates",)),
        (("a b|6671985|385880", "c d|6672010|386200"), ("x", "y")),
    ):
        guess = columns_by_values(sheet(*rows), HOUSEHOLDS)
        assert guess is not None
        assert [guess.fields[f"#{k + 2}"] for k in range(len(fields))] == list(fields)


@pytest.mark.parametrize(
    ("columns", "meant"),
    [
        (("41.1496, -8.6110", "", "41.1497, -8.6112"), {2: Field.COORDINATES}),
        (("41°08'58\"N 8°36'40\"W", "-", "41°08'59\"N 8°36'41\"W"), {2: Field.COORDINATES}),
        (("41.1496|-8.6110", "|", "41.1497|-8.6112"), {2: Field.LATITUDE, 3: Field.LONGITUDE}),
        (("1.250|3.500", "2.100|1.200", "4.750|6.250"), {}),  # amounts, of thousands
        (("691800|5334700", "691810|5334720", "691820|5334710"), {}),  # customers' numbers, maybe
        (("Hinterhaus", "2. Stock", ""), {}),
    ],
)
def test_coordinates_beside_addresses_are_proposed(
    columns: tuple[str, ...], meant: dict[int, Field]
) -> None:
    rows = [["Ana", f"Rua Chã {k}", *cells.split("|")] for k, cells in enumerate(columns)]
    known = {0: Field.NAME, 1: Field.ADDRESS, 2: None, 3: None}
    assert places_by_values(rows, known, HOUSEHOLDS) == meant
    assert places_by_values(rows, known | {4: Field.LATITUDE}, HOUSEHOLDS) == {}
    assert places_by_values(rows, {0: Field.NAME, 1: Field.HOURS}, OFFICERS) == {}


def test_numbers_that_are_ids_are_no_map_grid() -> None:
    assert columns_by_values(sheet("1234567|9876543", "5555555|1111111"), HOUSEHOLDS) is None


def test_ids_are_taken_and_numbers_that_only_count_are_not() -> None:
    ids = columns_by_values(sheet("H7|Ann Lee|Mill Road 1", "H9|Bo Day|Mill Road 2"), HOUSEHOLDS)
    assert ids is not None
    assert ids.fields["#1"] == "id"
    counted = columns_by_values(sheet("1|Ann Lee|Mill Road 1", "2|Bo Day|Mill Road 2"), HOUSEHOLDS)
    assert counted is not None
    assert "#1" not in counted.fields


def test_officers_and_days_off_are_known_as_well() -> None:
    officers = columns_by_values(sheet("Ann Lee|Mo-Fr 8-16", "Bo Day|Mo-Fr 14-22"), OFFICERS)
    days = columns_by_values(sheet("Ann Lee|1.12.2026", "Bo Day|24.12.2026"), CALENDAR)
    assert officers is not None
    assert officers.fields == {"#1": "name", "#2": "hours"}
    assert days is not None
    assert days.fields == {"#1": "officer", "#2": "date"}


@pytest.mark.parametrize("rows", [(), ("a|b", "c|d"), ("Ann Lee|Bo Day", "Cy Fox|Di Gil")])
def test_what_has_no_places_is_no_table_of_households(rows: tuple[str, ...]) -> None:
    assert columns_by_values(sheet(*rows), HOUSEHOLDS) is None
