"""How long visits take, by the lengths written down."""

from __future__ import annotations

import numpy as np
import pytest

from routeplan.learning.evidence import KnownCalls
from routeplan.learning.lengths import lengths
from routeplan.learning.likeness import Groups
from routeplan.model.round_booking import USUAL_SPREAD

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
    assert (found.station, found.visits) == (pytest.approx(900), 0)
    assert found.kinds.tolist() == pytest.approx([900, 900])
    assert found.households.tolist() == pytest.approx([900] * 4)


def mean(median: float, apart: list[float]) -> float:
    """Of a lognormal whose spread is the usual one, as if of 20 visits, and that of these.

    ``apart`` are logarithms of how many times its household's median each is.
    """
    variance = (20 * USUAL_SPREAD**2 + float(np.square(apart).sum())) / (20 + len(apart))
    return median * np.exp(variance / 2)


def test_each_is_its_median_shrunk_to_what_is_known_above():
    """Lengths 20 20 80 at household 0, 20 at 1, of the same kind; usual is 15 on the mean.

    Station: median 20 of 4, (10 x usual + 4 x 20) / 14. Kind: median 20 of 4,
    (10 x station + 80) / 14. Household 0: median 20 of 3, (3 x kind + 60) / 6.
    """
    told = [(0, 20, True, True), (0, 20, True, True), (0, 80, True, True), (1, 20, True, True)]
    found = lengths(calls(*told), TWO_KINDS, 900)
    station = (10 * 15 / mean(1, []) + 80) / 14
    kind = (10 * station + 80) / 14
    first, second = (3 * kind + 60) / 6, (3 * kind + 20) / 4
    apart = [np.log(minutes / (second if who else first)) for who, minutes, _, _ in told]
    means = [mean(first, apart), mean(second, apart), mean(station, []), mean(station, [])]
    assert found.station == pytest.approx(60 * mean(station, apart))
    assert found.kinds.tolist() == pytest.approx([60 * mean(kind, apart), 60 * mean(station, [])])
    assert found.households.tolist() == pytest.approx([60 * minutes for minutes in means])
    assert (found.visits, found.of_kind.tolist()) == (4, [4, 0])


def test_lengths_vary_as_far_from_the_medians_as_they_do_in_the_kind():
    """Forty visits of the first kind, half 10 and half 40 minutes long; none of the second.

    The median of one household is 25 or less, shrunk: each length is about a factor of two away,
    the usual spread squared counts for twenty visits.
    """
    written = [(k % 2, 10 + 30 * (k % 4 // 2), True, True) for k in range(40)]
    found = lengths(calls(*written), TWO_KINDS, 900)
    medians = found.households[:2] / np.exp(found.spreads[:2] ** 2 / 2)
    apart = [np.log(60 * minutes / medians[who]) ** 2 for who, minutes, _, _ in written]
    assert found.spreads[0] == pytest.approx(np.sqrt((20 * USUAL_SPREAD**2 + sum(apart)) / 60))
    assert found.spreads[0] == found.spreads[1] > 0.5
    assert found.spreads[2:].tolist() == [USUAL_SPREAD] * 2, "nothing written down: as usual"


def test_what_is_learned_of_many_visits_is_their_mean():
    """Their mean is booked, not the median of 12 minutes: so many visits take so long in all."""
    drawn = np.random.default_rng(4).lognormal(np.log(12), 0.6, 20_000)
    found = lengths(calls(*((3, minutes, True, True) for minutes in drawn)), TWO_KINDS, 900)
    assert found.households[3] == pytest.approx(60 * drawn.mean(), rel=0.02)
    assert found.station == pytest.approx(60 * drawn.mean(), rel=0.02)


def test_an_even_number_has_the_mean_of_the_middle_two():
    """10, 20, 30, 100: 25, as 25, 25, 25, 25 have; they differ in how far they vary only."""
    found, even = (
        lengths(calls(*((0, minutes, True, True) for minutes in written)), TWO_KINDS, 900)
        for written in ((100, 10, 30, 20), (25, 25, 25, 25))
    )
    medians = [of.households[0] / np.exp(of.spreads[0] ** 2 / 2) for of in (found, even)]
    assert medians[0] == pytest.approx(medians[1])
    assert found.spreads[0] > even.spreads[0]


def test_people_who_moved_away_speak_for_the_kind_only():
    found = lengths(calls((0, 45, True, False)), TWO_KINDS, 900)
    assert found.households[0] == found.kinds[0] > 900
