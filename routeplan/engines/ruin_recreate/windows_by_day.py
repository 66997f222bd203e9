"""Start windows by visit and day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from routeplan.engines.ruin_recreate.kernels import arrays as a
from routeplan.engines.ruin_recreate.kernels.arrays import FAR, NEVER, Ints
from routeplan.problem.arrays import Problem


@dataclass(frozen=True)
class WindowsByDay:
    """The arrays of the same names of an ``Instance``."""

    window: Ints
    window_from: Ints
    by_cost: Ints
    cheapest: Ints
    uniform: a.Bytes


def windows_by_day(problem: Problem) -> WindowsByDay:
    """Index the start windows by (visit, day); one that two days' shifts can use stands twice."""
    days = int(problem.shift_day.max()) + 1 if problem.shifts else 1
    spans = [
        (
            int(problem.shift_begin[on].min()) if (on := problem.shift_day == day).any() else FAR,
            int(problem.shift_end[on].max()) if on.any() else NEVER,
        )
        for day in range(days)
    ]
    rows: list[tuple[int, int, int]] = []
    by_cost: list[int] = []
    begins = [0]
    cheapest = np.full((problem.visits, days), FAR, np.int32)
    uniform = np.zeros((problem.visits, days), np.uint8)
    columns = zip(
        problem.start_first.tolist(),
        problem.start_last.tolist(),
        problem.start_cost.tolist(),
        strict=True,
    )
    starts, offset = list(columns), problem.start_offset.tolist()
    for v in range(problem.visits):
        windows = starts[offset[v] : offset[v + 1]]
        for day, (begin, end) in enumerate(spans):
            here = [row for row in windows if row[0] <= end and row[1] >= begin]
            costs = [row[2] for row in here]
            by_cost += [len(rows) + k for k in sorted(range(len(here)), key=costs.__getitem__)]
            rows += here
            begins.append(len(rows))
            if here:
                cheapest[v, day] = min(costs)
                uniform[v, day] = min(costs) == max(costs)
    return WindowsByDay(
        np.array(rows, np.int32).reshape(len(rows), 3),
        np.array(begins, np.int32),
        np.array(by_cost, np.int32),
        cheapest,
        uniform,
    )
