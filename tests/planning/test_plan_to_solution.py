"""A plan taken up again: the same choices, less what the tables no longer allow."""

from __future__ import annotations

from dataclasses import replace

from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.hours.windows import visit_times
from routeplan.model.inputs import Inputs, Priority
from routeplan.model.plan import Plan
from routeplan.planning.plan_to_solution import reopen
from routeplan.problem.arrays import Problem
from routeplan.problem.numbering import build_problem
from routeplan.problem.schedule import timed
from routeplan.problem.solution import Budget
from tests.planning.test_make_plan import planned, small_station
from tests.stations import street_tables


def problem_of(inputs: Inputs) -> Problem:
    return build_problem(inputs, visit_times(inputs), street_tables(inputs))


def week() -> tuple[Inputs, Plan]:
    """A small station's two days, where it pays that two officers meet."""
    inputs = small_station()
    visits = [replace(v, priority=Priority.HIGH) if v.id == "v7" else v for v in inputs.visits]
    inputs = replace(inputs, visits=tuple(visits))
    return inputs, planned(inputs, RuinRecreate(threads=1))


def made_by(plan: Plan, inputs: Inputs, visit: str) -> list[str]:
    problem = problem_of(inputs)
    index = [candidate.id for candidate in inputs.visits].index(visit)
    choices = reopen(plan, inputs, problem).choices
    return [
        shift.id
        for shift, choice in zip(inputs.shifts, choices, strict=True)
        if index in choice.visits
    ]


def test_every_stop_and_break_comes_back_at_its_time() -> None:
    inputs, plan = week()
    problem = problem_of(inputs)
    solution = reopen(plan, inputs, problem)
    for s, route in enumerate(plan.routes):
        again = timed(problem, s, solution.choices[s])
        assert [stop.begin for stop in again.stops] == [stop.begin for stop in route.stops]
        assert again.pause == ((route.pause.begin, route.pause.end) if route.pause else None)
    assert (solution.missed, solution.cost) == (0, plan.totals.objective)


def test_a_search_goes_on_from_where_the_plan_ended() -> None:
    inputs, plan = week()
    problem = problem_of(inputs)
    start = reopen(plan, inputs, problem)
    found = RuinRecreate(threads=1).solve(problem, Budget(None, 1), start=start)
    assert found.cost <= plan.totals.objective
    # a search from nothing needs more than one iteration to get so far
    assert RuinRecreate(threads=1).solve(problem, Budget(None, 1)).cost > found.cost


def test_of_two_officers_both_stops_go_when_one_shift_is_gone() -> None:
    inputs, plan = week()
    assert len(made_by(plan, inputs, "v7")) == 2
    alone = replace(inputs, shifts=tuple(s for s in inputs.shifts if s.officers != ("B",)))
    assert made_by(plan, alone, "v7") == []


def test_a_stop_goes_when_the_visit_is_gone_or_its_hours_have_changed() -> None:
    inputs, plan = week()
    stop = plan.routes[1].stops[0]
    gone = replace(inputs, visits=tuple(v for v in inputs.visits if v.id != stop.visit))
    assert all(
        stop.visit not in {gone.visits[v].id for v in choice.visits}
        for choice in reopen(plan, gone, problem_of(gone)).choices
    )
    homes = tuple(
        replace(home, availability="Mo-Tu 16:30-17:00") if home.id == stop.household else home
        for home in inputs.households
    )
    assert made_by(plan, inputs, stop.visit) == [plan.routes[1].shift]
    assert made_by(plan, replace(inputs, households=homes), stop.visit) == []
