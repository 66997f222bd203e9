"""How well one visit might stand behind another, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from routeplan.engines.ruin_recreate.kernels import arrays as a
from routeplan.engines.ruin_recreate.kernels.proximity import proximities

SERVICE = np.array([10, 20], np.int32)


def proximity(windows: list[list[tuple[int, int]]], there: int, back: int) -> float:
    """Of visit 1 to visit 0, each with windows of the one day, or of two days one after another."""
    days = len(windows) // 2
    rows = [window for some in windows for window in some]
    table = np.zeros((len(rows), 3), np.int32)
    for row, (first, last) in zip(table, rows, strict=True):
        row[a.FIRST], row[a.LAST] = first, last
    begins = np.cumsum([0, *map(len, windows)]).astype(np.int32)
    ways, out = np.array([[there], [back]], np.int32), np.zeros(1)
    proximities(table, begins, days, SERVICE, 0, np.array([1], np.int32), ways, out)
    return float(out[0])


@pytest.mark.parametrize(
    ("windows", "expected"),
    [
        # 5 s there, 7 s back: 6 on average, and both orders are in time
        ([[(0, 100)], [(0, 100)]], 6.0),
        # from 100 + 10 + 5 s to wait until 155: 40 s, at 0.05 each; back is too late by 127 s
        ([[(100, 100)], [(155, 155)]], 6.0 + 40 * 0.05),
        # 1 is over 3 s before 0 leads there at 0 + 10 + 5; back is 20 + 7 s, 24 s too late
        ([[(0, 3)], [(10, 12)]], 6.0 + 3.0),
        # the second window of 1 is in time
        ([[(0, 3)], [(10, 12), (15, 90)]], 6.0),
    ],
)
def test_the_way_and_the_least_waiting_or_lateness(
    windows: list[list[tuple[int, int]]], expected: float
) -> None:
    assert proximity(windows, 5, 7) == pytest.approx(expected)


def test_without_a_common_day_they_are_far_apart() -> None:
    """Visit 0 has a window on the first of two days, visit 1 on the second."""
    assert proximity([[(0, 9)], [], [], [(100, 200)]], 5, 7) >= a.FAR
