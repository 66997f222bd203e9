"""Whatever the map: an address in any shape gives its door, or a refusal, never another door.

Tests ``addresses/street_map/doors.py``, ``addresses/words/house_numbers.py`` and
``addresses/words/address_text.py``.
"""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from routeplan.addresses.book import AddressBook
from routeplan.addresses.street_map.address_extract import ReadAddresses
from routeplan.addresses.street_map.doors import SAME_DOOR_METRES, AddressPoint, metres_between
from routeplan.addresses.words.address_text import composed, plain
from routeplan.addresses.words.house_numbers import number_key
from routeplan.model.inputs import Coordinate

STREETS = (
    "Landstrasse",
    "Alte Landstrasse",
    "Müllerstraße",
    "Mullerstraße",
    "Rua 5 de Outubro",
    "Rua 5",
    "5th Avenue",
    "West 5th Street",
    "West Street",
    "South 300 West",
    "300 West",
    "улица Покровка",
    "Покровский бульвар",
    "中山路",
    "西中山路",
    "Calle Mayor",
    "Plaza Mayor",
    "St James's Street",
    "Saint James Street",
    "Avenue A",
    "Straße des 17. Juni",
    "Schaan",
)
NUMBERS = (
    *("1", "2", "3", "5", "12", "17", "25", "300", "1355"),
    *("5a", "5 b", "12A", "12 A/2", "76 bis", "131 1/2", "24 REAR"),
    *("1-3", "53–54", "34-12", "1355/4", "16/16 с1", "6 с23", "12 к2", "вл2", "1355弄12号"),
)
TOWNS = (("", ""), ("Schaan", "9494"), ("Triesen", "9495"), ("上海市", "200002"))
TYPED = (
    "{street} {number}",
    "{number} {street}",
    "{street}, {number}",
    "{number}, {street}",
    "{street} {number}, {city}",
    "{street} {number}, {code} {city}",
    "{code} {city}, {street} {number}",
    "{number} {street}, {city} {code}",
    "{city}, {street} {number}",
    "{street} {number}, Apt 4",
    "{number} {street}, Apt 4",
    "{street}, {number}, 2.º Esq., {code} {city}",
    "{street}, {number}, кв. 12",
    "{street} {number} 3单元",
)

points = st.builds(
    lambda street, number, town, at: AddressPoint(
        street,
        number,
        Coordinate(47 + at / 100, 9.5),
        city=town[0],
        places=frozenset({town[0]} - {""}),
        postcode=town[1],
    ),
    st.sampled_from(STREETS),
    st.sampled_from(NUMBERS),
    st.sampled_from(TOWNS),
    st.integers(0, 30),
)


def bears(door: AddressPoint, typed: AddressPoint, *, with_town: bool) -> bool:
    """Whether a point of the map has the address that was typed."""
    same_number = number_key(door.number) == number_key(typed.number)
    same = plain(door.street) == plain(typed.street) and same_number
    return same and not (with_town and door.city and typed.city and door.city != typed.city)


@settings(max_examples=200, deadline=None)
@given(st.lists(points, min_size=1, max_size=25), st.data())
def test_no_address_ever_leads_to_another_door(doors: list[AddressPoint], data) -> None:
    book = AddressBook.of(ReadAddresses(points=doors))
    wanted = data.draw(st.sampled_from(doors))
    shape = data.draw(st.sampled_from(TYPED))
    typed = shape.format(
        street=wanted.street, number=wanted.number, city=wanted.city, code=wanted.postcode
    )
    found = book.find(typed)
    right = [door for door in doors if bears(door, wanted, with_town="{city}" in shape)]
    if found.coordinate is not None:
        at = found.coordinate
        assert any(metres_between(at, d.coordinate) <= SAME_DOOR_METRES for d in right), typed
    else:
        offered = [candidate.split(" at ")[0].split(", ")[0] for candidate in found.candidates]
        assert f"{wanted.street} {wanted.number}" in found.candidates[0] or any(
            composed(o) == composed(f"{wanted.street} {wanted.number}") for o in offered
        ), (typed, found)


@settings(max_examples=200, deadline=None)
@given(st.lists(points, min_size=2, max_size=25), st.data())
def test_an_address_that_the_map_lacks_is_never_found(doors: list[AddressPoint], data) -> None:
    gone = data.draw(st.sampled_from(doors))
    left = [door for door in doors if not bears(door, gone, with_town=False)]
    book = AddressBook.of(ReadAddresses(points=left))
    shape = data.draw(st.sampled_from(TYPED[:4]))
    typed = shape.format(street=gone.street, number=gone.number)
    assert book.find(typed).coordinate is None, typed


@settings(max_examples=200, deadline=None)
@given(st.lists(points, max_size=8), st.text(max_size=60))
def test_any_text_is_looked_up_without_a_fault(doors: list[AddressPoint], text: str) -> None:
    found = AddressBook.of(ReadAddresses(points=doors)).find(text)
    assert found.coordinate is None or not found.candidates


@settings(max_examples=200, deadline=None)
@given(
    st.text(min_size=1, max_size=20),
    st.text(min_size=1, max_size=8),
    st.text(max_size=10),
    st.text(max_size=8),
)
def test_any_text_may_be_a_tag_of_the_map(street: str, number: str, city: str, code: str) -> None:
    point = AddressPoint(
        street, number, Coordinate(1.0, 1.0), city=city, places=frozenset({city}), postcode=code
    )
    book = AddressBook.of(ReadAddresses(points=[point], streets={street, city}))
    found = book.find(f"{street} {number}, {code} {city}").coordinate
    assert found in (None, Coordinate(1.0, 1.0))
