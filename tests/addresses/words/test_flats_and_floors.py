"""Flats, floors and staircases: what of an address is no part of the door's own."""

from __future__ import annotations

import pytest

from routeplan.addresses.book import AddressBook
from routeplan.addresses.words.flats_and_floors import block, staircase, without_units
from tests.addresses.maps import book_of, town


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


BLOCKS = town("Mill Street", "5|7|7c", "Munich", "80469", 48.13)
"""At 7, but not at 5, the map tells a letter apart."""
UNITS = {
    "de": "Rückgebäude|Rgb.|Rückgeb. 1. OG|Rückgebäude, 1. OG re.|Hochparterre|Aufgang B|Whg.-Nr. 7"
    "|Whg.Nr. 7|Wohnungsnr. 7|Eingang Hof|Eingang über den Hof|Block C|Zi. 204|Laden|Laden Schmidt"
    "|Nebengeb.|II. Hof|2. Hinterhof|Eingang B 2. Stock|Ladenlokal|Tiefparterre links|EG li",
    "fr": "bât. B|esc. 2|rez-de-chaussée|rdc|entresol|esc. gauche|sur cour|1er étage gauche"
    "|interphone Dupont|ch. 204",
    "es": "bajo|entresuelo|esc. izq|ático|local 3|portal 2|esc. B 2º izda|planta baja|sótano"
    "|tienda Pérez",
    "pt": "r/c|cave|sótão|bloco B|lote 4|fração C|bl. B ap. 42|2.º Esq.|loja Silva",
    "it": "scala B interno 4|piano terra|scala sx|seminterrato|citofono Rossi",
    "nl": "achterhuis|2 hoog achter|begane grond|ingang zij|bel Jansen",
    "fi": "C-rappu|as. 5|krs 2|2. krs|rappu C as. 5|piharakennus|kellari|ovikoodi",
    "sv": "lgh 1203|2 tr|gårdshus|uppg. B|källare",
    "ru": "подъезд 2|эт. 3|домофон|домофон 45|под. 2, эт. 3, кв. 12|вход со двора|цокольный этаж",
    "zh": "2单元301室|3单元5层|5号楼2单元301室|底层|门面",
    "en": "basement flat|rear|shop|floor 2|bldg C|rm 204|rear building|entrance B|shop Miller"
    "|side entrance|lift B|2nd floor rear",
}


@pytest.mark.parametrize(
    ("language", "unit"),
    [(language, unit) for language, texts in UNITS.items() for unit in texts.split("|")],
)
def test_what_stands_behind_an_address_is_passed_over(language: str, unit: str) -> None:
    assert language
    book = book_of(BLOCKS)
    door = place(book, "Mill Street 5")
    assert door is not None
    for address in (f"Mill Street 5, {unit}", f"Mill Street 5 {unit}, 80469 Munich"):
        assert place(book, address) == door, (address, book.find(address).why)


@pytest.mark.parametrize(
    "address",
    [
        *("Mill Street 7, Block C", "Mill Street 7, bldg B", "Mill Street 5, Augsburg"),
        *("Mill Street 5, Eingang Mill Street 7", "Mill Street 5, Rückgebäude Augsburg"),
        *("Mill Street 5, Apt 4 Augsburg", "Mill Street 5, Eingang 7 oder 9"),
    ],
)
def test_what_may_be_another_door_or_town_is_no_unit(address: str) -> None:
    found = book_of(BLOCKS).find(address)
    assert found.coordinate is None


def test_the_rear_is_a_door_where_the_map_has_one() -> None:
    book = book_of(town("Mill Street", "5|5 REAR", "Munich", "80469", 48.13))
    assert place(book, "Mill Street 5 rear") == place(book, "Mill Street 5 REAR")
    assert place(book, "Mill Street 5 rear") != place(book, "Mill Street 5")


@pytest.mark.parametrize(
    ("text", "letter"), [("bldg c", "c"), (", block b", "b"), ("block 2", ""), ("black b", "")]
)
def test_the_letter_of_a_block(text: str, letter: str) -> None:
    assert block(text) == letter


def place(book: AddressBook, address: str) -> object:
    return book.find(address).coordinate
