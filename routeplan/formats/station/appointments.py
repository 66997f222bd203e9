"""What rows of households are read against, and the appointments in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from routeplan.formats.station.settings import Settings
from routeplan.formats.tables.cells import Cells, nearest, skipped_time
from routeplan.formats.tables.rows import Row
from routeplan.hours.windows import longest_window, without
from routeplan.model.calendar import Interval
from routeplan.model.inputs import Appointment, PlanCalendar
from routeplan.model.nights import Nights
from routeplan.phrases import phrase


@dataclass(frozen=True)
class AppointmentContext:
    """What every row is read against; ``officers`` and ``skills`` are None where not known."""

    cells: Cells
    settings: Settings
    calendar: PlanCalendar
    nights: Nights
    officers: frozenset[str] | None
    skills: frozenset[str] | None
    quiet: tuple[Interval, ...]
    lengths: dict[tuple[Interval, ...], int] = field(default_factory=dict)

    def longest(self, windows: tuple[Interval, ...]) -> int:
        """Seconds of the longest window outside quiet hours; rows share few sets of windows."""
        if windows not in self.lengths:
            self.lengths[windows] = longest_window(without(windows, self.quiet))
        return self.lengths[windows]


def known_officer(reading: AppointmentContext, row: Row, column: str) -> str | None:
    """The officer named in a cell; None, and a finding, where there is no such officer."""
    officer = row[column] or None
    if officer and reading.officers is not None and officer not in reading.officers:
        hint = nearest(officer, reading.officers)
        reading.cells.find(row, column, "officer-unknown", phrase("unknown officer"), hint)
    return officer


def promised_visit(
    reading: AppointmentContext, row: Row, seconds: int, windows: tuple[Interval, ...] | None
) -> tuple[Appointment | None, bool]:
    """The appointment, and whether its visit belongs to this plan."""
    cells, calendar = reading.cells, reading.calendar
    moment = cells.moment(row, "appointment")
    tolerance = cells.seconds(row, "tolerance_minutes", reading.settings.visits.tolerance_minutes)
    on, at = reading.nights.of_date(*moment) if moment else (calendar.first_day, 0)
    if on < calendar.first_day:
        # Whoever was promised may have left since: it is over.
        return Appointment(on, at, tolerance, row["appointment_officer"] or None), True
    officer = known_officer(reading, row, "appointment_officer")
    if moment is None:
        if officer and not row["appointment"]:
            message = phrase("an officer is promised without a time")
            cells.find(
                row, "appointment_officer", "appointment-no-time", message, phrase("give the time")
            )
        return None, True
    if on not in calendar.dates:
        message = phrase(
            "not on a day of this plan ({first} to {last})",
            first=calendar.dates[0],
            last=calendar.dates[-1],
        )
        fix = phrase("the visit is not planned now")
        cells.find(row, "appointment", "appointment-elsewhere", message, fix, warning=True)
        return Appointment(on, at, tolerance, officer), False
    _check_clock(reading, row, moment, (on, at))
    begin = calendar.elapsed(on, at)
    _check_promise(reading, row, (begin, begin + seconds), windows)
    return Appointment(on, at, tolerance, officer), True


def _check_clock(
    reading: AppointmentContext, row: Row, written: tuple[date, int], meant: tuple[date, int]
) -> None:
    """Tell a time that is taken for another one: the clock skips it, or nobody is on shift yet."""
    find = partial(reading.cells.find, row, "appointment")
    calendar = reading.calendar
    if message := skipped_time(calendar, *meant):
        fix = phrase("the visit is planned for that moment; agree on another time")
        find("time-nonexistent", message, fix, warning=True)
    (on, at), (day, seconds) = written, meant
    if day == on and seconds != at:
        clock, next_day = calendar.clock(calendar.elapsed(*meant)), on + timedelta(days=1)
        message = phrase(
            "nobody is on shift then, so the visit is planned for the following "
            "night, {next_day} {clock}",
            next_day=next_day,
            clock=clock,
        )
        counted_on = f"{24 + int(clock[:2])}{clock[2:]}"
        fix = phrase("write {on} {clock}, or correct it", on=on, clock=counted_on)
        find("appointment-next-night", message, fix, warning=True)


def _check_promise(
    reading: AppointmentContext, row: Row, promised: Interval, windows: tuple[Interval, ...] | None
) -> None:
    """A promise goes before what the resident gave and before quiet hours; say where it does."""
    find = partial(reading.cells.find, row, "appointment")
    begin, end = promised
    if windows is not None and not any(a <= begin and end <= b for a, b in windows):
        message = phrase("it falls outside the availability; the appointment takes precedence")
        find(
            "appointment-overrides",
            message,
            phrase("correct one of them if that is not intended"),
            warning=True,
        )
    if any(a < end and begin < b for a, b in reading.quiet):
        message = phrase("it falls within quiet hours; the appointment takes precedence")
        find(
            "appointment-quiet", message, phrase("correct it if that is not intended"), warning=True
        )
