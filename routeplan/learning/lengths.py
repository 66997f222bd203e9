"""How long a visit takes: that of the station, the kind and the household, each shrunk."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from routeplan.learning.evidence import Floats, Ints, KnownCalls
from routeplan.learning.likeness import Groups
from routeplan.model.round_booking import USUAL_SPREAD

GROUP_STRENGTH = 10
"""The usual length counts like so many visits of the station, and that of the station like so many
of a kind ..."""
HOUSEHOLD_STRENGTH = 3
"""... and that of the kind like so many of the household's own."""
SPREAD_STRENGTH = 20
"""The usual spread of lengths counts like so many visits of a kind."""


@dataclass(frozen=True)
class Lengths:
    """Mean seconds of a visit as set, by station, by kind ``(k,)`` and by household ``(h,)``.

    ``spreads`` are ``(h,)`` the standard deviations of the logarithm of each household's lengths:
    how far visits of its kind lie from the medians.

    ``visits`` and ``of_kind`` count those whose length was written down.
    """

    usual: int
    station: float
    kinds: Floats
    households: Floats
    visits: int
    of_kind: Ints
    spreads: Floats


def lengths(calls: KnownCalls, kind: Groups, usual: int) -> Lengths:
    """What the lengths written down come to, from what is ``usual`` (seconds) on.

    Means by way of medians, for one long talk must not lengthen every plan behind it: lengths are
    taken to be lognormal, and the mean of such is above its median by what they vary.
    """
    timed_calls = calls.where(calls.met & (calls.seconds > 0))
    everybody = np.zeros(len(timed_calls), np.int64)
    as_set = np.array([usual / _mean_of_median(USUAL_SPREAD)])
    station, _ = _shrunk(everybody, timed_calls.seconds, as_set, GROUP_STRENGTH)
    before = np.full(len(kind.names), station[0])
    kinds, count = _shrunk(kind.of[timed_calls.who], timed_calls.seconds, before, GROUP_STRENGTH)
    # A household of no kind, group -1, takes the station's length from the end.
    before = np.append(kinds, station)[kind.of]
    same_person = np.where(timed_calls.same, timed_calls.who, -1)
    households, _ = _shrunk(same_person, timed_calls.seconds, before, HOUSEHOLD_STRENGTH)
    apart = np.log(timed_calls.seconds / households[timed_calls.who]) ** 2
    # a household of no kind counts with all others that have none, in the group behind the kinds
    group = kind.of % (len(kind.names) + 1)
    spreads = _spreads(group[timed_calls.who], apart, len(kind.names) + 1)
    of_station = _spreads(everybody, apart, 1)
    return Lengths(
        usual,
        float((station * _mean_of_median(of_station))[0]),
        kinds * _mean_of_median(spreads[:-1]),
        households * _mean_of_median(spreads[group]),
        len(timed_calls),
        count,
        spreads[group],
    )


def _mean_of_median(spread: Floats | float) -> Floats:
    """How many times the median of a lognormal distribution its mean is."""
    times: Floats = np.exp(np.square(spread) / 2)
    return times


def _spreads(group: Ints, apart: Floats, groups: int) -> Floats:
    """``(g,)`` by how far each call's logarithm is from its household's, squared; shrunk."""
    total = np.bincount(group, weights=apart, minlength=groups)
    count = np.bincount(group, minlength=groups)
    variance = (SPREAD_STRENGTH * USUAL_SPREAD**2 + total) / (SPREAD_STRENGTH + count)
    spreads: Floats = np.sqrt(variance)
    return spreads


def _shrunk(group: Ints, seconds: Floats, before: Floats, strength: int) -> tuple[Floats, Ints]:
    """``(g,)`` the medians of the groups, each shrunk to what was known before; and their sizes."""
    known = group >= 0
    order = np.lexsort((seconds[known], group[known]))
    ranked = np.append(seconds[known][order], 0.0)
    count = np.bincount(group[known], minlength=len(before))
    first = np.cumsum(count) - count
    middle = np.maximum(first + (count - 1) // 2, 0), first + count // 2
    median = (ranked[middle[0]] + ranked[middle[1]]) / 2
    return (strength * before + count * median) / (strength + count), count
