"""Evener plans than the one there is, each really solved again and judged.

The longest week (by share) and the longest day are lowered step by step towards their means, each
step searched from the one before: the constraint method for two objectives (Haimes, Lasdon &
Wismer 1971). What evenness costs is for the chief to weigh, so nothing is chosen here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np

from routeplan.availability import VisitTimes, visit_times
from routeplan.check import judge
from routeplan.errors import JudgeError
from routeplan.model import Inputs, TravelTables
from routeplan.plan import Plan
from routeplan.problem import Problem, build_problem
from routeplan.settled import Lock
from routeplan.solution import Budget, Engine, Solution, Watch
from routeplan.solve.assemble import assemble
from routeplan.solve.longest_day import busy_by_shift, capped
from routeplan.solve.planner import draw_ways
from routeplan.solve.reopen import reopen
from routeplan.solve.replan_problem import with_locks
from routeplan.solve.reserve import reserve_stops
from routeplan.solve.week_cap import (
    longest_week,
    mean_week,
    officer_weeks,
    solve_week_capped,
)
from routeplan.travel.source import TravelSource

WEEK_STEPS = (0.25, 0.5, 0.75, 1.0)
"""Parts of the way from the longest week down to the mean by share."""
DAY_STEPS = (0.5, 1.0)
"""Parts of the way from the longest day down to the mean of all shifts."""

Evened = tuple[Literal["week", "day"], Plan]


def evener_plans(
    inputs: Inputs,
    travel: TravelTables,
    engine: Engine,
    plan: Plan,
    *,
    budget: Budget,
    locks: Sequence[Lock] = (),
    seed: int = 0,
    watch: Watch | None = None,
) -> Iterator[Evened]:
    """Plans with a shorter longest week, then with a shorter longest day.

    Parameters
    ----------
    plan
        Made from ``inputs``; the cap on its longest day is kept.
    budget
        For each of the plans.
    locks
        What stays as it is. A plan that could not keep it is passed over.

    Raises
    ------
    JudgeError
        When one breaks a rule.
    """
    times = visit_times(inputs)
    free = build_problem(inputs, times, travel)

    def held(cap: int | None) -> Problem:
        """With a cap on the longest day: a shift cut in parts has it once, for all of them."""
        return with_locks(capped(free, cap) if cap else free, inputs, plan, locks)

    problem = held(plan.search.longest_day_seconds)
    start = reopen(plan, inputs, problem)
    again = _Again(inputs, times, travel, engine, plan, seed)
    busy = busy_by_shift(problem, start)
    weeks = officer_weeks(inputs)
    found = start
    for cap in _steps(longest_week(weeks, busy), mean_week(weeks, busy), WEEK_STEPS):
        tight, found = solve_week_capped(
            engine, problem, weeks, cap, budget, found, seed=seed, watch=watch
        )
        if _keeps_what_stays(tight, found):
            yield "week", again.judged(tight, found, plan.search.longest_day_seconds)
        if found.interrupted:
            return
    found = start
    for cap in _steps(max(busy, default=0), sum(busy) / max(len(busy), 1), DAY_STEPS):
        tight = held(round(cap))
        found = engine.solve(tight, budget, seed=seed, start=found, watch=watch)
        if _keeps_what_stays(tight, found):
            yield "day", again.judged(tight, found, round(cap))
        if found.interrupted:
            return


def with_ways(plan: Plan, inputs: Inputs, travel: TravelTables, source: TravelSource) -> Plan:
    """The plan with its street lines drawn and judged once more: ready to be written.

    Raises
    ------
    JudgeError
        When it breaks a rule.
    """
    drawn = draw_ways(plan, inputs, travel, source)
    _require_sound(inputs, visit_times(inputs), travel, drawn)
    return drawn


def with_reserve(plan: Plan, inputs: Inputs, travel: TravelTables) -> Plan:
    """The plan whose rounds went to other officers with their reserve stops, judged.

    Raises
    ------
    JudgeError
        When it breaks a rule.
    """
    times = visit_times(inputs)
    chosen = reserve_stops(inputs, times, build_problem(inputs, times, travel), plan.routes)
    routes = (replace(r, reserve=own) for r, own in zip(plan.routes, chosen, strict=True))
    plan = replace(plan, routes=tuple(routes))
    _require_sound(inputs, times, travel, plan)
    return plan


def _steps(longest: float, mean: float, parts: Sequence[float]) -> list[float]:
    """Caps on the way from the longest to the mean."""
    return [longest - part * (longest - mean) for part in parts] if longest > mean else []


def _keeps_what_stays(problem: Problem, found: Solution) -> bool:
    """Whether no locked round was longer than a cap allows."""
    made = {v for choice in found.choices for v in choice.visits}
    return problem.stays is None or made >= set(np.flatnonzero(problem.stays).tolist())


class _Again:
    """From a solution to a judged plan, as the first one was made."""

    def __init__(
        self,
        inputs: Inputs,
        times: Sequence[VisitTimes],
        travel: TravelTables,
        engine: Engine,
        plan: Plan,
        seed: int,
    ) -> None:
        self.inputs, self.times, self.travel = inputs, times, travel
        self.search = replace(plan.search, engine=engine.name, seed=seed, objective_uneven=None)

    def judged(self, problem: Problem, found: Solution, longest_day: int | None) -> Plan:
        search = replace(
            self.search,
            iterations=found.iterations,
            longest_day_seconds=longest_day,
            interrupted=found.interrupted,
        )
        plan = assemble(self.inputs, self.times, self.travel, problem, found, search)
        _require_sound(self.inputs, self.times, self.travel, plan)
        return plan


def _require_sound(
    inputs: Inputs, times: Sequence[VisitTimes], travel: TravelTables, plan: Plan
) -> None:
    violations = judge(inputs, times, travel, plan)
    if violations:
        raise JudgeError(violations)
