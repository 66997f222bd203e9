"""What ``routeplan replan`` is told has changed, understood and checked all at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from routeplan.changes import NO_CHANGES, Changes, Given, NewTime
from routeplan.errors import Finding, InputError
from routeplan.formats.cells import nearest, plain
from routeplan.formats.day_absences import absences, returns
from routeplan.model import MAX_SHIFT_END_SECONDS, Inputs, NonexistentTimeError
from routeplan.plan import Plan
from routeplan.settled import Lock, begun, locked_visits

HOURS = re.compile(r"(\d{1,2}):(\d\d)\s*[-\u2013~]\s*(\d{1,2}):(\d\d)")
CLOCK = re.compile(r"(\d{1,2}):(\d\d)")


@dataclass(frozen=True, slots=True)
class Told:
    """The words of the command; ``now`` and hours are of ``day``.

    Who is ill or away is so from ``day`` to ``until``, where that is given.
    """

    day: date
    now: str | None = None
    ill: tuple[str, ...] = ()
    away: tuple[tuple[str, str], ...] = ()
    cancel: tuple[str, ...] = ()
    new_time: tuple[tuple[str, str], ...] = ()
    done: tuple[str, ...] = ()
    give: tuple[tuple[str, str], ...] = ()
    reason: str | None = None
    until: date | None = None
    back: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """``now`` in elapsed seconds, visits done, and the changes."""

    now: int
    done: frozenset[str]
    changes: Changes

    def with_log(self, done: frozenset[str], changes: Changes) -> Understood:
        """With what the visit log has changed, too."""
        return Understood(self.now, self.done | done, self.changes + changes)

    def with_changes(self, changes: Changes) -> Understood:
        """With changes that nobody typed."""
        return self.with_log(frozenset(), changes)


@dataclass
class Reader:
    """The words against the plan, and everything found wrong with them."""

    told: Told
    plan: Plan
    inputs: Inputs
    locks: Sequence[Lock]
    tolerance_seconds: int
    earlier: Changes = NO_CHANGES
    findings: list[Finding] = field(default_factory=list)

    def find(self, code: str, option: str, value: str, message: str, fix: str) -> None:
        finding = Finding(code, message, fix, file="replan", column=option, value=value[:80])
        self.findings.append(finding)

    @property
    def day(self) -> int:
        return (self.told.day - self.inputs.calendar.first_day).days

    def clock(self, option: str, text: str, pattern: re.Pattern[str]) -> list[int] | None:
        """Clock times of the day as elapsed seconds."""
        match = pattern.fullmatch(plain(text))
        numbers = [int(part) for part in match.groups()] if match else []
        seconds = [
            3600 * hour + 60 * minute
            for hour, minute in zip(numbers[::2], numbers[1::2], strict=True)
            if minute < 60 and 3600 * hour + 60 * minute <= MAX_SHIFT_END_SECONDS
        ]
        if match and 2 * len(seconds) == len(numbers) and seconds == sorted(set(seconds)):
            try:
                return [self.inputs.calendar.elapsed(self.told.day, each) for each in seconds]
            except NonexistentTimeError:
                pass  # told like any other time that is none
        example = "10:40-12:00" if pattern is HOURS else "10:40"
        self.find("change-time", option, text, "it is no time", f"write it like {example}")
        return None

    def away(self, hours: str) -> list[int] | None:
        """From when to when somebody is called away on the day."""
        return self.clock("--away", hours, HOURS)

    def known_officer(self, option: str, officer: str) -> bool:
        known = self.inputs.officers_by_id
        if officer not in known:
            told = "there is no such officer"
            self.find("change-unknown", option, officer, told, nearest(officer, known))
        return officer in known

    def visits(self, option: str, name: str) -> list[str]:
        """The visit of that id, else those on the household of that id."""
        known = [visit for visit in self.inputs.visits if name in (visit.id, visit.household)]
        if not known:
            told = "this plan has no such visit or household"
            every = {visit.household for visit in self.inputs.visits}
            self.find("change-unknown", option, name, told, nearest(name, every))
        return [visit.id for visit in known]


def understood(
    told: Told,
    plan: Plan,
    inputs: Inputs,
    *,
    locks: Sequence[Lock] = (),
    tolerance_seconds: int = 600,
    since: int = 0,
    earlier: Changes = NO_CHANGES,
) -> Understood:
    """What has changed.

    Parameters
    ----------
    inputs
        As the plan was made from them.
    since
        What began before it is known to be done, in elapsed seconds.
    earlier
        What earlier replans of the plan have changed.

    Raises
    ------
    InputError
        With everything that cannot be: unknown names, no times, what is done or locked.
    """
    reader = Reader(told, plan, inputs, locks, tolerance_seconds, earlier)
    now = max(since, inputs.calendar.day_begin(reader.day))
    if told.now is not None and (clock := reader.clock("--now", told.now, CLOCK)):
        now = max(now, clock[0])
    done = frozenset(v for name in told.done for v in reader.visits("--done", name))
    settled = begun(plan, now) | done
    changes = Changes(
        absences=tuple(absences(reader, now)),
        cancelled=tuple(_cancelled(reader, settled)),
        new_times=tuple(_new_times(reader, settled)),
        given=tuple(_given(reader, settled)),
        returns=tuple(returns(reader, now)),
    )
    _check_locks(reader, changes)
    if reader.findings:
        raise InputError(reader.findings)
    planned = {stop.visit for route in plan.routes for stop in route.stops}
    return Understood(now, done & planned, changes)


def _cancelled(reader: Reader, settled: set[str] | frozenset[str]) -> Iterator[str]:
    """Of a household all visits that are still to be made."""
    for name in reader.told.cancel:
        visits = reader.visits("--cancel", name)
        ahead = [visit for visit in visits if visit not in settled]
        if visits and not ahead:
            _too_late(reader, "--cancel", name)
        yield from ahead


def _new_times(reader: Reader, settled: set[str] | frozenset[str]) -> Iterator[NewTime]:
    """Of a household the first visit that is still to be made."""
    for name, text in reader.told.new_time:
        at = _moment(reader, text)
        visit = _first_ahead(reader, "--new-time", name, settled)
        if at and visit:
            seconds = 3600 * at.hour + 60 * at.minute
            yield NewTime(visit, at.date(), seconds, reader.tolerance_seconds)


def _moment(reader: Reader, text: str) -> datetime | None:
    calendar = reader.inputs.calendar
    try:
        at = datetime.fromisoformat(plain(text))
        at = datetime.combine(at.date(), time(at.hour, at.minute))
        calendar.elapsed(at.date(), 3600 * at.hour + 60 * at.minute)
    except ValueError:
        fix = "write it like '2026-12-01 10:30'"
        reader.find("change-time", "--new-time", text, "it is no date and time", fix)
        return None
    if at.date() not in calendar.dates:
        told = f"it is on no day of this plan ({calendar.dates[0]} to {calendar.dates[-1]})"
        fix = "put it into the table of households as an appointment"
        reader.find("change-time", "--new-time", text, told, fix)
        return None
    return at


def _given(reader: Reader, settled: set[str] | frozenset[str]) -> Iterator[Given]:
    told = reader.told
    reason = (told.reason or "").strip()
    if bool(reason) != bool(told.give):
        message = "a reason is kept with every visit given, and with nothing else"
        fix = "give --reason together with --give"
        reader.find("change-reason", "--reason", reason, message, fix)
    for name, officer in told.give:
        known = reader.known_officer("--give", officer)
        visit = _first_ahead(reader, "--give", name, settled)
        if visit is None or not known:
            continue
        appointment = reader.inputs.visits_by_id[visit].appointment
        promised = appointment.officer if appointment else None
        if promised not in (None, officer):
            message = f"{promised} is promised for this appointment"
            fix = "change appointment_officer in the table of households"
            reader.find("change-promised", "--give", f"{name} {officer}", message, fix)
        elif not any(officer in shift.officers for shift in reader.inputs.shifts):
            message = "the officer has no shift in this plan"
            reader.find("change-no-shift", "--give", officer, message, "name another officer")
        else:
            yield Given(visit, officer, reason)


def _first_ahead(
    reader: Reader, option: str, name: str, settled: set[str] | frozenset[str]
) -> str | None:
    visits = reader.visits(option, name)
    ahead = [visit for visit in visits if visit not in settled]
    if visits and not ahead:
        _too_late(reader, option, name)
    return ahead[0] if ahead else None


def _too_late(reader: Reader, option: str, name: str) -> None:
    fix = "correct the household, or --now and --done"
    reader.find("change-of-done", option, name, "the visit has begun, or is done", fix)


def _check_locks(reader: Reader, changes: Changes) -> None:
    """Whatever a change would move must not be locked."""
    locked = locked_visits(reader.plan, reader.locks)
    fix = "unlock it first with 'routeplan unlock'"
    named = [*changes.cancelled, *(n.visit for n in changes.new_times)]
    for visit in [*named, *(g.visit for g in changes.given)]:
        if visit in locked:
            reader.find("change-locked", "", visit, "the visit is locked", fix)
    for absence in changes.absences:
        for route in reader.plan.routes:
            for stop in route.stops if absence.officer in route.officers else ():
                meets = stop.begin < absence.end and absence.begin < stop.end
                if meets and stop.visit in locked:
                    told = f"visit '{stop.visit}' is locked to {absence.officer} at that time"
                    reader.find("change-locked", "", absence.officer, told, fix)
