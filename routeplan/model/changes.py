"""What has changed since the tables were written: who is away, what is cancelled, new times.

The changes of a day are kept beside its plan; :func:`changed_inputs` gives the inputs as they are
now, for planning, for the judge and for every page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import pairwise

from routeplan.model.calendar import Interval
from routeplan.model.inputs import (
    Appointment,
    Done,
    Inputs,
    PlanCalendar,
    Priority,
    Shift,
    ShiftBreak,
    Visit,
)


@dataclass(frozen=True, slots=True)
class Absence:
    """An officer is away from ``begin`` to ``end`` (elapsed seconds): no visit, no way, no break.

    He is back at the station when it begins, and leaves from there when it ends. Of one who is
    ``ill`` the visits go to others first.
    """

    officer: str
    begin: int
    end: int
    ill: bool = False


@dataclass(frozen=True, slots=True)
class Return:
    """An officer is back from ``at`` on: whatever absence of his was to last longer ends then."""

    officer: str
    at: int


@dataclass(frozen=True, slots=True)
class NewTime:
    """A visit is promised for ``at_seconds`` (wall clock) of ``on``, perhaps by an officer."""

    visit: str
    on: date
    at_seconds: int
    tolerance_seconds: int
    officer: str | None = None


@dataclass(frozen=True, slots=True)
class Further:
    """A household is to have one visit more than the tables say, like its others.

    ``earliest`` is given where nobody opened, and it is called on once more because there is time:
    not before that day, and as nothing that is promised.
    """

    visit: str
    household: str
    earliest: date | None = None


@dataclass(frozen=True, slots=True)
class NewHours:
    """A household says that these hours suit, an opening_hours text: its visits go by them."""

    household: str
    hours: str


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A visit's appointment was on ``on``, and nobody went: it goes by the household's hours."""

    visit: str
    on: date


@dataclass(frozen=True, slots=True)
class GivenVisit:
    """The chief has given a visit to an officer, for a ``reason``."""

    visit: str
    officer: str
    reason: str


@dataclass(frozen=True, slots=True)
class Held:
    """A visit that was made stays in the plan as it was, though its row has changed since."""

    visit: str
    begin: int
    end: int
    officers: int
    chance: float
    promised: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes; ``cancelled`` are visits that nobody needs to make any more."""

    absences: tuple[Absence, ...] = ()
    cancelled: tuple[str, ...] = ()
    new_times: tuple[NewTime, ...] = ()
    given: tuple[GivenVisit, ...] = ()
    further: tuple[Further, ...] = ()
    lapsed: tuple[Lapsed, ...] = ()
    held: tuple[Held, ...] = ()
    returns: tuple[Return, ...] = ()
    hours: tuple[NewHours, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    def __add__(self, later: Changes) -> Changes:
        """Both; of two new times, officers or hours the later one counts.

        A time that is over later counts no more, and a new one takes the place of it. A later
        return cuts an earlier absence short.
        """
        retimed = {new.visit for new in later.new_times}
        over = {lapsed_visit.visit for lapsed_visit in later.lapsed}
        given = {given_visit.visit for given_visit in later.given}
        heard = {hours.household for hours in later.hours}
        return Changes(
            (*_cut_short(self.absences, later.returns), *later.absences),
            tuple(dict.fromkeys((*self.cancelled, *later.cancelled))),
            (*(n for n in self.new_times if n.visit not in retimed | over), *later.new_times),
            (*(g for g in self.given if g.visit not in given), *later.given),
            (*self.further, *later.further),
            (
                *(
                    lapsed_visit
                    for lapsed_visit in self.lapsed
                    if lapsed_visit.visit not in retimed
                ),
                *later.lapsed,
            ),
            (*self.held, *later.held),
            (*self.returns, *later.returns),
            (*(hours for hours in self.hours if hours.household not in heard), *later.hours),
        )


NO_CHANGES = Changes()


@dataclass(frozen=True, slots=True)
class Edit:
    """Cells of one row of the tables to be set.

    Parameters
    ----------
    table
        ``households``, ``officers``, ``calendar``, or ``settings``.
    row
        Columns and values that name the row: an ``id``, or a ``date`` and ``officer``; of the
        settings the section. A row that is not there is added.
    cells
        Columns and their new values.
    """

    table: str
    row: Mapping[str, str]
    cells: Mapping[str, str]


def _cut_short(absences: Sequence[Absence], returns: Sequence[Return]) -> Iterator[Absence]:
    """The absences as far as they last: who comes back before one begins was never away."""
    back: dict[str, int] = {}
    for officer_return in returns:
        back[officer_return.officer] = min(
            officer_return.at, back.get(officer_return.officer, officer_return.at)
        )
    for absence in absences:
        end = min(absence.end, back.get(absence.officer, absence.end))
        if absence.begin < end:
            yield replace(absence, end=end)


def changed_inputs(inputs: Inputs, changes: Changes) -> Inputs:
    """The inputs as the changes leave them. What they name and the inputs lack is passed over."""
    times = {new.visit: new for new in changes.new_times}
    given = {given_visit.visit: given_visit.officer for given_visit in changes.given}
    held = {held_shift.visit: held_shift for held_shift in changes.held}
    lapsed = {lapsed_visit.visit: lapsed_visit.on for lapsed_visit in changes.lapsed}

    def changed(visit: Visit) -> Visit:
        if visit.id in held:
            return _held_visit(visit, held[visit.id], inputs.calendar)
        if visit.id in lapsed:
            visit = by_its_hours(visit, lapsed[visit.id])
        return _changed_visit(visit, times.get(visit.id), given.get(visit.id))

    visits = [
        changed(visit)
        for visit in (
            *_with_further(inputs, changes.further),
            *(v for v in (*inputs.refused_visits, *inputs.later_visits) if v.id in held),
        )
        if visit.id not in changes.cancelled
    ]
    shifts = [part for shift in inputs.shifts for part in parts_of(shift, changes.absences, inputs)]
    hours = {new_hours.household: new_hours.hours for new_hours in changes.hours}
    return replace(
        inputs,
        households=tuple(
            replace(home, availability=hours[home.id]) if home.id in hours else home
            for home in inputs.households
        )
        if hours
        else inputs.households,
        visits=tuple(visits),
        shifts=tuple(shifts),
        refused_visits=tuple(v for v in inputs.refused_visits if v.id not in held),
        later_visits=tuple(v for v in inputs.later_visits if v.id not in held),
    )


def _with_further(inputs: Inputs, further: Sequence[Further]) -> Iterator[Visit]:
    """Also the further visits. Who has one may have two on a day, for a time may be promised."""
    more = {further_visit.household for further_visit in further}
    for visit in inputs.visits:
        yield replace(visit, least_days_between=0) if visit.household in more else visit
    known = {visit.id for visit in (*inputs.visits, *inputs.later_visits)}
    candidates = [
        visit for visit in (*inputs.visits, *inputs.later_visits) if visit.household in more
    ]
    models = {visit.household: visit for visit in reversed(candidates)}
    for further_visit in further:
        if further_visit.household in models and further_visit.visit not in known:
            model = models[further_visit.household]
            once_more = further_visit.earliest is not None
            is_must = model.priority is Priority.MUST
            yield replace(
                model,
                id=further_visit.visit,
                priority=Priority.HIGH if once_more and is_must else model.priority,
                due=None,
                latest=None,
                earliest=further_visit.earliest,
                appointment=None,
                least_days_between=0,
            )


def by_its_hours(visit: Visit, on: date) -> Visit:
    """The visit without its appointment of that day: among the first, and due since then."""
    is_low = visit.priority in (Priority.LOW, Priority.NORMAL)
    return replace(
        visit,
        appointment=None,
        priority=Priority.HIGH if is_low else visit.priority,
        due=min(visit.due or on, on),
        earliest=None,
    )


def lapsed_appointments(inputs: Inputs, now: int, settled: Collection[str]) -> tuple[Lapsed, ...]:
    """The appointments that are over at ``now`` (elapsed seconds), and nobody went.

    Parameters
    ----------
    settled
        Visits that began before, or are done.
    """
    lapsed = []
    for visit in inputs.visits:
        at = visit.appointment
        if at is None or visit.id in settled:
            continue
        if inputs.calendar.elapsed(at.on, at.at_seconds) + at.tolerance_seconds < now:
            lapsed.append(Lapsed(visit.id, at.on))
    return tuple(lapsed)


def _held_visit(visit: Visit, held: Held, calendar: PlanCalendar) -> Visit:
    """The visit as it was made, whatever its row asks for by now."""
    at = calendar.local(held.begin)
    clock = 3600 * at.hour + 60 * at.minute + at.second
    appointment = Appointment(at.date(), clock, 0) if held.promised else None
    return replace(
        visit,
        seconds=held.end - held.begin,
        officers_needed=held.officers,
        skills=frozenset(),
        appointment=appointment,
        given_to=None,
        earliest=None,
        least_days_between=0,
        done=Done(held.begin, held.chance),
    )


def _changed_visit(visit: Visit, new: NewTime | None, given_to: str | None) -> Visit:
    if new is not None:
        promised = new.officer or (visit.appointment.officer if visit.appointment else None)
        appointment = Appointment(new.on, new.at_seconds, new.tolerance_seconds, promised)
        visit = replace(visit, appointment=appointment)
    return replace(visit, given_to=given_to) if given_to is not None else visit


def parts_of(shift: Shift, absences: Sequence[Absence], inputs: Inputs) -> list[Shift]:
    """What is left of a shift: the stretches during which the same officers are there.

    When one of a crew is away, the other goes on alone. The break belongs to the part that leaves
    most choice of when to begin it; limits on stops and busy time are those of the whole shift.
    """
    stretches = list(_stretches(shift, absences))
    if stretches == [(shift.begin, shift.end, shift.officers)]:
        return [shift]
    parts = [_part(shift, stretch, inputs) for stretch in stretches]
    pauses = [_pause_within(shift.pause, part.begin, part.end) for part in parts]
    roomiest = max(
        (k for k, pause in enumerate(pauses) if pause),
        key=lambda k: _room(pauses[k]),
        default=None,
    )
    return [
        replace(part, pause=pauses[k] if k == roomiest else None) for k, part in enumerate(parts)
    ]


def _stretches(
    shift: Shift, absences: Sequence[Absence]
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Begin, end, and who is there; neighbours with the same officers are one."""
    theirs = [absence for absence in absences if absence.officer in shift.officers]
    borders = {shift.begin, shift.end} | {at for absence in theirs for at in _hours(absence)}
    inside = sorted(at for at in borders if shift.begin <= at <= shift.end)
    stretches: list[tuple[int, int, tuple[str, ...]]] = []
    for begin, end in pairwise(inside):
        away = {
            absence.officer for absence in theirs if absence.begin <= begin and end <= absence.end
        }
        there = tuple(officer for officer in shift.officers if officer not in away)
        if stretches and stretches[-1][1:] == (begin, there):
            begin = stretches.pop()[0]
        if there:
            stretches.append((begin, end, there))
    yield from stretches


def _hours(absence: Absence) -> Interval:
    return absence.begin, absence.end


def _part(shift: Shift, stretch: tuple[int, int, tuple[str, ...]], inputs: Inputs) -> Shift:
    """A part is named after its date and officers, a later one also after when it begins."""
    begin, end, there = stretch
    alone = there != shift.officers
    skills = frozenset[str]().union(*(inputs.officers_by_id[officer].skills for officer in there))
    return replace(
        shift,
        id=_name(shift, there, begin, inputs.calendar),
        officers=there,
        begin=begin,
        end=end,
        pause=None,
        skills=skills if alone else shift.skills,
    )


def _name(shift: Shift, there: tuple[str, ...], begin: int, calendar: PlanCalendar) -> str:
    whole = shift.id if there == shift.officers else f"{shift.id} ({'+'.join(there)})"
    if begin == shift.begin:
        return whole
    return f"{whole} {calendar.clock(begin, day=shift.day)}"


def _pause_within(pause: ShiftBreak | None, begin: int, end: int) -> ShiftBreak | None:
    if pause is None:
        return None
    earliest, latest = max(pause.earliest, begin), min(pause.latest, end - pause.seconds)
    return ShiftBreak(earliest, latest, pause.seconds) if earliest <= latest else None


def _room(pause: ShiftBreak | None) -> int:
    return pause.latest - pause.earliest if pause else -1
