"""Which shifts could be at other hours: what law, the calendar and quiet hours leave of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from routeplan.forecast.moved_shifts import MoveKind, ShiftMove
from routeplan.forecast.what_if import EVENING_ENDS
from routeplan.hours.windows import intervals
from routeplan.model.calendar import DAY_SECONDS, MAX_PLAN_DAYS, Interval, PlanCalendar
from routeplan.model.changes import Edit
from routeplan.model.inputs import MAX_SHIFT_END_SECONDS, Inputs, Shift
from routeplan.model.nights import Nights, ShiftHours
from routeplan.planning.explain.edited_inputs import clock_text

if TYPE_CHECKING:
    from routeplan.formats.station.roster import Roster
    from routeplan.station.reading.open_station import Workspace

HOURS = (-1, -2, 1, 2)
"""So many hours a shift is moved by."""
HOUR_SECONDS = 3600
WITHOUT_BREAK_SECONDS = 6 * HOUR_SECONDS
"""Who works longer has a break by law (Directive 2003/88/EC, article 4)."""
SATURDAY = 5

Hours = tuple[int, int]
"""Begin and end in seconds after 00:00 of the shift's day, as the clock on the wall counts on."""


def with_saturday(workspace: Workspace) -> Inputs:
    """The inputs, on one day more where that is a Saturday on which nobody is on shift."""
    inputs = workspace.inputs
    calendar = inputs.calendar
    behind = calendar.date_of(calendar.days)
    if behind.weekday() != SATURDAY or calendar.days == MAX_PLAN_DAYS:
        return inputs
    if workspace.roster.nights_around(behind).on(behind):
        return inputs
    return replace(inputs, calendar=replace(calendar, days=calendar.days + 1))


def shift_moves(workspace: Workspace, inputs: Inputs, *, today: date) -> list[ShiftMove]:
    """Every shift after today at the other hours that it may have.

    Nobody works longer, nor without the break; between two shifts of an officer is the rest that
    the settings ask for, no more of the shift lies in the quiet hours, and what the calendar says
    of a day beside the usual hours stays: days off, and hours that differ from them.

    Parameters
    ----------
    inputs
        Those of :func:`with_saturday`.
    """
    roster = replace(workspace.roster, calendar=inputs.calendar)
    rest = round(HOUR_SECONDS * workspace.settings.plan.rest_hours)
    moving = _Moving(
        roster, inputs, rest, frozenset(absence.officer for absence in workspace.absences)
    )
    later = (s for s in inputs.shifts if inputs.calendar.date_of(s.day) > today)
    return [move for shift in later if moving.is_free(shift) for move in moving.moves(shift)]


@dataclass(frozen=True)
class _Moving:
    """The station's roster, and what bounds the hours of its shifts.

    ``away`` are officers of whom nobody knows whether they are back by Saturday.
    """

    roster: Roster
    inputs: Inputs
    rest: int
    away: frozenset[str]

    @property
    def calendar(self) -> PlanCalendar:
        return self.inputs.calendar

    @cached_property
    def nights(self) -> Nights:
        return self.roster.nights()

    @cached_property
    def quiet(self) -> tuple[Interval, ...]:
        text = self.inputs.policy.quiet_hours
        return intervals(text, self.calendar) if text else ()

    def is_free(self, shift: Shift) -> bool:
        """Whether the tables alone say its hours, and no date of its own: no leave, no training."""
        on, first = self.calendar.date_of(shift.day), shift.officers[0]
        if self.roster.shift_on(first, on) != shift or self._clock_jumps(shift.day):
            return False
        if self.roster.has_gap(first, on):
            return False
        exception = self.roster.exception_on(first, on)
        if exception is None or exception.hours is None:
            return True
        usual = self.roster.usual_hours(first, on)
        return not usual or usual == [exception.hours]

    def _clock_jumps(self, day: int) -> bool:
        """Hours on the clock are not hours of the shift then."""
        on = self.calendar.date_of(day)
        begin, end = (self.calendar.elapsed(on, at) for at in (0, MAX_SHIFT_END_SECONDS))
        return end - begin != MAX_SHIFT_END_SECONDS

    def moves(self, shift: Shift) -> Iterator[ShiftMove]:
        on = self.calendar.date_of(shift.day)
        begin, end = self._hours(shift)
        seen = {(begin, end)}
        for kind, hours in _other_hours(begin, end):
            moved = self._at(shift, on, hours)
            if moved is None or hours in seen:
                continue
            seen.add(hours)
            yield ShiftMove(kind, shift, moved, (self._edit(shift, on, self._span(moved)),))
        yield from self._on_saturday(shift, (begin, end))

    def _hours(self, shift: Shift) -> Hours:
        """As the clock on the wall shows them."""
        on = self.calendar.date_of(shift.day)
        return next(
            (shift_hours.begin, shift_hours.end)
            for shift_hours in self.nights.shifts
            if shift_hours.day == on and shift_hours.officers == shift.officers
        )

    def _span(self, shift: Shift) -> Hours:
        begin = self.calendar.day_begin(shift.day)
        return shift.begin - begin, shift.end - begin

    def _at(self, shift: Shift, on: date, hours: Hours) -> Shift | None:
        """The shift at these hours of a day; None where it may not be."""
        first, *others = shift.officers
        roster = self.roster.with_hours(on, first, hours, others[0] if others else None)
        moved = roster.shift_on(first, on)
        if moved is not None and shift.pause and not moved.pause:
            # No break falls into these hours: the shift is shorter by it, if the law allows.
            hours = _shorter(hours, shift.pause.seconds, at_end=moved.begin < shift.begin)
            if not 0 < hours[1] - hours[0] <= WITHOUT_BREAK_SECONDS:
                return None
            roster = roster.with_hours(on, first, hours, others[0] if others else None)
            moved = roster.shift_on(first, on)
        if moved is None or not self._is_rested(shift, on, hours):
            return None
        return moved if self._in_quiet(moved) <= self._in_quiet(shift) else None

    def _in_quiet(self, shift: Shift) -> int:
        """Seconds of it that lie in the quiet hours."""
        return sum(
            max(0, min(end, shift.end) - max(begin, shift.begin)) for begin, end in self.quiet
        )

    def _is_rested(self, shift: Shift, on: date, hours: Hours) -> bool:
        """Whether every officer of it rests as long before and after as is due, or as now."""
        was = self.calendar.date_of(shift.day)
        for officer in shift.officers:
            theirs = self.nights.of([officer]).shifts
            others = [shift_hours for shift_hours in theirs if shift_hours.day != was]
            now = next(shift_hours for shift_hours in theirs if shift_hours.day == was)
            if _rest(ShiftHours(on, (officer,), *hours), others) < min(
                self.rest, _rest(now, others)
            ):
                return False
        return True

    def _edit(self, shift: Shift, on: date, hours: Hours | None) -> Edit:
        """The calendar's row of that day for the shift's first officer; without hours a day off."""
        first, *others = shift.officers
        exception = self.roster.exception_on(first, on)
        row = {"date": str(on), "officer": first}
        if exception is not None and exception.officer == first:
            row = {column: exception.row[column] for column in row}
        cells = {"day": "off"}
        if hours is not None:
            cells = {"day": "work", "hours": "-".join(map(clock_text, hours))}
        elif exception is not None and exception.officer == first:
            cells |= {"hours": ""}
        if others:
            cells["partner"] = others[0]
        return Edit("calendar", row, cells)

    def _on_saturday(self, shift: Shift, hours: Hours) -> Iterator[ShiftMove]:
        """The officer's shift of a weekday on the next Saturday that is free."""
        on = self.calendar.date_of(shift.day)
        saturday = on + timedelta(days=SATURDAY - on.weekday())
        if on.weekday() >= SATURDAY or saturday > self.calendar.dates[-1]:
            return
        officer, *others = shift.officers
        day = (saturday - self.calendar.first_day).days
        if others or officer in self.away or self._clock_jumps(day):
            return
        if self.roster.exception_on(officer, saturday):
            return
        if any(shift_hours.day == saturday for shift_hours in self.nights.of([officer]).shifts):
            return
        moved = self._at(shift, saturday, hours)
        if moved is not None:
            edits = (
                self._edit(shift, on, None),
                self._edit(shift, saturday, self._span(moved)),
            )
            yield ShiftMove(MoveKind.SATURDAY, shift, moved, edits)


def hours_of(inputs: Inputs, shift: Shift) -> str:
    """``09:00-17:00``; a night counts on after midnight."""
    clock = inputs.calendar.clock
    return f"{clock(shift.begin, day=shift.day)}-{clock(shift.end, day=shift.day)}"


def _other_hours(begin: int, end: int) -> Iterator[tuple[MoveKind, Hours]]:
    for hours in HOURS:
        by = HOUR_SECONDS * hours
        kind = MoveKind.LATER if hours > 0 else MoveKind.EARLIER
        if begin + by >= 0 and end + by <= MAX_SHIFT_END_SECONDS:
            yield kind, (begin + by, end + by)
    if begin <= EVENING_ENDS - (end - begin):
        yield MoveKind.EVENING, (EVENING_ENDS - (end - begin), EVENING_ENDS)


def _shorter(hours: Hours, seconds: int, *, at_end: bool) -> Hours:
    """Without so many seconds at one end."""
    begin, end = hours
    return (begin, end - seconds) if at_end else (begin + seconds, end)


def _rest(shift: ShiftHours, others: Sequence[ShiftHours]) -> int:
    """The shorter of the times before and after a shift in which its officer is on no other.

    Below 0 where they overlap. Of a night in which the clock jumps an hour is not counted.
    """
    begin, end = _from_to(shift)
    spans = [_from_to(other) for other in others]
    return min(
        (begin - until if since <= begin else since - end for since, until in spans),
        default=DAY_SECONDS,
    )


def _from_to(shift: ShiftHours) -> Interval:
    midnight = DAY_SECONDS * shift.day.toordinal()
    return midnight + shift.begin, midnight + shift.end
