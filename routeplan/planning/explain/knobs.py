"""What a chief could change to bring a visit in, each kind as knobs that can be turned by degrees.

A knob is one change at one place: this officer's shift, that window. Turned by ``x`` it names the
cells of the tables that say so; nothing is ever written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from routeplan.model.changes import Edit
from routeplan.model.inputs import MAX_SHIFT_END_SECONDS, Inputs, Priority, Shift, Visit
from routeplan.model.worth import worth_seconds
from routeplan.phrases import Phrase, counted, phrase, short_date
from routeplan.planning.explain.edited_inputs import (
    clock_text,
    hours_edit,
    household_edit,
    longest_day_edit,
    officer_edit,
)
from routeplan.planning.explain.other_ways import AskedVisit, groups_of

MOST_MINUTES = 240
"""No shift, window or day is made longer by more."""
MOST_VISITS = 5
MOST_BUSY_MINUTES = 1440
"""The most that the tables take."""

Shifts = tuple[int, ...]
Edits = tuple[Edit, ...]


@dataclass(frozen=True)
class Knob:
    """One change. Turned by 1 to ``most`` of its ``unit``; one that is made or not has no unit.

    ``shifts`` are those that may then make the visit; one behind the last is an officer more.
    """

    kind: str
    unit: str
    most: int
    shifts: Shifts
    edits: Callable[[int], Edits]
    told: Callable[[int], Phrase]


def shift_knobs(subject: AskedVisit) -> Iterator[Knob]:
    """Longer shifts at either end, a longer longest day, more visits in a shift."""
    for s, shift in enumerate(subject.case.inputs.shifts):
        if shift.day in days_at_home(subject) and _in_tables(subject, shift):
            yield from _longer(subject, s, shift)
    yield from _longer_days(subject)
    yield from _fuller(subject)


def _in_tables(subject: AskedVisit, shift: Shift) -> bool:
    """Whether it may still change, and is the tables' own: no part of one that was cut in two."""
    decided = subject.case.decided
    known = decided is None or decided.tables.shifts_by_id.get(shift.id) == shift
    return known and shift.id not in subject.case.closed


def days_at_home(subject: AskedVisit) -> set[int]:
    """Days of shifts that its windows touch, or nearly."""
    reach = 60 * MOST_MINUTES
    return {
        shift.day
        for shift in subject.case.inputs.shifts
        for begin, end in subject.windows
        if begin - reach < shift.end and end + reach > shift.begin
    }


def _together(subject: AskedVisit, shifts: Sequence[int]) -> Shifts:
    """The shifts, and for two officers all others of their days."""
    problem = subject.problem
    if problem.officers_needed[subject.v] == 1:
        return tuple(shifts)
    days = {int(problem.shift_day[s]) for s in shifts}
    return tuple(t for t in range(problem.shifts) if int(problem.shift_day[t]) in days)


def _longer(subject: AskedVisit, s: int, shift: Shift) -> Iterator[Knob]:
    inputs = subject.case.inputs
    calendar, whose, group = inputs.calendar, _whose(subject, shift), _together(subject, (s,))
    begins, ends = _free_around(subject, shift)
    day = inputs.calendar.day_begin(shift.day)
    first, last = _on_clock(inputs, shift, shift.begin), _on_clock(inputs, shift, shift.end)

    def later(x: int) -> Edits:
        return (hours_edit(inputs, shift, f"{clock_text(first)}-{clock_text(last + 60 * x)}"),)

    def earlier(x: int) -> Edits:
        return (hours_edit(inputs, shift, f"{clock_text(first - 60 * x)}-{clock_text(last)}"),)

    def told_later(x: int) -> Phrase:
        at = calendar.clock(shift.end + 60 * x, day=shift.day)
        return phrase("{shift} ended {count} min later, at {time}", shift=whose, count=x, time=at)

    def told_earlier(x: int) -> Phrase:
        at = calendar.clock(shift.begin - 60 * x)
        return phrase("{shift} began {count} min earlier, at {time}", shift=whose, count=x, time=at)

    if _clock_jumps(inputs, day):
        return  # minutes on the clock are not minutes of the shift
    if (most := _minutes(ends - shift.end)) > 0:
        yield Knob("longer-shift", "minutes", most, group, later, told_later)
    if (most := _minutes(shift.begin - begins)) > 0:
        yield Knob("longer-shift", "minutes", most, group, earlier, told_earlier)


def _on_clock(inputs: Inputs, shift: Shift, moment: int) -> int:
    """What the clock shows, in seconds after 00:00 of the shift's day."""
    local = inputs.calendar.local(moment)
    days = (local.date() - inputs.calendar.date_of(shift.day)).days
    return 86_400 * days + 3600 * local.hour + 60 * local.minute


def _clock_jumps(inputs: Inputs, day_begin: int) -> bool:
    local = inputs.calendar.local
    after = local(day_begin + MAX_SHIFT_END_SECONDS).utcoffset()
    return local(day_begin).utcoffset() != after


def _free_around(subject: AskedVisit, shift: Shift) -> tuple[int, int]:
    """From when until when the shift's officers have no other shift, on its day until 30:00."""
    inputs = subject.case.inputs
    day = inputs.calendar.day_begin(shift.day)
    others = [
        other for other in inputs.shifts if other != shift and {*other.officers} & {*shift.officers}
    ]
    before = [other.end for other in others if other.end <= shift.begin]
    behind = [other.begin for other in others if other.begin >= shift.end]
    first = max([day, *before, min(shift.begin, subject.case.now)])
    return first, min([day + MAX_SHIFT_END_SECONDS, *behind])


def _minutes(seconds: int) -> int:
    return min(MOST_MINUTES, seconds // 60)


def _longer_days(subject: AskedVisit) -> Iterator[Knob]:
    """The chief's longest day, and the officers' own limits on busy time."""
    cap, inputs = subject.case.setting.longest_day, subject.case.inputs
    if cap is not None:
        seconds = int(cap)

        def longer(x: int) -> Edits:
            return (longest_day_edit(seconds + 60 * x),)

        def sentence(x: int) -> Phrase:
            length = _hours_text(seconds + 60 * x)
            return phrase("the longest day were {length}, {count} min more", length=length, count=x)

        for group in groups_of(subject):
            yield Knob("longer-day", "minutes", MOST_MINUTES, group, longer, sentence)
    for officer, shifts in _of_officers(subject):
        limit = inputs.shifts[shifts[0]].max_busy_seconds
        if limit is not None:
            yield _busier(subject, officer, shifts, limit)


def _busier(subject: AskedVisit, officer: str, shifts: Shifts, limit: int) -> Knob:
    name = subject.case.inputs.officers_by_id[officer].name

    def busier(x: int) -> Edits:
        return (officer_edit(officer, max_busy_minutes=f"{limit / 60 + x:g}"),)

    def sentence(x: int) -> Phrase:
        return phrase(
            "{name} could have {length} of travel and visits in a shift, {count} min more",
            name=name,
            length=_hours_text(limit + 60 * x),
            count=x,
        )

    most = min(MOST_MINUTES, MOST_BUSY_MINUTES - limit // 60)
    return Knob("longer-day", "minutes", most, _together(subject, shifts), busier, sentence)


def _of_officers(subject: AskedVisit) -> Iterator[tuple[str, Shifts]]:
    """Each officer with the shifts at home hours that have his limits."""
    inputs, days = subject.case.inputs, days_at_home(subject)
    for officer in inputs.officers:
        shifts = tuple(
            s
            for s, shift in enumerate(inputs.shifts)
            if shift.officers[0] == officer.id and shift.day in days and _in_tables(subject, shift)
        )
        if shifts:
            yield officer.id, shifts


def _fuller(subject: AskedVisit) -> Iterator[Knob]:
    inputs = subject.case.inputs
    for officer, shifts in _of_officers(subject):
        stops = inputs.shifts[shifts[0]].max_visits
        if stops is not None:
            yield _more_visits(subject, officer, shifts, stops)


def _more_visits(subject: AskedVisit, officer: str, shifts: Shifts, stops: int) -> Knob:
    name = subject.case.inputs.officers_by_id[officer].name

    def more(x: int) -> Edits:
        return (officer_edit(officer, max_visits=str(stops + x)),)

    def sentence(x: int) -> Phrase:
        return phrase(
            "{name} could have {visits} visits in a shift, {count} more",
            name=name,
            visits=stops + x,
            count=x,
        )

    return Knob("more-visits", "visits", MOST_VISITS, _together(subject, shifts), more, sentence)


def people_knobs(subject: AskedVisit) -> Iterator[Knob]:
    """A second officer, an officer with the skill, another officer than the promised one."""
    visit = subject.case.inputs.visits[subject.v]
    if visit.officers_needed == 2:
        yield from _second_officers(subject)
    if visit.skills:
        yield from _skilled(subject, visit)
    if visit.appointment and visit.appointment.officer and not visit.given_to:
        sentence = phrase(
            "another officer than {officer}, who was promised, could come",
            officer=visit.appointment.officer,
        )
        edit = household_edit(visit.household, appointment_officer="")
        yield switch("other-officer", _all(subject), (edit,), sentence)


def _second_officers(subject: AskedVisit) -> Iterator[Knob]:
    """One officer more, for the hours of a shift that is there."""
    inputs = subject.case.inputs
    name, seen = _unused_id(inputs), set()
    for shift in inputs.shifts:
        key = (shift.begin, shift.end, shift.mode)
        if shift.day not in days_at_home(subject) or key in seen or not _in_tables(subject, shift):
            continue
        seen.add(key)
        day = tuple(s for s, other in enumerate(inputs.shifts) if other.day == shift.day)
        on = inputs.calendar.date_of(shift.day)
        begin, end = (inputs.calendar.clock(at) for at in (shift.begin, shift.end))
        hours = f"{on:%Y %b %d} {begin}-{end if end > begin else end.replace('00:00', '24:00')}"
        edit = officer_edit(name, name="a second officer", mode=str(shift.mode), hours=hours)
        until = inputs.calendar.clock(shift.end, day=shift.day)
        sentence = phrase(
            "a second officer were on shift on {day}, {hours}",
            day=date_text(subject, shift.day),
            hours=f"{begin}-{until}",
        )
        yield switch("second-officer", (*day, len(inputs.shifts)), (edit,), sentence)


def _unused_id(inputs: Inputs) -> str:
    taken = {officer.id.casefold() for officer in inputs.officers}
    names = ("second", *(f"second{k}" for k in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _skilled(subject: AskedVisit, visit: Visit) -> Iterator[Knob]:
    inputs = subject.case.inputs
    for officer in inputs.officers:
        shifts = [
            s
            for s, shift in enumerate(inputs.shifts)
            if officer.id in shift.officers and shift.id not in subject.case.closed
        ]
        lacking = visit.skills - officer.skills
        if not shifts or not lacking:
            continue
        edit = officer_edit(officer.id, skills=" ".join(sorted(officer.skills | lacking)))
        sentence = phrase(
            "{name} ({id}) had {skills}",
            name=officer.name,
            id=officer.id,
            skills=", ".join(sorted(lacking)),
        )
        yield switch("skill", _together(subject, shifts), (edit,), sentence)


def priority_knobs(subject: AskedVisit) -> Iterator[Knob]:
    """A higher priority, by name; a promise comes before all others already."""
    inputs, v = subject.case.inputs, subject.v
    visit, first = inputs.visits[v], inputs.calendar.first_day.toordinal()
    worth = worth_seconds(visit, inputs.policy, first)
    minutes, present = inputs.policy.worth_minutes, inputs.policy.worth_minutes[visit.priority]
    levels = (Priority.LOW, Priority.NORMAL, Priority.HIGH, Priority.MUST)
    higher = [
        priority for priority in levels if minutes[priority] > present or priority is Priority.MUST
    ]
    if subject.problem.promised[v] or visit.priority is Priority.MUST or worth <= 0:
        return

    def edits(x: int) -> Edits:
        return (household_edit(visit.household, priority=str(higher[x - 1])),)

    def sentence(x: int) -> Phrase:
        return phrase("its priority were {priority}", priority=str(higher[x - 1]))

    for group in groups_of(subject):
        yield Knob("priority", "", len(higher), group, edits, sentence)


def days_between_knobs(subject: AskedVisit) -> Iterator[Knob]:
    """Fewer days between the household's visits."""
    inputs = subject.case.inputs
    household = inputs.visits[subject.v].household
    siblings = [visit for visit in inputs.visits if visit.household == household]
    least = max(visit.least_days_between for visit in siblings)
    if len(siblings) > 1 and least > 0:

        def edits(x: int) -> Edits:
            return (household_edit(household, days_between=str(least - x)),)

        def sentence(x: int) -> Phrase:
            return phrase(
                "{days} between the household's visits were enough, {count} fewer",
                days=counted(least - x, "day"),
                count=x,
            )

        yield Knob("fewer-days-between", "days", least, _all(subject), edits, sentence)


def switch(kind: str, shifts: Shifts, edits: Edits, sentence: Phrase) -> Knob:
    """A change that is made or not."""
    return Knob(kind, "", 1, shifts, lambda _: edits, lambda _: sentence)


def _all(subject: AskedVisit) -> Shifts:
    return tuple(range(subject.problem.shifts))


def _whose(subject: AskedVisit, shift: Shift) -> Phrase:
    known = subject.case.inputs.officers_by_id
    names = " + ".join(known[officer].name for officer in shift.officers)
    on = date_text(subject, shift.day)
    return phrase("the shift of {names} on {day}", names=names, day=on)


def _hours_text(seconds: int) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60}:{minutes % 60:02d}"


def date_text(subject: AskedVisit, day: int) -> Phrase:
    """``Mon 30 Nov``."""
    return short_date(subject.case.inputs.calendar.date_of(day))
