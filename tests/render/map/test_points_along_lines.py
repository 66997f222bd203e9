"""Points along lines: near enough to each other, corners among them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from routeplan.render.map.points_along_lines import walked, walked_all

XY = st.tuples(st.floats(-500, 500), st.floats(-500, 500))


def test_a_line_is_walked_in_equal_steps_no_longer_than_asked() -> None:
    # 10 units in steps of at most 4: three parts.
    assert walked([(0, 0), (10, 0)], 4.0).tolist() == [
        [0, 0],
        [pytest.approx(10 / 3), 0],
        [pytest.approx(20 / 3), 0],
        [10, 0],
    ]


def test_a_point_is_no_way_and_a_point_twice_is_one_without_length() -> None:
    assert walked([(3, 4)], 1.0).shape == (0, 2)
    assert walked([], 1.0).shape == (0, 2)
    assert walked([(3, 4), (3, 4)], 1.0).tolist() == [[3, 4], [3, 4]]


@given(st.lists(XY, min_size=2, max_size=6), st.floats(1, 100))
def test_no_gap_is_wider_than_a_step_and_every_corner_is_there(line, step) -> None:
    points = walked(line, step)
    gaps = np.hypot(*np.diff(points, axis=0).T)
    assert gaps.max() <= step + 1e-9
    for corner in line:
        assert np.abs(points - corner).sum(axis=1).min() < 1e-9


def test_several_lines_follow_each_other() -> None:
    lines = [[(0, 0), (1, 0)], [(9, 9)], [(5, 5), (5, 6)]]
    assert walked_all(lines, 2.0).tolist() == [[0, 0], [1, 0], [5, 5], [5, 6]]
    assert walked_all([], 2.0).shape == (0, 2)
