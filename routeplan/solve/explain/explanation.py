"""Why a visit stands where it does, or is left out and what would bring it in: the sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from routeplan.model import Inputs
from routeplan.problem import worth_seconds
from routeplan.solve.explain.case import Case
from routeplan.solve.explain.changes import smallest_changes
from routeplan.solve.explain.options import Asked, ask, options, where_of
from routeplan.solve.explain.records import Change, Explanation, Option, Where
from routeplan.solve.placing import makers_of


def explain_household(case: Case, household: str) -> list[Explanation]:
    """Every visit of a household."""
    inputs = case.inputs
    refused = [v.id for v in inputs.refused_visits if v.household == household]
    if refused:
        return [_refused(case, visit) for visit in refused]
    return [
        explain_visit(case, v)
        for v, visit in enumerate(inputs.visits)
        if visit.household == household
    ]


def explain_visit(case: Case, v: int) -> Explanation:
    """Why a visit stands where it does, or why it is left out and what would bring it in."""
    asked = ask(case, v)
    return _planned(asked) if asked.makers else _out(asked)


def explain_left_out(case: Case) -> list[Explanation]:
    """Every visit left out, in the plan's order, with what would do while all other stops stand."""
    numbers = {visit.id: v for v, visit in enumerate(case.inputs.visits)}
    refused = {visit.id for visit in case.inputs.refused_visits}
    return [
        _refused(case, entry.visit)
        if entry.visit in refused
        else _out(ask(case, numbers[entry.visit]), search=False)
        for entry in case.plan.left_out
    ]


def _planned(asked: Asked) -> Explanation:
    case, v = asked.case, asked.v
    visit = case.inputs.visits[v]
    here = _here(asked)
    ways = options(asked)
    return Explanation(
        visit.id,
        visit.household,
        int(case.problem.worth[v]),
        _why_here(case.inputs, v, here, ways),
        here=here,
        options=tuple(ways),
    )


def _here(asked: Asked) -> Where:
    """As the plan says it, whose appointments begin on their minute where that is free."""
    case = asked.case
    name = case.inputs.visits[asked.v].id
    begins = [
        stop.begin for route in case.plan.routes for stop in route.stops if stop.visit == name
    ]
    return replace(where_of(case.inputs, case.problem, case.solution, asked.v), begin=begins[0])


def _why_here(inputs: Inputs, v: int, here: Where, ways: Sequence[Option]) -> str:
    told = f"{_named(inputs, v)} is visited by {where_text(inputs, here)}"
    if inputs.visits[v].appointment:
        told += ", as promised"
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
    if round(more / 60) == 0:
        return f"{told}; {other} would cost as much{pushed}."
    count = f"the best of {len(open_ways)} other ways" if len(open_ways) > 1 else "the other way"
    return f"{told}: {count}, {other}, would cost {_minutes(more)} more{pushed}."


def _out(asked: Asked, *, search: bool = True) -> Explanation:
    case, v = asked.case, asked.v
    visit = case.inputs.visits[v]
    code, reason = _reason_left_out(case, visit.id)
    told = f"{_named(case.inputs, v)} is left out: {reason}"
    ways = options(asked) if search else []
    changes: list[Change] = []
    tried: list[str] = []
    if search and (longer := _longer_search(asked, ways)):
        told += f". {longer}"
    else:
        changes, tried = smallest_changes(asked, search=search)
        told += f". {_what_helps(case.inputs, changes)}"
    return Explanation(
        visit.id,
        visit.household,
        int(case.problem.worth[v]),
        told,
        code=code,
        options=tuple(ways),
        changes=tuple(changes),
        tried=tuple(tried),
    )


def _reason_left_out(case: Case, visit_id: str) -> tuple[str, str]:
    """The plan's own reason; of a visit that it has otherwise, that the tables have changed."""
    for entry in case.plan.left_out:
        if entry.visit == visit_id:
            return entry.code, entry.reason
    return "plan-outdated", "the tables have changed since the plan was made"


def _longer_search(asked: Asked, ways: Sequence[Option]) -> str:
    """Nothing needs a change where a plan that has the visit costs less than this one."""
    case, v = asked.case, asked.v
    where = None
    if makers_of(case.searched, v):
        where = where_of(case.inputs, case.problem, case.searched, v)
    elif ways and ways[0].price is not None and ways[0].price.is_gain:
        where = ways[0].where
    return f"A longer search takes it in: {where_text(case.inputs, where)}." if where else ""


def _what_helps(inputs: Inputs, changes: Sequence[Change]) -> str:
    if not changes:
        return "None of the single changes that were tried brings it in."
    best = changes[0]
    return f"It would be visited by {where_text(inputs, best.where)} if {best.told}."


def _refused(case: Case, visit_id: str) -> Explanation:
    visit = case.inputs.visits_by_id[visit_id]
    worth = worth_seconds(visit, case.inputs.policy, case.plan.first_day.toordinal())
    name = case.inputs.household(visit.household).name
    told = f"{visit.id} {name} is left out: the household asked not to be called on."
    return Explanation(visit.id, visit.household, worth, told, code="do-not-call")


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
