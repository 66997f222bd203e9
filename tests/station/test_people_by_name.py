"""Officers and households by their names: one is meant, or the candidates are named."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routeplan.errors import UsageError
from routeplan.model.inputs import Inputs
from routeplan.model.locks import Lock
from routeplan.station.people_by_name import (
    call_named,
    household_named,
    locked_by_name,
    officer_named,
    visit_named,
)
from tests.stations import household, inputs_of, officer, shift, visit

NAMES = {
    1: "Maria Costa",
    2: "Maria João Costa",
    3: "Dvořák Liisa",
    4: "张伟",
    5: "O'Brien, Seán",
    6: "\x1b[31mEve",
    7: "Maria Costa",
}


def people() -> Inputs:
    homes = [household(number, name=name) for number, name in NAMES.items()]
    visits = [visit(number) for number in NAMES]
    made = inputs_of(homes, visits, [shift("A"), shift("B")])
    named = {"A": "Sousa Ricardo", "B": "Ñuñez  Ana-Sofía"}
    officers = tuple(officer(letter, name=name) for letter, name in named.items())
    return replace(made, officers=officers)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("A", "A"),
        ("a", "A"),
        ("sousa ricardo", "A"),
        ("RICARDO SOUSA", "A"),
        ("ric", "A"),
        ("nunez", "B"),
        ("Ana Sofia Ñuñez", "B"),
        ("sofía", "B"),
        ("sergeant SOUSA", "A"),
        ("Sgt. Ricardo", "A"),
        ("Agente Nuñez", "B"),
    ],
)
def test_an_officer_is_known_by_name_in_any_case(text: str, who: str) -> None:
    assert officer_named(people(), text) == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("h1", "h1"),
        ("H1", "h1"),
        ("joao", "h2"),
        ("dvorak", "h3"),
        ("张伟", "h4"),
        ("张", "h4"),
        ("sean obrien", None),
        ("sean o'brien", "h5"),
        ("o’brien sean", "h5"),
    ],
)
def test_a_household_is_known_by_name(text: str, who: str | None) -> None:
    if who is None:
        with pytest.raises(UsageError, match="did you mean h5"):
            household_named(people(), text)
    else:
        assert household_named(people(), text) == who


def test_several_of_one_name_are_named_with_their_addresses() -> None:
    with pytest.raises(UsageError) as wrong:
        household_named(people(), "costa maria")
    assert str(wrong.value.args[0]) == (
        "'costa maria' may be any of 2 households: h1 (Maria Costa, Street 1), "
        "h7 (Maria Costa, Street 7); use the id"
    )


def test_the_nearest_are_offered_where_nobody_is_meant() -> None:
    with pytest.raises(UsageError, match=r"no officer 'ricado suosa'; did you mean A \(Sousa"):
        officer_named(people(), "ricado suosa")
    with pytest.raises(UsageError, match=r"there are A \(Sousa Ricardo\), B "):
        officer_named(people(), "zzzzzz")


def test_a_hostile_name_cannot_play_with_the_terminal() -> None:
    with pytest.raises(UsageError) as wrong:
        household_named(people(), "\x1b[31mEv Adam")
    assert "\x1b" not in str(wrong.value.args[0])


def test_who_is_unknown_may_be_left_for_others_to_report() -> None:
    assert officer_named(people(), "O9", strict=False) == "O9"
    with pytest.raises(UsageError, match="may be any of"):
        household_named(people(), "maria", strict=False)


def test_a_visit_is_named_by_itself_or_its_household() -> None:
    made = people()
    assert call_named(made, "v3") == "v3"
    assert call_named(made, "dvorak") == "h3"
    assert visit_named(made, "dvorak") == "v3"
    twice = replace(made, visits=(*made.visits, replace(visit(3), id="v3b")))
    with pytest.raises(UsageError, match="several visits: v3, v3b"):
        visit_named(twice, "dvorak")


def test_locks_get_ids() -> None:
    (lock,) = locked_by_name(people(), [Lock("", "ricardo", None, "dvorak")])
    assert (lock.officer, lock.visit) == ("A", "v3")


@given(st.text(max_size=12))
def test_any_text_names_somebody_or_is_refused(text: str) -> None:
    with suppress(UsageError):
        assert household_named(people(), text) in {f"h{number}" for number in NAMES}


@given(st.sampled_from(sorted(NAMES)), st.randoms())
def test_every_whole_name_is_found_in_any_order(number: int, random: object) -> None:
    words = NAMES[number].replace(",", "").split()
    random.shuffle(words)  # type: ignore[attr-defined]
    name = " ".join(words).upper()
    if NAMES[number] == "Maria Costa":
        with pytest.raises(UsageError, match=r"h1 .*h7"):
            household_named(people(), name)
    else:
        assert household_named(people(), name) == f"h{number}"
