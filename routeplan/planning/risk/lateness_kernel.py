"""How late a round is at each of its stops, compiled: one distribution carried from door to door.

A distribution is ``(MOST_STEPS,)`` of the part of days on which the officer is so late: point
``EARLY_STEPS`` is on time, the next one a step later. All compiled functions are in this file, for
numba's cache looks at a function's own file only.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from routeplan.compiled_function import compiled

STEP = 30
"""Seconds between two points at which a distribution is known."""
EARLY_STEPS, MOST_STEPS = 240, 840
"""Points from two hours early to five hours late: nobody is earlier or later."""
TRIES = 3
"""So many reserve stops are tried between two printed ones at the most."""
USUALLY = 0.95
"""The part of days on which a stop begins within its span."""
Masses = npt.NDArray[np.float64]
Seconds = npt.NDArray[np.int64]


class Stops(NamedTuple):
    """A round's stops, each ``(n,)`` and in seconds from when it is expected.

    ``opens``: before it no visit begins. ``last``: until then it may begin. ``tries``: until then
    there is time for a reserve stop before it. ``home``: whoever leaves its door later is late.
    ``gap``: what is free between it and the next one. ``known`` is 1 where it has begun already.
    The distribution of the time at its door is ``doors[first[k]:first[k + 1]]``, by steps.
    """

    opens: Seconds
    last: Seconds
    tries: Seconds
    home: Seconds
    gap: Seconds
    known: Seconds
    doors: Masses
    first: Seconds


@compiled
def _point(seconds: int) -> int:
    """The last point that is not beyond so many seconds of lateness, -1 where all are."""
    return int(min(max(EARLY_STEPS + seconds // STEP, -1), MOST_STEPS - 1))


@compiled
def _range(masses: Masses) -> tuple[int, int]:
    """The first point with any mass and the one behind the last: 0, 0 where there is none."""
    first = 0
    while first < MOST_STEPS and masses[first] == 0.0:
        first += 1
    if first == MOST_STEPS:
        return 0, 0
    behind = MOST_STEPS
    while masses[behind - 1] == 0.0:
        behind -= 1
    return first, behind


@compiled
def _add_longer(masses: Masses, until: int, door: Masses, delay: int, into: Masses) -> None:
    """Add what is up to a point, so many steps and the time at a door later."""
    first, behind = _range(masses)
    for k in range(first, min(behind, until + 1)):
        part = masses[k]
        room = min(len(door), MOST_STEPS - k - delay)
        if part == 0.0:
            continue
        if room > 0:
            later = into[k + delay : k + delay + room]
            for step in range(len(later)):
                later[step] += part * door[step]
        for step in range(max(room, 0), len(door)):
            into[MOST_STEPS - 1] += part * door[step]


@compiled
def _try_reserve(late: Masses, until: int, reserve: Masses, detour: int, work: Masses) -> None:
    """Whoever has the time for it tries reserve stops on the way."""
    for _ in range(TRIES):
        if not np.any(late[: until + 1]):
            return
        work[:] = 0.0
        work[until + 1 :] = late[until + 1 :]
        _add_longer(late, until, reserve, detour, work)
        late[:] = work


@compiled
def _usual(late: Masses, until: int) -> int:
    """Seconds of lateness that are not passed on 19 days of 20, of what is up to a point."""
    total = late[: until + 1].sum()
    if total <= 0.0:
        return 0
    below, k = 0.0, 0
    while k < MOST_STEPS - 1:
        if k <= until:
            below += late[k]
        if below >= USUALLY * total:
            break
        k += 1
    return int(STEP * max(k - EARLY_STEPS, 0))


@compiled
def _gain(late: Masses, seconds: int, work: Masses) -> None:
    """So many seconds less late; what lies between two points goes to both, so the mean stays."""
    steps, rest = seconds // STEP, seconds % STEP
    work[:] = 0.0
    first, behind = _range(late)
    part = rest / STEP
    for k in range(first, behind):
        near, far = k - steps, k - steps - 1
        work[min(max(near, 0), MOST_STEPS - 1)] += (1.0 - part) * late[k]
        work[min(max(far, 0), MOST_STEPS - 1)] += part * late[k]
    late[:] = work


@compiled
def walk(stops: Stops, reserve: Masses, detour: int, latest: Seconds, out: Masses) -> float:
    """The part of days on which the officer is back late.

    Parameters
    ----------
    reserve, detour
        The distribution of the time at a reserve stop's door, empty where none is tried, and the
        steps that the way to it takes.
    latest, out
        ``(n,)``, filled: by how many seconds each stop begins later than expected on 19 days of
        20, and the part of days on which it is out of time.
    """
    late, work = np.zeros(MOST_STEPS), np.zeros(MOST_STEPS)
    late[EARLY_STEPS] = 1.0
    lost = 0.0
    for k in range(len(stops.last)):
        if stops.known[k]:
            late[:] = 0.0
            late[EARLY_STEPS] = 1.0
            lost = 0.0
        else:
            if len(reserve):
                _try_reserve(late, _point(stops.tries[k]), reserve, detour, work)
            # whoever is there before the stop opens waits
            opens = min(max(EARLY_STEPS - (-stops.opens[k] // STEP), 0), MOST_STEPS - 1)
            late[opens] += late[:opens].sum()
            late[:opens] = 0.0
        until = _point(stops.last[k])
        latest[k] = _usual(late, until)
        out[k] = 0.0 if stops.known[k] else late[until + 1 :].sum() + lost
        work[:] = 0.0
        _add_longer(late, until, stops.doors[stops.first[k] : stops.first[k + 1]], 0, work)
        # days on which the officer is late for the way back from here end here
        in_time = _point(stops.home[k])
        lost += work[in_time + 1 :].sum()
        work[in_time + 1 :] = 0.0
        late[: until + 1] = 0.0
        late += work
        _gain(late, stops.gap[k], work)
    return lost
