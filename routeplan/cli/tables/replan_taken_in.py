"""What a replan takes in, in words: who is ill, away or back, and which rows have changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from routeplan.cli.tables.plan import console, plain
from routeplan.formats.decisions.row_changes import Fact, RowChange
from routeplan.model.changes import Absence, Changes
from routeplan.model.difference import slots
from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan
from routeplan.render.words.page_words import short_date

if TYPE_CHECKING:
    from routeplan.formats.decisions.day_changes import TypedChanges


def print_absences(changes: Changes, words: TypedChanges, inputs: Inputs) -> None:
    """Who is ill or away from when to when, and what to do if it is longer; who is back."""
    out = console()
    for line in _absences(changes, words, inputs):
        out.print(plain(line), soft_wrap=True)


def _absences(changes: Changes, words: TypedChanges, inputs: Inputs) -> Iterator[str]:
    calendar = inputs.calendar
    for absence in changes.absences:
        name = inputs.officers_by_id[absence.officer].name
        day = calendar.local(absence.begin).date()
        if not absence.ill:
            hours = f"{calendar.clock(absence.begin)}-{calendar.clock(absence.end)}"
            yield f"{name} is away {hours} on {short_date(day, 'en')}."
        elif words.until is None:
            yield (
                f"{name} is ill on {short_date(words.day, 'en')} only. If it lasts longer, "
                "add --until DATE."
            )
        else:
            span = f"from {short_date(words.day, 'en')} to {short_date(words.until, 'en')}"
            same = words.until == words.day
            yield f"{name} is ill {f'on {short_date(words.day, "en")}' if same else span}."
    last = calendar.dates[-1]
    if words.until is not None and words.until > last:
        yield (
            f"This plan ends on {short_date(last, 'en')}; enter later days in the calendar "
            "table for the next plan."
        )
    for each in changes.returns:
        name = inputs.officers_by_id[each.officer].name
        at = calendar.local(each.at)
        yield f"{name} is back from {short_date(at.date(), 'en')} {at:%H:%M}."


def print_rows(rows: Sequence[RowChange], inputs: Inputs) -> None:
    """Every row of the tables that has changed, a line each."""
    out = console()
    for row in rows:
        out.print(plain(f"From the tables: {_row(row, inputs)}"), soft_wrap=True)


def _row(row: RowChange, inputs: Inputs) -> str:
    name = f"shift {row.id}"
    if row.household:
        home = inputs.households_by_id.get(row.household)
        name = f"{row.id} {home.name}" if home and home.name != row.id else row.id
    told = {"new": "is new", "removed": "is gone", "changed": "has changed"}[row.what]
    facts = "; ".join(filter(None, (_fact(fact) for fact in row.facts)))
    return f"{name} {told}: {facts}" if facts else f"{name} {told}"


def _fact(fact: Fact) -> str:
    if not (fact.was or fact.now):
        return fact.about
    if not fact.was:
        return f"{fact.about} {fact.now}"
    return f"{fact.about} {fact.now or 'no more'}, was {fact.was}"


def her_own(before: Plan, after: Plan, changes: Changes) -> list[dict[str, Any]]:
    """Visits that somebody who is ill makes herself on a later day, for nobody else can."""
    old, new = slots(before), slots(after)
    return [
        {"visit": visit, "officer": absence.officer, "day": new[visit].day}
        for absence in changes.absences
        for visit, slot in old.items()
        if absence.ill
        and absence.officer in slot.officers
        and _during(slot.begin, slot.end, absence)
        and visit in new
        and absence.officer in new[visit].officers
    ]


def _during(begin: int, end: int, absence: Absence) -> bool:
    return begin < absence.end and absence.begin < end


def print_her_own(before: Plan, after: Plan, changes: Changes, inputs: Inputs) -> None:
    """Name what comes back to who is ill."""
    households = {s.visit: s.household for r in after.routes for s in r.stops}
    out = console()
    for each in her_own(before, after, changes):
        on = short_date(inputs.calendar.date_of(each["day"]), "en")
        home = inputs.household(households[each["visit"]]).name
        officer = inputs.officers_by_id[each["officer"]].name
        told = (
            f"{each['visit']} {home} stays with {officer}, on {on}: nobody else can make the visit"
        )
        out.print(plain(told), style="bold", soft_wrap=True)
