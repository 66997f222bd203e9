"""Homes cut into regions: even, compact, places whole."""

from __future__ import annotations

import numpy as np
import pytest

from routeplan.planning.regions.cut import cut, on_plane
from tests.planning.regions.towns import at


def test_metres_on_the_plane_are_those_on_the_ground() -> None:
    points = on_plane([at(0, 0), at(300, 400)])
    assert np.hypot(*(points[1] - points[0])) == pytest.approx(500, rel=0.01)
    assert on_plane([]).shape == (0, 2)


def test_a_row_of_homes_is_cut_across() -> None:
    points = np.array([(float(x), 0.0) for x in (5, 1, 4, 2, 3, 6)])
    assert cut(points, np.ones(6), 3).tolist() == [2, 0, 1, 0, 1, 2]


@pytest.mark.parametrize("parts", [1, 2, 3, 7, 16])
def test_regions_weigh_about_the_same(parts: int) -> None:
    random = np.random.default_rng(parts)
    points, weight = random.normal(size=(4000, 2)), random.uniform(1, 3, 4000)
    region = cut(points, weight, parts)
    sums = np.bincount(region, weight, minlength=parts)
    assert len(sums) == parts
    assert sums.max() <= 1.05 * sums.min()


def test_homes_of_one_place_stay_together_where_that_costs_little_evenness() -> None:
    # 30 places of 10 homes: the middle of 300 lies within a place for 3 parts
    points = np.repeat(np.random.default_rng(1).normal(size=(30, 2)), 10, axis=0)
    region = cut(points, np.ones(300), 4)
    assert all(len(set(region[10 * p : 10 * p + 10])) == 1 for p in range(30))
    sizes = np.bincount(region)
    assert sizes.max() - sizes.min() <= 20


def test_a_house_larger_than_a_region_is_divided() -> None:
    region = cut(np.zeros((90, 2)), np.ones(90), 3)
    assert np.bincount(region).tolist() == [30, 30, 30]


def test_fewer_homes_than_regions_leave_some_empty() -> None:
    assert sorted(cut(np.array([(0.0, 0.0), (9.0, 0.0)]), np.ones(2), 4).tolist()) in (
        [0, 2],
        [1, 3],
    )
    assert cut(np.empty((0, 2)), np.empty(0), 4).tolist() == []
