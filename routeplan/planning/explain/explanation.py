"""Why a visit stands where it does, or is left out and what would bring it in: the sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from routeplan.model.inputs import Inputs, Visit, visit_called
from routeplan.model.worth import worth_seconds
from routeplan.phrases import Phrase, counted, phrase, short_date
from routeplan.planning.explain.again import Places, better_plans, brings_in
from routeplan.planning.explain.explanation_records import Explanation, HelpfulChange, Option, Where
from routeplan.planning.explain.helping_changes import first_change, smallest_changes
from routeplan.planning.explain.hours_knobs import day_of_own_hours
from routeplan.planning.explain.other_ways import AskedVisit, ask, options, where_of
from routeplan.planning.explain.plan_case import PlanCase
from routeplan.planning.left_out_reasons import Reason

GONE = ("moved away", "wrong address")
"""What the visit log says of households whom nobody can meet at their address."""


def explain_household(
    case: PlanCase,
    household: str,
    *,
    visit: str | None = None,
    standing: str = "",
    answer: Phrase | None = None,
) -> list[Explanation]:
    """Every visit of a household, also those that this plan is not for.

    Parameters
    ----------
    visit
        The id of one of its visits: only that one.
    standing
        What the visit log says of the household: ``met``, ``moved away``.
    answer
        What became of the household on the plan's own days, after which nobody needs to go.
    """
    inputs = case.inputs

    def meant(candidate: Visit) -> bool:
        return candidate.household == household and visit in (None, candidate.id)

    subjects = [ask(case, v) for v, candidate in enumerate(inputs.visits) if meant(candidate)]
    better = better_plans(case) if any(not wanted.makers for wanted in subjects) else []
    explanations = [
        _refused(case, refused_visit.id)
        for refused_visit in inputs.refused_visits
        if meant(refused_visit)
    ]
    explanations += [
        _planned(wanted) if wanted.makers else _out(wanted, better) for wanted in subjects
    ]
    explanations += [
        _later(case, later_visit, standing)
        for later_visit in inputs.later_visits
        if meant(later_visit)
    ]
    return explanations or [_not_asked_for(case, household, visit, standing, answer)]


def explain_visit(case: PlanCase, v: int) -> Explanation:
    """Why a visit stands where it does, or why it is left out and what would bring it in."""
    subject = ask(case, v)
    return _planned(subject) if subject.makers else _out(subject, better_plans(case))


def explain_left_out(case: PlanCase) -> list[Explanation]:
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


def _planned(subject: AskedVisit) -> Explanation:
    case, v = subject.case, subject.v
    visit = case.inputs.visits[v]
    here = _here(subject)
    ways = options(subject)
    return Explanation(
        visit.id,
        visit.household,
        int(case.problem.worth[v]),
        _why_here(case.inputs, v, here, ways, stays=subject.stays),
        here=here,
        options=tuple(ways),
    )


def _here(subject: AskedVisit) -> Where:
    """As the plan says it, whose appointments begin on their minute where that is free."""
    case = subject.case
    name = case.inputs.visits[subject.v].id
    begins = [
        stop.begin for route in case.plan.routes for stop in route.stops if stop.visit == name
    ]
    return replace(where_of(case.inputs, case.problem, case.solution, subject.v), begin=begins[0])


def _why_here(
    inputs: Inputs, v: int, here: Where, ways: Sequence[Option], *, stays: bool = False
) -> Phrase:
    visit, name = inputs.visits[v], _named(inputs, v)
    where = where_text(inputs, here)
    if visit.appointment:
        visited = phrase("{visit} is visited by {where}, as promised", visit=name, where=where)
    else:
        visited = phrase("{visit} is visited by {where}", visit=name, where=where)
    if stays:
        return phrase("{visited}, and stays: it is done, locked or printed.", visited=visited)
    open_ways = [way for way in ways if way.price is not None and way.officers]
    if not open_ways:
        return phrase("{visited}: nobody else and no other hour could take it.", visited=visited)
    return _against(inputs, visited, open_ways)


def _against(inputs: Inputs, visited: Phrase, ways: Sequence[Option]) -> Phrase:
    """What the best other way would cost."""
    best, price = ways[0], ways[0].price
    assert price is not None
    assert best.where is not None
    other = where_text(inputs, best.where)
    if price.promises_missed > 0:
        return phrase(
            "{visited}: the best other way, {other}, would break a promise.",
            visited=visited,
            other=other,
        )
    if price.is_gain:
        cost = phrase("{minutes} less", minutes=_minutes(-price.total))
    elif round(price.total / 60) <= 0:
        cost = phrase("no more")
    else:
        cost = phrase("at most {minutes} more", minutes=_minutes(price.total))
    if best.pushed_out:
        visits = ", ".join(best.pushed_out)
        cost = phrase("{cost} and push out {visits}", cost=cost, visits=visits)
    if price.is_gain:
        return phrase(
            "{visited}; {other} would cost {cost}: search longer.",
            visited=visited,
            other=other,
            cost=cost,
        )
    if round(price.total / 60) <= 0:
        return phrase(
            "{visited}; {other} would cost {cost}.", visited=visited, other=other, cost=cost
        )
    if len(ways) == 1:
        return phrase(
            "{visited}: the other way, {other}, would cost {cost}.",
            visited=visited,
            other=other,
            cost=cost,
        )
    return phrase(
        "{visited}: the best of {count} other ways, {other}, would cost {cost}.",
        visited=visited,
        count=len(ways),
        other=other,
        cost=cost,
    )


def _out(subject: AskedVisit, better: Sequence[Places], *, shortly: bool = False) -> Explanation:
    case, v = subject.case, subject.v
    visit = case.inputs.visits[v]
    reason = _reason_left_out(case, visit.id)
    ways = [] if shortly else options(subject)
    changes: list[HelpfulChange] = []
    tried: list[str] = []
    if where := _longer_search(case, better, v):
        there = where_text(case.inputs, where)
        helps = phrase("A longer search takes it in: {where}.", where=there)
    elif shortly:
        change = first_change(subject)
        changes = [change] if change else []
        helps = _what_helps(case.inputs, changes)
    else:
        changes, tried = smallest_changes(subject)
        helps = _what_helps(case.inputs, changes)
        if cheaper := _cheaper_way(case.inputs, ways):
            helps = phrase("{cheaper} {helps}", cheaper=cheaper, helps=helps)
    if where is None and (at_home := day_of_own_hours(subject)):
        helps = phrase("{at_home} {helps}", at_home=at_home, helps=helps)
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


def _reason_left_out(case: PlanCase, visit_id: str) -> Reason:
    """The plan's own reason; of a visit that it has otherwise, that the tables have changed."""
    for entry in case.plan.left_out:
        if entry.visit == visit_id:
            return Reason(entry.code, entry.detail, entry.facts)
    return Reason("plan-outdated")


def _longer_search(case: PlanCase, better: Sequence[Places], v: int) -> Where | None:
    """Where a visit stands if all better plans have it, and it is as sure as of any change."""
    visit = case.inputs.visits[v]
    calls = [other.id for other in case.inputs.visits if other.household == visit.household]
    if not better or not all(call in plan for plan in better for call in calls):
        return None
    return brings_in(case, (), v)


def _cheaper_way(inputs: Inputs, ways: Sequence[Option]) -> Phrase | None:
    """That there is a better plan with the visit, though planning again does not always find it."""
    best = ways[0] if ways else None
    if best is None or best.price is None or best.where is None or not best.price.is_gain:
        return None
    where = where_text(inputs, best.where)
    if best.price.promises_missed < 0:
        return phrase(
            "There is a better plan that has it, {where}, and keeps a promise more.", where=where
        )
    return phrase(
        "There is a better plan that has it, {where}, which costs {minutes} less.",
        where=where,
        minutes=_minutes(-best.price.total),
    )


def _what_helps(inputs: Inputs, changes: Sequence[HelpfulChange]) -> Phrase:
    if not changes:
        return phrase("None of the single changes that were tried brings it in.")
    best = changes[0]
    return phrase(
        "It would be visited by {where} if {change}.",
        where=where_text(inputs, best.where),
        change=best.told,
    )


def _refused(case: PlanCase, visit_id: str) -> Explanation:
    visit = case.inputs.visits_by_id[visit_id]
    worth = worth_seconds(visit, case.inputs.policy, case.plan.first_day.toordinal())
    return Explanation(visit.id, visit.household, worth, "", code="do-not-call")


def _later(case: PlanCase, visit: Visit, standing: str) -> Explanation:
    """A visit that belongs to no day of this plan."""
    first = case.plan.first_day
    if visit.appointment is not None:
        why = phrase("its appointment is on {day}", day=_date_text(visit.appointment.on))
    elif visit.earliest is not None:
        why = phrase("it is not due before {day}", day=_date_text(visit.earliest))
    elif standing in GONE:
        why = phrase("the visit log says: {state}", state=standing)
    else:
        why = phrase("its appointment is on no day of this plan")
    worth = worth_seconds(visit, case.inputs.policy, first.toordinal())
    sentence = _not_in_this_plan(case, visit.id, visit.household, why)
    return Explanation(visit.id, visit.household, worth, sentence, code="not-now")


def _not_asked_for(
    case: PlanCase, household: str, visit: str | None, standing: str, answer: Phrase | None
) -> Explanation:
    """A household without a visit: met or cancelled since, or gone."""
    cancelled = case.decided.changes.cancelled if case.decided else ()
    tables = case.decided.tables.visits if case.decided else ()
    theirs = {table.id for table in tables if table.household == household} | {visit}
    if theirs & {*cancelled}:
        why = answer or phrase("its visit was cancelled")
    elif standing:
        why = phrase("no visit is asked for ({state})", state=standing)
    else:
        why = phrase("no visit is asked for")
    sentence = _not_in_this_plan(case, visit or household, household, why)
    return Explanation(visit or household, household, 0, sentence, code="not-now")


def _not_in_this_plan(case: PlanCase, visit: str, household: str, why: Phrase) -> Phrase:
    return phrase(
        "{visit} is not in this plan: {why}.",
        visit=visit_called(visit, case.inputs.household(household).name),
        why=why,
    )


def _date_text(on: date) -> Phrase:
    return phrase("{day} {year}", day=short_date(on), year=on.year)


def where_text(inputs: Inputs, where: Where) -> Phrase:
    """``Dahl Emma on Tue 1 Dec at 10:40``."""
    names = " + ".join(inputs.officers_by_id[officer].name for officer in where.officers)
    return phrase(
        "{officers} on {day} at {time}",
        officers=names or phrase("a second officer"),
        day=short_date(inputs.calendar.date_of(where.day)),
        time=inputs.calendar.clock(where.begin, day=where.day),
    )


def _named(inputs: Inputs, v: int) -> str:
    visit = inputs.visits[v]
    return visit_called(visit.id, inputs.household(visit.household).name)


def _minutes(seconds: int) -> Phrase:
    """``1 minute``, ``12 minutes``."""
    return counted(round(seconds / 60), "minute")
