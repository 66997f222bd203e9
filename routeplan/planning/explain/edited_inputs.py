"""What a plan is made from, and what it would be made from if cells of the tables were edited.

An :class:`Edit` is made to the inputs just as reading the edited tables would make it, so that what
is tried is what a chief can write down.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from routeplan.hours.syntax import spans_by_day
from routeplan.model.changes import Edit
from routeplan.model.inputs import (
    Appointment,
    Household,
    Inputs,
    Mode,
    Officer,
    Priority,
    Shift,
    Visit,
)

Cells = Mapping[str, str]


@dataclass(frozen=True)
class Setting:
    """The inputs, and the chief's own cap on every shift's busy time in seconds (None: none)."""

    inputs: Inputs
    longest_day: int | None = None


def edited(setting: Setting, edits: Sequence[Edit]) -> Setting:
    """The setting once the tables hold these cells."""
    makers: dict[str, Callable[[Setting, Cells, Cells], Setting]] = {
        "households": _household_edited,
        "officers": _officer_edited,
        "calendar": _hours_edited,
        "settings": _settings_edited,
    }
    for edit in edits:
        setting = makers[edit.table](setting, edit.row, edit.cells)
    return setting


def household_edit(household: str, **cells: str) -> Edit:
    """These cells set in a household's row."""
    return Edit("households", {"id": household}, cells)


def officer_edit(officer: str, **cells: str) -> Edit:
    """These cells set in an officer's row."""
    return Edit("officers", {"id": officer}, cells)


def hours_edit(inputs: Inputs, shift: Shift, hours: str) -> Edit:
    """The shift's hours on its date."""
    on = str(inputs.calendar.date_of(shift.day))
    cells = {"day": "work", "hours": hours}
    if len(shift.officers) == 2:
        cells["partner"] = shift.officers[1]
    return Edit("calendar", {"date": on, "officer": shift.officers[0]}, cells)


def longest_day_edit(seconds: int) -> Edit:
    """The setting ``longest_day`` at so many seconds, written in hours and whole minutes."""
    minutes = seconds // 60
    value = f"{minutes // 60}:{minutes % 60:02d}"
    return Edit("settings", {"section": "plan"}, {"longest_day": value})


def clock_text(seconds: int) -> str:
    """``09:05``, and on after midnight: ``25:10``."""
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}"


def seconds_of(clock: str) -> int:
    """Seconds after 00:00 of a clock time."""
    hours, minutes = clock.split(":")
    return 3600 * int(hours) + 60 * int(minutes)


def _settings_edited(setting: Setting, _row: Cells, cells: Cells) -> Setting:
    return replace(setting, longest_day=seconds_of(cells["longest_day"]))


def _household_edited(setting: Setting, row: Cells, cells: Cells) -> Setting:
    inputs, name = setting.inputs, row["id"]
    households = tuple(
        _hours_given(home, cells) if home.id == name else home for home in inputs.households
    )
    visits = tuple(
        _asked_for(visit, cells) if visit.household == name else visit for visit in inputs.visits
    )
    return replace(setting, inputs=replace(inputs, households=households, visits=visits))


def _hours_given(household: Household, cells: Cells) -> Household:
    return replace(household, availability=cells.get("availability", household.availability))


def _asked_for(visit: Visit, cells: Cells) -> Visit:
    """The visit with its row's new cells; an appointment is the first visit's alone."""
    if "priority" in cells:
        visit = replace(visit, priority=Priority(cells["priority"]))
    if "days_between" in cells:
        visit = replace(visit, least_days_between=int(cells["days_between"]))
    if visit.appointment is not None:
        visit = replace(visit, appointment=_promised(visit.appointment, cells))
    return visit


def _promised(appointment: Appointment, cells: Cells) -> Appointment:
    if "tolerance_minutes" in cells:
        tolerance = round(60 * float(cells["tolerance_minutes"]))
        appointment = replace(appointment, tolerance_seconds=tolerance)
    if "appointment" in cells:
        on, at = cells["appointment"].split()
        appointment = replace(appointment, on=date.fromisoformat(on), at_seconds=seconds_of(at))
    if "appointment_officer" in cells:
        appointment = replace(appointment, officer=cells["appointment_officer"] or None)
    return appointment


def _officer_edited(setting: Setting, row: Cells, cells: Cells) -> Setting:
    inputs, name = setting.inputs, row["id"]
    if name not in inputs.officers_by_id:
        return replace(setting, inputs=_with_officer(inputs, name, cells))
    officers = tuple(
        _skilled(officer, cells) if officer.id == name else officer for officer in inputs.officers
    )
    inputs = replace(inputs, officers=officers)
    shifts = tuple(
        _of_officer(shift, inputs, name, cells) if name in shift.officers else shift
        for shift in inputs.shifts
    )
    return replace(setting, inputs=replace(inputs, shifts=shifts))


def _skilled(officer: Officer, cells: Cells) -> Officer:
    skills = cells.get("skills")
    return officer if skills is None else replace(officer, skills=frozenset(skills.split()))


def _of_officer(shift: Shift, inputs: Inputs, name: str, cells: Cells) -> Shift:
    """A shift has the skills of all its officers, and the limits of the first."""
    if "skills" in cells:
        skills_of_each = [inputs.officers_by_id[officer].skills for officer in shift.officers]
        shift = replace(shift, skills=shift.skills.union(*skills_of_each))
    if shift.officers[0] == name:
        if "max_visits" in cells:
            shift = replace(shift, max_visits=int(cells["max_visits"]))
        if "max_busy_minutes" in cells:
            busy = round(60 * float(cells["max_busy_minutes"]))
            shift = replace(shift, max_busy_seconds=busy)
    return shift


def _with_officer(inputs: Inputs, name: str, cells: Cells) -> Inputs:
    """One officer more, whose shifts come last."""
    mode, calendar = Mode(cells["mode"]), inputs.calendar
    officer = Officer(name, cells["name"], mode, hours=cells["hours"])
    shifts = list(inputs.shifts)
    for begin, end in spans_by_day(cells["hours"], calendar.first_day, calendar.days):
        day = (begin.date() - calendar.first_day).days
        midnight = begin.replace(hour=0, minute=0)
        hours = [round((at - midnight) / timedelta(seconds=1)) for at in (begin, end)]
        first, last = (calendar.elapsed(begin.date(), seconds) for seconds in hours)
        shifts.append(Shift(f"{begin.date()} {name}", (name,), day, mode, first, last))
    return replace(inputs, officers=(*inputs.officers, officer), shifts=tuple(shifts))


def _hours_edited(setting: Setting, row: Cells, cells: Cells) -> Setting:
    """Other hours on a date. The break keeps its window, which may be wider in truth."""
    inputs, on = setting.inputs, date.fromisoformat(row["date"])
    begin, end = (
        inputs.calendar.elapsed(on, seconds_of(clock)) for clock in cells["hours"].split("-")
    )
    officers = tuple(filter(None, (row["officer"], cells.get("partner"))))
    shifts = tuple(
        replace(shift, begin=begin, end=end)
        if shift.officers == officers and inputs.calendar.date_of(shift.day) == on
        else shift
        for shift in inputs.shifts
    )
    return replace(setting, inputs=replace(inputs, shifts=shifts))
