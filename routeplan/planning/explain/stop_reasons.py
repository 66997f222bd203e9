"""Why each stop of a plan is made by its shift, in a line: for the reverse of the sheets."""

from __future__ import annotations

from collections.abc import Iterator

from routeplan.model.plan import StopReason
from routeplan.planning.explain.explanation_records import HALF_A_MINUTE
from routeplan.planning.explain.other_ways import AskedVisit, ask, best_placed
from routeplan.planning.explain.plan_case import PlanCase
from routeplan.problem.cost import totals_of
from routeplan.problem.tour import makers_of

Reasons = dict[tuple[str, str], StopReason]
"""By shift and visit."""


def stop_reasons(case: PlanCase) -> Reasons:
    """A reason for every stop, from insertion tests while all other stops stand."""
    reasons: Reasons = {}
    for v, visit in enumerate(case.inputs.visits):
        makers = makers_of(case.solution, v)
        if makers:
            reason = _reason(case, v)
            reasons |= {(case.inputs.shifts[s].id, visit.id): reason for s in makers}
    return reasons


def _reason(case: PlanCase, v: int) -> StopReason:
    if case.inputs.visits[v].appointment:
        return StopReason("promised")
    subject = ask(case, v)
    problem, rest = case.problem, subject.rest
    others = list(_others(subject))
    placed = best_placed(problem, rest, v, others) if rest is not None else None
    if placed is None:
        return StopReason("only")
    more = totals_of(problem, placed).objective - totals_of(problem, case.solution).objective
    shifts = [case.inputs.shifts[s] for s in makers_of(placed, v)]
    officers = tuple(officer for shift in shifts for officer in shift.officers)
    code = "cheapest" if more >= HALF_A_MINUTE else "as-good"
    return StopReason(code, officers, shifts[0].day, more)


def _others(subject: AskedVisit) -> Iterator[int]:
    """Shifts that do not make the visit now; for two officers those of other days."""
    problem = subject.problem
    pair = problem.officers_needed[subject.v] == 2
    days = {int(problem.shift_day[s]) for s in subject.makers} if pair else set()
    for s in range(problem.shifts):
        if s not in subject.makers and int(problem.shift_day[s]) not in days:
            yield s
