"""Evener plans than the one there is, each really solved again and judged.

The longest week (by share) and the longest day are lowered step by step towards their means, each
step searched from the one before: the constraint method for two objectives (Haimes, Lasdon &
Wismer 1971). What evenness costs is for the chief to weigh, so nothing is chosen here.

Evening out never leaves a visit out: whatever the plan makes stays made, calls of spare time too.
Where a cap is too low for that, one half as far is tried, and then no lower one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np

from routeplan.hours.windows import visit_times
from routeplan.model.inputs import Inputs, TravelTables
from routeplan.model.locks import Lock
from routeplan.model.plan import Plan
from routeplan.planning.evenness.longest_day import capped, keeping
from routeplan.planning.evenness.week_cap import (
    evenest_week,
    longest_week,
    officer_weeks,
    solve_week_capped,
)
from routeplan.planning.judged import judged
from routeplan.planning.make_plan import draw_ways
from routeplan.planning.plan_to_solution import reopen
from routeplan.planning.replan.constrained_problem import with_locks
from routeplan.planning.reserve_stops import reserve_stops
from routeplan.planning.risk.stated_risk import with_risk
from routeplan.planning.risk.within_risk import RiskCase
from routeplan.planning.solution_to_plan import assemble
from routeplan.planning.spare_time import open_seconds, spare_visits
from routeplan.planning.undecided_times import meeting_early, on_the_minute
from routeplan.problem.arrays import Problem
from routeplan.problem.cost import busy_by_shift
from routeplan.problem.numbering import build_problem
from routeplan.problem.solution import Budget, Engine, Searcher, Solution, Watch
from routeplan.travel.source import TravelSource

WEEK_STEPS = (0.25, 0.5, 0.75, 1.0)
"""Parts of the way from the longest week down to the evenest by share."""
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
    before: Mapping[str, int] | None = None,
    watch: Watch | None = None,
) -> Iterator[Evened]:
    """Plans with a shorter longest week, then with a shorter longest day.

    Parameters
    ----------
    plan
        Made from ``inputs``; the chief's cap on its longest day is kept.
    budget
        For each of the plans.
    locks
        What stays as it is. A plan that could not keep it is passed over.
    before
        Busy seconds by officer in earlier plans. With them all shifts of the plan are one week, and
        no shorter day gives more to the officer who has carried most.

    Raises
    ------
    JudgeError
        When one breaks a rule.
    """
    searcher = Searcher(engine, watch=watch)
    case = _Case(inputs, travel, engine, plan, locks)
    problem = case.kept(plan.search.longest_day_seconds)
    busy = busy_by_shift(problem, case.start)
    weeks = officer_weeks(inputs, before)
    longest = longest_week(weeks, busy)

    def shorter_week(cap: float, lower: Solution) -> Solution:
        return solve_week_capped(searcher, problem, weeks, cap, budget, lower)

    def shorter_day(cap: float, lower: Solution) -> Solution:
        tight = case.kept(round(cap))
        if before:
            return solve_week_capped(searcher, tight, weeks, longest, budget, lower)
        return searcher.solve(tight, budget, lower)

    for lower in case.lowered(shorter_week, longest, evenest_week(weeks, busy), WEEK_STEPS):
        yield "week", case.judged(lower)
        if lower.interrupted:
            return
    longest_day, mean_day = max(busy, default=0), sum(busy) / max(len(busy), 1)
    for lower in case.lowered(shorter_day, longest_day, mean_day, DAY_STEPS):
        yield "day", case.judged(lower)


def with_ways(plan: Plan, inputs: Inputs, travel: TravelTables, source: TravelSource) -> Plan:
    """The plan with its street lines drawn and judged once more: ready to be written.

    Raises
    ------
    JudgeError
        When it breaks a rule.
    """
    drawn = draw_ways(plan, inputs, travel, source)
    return judged(inputs, visit_times(inputs), travel, drawn)


def with_reserve(plan: Plan, inputs: Inputs, travel: TravelTables) -> Plan:
    """The plan whose rounds went to other officers with their reserve stops, judged.

    Raises
    ------
    JudgeError
        When it breaks a rule.
    """
    times = visit_times(inputs)
    chosen = reserve_stops(inputs, times, build_problem(inputs, times, travel), plan.routes)
    routes = (replace(r, reserve=reserve) for r, reserve in zip(plan.routes, chosen, strict=True))
    return judged(inputs, times, travel, replace(plan, routes=tuple(routes)))


class _Case:
    """A plan to even out: as a problem and a solution, and back from a solution to a plan."""

    def __init__(
        self,
        inputs: Inputs,
        travel: TravelTables,
        engine: Engine,
        plan: Plan,
        locks: Sequence[Lock],
    ) -> None:
        self.inputs, self.travel, self.plan, self.locks = inputs, travel, plan, locks
        self.times = visit_times(inputs)
        self.free = build_problem(inputs, self.times, travel)
        self.priced = self._held(plan.search.longest_day_seconds)
        self.start = reopen(plan, inputs, self.priced)
        self.made = _made(self.start)
        self.risk = RiskCase(inputs, self.times, self.priced, plan.known_until)
        marked = spare_visits(plan)
        self.spare = [v for v, visit in enumerate(inputs.visits) if visit.id in marked]
        self.search = replace(
            plan.search, engine=engine.name, seed=0, objective_uneven=None, interrupted=False
        )

    def _held(self, cap: int | None) -> Problem:
        """With a cap on the longest day: a shift cut in parts has it once, for all of them."""
        problem = capped(self.free, cap) if cap else self.free
        return with_locks(problem, self.inputs, self.plan, self.locks)

    def kept(self, cap: int | None) -> Problem:
        """To search with: what the plan makes stays made, under a cap on the longest day."""
        held = keeping(self._held(cap), self.start)
        return with_room_for(self.spare, held, self.start, self.inputs.policy.keep_free)

    def lowered(
        self,
        search: Callable[[float, Solution], Solution],
        longest: float,
        evenest: float,
        parts: Sequence[float],
    ) -> Iterator[Solution]:
        """What is found under caps from the longest to the evenest, each from the one before."""
        solution, last = self.start, longest
        for cap in _steps(longest, evenest, parts):
            tried = search(cap, solution)
            too_low = not self._keeps_all(tried)
            if too_low and not tried.interrupted:
                tried = search((last + cap) / 2, solution)
            if not self._keeps_all(tried):
                return
            yield tried
            if too_low or tried.interrupted:
                return
            solution, last = tried, cap

    def _keeps_all(self, solution: Solution) -> bool:
        """Whether what the plan makes is still made, what is locked with it, and the risk kept."""
        if not _made(solution) >= self.made:
            return False
        if self.inputs.policy.booking is None:
            return True
        return self.risk.keeps_to_risk(self._timed(solution))

    def _timed(self, solution: Solution) -> Solution:
        solution = on_the_minute(self.inputs, self.priced, meeting_early(self.priced, solution))
        return self.risk.leaving_in_time(solution)

    def judged(self, solution: Solution) -> Plan:
        """The plan of a solution, as the first one was made and at its prices."""
        solution = self._timed(solution)
        search = replace(
            self.search, iterations=solution.iterations, interrupted=solution.interrupted
        )
        plan = assemble(
            self.inputs, self.times, self.travel, self.priced, solution, search, spare=self.spare
        )
        plan = with_risk(plan, self.risk, solution)
        return judged(self.inputs, self.times, self.travel, plan)


def with_room_for(
    spare: Sequence[int], problem: Problem, start: Solution, keep_free: float
) -> Problem:
    """The problem where calls of spare time leave free in their shifts what is kept free of them.

    No shift gets busier than that, and those that are now take none of these calls.
    """
    if not spare:
        return problem
    busy = np.array(busy_by_shift(problem, start), np.int64)
    hours = open_seconds(problem, keep_free)
    roles = problem.roles.copy()
    roles[np.ix_(spare, busy > hours)] = 0
    caps = np.minimum(problem.max_busy, np.maximum(hours, busy)).astype(np.int32)
    return replace(problem, roles=roles, max_busy=caps)


def _made(solution: Solution) -> set[int]:
    return {v for choice in solution.choices for v in choice.visits}


def _steps(longest: float, evenest: float, parts: Sequence[float]) -> list[float]:
    """Caps on the way from the longest to the evenest."""
    return [longest - part * (longest - evenest) for part in parts] if longest > evenest else []
