"""Making a report: the one place where its numbers come together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from sqlite3 import Connection

from routeplan.errors import UsageError
from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan
from routeplan.phrases import phrase
from routeplan.report.calls import Calls, read_calls
from routeplan.report.counts import (
    call_numbers,
    hour_numbers,
    household_numbers,
    otherwise_numbers,
    time_numbers,
)
from routeplan.report.covered import kind_numbers
from routeplan.report.matters_and_promises import matter_numbers, promise_numbers
from routeplan.report.outreach import outreach_numbers
from routeplan.report.overrides import Override, override_numbers
from routeplan.report.planned import (
    Planned,
    coverage_numbers,
    planned_rounds,
    workload_numbers,
)
from routeplan.report.report_numbers import KIND_NAMES, Number, Report, Scope, ScopeKind
from routeplan.report.said import said_numbers
from routeplan.report.scopes import Scopes


@dataclass(frozen=True)
class ReportRequest:
    """What is to be reported.

    Parameters
    ----------
    over
        The last day that is over: up to then plans and promises count. The next day does too once
        every sheet of its plan has a result.
    tolerance_seconds
        Of the times promised, either way.
    categories, help_kinds
        Those of the station's settings.
    kinds
        The kind of each household that has one.
    """

    first: date
    last: date
    over: date
    scope: Scope
    tolerance_seconds: int
    categories: Collection[str] = ()
    help_kinds: Collection[str] = ()
    kinds: Mapping[str, str] = field(default_factory=dict)


def make_report(
    log: Connection,
    wanted: ReportRequest,
    inputs: Inputs,
    plans: Sequence[Plan],
    overrides: Collection[Override] = (),
) -> Report:
    """Every number of the report, by its name.

    Raises
    ------
    UsageError
        When there is no such officer or beat.
    """
    calls = read_calls(log, wanted.first, wanted.last)
    scopes = _scopes(wanted.scope, inputs, calls)
    awaited = _awaited(plans, calls, wanted)
    if awaited == 0:
        wanted = replace(wanted, over=wanted.over + timedelta(days=1))
    planned = planned_rounds(plans, wanted.first, min(wanted.over, wanted.last))
    numbers = [
        *_counted(log, wanted, calls, scopes),
        *kind_numbers(inputs, wanted.kinds, calls, scopes),
        *_compared(planned, calls, inputs, scopes),
        *override_numbers(overrides, calls, _households(inputs, plans), scopes),
    ]
    return Report(
        first=wanted.first,
        last=wanted.last,
        over=wanted.over,
        scope=scopes.main,
        officers=tuple(scopes.officers),
        beats=scopes.beats,
        numbers={number.name: number for number in numbers},
        missing_weeks=planned.missing,
        awaited=awaited or 0,
    )


def _awaited(plans: Sequence[Plan], calls: Calls, wanted: ReportRequest) -> int | None:
    """Sheets of the day that is not over that have no result yet; None where it has no sheet."""
    day = wanted.over + timedelta(days=1)
    if not wanted.first <= day <= wanted.last:
        return None
    sheets = {
        logged_round.id
        for logged_round in planned_rounds(plans, day, day).rounds
        if logged_round.stops
    }
    return len(sheets - {call.round for call in calls.all}) if sheets else None


def _counted(
    log: Connection, wanted: ReportRequest, calls: Calls, scopes: Scopes
) -> Iterator[Number]:
    """What the visit log alone knows."""
    yield from call_numbers(calls, scopes)
    yield from otherwise_numbers(log, calls, scopes)
    yield from household_numbers(calls, scopes)
    yield from hour_numbers(calls, scopes)
    yield from time_numbers(calls, scopes)
    categories, help_kinds = wanted.categories, wanted.help_kinds
    yield from said_numbers(
        log, calls, scopes, categories=categories, help_kinds=help_kinds, last=wanted.last
    )
    yield from outreach_numbers(log, wanted.first, wanted.last, scopes)
    yield from matter_numbers(log, wanted.first, wanted.last, scopes)
    over, tolerance = min(wanted.over, wanted.last), wanted.tolerance_seconds
    yield from promise_numbers(log, wanted.first, over, scopes, tolerance_seconds=tolerance)


def _compared(planned: Planned, calls: Calls, inputs: Inputs, scopes: Scopes) -> Iterator[Number]:
    """What was planned, and what came of it."""
    yield from coverage_numbers(planned, calls, scopes)
    yield from workload_numbers(planned, inputs.officers, scopes)


def _scopes(main: Scope, inputs: Inputs, calls: Calls) -> Scopes:
    """Officers of the table, then those of the log who have left since."""
    known = [officer.id for officer in inputs.officers]
    once = [who for call in calls.all for who in call.officers]
    officers = list(dict.fromkeys([*known, *sorted(set(once) - set(known))]))
    scopes = Scopes(main, officers, _beats(inputs))
    there = scopes.beats if main.kind is ScopeKind.BEAT else scopes.officers
    if main.kind is not ScopeKind.STATION and main.id not in there:
        raise UsageError(
            phrase(
                "there is no {kind} {name}; use one of: {names}",
                kind=KIND_NAMES[main.kind],
                name=main.id,
                names=", ".join(there),
            )
        )
    return scopes


def _beats(inputs: Inputs) -> dict[str, str]:
    """The officer of each household that has one."""
    visits = (*inputs.visits, *inputs.refused_visits, *inputs.later_visits)
    return {visit.household: visit.preferred_officer for visit in visits if visit.preferred_officer}


def _households(inputs: Inputs, plans: Sequence[Plan]) -> dict[str, str]:
    """By visit."""
    known = {visit: details.household for visit, details in inputs.visits_by_id.items()}
    for plan in plans:
        known |= {stop.visit: stop.household for route in plan.routes for stop in route.stops}
        known |= {left_out.visit: left_out.household for left_out in plan.left_out}
    return known
