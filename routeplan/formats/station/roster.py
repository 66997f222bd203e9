"""The plan's shifts from officers' hours and the calendar's exceptions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from routeplan.errors import Finding
from routeplan.formats.station.officers import CalendarRow, Hours, OfficerRow
from routeplan.formats.tables.cells import Cells
from routeplan.formats.tables.rows import Row, Table
from routeplan.hours.syntax import Span, spans_by_day
from routeplan.hours.windows import without
from routeplan.model.calendar import Interval
from routeplan.model.inputs import MAX_SHIFT_END_SECONDS, Officer, PlanCalendar, Shift, ShiftBreak
from routeplan.model.nights import Nights, ShiftHours, span_of_day
from routeplan.phrases import phrase

LONGEST_GAP_SECONDS = 6 * 3600
"""Between the two stretches of a split shift; behind more a new shift begins."""
MOST_DAYS = 5
"""So many dates are named in one warning."""


@dataclass(frozen=True)
class Roster:
    """Who works when: officers in the table's order, and the calendar's exceptions."""

    officers: tuple[OfficerRow, ...]
    exceptions: tuple[CalendarRow, ...]
    calendar: PlanCalendar

    def shifts(self) -> Iterator[Shift]:
        """Day by day, officer by officer; a crew's shift stands at its first officer's place.

        Hours that lie wholly within the time that the clock skips are no shift.
        """
        for day in range(self.calendar.days):
            for officer_row in self.officers:
                yield from self._shifts_on(officer_row, day)

    def nights(self) -> Nights:
        """The hours of all shifts, from the day before the plan to the day behind it."""
        days = [self.calendar.date_of(day) for day in range(-1, self.calendar.days + 1)]
        return Nights(
            tuple(
                ShiftHours(on, self._crew(officer_row, on), *hours)
                for on in days
                for officer_row in self.officers
                if not self._is_partner(officer_row, on)
                for hours in self._hours(officer_row, on)
            )
        )

    def nights_around(self, on: date) -> Nights:
        """The hours of all shifts of a day, of the day before it and of the one behind it."""
        return replace(self, calendar=replace(self.calendar, first_day=on, days=1)).nights()

    def shift_on(self, officer: str, on: date) -> Shift | None:
        """The shift that begins on that day with this officer first; None where there is none."""
        rows = (row for row in self.officers if row.officer.id == officer)
        day = (on - self.calendar.first_day).days
        return next((shift for row in rows for shift in self._shifts_on(row, day)), None)

    def usual_hours(self, officer: str, on: date) -> list[Hours]:
        """The officer's own hours on that day, whatever the calendar says of it."""
        rows = (row for row in self.officers if row.officer.id == officer)
        return [hours for row in rows for hours in self._usual(row, on)]

    def with_hours(self, on: date, officer: str, hours: Hours, partner: str | None) -> Roster:
        """As if the calendar gave an officer these hours on that day."""
        row = CalendarRow(on, True, Row(0, {}), officer, hours, partner)
        others = (
            calendar_row
            for calendar_row in self.exceptions
            if (calendar_row.on, calendar_row.officer) != (on, officer)
        )
        return replace(self, exceptions=(*others, row))

    def _shifts_on(self, officer_row: OfficerRow, day: int) -> Iterator[Shift]:
        on = self.calendar.date_of(day)
        if self._is_partner(officer_row, on):
            return
        for hours in self._hours(officer_row, on):
            begin, end = (self.calendar.elapsed(on, seconds) for seconds in hours)
            if begin < end:
                yield self._shift(officer_row, day, hours)

    def _is_partner(self, officer_row: OfficerRow, on: date) -> bool:
        """Whether he is the second of a crew on that day."""
        todays = (e for e in self.exceptions if e.on == on and e.works)
        return any(e.partner == officer_row.officer.id for e in todays)

    def exception_on(self, officer: str, on: date) -> CalendarRow | None:
        """What the calendar says of that date: the officer's own row goes before everybody's."""
        todays = {e.officer: e for e in self.exceptions if e.on == on}
        return todays.get(officer, todays.get(None))

    def _hours(self, officer_row: OfficerRow, on: date) -> list[Hours]:
        exception = self.exception_on(officer_row.officer.id, on)
        if exception and not exception.works:
            return []
        if exception and exception.hours:
            return [exception.hours]
        return self._usual(officer_row, on)

    def has_gap(self, officer: str, on: date) -> bool:
        """Whether the officer's shift of that day is a split one."""
        rows = (row for row in self.officers if row.officer.id == officer)
        return any(self._gap(officer_row, on) for officer_row in rows)

    def _gap(self, officer_row: OfficerRow, on: date) -> Hours | None:
        """The gap of a split shift; None of any other, and on a day off."""
        exception = self.exception_on(officer_row.officer.id, on)
        if exception and (exception.hours or not exception.works):
            return exception.gap
        stretches = self._stretches(officer_row, on)
        return (stretches[0][1], stretches[1][0]) if _is_split(stretches) else None

    def _usual(self, officer_row: OfficerRow, on: date) -> list[Hours]:
        """The officer's hours that begin on that date, also across midnight; a split shift whole.

        More than one are no shift.
        """
        stretches = self._stretches(officer_row, on)
        return [(stretches[0][0], stretches[1][1])] if _is_split(stretches) else stretches

    def _stretches(self, officer_row: OfficerRow, on: date) -> list[Hours]:
        return [
            (_past_midnight(begin, begin), _past_midnight(begin, end))
            for begin, end in self._spans(officer_row)
            if begin.date() == on
        ]

    def _spans(self, officer_row: OfficerRow) -> tuple[Span, ...]:
        """The usual hours, as local times; a night that begins before the plan is seen whole.

        Hours that touch are one stretch, also at midnight.
        """
        if not officer_row.officer.hours:
            return ()
        day_before = self.calendar.first_day - timedelta(days=1)
        joined: list[Span] = []
        for begin, end in spans_by_day(
            officer_row.officer.hours, day_before, self.calendar.days + 2
        ):
            touches = joined and joined[-1][1] == begin
            joined.append((joined.pop()[0] if touches else begin, end))
        return tuple(joined)

    def _shift(self, officer_row: OfficerRow, day: int, hours: Hours) -> Shift:
        on = self.calendar.date_of(day)
        other = self._partner(officer_row, on)
        crew = self._crew(officer_row, on)
        begin, end = (self.calendar.elapsed(on, seconds) for seconds in hours)
        return Shift(
            id=f"{on} {'+'.join(crew)}",
            officers=crew,
            day=day,
            mode=officer_row.officer.mode,
            begin=begin,
            end=end,
            pause=self._pause(officer_row, on, hours),
            skills=officer_row.officer.skills | (other.skills if other else frozenset()),
            max_visits=officer_row.max_visits,
            max_busy_seconds=officer_row.max_busy_seconds,
        )

    def _partner(self, officer_row: OfficerRow, on: date) -> Officer | None:
        """The second of a crew on that day."""
        exception = self.exception_on(officer_row.officer.id, on)
        partner = exception.partner if exception else None
        return next((o.officer for o in self.officers if o.officer.id == partner), None)

    def _crew(self, officer_row: OfficerRow, on: date) -> tuple[str, ...]:
        other = self._partner(officer_row, on)
        return (officer_row.officer.id, other.id) if other else (officer_row.officer.id,)

    def _pause(self, officer_row: OfficerRow, on: date, hours: Hours) -> ShiftBreak | None:
        """The break, begun inside its window and over by the shift's end; None if it cannot be.

        That of a split shift is its gap.
        """
        if gap := self._gap(officer_row, on):
            begin, end = (self.calendar.elapsed(on, seconds) for seconds in gap)
            return ShiftBreak(begin, begin, end - begin) if begin < end else None
        if officer_row.pause_window is None:
            return None
        begin, end, opens, closes = (
            self.calendar.elapsed(on, seconds)
            for seconds in (*hours, *span_of_day(officer_row.pause_window, [hours]))
        )
        earliest, latest = max(opens, begin), min(closes, end - officer_row.pause_seconds)
        return (
            ShiftBreak(earliest, latest, officer_row.pause_seconds) if earliest <= latest else None
        )

    def findings(
        self, officer_table: Table, calendar_table: Table, quiet: Sequence[Interval] = ()
    ) -> Iterator[Finding]:
        """What only shows on the plan's days: hours no shift can have, breaks that do not apply.

        Parameters
        ----------
        quiet
            When nobody is called on but by appointment, as elapsed seconds.
        """
        officers, exceptions = Cells(officer_table), Cells(calendar_table)
        for officer_row in self.officers:
            self._check_usual(officers, officer_row)
            self._check_shifts(officers, officer_row)
            self._check_quiet(officers, exceptions, officer_row, quiet)
        for exception in self.exceptions:
            self._check_exception(exceptions, exception)
        self._check_overlaps(officers, exceptions)
        yield from officers.findings
        yield from exceptions.findings
        last = max((e.on for e in self.exceptions), default=None)
        if last and last < self.calendar.first_day:
            yield Finding(
                "calendar-ends",
                phrase("the last date is {last}, before this plan", last=last),
                phrase("update the calendar"),
                file=calendar_table.file,
                severity="warning",
            )

    def _check_usual(self, cells: Cells, officer_row: OfficerRow) -> None:
        """One shift a day, over by 30:00."""
        if any(
            _past_midnight(begin, end) > MAX_SHIFT_END_SECONDS
            for begin, end in self._spans(officer_row)
        ):
            message = phrase("a shift must end by 06:00 on the following day (30:00)")
            fix = phrase("shorten the hours, or leave a gap between two days")
            cells.find(officer_row.row, "hours", "hours-too-long", message, fix)
        elif any(len(self._usual(officer_row, on)) > 1 for on in self.calendar.dates):
            message = phrase("the hours of a day have several gaps, or one of more than 6 hours")
            fix = phrase("enter one shift a day, with one gap at most")
            cells.find(officer_row.row, "hours", "hours-split", message, fix)

    def _check_shifts(self, cells: Cells, officer_row: OfficerRow) -> None:
        """Whether there are shifts at all, and the break applies in each."""
        mine = [s for day in range(self.calendar.days) for s in self._shifts_on(officer_row, day)]
        fix = phrase("correct it if that is not intended")
        if (
            officer_row.officer.hours
            and not mine
            and not any(self._is_partner(officer_row, on) for on in self.calendar.dates)
        ):
            message = phrase("this officer has no shift in this plan")
            cells.find(officer_row.row, "hours", "officer-no-shift", message, fix, warning=True)
        breakless = [str(self.calendar.date_of(s.day)) for s in mine if not s.pause]
        if officer_row.pause_window and breakless:
            message = phrase("the break does not apply on {days}", days=", ".join(breakless))
            cells.find(
                officer_row.row, "break_window", "break-outside-shift", message, fix, warning=True
            )

    def _check_quiet(
        self, officers: Cells, exceptions: Cells, officer_row: OfficerRow, quiet: Sequence[Interval]
    ) -> None:
        """Shifts that leave no time for visits, or little, told at the row that gives the hours."""
        days: dict[tuple[bool, bool, int], list[str]] = {}
        for day in range(self.calendar.days) if quiet else ():
            on = self.calendar.date_of(day)
            exception = self.exception_on(officer_row.officer.id, on)
            given = exception if exception and exception.hours else None
            for shift in self._shifts_on(officer_row, day):
                rest = without([(shift.begin, shift.end)], quiet)
                if 2 * sum(end - begin for begin, end in rest) >= shift.end - shift.begin:
                    continue
                row = given.row if given else officer_row.row
                days.setdefault((not rest, given is not None, row.number), []).append(str(on))
        fix = phrase("change the hours of the shift, or quiet_hours in the settings")
        for (is_whole, is_exception, number), dates in days.items():
            shown = ", ".join(dates[:MOST_DAYS]) + ", ..." * (len(dates) > MOST_DAYS)
            message = phrase(
                "more than half of the shift lies within quiet hours, when only appointments are "
                "planned ({days})",
                days=shown,
            )
            if is_whole:
                message = phrase(
                    "the whole shift lies within quiet hours, when only appointments are planned "
                    "({days})",
                    days=shown,
                )
            cells = exceptions if is_exception else officers
            row = next(table_row for table_row in cells.table.rows if table_row.number == number)
            cells.find(row, "hours", "shift-quiet", message, fix, warning=True)

    def _check_exception(self, cells: Cells, exception: CalendarRow) -> None:
        """Whoever works on a day without usual hours needs the hours of that day."""
        if not exception.works or exception.hours or exception.on not in self.calendar.dates:
            return
        named = [o for o in self.officers if exception.officer in (None, o.officer.id)]
        if named and not any(self._usual(officer_row, exception.on) for officer_row in named):
            message = phrase("no usual hours apply on that day")
            fix = phrase("give hours, such as 09:00-15:00")
            cells.find(exception.row, "hours", "hours-missing", message, fix)

    def _check_overlaps(self, officers: Cells, exceptions: Cells) -> None:
        """Whether somebody would be on two shifts at once, told once for each row."""
        rows = Counter(officer_row.officer.id for officer_row in self.officers)
        shifts = sorted(self.shifts(), key=lambda shift: shift.begin)
        for officer_row in self.officers:
            mine = [shift for shift in shifts if officer_row.officer.id in shift.officers]
            done: set[tuple[str, int]] = set()
            for earlier, later in pairwise(mine) if rows[officer_row.officer.id] == 1 else ():
                exception = self._brought_about(earlier, later)
                cells = exceptions if exception else officers
                row = exception.row if exception else officer_row.row
                if later.begin < earlier.end and (cells.table.file, row.number) not in done:
                    done.add((cells.table.file, row.number))
                    self._tell_overlap(cells, row, officer_row.officer.id, earlier, later)

    def _brought_about(self, earlier: Shift, later: Shift) -> CalendarRow | None:
        """The calendar's row that one of the shifts is there by, best one that gives hours."""
        rows = [
            self.exception_on(shift.officers[0], self.calendar.date_of(shift.day))
            for shift in (later, earlier)
        ]
        exceptions = [exception for exception in rows if exception]
        first = exceptions[0] if exceptions else None
        return next((e for e in exceptions if e.hours), first)

    def _tell_overlap(
        self, cells: Cells, row: Row, officer: str, earlier: Shift, later: Shift
    ) -> None:
        days = [self.calendar.date_of(shift.day) for shift in (earlier, later)]
        until = self.calendar.clock(earlier.end, day=later.day)
        message = phrase(
            "{officer} would begin a shift on {later_day} before the shift of "
            "{earlier_day} ends at {until}",
            officer=officer,
            later_day=days[1],
            earlier_day=days[0],
            until=until,
        )
        fix = phrase("let the later shift begin when the earlier one is over")
        cells.find(row, "hours", "shifts-overlap", message, fix)


def _past_midnight(begin: datetime, end: datetime) -> int:
    """Seconds of ``end`` after 00:00 of the day on which it begins."""
    return round((end - datetime.combine(begin.date(), time())).total_seconds())


def _is_split(stretches: Sequence[Hours]) -> bool:
    """Whether the hours of a day are those of one shift with a gap."""
    return len(stretches) == 2 and stretches[1][0] - stretches[0][1] <= LONGEST_GAP_SECONDS
