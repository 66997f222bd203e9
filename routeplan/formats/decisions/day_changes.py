"""What ``routeplan replan`` is told has changed, understood and checked all at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from routeplan.errors import Finding, InputError
from routeplan.formats.decisions.day_absences import absences, returns
from routeplan.formats.decisions.typed_changes import ChangeReader, TypedChanges
from routeplan.formats.tables.cells import (
    parsed_clock,
    parsed_moment,
    plain,
    skipped_time,
)
from routeplan.model.changes import NO_CHANGES, Absence, Changes, GivenVisit, NewTime
from routeplan.model.inputs import DAY_SECONDS, Inputs
from routeplan.model.locks import Lock, begun, locked_visits
from routeplan.model.nights import Nights
from routeplan.model.plan import Plan
from routeplan.phrases import phrase


@dataclass(frozen=True, slots=True)
class Understood:
    """``now`` in elapsed seconds, visits done, the changes, and what is odd about them."""

    now: int
    done: frozenset[str]
    changes: Changes
    warnings: tuple[Finding, ...] = ()

    def with_log(self, done: frozenset[str], changes: Changes) -> Understood:
        """With what the visit log has changed, too."""
        return replace(self, done=self.done | done, changes=self.changes + changes)

    def ill_after_their_last_call(self, plan: Plan) -> Understood:
        """Who has made calls fell ill after the last of them, and it is now at least that late."""
        absences = tuple(
            replace(absence, begin=_after_last_call(absence, plan, self.done))
            for absence in self.changes.absences
        )
        later = [
            new.begin
            for new, old in zip(absences, self.changes.absences, strict=True)
            if new != old
        ]
        return replace(
            self, now=max([self.now, *later]), changes=replace(self.changes, absences=absences)
        )

    def with_changes(self, changes: Changes) -> Understood:
        """With changes that nobody typed."""
        return self.with_log(frozenset(), changes)


def _after_last_call(absence: Absence, plan: Plan, done: Collection[str]) -> int:
    """When the absence begins, of one who is ill not before the end of what is done."""
    ends = [
        stop.end
        for route in plan.routes
        if absence.ill and absence.officer in route.officers
        for stop in route.stops
        if stop.visit in done and stop.begin < absence.end
    ]
    return max([absence.begin, *(min(end, absence.end - 1) for end in ends)])


def day_meant(
    named: date | None, now: str | None, *, usual: date, nights: Nights, days: Sequence[date]
) -> date:
    """The day whose shifts a replan is about.

    After midnight the night of the day before is still on: at 01:30 it is meant, unless a day of
    the plan is named. 25:30 is of the day itself, or of the plan's last one when that is over.

    Parameters
    ----------
    usual
        Where no day is named.
    nights
        Of those who are spoken of.
    days
        The plan's.
    """
    day = named or usual
    try:
        seconds = parsed_clock(plain(now or ""))
    except ValueError:  # none is said, or it is told later
        return day
    if day not in days:
        seconds %= DAY_SECONDS
    before, _ = nights.of_date(day, seconds)
    return before if before in days and (named is None or named not in days) else day


def understood(
    typed: TypedChanges,
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
    reader = ChangeReader(typed, plan, inputs, locks, tolerance_seconds, earlier)
    now = max(since, inputs.calendar.day_begin(reader.day))
    if (clock := reader.now()) is not None:
        now = max(now, clock)
    done = frozenset(v for name in typed.done for v in reader.visits("--done", name))
    settled = begun(plan, now) | done
    changes = Changes(
        absences=tuple(absences(reader, now)),
        cancelled=tuple(_cancelled(reader, settled)),
        new_times=tuple(_new_times(reader, settled)),
        given=tuple(_given(reader, settled)),
        returns=tuple(returns(reader, now)),
    )
    _check_locks(reader, changes)
    if any(finding.severity == "error" for finding in reader.findings):
        raise InputError(reader.findings)
    return Understood(now, done & plan.visits_made, changes, tuple(reader.findings))


def _cancelled(reader: ChangeReader, settled: set[str] | frozenset[str]) -> Iterator[str]:
    """Of a household all visits that are still to be made."""
    for name in reader.typed.cancel:
        visits = reader.visits("--cancel", name)
        ahead = [visit for visit in visits if visit not in settled]
        if visits and not ahead:
            _too_late(reader, "--cancel", name)
        yield from ahead


def _new_times(reader: ChangeReader, settled: set[str] | frozenset[str]) -> Iterator[NewTime]:
    """Of a household the first visit that is still to be made."""
    for name, text in reader.typed.new_time:
        at = _moment(reader, text)
        visit = _first_ahead(reader, "--new-time", name, settled)
        if at and visit:
            yield NewTime(visit, *at, reader.tolerance_seconds)


def _moment(reader: ChangeReader, text: str) -> tuple[date, int] | None:
    """The day of the shift that a promised time belongs to, and the time on it."""
    calendar = reader.inputs.calendar
    try:
        on, at = reader.inputs.nights.of_date(*parsed_moment(plain(text)))
    except ValueError:
        fix = phrase("write it like '2026-12-01 10:30'")
        reader.find("change-time", "--new-time", text, phrase("not a valid date and time"), fix)
        return None
    if on not in calendar.dates:
        message = phrase(
            "not on a day of this plan ({first} to {last})",
            first=calendar.dates[0],
            last=calendar.dates[-1],
        )
        fix = phrase("enter it in the table of households as an appointment")
        reader.find("change-time", "--new-time", text, message, fix)
        return None
    if jump := skipped_time(calendar, on, at):
        fix = phrase("the visit is planned for that moment; agree on another time")
        reader.find("time-nonexistent", "--new-time", text, jump, fix, warning=True)
    return on, at


def _given(reader: ChangeReader, settled: set[str] | frozenset[str]) -> Iterator[GivenVisit]:
    typed = reader.typed
    reason = (typed.reason or "").strip()
    if bool(reason) != bool(typed.give):
        message = phrase("--reason only goes with --give, and --give needs one")
        fix = phrase("give both, or neither")
        reader.find("change-reason", "--reason", reason, message, fix)
    for name, officer in typed.give:
        known = reader.known_officer("--give", officer)
        visit = _first_ahead(reader, "--give", name, settled)
        if visit is None or not known:
            continue
        appointment = reader.inputs.visits_by_id[visit].appointment
        promised = appointment.officer if appointment else None
        if promised not in (None, officer):
            message = phrase("{promised} is promised for this appointment", promised=promised)
            fix = phrase("change appointment_officer in the table of households")
            reader.find("change-promised", "--give", f"{name} {officer}", message, fix)
        elif not any(officer in shift.officers for shift in reader.inputs.shifts):
            message = phrase("the officer has no shift in this plan")
            reader.find(
                "change-no-shift", "--give", officer, message, phrase("name another officer")
            )
        else:
            yield GivenVisit(visit, officer, reason)


def _first_ahead(
    reader: ChangeReader, option: str, name: str, settled: set[str] | frozenset[str]
) -> str | None:
    visits = reader.visits(option, name)
    ahead = [visit for visit in visits if visit not in settled]
    if visits and not ahead:
        _too_late(reader, option, name)
    return ahead[0] if ahead else None


def _too_late(reader: ChangeReader, option: str, name: str) -> None:
    if option == "--new-time":
        fix = phrase(
            "record what came of the visit, with the new time as its promise ('routeplan record', "
            "--add 'STOP promise DATE TIME'), and replan without --new-time"
        )
    else:
        fix = phrase("correct the household, or --now and --done")
    reader.find(
        "change-of-done", option, name, phrase("the visit has begun or is already done"), fix
    )


def _check_locks(reader: ChangeReader, changes: Changes) -> None:
    """Whatever a change would move must not be locked."""
    locked = locked_visits(reader.plan, reader.locks)
    fix = phrase("unlock it first with 'routeplan unlock'")
    named = [*changes.cancelled, *(n.visit for n in changes.new_times)]
    for visit in [*named, *(g.visit for g in changes.given)]:
        if visit in locked:
            reader.find("change-locked", "", visit, phrase("the visit is locked"), fix)
    for absence in changes.absences:
        for route in reader.plan.routes:
            for stop in route.stops if absence.officer in route.officers else ():
                meets = stop.begin < absence.end and absence.begin < stop.end
                if meets and stop.visit in locked:
                    message = phrase(
                        "visit '{visit}' is locked to {officer} at that time",
                        visit=stop.visit,
                        officer=absence.officer,
                    )
                    reader.find("change-locked", "", absence.officer, message, fix)
