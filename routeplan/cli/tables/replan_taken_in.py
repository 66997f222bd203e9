"""What a replan takes in, in words: who is ill, away or back, and which rows have changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from routeplan.cli.tables.plan import console, plain
from routeplan.cli.terminal.language import say, terminal_language
from routeplan.formats.decisions.made_from import (
    FACT_NAMES,
    LATER,
    PLANNED,
    REFUSED,
    SHIFT_FACT_NAMES,
)
from routeplan.formats.decisions.row_changes import Fact, RowChange
from routeplan.model.changes import Absence, Changes, Further
from routeplan.model.difference import slots
from routeplan.model.inputs import MODE_NAMES, Inputs, visit_called
from routeplan.model.plan import Plan
from routeplan.phrases import Phrase, joined, phrase
from routeplan.render.words.page_words import short_date

if TYPE_CHECKING:
    from routeplan.formats.decisions.typed_changes import TypedChanges

ROW_CHANGES = {
    "new": phrase("is new"),
    "removed": phrase("is gone"),
    "changed": phrase("has changed"),
}
CALLS = "calls"
NO_CALLS = {
    str(REFUSED): phrase("is not to be called on any more"),
    str(LATER): phrase("belongs to a later plan now"),
}
"""What is said of a row that is still there, and whose visit goes out."""
IN_MINUTES = frozenset({"length", "appointment", "break", "most busy time"})
"""Facts that have minutes in them."""
VALUES = {
    **{str(mode): name for mode, name in MODE_NAMES.items()},
    **{str(kept): kept for kept in (PLANNED, REFUSED, LATER)},
}
"""What a person reads for values that are one of a few."""


def print_absences(changes: Changes, words: TypedChanges, inputs: Inputs) -> None:
    """Who is ill or away from when to when, and what to do if it is longer; who is back."""
    out = console()
    for line in _absences(changes, words, inputs):
        out.print(plain(line), soft_wrap=True)


def _absences(changes: Changes, words: TypedChanges, inputs: Inputs) -> Iterator[str]:
    calendar = inputs.calendar
    for absence in changes.absences:
        yield _absence(absence, words, inputs)
    last = calendar.dates[-1]
    if words.until is not None and words.until > last:
        yield say(
            "This plan ends on {day}; enter later days in the calendar table for the next plan.",
            day=_date(last),
        )
    for officer_return in changes.returns:
        name = inputs.officers_by_id[officer_return.officer].name
        at = calendar.local(officer_return.at)
        yield say("{name} is back from {day} {at:%H:%M}.", name=name, day=_date(at), at=at)


def _absence(absence: Absence, words: TypedChanges, inputs: Inputs) -> str:
    calendar, name = inputs.calendar, inputs.officers_by_id[absence.officer].name
    if not absence.ill:
        hours = f"{calendar.clock(absence.begin)}-{calendar.clock(absence.end)}"
        day = _date(calendar.local(absence.begin))
        return say("{name} is away {hours} on {day}.", name=name, hours=hours, day=day)
    first = _date(words.day)
    if words.until is None:
        return say(
            "{name} is ill on {day} only. If it lasts longer, add --until DATE.",
            name=name,
            day=first,
        )
    if words.until == words.day:
        return say("{name} is ill on {day}.", name=name, day=first)
    last = _date(words.until)
    return say("{name} is ill from {first} to {last}.", name=name, first=first, last=last)


def _date(on: date) -> str:
    return short_date(on, terminal_language())


def print_rows(rows: Sequence[RowChange], inputs: Inputs) -> None:
    """Every row of the tables that has changed, a line each."""
    out = console()
    for row in rows:
        line = say("From the tables: {change}", change=_row(row, inputs))
        out.print(plain(line), soft_wrap=True)


def _row(row: RowChange, inputs: Inputs) -> Phrase:
    name: str = phrase("shift {id}", id=row.id)
    if row.household:
        home = inputs.households_by_id.get(row.household)
        name = visit_called(row.id, home.name if home else "")
    if now := NO_CALLS.get(next((fact.now for fact in row.facts if fact.about == CALLS), "")):
        return phrase("{name} {what}", name=name, what=now)
    change = phrase("{name} {what}", name=name, what=ROW_CHANGES[row.what])
    names = FACT_NAMES if row.household else SHIFT_FACT_NAMES
    facts = joined("; ", filter(None, (_fact(fact, names) for fact in row.facts)))
    return phrase("{change}: {facts}", change=change, facts=facts) if facts else change


def _fact(fact: Fact, names: Mapping[str, Phrase]) -> str:
    what = names.get(fact.about, fact.about)
    was, now = (_value(fact.about, text) for text in (fact.was, fact.now))
    if not (was or now):
        return what
    if not was:
        return phrase("{what} {now}", what=what, now=now)
    if not now:
        return phrase("{what} no more, was {was}", what=what, was=was)
    return phrase("{what} {now}, was {was}", what=what, now=now, was=was)


def _value(about: str, text: str) -> str:
    """What a fact says, as far as it is no name or number, in words that can be translated."""
    if about not in IN_MINUTES:
        return VALUES.get(text, text) if about in ("mode", "calls") else text
    parts = re.split(r"([\d.]+) min\b", text)
    parts[1::2] = [phrase("{count} min", count=count) for count in parts[1::2]]
    return joined("", parts)


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
    for own_visit in her_own(before, after, changes):
        line = say(
            "{visit} stays with {officer}, on {day}: nobody else can make the visit",
            visit=visit_called(
                own_visit["visit"], inputs.household(households[own_visit["visit"]]).name
            ),
            officer=inputs.officers_by_id[own_visit["officer"]].name,
            day=_date(inputs.calendar.date_of(own_visit["day"])),
        )
        out.print(plain(line), style="bold", soft_wrap=True)


def print_again(changes: Changes, inputs: Inputs) -> None:
    """Name the doors that stayed shut and are called on once more."""
    out = console()
    for call in called_again(changes):
        line = say(
            "{visit}: nobody opened, and there is time to call again",
            visit=visit_called(call.visit, inputs.household(call.household).name),
        )
        out.print(plain(line), soft_wrap=True)


def called_again(changes: Changes) -> list[Further]:
    """The further visits that there is time for, and that nobody was promised."""
    return [further for further in changes.further if further.earliest is not None]
