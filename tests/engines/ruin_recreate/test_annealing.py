"""What temperatures are parts of, and how they fall."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from routeplan.engines.ruin_recreate.annealing import (
    COLD,
    HOT,
    MEDIAN_COLD,
    QUENCHED,
    SAMPLED,
    Cooling,
    Course,
    Heat,
)
from routeplan.engines.ruin_recreate.instance import build_instance
from routeplan.engines.ruin_recreate.kernels.arrays import Tuning
from routeplan.engines.ruin_recreate.search_state import CHEAPEST, DOWNHILL, Search, new_search
from routeplan.hours.windows import visit_times
from routeplan.problem.arrays import Problem
from routeplan.problem.numbering import build_problem
from routeplan.problem.solution import Budget
from tests.stations import household, inputs_of, shift, street_tables, visit

HOMES = 20
BUDGET = Budget(None, 10_000)


def street(unable: int = 0) -> Problem:
    """Homes along one way, and an officer who may not make the last few visits."""
    homes = [household(number, place=number) for number in range(1, HOMES + 1)]
    visits = [visit(number, minutes=1) for number in range(1, HOMES + 1)]
    inputs = inputs_of(homes, visits, [shift("A")])
    problem = build_problem(inputs, visit_times(inputs), street_tables(inputs))
    roles = problem.roles.copy()
    roles[HOMES - unable :] = 0
    return replace(problem, roles=roles)


def begun(problem: Problem) -> Search:
    return new_search(build_instance(problem), Tuning(), 1, 0, None)


def to_and_fro(problem: Problem, home: int) -> int:
    """Travel along the street to a home and back, past all nearer ones."""
    return 2 * int(problem.travel[0, 0, home])


def test_where_all_visits_are_in_temperatures_are_parts_of_what_one_costs() -> None:
    problem = street()
    a_visit = to_and_fro(problem, HOMES) / HOMES
    assert Cooling(BUDGET).sample(begun(problem)) == Heat(HOT * a_visit, a_visit)


def test_what_no_shift_could_avoid_is_no_reason_for_heat() -> None:
    problem = street()
    assert problem.start_lost.min() > 0, "there is always a chance of meeting nobody"
    dearer = replace(problem, start_lost=problem.start_lost + 1000)
    cooling = Cooling(BUDGET)
    assert cooling.sample(begun(dearer)) == cooling.sample(begun(problem))


def test_one_visit_in_twenty_may_be_left_out_and_its_worth_is_a_cost() -> None:
    problem = street(unable=1)
    a_visit = (to_and_fro(problem, HOMES - 1) + int(problem.worth[-1])) / HOMES
    assert Cooling(BUDGET).sample(begun(problem)) == Heat(HOT * a_visit, a_visit)


def test_where_more_are_left_out_the_median_worsening_counts() -> None:
    problem = street(unable=2)
    heat = Cooling(BUDGET).sample(begun(problem))
    worsening = begun(problem).sample(SAMPLED)
    assert heat.hot == worsening
    assert heat.unit * COLD == pytest.approx(worsening * MEDIAN_COLD)


def test_visits_at_the_station_itself_cost_something() -> None:
    problem = street()
    search = begun(replace(problem, travel=problem.travel * 0))
    assert Cooling(BUDGET).sample(search).unit == CHEAPEST


def test_a_temperature_falls_by_the_same_factor_in_equal_shares() -> None:
    heat, course = Heat(500.0, 200.0), Course(since=0.2, until=0.2 + 0.4 / (1.0 - QUENCHED))
    fallen = [course.temperature(share, heat) for share in (0.2, 0.3, 0.4, 0.5, 0.6)]
    assert fallen[0] == 500.0
    assert fallen[-1] == pytest.approx(200.0 * COLD)
    factors = [later / earlier for earlier, later in pairwise(fallen)]
    assert factors == pytest.approx([factors[0]] * 4)
    assert factors[0] < 1


def test_at_the_end_nothing_worse_is_accepted() -> None:
    heat = Heat(500.0, 200.0)
    for course in (Course(), Course(0.3, 0.5, 0.6)):
        last = QUENCHED * (course.until - course.since)
        assert course.temperature(course.until - 1.01 * last, heat) > 200.0 * COLD
        assert course.temperature(course.until - 0.99 * last, heat) == DOWNHILL
        assert course.temperature(course.until, heat) == DOWNHILL


def test_a_warm_start_is_a_part_of_the_unit() -> None:
    heat, course = Heat(500.0, 200.0), Course(0.45)
    assert course.temperature(0.0, heat) == 90.0
    assert course.temperature(1.0 - QUENCHED, heat) == pytest.approx(200.0 * COLD)


def test_of_several_heats_the_middle_one_of_each_counts() -> None:
    heats = [Heat(10.0, 3.0), Heat(30.0, 1.0), Heat(20.0, 2.0)]
    assert Heat.median(heats) == Heat(20.0, 2.0)
