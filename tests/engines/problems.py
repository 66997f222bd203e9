"""Small random problems in plain numbers, for brute force. Times are small: a day has 200 s."""

from __future__ import annotations

from random import Random

import numpy as np

from routeplan.model.inputs import Mode
from routeplan.problem.arrays import (
    HAS_SKILLS,
    IS_PROMISED,
    NO_BREAK,
    NO_CAP,
    NO_WAY,
    TAKES_PART,
    Problem,
)

DAY = 200


def small_problem(
    random: Random,
    *,
    visits: int,
    shifts: int,
    pairs: int = 0,
    days: int = 1,
    chances: bool = True,
    caps: bool = False,
    siblings: bool = False,
    waiting_price: float = 0.0,
    deadlines: bool = False,
) -> Problem:
    """A random problem with several windows, chances, breaks, skills, pairs and promises.

    With ``deadlines`` some starts lie behind a date promised, and later days have a price.
    """
    places = visits + 1
    offset, starts, worth = [0], [], []
    for _ in range(visits):
        worth.append(random.choice([5, 20, 60]))
        for day in range(days):
            starts += _start_windows(random, day, worth[-1], chances)
        offset.append(len(starts))
    table = np.array(starts, np.int64).reshape(len(starts), 3)
    shift_day = [random.randrange(days) for _ in range(shifts)]
    begin = [DAY * day + random.randint(0, 15) for day in shift_day]
    pauses = [_pause(random, DAY * day) for day in shift_day]
    groups = [v // 2 if siblings and v < 2 * (visits // 2) else -1 for v in range(visits)]
    return Problem(
        visit_place=ints(range(1, visits + 1)),
        visit_seconds=ints(random.randint(1, 10) for _ in range(visits)),
        officers_needed=np.array([2 if v < pairs else 1 for v in range(visits)], np.uint8),
        worth=np.array(worth, np.int64),
        promised=np.array([random.random() < 0.15 for _ in range(visits)]),
        siblings=ints(groups),
        least_days=ints(random.randint(0, 2) for _ in range(visits)),
        start_offset=ints(offset),
        start_first=ints(table[:, 0]),
        start_last=ints(table[:, 1]),
        start_lost=table[:, 2].copy(),
        roles=_roles(random, visits, shifts),
        minor_cost=np.array(
            [[random.choice([0, 0, 3]) for _ in range(shifts)] for _ in range(visits)], np.int32
        ),
        shift_day=ints(shift_day),
        shift_mode=ints(random.randrange(2) for _ in range(shifts)),
        shift_begin=ints(begin),
        shift_end=ints(b + random.randint(40, 80) for b in begin),
        shift_start_place=ints([0] * shifts),
        shift_end_place=ints([0] * shifts),
        shift_officers=np.array([random.choice([1, 1, 1, 2]) for _ in range(shifts)], np.uint8),
        break_earliest=ints(pause[0] for pause in pauses),
        break_latest=ints(pause[1] for pause in pauses),
        break_seconds=ints(pause[2] for pause in pauses),
        max_load=ints(random.choice([2, 6]) if caps else NO_CAP for _ in range(shifts)),
        max_busy=ints(random.randint(20, 60) if caps else NO_CAP for _ in range(shifts)),
        travel=_travel(random, places),
        load=ints(random.choice([0, 1, 2, 2, 3]) for _ in range(visits)),
        modes=(Mode.FOOT, Mode.BIKE),
        waiting_price=waiting_price,
        **(_dates(random, len(starts)) if deadlines else {}),
    )


def _dates(random: Random, windows: int) -> dict[str, np.ndarray]:
    """What later days cost, and by how many days a start breaks a promise."""
    return {
        "start_later": np.array([random.choice([0, 1, 4, 10]) for _ in range(windows)], np.int64),
        "start_days_late": ints(random.choice([0, 0, 0, 1, 2]) for _ in range(windows)),
    }


def ints(values: object) -> np.ndarray:
    return np.array(list(values), np.int32)


def _start_windows(random: Random, day: int, worth: int, chances: bool) -> list[tuple[int, ...]]:
    windows, time = [], DAY * day + random.randint(0, 30)
    for _ in range(random.randint(0 if day else 1, 3)):
        last = time + random.randint(0, 25)
        windows.append((time, last, random.randint(0, worth) if chances else 0))
        time = last + random.randint(1, 20)
    return windows


def _pause(random: Random, begin: int) -> tuple[int, int, int]:
    if random.random() < 0.3:
        return NO_BREAK, NO_BREAK, NO_BREAK
    earliest = begin + random.randint(10, 40)
    return earliest, earliest + random.randint(0, 20), random.randint(2, 10)


def _roles(random: Random, visits: int, shifts: int) -> np.ndarray:
    def bits() -> int:
        if random.random() < 0.1:
            return 0
        skilled = HAS_SKILLS if random.random() < 0.85 else 0
        return TAKES_PART | skilled | (IS_PROMISED if random.random() < 0.9 else 0)

    return np.array([[bits() for _ in range(shifts)] for _ in range(visits)], np.uint8)


def _travel(random: Random, places: int) -> np.ndarray:
    """Two modes; the second cannot reach some places; ways keep the triangle inequality."""
    points = [(random.randint(0, 12), random.randint(0, 12)) for _ in range(places)]
    foot = np.array([[abs(a - c) + abs(b - d) for c, d in points] for a, b in points], np.int32)
    bike = np.maximum(foot // 2, foot > 0)
    cut = [p for p in range(1, places) if random.random() < 0.15]
    bike[cut, :] = bike[:, cut] = NO_WAY
    travel = np.stack([foot, bike]).astype(np.int32)
    inside = np.arange(1, places)
    travel[:, inside, inside] = 1
    return travel
