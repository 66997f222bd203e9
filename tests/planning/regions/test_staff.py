"""Officers dealt out to regions."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from routeplan.model.inputs import ShiftBreak
from routeplan.planning.regions.staff import OfficerGroup, dealt, hours_of, units_of
from tests.stations import HOUR, household, inputs_of, shift, visit


def groups(units: list[OfficerGroup]) -> set[frozenset[str]]:
    return {unit.officers for unit in units}


def test_officers_of_one_crew_stay_together_and_so_do_those_promised_to_one_household() -> None:
    shifts = [shift("A"), shift("B"), shift("AB", day=1), *(shift(name) for name in "CDEF")]
    visits = [
        visit(1, given_to="C"),
        visit(1, id="again", given_to="D"),
        visit(2, given_to="E"),
        visit(3, given_to="nobody on shift"),
    ]
    homes = [household(number) for number in (1, 2, 3)]
    units = units_of(inputs_of(homes, visits, shifts, days=2), parts=2)
    assert groups(units) == {frozenset("AB"), frozenset("CD"), frozenset("E"), frozenset("F")}
    assert sorted(s for unit in units for s in unit.shifts) == list(range(len(shifts)))


def test_crews_that_tie_everybody_together_go_each_with_their_first_officer() -> None:
    ring = [shift(pair, day=day) for day, pair in enumerate(("AB", "BC", "CD", "DA"))]
    units = units_of(inputs_of([], [], ring, days=4), parts=2)
    assert [unit.shifts for unit in units] == [(0,), (1,), (2,), (3,)]


def test_hours_are_those_without_the_break() -> None:
    pause = ShiftBreak(12 * HOUR, 13 * HOUR, HOUR // 2)
    assert hours_of(shift("A", begin=9 * HOUR, end=17 * HOUR, pause=pause)) == 7.5 * HOUR
    assert hours_of(shift("A", begin=9 * HOUR, end=17 * HOUR)) == 8 * HOUR


def unit(name: str, kind: str = "", seconds: int = 10) -> OfficerGroup:
    return OfficerGroup(frozenset(name), (0,), seconds, (kind,))


def test_regions_get_officers_by_what_they_need() -> None:
    units = [unit(chr(k)) for k in range(40)]
    region = dealt(units, np.array([1.0, 3.0, 4.0]), [{}] * 40)
    assert np.bincount(region).tolist() == [5, 15, 20]


def test_every_region_gets_some_of_every_kind() -> None:
    units = [unit(chr(k), "rare" if k < 6 else "usual") for k in range(30)]
    region = dealt(units, np.ones(3), [{}] * 30)
    assert Counter(region[:6].tolist()) == {0: 2, 1: 2, 2: 2}
    assert np.bincount(region).tolist() == [10, 10, 10]


def test_an_officer_goes_where_most_ask_for_her_while_that_region_needs_anybody() -> None:
    units = [unit(name) for name in "ABCD"]
    pull = [{1: 5.0}, {1: 9.0, 0: 1.0}, {1: 7.0}, {}]
    assert dealt(units, np.ones(2), pull).tolist() == [0, 1, 1, 0]


@pytest.mark.parametrize("need", [[0.0, 0.0], [0.0, 1.0]])
def test_officers_go_somewhere_even_where_nothing_is_needed(need: list[float]) -> None:
    region = dealt([unit(name) for name in "ABC"], np.array(need), [{}, {}, {0: 1.0}])
    assert set(region.tolist()) <= {0, 1}
