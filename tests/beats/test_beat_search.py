"""Beats are connected, even, near together, and change no more than the price allows.

Tests ``beats/improve.py``, ``beats/start.py`` and ``beats/town.py``.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from routeplan.beats.beat_search import find_beats
from routeplan.beats.start import allotted, can_leave
from routeplan.beats.town import score, units_of
from tests.beats.towns import best_of_all, connected, grid_minutes, town


def test_a_grid_for_four_is_cut_into_the_four_shapes_that_are_nearest_together() -> None:
    # 4 x 4 crossings, four for each. A square has 0 + 1 + 1 + 2 minutes to its best centre, a row
    # too; a T has 0 + 1 + 1 + 1, the least that four crossings can have, and four T's fill the grid
    # (around its middle, each turned by a quarter).
    of = town(grid_minutes(4, 4), 4)
    found = find_beats(of)
    assert sorted(Counter(found).values()) == [4, 4, 4, 4]
    assert connected(of, found)
    assert score(of, found).minutes == 4 * 3


def test_part_timers_have_their_part() -> None:
    # Nine units of equal work, shares 1, 1/2 and 3/4: even is 9 / 2.25 = 4, 2 and 3 units.
    of = town(grid_minutes(3, 3), 3, shares=[1.0, 0.5, 0.75])
    found = find_beats(of)
    assert Counter(found) == {0: 4, 1: 2, 2: 3}
    assert connected(of, found)


@pytest.mark.parametrize("seed", range(10))
def test_on_small_towns_no_connected_beats_are_better(seed: int) -> None:
    """Nine units of unlike work and households, for two or three officers, against all ways."""
    random = np.random.default_rng(seed)
    officers = 2 + seed % 2
    of = town(
        grid_minutes(3, 3),
        officers,
        load=random.integers(300, 3000, 9).tolist(),
        homes=random.integers(1, 20, 9).tolist(),
        shares=[1.0, 0.5, 1.0][:officers] if seed % 5 == 0 else None,
        now=random.integers(-1, officers, 9).tolist() if seed % 3 else None,
        price=2.0,
    )
    found = find_beats(of)
    assert connected(of, found)
    assert score(of, found) == best_of_all(of)


def test_without_a_bridge_no_beat_lies_on_both_banks() -> None:
    # Six units on one bank, three on the other: with equal work two officers and one.
    bank, far = grid_minutes(3, 2), grid_minutes(3, 1)
    minutes = np.full((9, 9), np.inf)
    minutes[:6, :6], minutes[6:, 6:] = bank, far
    of = town(minutes, 3)
    found = find_beats(of)
    assert connected(of, found)
    assert {frozenset(found[:6]), frozenset(found[6:])} in (
        {frozenset({a, b}), frozenset({c})} for a, b, c in ((0, 1, 2), (0, 2, 1), (1, 2, 0))
    )


def test_officers_stay_on_the_bank_where_they_have_households() -> None:
    bank, far = grid_minutes(3, 2), grid_minutes(3, 1)
    minutes = np.full((9, 9), np.inf)
    minutes[:6, :6], minutes[6:, 6:] = bank, far
    of = town(minutes, 3, now=[0, 0, 0, 2, 2, 2, 1, 1, 1])
    assert allotted(of) == [0, 1, 0]
    assert find_beats(of) == [0, 0, 0, 2, 2, 2, 1, 1, 1]


def test_good_beats_stay_as_they_are_at_any_price_that_is_more_than_the_gain() -> None:
    # A street of six: 0 0 1 0 1 1 is in two pieces each. Mended, one swap of two households is the
    # least that connects both and keeps them even.
    of = town(grid_minutes(6, 1), 2, now=[0, 0, 1, 0, 1, 1], price=100.0)
    found = find_beats(of)
    assert found == [0, 0, 0, 1, 1, 1]
    assert sum(of.changed[unit, officer] for unit, officer in enumerate(found)) == 2


@pytest.mark.parametrize(("price", "changed"), [(0.0, True), (50.0, False)])
def test_the_price_decides_whether_households_come_nearer(price: float, changed: bool) -> None:
    # Two rows of six. A row has 2 + 1 + 0 + 1 + 2 + 3 = 9 minutes to its centre, a block of 3 x 2
    # has 0 + 1 + 1 + 1 + 2 + 2 = 7: from rows to blocks six households change and four minutes are
    # saved.
    of = town(grid_minutes(6, 2), 2, now=[0] * 6 + [1] * 6, price=price)
    found = find_beats(of)
    assert (found != [0] * 6 + [1] * 6) is changed
    assert score(of, found).minutes == (14 if changed else 18)


def test_who_is_new_gets_a_beat_from_the_others() -> None:
    of = town(grid_minutes(3, 3), 3, now=[0, 0, 0, 0, 1, 1, 1, 1, 1], price=1.0)
    found = find_beats(of)
    assert Counter(found) == {0: 3, 1: 3, 2: 3}
    assert connected(of, found)


def test_more_officers_than_units_leaves_some_without() -> None:
    of = town(grid_minutes(2, 1), 3)
    assert len(set(find_beats(of))) == 2


@pytest.mark.slow
def test_the_same_town_and_seed_give_the_same_beats() -> None:
    random = np.random.default_rng(3)
    of = town(grid_minutes(6, 5), 4, load=random.integers(300, 900, 30).tolist())
    assert find_beats(of, seed=4) == find_beats(of, seed=4)


def test_a_unit_may_leave_when_its_beat_stays_in_one_piece() -> None:
    of = town(grid_minutes(3, 2), 2)
    # 0 0 0
    # 0 1 1: the corner below may leave, the one above it would tear off what is below; a last
    # unit stays.
    assert [unit for unit in range(6) if can_leave(of, [0, 0, 0, 0, 1, 1], unit)] == [2, 3, 4, 5]
    assert not can_leave(of, [0, 0, 0, 0, 0, 1], 5)


def test_progress_is_told_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    find_beats(town(grid_minutes(2, 2), 2), tell=lambda done, total: told.append((done, total)))
    done, total = told[-1]
    assert done == total == len(told)


def test_units_are_listed_by_officer() -> None:
    assert units_of(town(grid_minutes(2, 2), 3), [2, 0, 2, 0]) == [[1, 3], [], [0, 2]]
