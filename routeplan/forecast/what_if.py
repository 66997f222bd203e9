"""What if: more officers, evenings, officers in pairs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from routeplan.model.inputs import Inputs, Shift, ShiftBreak

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


@dataclass(frozen=True, slots=True)
class StaffingStep:
    """So many officers are on each of the shifts; 0 where nobody is."""

    on_shift: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """The shifts with all officers, and each step from those there are to those there would be.

    Every step has one officer more, or one fewer, on the same shifts as the step before.
    """

    shifts: tuple[Shift, ...]
    steps: tuple[StaffingStep, ...]


def steps_of(inputs: Inputs, staffing: Staffing) -> Steps:
    """Officers come, or leave, one after the other: those with the most usual hours first.

    Who comes works like one of those there are, in a crew once both of it have come.
    """
    shifts = staffed(inputs, staffing)
    officers = _most_usual_first(shifts)
    now = [len(shift.officers) for shift in shifts]
    if staffing.officers <= 0:
        gone = [set(officers[:k]) for k in range(min(-staffing.officers, len(officers)) + 1)]
        left = [tuple(len(set(shift.officers) - some) for shift in shifts) for some in gone]
        return Steps(shifts, tuple(map(StaffingStep, left)))
    come = [officers[k % len(officers)] for k in range(staffing.officers)] if officers else []
    copies = [come[k : k + len(officers)] for k in range(0, len(come), max(len(officers), 1))]
    more = [
        _copied(inputs, shift, copy, number)
        for number, copy in enumerate(copies, start=2)
        for shift in shifts
        if set(shift.officers) & set(copy)
    ]
    order = [officer_copy(who, k // len(officers) + 2) for k, who in enumerate(come)]
    steps = [
        StaffingStep((*now, *(len(set(shift.officers) & set(order[:k])) for shift in more)))
        for k in range(len(order) + 1)
    ]
    return Steps((*shifts, *more), tuple(steps))


def officer_copy(officer: str, number: int) -> str:
    """The id of somebody who works like an officer there is."""
    return f"{officer} {number}"


def _copied(inputs: Inputs, shift: Shift, officers: Sequence[str], number: int) -> Shift:
    """The shift as those of its officers would make it who come."""
    some = [who for who in shift.officers if who in officers]
    skills = shift.skills
    if len(some) < len(shift.officers):
        skills &= frozenset().union(*(inputs.officers_by_id[who].skills for who in some))
    return replace(
        shift,
        id=officer_copy(shift.id, number),
        officers=tuple(officer_copy(who, number) for who in some),
        skills=skills,
    )


def _most_usual_first(shifts: Sequence[Shift]) -> list[str]:
    """Officers by how near their hours are to the mean of all."""
    hours: dict[str, int] = {}
    for shift in shifts:
        for who in shift.officers:
            hours[who] = hours.get(who, 0) + shift.end - shift.begin
    mean = sum(hours.values()) / max(len(hours), 1)
    return sorted(hours, key=lambda who: abs(hours[who] - mean))


def staffed(inputs: Inputs, staffing: Staffing) -> tuple[Shift, ...]:
    """The shifts of those there are, with these evenings, two by two if asked."""
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
        pause = shift.pause and ShiftBreak(
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
