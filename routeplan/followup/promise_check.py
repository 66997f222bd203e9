"""Can a promise be kept? Asked when it is made, of hours and of what is promised already.

Nothing here refuses a promise: what speaks against it is told, with times that could be had.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from routeplan.errors import Finding
from routeplan.followup.promised_calls import (
    PromisedCall,
    around,
    can_share,
    fits,
    may_come,
    may_meet,
    second_officers,
    why_not,
)
from routeplan.hours.windows import intervals, station_curve
from routeplan.model.calendar import Interval, merged
from routeplan.model.inputs import DAY_SECONDS, MAX_SHIFT_END_SECONDS, Inputs, Shift, Visit
from routeplan.phrases import Phrase, listed, phrase
from routeplan.visitlog.log_records import Promised

OFFERED = 3
STEP_SECONDS = 900
"""Times are offered on the quarter of an hour."""
NIGHT_SECONDS = MAX_SHIFT_END_SECONDS - DAY_SECONDS
"""After midnight, by which every shift is over."""
APART_SECONDS = 3600
"""Between two times offered on one day, where too few days have any."""


class _Objection(NamedTuple):
    """What speaks against a time, and the code of its finding."""

    code: str
    message: str


def promise_findings(
    inputs: Inputs,
    checked: Iterable[Promised],
    others: Iterable[Promised],
    *,
    tolerance_seconds: int,
    now: int,
    hours: bool = True,
) -> list[tuple[Promised, Finding]]:
    """What speaks against promises, one warning a cause; the first one of each offers other times.

    Parameters
    ----------
    inputs
        With the shifts from the day before the first promise on, for as long as times are offered.
    checked
        In the order in which they were made: each is held against those before it, too.
    others
        What else is promised. Of a household itself nothing counts, nor what lies on no day of
        ``inputs``.
    tolerance_seconds
        Within which a promise counts as kept, either way.
    now
        Elapsed seconds; what lies before it is past.
    hours
        Whether quiet hours and the resident's own hours count.
    """
    check = _Check(inputs, tolerance_seconds, now, hours)
    days = inputs.calendar.dates
    known = [check.call(promise) for promise in others if days[0] <= promise.promise.on <= days[-1]]
    findings = []
    for promised in checked:
        call = check.call(promised)
        beside = [
            promised_call
            for promised_call in known
            if promised_call and promised_call.visit.household != promised.household
        ]
        if call is not None:
            findings += [(promised, finding) for finding in check.findings(call, beside)]
            known.append(call)
    return findings


@dataclass(frozen=True)
class _Check:
    """The station's hours on some days, to hold calls against."""

    inputs: Inputs
    tolerance: int
    now: int
    hours: bool

    def call(self, promised: Promised) -> PromisedCall | None:
        """The promise as a call; None where the tables do not know the household."""
        visit, promise = self._visits.get(promised.household), promised.promise
        if visit is None:
            return None
        home = self.inputs.household(promised.household).coordinate
        begin = self.inputs.calendar.elapsed(promise.on, promise.at_seconds)
        end = begin + visit.seconds
        return PromisedCall(promised, visit, home, begin, end, self.tolerance)

    def findings(self, call: PromisedCall, known: Sequence[PromisedCall]) -> Iterator[Finding]:
        """Warnings of every cause."""
        fix = ""
        for code, message in self._causes(call, known):
            fix = phrase("agree on another time") if fix else self._offer(call, known)
            at = f"{call.visit.household} {call.promised.promise.when}"
            yield Finding(code, message, fix, column="promise", value=at, severity="warning")

    def _causes(self, call: PromisedCall, known: Sequence[PromisedCall]) -> Iterator[_Objection]:
        """Whatever speaks against the time; of one that is past nothing else is said."""
        if call.begin < self.now:
            yield _Objection("promise-over", phrase("this time is in the past"))
            return
        yield from self._off_shift(call)
        if self.hours:
            yield from self._shut(call)
        yield from self._clash(call, known)

    def _shut(self, call: PromisedCall) -> Iterator[_Objection]:
        if any(begin < call.end and call.begin < end for begin, end in self._quiet):
            yield _Objection("promise-quiet", phrase("it falls within the station's quiet hours"))
        hours = self.inputs.household(call.visit.household).availability
        if hours and not _holds(intervals(hours, self.inputs.calendar), call):
            yield _Objection(
                "promise-closed",
                phrase("it falls outside the hours that the resident gave, {hours}", hours=hours),
            )

    def _off_shift(self, call: PromisedCall) -> Iterator[_Objection]:
        station, shifts = self.inputs.station.coordinate, self.inputs.shifts
        able = [shift for shift in shifts if fits(call, shift, station)]
        if any(self._are_enough(call, shift) for shift in able):
            return
        if able:
            officers = ", ".join(dict.fromkeys(id for shift in able for id in shift.officers))
            yield _Objection(
                "promise-off-shift",
                phrase(
                    "it needs two officers, and only {officers} could come then", officers=officers
                ),
            )
            return
        possible = [shift for shift in shifts if may_come(call, shift)]
        holding = [s for s in possible if s.begin <= call.begin and call.end <= s.end]
        days = {call.promised.promise.on, self.inputs.calendar.local(call.begin).date()}
        nearby = [s for s in possible if self._date(s) in days]
        if holding:
            yield _Objection("promise-off-shift", why_not(call, holding[0], station))
        elif nearby:
            hours = ", ".join(dict.fromkeys(map(self._hours_of, nearby)))
            message = (
                phrase("{officer} is on shift {hours}", officer=call.officer, hours=hours)
                if call.officer
                else phrase("officers are on shift {hours}", hours=hours)
            )
            yield _Objection("promise-off-shift", message)
        else:
            yield _Objection("promise-day-off", _nobody_on(call, min(days)))

    def _are_enough(self, call: PromisedCall, shift: Shift) -> bool:
        """Whether a shift that fits makes the call, with somebody else if it needs two officers."""
        if call.visit.officers_needed == 1 or len(shift.officers) > 1:
            return True
        return bool(second_officers(call, shift, self.inputs))

    def _clash(self, call: PromisedCall, known: Sequence[PromisedCall]) -> Iterator[_Objection]:
        """Whether the officers there cannot be at all these doors in time."""
        together = around(call, known, self.inputs)
        if len(together) == 1 or can_share(together, self.inputs):
            return
        beside = [
            promised_call
            for promised_call in together[1:]
            if may_meet(call, promised_call, self.inputs)
        ]
        who = call.officer or self._only_officer
        homes = listed(
            [
                f"{promised_call.visit.household} ({promised_call.promised.promise.when})"
                for promised_call in beside
            ]
        )
        message = (
            phrase("{officer} cannot be there and at {homes} in time", officer=who, homes=homes)
            if who
            else phrase("too few officers are there to be at {homes} in time", homes=homes)
        )
        yield _Objection("promise-clash", message)

    @property
    def _only_officer(self) -> str | None:
        officers = self.inputs.officers
        return officers[0].id if len(officers) == 1 else None

    def _date(self, shift: Shift) -> date:
        return self.inputs.calendar.date_of(shift.day)

    def _hours_of(self, shift: Shift) -> str:
        clock = self.inputs.calendar.clock
        begin, end = (clock(at, day=shift.day) for at in (shift.begin, shift.end))
        return f"{self._date(shift)} {begin}-{end}"

    def _offer(self, call: PromisedCall, known: Sequence[PromisedCall]) -> str:
        """In words, the next times that could be had instead."""
        calendar = self.inputs.calendar
        times = [f"{calendar.local(at):%Y-%m-%d %H:%M}" for at in self._free(call, known)]
        if not times:
            return phrase(
                "agree on another time; until {day} none is free by these hours",
                day=calendar.dates[-1],
            )
        *others, last = times
        every = (
            phrase("{others} or {last}", others=", ".join(others), last=last) if others else last
        )
        officer = call.officer or self._only_officer
        if officer is None:
            return phrase("somebody could come {times}", times=every)
        return phrase("{officer} could come {times}", officer=officer, times=every)

    def _free(self, call: PromisedCall, known: Sequence[PromisedCall]) -> list[int]:
        """The next times against which nothing speaks, on each day the nearest to the one wanted.

        Where only one or two days have any, several on a day.
        """
        by_day: dict[date, list[int]] = {}
        for begin in self._quarters(call):
            # what lies after midnight is offered with the night before
            day = self.inputs.calendar.local(begin - NIGHT_SECONDS).date()
            if len(by_day) == OFFERED and day not in by_day:
                break
            moved = call.offered_at(begin)
            if self._is_open(moved) and not any(self._causes(moved, known)):
                by_day.setdefault(day, []).append(begin)
        wanted = self._of_day(call.begin)
        ranked = [
            sorted(times, key=lambda at: (_apart(self._of_day(at), wanted), at))
            for times in by_day.values()
        ]
        chosen = [times[0] for times in ranked]
        for at in (at for times in ranked for at in times):
            if len(chosen) < OFFERED and all(abs(at - other) >= APART_SECONDS for other in chosen):
                chosen.append(at)
        return sorted(chosen)

    def _quarters(self, call: PromisedCall) -> Iterator[int]:
        """Starts within shifts, from the day wanted on, and not past."""
        calendar = self.inputs.calendar
        wanted = (calendar.local(call.begin).date() - calendar.first_day).days
        first = max(self.now, calendar.day_begin(wanted))
        shifts = [shift for shift in self.inputs.shifts if may_come(call, shift)]
        for begin, end in merged((s.begin, s.end) for s in shifts):
            begin = max(begin, first)
            yield from range(-(-begin // STEP_SECONDS) * STEP_SECONDS, end, STEP_SECONDS)

    def _is_open(self, call: PromisedCall) -> bool:
        """Whether nobody minds; who gave no hours is offered the station's visiting hours."""
        given = self.inputs.household(call.visit.household).availability
        shut = () if self.hours else self._shut(call)
        return not any(shut) and (bool(given) or _holds(self._visiting, call))

    @cached_property
    def _visits(self) -> dict[str, Visit]:
        """Each household's first visit."""
        inputs = self.inputs
        every = (*inputs.visits, *inputs.later_visits, *inputs.refused_visits)
        return {visit.household: visit for visit in sorted(every, key=_id, reverse=True)}

    @cached_property
    def _quiet(self) -> tuple[Interval, ...]:
        text = self.inputs.policy.quiet_hours
        return intervals(text, self.inputs.calendar) if text else ()

    @cached_property
    def _visiting(self) -> tuple[Interval, ...]:
        curve = station_curve(self.inputs.policy, self.inputs.calendar)
        return merged((begin, end) for begin, end, chance in curve if chance > 0)

    def _of_day(self, elapsed: int) -> int:
        local = self.inputs.calendar.local(elapsed)
        return 3600 * local.hour + 60 * local.minute


def _nobody_on(call: PromisedCall, day: date) -> Phrase:
    """That on this day nobody is on shift who could come."""
    if call.officer:
        return phrase("{officer} has no shift on {day}", officer=call.officer, day=day)
    if call.visit.skills:
        return phrase(
            "nobody with the skills needed ({skills}) is on shift on {day}",
            skills=", ".join(sorted(call.visit.skills)),
            day=day,
        )
    return phrase("nobody is on shift on {day}", day=day)


def _apart(one: int, other: int) -> int:
    """Seconds between two clock times, also across midnight."""
    apart = abs(one - other)
    return min(apart, DAY_SECONDS - apart)


def _holds(windows: Iterable[Interval], call: PromisedCall) -> bool:
    return any(begin <= call.begin and call.end <= end for begin, end in windows)


def _id(visit: Visit) -> str:
    return visit.id
