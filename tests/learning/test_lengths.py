"""How long visits take, by the lengths written down."""

from __future__ import annotations

import numpy as np
import pytest

from routeplan.learning.evidence import KnownCalls
from routeplan.learning.lengths import lengths
from routeplan.learning.likeness import Groups

TWO_KINDS = Groups(np.array([0, 0, 1, -1]), ("family", "alone"))
"""Of four households."""


def calls(*told: tuple[int, float, bool, bool]) -> KnownCalls:
    """Household, minutes, met, and whether the same people live there."""
    who, minutes, met, same = (np.array(column) for column in zip(*told, strict=True))
    zeros = np.zeros(len(who), np.int64)
    return KnownCalls(who, zeros, zeros, met, zeros.astype(bool), same, 60.0 * minutes)


def test_without_lengths_all_stay_as_set():
    """A call without a length, one of 0 minutes, and one at a shut door tell nothing."""
    found = lengths(
        calls((0, np.nan, True, True), (0, 0, True, True), (1, 9, False, True)), TWO_KINDS, 900
    )
    assert (found.station, found.visits) == (900, 0)
    assert found.kinds.tolist() == [900, 900]
    assert found.households.tolist() == [900] * 4


def test_each_is_its_median_shrunk_to_what_is_known_above():
    """Lengths 20 20 80 at household 0, 20 at 1, of the same kind; usual is 15.

    Station: median 20 of 4, (10 x 15 + 4 x 20) / 14 = 230/14. Kind: median 20 of 4,
    (10 x 230/14 + 80) / 14. Household 0: median 20 of 3, (3 x kind + 60) / 6.
    """
    told = [(0, 20, True, True), (0, 20, True, True), (0, 80, True, True), (1, 20, True, True)]
    found = lengths(calls(*told), TWO_KINDS, 900)
    station = 230 / 14
    kind = (10 * station + 80) / 14
    own = [(3 * kind + 60) / 6, (3 * kind + 20) / 4, station, station]
    assert found.station == pytest.approx(60 * station)
    assert found.kinds.tolist() == pytest.approx([60 * kind, 60 * station])
    assert found.households.tolist() == pytest.approx([60 * minutes for minutes in own])
    assert (found.visits, found.of_kind.tolist()) == (4, [4, 0])


def test_lengths_vary_as_far_from_the_medians_as_they_do_in_the_kind():
    """Forty visits of the first kind, half 10 and half 40 minutes long; none of the second.

    The median of one household is 25 or less, shrunk: each length is about a factor of two away,
    0.25 squared counts for twenty visits.
    """
    written = [(k % 2, 10 + 30 * (k % 4 // 2), True, True) for k in range(40)]
    found = lengths(calls(*written), TWO_KINDS, 900)
    medians = found.households[:2]
    apart = [np.log(60 * minutes / medians[who]) ** 2 for who, minutes, _, _ in written]
    assert found.spreads[0] == pytest.approx(np.sqrt((20 * 0.25**2 + sum(apart)) / 60))
    assert found.spreads[0] == found.spreads[1] > 0.5
    assert found.spreads[2:].tolist() == [0.25, 0.25], "nothing written down: as usual"


def test_an_even_number_has_the_mean_of_the_middle_two():
    """10, 20, 30, 100: 25; (10 x 15 + 4 x 25) / 14."""
    told = [(0, minutes, True, True) for minutes in (100, 10, 30, 20)]
    assert lengths(calls(*told), TWO_KINDS, 900).station == pytest.approx(60 * 250 / 14)


def test_people_who_moved_away_speak_for_the_kind_only():
    found = lengths(calls((0, 45, True, False)), TWO_KINDS, 900)
    assert found.households[0] == found.kinds[0] > 900
