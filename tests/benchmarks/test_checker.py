"""The benchmarks' checker: it values what can be carried out, and refuses what cannot."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from benchmarks.peers.checker import BrokenRuleError, Round, score
from benchmarks.peers.rich import Draw, rich_station
from benchmarks.peers.solvers import by_routeplan
from benchmarks.peers.statistics import paired_difference
from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.problem.arrays import NO_CAP, Problem
from routeplan.problem.schedule import timed
from routeplan.problem.solution import Budget
from tests.engines.problems import small_problem
from tests.stations import HOUR, MINUTE, household, inputs_of, shift, street_tables, visit


def street() -> Problem:
    """Visits of 10 minutes at places 1 and 2, two minutes apart; two for the second one's door."""
    from routeplan.hours.windows import visit_times
    from routeplan.model.inputs import ShiftBreak
    from routeplan.problem.numbering import build_problem

    pause = ShiftBreak(10 * HOUR, 11 * HOUR, 30 * MINUTE)
    inputs = inputs_of(
        [household(1), household(2)],
        [visit(1), visit(2, officers_needed=2)],
        [shift("A", pause=pause), shift("B")],
    )
    problem = build_problem(inputs, visit_times(inputs), street_tables(inputs))
    return replace(problem, start_lost=np.zeros_like(problem.start_lost), waiting_price=0.0)


NINE = 9 * HOUR
GOOD = [
    Round(((0, NINE + 2 * MINUTE), (1, NINE + 14 * MINUTE)), 10 * HOUR),
    Round(((1, NINE + 14 * MINUTE),)),
]


def test_a_timetable_costs_its_travel_and_what_is_left_out() -> None:
    # A walks 2 + 2 + 4 minutes, B 4 + 4
    found = score(street(), GOOD)
    assert (found.served, found.travel, found.objective) == (2, 16 * MINUTE, 16 * MINUTE)
    # without the pair's visit: 2 + 2 minutes, and its worth of 60
    alone = score(street(), [Round(((0, NINE + 2 * MINUTE),), 10 * HOUR), Round()])
    assert (alone.served, alone.objective) == (1, 64 * MINUTE)


A, B = GOOD
BROKEN = {
    "half a pair": [A, Round()],
    "two times": [A, Round(((1, NINE + 15 * MINUTE),))],
    "no break": [Round(A.stops), B],
    "a break not asked for": [A, Round(B.stops, 10 * HOUR)],
    "an early break": [Round(A.stops, NINE + 30 * MINUTE), B],
    "too early at the door": [Round(((0, NINE + MINUTE), A.stops[1]), 10 * HOUR), B],
    "a break in a visit": [
        Round(((0, 10 * HOUR - MINUTE),), 10 * HOUR),
        Round(),
    ],
    "no time for the break": [
        Round(((0, 10 * HOUR - 5 * MINUTE), (1, 10 * HOUR + 10 * MINUTE)), 10 * HOUR + 5 * MINUTE),
        Round(((1, 10 * HOUR + 10 * MINUTE),)),
    ],
    "back too late": [Round(((0, 17 * HOUR - 11 * MINUTE),), 10 * HOUR), Round()],
    "twice in a shift": [Round((A.stops[0], (0, NINE + HOUR // 2)), 10 * HOUR), Round()],
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_carried_out_has_no_score(name: str) -> None:
    with pytest.raises(BrokenRuleError):
        score(street(), BROKEN[name])


@pytest.mark.parametrize(
    "change",
    [
        {"max_load": np.array([1, NO_CAP], np.int32)},
        {"max_busy": np.array([20 * MINUTE, NO_CAP], np.int32)},
        {"roles": np.array([[7, 7], [7, 2]], np.uint8)},
        {"travel": np.full((1, 3, 3), -1, np.int32)},
        {
            "siblings": np.zeros(2, np.int32),
            "least_days": np.ones(2, np.int32),
        },
    ],
    ids=["load", "busy", "skill", "no way", "too soon"],
)
def test_caps_skills_ways_and_days_between_are_kept(change: dict[str, np.ndarray]) -> None:
    with pytest.raises(BrokenRuleError):
        score(replace(street(), **change), GOOD)


@pytest.mark.parametrize("seed", range(5))
def test_it_says_of_the_engine_what_the_engine_says_of_itself(seed: int) -> None:
    problem = small_problem(
        Random(f"checker {seed}"), visits=25, shifts=6, pairs=3, days=2, caps=True, siblings=True
    )
    found = RuinRecreate(threads=1).solve(problem, Budget(None, 200), seed=seed)
    rounds = []
    for s, choice in enumerate(found.choices):
        times = timed(problem, s, choice)
        begins = [stop.begin for stop in times.stops]
        pause = times.pause[0] if times.pause else None
        rounds.append(Round(tuple(zip(choice.visits, begins, strict=True)), pause))
    told = score(problem, rounds)
    assert (told.missed, told.objective) == (found.missed, found.cost)


def test_where_waiting_has_a_price_a_timetable_does_not_tell_it_all() -> None:
    with pytest.raises(ValueError, match="what is waited cannot be told"):
        score(replace(street(), waiting_price=0.25), [Round(), Round()])


def test_a_drawn_station_asks_nothing_of_a_solver_that_another_cannot_see() -> None:
    problem = rich_station(Draw(40, days=5), 1).problem
    assert problem.waiting_price == 0
    assert problem.start_cost.tolist() == problem.start_lost.tolist()


def test_a_station_drawn_again_is_the_same_and_another_seed_another() -> None:
    one, again, other = (rich_station(Draw(40), seed).problem for seed in (1, 1, 2))
    assert (one.travel == again.travel).all()
    assert one.start_first.tolist() == again.start_first.tolist()
    assert one.travel.shape != other.travel.shape or (one.travel != other.travel).any()


def test_a_drawn_station_has_what_is_asked_for() -> None:
    easy = rich_station(Draw(60), 1).problem
    assert (easy.visits, easy.shifts) == (60, 8)
    assert easy.start_lost.max() == 0
    assert 1 <= (easy.officers_needed == 2).sum() <= 15
    tight = rich_station(
        Draw(60, days=2, crowding=1.3, chances=True, households_a_door=3), 1
    ).problem
    assert (tight.shifts, tight.places) == (2, 21)
    assert tight.start_lost.max() > 0
    assert len(set(tight.worth.tolist())) == 3


def test_everything_can_fit_into_an_easy_station() -> None:
    problem = rich_station(Draw(60), 3).problem
    assert score(problem, by_routeplan(problem, 1.0, 1)).served >= 57


def test_the_interval_of_equal_differences_is_a_point() -> None:
    # 110 over 100 and 55 over 50 are both 10 % more
    found = paired_difference([100, 50], [110, 55])
    assert (round(found.mean, 9), round(found.low, 9), round(found.high, 9)) == (10, 10, 10)
    wide = paired_difference([100, 100], [90, 130])
    assert [round(x, 9) for x in (wide.mean, wide.low, wide.high)] == [10, -10, 30]
