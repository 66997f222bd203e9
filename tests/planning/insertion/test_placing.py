"""Visits put in and taken out, and what a solution costs, against the plan's own totals."""

from __future__ import annotations

import pytest

from routeplan.hours.windows import visit_times
from routeplan.model.inputs import NO_WAY, Mode
from routeplan.planning.insertion.one_more_visit import Fit, all_route_times, fits
from routeplan.planning.insertion.placing import (
    cost_with_waiting,
    makers_of,
    rested,
    with_visit,
    without_visit,
)
from routeplan.planning.plan_to_solution import reopen
from routeplan.problem.cost import totals_of
from routeplan.problem.numbering import build_problem
from routeplan.problem.solution import ShiftChoice, Solution
from tests.planning.test_plan_to_solution import problem_of, week
from tests.stations import HOUR, household, inputs_of, shift, street_tables, visit


def test_a_reopened_plan_costs_what_its_totals_say() -> None:
    inputs, plan = week()
    problem = problem_of(inputs)
    assert totals_of(problem, reopen(plan, inputs, problem)) == plan.totals


def test_every_visit_can_be_taken_out_and_put_back_for_what_the_test_said() -> None:
    inputs, plan = week()
    problem = problem_of(inputs)
    solution = reopen(plan, inputs, problem)
    made = {v for choice in solution.choices for v in choice.visits}
    assert any(len(makers_of(solution, v)) == 2 for v in made)
    for v in made:
        rest = without_visit(problem, solution, v)
        assert rest is not None
        assert makers_of(rest, v) == ()
        before = totals_of(problem, rest)
        for fit in fits(problem, all_route_times(problem, rest), v):
            placed = with_visit(problem, rest, v, fit)
            change = totals_of(problem, placed).objective - before.objective
            cost = cost_with_waiting(problem, rest, placed, fit)
            assert change == cost - int(problem.worth[v])


def test_a_round_that_has_no_way_past_a_door_cannot_go_on_without_it() -> None:
    inputs = inputs_of([household(1), household(2)], [visit(1), visit(2)], [shift("A")])
    tables = street_tables(inputs)
    seconds = tables.seconds.copy()
    seconds[tables.modes.index(Mode.FOOT), 2, 0] = NO_WAY
    tables = type(tables)(tables.modes, seconds, tables.metres, tables.source)
    problem = build_problem(inputs, visit_times(inputs), tables)
    day = (9 * HOUR, 17 * HOUR)
    solution = Solution((ShiftChoice((1, 0), (day, day)),), 0, 0, 0)
    assert without_visit(problem, solution, 0) is None
    assert rested(problem, 0, (1,), (day,)) is None


def test_a_fit_that_does_not_fit_is_an_error() -> None:
    inputs = inputs_of([household(1)], [visit(1)], [shift("A", end=10 * HOUR)])
    problem = problem_of(inputs)
    late = Fit(0, 0, 0, 0, ((0, 0),), (11 * HOUR, 12 * HOUR))
    with pytest.raises(ValueError, match="visit 0 does not fit into shift 0 after 0 stops"):
        with_visit(problem, Solution((ShiftChoice(),), 0, 0, 0), 0, late)
