"""What of a picture is taken: a cell beside a taken one is not free either."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from routeplan.render.map.taken_cells import TakenCells

SIZE = 5.0


def is_free(taken: TakenCells, x: float, y: float) -> bool:
    return taken.are_free(taken.codes(np.array([[x, y]])))


def test_a_point_takes_its_cell_and_those_around_it() -> None:
    taken = TakenCells(100, 60, SIZE)
    taken.add(np.array([[22.0, 33.0]]))  # cell (4, 6): from 20 to 25 and from 30 to 35
    assert not any(is_free(taken, x, y) for x in (15, 20, 29.9) for y in (25, 30, 39.9))
    assert all(is_free(taken, x, 33) for x in (14.9, 30))
    assert all(is_free(taken, 22, y) for y in (24.9, 40))


def test_reach_takes_all_cells_between() -> None:
    taken = TakenCells(100, 60, SIZE)
    taken.add(np.array([[50.0, 30.0]]), reach=12.0)  # from 38 to 62: cells 7 to 12
    assert not any(is_free(taken, x, 30) for x in np.arange(30.0, 70.0, 1.0))
    assert is_free(taken, 29.9, 30)
    assert is_free(taken, 70, 30)


def test_several_cells_are_free_together_or_not_at_all() -> None:
    taken = TakenCells(100, 60, SIZE)
    taken.add(np.array([[50.0, 30.0]]))
    line = np.array([[10.0, 30.0], [30.0, 30.0], [46.0, 30.0]])
    assert taken.are_free(taken.codes(line[:2]))
    assert not taken.are_free(taken.codes(line))


def test_nothing_takes_nothing() -> None:
    taken = TakenCells(100, 60, SIZE)
    taken.add(np.zeros((0, 2)))
    assert is_free(taken, 1, 1)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(0, 40))
def test_what_lies_far_outside_takes_nothing_inside(x: float, y: float, reach: float) -> None:
    taken = TakenCells(100, 60, SIZE)
    taken.add(np.array([[x, y]]), reach=reach)
    # The nearest cell that is taken ends less than three cells and the reach from the point.
    away = max(abs(x - 50) - 40, abs(y - 30) - 20)
    if away > reach + 3 * SIZE:
        inner = np.array([[a, b] for a in range(10, 91, 5) for b in range(10, 51, 5)], float)
        assert taken.are_free(taken.codes(inner))
