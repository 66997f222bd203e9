"""What was recorded since a plan was made, as changes to the rest of that plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from routeplan.errors import Finding, InputError
from routeplan.followup.due import HouseholdStanding
from routeplan.followup.plan_in_use.called_again import called_again, further_id, met_since
from routeplan.followup.plan_in_use.rest_of_plan import RestOfPlan
from routeplan.followup.plan_in_use.since import Logged
from routeplan.hours.windows import intervals
from routeplan.model.changes import NO_CHANGES, Changes, Further, Held, NewHours, NewTime
from routeplan.model.difference import slots
from routeplan.model.inputs import Visit
from routeplan.model.locks import as_made, begun, locked_visits
from routeplan.phrases import Phrase, phrase
from routeplan.visitlog.log_records import (
    RESULT_NAMES,
    Channel,
    Entry,
    Promise,
    Recorded,
    Result,
)


class What(StrEnum):
    """What becomes of a visit."""

    DONE = "done"
    CANCELLED = "cancelled"
    PROMISED = "promised"
    HOURS = "hours"


WHAT_NAMES = {
    What.DONE: phrase("done"),
    What.CANCELLED: phrase("cancelled"),
    What.PROMISED: phrase("promised"),
    What.HOURS: phrase("other hours suit"),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What one household's entries changed; ``why`` is the result and its day, a time, or hours."""

    household: str
    visit: str
    what: What
    why: str


@dataclass(frozen=True, slots=True)
class LogChanges:
    """What the log changes. ``entry`` is the number of the last entry that was looked at.

    ``again`` are homes where nobody opened, to be called on once more where there is time.
    """

    entry: int = 0
    done: frozenset[str] = frozenset()
    changes: Changes = NO_CHANGES
    taken: tuple[Taken, ...] = ()
    again: tuple[Further, ...] = ()


def taken_from_log(rest: RestOfPlan, logged: Logged) -> LogChanges:
    """What the log changes of the rest of the plan.

    A time promised becomes an appointment of the household's next visit, or of a further one. By
    hours that suit go the visits to come, or a further one where nobody opened and the rest of the
    plan has such hours. Who was met is not called on again by the visit that was made so, who
    refused by none but those promised, who is gone by none; so also by results of earlier days that
    came late, where a meeting then is enough for all of the plan. A result of the day's own round
    makes its stop done. Where nobody opened, :func:`called_again` says who may be called on again.

    Raises
    ------
    InputError
        When a visit that it would move or cancel is locked.
    """
    taking = _Taking(rest, logged)
    theirs: dict[str, list[Recorded]] = defaultdict(list)
    for call in logged.entries:
        theirs[call.entry.household].append(call)
    for household, its_entries in theirs.items():
        if household in logged.standings:
            taking.take(household, [call.entry for call in its_entries])
    taking.take_meetings_since()
    _check_locks(rest, taking)
    changes = Changes(
        cancelled=tuple(taking.cancelled),
        new_times=tuple(taking.new_times),
        further=tuple(taking.further),
        held=tuple(taking.held),
        hours=tuple(taking.hours),
    )
    return LogChanges(
        max((call.number for call in logged.entries), default=0),
        frozenset(taking.done),
        changes,
        tuple(taking.taken),
        tuple(called_again(rest, logged.standings, taking.done, changes)),
    )


class _Taking:
    """Household by household, what is taken from the log."""

    def __init__(self, rest: RestOfPlan, logged: Logged) -> None:
        self.rest, self.logged = rest, logged
        self.slots = slots(rest.plan)
        self.settled = begun(rest.plan, rest.now) | rest.done
        self.visits: dict[str, list[Visit]] = defaultdict(list)
        for visit in rest.inputs.visits:
            self.visits[visit.household].append(visit)
        self.known = {*rest.known_visits}
        self.done: set[str] = set()
        self.cancelled: list[str] = []
        self.new_times: list[NewTime] = []
        self.further: list[Further] = []
        self.hours: list[NewHours] = []
        self.held: list[Held] = []
        self.taken: list[Taken] = []

    def take(self, household: str, entries: Sequence[Entry]) -> None:
        """All that is new of a household."""
        for entry in entries:
            self._stop_done(entry)
        if (
            household in self.rest.typed_households
            or self.rest.inputs.household(household).do_not_call
        ):
            return
        settled = self.settled | self.done
        ahead = [visit for visit in self.visits[household] if visit.id not in settled]
        standing = self.logged.standings[household]
        if standing.is_gone:
            self._cancel(ahead, entries[-1])
            return
        made = self._made(entries, ahead, standing)
        free = self._promise(household, entries, sorted(ahead, key=lambda visit: visit.id in made))
        unpromised = [visit for visit in free if visit.appointment is None]
        if self._refused(standing, entries):
            self._cancel(unpromised, entries[-1])
            return
        for visit in unpromised:
            if visit.id in made:
                self._cancel([visit], made[visit.id])
        open_visits = [visit for visit in unpromised if visit.id not in made]
        self._suit(standing, entries, open_visits)

    def take_meetings_since(self) -> None:
        """Nobody is called on again because nobody opened who was met by now, however that came."""
        over = {*self.cancelled, *(new.visit for new in self.new_times)}
        for further, met in met_since(self.rest, self.logged.standings, self.done):
            if further.visit not in over and further.household not in self.rest.typed_households:
                self.cancelled.append(further.visit)
                why = phrase("{result} {day}", result=RESULT_NAMES[Result.MET], day=met)
                self.taken.append(Taken(further.household, further.visit, What.CANCELLED, why))

    def _refused(self, standing: HouseholdStanding, entries: Iterable[Entry]) -> bool:
        """Whether the household has refused since the plan was made."""
        on, plan = standing.refused_on, self.rest.plan
        if on is None:
            return False
        return on >= plan.first_day or any(entry.day == on for entry in entries)

    def _stop_done(self, entry: Entry) -> None:
        """A call of today at its own stop, by those who were to make it or nobody knows whom."""
        at = self.slots.get(entry.visit)
        on = (entry.day - self.rest.plan.first_day).days
        if at is None or entry.visit in self.settled | self.done:
            return
        is_today = entry.day == self.rest.day and at.day == on
        theirs = not entry.officers or {*entry.officers} & {*at.officers}
        if is_today and theirs and entry.channel is Channel.HOME:
            self.done.add(entry.visit)
            self._note(entry.household, entry.visit, What.DONE, entry)

    def _made(
        self, entries: Iterable[Entry], ahead: Sequence[Visit], standing: HouseholdStanding
    ) -> dict[str, Entry]:
        """Visits to come that were made otherwise: in reserve, by somebody else, by telephone."""
        made: dict[str, Entry] = {}
        once = {(e.day, e.visit, e.result, e.channel, e.called_at): e for e in entries}
        for entry in once.values():
            left = [visit.id for visit in ahead if visit.id not in made]
            if not (left and entry.result.is_met and _counts(entry, standing)):
                continue
            if not self._is_enough(entry, standing):
                continue
            if entry.visit in left:
                made[entry.visit] = entry
            elif not self._is_of_a_stop(entry) and not self._stood(entry):
                made[left[0]] = entry
        return made

    def _is_of_a_stop(self, entry: Entry) -> bool:
        """Whether a call was on a sheet: else it has the household's id for its visit's."""
        return bool(entry.round) and entry.visit in self.known

    def _is_enough(self, entry: Entry, standing: HouseholdStanding) -> bool:
        """Whether a meeting is one of the plan's days, or puts the household off beyond them."""
        rests = standing.earliest is not None and standing.earliest > self.rest.last_day
        return entry.day >= self.rest.plan.first_day or rests

    def _stood(self, entry: Entry) -> bool:
        """Whether a stop at the household, done by now, was planned for the day of the call."""
        on = (entry.day - self.rest.plan.first_day).days
        theirs = (visit.id for visit in self.visits[entry.household])
        done = self.settled | self.done
        return any(v in done and v in self.slots and self.slots[v].day == on for v in theirs)

    def _promise(
        self, household: str, entries: Iterable[Entry], ahead: Sequence[Visit]
    ) -> list[Visit]:
        """Each time promised to a visit of its own; the visits that have none of these times."""
        held = self.logged.promised.get(household, frozenset())
        there = {at for visit in ahead if (at := _appointed(visit)) in held}
        free = [visit for visit in ahead if _appointed(visit) not in held]
        said = {_moment(entry.promise): entry.promise for entry in entries if entry.promise}
        for at, promise in sorted(said.items()):
            if at in there or not self._is_to_come(promise):
                continue
            visit = free.pop(0).id if free else self._one_more(household)
            tolerance = self.rest.tolerance_seconds
            new = NewTime(visit, promise.on, promise.at_seconds, tolerance, promise.officer)
            self.new_times.append(new)
            self.taken.append(Taken(household, visit, What.PROMISED, promise.when))
        return free

    def _suit(
        self, standing: HouseholdStanding, entries: Sequence[Entry], ahead: Sequence[Visit]
    ) -> None:
        """The hours said last: of the visits ``ahead``, else of a further one if nobody opened."""
        household = standing.household
        hours = next((entry.hours for entry in reversed(entries) if entry.hours), "")
        if not hours or hours == self.rest.inputs.household(household).availability:
            return
        theirs = self.visits[household]
        if not ahead:
            is_promised = any(new.visit in self._ids_of(household) for new in self.new_times)
            waits = any(visit.id not in self.settled | self.done for visit in theirs)
            was_met = standing.last_met and standing.last_met >= self.rest.plan.first_day
            if entries[-1].result is not Result.OUT or was_met or is_promised or waits:
                return
            if not theirs or not self._has_time(hours, theirs[0].seconds):
                return
            self._hold(household)
            ahead = [replace(theirs[0], id=self._one_more(household))]
        else:
            self._hold(household)
        self.hours.append(NewHours(household, hours))
        self.taken += [Taken(household, visit.id, What.HOURS, hours) for visit in ahead]

    def _ids_of(self, household: str) -> set[str]:
        further = {
            further_visit.visit
            for further_visit in self.further
            if further_visit.household == household
        }
        return {visit.id for visit in self.visits[household]} | further

    def _has_time(self, hours: str, seconds: int) -> bool:
        """Whether some shift of the rest of the plan has so much time within the hours."""
        inputs = self.rest.inputs
        return any(
            min(end, shift.end) - max(begin, shift.begin, self.rest.now) >= seconds
            for begin, end in intervals(hours, inputs.calendar)
            for shift in inputs.shifts
        )

    def _hold(self, household: str) -> None:
        """What was made stays as it was made, whatever hours suit now."""
        settled = self.settled | self.done
        stops = (stop for route in self.rest.plan.routes for stop in route.stops)
        visits = {s.visit: None for s in stops if s.household == household and s.visit in settled}
        self.held += as_made(self.rest.plan, visits)

    def _is_to_come(self, promise: Promise) -> bool:
        calendar = self.rest.inputs.calendar
        if promise.on not in calendar.dates:
            return False
        return calendar.elapsed(promise.on, promise.at_seconds) >= self.rest.now

    def _one_more(self, household: str) -> str:
        """The id of a further visit that is taken in."""
        name = further_id(household, self.known)
        self.known.add(name)
        self.further.append(Further(name, household))
        return name

    def _cancel(self, visits: Iterable[Visit], entry: Entry) -> None:
        for visit in visits:
            self.cancelled.append(visit.id)
            self._note(visit.household, visit.id, What.CANCELLED, entry)

    def _note(self, household: str, visit: str, what: What, entry: Entry) -> None:
        self.taken.append(Taken(household, visit, what, _result(entry)))


def _result(entry: Entry) -> Phrase:
    return phrase("{result} {day}", result=RESULT_NAMES[entry.result], day=entry.day)


def _counts(entry: Entry, standing: HouseholdStanding) -> bool:
    """At home always; by telephone or at a meeting where the household's standing says so."""
    met = standing.last_met
    return entry.channel is Channel.HOME or (met is not None and entry.day <= met)


def _moment(promise: Promise) -> tuple[date, int]:
    return promise.on, promise.at_seconds


def _appointed(visit: Visit) -> tuple[date, int] | None:
    return (visit.appointment.on, visit.appointment.at_seconds) if visit.appointment else None


def _check_locks(rest: RestOfPlan, taking: _Taking) -> None:
    locked = locked_visits(rest.plan, rest.locks)
    held = {
        taken_visit.visit: phrase(
            "the visit is locked; the visit log says: {what}, {why}",
            what=WHAT_NAMES[taken_visit.what],
            why=taken_visit.why,
        )
        for taken_visit in taking.taken
        if taken_visit.what is not What.DONE and taken_visit.visit in locked
    }
    fix = phrase("unlock it first with 'routeplan unlock', or ignore the visit log with --no-log")
    if held:
        raise InputError(
            [
                Finding("change-locked", message, fix, file="replan", value=visit)
                for visit, message in held.items()
            ]
        )
