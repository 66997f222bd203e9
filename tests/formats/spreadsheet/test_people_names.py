"""Officers as people name them: the one who is meant, or nobody, never one of two."""

from __future__ import annotations

import pytest

from routeplan.formats.spreadsheet.people_names import PeopleNames

NAMES = PeopleNames({"O1": "Sousa Ricardo", "O2": "Costa Ana", "O3": "Costa Rui", "O4": "张伟"})


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("o1", "O1"),
        ("Ricardo Sousa", "O1"),
        ("SOUSA, Ricardo", "O1"),
        ("Agente Sousa", "O1"),
        ("Cabo Ana Costa", "O2"),
        ("张伟警官", "O4"),
    ],
)
def test_an_id_a_whole_name_and_a_rank_with_a_surname_are_sure(text: str, who: str) -> None:
    assert NAMES.meant(text) == (who, True)


def test_a_slip_is_likely_and_never_sure() -> None:
    assert NAMES.meant("Sousa Rikardo") == ("O1", False)


@pytest.mark.parametrize("text", ["Costa", "Agente Costa", "Sousa/Costa", "Sousa, Ana"])
def test_of_two_who_may_be_meant_as_well_nobody_is_proposed(text: str) -> None:
    assert NAMES.meant(text) == ("", False)


def test_an_initial_tells_two_of_one_surname_apart() -> None:
    assert NAMES.meant("R. Costa") == ("O3", False)


@pytest.mark.parametrize("text", ["", "-", "Agente", "Virtanen"])
def test_nobody_is_meant(text: str) -> None:
    assert NAMES.meant(text) == ("", False)
