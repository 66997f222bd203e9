"""``made_from.json``: what the tables said of every visit and shift when a plan was made.

Beside a plan, so that a later look at the tables tells which rows are new, gone or changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from routeplan.formats.plans.record_format import RecordFormat
from routeplan.model.inputs import Household, Inputs, PlanCalendar, Shift, Visit
from routeplan.phrases import phrase

PLANNED, REFUSED, LATER = phrase("in this plan"), phrase("do not call"), phrase("in a later plan")
FACT_NAMES = {
    "place": phrase("place"),
    "hours": phrase("hours at home"),
    "length": phrase("length"),
    "appointment": phrase("appointment"),
    "priority": phrase("priority"),
    "due": phrase("due"),
    "latest": phrase("latest"),
    "earliest": phrase("earliest"),
    "officers needed": phrase("officers needed"),
    "skills": phrase("skills"),
    "officer": phrase("officer"),
    "days between": phrase("days between visits"),
    "calls": phrase("calls"),
}
"""What a person reads for the names of the facts of a visit."""
SHIFT_FACT_NAMES = {
    "hours": phrase("working hours"),
    "officers": phrase("officers"),
    "mode": phrase("mode"),
    "break": phrase("break"),
    "skills": phrase("skills"),
    "most visits": phrase("most visits"),
    "most busy time": phrase("most busy time"),
}
"""The same of a shift."""

Facts = dict[str, str]
"""What was said, by what it is about: ``hours``, ``length``, ``priority``, ..."""


@dataclass(frozen=True, slots=True)
class VisitRow:
    """What the tables said of one visit."""

    household: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """Everything that a plan was made from, visits and shifts by their ids."""

    visits: dict[str, VisitRow]
    shifts: dict[str, Facts]


_FORMAT = RecordFormat(MadeFrom, "routeplan-made-from", 1)


def made_from(tables: Inputs) -> MadeFrom:
    """What the tables say: the inputs before anything is changed by a replan."""
    rows = {
        visit.id: VisitRow(visit.household, _facts(visit, tables.household(visit.household), where))
        for where, visits in (
            (PLANNED, tables.visits),
            (REFUSED, tables.refused_visits),
            (LATER, tables.later_visits),
        )
        for visit in visits
    }
    shifts = {shift.id: _hours(shift, tables.calendar) for shift in tables.shifts}
    return MadeFrom(rows, shifts)


def _facts(visit: Visit, household: Household, where: str) -> Facts:
    """As people read them; a length that was not given is nobody's word."""
    at = visit.appointment
    appointment = ""
    if at is not None:
        clock = f"{at.at_seconds // 3600:02d}:{at.at_seconds % 3600 // 60:02d}"
        appointment = f"{at.on} {clock} ±{at.tolerance_seconds / 60:g} min"
        appointment += f" {at.officer}" if at.officer else ""
    place = household.coordinate
    return {
        "place": f"{place.latitude:.5f} {place.longitude:.5f}",
        "hours": household.availability,
        "length": f"{visit.seconds / 60:g} min" if visit.seconds_given else "",
        "appointment": appointment,
        "priority": str(visit.priority),
        "due": str(visit.due or ""),
        "latest": str(visit.latest or ""),
        "earliest": str(visit.earliest or ""),
        "officers needed": str(visit.officers_needed),
        "skills": " ".join(sorted(visit.skills)),
        "officer": visit.preferred_officer or "",
        "days between": str(visit.least_days_between),
        "calls": where,
    }


def _hours(shift: Shift, calendar: PlanCalendar) -> Facts:
    def clock(at: int) -> str:
        return calendar.clock(at, day=shift.day)

    pause = shift.pause
    rest = ""
    if pause is not None:
        rest = f"{pause.seconds / 60:g} min, {clock(pause.earliest)}-{clock(pause.latest)}"
    busy = shift.max_busy_seconds
    return {
        "hours": f"{clock(shift.begin)}-{clock(shift.end)}",
        "officers": " + ".join(shift.officers),
        "mode": str(shift.mode),
        "break": rest,
        "skills": " ".join(sorted(shift.skills)),
        "most visits": "" if shift.max_visits is None else str(shift.max_visits),
        "most busy time": "" if busy is None else f"{busy / 60:g} min",
    }


def beside(plan_file: Path) -> Path:
    """``made_from.json`` beside ``plan.json``, ``made_from.1.json`` beside ``plan.1.json``."""
    return plan_file.with_name(plan_file.name.replace("plan", "made_from", 1))


def read_if_there(path: Path) -> str | None:
    """The text of the file, None where there is none."""
    return path.read_text(encoding="utf-8") if path.is_file() else None


def made_from_text(tables: Inputs) -> str:
    """The file's text."""
    return _FORMAT.text(made_from(tables))


def read_made_from(path: Path) -> MadeFrom | None:
    """The file's content; None where there is none that can be read: then the plan must do."""
    return _FORMAT.read(path)
