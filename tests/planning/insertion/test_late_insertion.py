"""What is worth its way goes in at the end, whatever the search has passed over.

Tests ``planning/insertion/days_apart.py``.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from routeplan.hours.windows import visit_times
from routeplan.model.inputs import Inputs, Priority
from routeplan.planning.insertion.days_apart import shifts_apart
from routeplan.planning.insertion.late_insertion import with_worthwhile_visits
from routeplan.planning.insertion.one_more_visit import all_route_times, fits
from routeplan.planning.insertion.placing import with_visit
from routeplan.planning.make_plan import NO_LONGEST_DAY, make_plan
from routeplan.problem.arrays import Problem
from routeplan.problem.cost import valued
from routeplan.problem.numbering import build_problem
from routeplan.problem.schedule import timed
from routeplan.problem.solution import Budget, ShiftChoice, Solution
from tests.engines.problems import small_problem
from tests.planning.decided import Answering
from tests.stations import HOUR, Street, household, inputs_of, shift, street_tables, visit

DAY = (9 * HOUR, 17 * HOUR)
FAR_AWAY = 60


def problem_of(inputs: Inputs) -> Problem:
    return build_problem(inputs, visit_times(inputs), street_tables(inputs))


def solution_of(problem: Problem, *choices: ShiftChoice) -> Solution:
    return Solution(choices, *valued(problem, choices), 1)


def made_of(solution: Solution) -> list[tuple[int, ...]]:
    return [choice.visits for choice in solution.choices]


def test_a_visit_goes_where_it_costs_least() -> None:
    # v0 and v2 are made; v1 lies between them
    inputs = inputs_of([household(k) for k in (1, 2, 3)], [visit(k) for k in (1, 2, 3)], [shift()])
    problem = problem_of(inputs)
    before = solution_of(problem, ShiftChoice((0, 2), (DAY, DAY)))
    after = with_worthwhile_visits(problem, before)
    assert made_of(after) == [(0, 1, 2)]
    assert (after.missed, after.cost) == valued(problem, after.choices)
    assert after.cost < before.cost


def test_a_way_that_costs_more_than_the_visit_is_worth_is_not_gone() -> None:
    problem = problem_of(inputs_of([household(1, place=FAR_AWAY)], [visit(1)], [shift()]))
    before = solution_of(problem, ShiftChoice())
    assert with_worthwhile_visits(problem, before) is before


def test_a_promise_is_kept_whatever_the_way() -> None:
    promised = visit(1, priority=Priority.MUST)
    problem = problem_of(inputs_of([household(1, place=FAR_AWAY)], [promised], [shift()]))
    after = with_worthwhile_visits(problem, solution_of(problem, ShiftChoice()))
    assert made_of(after) == [(0,)]
    assert after.missed == 0


def test_waiting_for_its_hours_counts() -> None:
    # one minute's way each, but seven hours of waiting behind a visit at nine in the morning
    morning, evening = household(1, "Mo 09:00-09:20"), household(2, "Mo 16:30-17:00")
    inputs = inputs_of([morning, evening], [visit(1), visit(2)], [shift()])
    problem = replace(problem_of(inputs), waiting_price=1.0)
    before = solution_of(problem, ShiftChoice((0,), ((9 * HOUR, 9 * HOUR + 600),)))
    assert made_of(with_worthwhile_visits(problem, before)) == [(0,)]
    free = replace(problem, waiting_price=0.0)
    assert made_of(with_worthwhile_visits(free, before)) == [(0, 1)]


def test_an_interrupted_search_stays_as_it_is() -> None:
    problem = problem_of(inputs_of([household(1)], [visit(1)], [shift()]))
    before = replace(solution_of(problem, ShiftChoice()), interrupted=True)
    assert with_worthwhile_visits(problem, before) is before


def test_a_plan_makes_what_is_worth_it_whatever_the_engine_passed_over() -> None:
    inputs = inputs_of([household(k) for k in (1, 2)], [visit(1), visit(2)], [shift()])
    plan = make_plan(
        inputs,
        street_tables(inputs),
        Street(inputs),
        Answering(ShiftChoice()),
        budget=Budget(None, 1),
        longest_day=NO_LONGEST_DAY,
    )
    assert not plan.left_out


@pytest.mark.parametrize("seed", range(40))
def test_afterwards_no_single_visit_would_pay(seed: int) -> None:
    problem = small_problem(
        Random(seed), visits=6, shifts=3, pairs=1, days=2, siblings=True, waiting_price=0.3
    )
    after = with_worthwhile_visits(problem, solution_of(problem, *[ShiftChoice()] * 3))
    assert valued(problem, after.choices) == (after.missed, after.cost)
    for s, choice in enumerate(after.choices):
        timed(problem, s, choice)  # raises where it cannot be gone
    made = {v for visits in made_of(after) for v in visits}
    routes = all_route_times(problem, after)
    for v in {*range(6)} - made:
        for fit in fits(problem, routes, v):
            if {s for s, _ in fit.halves} <= {*shifts_apart(problem, after, v, range(3))}:
                choices = with_visit(problem, after, v, fit).choices
                assert valued(problem, choices) >= (after.missed, after.cost)
