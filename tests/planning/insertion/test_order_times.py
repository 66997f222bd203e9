"""The best times of a given order, against every combination tried one by one."""

from __future__ import annotations

import random
from itertools import product

import pytest

from routeplan.hours.windows import visit_times
from routeplan.model.inputs import Policy, ShiftBreak
from routeplan.planning.insertion.one_more_visit import starts_of
from routeplan.planning.insertion.order_times import best_times
from routeplan.problem.arrays import NO_BREAK, Problem
from routeplan.problem.numbering import build_problem
from routeplan.problem.schedule import timed
from routeplan.problem.solution import ShiftChoice
from tests.stations import HOUR, MINUTE, household, inputs_of, shift, street_tables, visit

HOURS = ["Mo 09:00-10:00", "Mo 09:30-10:30,11:00-12:00", "Mo 10:00-11:30", ""]
POLICY = Policy(
    visiting_hours=(("Mo 09:00-10:00", 0.3), ("Mo 10:00-11:00", 0.8), ("Mo 11:00-13:00", 0.5))
)


def random_problem(seed: int) -> Problem:
    rng = random.Random(seed)
    homes = [household(k, rng.choice(HOURS), place=rng.randint(1, 6)) for k in range(1, 5)]
    visits = [visit(k, rng.choice((10, 20, 30))) for k in range(1, 5)]
    pause = ShiftBreak(10 * HOUR, 11 * HOUR, 20 * MINUTE) if rng.random() < 0.7 else None
    end = rng.choice((11, 12, 13)) * HOUR
    inputs = inputs_of(homes, visits, [shift("A", end=end, pause=pause)], policy=POLICY)
    return build_problem(inputs, visit_times(inputs), street_tables(inputs))


def by_brute_force(problem: Problem, order: tuple[int, ...]) -> tuple[int, int] | None:
    """Least (lost, back) of all combinations of start windows and break legs."""
    rests = problem.break_seconds[0] != NO_BREAK
    legs = range(len(order) + 1) if rests else [None]
    found = []
    for starts in product(*(starts_of(problem, v) for v in order)):
        for leg in legs:
            windows = tuple((start.first, start.last) for start in starts)
            try:
                back = timed(problem, 0, ShiftChoice(order, windows, leg)).back
            except ValueError:
                continue
            found.append((sum(start.lost for start in starts), back))
    return min(found, default=None)


@pytest.mark.parametrize("seed", range(60))
def test_no_combination_loses_less_or_is_back_earlier(seed: int) -> None:
    problem = random_problem(seed)
    order = tuple(random.Random(seed + 1000).sample(range(4), 4))
    choice = best_times(problem, 0, order)
    expected = by_brute_force(problem, order)
    if choice is None:
        assert expected is None
        return
    lost = sum(
        start.lost
        for v, (first, _) in zip(order, choice.starts, strict=True)
        for start in starts_of(problem, v)
        if start.first == first
    )
    assert (lost, timed(problem, 0, choice).back) == expected


def test_some_of_these_orders_can_be_kept_and_some_cannot() -> None:
    orders = [
        best_times(random_problem(seed), 0, random.Random(seed + 1000).sample(range(4), 4))
        for seed in range(60)
    ]
    assert 10 < sum(order is None for order in orders) < 50


def test_no_visits_are_no_round() -> None:
    assert best_times(random_problem(0), 0, ()) == ShiftChoice()


def test_a_pinned_visit_begins_at_its_second() -> None:
    inputs = inputs_of([household(1)], [visit(1)], [shift("A")])
    problem = build_problem(inputs, visit_times(inputs), street_tables(inputs))
    choice = best_times(problem, 0, (0,), {0: 10 * HOUR})
    assert choice is not None
    assert timed(problem, 0, choice).stops[0].begin == 10 * HOUR
    assert best_times(problem, 0, (0,), {0: 7 * HOUR}) is None
