"""Beta-Binomial estimates by level, by hand; and nearer to the truth than what they are made of."""

from __future__ import annotations

import numpy as np
import pytest

from routeplan.learning.shrinkage import Estimate, Level, kernel, shrunk
from routeplan.model.learned import CELLS

NOBODY = np.array([-1])


def level(strength: float, group, of_result, part=None, part_of_result=None, **more) -> Level:
    more = {"estimated": False} | more
    arrays = [None if values is None else np.array(values) for values in (part, part_of_result)]
    return Level("level", strength, np.array(group), np.array(of_result), *arrays, **more)


def found(who, cell, as_set, met, *levels: Level) -> list[Estimate]:
    households = len(levels[0].group)
    columns = np.array(who), np.array(cell), np.array(as_set, float), np.array(met, float)
    return list(shrunk(*columns, list(levels), households))


def test_at_one_hour_it_is_the_mean_of_the_beta_binomial_posterior():
    """0.4 as from 5 calls, then 3 calls with 2 met: (5 x 0.4 + 2) / (5 + 3) = 0.5."""
    own = level(5, [0, 1], [0, 0, 0])
    (told,) = found([0, 0, 0], [9, 9, 9], [0.4] * 3, [1, 1, 0], own)
    assert 0.4 + told.shift[0, 9] == pytest.approx(0.5)
    assert not told.shift[1].any()


def test_other_hours_count_by_their_nearness():
    """One call at nine, out where 0.4 was known. At twelve it weighs a half: -0.2 / (5 + 0.5);
    at nine on a weekend a quarter; at hours given nothing."""
    (told,) = found([0], [9], [0.4], [0], level(5, [0], [0]))
    assert told.shift[0, 9] == pytest.approx(-0.4 / 6)
    assert told.shift[0, 12] == told.shift[0, 6] == pytest.approx(-0.2 / 5.5)
    assert told.shift[0, 24 + 9] == pytest.approx(-0.1 / 5.25)
    assert not told.shift[0, CELLS:].any()


def test_a_sharp_level_takes_each_hour_for_itself():
    (told,) = found([0], [9], [0.4], [0], level(5, [0], [0], sharp=True))
    assert told.shift[0].nonzero()[0].tolist() == [9]


def test_hours_given_are_all_alike_to_a_sharp_level():
    """Set alike, they are judged alike: (5 x 0.85 + 0) / 6 at every hour given."""
    (told,) = found([0], [CELLS + 9], [0.85], [0], level(5, [0], [0], sharp=True))
    assert 0.85 + told.shift[0, CELLS:] == pytest.approx([5 * 0.85 / 6] * CELLS)
    assert not told.shift[0, :CELLS].any()


def test_a_level_counts_the_others_and_the_next_one_its_own():
    """Households 0 and 1 in one building, one call each at nine, chance 0.5: 0 was out, 1 met.

    Building, strength 9: household 0 sees the call at 1 only: 0.5 + 0.5 / 10 = 0.55.
    Household, strength 4: 0.55 + (0 - 0.55) / 5 = 0.44. Household 2 lives elsewhere.
    """
    building = level(9, [0, 0, 1], [0, 0], [0, 1, 2], [0, 1])
    own = level(4, [0, 1, 2], [0, 1])
    first, second = found([0, 1], [9, 9], [0.5, 0.5], [0, 1], building, own)
    assert 0.5 + first.shift[:, 9] == pytest.approx([0.55, 0.45, 0.5])
    assert 0.5 + second.shift[:, 9] == pytest.approx([0.44, 0.56, 0.5])


def test_who_is_in_no_group_neither_teaches_nor_learns():
    """Household 1 has no street; its building is a part of none."""
    street = level(9, [0, -1], [0, -1], [0, 1], [0, 1])
    (told,) = found([0, 1], [9, 9], [0.5, 0.5], [0, 1], street)
    assert not told.shift.any()


def test_a_chance_that_was_set_to_a_certainty_can_still_be_learned():
    """Set to 0 and met once: held at 0.02, (4 x 0.02 + 1) / 5 - 0.02."""
    (told,) = found([0], [9], [0.0], [1], level(4, [0], [0]))
    assert told.shift[0, 9] == pytest.approx(0.98 / 5)


def test_nearness_is_the_same_both_ways():
    for sharp in (True, False):
        table = kernel(sharp=sharp)
        assert (table == table.T).all()
        assert (table.diagonal() == 1).all()


def households(
    strength: float, calls: int, seed: int = 1
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """400 households whose true chance is Beta around 0.4: who was called on, met, the truth."""
    random = np.random.default_rng(seed)
    truth = random.beta(0.4 * strength, 0.6 * strength, 400)
    who = np.repeat(np.arange(400), calls)
    return who, (random.random(len(who)) < truth[who]).astype(float), truth


def estimated(who, met, strength: float = 4.0) -> Estimate:
    own = level(strength, np.arange(400), who, estimated=True)
    return found(who, np.full(len(who), 9), np.full(len(who), 0.4), met, own)[0]


@pytest.mark.parametrize("calls", [2, 5, 20])
@pytest.mark.parametrize("strength", [2, 4, 12])
def test_estimates_are_nearer_to_the_truth_than_rates_and_than_what_is_set(strength, calls):
    """Data from a known Beta-Binomial; root of the mean square error over 400 households.

    The best that can be had is the error of the posterior with the true strength s, of the variance
    0.24 / (s + 1) times s / (s + n): the estimate is within 8 % of it.
    """
    who, met, truth = households(strength, calls)
    learned = 0.4 + estimated(who, met).shift[:, 9]
    rates = np.bincount(who, met) / calls

    def error(chance) -> float:
        return float(np.sqrt(((chance - truth) ** 2).mean()))

    best = (strength * 0.4 + calls * rates) / (strength + calls)
    assert error(learned) < min(error(rates), error(np.full(400, 0.4)))
    assert error(learned) < 1.08 * error(best)


@pytest.mark.parametrize("strength", [2.0, 4.0, 12.0])
def test_the_strength_is_found_from_the_results(strength):
    """5 calls on each of 400 households are 4,000 pairs, against the 100 that 4 counts like."""
    who, met, _ = households(strength, 5)
    assert estimated(who, met).strength == pytest.approx(strength, rel=0.35)


def test_households_that_are_all_alike_hardly_differ():
    """All truly at 0.4: the strength goes to its most, so that chance does not pass for habit."""
    random = np.random.default_rng(1)
    who = np.repeat(np.arange(400), 20)
    met = (random.random(8000) < 0.4).astype(float)
    told = estimated(who, met)
    assert told.strength > 100
    assert np.abs(told.shift[:, 9]).max() < 0.06


def test_few_results_move_the_strength_a_little():
    """Three calls, all met: three pairs of 0.6 x 0.6 / (0.4 x 0.6) = 1.5, against a hundred of 0.2.

    (100 x 0.2 + 3 x 1.5) / 103 = 24.5 / 103, and 103 / 24.5 - 1 = 3.204.
    """
    (told,) = found([0] * 3, [9] * 3, [0.4] * 3, [1, 1, 1], level(4, [0], [0] * 3, estimated=True))
    assert told.strength == pytest.approx(103 / 24.5 - 1)
