"""``officers.csv`` and ``calendar.csv``: who works when, by what mode, with which break."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from routeplan.availability import intervals
from routeplan.errors import Finding
from routeplan.formats.cells import Cells, nearest
from routeplan.formats.tables import Row, Table
from routeplan.model import (
    MAX_SHIFT_END_SECONDS,
    Mode,
    NonexistentTimeError,
    Officer,
    Pause,
    PlanCalendar,
    Shift,
)
from routeplan.opening_hours_text import lint

OFFICER_COLUMNS = (
    "id",
    "name",
    "mode",
    "hours",
    "break_minutes",
    "break_window",
    "skills",
    "max_visits",
    "max_busy_minutes",
)
OFFICER_NEEDED = ("id", "name", "mode", "hours")
CALENDAR_COLUMNS = ("date", "day", "officer", "hours", "partner", "note")
CALENDAR_NEEDED = ("date", "day")

Hours = tuple[int, int]
"""Seconds after 00:00 of the shift's day."""


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """An officer with what his shifts are made from; times in seconds after 00:00 of a day."""

    officer: Officer
    row: Row
    pause_seconds: int = 0
    pause_window: Hours | None = None
    max_visits: int | None = None
    max_busy_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One dated exception: a day off or a day of work, for one officer or (None) for all."""

    on: date
    works: bool
    row: Row
    officer: str | None = None
    hours: Hours | None = None
    partner: str | None = None


def read_officers(table: Table) -> tuple[list[OfficerRow], list[Finding]]:
    """Every officer of the table, and what is wrong with it."""
    cells = Cells(table)
    seen: dict[str, int] = {}
    found = []
    for row in table.rows:
        key = row["id"].casefold()
        if not key:
            cells.find(row, "id", "id-missing", "it has no id", "give it one of its own")
        elif key in seen:
            told = f"it stands in row {seen[key]} too"
            cells.find(row, "id", "duplicate-id", told, "give each row an id of its own")
        seen.setdefault(key, row.number)
        found.append(_officer(cells, row))
    return found, cells.findings


def _officer(cells: Cells, row: Row) -> OfficerRow:
    if not row["hours"]:
        cells.find(row, "hours", "hours-missing", "it has no hours", "write 'Mo-Fr 08:00-16:00'")
    for refused in lint(row["hours"]) if row["hours"] else ():
        cells.find(row, "hours", refused.code, refused.message, refused.fix)
    if not row["mode"]:
        cells.find(row, "mode", "word-unknown", "it has no mode", "write foot, bike or car")
    minutes = cells.number(row, "break_minutes", low=1, high=480)
    window = cells.clock_range(row, "break_window")
    if (minutes is None) != (window is None) and (row["break_minutes"] or row["break_window"]):
        cells.find(
            row,
            "break_window",
            "break-incomplete",
            "a break needs minutes and a window",
            "fill both cells, or neither",
        )
    busy = cells.number(row, "max_busy_minutes", low=1, high=1440)
    officer = Officer(
        id=row["id"],
        name=row["name"],
        mode=cells.choice(row, "mode", Mode, Mode.FOOT),
        skills=cells.words(row, "skills"),
        hours=row["hours"] if row["hours"] and not lint(row["hours"]) else "",
    )
    return OfficerRow(
        officer,
        row,
        pause_seconds=round(60 * (minutes or 0)) if window else 0,
        pause_window=window if minutes else None,
        max_visits=cells.whole(row, "max_visits", low=1, high=500),
        max_busy_seconds=None if busy is None else round(60 * busy),
    )


def read_calendar(
    table: Table, officers: frozenset[str]
) -> tuple[list[CalendarRow], list[Finding]]:
    """Every exception of the calendar, and what is wrong with it."""
    cells = Cells(table)
    found = []
    for row in table.rows:
        on = cells.date(row, "date")
        if not row["date"]:
            cells.find(row, "date", "date-malformed", "it has no date", "write it like 2026-11-24")
        if row["day"].casefold() not in ("off", "work"):
            cells.find(
                row, "day", "word-unknown", "it is neither off nor work", "write off or work"
            )
        for column in ("officer", "partner"):
            if row[column] and row[column] not in officers:
                hint = nearest(row[column], officers)
                cells.find(row, column, "officer-unknown", "there is no such officer", hint)
        if row["partner"] and row["partner"] in ("", row["officer"]):
            cells.find(row, "partner", "crew-of-one", "a crew is two officers", "name another one")
        if row["partner"] and not row["officer"]:
            cells.find(row, "officer", "crew-of-one", "a crew is two officers", "name both")
        hours = cells.clock_range(row, "hours")
        if on:
            works = row["day"].casefold() == "work"
            officer, partner = row["officer"] or None, row["partner"] or None
            found.append(CalendarRow(on, works, row, officer, hours, partner))
    return found, cells.findings


@dataclass(frozen=True)
class Roster:
    """The plan's shifts from officers' hours and the calendar's exceptions."""

    officers: tuple[OfficerRow, ...]
    exceptions: tuple[CalendarRow, ...]
    calendar: PlanCalendar

    def shifts(self) -> Iterator[Shift]:
        """Day by day, officer by officer; a crew's shift stands at its first officer's place."""
        for day, on in enumerate(self.calendar.dates):
            partners = {e.partner: e for e in self.exceptions if e.on == on and e.works}
            for own in self.officers:
                if own.officer.id in partners and partners[own.officer.id].officer:
                    continue
                for hours in self._hours(own, on, day):
                    yield self._shift(own, on, day, hours)

    def _exception(self, officer: str, on: date) -> CalendarRow | None:
        """The officer's own row of that date goes before everybody's; the last one wins."""
        todays = [e for e in self.exceptions if e.on == on and e.officer in (officer, None)]
        own = [e for e in todays if e.officer == officer]
        ranked = [*todays, *own]
        return ranked[-1] if ranked else None

    def _hours(self, own: OfficerRow, on: date, day: int) -> list[Hours]:
        exception = self._exception(own.officer.id, on)
        if exception and not exception.works:
            return []
        if exception and exception.hours:
            return [exception.hours]
        return self._usual(own, day)

    def _usual(self, own: OfficerRow, day: int) -> list[Hours]:
        """The longest stretch of the officer's hours that begins on that day."""
        if not own.officer.hours:
            return []
        midnight, next_midnight = (self.calendar.day_begin(day + k) for k in (0, 1))
        begun = [
            (begin - midnight, min(end - midnight, MAX_SHIFT_END_SECONDS))
            for begin, end in intervals(own.officer.hours, self.calendar)
            if midnight <= begin < next_midnight
        ]
        return [(min(b for b, _ in begun), max(e for _, e in begun))] if begun else []

    def _shift(self, own: OfficerRow, on: date, day: int, hours: Hours) -> Shift:
        exception = self._exception(own.officer.id, on)
        partner = exception.partner if exception and exception.works else None
        other = next((o.officer for o in self.officers if o.officer.id == partner), None)
        crew = (own.officer.id, other.id) if other else (own.officer.id,)
        begin, end = (self.calendar.elapsed(on, seconds) for seconds in hours)
        return Shift(
            id=f"{on} {'+'.join(crew)}",
            officers=crew,
            day=day,
            mode=own.officer.mode,
            begin=begin,
            end=end,
            pause=self._pause(own, on, begin, end),
            skills=own.officer.skills | (other.skills if other else frozenset()),
            max_visits=own.max_visits,
            max_busy_seconds=own.max_busy_seconds,
        )

    def _pause(self, own: OfficerRow, on: date, begin: int, end: int) -> Pause | None:
        """The break, as far as its window falls into the shift; None when it does not."""
        if own.pause_window is None:
            return None
        earliest, close = (self.calendar.elapsed(on, seconds) for seconds in own.pause_window)
        earliest, latest = max(earliest, begin), min(close, end) - own.pause_seconds
        return Pause(earliest, latest, own.pause_seconds) if earliest <= latest else None

    def warnings(self, file: str, calendar_file: str) -> Iterator[Finding]:
        """Officers without a shift, breaks that do not apply, a calendar that ends too soon."""
        try:
            shifts = list(self.shifts())
        except NonexistentTimeError:
            return
        for own in self.officers:
            mine = [shift for shift in shifts if own.officer.id in shift.officers]
            if not mine:
                yield self._warning(
                    file, own.row, "hours", "officer-no-shift", "has no shift in this plan"
                )
            breakless = [s for s in mine if s.officers[0] == own.officer.id and not s.pause]
            if own.pause_window and breakless:
                told = f"does not apply on {', '.join(str(s.id.split()[0]) for s in breakless)}"
                yield self._warning(file, own.row, "break_window", "break-outside-shift", told)
        last = max((e.on for e in self.exceptions), default=None)
        if last and last < self.calendar.dates[0]:
            yield Finding(
                "calendar-ends",
                f"its last date is {last}, before this plan",
                "bring the calendar up to date",
                file=calendar_file,
                severity="warning",
            )

    def _warning(self, file: str, row: Row, column: str, code: str, message: str) -> Finding:
        return Finding(
            code,
            message,
            "correct it if that is not meant",
            file=file,
            row=row.number,
            column=column,
            value=row[column][:80],
            severity="warning",
        )
