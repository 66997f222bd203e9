"""Why a visit stands where it does, or is left out and what would bring it in: the sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from routeplan.model.inputs import Inputs, Visit
from routeplan.model.worth import worth_seconds
from routeplan.planning.explain.again import Places, better_plans, brings_in
from routeplan.planning.explain.case import Case
from routeplan.planning.explain.changes import first_change, smallest_changes
from routeplan.planning.explain.options import AskedVisit, ask, options, where_of
from routeplan.planning.explain.records import Explanation, HelpfulChange, Option, Where
from routeplan.planning.left_out_reasons import Reason

GONE = ("moved away", "wrong address")
"""What the visit log says of households whom nobody can meet at their address."""


def explain_household(case: Case, household: str, *, standing: str = "") -> list[Explanation]:
    """Every visit of a household, also those that this plan is not for.

    ``standing`` is what the visit log says of it: ``met``, ``moved away``.
    """
    inputs = case.inputs
    asked = [ask(case, v) for v, visit in enumerate(inputs.visits) if visit.household == household]
    better = better_plans(case) if any(not each.makers for each in asked) else []
    found = [_refused(case, v.id) for v in inputs.refused_visits if v.household == household]
    found += [_planned(each) if each.makers else _out(each, better) for each in asked]
    found += [
        _later(case, visit, standing)
        for visit in inputs.later_visits
        if visit.household == household
    ]
    return found or [_not_asked_for(case, household, standing)]


def explain_visit(case: Case, v: int) -> Explanation:
    """Why a visit stands where it does, or why it is left out and what would bring it in."""
    asked = ask(case, v)
    return _planned(asked) if asked.makers else _out(asked, better_plans(case))


def explain_left_out(case: Case) -> list[Explanation]:
    """Every visit left out, in the plan's order, with one change that brings it in."""
    numbers = {visit.id: v for v, visit in enumerate(case.inputs.visits)}
    refused = {visit.id for visit in case.inputs.refused_visits}
    better = better_plans(case)
    return [
        _refused(case, entry.visit)
        if entry.visit in refused
        else _out(ask(case, numbers[entry.visit]), better, shortly=True)
        for entry in case.plan.left_out
    ]


def _planned(asked: AskedVisit) -> Explanation:
    case, v = asked.case, asked.v
    visit = case.inputs.visits[v]
    here = _here(asked)
    ways = options(asked)
    return Explanation(
        visit.id,
        visit.household,
        int(case.problem.worth[v]),
        _why_here(case.inputs, v, here, ways, stays=asked.stays),
        here=here,
        options=tuple(ways),
    )


def _here(asked: AskedVisit) -> Where:
    """As the plan says it, whose appointments begin on their minute where that is free."""
    case = asked.case
    name = case.inputs.visits[asked.v].id
    begins = [
        stop.begin for route in case.plan.routes for stop in route.stops if stop.visit == name
    ]
    return replace(where_of(case.inputs, case.problem, case.solution, asked.v), begin=begins[0])


def _why_here(
    inputs: Inputs, v: int, here: Where, ways: Sequence[Option], *, stays: bool = False
) -> str:
    told = f"{_named(inputs, v)} is visited by {where_text(inputs, here)}"
    if inputs.visits[v].appointment:
        told += ", as promised"
    if stays:
        return f"{told}, and stays: it is done, locked or printed."
    open_ways = [way for way in ways if way.price is not None and way.officers]
    if not open_ways:
        return f"{told}: nobody else and no other hour could take it."
    best = open_ways[0]
    assert best.price is not None
    more = best.price.total
    other = where_text(inputs, best.where) if best.where else ""
    if best.price.promises_missed > 0:
        return f"{told}: the best other way, {other}, would break a promise."
    pushed = f" and push out {_listed(best.pushed_out)}" if best.pushed_out else ""
    if best.price.is_gain:
        return f"{told}; {other} would cost {_minutes(-more)} less{pushed}: search longer."
    if round(more / 60) <= 0:
        return f"{told}; {other} would cost no more{pushed}."
    count = f"the best of {len(open_ways)} other ways" if len(open_ways) > 1 else "the other way"
    return f"{told}: {count}, {other}, would cost at most {_minutes(more)} more{pushed}."


def _out(asked: AskedVisit, better: Sequence[Places], *, shortly: bool = False) -> Explanation:
    case, v = asked.case, asked.v
    visit = case.inputs.visits[v]
    reason = _reason_left_out(case, visit.id)
    ways = [] if shortly else options(asked)
    changes: list[HelpfulChange] = []
    tried: list[str] = []
    if where := _longer_search(case, better, v):
        helps = f"A longer search takes it in: {where_text(case.inputs, where)}."
    elif shortly:
        change = first_change(asked)
        changes = [change] if change else []
        helps = _what_helps(case.inputs, changes)
    else:
        changes, tried = smallest_changes(asked)
        helps = f"{_cheaper_way(case.inputs, ways)}{_what_helps(case.inputs, changes)}"
    return Explanation(
        visit.id,
        visit.household,
        int(case.problem.worth[v]),
        helps,
        code=reason.code,
        detail=reason.detail,
        facts=reason.facts,
        options=tuple(ways),
        changes=tuple(changes),
        tried=tuple(tried),
        longer_search=where,
    )


def _reason_left_out(case: Case, visit_id: str) -> Reason:
    """The plan's own reason; of a visit that it has otherwise, that the tables have changed."""
    for entry in case.plan.left_out:
        if entry.visit == visit_id:
            return Reason(entry.code, entry.detail, entry.facts)
    return Reason("plan-outdated")


def _longer_search(case: Case, better: Sequence[Places], v: int) -> Where | None:
    """Where a visit stands if all better plans have it, and it is as sure as of any change."""
    visit = case.inputs.visits[v]
    calls = [each.id for each in case.inputs.visits if each.household == visit.household]
    if not better or not all(call in plan for plan in better for call in calls):
        return None
    return brings_in(case, (), v)


def _cheaper_way(inputs: Inputs, ways: Sequence[Option]) -> str:
    """That there is a better plan with the visit, though planning again does not always find it."""
    best = ways[0] if ways else None
    if best is None or best.price is None or best.where is None or not best.price.is_gain:
        return ""
    told = f"There is a better plan that has it, {where_text(inputs, best.where)}"
    if best.price.promises_missed < 0:
        return f"{told}, and keeps a promise more. "
    return f"{told}, which costs {_minutes(-best.price.total)} less. "


def _what_helps(inputs: Inputs, changes: Sequence[HelpfulChange]) -> str:
    if not changes:
        return "None of the single changes that were tried brings it in."
    best = changes[0]
    return f"It would be visited by {where_text(inputs, best.where)} if {best.told}."


def _refused(case: Case, visit_id: str) -> Explanation:
    visit = case.inputs.visits_by_id[visit_id]
    worth = worth_seconds(visit, case.inputs.policy, case.plan.first_day.toordinal())
    return Explanation(visit.id, visit.household, worth, "", code="do-not-call")


def _later(case: Case, visit: Visit, standing: str) -> Explanation:
    """A visit that belongs to no day of this plan."""
    first = case.plan.first_day
    if visit.appointment is not None:
        why = f"its appointment is on {_date_text(visit.appointment.on)}"
    elif visit.earliest is not None:
        why = f"it is not due before {_date_text(visit.earliest)}"
    elif standing in GONE:
        why = f"the visit log says: {standing}"
    else:
        why = "its appointment is on no day of this plan"
    worth = worth_seconds(visit, case.inputs.policy, first.toordinal())
    name = case.inputs.household(visit.household).name
    told = f"{visit.id} {name} is not in this plan: {why}."
    return Explanation(visit.id, visit.household, worth, told, code="not-now")


def _not_asked_for(case: Case, household: str, standing: str) -> Explanation:
    """A household without a visit: cancelled since, or gone."""
    cancelled = case.decided.changes.cancelled if case.decided else ()
    tables = case.decided.tables.visits if case.decided else ()
    if any(visit.id in cancelled for visit in tables if visit.household == household):
        why = "its visit was cancelled"
    else:
        why = f"no visit is asked for ({standing})" if standing else "no visit is asked for"
    told = f"{household} {case.inputs.household(household).name} is not in this plan: {why}."
    return Explanation(household, household, 0, told, code="not-now")


def _date_text(on: date) -> str:
    return f"{on:%a} {on.day} {on:%b} {on.year}"


def where_text(inputs: Inputs, where: Where) -> str:
    """``Dahl Emma on Tue 1 Dec at 10:40``."""
    names = " + ".join(inputs.officers_by_id[officer].name for officer in where.officers)
    on = inputs.calendar.date_of(where.day)
    at = inputs.calendar.clock(where.begin, day=where.day)
    return f"{names or 'a second officer'} on {on:%a} {on.day} {on:%b} at {at}"


def _named(inputs: Inputs, v: int) -> str:
    visit = inputs.visits[v]
    return f"{visit.id} {inputs.household(visit.household).name}"


def _minutes(seconds: int) -> str:
    """``1 minute``, ``12 minutes``."""
    minutes = round(seconds / 60)
    return f"{minutes:,} minute{'s' * (minutes != 1)}"


def _listed(visits: Sequence[str]) -> str:
    return ", ".join(visits)
