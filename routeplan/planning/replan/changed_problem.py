"""One set of changes as a problem, and a solution of it booked as a plan."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from routeplan.hours.windows import VisitTimes, visit_times
from routeplan.model.changes import changed_inputs
from routeplan.model.inputs import Inputs, TravelTables
from routeplan.model.locks import locked_rounds
from routeplan.model.plan import Plan, SearchRecord
from routeplan.planning.evenness.longest_day import capped
from routeplan.planning.left_out_reasons import Reason, reasons
from routeplan.planning.replan.constrained_problem import Keep, Rules, constrained
from routeplan.planning.replan.cut_shifts import onto_shifts
from routeplan.planning.replan.printed_times import printed_choices, with_printed_times
from routeplan.planning.replan.replan_searches import Leeway
from routeplan.planning.replan.request import ReplanTask, affected_rounds, struck_visits
from routeplan.planning.risk.stated_risk import with_risk
from routeplan.planning.risk.within_risk import RiskCase
from routeplan.planning.solution_to_plan import assemble
from routeplan.planning.spare_time import (
    still_spare,
)
from routeplan.planning.undecided_times import on_the_minute
from routeplan.problem.arrays import Problem
from routeplan.problem.numbering import build_problem
from routeplan.problem.schedule import timed
from routeplan.problem.solution import ShiftChoice, Solution


@dataclass(frozen=True)
class ReplanCase:
    """One set of changes as a problem, to search with and to book by.

    ``affected`` are the shifts whose sheets change anyway; what begins before ``now`` has begun.
    ``printed`` are the rounds as they stand on their sheets, by shift.
    """

    inputs: Inputs
    times: Sequence[VisitTimes]
    search: Problem
    booked: Problem
    affected: frozenset[str]
    now: int = 0
    printed: dict[int, ShiftChoice] = field(default_factory=dict)

    def within_risk(self, solution: Solution, keep: Collection[int] = ()) -> Solution:
        """The solution whose rounds keep to the stated risk, if any.

        What stays where it is, what the chief gave to somebody, and ``keep`` do not go for it.
        """
        if self.inputs.policy.booking is None:
            return solution
        risk = RiskCase(self.inputs, self.times, self.search, self.now)
        firm = set(np.flatnonzero(self.search.promised).tolist())
        if self.search.stays is not None:
            firm |= set(np.flatnonzero(self.search.stays).tolist())
        return risk.settled(solution, firm | {*keep})


def replan_case(
    plan: Plan,
    tables: Inputs,
    request: ReplanTask,
    settled: frozenset[str],
    travel: TravelTables,
    leeway: Leeway,
) -> ReplanCase:
    """The request as a problem, with more leeway than it gives, or with less."""
    changes = request.changes if leeway.gifts else replace(request.changes, given=())
    inputs = changed_inputs(tables, request.earlier + changes)
    times = visit_times(inputs)
    problem = build_problem(inputs, times, travel)
    touched = affected_rounds(plan, inputs, request)
    if request.longest_day is not None:
        problem = capped(problem, request.longest_day)
    locked = locked_rounds(plan, request.locks)
    rules = Rules(
        now=request.now,
        settled=settled,
        closed=frozenset(s.id for s in inputs.shifts if s.id in locked or s.end <= request.now),
        affected=frozenset(
            shift.id
            for shift in inputs.shifts
            if any((shift.day, officer) in touched for officer in shift.officers)
        ),
        forced=frozenset(given.visit for given in changes.given),
        keep=Keep.BALANCED if leeway.dearer > 1 and request.keep == Keep.FREE else request.keep,
        price=leeway.dearer * request.price,
        struck=struck_visits(plan, tables, request),
        loose=leeway.loose | struck_visits(plan, tables, request),
        barred=leeway.barred,
        firm=leeway.firm,
    )
    laid = onto_shifts(plan, inputs)
    search, booked = constrained(problem, inputs, plan, laid, rules)
    printed: dict[int, ShiftChoice] = {}
    if rules.keep != Keep.FREE:
        printed = printed_choices(laid, inputs, search, rules.struck)
    return ReplanCase(inputs, times, search, booked, rules.affected, request.now, printed)


def booked_plan(
    case: ReplanCase,
    solution: Solution,
    search: SearchRecord,
    travel: TravelTables,
    spare: Collection[str],
) -> Plan:
    """The plan; whatever was a call of ``spare`` time is so still, where it may be."""
    why = _reasons(case, solution, travel)
    prompt = on_the_minute(case.inputs, case.search, solution)
    chosen = _with_printed_times(case, prompt).choices
    choices = tuple(_to_the_second(case, s, choice) for s, choice in enumerate(chosen))
    idle = [not choice.visits for choice in choices]
    begin = np.array([shift.begin for shift in case.inputs.shifts], np.int32)
    problem = replace(case.booked, shift_begin=np.where(idle, begin, case.booked.shift_begin))
    booked = replace(solution, choices=choices)
    still = still_spare(
        replace(problem, shift_begin=begin),
        booked,
        [v for v, e in enumerate(case.inputs.visits) if e.id in spare and e.given_to is None],
        case.inputs.policy.keep_free,
    )
    made = assemble(case.inputs, case.times, travel, problem, booked, search, why=why, spare=still)
    return with_risk(made, RiskCase(case.inputs, case.times, problem, case.now), booked)


def _with_printed_times(case: ReplanCase, solution: Solution) -> Solution:
    """The solution whose unchanged rounds keep their printed times, within the stated risk."""
    kept = with_printed_times(solution.choices, case.printed)
    choices = (kept.get(s, choice) for s, choice in enumerate(solution.choices))
    printed = replace(solution, choices=tuple(choices))
    risk = RiskCase(case.inputs, case.times, case.search, case.now)
    return printed if risk.keeps_to_risk(printed, kept) else solution


def _to_the_second(case: ReplanCase, s: int, choice: ShiftChoice) -> ShiftChoice:
    """The choice with its times as the search has them, for booking knows no now and no pins."""
    starts = tuple((stop.begin, stop.begin) for stop in timed(case.search, s, choice).stops)
    at_station = choice.visits and case.booked.break_seconds[s] > 0 and choice.break_leg is None
    return replace(choice, starts=starts, break_leg=0 if at_station else choice.break_leg)


def _reasons(case: ReplanCase, solution: Solution, travel: TravelTables) -> dict[int, Reason]:
    """Why visits are left out, in terms of what may still change."""
    open_to_some = case.search.roles.any(axis=1)
    roles = np.where(open_to_some[:, None], case.search.roles, case.booked.roles)
    open_problem = replace(case.search, roles=roles)
    found_reasons = reasons(case.inputs, case.times, travel, open_problem, solution)
    return {
        v: reason if open_to_some[v] or not case.booked.roles[v].any() else _closed()
        for v, reason in found_reasons.items()
    }


def _closed() -> Reason:
    return Reason("round-closed")
