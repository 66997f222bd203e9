"""Names of others are masked in free text, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from routeplan.formats.tables.rows import Row
from routeplan.station.privacy.held_text import TITLES, held_text
from routeplan.station.privacy.other_names import MASK, OtherNames
from tests.formats.plans.plans import small_inputs

ROWS = [
    Row(2, {"id": "h1", "name": "Kowalski Zoë", "address": "Rose Lane 1"}),
    Row(3, {"id": "h2", "name": "van der Rose Li"}),
    Row(4, {"id": "h3", "name": "欧阳娜娜 Nana"}),
    Row(5, {"id": "12", "name": ""}),
    Row(6, {"id": "h4", "name": "He Xiaoming"}),
    Row(8, {"id": "h6", "name": "A."}),
    Row(7, {"id": "h5", "name": "Xu Wu"}),
]


@pytest.fixture
def others() -> OtherNames:
    """Those who are not h1; among them officer A, whose name is Adams."""
    inputs = small_inputs()
    officers = tuple(replace(officer, name=f"{officer.id}dams") for officer in inputs.officers)
    return OtherNames.of(replace(inputs, officers=officers), ROWS, "h1")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        pytest.param("Nana rings", f"{MASK} rings", id="part of a name"),
        pytest.param("Nanas", "Nanas", id="within another word"),
        pytest.param("nana", "nana", id="in small letters it is no name"),
        pytest.param("van der", "van der", id="particles"),
        pytest.param("Li", "Li", id="too short to be told from a word"),
        pytest.param("Nana He says", f"{MASK} {MASK} says", id="short beside a part of a name"),
        pytest.param("Xu Wu says", f"{MASK} says", id="a name of short parts only"),
        pytest.param("我和欧阳娜娜说", f"我和{MASK}说", id="without blanks"),
        pytest.param("Rose Lane", "Rose Lane", id="its own street"),
        pytest.param("Zoë Kowalski", "Zoë Kowalski", id="its own name"),
        pytest.param("A. After", "A. After", id="an initial"),
        pytest.param("see h2 and h1", f"see {MASK} and h1", id="ids of others"),
        pytest.param("12 steps", "12 steps", id="an id that is a number"),
        pytest.param("A came with Adams", f"A came with {MASK}", id="officers by id only"),
    ],
)
def test_a_text_is_masked_where_it_names_others(others: OtherNames, said: str, told: str) -> None:
    assert others.masked(said) == told


def test_lists_tables_and_dates_keep_their_shape(others: OtherNames) -> None:
    told = {
        "steps": ({"text": "Nana", "on": date(2026, 11, 30)},),
        "due": date(2026, 12, 1),
        "n": 3,
    }
    assert others.masked(told) == {
        "steps": [{"text": MASK, "on": "2026-11-30"}],
        "due": "2026-12-01",
        "n": 3,
    }


def test_as_text_parts_are_set_below_their_name() -> None:
    held = {key: [] for key in TITLES} | {
        "household": "h1",
        "matters": [{"id": "M1", "closed": None, "steps": [{"text": "opened", "by_visit": True}]}],
        "plans": [{"file": "x", "stops": [{"officers": ["A", "B"]}], "why": {"code": "no-room"}}],
    }
    told = held_text(held, date(2026, 11, 30))
    assert told.startswith("Everything held on household h1, on 2026-11-30\n\n")
    # Lists of parts get a dash each, as in an outline.
    assert "1.\n  id: M1\n  closed: -\n  steps:\n  - text: opened\n    by visit: yes\n" in told
    assert "  stops:\n  - officers: A, B\n  why:\n    code: no-room\n" in told
