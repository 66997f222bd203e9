"""What a chief could change to bring a visit in, each kind as knobs that can be turned by degrees.

A knob is one change at one place: this officer's shift, that window. Turned by ``x`` it gives the
setting that would then hold; nothing is ever written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from routeplan.model import MAX_SHIFT_END_SECONDS, Appointment, Inputs, Shift, Visit
from routeplan.solve.explain.case import Setting
from routeplan.solve.explain.options import Asked, groups_of

MOST_MINUTES = 240
"""No shift, window or day is made longer by more."""
MOST_WORTH_MINUTES = 1440
MOST_VISITS = 5

Shifts = tuple[int, ...]


@dataclass(frozen=True)
class Knob:
    """One change. Turned by 1 to ``most`` of its ``unit``; one that is made or not has no unit.

    ``shifts`` are those that may then make the visit; one behind the last is an officer more.
    """

    kind: str
    unit: str
    most: int
    shifts: Shifts
    turned: Callable[[int], Setting]
    told: Callable[[int], str]


def shift_knobs(asked: Asked) -> Iterator[Knob]:
    """Longer shifts at either end, a longer longest day, more visits in a shift."""
    for s, shift in enumerate(asked.case.inputs.shifts):
        if asked.problem.shift_day[s] in _days_at_home(asked):
            yield from _longer(asked, s, shift)
            yield from _fuller(asked, s, shift)


def _days_at_home(asked: Asked) -> set[int]:
    """Days of shifts that its windows touch, or nearly."""
    reach = 60 * MOST_MINUTES
    return {
        shift.day
        for shift in asked.case.inputs.shifts
        for begin, end in asked.case.setting.times[asked.v].windows
        if begin - reach < shift.end and end + reach > shift.begin
    }


def _together(asked: Asked, s: int) -> Shifts:
    """The shift, and for two officers all others of its day."""
    problem = asked.problem
    if problem.officers_needed[asked.v] == 1:
        return (s,)
    return tuple(t for t in range(problem.shifts) if problem.shift_day[t] == problem.shift_day[s])


def _longer(asked: Asked, s: int, shift: Shift) -> Iterator[Knob]:
    calendar, whose = asked.case.inputs.calendar, _whose(asked, shift)
    begins, ends = _free_around(asked.case.inputs, shift)

    def longer(earlier: int, later: int) -> Setting:
        """With the cap on its busy time raised by as much, else longer hours would be of no use."""
        cap = shift.max_busy_seconds
        more = None if cap is None else cap + earlier + later
        hours = replace(shift, begin=shift.begin - earlier, end=shift.end + later)
        return _with_shift(asked, s, replace(hours, max_busy_seconds=more))

    def later(x: int) -> Setting:
        return longer(0, 60 * x)

    def earlier(x: int) -> Setting:
        return longer(60 * x, 0)

    def told_later(x: int) -> str:
        at = calendar.clock(shift.end + 60 * x, day=shift.day)
        return f"{whose} ended {x} min later, at {at}"

    def told_earlier(x: int) -> str:
        return f"{whose} began {x} min earlier, at {calendar.clock(shift.begin - 60 * x)}"

    group = _together(asked, s)
    if (most := _minutes(ends - shift.end)) > 0:
        yield Knob("longer-shift", "minutes", most, group, later, told_later)
    if (most := _minutes(shift.begin - begins)) > 0:
        yield Knob("longer-shift", "minutes", most, group, earlier, told_earlier)


def _free_around(inputs: Inputs, shift: Shift) -> tuple[int, int]:
    """From when until when the shift's officers have no other shift, on its day until 30:00."""
    day = inputs.calendar.day_begin(shift.day)
    others = [
        other for other in inputs.shifts if other != shift and {*other.officers} & {*shift.officers}
    ]
    before = [other.end for other in others if other.end <= shift.begin]
    behind = [other.begin for other in others if other.begin >= shift.end]
    return max([day, *before]), min([day + MAX_SHIFT_END_SECONDS, *behind])


def _minutes(seconds: int) -> int:
    return min(MOST_MINUTES, seconds // 60)


def _fuller(asked: Asked, s: int, shift: Shift) -> Iterator[Knob]:
    whose, group = _whose(asked, shift), _together(asked, s)
    cap, stops = shift.max_busy_seconds, shift.max_visits
    if cap is not None:

        def busier(x: int) -> Setting:
            return _with_shift(asked, s, replace(shift, max_busy_seconds=cap + 60 * x))

        def told_busier(x: int) -> str:
            minutes = round(cap / 60) + x
            return (
                f"{whose} could have {minutes // 60}:{minutes % 60:02d} of travel and visits, "
                f"{x} min more"
            )

        yield Knob("longer-day", "minutes", MOST_MINUTES, group, busier, told_busier)
    if stops is not None:

        def more(x: int) -> Setting:
            return _with_shift(asked, s, replace(shift, max_visits=stops + x))

        def told_more(x: int) -> str:
            return f"{whose} could have {stops + x} visits"

        yield Knob("more-visits", "visits", MOST_VISITS, group, more, told_more)


def people_knobs(asked: Asked) -> Iterator[Knob]:
    """A second officer, an officer with the skill, another officer than the promised one."""
    visit = asked.case.inputs.visits[asked.v]
    if visit.officers_needed == 2:
        yield from _second_officers(asked)
    if visit.skills:
        yield from _skilled(asked, visit)
    if visit.appointment and visit.appointment.officer:
        anybody = _appointed(asked, replace(visit.appointment, officer=None))
        told = f"another officer than {visit.appointment.officer}, who was promised, could come"
        yield switch("other-officer", _all(asked), anybody, told)


def _second_officers(asked: Asked) -> Iterator[Knob]:
    """One officer more, for the hours of a shift that is there."""
    inputs = asked.case.inputs
    seen = set()
    for shift in inputs.shifts:
        key = (shift.begin, shift.end, shift.mode)
        if len(shift.officers) == 2 or shift.day not in _days_at_home(asked) or key in seen:
            continue
        seen.add(key)
        another = replace(shift, id=f"{shift.id}+", officers=("+",), skills=frozenset())
        setting = replace(
            asked.case.setting, inputs=replace(inputs, shifts=(*inputs.shifts, another))
        )
        day = tuple(s for s, other in enumerate(inputs.shifts) if other.day == shift.day)
        on = date_text(asked, shift.day)
        told = f"a second officer were on shift on {on}, {_hours(asked, shift)}"
        yield switch("second-officer", (*day, len(inputs.shifts)), setting, told)


def _skilled(asked: Asked, visit: Visit) -> Iterator[Knob]:
    inputs = asked.case.inputs
    for officer in inputs.officers:
        own = [s for s, shift in enumerate(inputs.shifts) if officer.id in shift.officers]
        lacking = visit.skills - frozenset().union(*(inputs.shifts[s].skills for s in own))
        if not own or not lacking:
            continue
        shifts = tuple(
            replace(shift, skills=shift.skills | visit.skills) if s in own else shift
            for s, shift in enumerate(inputs.shifts)
        )
        setting = replace(asked.case.setting, inputs=replace(inputs, shifts=shifts))
        group = tuple(sorted({t for s in own for t in _together(asked, s)}))
        told = f"{officer.name} ({officer.id}) had {', '.join(sorted(lacking))}"
        yield switch("skill", group, setting, told)


def worth_knobs(asked: Asked) -> Iterator[Knob]:
    """A higher worth; a promise has none that could be higher."""
    v, worth = asked.v, int(asked.problem.worth[asked.v])
    if not asked.problem.promised[v]:

        def worthier(x: int) -> Setting:
            return replace(asked.case.setting, worth=(v, worth + 60 * x))

        def told(x: int) -> str:
            return f"it were worth {round(worth / 60) + x} min, {x} more"

        for group in groups_of(asked):
            yield Knob("worth", "minutes", MOST_WORTH_MINUTES, group, worthier, told)


def days_between_knobs(asked: Asked) -> Iterator[Knob]:
    """Fewer days between the household's visits."""
    inputs = asked.case.inputs
    own = [v for v in inputs.visits if v.household == inputs.visits[asked.v].household]
    least = max(visit.least_days_between for visit in own)
    if len(own) > 1 and least > 0:

        def closer(x: int) -> Setting:
            visits = tuple(
                replace(visit, least_days_between=min(visit.least_days_between, least - x))
                if visit in own
                else visit
                for visit in inputs.visits
            )
            return replace(asked.case.setting, inputs=replace(inputs, visits=visits))

        def told(x: int) -> str:
            return f"{least - x} days between the household's visits were enough, {x} fewer"

        yield Knob("fewer-days-between", "days", least, _all(asked), closer, told)


def switch(kind: str, shifts: Shifts, setting: Setting, told: str) -> Knob:
    """A change that is made or not."""
    return Knob(kind, "", 1, shifts, lambda _: setting, lambda _: told)


def _all(asked: Asked) -> Shifts:
    return tuple(range(asked.problem.shifts))


def _with_shift(asked: Asked, s: int, shift: Shift) -> Setting:
    inputs = asked.case.inputs
    shifts = (*inputs.shifts[:s], shift, *inputs.shifts[s + 1 :])
    return replace(asked.case.setting, inputs=replace(inputs, shifts=shifts))


def _appointed(asked: Asked, appointment: Appointment) -> Setting:
    inputs, v = asked.case.inputs, asked.v
    visit = replace(inputs.visits[v], appointment=appointment)
    visits = (*inputs.visits[:v], visit, *inputs.visits[v + 1 :])
    return replace(asked.case.setting, inputs=replace(inputs, visits=visits))


def _whose(asked: Asked, shift: Shift) -> str:
    known = asked.case.inputs.officers_by_id
    names = " + ".join(known[officer].name for officer in shift.officers)
    return f"the shift of {names} on {date_text(asked, shift.day)}"


def _hours(asked: Asked, shift: Shift) -> str:
    clock = asked.case.inputs.calendar.clock
    return f"{clock(shift.begin)}-{clock(shift.end, day=shift.day)}"


def date_text(asked: Asked, day: int) -> str:
    """``Mon 30 Nov``."""
    on = asked.case.inputs.calendar.date_of(day)
    return f"{on:%a} {on.day} {on:%b}"
