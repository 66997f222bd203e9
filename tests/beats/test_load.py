"""Work that households make, worked out by hand.

Tests ``beats/near_ways.py``.
"""

from __future__ import annotations

import numpy as np
import pytest

from routeplan.beats import near_ways
from routeplan.beats.load import stops_a_round, visits_due, work_at_doors
from routeplan.beats.near_ways import legs, read_tiles
from routeplan.model.inputs import Mode, Policy
from routeplan.travel.straight_line import StraightLine
from tests.stations import HOUR, household, inputs_of, shift, visit

LEG = 0.7124 / 0.5


def test_work_is_visits_and_the_leg_that_households_of_a_place_share() -> None:
    homes = [household(1), household(2, place=1), household(3, place=2)]
    inputs = inputs_of(
        homes,
        [visit(1), visit(2), visit(3, minutes=20)],
        [],
        policy=Policy(same_building_seconds=60),
    )
    work = work_at_doors(inputs, np.array([0.0, 2.0, 4.0]))
    # Place 1 has two doors: one leg of 120 s and once 60 s from door to door, half of it each.
    shared = (120 * LEG + 60) / 2
    assert work == pytest.approx([600 + shared, 600 + shared, 1200 + 240 * LEG])


def test_a_household_with_two_visits_makes_twice_the_work() -> None:
    visits = [visit(1), visit(1, id="v1/2")]
    inputs = inputs_of([household(1)], visits, [])
    assert visits_due(inputs).tolist() == [2]
    assert work_at_doors(inputs, np.array([0.0, 1.0])) == pytest.approx([2 * (600 + 60 * LEG)])


def test_stops_of_a_round_are_what_fits_into_a_shift() -> None:
    # A shift of eight hours; visits with their legs of 30 and 50 minutes, 40 at the mean: 12.
    inputs = inputs_of([household(1), household(2)], [visit(1), visit(2)], [shift()])
    assert stops_a_round(inputs, np.array([1800.0, 3000.0])) == pytest.approx(8 * HOUR / 2400)
    idle = inputs_of([household(1)], [visit(1)], [])
    assert stops_a_round(idle, np.array([600.0])) == 12


def test_tiles_hold_every_place_once_and_tell_the_way_to_the_nearest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(near_ways, "TILE_PLACES", 3)
    inputs = inputs_of([household(k) for k in range(1, 8)], [], [])
    told: list[tuple[int, int]] = []
    tiles = read_tiles(
        inputs.places, range(1, 8), StraightLine(), Mode.FOOT, lambda k, n: told.append((k, n))
    )
    assert sorted(p for tile in tiles for p in tile.places.tolist()) == list(range(1, 8))
    assert all(len(tile.places) <= 3 for tile in tiles)
    assert told == [(k, len(tiles)) for k in range(len(tiles))]
    # 110.6 m on foot are 93 s; the station is no door.
    assert legs(tiles, 8)[0] == 0
    assert legs(tiles, 8)[1:].max() == pytest.approx(93 / 60)
