"""What if: more officers, evenings, officers in pairs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from routeplan.model import Inputs, Pause, Shift

EVENING_ENDS = 20 * 3600
"""An evening round ends at 20:00."""


@dataclass(frozen=True, slots=True)
class Staffing:
    """``officers`` more (or fewer) like those there are; evenings by weekday, 0 for Monday.

    On an evening's day every second shift begins later, so that it ends at 20:00; nobody works
    longer. In pairs all officers of a day go two by two.
    """

    officers: int = 0
    evenings: tuple[int, ...] = ()
    pair: bool = False


AS_NOW = Staffing()


def staffed(inputs: Inputs, staffing: Staffing) -> tuple[Shift, ...]:
    """The shifts as they would be; more officers are more of these, and not listed."""
    shifts: list[Shift] = []
    for day in range(inputs.calendar.days):
        today = [shift for shift in inputs.shifts if shift.day == day]
        if inputs.calendar.date_of(day).weekday() in staffing.evenings:
            today = list(_late(inputs, today))
        if staffing.pair:
            today = list(_paired(today))
        shifts += today
    return tuple(shifts)


def _late(inputs: Inputs, today: list[Shift]) -> Iterator[Shift]:
    """Every second shift, those that end first before others, moved into the evening."""
    by_end = sorted(today, key=lambda shift: (shift.end, shift.id))
    moved = {shift.id for shift in by_end[: (len(by_end) + 1) // 2]}
    for shift in today:
        ends = inputs.calendar.elapsed(inputs.calendar.date_of(shift.day), EVENING_ENDS)
        later = max(0, ends - shift.end) if shift.id in moved else 0
        pause = shift.pause and Pause(
            shift.pause.earliest + later, shift.pause.latest + later, shift.pause.seconds
        )
        yield replace(shift, begin=shift.begin + later, end=shift.end + later, pause=pause)


def _paired(today: list[Shift]) -> Iterator[Shift]:
    """Single officers two by two, in the order of the table, with the hours both have."""
    singles = [shift for shift in today if len(shift.officers) == 1]
    yield from (shift for shift in today if len(shift.officers) > 1)
    while len(singles) > 1:
        one = singles.pop(0)
        other = max(singles, key=lambda shift: _shared(one, shift))
        if _shared(one, other) > 0:
            singles.remove(other)
            yield replace(
                one,
                id=f"{one.id}+{other.id}",
                officers=(*one.officers, *other.officers),
                begin=max(one.begin, other.begin),
                end=min(one.end, other.end),
                skills=one.skills | other.skills,
            )
        else:
            yield one
    yield from singles


def _shared(one: Shift, other: Shift) -> int:
    """Seconds during which both are on shift."""
    return min(one.end, other.end) - max(one.begin, other.begin)
