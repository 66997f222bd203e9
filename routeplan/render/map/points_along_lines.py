"""Points along lines, near enough to each other to stand for the lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from routeplan.render.projection import Point

Array = npt.NDArray[np.float64]


def walked(line: Sequence[Point] | Array, step: float) -> Array:
    """Points [n, 2] along a line, corners among them, at most ``step`` apart; none on one point."""
    corners = np.asarray(line, dtype=np.float64).reshape(-1, 2)
    if len(corners) < 2:
        return corners[:0]
    moves = np.diff(corners, axis=0)
    parts = np.maximum(np.ceil(np.hypot(moves[:, 0], moves[:, 1]) / step), 1.0).astype(np.int64)
    ends = np.cumsum(parts + 1)
    which = np.repeat(np.arange(len(parts)), parts + 1)
    share = (np.arange(ends[-1]) - (ends - parts - 1)[which]) / parts[which]
    points: Array = corners[which] + moves[which] * share[:, None]
    return points


def walked_all(lines: Iterable[Sequence[Point] | Array], step: float) -> Array:
    """Points [n, 2] along several lines, as of :func:`walked`, one line after the other."""
    return np.concatenate([np.zeros((0, 2)), *(walked(line, step) for line in lines)])
