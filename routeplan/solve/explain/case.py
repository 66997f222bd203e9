"""A finished plan laid open, to ask what would be if something were different."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from routeplan.availability import VisitTimes, visit_times
from routeplan.model import Inputs, Shift, TravelTables
from routeplan.plan import Plan
from routeplan.problem import Problem, build_problem
from routeplan.solution import Budget, Engine, ShiftChoice, Solution
from routeplan.solve.reopen import reopen

ITERATIONS = 400
"""Of each search around the plan."""


@dataclass(frozen=True)
class Setting:
    """What a plan is made from, as it is or as it might be.

    ``worth`` sets the worth of one visit, in seconds: (visit, worth).
    """

    inputs: Inputs
    times: Sequence[VisitTimes]
    worth: tuple[int, int] | None = None

    def problem(self, travel: TravelTables) -> Problem:
        """Its numbers."""
        problem = build_problem(self.inputs, self.times, travel)
        return problem if self.worth is None else _worth_set(problem, *self.worth)


def _worth_set(problem: Problem, v: int, seconds: int) -> Problem:
    worth, lost = problem.worth.copy(), problem.start_lost.copy()
    own = slice(problem.start_offset[v], problem.start_offset[v + 1])
    share = lost[own] / max(int(worth[v]), 1)
    worth[v], lost[own] = seconds, np.round(share * seconds)
    return replace(problem, worth=worth, start_lost=lost)


@dataclass(frozen=True)
class Case:
    """A plan and everything it was made from.

    The plan's longest day stands in ``setting`` as every shift's own cap.
    """

    plan: Plan
    setting: Setting
    travel: TravelTables
    engine: Engine
    budget: Budget

    @property
    def inputs(self) -> Inputs:
        return self.setting.inputs

    @cached_property
    def problem(self) -> Problem:
        return self.setting.problem(self.travel)

    @cached_property
    def solution(self) -> Solution:
        """The plan as it stands."""
        return reopen(self.plan, self.inputs, self.problem)

    @cached_property
    def searched(self) -> Solution:
        """What a further search makes of the plan, with nothing changed."""
        return self.engine.solve(self.problem, self.budget, start=self.solution)

    def search(self, problem: Problem, start: Solution) -> Solution:
        """Search on from a solution; shifts that it does not know have no stop yet."""
        empty = (ShiftChoice(),) * (problem.shifts - len(start.choices))
        begun = replace(start, choices=(*start.choices, *empty))
        return self.engine.solve(problem, self.budget, start=begun)


def open_case(
    plan: Plan,
    inputs: Inputs,
    travel: TravelTables,
    engine: Engine,
    budget: Budget | None = None,
) -> Case:
    """Lay a plan open. Under a budget of iterations every answer is repeatable."""
    cap = plan.search.longest_day_seconds
    shifts = tuple(_capped(shift, cap) for shift in inputs.shifts)
    inputs = replace(inputs, shifts=shifts)
    setting = Setting(inputs, visit_times(inputs))
    return Case(plan, setting, travel, engine, budget or Budget(None, ITERATIONS))


def _capped(shift: Shift, cap: int | None) -> Shift:
    caps = [each for each in (shift.max_busy_seconds, cap) if each is not None]
    return replace(shift, max_busy_seconds=min(caps, default=None))


def forced(problem: Problem, v: int) -> Problem:
    """The same problem where nothing is worth as much as making this visit."""
    worth, promised = problem.worth.copy(), problem.promised.copy()
    worth[v] = int(worth.sum()) + 1
    promised[v] = True
    return replace(problem, worth=worth, promised=promised)


def without(problem: Problem, v: int) -> Problem:
    """The same problem where nobody can make this visit."""
    roles = problem.roles.copy()
    roles[v] = 0
    return replace(problem, roles=roles)
