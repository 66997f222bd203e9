"""Cells of the week, and what a learned chance comes to."""

from __future__ import annotations

import pytest

from routeplan.model.learned import cell_of, learned_chance


@pytest.mark.parametrize(
    ("weekday", "hour", "cell"), [(0, 9, 9), (4, 23, 23), (5, 0, 24), (6, 9, 33)]
)
def test_working_days_share_their_hours_and_weekends_theirs(weekday, hour, cell):
    assert cell_of(weekday, hour) == cell


@pytest.mark.parametrize(
    ("as_set", "shift", "chance"),
    [
        pytest.param(0.33, 0.0, 0.33, id="nothing learned: as set, not rounded"),
        pytest.param(0.33, -0.01, 0.3, id="0.32 is nearest to six twentieths"),
        pytest.param(0.45, 0.26, 0.7, id="0.71 to fourteen"),
        pytest.param(0.3, -0.6, 0.05, id="no door is given up"),
        pytest.param(0.85, 0.3, 0.95, id="none is sure to open"),
    ],
)
def test_a_learned_chance_is_in_twentieths_and_no_certainty(as_set, shift, chance):
    assert learned_chance(as_set, shift) == pytest.approx(chance)
