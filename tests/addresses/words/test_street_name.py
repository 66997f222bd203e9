from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routeplan.addresses.words.street_name import NO_STREET, street_groups, street_name

NAMES = {
    "259 West 4th Street": "West 4th Street",
    "255 W 4th St": "W 4th St",
    "7th Avenue South 108": "7th Avenue South",
    "12 300 West": "300 West",
    "34-12 36th Ave #4B": "36th Ave",
    "New York, 25 Bank St": "Bank St",
    "12 High Street, Town": "High Street",
    "Flat 3, 221b Baker Street, London": "Baker Street",
    "Mill Lane 1 a": "Mill Lane",
    "Behind the mill": "Behind the mill",
    "Rua 31 de Janeiro 12": "Rua 31 de Janeiro",
    "RUA DE SANTA CATARINA, 203, 2.º Esq.": "RUA DE SANTA CATARINA",
    "Rua Augusta, 1508 - São Paulo - SP, 01304-001": "Rua Augusta",
    "76 bis, av. des Aliados": "av. des Aliados",
    "2 bis rue de la Paix, 75002 Paris": "rue de la Paix",
    "Vilhonkatu 5 B as. 12": "Vilhonkatu",
    "Simonkatu 6B as. 1": "Simonkatu",
    "Hauptstr. 5": "Hauptstr.",
    "Straße des 17. Juni 135": "Straße des 17. Juni",
    "10178 Berlin, Karl-Liebknecht-Str. 13": "Karl-Liebknecht-Str.",
    "Vaci u. 12., 1052 Budapest": "Vaci u.",
    "ул. Покровка, д. 25, стр. 2, кв. 12": "ул. Покровка",
    "Москва, Покровка ул., 25с2": "Покровка ул",
    "м. Київ, вул. Хрещатик, буд. 22, кв. 4": "вул. Хрещатик",
    "中山路12号3单元": "中山路",
    "上海市黄浦区中山路3号": "中山路",
    "丸の内1丁目9-1": "丸の内",
    "세종대로 209": "세종대로",
    "테헤란로8길 12-3": "테헤란로8길",
    "Plaza Mayor": "Plaza Mayor",
    "Rua do Carvalho s/n, Centro": "Rua do Carvalho",
    "Sítio Boa Vista, s/nº, Zona rural": "Sítio Boa Vista",
    "Calle Mayor, sin número": "Calle Mayor",
    "ул. Мира, б/н": "ул. Мира",
    "1355弄12号": "",
    "25": "",
    "": "",
}
ONE_STREET = [
    ("Hauptstr. 5", "Hauptstraße 7"),
    ("255 W 4th St", "259 West 4th Street, Apt 3"),
    ("ул. Покровка, 25", "Покровка улица, д. 3"),
    ("Av. dos Aliados 3", "Avenida dos Aliados, 76 bis"),
    ("2 r. de la Paix", "4 rue de la Paix"),
    ("12 Greenwich Ave", "14 greenwich avenue"),
    ("C/ Mayor 3", "Calle Mayor, nº 4"),
    ("5 St James St", "7 Saint James Street"),
    ("Karl-Liebknecht-Str. 5", "Karl Liebknecht Straße 4"),
]
OTHER_STREETS = [
    ("High Street 5", "High Road 5"),
    ("West 4th Street 5", "East 4th Street 5"),
    ("W 4th St 5", "E 4th St 5"),
    ("", "High Street 5"),
]


def groups_of(*addresses: str) -> list[int]:
    return street_groups([street_name(address) for address in addresses])


@pytest.mark.parametrize("address", NAMES)
def test_the_street_of_an_address(address: str) -> None:
    assert street_name(address) == NAMES[address]


@pytest.mark.parametrize(("one", "other"), ONE_STREET)
def test_spellings_of_one_street_are_one_group(one: str, other: str) -> None:
    assert groups_of(one, "Elsewhere 1", other) == [0, 1, 0]


@pytest.mark.parametrize(("one", "other"), OTHER_STREETS)
def test_other_streets_are_other_groups(one: str, other: str) -> None:
    first, second = groups_of(one, other)
    assert first != second


def test_two_groups_that_a_third_spelling_joins_are_one() -> None:
    assert len({*groups_of("Avenida X 1", "Avenue X 2", "Av. X 3", "Rua Y 1")}) == 2
    assert groups_of("", "7") == [NO_STREET, NO_STREET]


WORDS = st.sampled_from(
    ["High", "Santa", "Karl", "König", "Mill", "Покровка", "Zürich", "São", "O'Neill"]
)
NUMBERS = st.sampled_from(["1", "12", "203", "5a", "76 bis", "1355/4", "34-12", "23 - 25"])


@given(st.lists(WORDS, min_size=1, max_size=3), NUMBERS, st.sampled_from(["", ", Porto"]))
def test_a_number_before_or_behind_is_never_of_the_street(
    words: list[str], number: str, town: str
) -> None:
    street = " ".join([*words, "Street"])
    for address in (f"{street} {number}{town}", f"{number} {street}{town}", f"{street}, {number}"):
        assert street_name(address) == street


@given(st.text(max_size=60))
def test_any_text_has_a_street_or_none(address: str) -> None:
    assert street_name(address) == street_name(address).strip()
    assert len(set(groups_of(address, address))) == 1
