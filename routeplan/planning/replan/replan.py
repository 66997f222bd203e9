"""Today has changed: from a plan to the plan that keeps of it what must be kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from routeplan.hours.windows import visit_times
from routeplan.model.changes import Changes, Further, changed_inputs
from routeplan.model.difference import Price, moves, price_of, slots
from routeplan.model.inputs import Inputs, TravelTables
from routeplan.model.plan import Plan, SearchRecord
from routeplan.planning.insertion.late_insertion import with_worthwhile_visits
from routeplan.planning.judged import judged
from routeplan.planning.make_plan import draw_ways
from routeplan.planning.plan_to_solution import renumbered, reopen, without_visits
from routeplan.planning.replan.changed_problem import ReplanCase, booked_plan, replan_case
from routeplan.planning.replan.constrained_problem import Keep
from routeplan.planning.replan.cut_shifts import onto_shifts
from routeplan.planning.replan.freed_time import FreedTime
from routeplan.planning.replan.replan_searches import NO_LEEWAY, Attempt, Leeway, searched
from routeplan.planning.replan.request import (
    ReplanTask,
    changes_after_settled,
    settled_visits,
    struck_visits,
    visits_of_the_ill,
    without_lost_shifts,
)
from routeplan.planning.spare_time import (
    FilledSolution,
    fill_spare_time,
    spare_visits,
    weeks_waiting,
)
from routeplan.problem.arrays import Problem
from routeplan.problem.solution import Budget, Engine, Searcher, Solution, Watch
from routeplan.travel.source import TravelSource

FILLING_SHARE = 0.1
"""Part of the budget for calls in the time that the changes free."""


@dataclass(frozen=True, slots=True)
class Replanned:
    """The new plan, the inputs as they are now, the changes as they took effect, and the price.

    ``price`` is None when the chief gave nothing to anybody.
    """

    plan: Plan
    inputs: Inputs
    changes: Changes
    price: Price | None = None


def replan(  # noqa: PLR0913 - the way in: each is a thing of its own, as in make_plan
    plan: Plan,
    tables: Inputs,
    request: ReplanTask,
    travel: TravelTables,
    source: TravelSource,
    engine: Engine,
    *,
    budget: Budget,
    seed: int = 0,
    watch: Watch | None = None,
) -> Replanned:
    """Plan on from ``plan``, made from ``tables`` and the earlier changes.

    The tables may have changed since: ``request.struck`` names the visits whose rows have.

    Raises
    ------
    InputError
        When a stop that is done or locked no longer fits where it stands, or more stops must move
        than may.
    JudgeError
        When the new plan breaks a rule.
    """
    settled = settled_visits(plan, request)
    changes = changes_after_settled(plan, tables, request, settled, travel)
    request = replace(request, changes=without_lost_shifts(plan, tables, request, changes))
    searcher = Searcher(engine, seed, watch)
    work = _Replanning(plan, tables, request, settled, travel, searcher)
    gives = request.changes.given
    searching = budget.share(1 - FILLING_SHARE)
    part = searching.share(0.5) if gives else searching
    work, made, leeway = searched(work, part, at_most=request.at_most)
    new, changes = made.plan, work.changes
    price = None
    if gives:
        freed = work.attempt(part, replace(leeway, gifts=False), start=made.found)
        given = {given_visit.visit for given_visit in gives}  # these move for nothing
        moving = work.paid_for_moves(new, but=given) - work.paid_for_moves(freed.plan)
        price = price_of(new.totals, freed.plan.totals, moving)
    filled = work.filled(made, leeway, budget.share(FILLING_SHARE))
    inputs = filled.inputs
    new = draw_ways(filled.plan, inputs, travel, source)
    new = judged(inputs, visit_times(inputs), travel, new)
    return Replanned(new, inputs, changes + Changes(further=filled.again), price)


@dataclass(frozen=True)
class _Filled:
    """The plan with calls in freed time; ``again`` are those at doors that stayed shut."""

    plan: Plan
    inputs: Inputs
    again: tuple[Further, ...] = ()


@dataclass(frozen=True)
class _Replanning:
    """One replan: whatever it takes to search for its plan with these rules or others."""

    plan: Plan
    tables: Inputs
    request: ReplanTask
    settled: frozenset[str]
    travel: TravelTables
    searcher: Searcher

    @property
    def changes(self) -> Changes:
        return self.request.changes

    @property
    def rows(self) -> frozenset[str]:
        """Visits whose rows in the tables have changed."""
        return self.request.struck

    def with_changes(self, changes: Changes) -> _Replanning:
        return replace(self, request=replace(self.request, changes=changes))

    def attempt(
        self, budget: Budget, leeway: Leeway = NO_LEEWAY, *, start: Solution | None = None
    ) -> Attempt:
        """Search, with more leeway than the request gives, or with less."""
        case = self._case(leeway)
        if start is None:
            start = reopen(onto_shifts(self.plan, case.inputs), case.inputs, case.search)
        if leeway.firm:
            loose = {v for v, visit in enumerate(case.inputs.visits) if visit.id in leeway.loose}
            start = without_visits(start, loose)
        solution = self.searcher.solve(case.search, budget, start)
        solution = case.within_risk(with_worthwhile_visits(case.search, solution))
        made = {v for choice in solution.choices for v in choice.visits}
        assert case.search.stays is not None
        lost = [
            case.inputs.visits[v].id for v in np.flatnonzero(case.search.stays) if v not in made
        ]
        return Attempt(case.inputs, solution, tuple(lost), self._booked(case, solution))

    def filled(self, made: Attempt, leeway: Leeway, budget: Budget) -> _Filled:
        """With calls in the time that the changes free, or that is left for doors that stayed shut.

        Nothing that is made moves.
        """
        if made.found.interrupted:
            return _Filled(made.plan, made.inputs)
        again = self.request.again
        case = self._case(leeway, again)
        first_day, keep_free = case.inputs.calendar.first_day, case.inputs.policy.keep_free
        weeks = [weeks_waiting(visit, first_day) for visit in case.inputs.visits]

        def fill(problem: Problem, solution: Solution) -> FilledSolution:
            unwatched = replace(self.searcher, watch=None)
            return fill_spare_time(unwatched, problem, solution, weeks, keep_free, budget)

        freed = FreedTime(
            *(self.plan, made.plan, case.affected, self.struck()),
            again=frozenset(call.visit for call in again),
            now=self.request.now,
        )
        start = renumbered(made.found, made.inputs, case.inputs)
        filled = freed.filled(case.inputs, case.search, start, fill)
        before = {v for choice in start.choices for v in choice.visits}
        solution = case.within_risk(filled.solution, before)
        kept = {case.inputs.visits[v].id for choice in solution.choices for v in choice.visits}
        called = {case.inputs.visits[v].id for v in filled.spare} & kept
        # Where there is no time a call has been made all the same: nobody is left out of the plan.
        made_again = tuple(call for call in again if call.visit in kept)
        if not (called or made_again):
            return _Filled(made.plan, made.inputs)
        booked = self._case(leeway, made_again)
        solution = renumbered(solution, case.inputs, booked.inputs)
        return _Filled(self._booked(booked, solution, called), booked.inputs, made_again)

    def _case(self, leeway: Leeway, again: tuple[Further, ...] = ()) -> ReplanCase:
        changes = self.changes + Changes(further=again)
        request = replace(self.request, changes=changes)
        return replan_case(self.plan, self.tables, request, self.settled, self.travel, leeway)

    def _booked(self, case: ReplanCase, solution: Solution, called: Collection[str] = ()) -> Plan:
        search = SearchRecord(
            engine=self.searcher.engine.name,
            seed=self.searcher.seed,
            iterations=solution.iterations,
            longest_day_seconds=self.request.longest_day,
            interrupted=solution.interrupted,
        )
        return booked_plan(case, solution, search, self.travel, {*spare_visits(self.plan), *called})

    def struck(self) -> frozenset[str]:
        """Printed visits that a change names, or leaves without their shift."""
        return struck_visits(self.plan, self.tables, self.request)

    def hers(self) -> dict[str, frozenset[str]]:
        """By visit that somebody who is ill was to make: her shifts from then on."""
        return visits_of_the_ill(self.plan, self.tables, self.request, self.settled)

    def paid_for_moves(self, new: Plan, *, but: Collection[str] = ()) -> int:
        """What the search paid for printed visits that move, in seconds."""
        if self.request.keep == Keep.FREE:
            return 0
        price, after = self.request.price, slots(new)
        planned = {visit.id for visit in changed_inputs(self.tables, self._all_changes).visits}
        return sum(
            price * (sum(moves(was, after[visit])) if visit in after else 2)
            for visit, was in slots(self.plan).items()
            if visit in planned and visit not in but
        )

    @property
    def _all_changes(self) -> Changes:
        return self.request.earlier + self.request.changes
