"""Which units are neighbours: by ways on the streets, not by the air line."""

from __future__ import annotations

import numpy as np
import pytest

from routeplan.beats.unit_neighbours import both_ways, neighbours, pieces, within_parts
from routeplan.model.inputs import NO_WAY
from tests.beats.towns import grid_minutes

NONE = np.inf


def test_on_a_grid_neighbours_are_one_block_away() -> None:
    # 0 1 2
    # 3 4 5
    assert neighbours(grid_minutes(3, 2)) == (
        (1, 3),
        (0, 2, 4),
        (1, 5),
        (0, 4),
        (1, 3, 5),
        (2, 4),
    )


def test_two_banks_are_neighbours_at_the_bridge_only() -> None:
    # 0 1 2 above the river, 3 4 5 below, ten metres apart by the air line; the bridge is at the
    # right end, two minutes long: from 0 to 3 it is 2 + 2 + 2 minutes.
    row = np.array([0.0, 1.0, 2.0])
    along = np.abs(row[:, None] - row[None])
    across = (2 - row)[:, None] + 2 + (2 - row)[None]
    minutes = np.block([[along, across], [across, along]])
    assert minutes[0, 3] == 6
    assert neighbours(minutes) == ((1,), (0, 2), (1, 5), (4,), (3, 5), (2, 4))


def test_without_a_bridge_two_banks_are_two_pieces() -> None:
    along = grid_minutes(3, 1)
    apart = np.full((3, 3), NONE)
    near = neighbours(np.block([[along, apart], [apart, along]]))
    assert pieces(near, range(6)) == [[0, 1, 2], [3, 4, 5]]


def test_what_has_a_way_is_connected_however_crowded_its_own_quarter() -> None:
    # Two quarters of 40 homes, a minute apart inside, an hour from one to the other: nobody's
    # nearest are in the other one.
    inside = np.ones((40, 40)) - np.eye(40)
    minutes = np.block([[inside, np.full((40, 40), 60.0)], [np.full((40, 40), 60.0), inside]])
    near = neighbours(minutes)
    assert len(pieces(near, range(80))) == 1


def test_the_same_door_twice_is_a_neighbour_of_itself_only_once() -> None:
    minutes = np.array([[0.0, 0.0, 1.0], [0.0, 0.0, 1.0], [1.0, 1.0, 0.0]])
    assert neighbours(minutes) == ((1, 2), (0, 2), (0, 1))


def test_a_way_counts_if_it_leads_there_and_back() -> None:
    seconds = np.array([[0, 60, 120], [180, 0, NO_WAY], [120, 60, 0]], np.int32)
    assert both_ways(seconds).tolist() == [[0, 2, 2], [2, 0, NONE], [2, NONE, 0]]


def test_a_door_that_reaches_few_of_the_others_binds_nothing_together() -> None:
    # 0 - 3 reach each other; 4 is on a stretch without a street and has a way to 3 only.
    minutes = np.full((5, 5), NONE)
    minutes[:4, :4] = grid_minutes(4, 1)
    minutes[3, 4] = minutes[4, 3] = 8.0
    minutes[4, 4] = 0.0
    kept = within_parts(minutes)
    # Of what 3 or 4 reach, 5 units, both reach 2 (3 and 4): less than half.
    assert kept[3, 4] == NONE
    assert np.array_equal(kept[:4, :4], minutes[:4, :4])


@pytest.mark.parametrize(
    ("units", "found"),
    [([0, 1, 3], [[0, 1, 3]]), ([1, 3], [[1], [3]]), ([5, 2, 0], [[2, 5], [0]]), ([], [])],
)
def test_pieces_are_connected_inside(units: list[int], found: list[list[int]]) -> None:
    assert pieces(neighbours(grid_minutes(3, 2)), units) == found
