"""Which rows of the tables are new, gone or changed since a plan was made."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from routeplan.errors import Finding, InputError
from routeplan.formats.decisions.made_from import (
    LATER,
    PLANNED,
    REFUSED,
    Facts,
    MadeFrom,
    VisitRow,
    made_from,
)
from routeplan.formats.plans.plan_match import changed_visits
from routeplan.model.changes import Changes, NewTime
from routeplan.model.inputs import Coordinate, Household, Inputs, Mode, Officer
from routeplan.model.locks import as_made
from routeplan.model.plan import LeftOut, Plan, ReserveStop, Stop
from routeplan.phrases import phrase

What = Literal["new", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the tables say otherwise now; both empty where the old word is not known."""

    about: str
    was: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class RowChange:
    """A visit, or a shift (then without a ``household``), of which the tables say something else.

    ``removed`` are visits that this plan is not to make any more, whether their row is gone or
    says so.
    """

    id: str
    what: What
    household: str = ""
    facts: tuple[Fact, ...] = ()


def row_changes(
    before: MadeFrom | None, plan: Plan, tables: Inputs, inputs: Inputs, *, over: Collection[str]
) -> tuple[RowChange, ...]:
    """What has changed, shifts first, each in the order of its id.

    Parameters
    ----------
    before
        What the tables said when the plan was made. Where nobody kept that, the plan itself tells
        which visits are new or gone and which stops no longer fit.
    tables, inputs
        As they are now: as the tables say, and as earlier replans have changed that.
    over
        Visits that earlier replans have cancelled: of these nothing is told.
    """
    if before is None:
        changes = [*_shifts_of_plan(plan, inputs), *_visits_of_plan(plan, inputs)]
    else:
        now = made_from(tables)
        changes = [
            *_shifts(before.shifts, now.shifts),
            *_visits(before.visits, now.visits, {entry.visit for entry in _entries(plan)}),
        ]
    return tuple(change for change in changes if change.id not in over)


def _shifts(before: dict[str, Facts], now: dict[str, Facts]) -> Iterator[RowChange]:
    for shift in sorted(before.keys() | now.keys()):
        if shift not in before:
            hours = Fact("hours", "", now[shift]["hours"])
            yield RowChange(shift, "new", facts=(hours,))
        elif shift not in now:
            yield RowChange(shift, "removed", facts=(Fact("hours", before[shift]["hours"]),))
        elif facts := _differ(before[shift], now[shift]):
            yield RowChange(shift, "changed", facts=facts)


def _visits(
    before: dict[str, VisitRow], now: dict[str, VisitRow], named: Collection[str]
) -> Iterator[RowChange]:
    for visit in sorted(before.keys() | now.keys()):
        was, is_now = before.get(visit), now.get(visit)
        is_wanted = is_now is not None and is_now.facts["calls"] == PLANNED
        if was is None or was.facts.get("calls") == LATER:
            if is_now is not None and is_wanted:
                yield RowChange(visit, "new", is_now.household)
            continue
        facts = _differ(was.facts, is_now.facts) if is_now else ()
        if was.facts.get("calls") == REFUSED and is_now is not None and is_wanted:
            yield RowChange(visit, "new", is_now.household, facts)
        elif was.facts.get("calls") == REFUSED or visit not in named:
            continue
        elif not is_wanted:
            yield RowChange(visit, "removed", was.household, facts)
        elif facts:
            yield RowChange(visit, "changed", was.household, facts)


def _differ(was: Facts, now: Facts) -> tuple[Fact, ...]:
    about = dict.fromkeys((*was, *now))
    return tuple(
        Fact(topic, was.get(topic, ""), now.get(topic, ""))
        for topic in about
        if was.get(topic, "") != now.get(topic, "")
    )


def _shifts_of_plan(plan: Plan, inputs: Inputs) -> Iterator[RowChange]:
    """As the plan's routes tell."""
    calendar = inputs.calendar
    routes = {
        r.shift: f"{calendar.clock(r.begin, day=r.day)}-{calendar.clock(r.end, day=r.day)}"
        for r in plan.routes
    }
    shifts = {
        s.id: f"{calendar.clock(s.begin, day=s.day)}-{calendar.clock(s.end, day=s.day)}"
        for s in inputs.shifts
    }
    before = {shift: {"hours": hours} for shift, hours in routes.items()}
    yield from _shifts(before, {shift: {"hours": hours} for shift, hours in shifts.items()})


def _visits_of_plan(plan: Plan, inputs: Inputs) -> Iterator[RowChange]:
    """As the plan's stops tell: what is new, what is gone, and what no longer fits."""
    named = {entry.visit: entry.household for entry in _entries(plan)}
    wanted = {visit.id: visit.household for visit in inputs.visits}
    refused = {visit.id for visit in inputs.refused_visits}
    left = {entry.visit for entry in plan.left_out if entry.refused}
    differing = changed_visits(plan, inputs)
    for visit in sorted(named.keys() | wanted.keys()):
        if visit not in named or (visit in left and visit in wanted):
            yield RowChange(visit, "new", wanted[visit])
        elif visit in refused:
            if visit not in left:
                yield RowChange(visit, "removed", named[visit], (Fact("calls", "", REFUSED),))
        elif visit not in wanted:
            yield RowChange(visit, "removed", named[visit])
        elif visit in differing:
            yield RowChange(visit, "changed", named[visit], (Fact(differing[visit]),))


def _entries(plan: Plan) -> Iterator[Stop | ReserveStop | LeftOut]:
    for route in plan.routes:
        yield from chain(route.stops, route.reserve)
    yield from plan.left_out


def held(rows: Sequence[RowChange], plan: Plan, done: Collection[str]) -> Changes:
    """What was made stays as it was, whatever its row says by now, if there still is one."""
    visits = [
        row_change.id
        for row_change in rows
        if row_change.household and row_change.what != "new" and row_change.id in done
    ]
    return Changes(held=as_made(plan, visits))


def promised_anew(
    rows: Sequence[RowChange], tables: Inputs, earlier: Changes, *, now: int
) -> Changes:
    """Times that the tables promise since, of visits whose times earlier replans have changed.

    Such a time takes the place of the one that was told to a replan, or that was over by then.
    """
    changed = {new.visit for new in earlier.new_times} | {
        lapsed_visit.visit for lapsed_visit in earlier.lapsed
    }
    times = []
    for row_change in rows:
        visit = tables.visits_by_id.get(row_change.id) if row_change.id in changed else None
        at = visit.appointment if visit else None
        if at is None or not any(
            fact.about == "appointment" and fact.now for fact in row_change.facts
        ):
            continue
        if tables.calendar.elapsed(at.on, at.at_seconds) + at.tolerance_seconds >= now:
            times.append(
                NewTime(row_change.id, at.on, at.at_seconds, at.tolerance_seconds, at.officer)
            )
    return Changes(new_times=tuple(times))


def refuse_locked(rows: Sequence[RowChange], locked: Collection[str]) -> None:
    """Raises InputError where a locked stop is not to be made any more."""
    findings = [
        Finding(
            "change-locked",
            phrase("the visit is locked, but no longer in the tables"),
            phrase("unlock it first with 'routeplan unlock', or restore its row"),
            file="replan",
            value=row_change.id,
        )
        for row_change in rows
        if row_change.household and row_change.what == "removed" and row_change.id in locked
    ]
    if findings:
        raise InputError(findings)


def with_gone(plan: Plan, inputs: Inputs) -> Inputs:
    """The inputs with a household and an officer for each that only the plan knows, by its id.

    For telling what becomes of their stops: no plan keeps a name. The household has none, as its
    visit is named by an id beside it; the officer is called by the id.
    """
    nowhere = Coordinate(0.0, 0.0)
    homes = dict.fromkeys(entry.household for entry in _entries(plan))
    people = dict.fromkeys(officer for route in plan.routes for officer in route.officers)
    return replace(
        inputs,
        households=(
            *inputs.households,
            *(
                Household(home, "", "", nowhere, 0)
                for home in homes
                if home not in inputs.households_by_id
            ),
        ),
        officers=(
            *inputs.officers,
            *(
                Officer(name, name, Mode.FOOT)
                for name in people
                if name not in inputs.officers_by_id
            ),
        ),
    )
