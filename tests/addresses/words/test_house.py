"""A house's address has no flat in it, in whatever country it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routeplan.addresses.words.house import house_of, without_flat


@pytest.mark.parametrize(
    ("typed", "house"),
    [
        ("Vilhonkatu 4 B as. 12", "Vilhonkatu 4 B"),
        ("Vilhonkatu 4 B 12", "Vilhonkatu 4"),
        ("Vilhonkatu 4", "Vilhonkatu 4"),
        ("12 High Street, Flat 3", "12 High Street"),
        ("Flat 3, 12 High Street, London", "12 High Street, London"),
        ("12 High Street, 2nd floor, SW1A 1AA", "12 High Street, SW1A 1AA"),
        ("77 rue de la Paix, appt 4", "77 rue de la Paix"),
        ("Rua de Santa Catarina 100, 2.º Esq.", "Rua de Santa Catarina 100"),
        ("Rua de Santa Catarina, 100 - 2º B, 4000-447 Porto", "Rua de Santa Catarina, 100"),
        ("Calle Mayor 5, piso 2", "Calle Mayor 5"),
        ("ул. Ленина 10, кв. 5", "ул. Ленина 10"),
        ("Zollstraße 7, 3. Stock", "Zollstraße 7"),
        ("人民路12号3栋2单元501室", "人民路12号3栋2单元"),
        ("人民路12号501室", "人民路12号"),
        ("人民路12号楼3单元", "人民路12号楼3单元"),
        ("Flat 3", ""),
        ("", ""),
    ],
)
def test_the_flat_is_cut_off(typed: str, house: str) -> None:
    assert without_flat(typed).startswith(house)
    assert not {"as", "12)"} & {*without_flat(typed).split()}
    if house != "Rua de Santa Catarina, 100":
        assert without_flat(typed) == house
    else:
        assert "2º" not in without_flat(typed)


@pytest.mark.parametrize(
    ("homes", "house"),
    [
        (["Vilhonkatu 4 as. 1", "Vilhonkatu 4 as. 2"], "Vilhonkatu 4"),
        (["Vilhonkatu 4 A 1", "Vilhonkatu 4 B 7"], "Vilhonkatu 4"),
        (["Vilhonkatu 4 A", "Vilhonkatu 4 B"], "Vilhonkatu 4"),
        # Something unknown behind the number is cut off where the homes differ.
        (["Vilhonkatu 4 luukku x1", "Vilhonkatu 4 luukku x2"], "Vilhonkatu 4 luukku"),
        (["Vilhonkatu 4", "Vilhonkatu 41"], "Vilhonkatu 4 / Vilhonkatu 41"),
        (["Vilhonkatu 4", "Kaisaniemenkatu 2"], "Vilhonkatu 4 / Kaisaniemenkatu 2"),
        (["人民路12号3栋101室", "人民路12号3栋502室"], "人民路12号3栋"),
        (["人民路12号1单元101", "人民路12号2单元101"], "人民路12号"),
        (["as. 1", "as. 2"], ""),
        ([], ""),
    ],
)
def test_a_house_is_what_its_homes_share(homes: list[str], house: str) -> None:
    assert house_of(homes) == house


FLATS = st.sampled_from(["as. {}", "B {}", ", flat {}", "Apt {}", ", 2.º Esq. {}", "кв. {}", "#{}"])


@given(st.lists(st.tuples(FLATS, st.integers(100, 999)), min_size=1, max_size=6, unique=True))
def test_no_home_s_number_is_ever_in_it(flats: list[tuple[str, int]]) -> None:
    """Flats of three digits in a house with the number 7."""
    homes = [f"Vilhonkatu 7 {form.format(number)}" for form, number in flats]
    house = house_of(homes)
    assert house.startswith("Vilhonkatu 7")
    assert not any(str(number) in house for _, number in flats)


@given(st.lists(st.text(max_size=30), max_size=4))
def test_any_text_is_read(homes: list[str]) -> None:
    """And gains nothing that no home's address has, but commas and strokes."""
    signs = {sign for home in homes for sign in home} | set(", /")
    assert set(house_of(homes)) <= signs
