"""A station divided: nobody is parted, lost or put where nobody can come."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from routeplan.hours.windows import visit_times
from routeplan.model.inputs import STATION_PLACE, Inputs, Priority
from routeplan.planning.regions.divide import Division, divide
from tests.planning.regions.towns import at, town


def divided(inputs: Inputs, parts: int = 3) -> Division:
    return divide(inputs, visit_times(inputs), parts)


@pytest.mark.parametrize("seed", range(5))
def test_every_home_shift_and_visit_is_in_one_region(seed: int) -> None:
    inputs = town(seed)
    refused = (replace(inputs.visits[0], id="refused"),)
    inputs = replace(inputs, refused_visits=refused, later_visits=refused)
    regions = [region.inputs for region in divided(inputs).regions()]
    for name in ("households", "visits", "shifts", "refused_visits", "later_visits"):
        ids = Counter(part.id for region in regions for part in getattr(region, name))
        assert ids == Counter(part.id for part in getattr(inputs, name)), name
    for region in regions:
        homes = region.households_by_id
        assert all(visit.household in homes for visit in region.visits)


def test_places_of_a_region_are_numbered_anew_with_the_station_first() -> None:
    inputs = town(3)
    for region in divided(inputs).regions():
        assert region.places[0] == STATION_PLACE
        assert region.inputs.places == tuple(inputs.places[p] for p in region.places)
        for home in region.inputs.households:
            assert region.places[home.place] == inputs.household(home.id).place


def test_a_home_is_where_somebody_can_make_its_visits() -> None:
    for seed in range(5):
        inputs = town(seed, officers=4)
        division = divided(inputs, 2)
        for v, visit in enumerate(inputs.visits):
            able = division.able.regions(v)
            alone = sum(other.household == visit.household for other in inputs.visits) == 1
            if alone and able.any():
                assert able[division.home[visit.household]]


def test_a_home_whose_visits_ask_for_officers_apart_is_where_its_promise_can_be_kept() -> None:
    for seed in range(5):
        inputs = town(seed, plain=True)
        promised = tuple(
            replace(visit, given_to="A", priority=Priority.MUST) if v % 3 == 0 else visit
            for v, visit in enumerate(inputs.visits)
        )
        others = tuple(
            replace(visit, id=f"{visit.id}{letter}", given_to=letter)
            for visit in inputs.visits[::3]
            for letter in "BCDEF"
        )
        inputs = replace(inputs, visits=promised + others)
        division = divided(inputs)
        assert len(set(division.shift.tolist())) > 1
        for v in range(0, len(promised), 3):
            assert division.able.regions(v)[division.home[inputs.visits[v].household]]


def test_whoever_is_given_to_an_officer_is_in_her_region() -> None:
    inputs = town(4, plain=True)
    inputs = replace(inputs, visits=tuple(replace(visit, given_to="B") for visit in inputs.visits))
    division = divided(inputs)
    hers = {
        int(division.shift[s]) for s, shift in enumerate(inputs.shifts) if shift.officers == ("B",)
    }
    assert set(division.home.values()) == hers


def test_beats_stay_whole() -> None:
    # Six beats in a row, each of fifteen homes within 150 m: no border of thirds lies in one.
    inputs = town(5, plain=True, officers=6)
    homes, visits = [], []
    for n, (home, household) in enumerate(zip(inputs.households, inputs.visits, strict=True)):
        beat = n % 6
        homes.append(replace(home, coordinate=at(400.0 * beat + n, 3.0 * n)))
        visits.append(replace(household, preferred_officer="ABCDEF"[beat]))
    inputs = replace(inputs, households=tuple(homes), visits=tuple(visits))
    division = divided(inputs, 4)
    officer_region = {
        shift.officers[0]: int(division.shift[s]) for s, shift in enumerate(inputs.shifts)
    }
    for visit in visits:
        assert division.home[visit.household] == officer_region[visit.preferred_officer]


def test_officers_go_where_the_worthiest_visits_are_when_there_are_too_many() -> None:
    # twice as many visits as hours; in the west all are worth six times what they are in the east
    inputs = town(6, plain=True, minutes=80, officers=6)
    row = {home.id: home for home in inputs.households}
    middle = np.median([home.coordinate.longitude for home in inputs.households])
    visits = tuple(
        replace(
            visit,
            priority=Priority.HIGH
            if row[visit.household].coordinate.longitude < middle
            else Priority.LOW,
        )
        for visit in inputs.visits
    )
    division = divided(replace(inputs, visits=visits), 2)
    west = Counter(
        division.home[visit.household] for visit in visits if visit.priority == Priority.HIGH
    ).most_common(1)[0][0]
    assert (division.shift == west).sum() > 2 * (division.shift != west).sum()
