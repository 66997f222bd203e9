"""Chances beside what came: nothing is tested on what it was learned from."""

from __future__ import annotations

from dataclasses import replace
from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routeplan.learning.calibration import ChanceBand, Scores, calibration
from routeplan.model.inputs import Inputs, Policy, Visit
from tests.learning.test_learn import call, learned, station
from tests.stations import household, inputs_of, shift

ALL = 1
"""Bands of any number of households."""
BEFORE = [call(1, 9), call(2, 9 + 1 / 2, days=1), call(1, 17 + 1 / 3, "met", days=3)]
"""The example of docs/learning.md: h1 opens at nine with 0.287 after these, 0.3 in a plan."""


MILL_LANE = Policy(visiting_hours=(("Mo-Fr 08:00-18:00", 0.4),))


def building(homes: int) -> Inputs:
    """Homes in one building, Mill Lane 1."""
    there = [household(k, place=1, address="Mill Lane 1") for k in range(1, homes + 1)]
    visits = [Visit(home.id, home.id, 900, seconds_given=False) for home in there]
    return inputs_of(there, visits, [shift()], policy=MILL_LANE)


def scores(chance: float, met: bool) -> Scores:
    return Scores(round((chance - met) ** 2, 4), round(-log(chance if met else 1 - chance), 4))


def test_a_log_of_one_week_has_nothing_to_hold_back() -> None:
    assert calibration(learned(station("")), ALL) is None
    assert calibration(learned(station(""), call(1, 9), call(1, 10, days=4)), ALL) is None


@pytest.mark.parametrize("result", ["met", "out"])
def test_a_week_is_held_against_what_the_week_before_taught(result: str) -> None:
    kinds = {"h1": "normal", "h2": "normal"}
    found = calibration(learned(building(2), *BEFORE, call(1, 9, result, days=7), kinds=kinds), ALL)
    assert found is not None
    met = result == "met"
    assert (found.calls, found.met, found.expected) == (1, met, 0.3)
    assert found.learned == scores(0.3, met)
    assert found.set == scores(0.4, met)
    assert found.same == scores(1 / 3, met), "one of three calls was met before"
    # Wilson: (0 + 1.96²/2) / (1 + 1.96²) ± the same for none of one, and its mirror image
    low, high = (0.2065, 1.0) if met else (0.0, 0.7935)
    assert found.bands == (ChanceBand(0.3, 1, met, low, high),)


def test_calls_that_teach_nothing_are_not_held_back_either() -> None:
    unknown = [
        call(1, None, days=7),
        call(1, 9, "met", days=9, promised=True),
    ]
    assert calibration(learned(station(""), *BEFORE[::2], *unknown), ALL) is None


def test_the_last_eight_weeks_are_held_back() -> None:
    rows = [call(1, 9, days=7 * week) for week in range(12)]
    found = calibration(learned(station(""), *rows), ALL)
    assert found is not None
    assert found.calls == 8


def test_bands_of_few_households_are_not_shown() -> None:
    three = [call(home, 9, days=7) for home in (1, 2, 3)]
    homes = station("", "", "")
    assert calibration(learned(homes, call(1, 9), *three[:2], three[0]), 3).bands == ()
    # h1, shut before, and its neighbours: 0.3 and 0.4
    spread = calibration(learned(homes, call(1, 12), *three), 3)
    assert sum(band.calls for band in spread.bands) in (0, 3)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.booleans(), min_size=6, max_size=6))
def test_what_came_changes_no_chance_that_it_is_held_against(met: list[bool]) -> None:
    last = [
        call(1 + k % 3, 9 + k, "met" if opened else "out", days=7 + k % 5)
        for k, opened in enumerate(met)
    ]
    found = calibration(learned(station("", "", ""), *BEFORE, *last), ALL)
    assert found is not None
    assert found.met == sum(met)
    assert found.expected == expected_of_shut_doors()


def expected_of_shut_doors() -> float:
    last = [call(1 + k % 3, 9 + k, days=7 + k % 5) for k in range(6)]
    found = calibration(learned(station("", "", ""), *BEFORE, *last), ALL)
    assert found is not None
    return found.expected


def test_chances_learned_from_many_calls_are_true() -> None:
    """Forty homes that open at nine with 0.2 and at four with 0.7; 0.4 is set for every hour."""
    random = np.random.default_rng(5)
    rows = []
    for week in range(10):
        for home in range(1, 41):
            hour = 9 if (home + week) % 2 else 16
            opens = random.random() < (0.2 if hour == 9 else 0.7)
            rows.append(call(home, hour, "met" if opens else "out", days=7 * week + home % 5))
    found = calibration(learned(building(40), *rows), 3)
    assert found is not None
    assert found.calls == 320
    # variance: 160 x 0.16 + 160 x 0.21 = 59; three deviations are 23
    assert abs(found.met - found.expected) < 23
    # true chances score 0.185, the chance as set 0.04 to 0.09 more
    assert found.learned.brier < found.set.brier - 0.02
    assert found.learned.brier < found.same.brier - 0.02
    assert found.learned.log_loss < found.set.log_loss
    assert all(band.low - 0.1 < band.chance < band.high + 0.1 for band in found.bands)


def test_a_chance_of_the_settings_that_is_certain_costs_a_bounded_score() -> None:
    home = station("")
    policy = replace(home.policy, visiting_hours=(("Mo-Su 08:00-18:00", 1.0),))
    rows = call(1, 9, "met"), call(1, 9, days=7)
    found = calibration(learned(replace(home, policy=policy), *rows), ALL)
    assert found is not None
    assert found.set == Scores(1.0, round(-log(0.01), 4))
