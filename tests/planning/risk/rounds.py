"""Rounds of doors that are half the time shut, to work out risks of."""

from __future__ import annotations

from typing import Any

from routeplan.hours.windows import visit_times
from routeplan.model.inputs import Inputs, Policy
from routeplan.model.round_booking import Booking
from routeplan.planning.insertion.order_times import best_times
from routeplan.planning.risk.within_risk import RiskCase
from routeplan.problem.cost import valued
from routeplan.problem.numbering import build_problem
from routeplan.problem.solution import Solution
from tests.stations import HOUR, household, inputs_of, shift, street_tables, visit

CHANCE = 0.5


def station(visits: int = 12, *, hours: float = 3.0, minutes: int = 15, **more: Any) -> Inputs:
    """One shift from 9:00; ``visits`` on homes that opened half the time at the hours they gave."""
    policy = Policy(chance_given=CHANCE, booking=Booking(), **more)
    homes = [household(n, "Mo-Su 08:00-20:00", place=1 + n % 3) for n in range(1, visits + 1)]
    calls = [visit(n, minutes) for n in range(1, visits + 1)]
    shifts = [shift("A", end=round((9 + hours) * HOUR))]
    return inputs_of(homes, calls, shifts, policy=policy)


def case_of(inputs: Inputs, known_until: int = 0) -> RiskCase:
    times = visit_times(inputs)
    problem = build_problem(inputs, times, street_tables(inputs))
    return RiskCase(inputs, times, problem, known_until)


def solution_of(case: RiskCase, visits: list[int]) -> Solution:
    """The first shift makes these in their order."""
    solution = possible_solution(case, visits)
    assert solution is not None, "the order cannot be kept"
    return solution


def possible_solution(case: RiskCase, visits: list[int]) -> Solution | None:
    """The first shift makes these in their order; None where that cannot be."""
    choice = best_times(case.problem, 0, visits)
    if choice is None:
        return None
    choices = (choice, *(type(choice)() for _ in range(case.problem.shifts - 1)))
    return Solution(choices, *valued(case.problem, choices), 0)
