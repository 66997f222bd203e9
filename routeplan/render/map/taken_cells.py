"""What of a picture is taken, in small cells: a cell beside a taken one is not free either."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class TakenCells:
    """The cells of a picture, ``size`` units wide and high."""

    def __init__(self, width: float, height: float, size: float) -> None:
        self._size = size
        # Around the picture is a rim of one cell, for all that lies outside.
        self._last = np.array([int(width / size) + 2, int(height / size) + 2])
        self._near = np.zeros(self._last + 1, dtype=bool)

    def add(self, points: Array, reach: float = 0.0) -> None:
        """Take all cells within ``reach`` (across, and down) of these points [n, 2]."""
        if not len(points):
            return
        first, last = self._cells(points - reach) - 1, self._cells(points + reach) + 1
        steps = np.arange(int((last - first).max()) + 1)
        across, down = (
            np.minimum(first[:, axis, None] + steps, last[:, axis, None]) for axis in (0, 1)
        )
        across, down = (
            np.clip(cells, 0, end) for cells, end in zip((across, down), self._last, strict=True)
        )
        self._near[across[:, :, None], down[:, None, :]] = True

    def codes(self, points: Array) -> Ints:
        """The numbers of the cells that hold points [n, 2], as :meth:`are_free` takes them."""
        across, down = np.clip(self._cells(points), 0, self._last).T
        codes: Ints = across * self._near.shape[1] + down
        return codes

    def are_free(self, codes: Ints) -> bool:
        """Whether none of these cells is taken, nor beside one that is."""
        return not self._near.ravel()[codes].any()

    def _cells(self, points: Array) -> Ints:
        return np.floor_divide(points, self._size).astype(np.int64) + 1
