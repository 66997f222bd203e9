"""Whom no shift can ever meet, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from routeplan.forecast.pool import Bools, Pool
from routeplan.forecast.week_arrays import Ints, OpenVisits
from routeplan.model.inputs import Shift
from routeplan.problem.arrays import HAS_SKILLS, SUFFICES

NO_HOURS = "no-hours"
"""A visit is too long for their hours, or these fall on no day of the plan."""
NOBODY_ON_SHIFT = "nobody-on-shift"
NO_WAY = "no-way"
NOT_SUITED = "not-suited"
"""Nobody on shift at their hours has the skill, or there are too few officers."""
TOO_FAR = "too-far"
"""Ways and visit together are too long for every shift, its break or its cap."""
REASONS = (NO_HOURS, NOBODY_ON_SHIFT, NO_WAY, NOT_SUITED, TOO_FAR)


def out_of_reach(
    homes: Pool,
    shifts: Sequence[Shift],
    officers: Ints,
    within_reach: Bools,
    unreachable: frozenset[str],
) -> dict[str, int]:
    """How many households cannot be met, by reason; of several visits the last reason counts.

    Parameters
    ----------
    officers
        ``(s,)`` on each shift.
    within_reach
        ``(homes,)`` who can be met.
    unreachable
        Visits to which no way leads.
    """
    worst: dict[int, str] = {}
    for i, visit in enumerate(homes.visits):
        home = int(homes.calls.home[i])
        if not within_reach[home]:
            reason = (
                NO_WAY if visit.id in unreachable else _reason(homes.calls, i, shifts, officers)
            )
            worst[home] = max(reason, worst.get(home, reason), key=REASONS.index)
    counts = Counter(worst.values())
    return {reason: counts[reason] for reason in REASONS if counts[reason]}


def _reason(calls: OpenVisits, i: int, shifts: Sequence[Shift], officers: Ints) -> str:
    if calls.offset[i] == calls.offset[i + 1]:
        return NO_HOURS
    on_shift = np.flatnonzero((officers > 0) & (calls.since[i] < calls.until[i])).tolist()
    if not on_shift:
        return NOBODY_ON_SHIFT
    bits = int(np.bitwise_or.reduce(calls.can[i, on_shift]))
    by_day: Counter[int] = Counter()
    for s in on_shift:
        by_day[shifts[s].day] += int(officers[s])
    if bits != SUFFICES or not bits & HAS_SKILLS or max(by_day.values()) < calls.needed[i]:
        return NOT_SUITED
    return TOO_FAR
