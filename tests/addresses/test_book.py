"""Addresses looked up in a map: the very door, or what is offered in its place.

Tests ``addresses/street_map/towns.py``, ``addresses/street_map/streets.py``,
``addresses/typed/candidates.py``, ``addresses/words/similar.py`` and ``addresses/words/slips.py``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from routeplan.addresses.book import AddressBook
from routeplan.model.inputs import Coordinate

DEMO = Path(__file__).parents[2] / "data" / "area.osm.pbf"

DOORS = [
    # street, number, latitude, longitude
    ("Harbour Road", "1", 60.0010, 25.0),
    ("Harbour Road", "5", 60.0050, 25.0),
    ("Harbour Road", "7-9", 60.0070, 25.0),
    ("Harbour Road", "12a", 60.0120, 25.0),
    ("Harbour Road", "20;22", 60.0200, 25.0),
    ("Mill Lane", "3", 60.0030, 25.1),
    ("Mill Lane", "3", 60.0031, 25.1),  # eleven metres on: the same building's other entry
    ("Mill Lane", "4", 60.0040, 25.1),
    ("Mill Lane", "4", 60.0140, 25.1),  # a kilometre on: another town's Mill Lane
    ("Chapel Street A", "1", 60.0, 25.2),
    ("Chapel Street B", "1", 60.0, 25.3),
    ("Müllerstraße", "13", 48.13, 11.57),
    ("Sendlinger Straße", "19", 48.135, 11.57),
    ("Sankt-Anna-Straße", "10", 48.14, 11.58),
    ("Tal", "12", 48.136, 11.578),
    ("中山路", "12号", 30.66, 104.06),
    ("中山路", "14", 30.67, 104.06),
]


def extract(folder: Path, doors: list[tuple[str, str, float, float]]) -> Path:
    """An OpenStreetMap file of address nodes."""
    nodes = "".join(
        f'<node id="{k}" version="1" lat="{latitude}" lon="{longitude}">'
        f'<tag k="addr:street" v="{street}"/><tag k="addr:housenumber" v="{number}"/></node>'
        for k, (street, number, latitude, longitude) in enumerate(doors, start=1)
    )
    lone = '<node id="90" version="1" lat="1" lon="1"><tag k="addr:housenumber" v="8"/></node>'
    way = (
        '<way id="91" version="1"><nd ref="1"/><nd ref="2"/>'
        '<tag k="addr:street" v="Harbour Road"/><tag k="addr:housenumber" v="99"/></way>'
    )
    path = folder / "area.osm"
    path.write_text(f'<osm version="0.6">{nodes}{lone}{way}</osm>', encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> AddressBook:
    return AddressBook.read(extract(tmp_path_factory.mktemp("streets"), DOORS))


@pytest.fixture(scope="module")
def helsinki() -> AddressBook:
    return AddressBook.read(DEMO)


@pytest.mark.parametrize(
    ("address", "latitude", "reason"),
    [
        ("Harbour Road 5", 60.005, "as it is written"),
        ("  harbour   ROAD 5 ", 60.005, "case and space do not count"),
        ("Ｈarbour Road ５", 60.005, "nor does width"),
        ("Harbour Raod 5", 60.005, "one slip in the street"),
        ("Harbour Road 5, 00100 Town", 60.005, "what follows may be anything"),
        ("Harbour Road 5 flat 3", 60.005, "a flat"),
        ("Harbour Road 5 B 12", 60.005, "a staircase the map does not have"),
        ("Harbour Road 12 A 3", 60.012, "a staircase the map has"),
        ("Harbour Road 12a", 60.012, "written together"),
        ("Harbour Road 7-9", 60.007, "a double number"),
        ("Harbour Road 7-9 B 1", 60.007, "a staircase of a double number"),
        ("Harbour Road 22", 60.020, "one of several numbers of a building"),
        ("Mill Lane 3", 60.003, "two entries of one building are one place"),
        ("Sendlinger Str. 19", 48.135, "an abbreviation"),
        ("Sendlingerstr.19", 48.135, "an abbreviation, written together"),
        ("Muellerstr. 13", 48.13, "two letters for an umlaut"),
        ("MÜLLERSTRASSE 13", 48.13, "two letters for a sharp s"),
        ("St.-Anna-Str. 10", 48.14, "an abbreviated saint"),
        ("Tal12", 48.136, "no space before the number"),
        ("80331 München, Tal 12", 48.136, "the town first"),
        ("中山路12号", 30.66, "Chinese, as it is written"),
        ("中山路12号3单元", 30.66, "a staircase in Chinese"),
        ("中山路 14", 30.67, "Chinese with a space, the sign for number left away"),
    ],
)
def test_an_address_is_found(book: AddressBook, address: str, latitude: float, reason: str) -> None:
    found = book.find(address)
    assert found.coordinate is not None, reason
    assert found.coordinate.latitude == latitude, reason
    assert found.candidates == ()


@pytest.mark.parametrize(
    ("address", "candidates", "reason"),
    [
        (
            "Harbour Road 6",
            ("Harbour Road 5", "Harbour Road 7-9", "Harbour Road 1"),
            "no such number: the nearest ones",
        ),
        (
            "Chapel Street 1",
            ("Chapel Street A 1", "Chapel Street B 1"),
            "two streets as near",
        ),
        (
            "Mill Lane 4",
            ("Mill Lane 4 at 60.00400, 25.10000", "Mill Lane 4 at 60.01400, 25.10000"),
            "one address at two places",
        ),
        ("Mill Lane", ("Mill Lane 3", "Mill Lane 4"), "no number"),
        ("Harbour Road 5th", ("Harbour Road 5",), "no house number"),
        ("Harbour Road 5 B", ("Harbour Road 5",), "a part of the house that the map has not"),
        ("Harbour Road 12 B 3", ("Harbour Road 12a",), "the map tells parts of 12 by letters"),
    ],
)
def test_an_address_that_is_not_sure_lists_candidates(
    book: AddressBook, address: str, candidates: tuple[str, ...], reason: str
) -> None:
    found = book.find(address)
    assert found.coordinate is None, reason
    assert found.candidates[: len(candidates)] == candidates, reason


def test_candidates_are_doors_that_exist(book: AddressBook) -> None:
    assert book.find("Mull Lone 999").candidates[0] == "Mill Lane 4"


def test_what_a_misspelt_street_was_read_as_is_told(book: AddressBook) -> None:
    assert book.find("Harbour Raod 5 A 3").read_as == "Harbour Road 5"
    assert book.find("Muellerstr. 13").read_as == ""  # only written otherwise
    assert book.find("Harbour Road 5").read_as == ""


def test_a_street_alone_in_the_extract_is_still_no_guess(tmp_path: Path) -> None:
    book = AddressBook.read(extract(tmp_path, DOORS[:1]))
    assert book.find("Harbour Road 1").coordinate == Coordinate(60.001, 25.0)
    assert book.find("Mill Lane 1").coordinate is None
    assert book.find("Harbor Road 2").candidates == ("Harbour Road 1",)


def test_an_extract_without_addresses_has_no_candidates(tmp_path: Path) -> None:
    book = AddressBook.read(extract(tmp_path, []))
    assert book.find("Harbour Road 1").candidates == ()


def test_the_demo_extract_has_its_streets(helsinki: AddressBook) -> None:
    found = helsinki.find("Mikonkatu 5")
    assert found.coordinate == Coordinate(60.169176, 24.945752)


@pytest.mark.parametrize("address", ["Mikonkatu 5", "Mikonkato 5", "Mikonktau 5 A 12"])
def test_a_typing_slip_in_helsinki_finds_the_same_door(helsinki: AddressBook, address: str) -> None:
    assert helsinki.find(address).coordinate == Coordinate(60.169176, 24.945752)


def test_buildings_drawn_as_areas_are_found_inside_helsinki(helsinki: AddressBook) -> None:
    # Buildings are areas, so most of these come from the middle of an outline.
    found = [
        helsinki.find(door.label).coordinate for door in helsinki.doors if door.number.isdigit()
    ]
    sure = [coordinate for coordinate in found if coordinate]
    assert len(sure) > 0.9 * len(found)
    assert all(60.16 < c.latitude < 60.19 and 24.92 < c.longitude < 24.97 for c in sure)


@pytest.mark.parametrize(
    ("address", "candidate"),
    [
        ("Mikonkatu 999", "Mikonkatu 25"),  # the highest number there is
        ("Yrjönkatu 27", "Yrjönkatu 27 at"),  # tagged at two buildings, farther apart than one is
        ("Katu 5", "Mikonkatu 5"),
    ],
)
def test_an_unsure_address_in_helsinki_lists_candidates(
    helsinki: AddressBook, address: str, candidate: str
) -> None:
    found = helsinki.find(address)
    assert found.coordinate is None
    assert any(label.startswith(candidate) for label in found.candidates)
