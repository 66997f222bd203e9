"""Who is still to be met: every household's standing, from all that is known of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from routeplan.followup.knowledge import Knowledge
from routeplan.model.inputs import Household, Policy, Visit
from routeplan.phrases import phrase
from routeplan.visitlog.log_records import Call, Channel, Matter, Promise, Result

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
HOUR_SECONDS = 3600


class DueState(StrEnum):
    """What counts most of a household now; the first that holds."""

    MOVED = "moved away"
    WRONG = "wrong address"
    PROMISED = "promised"
    LAPSED = "appointment over"
    MATTER = "matter open"
    REFUSED = "refused"
    MET = "met"
    UNMET = "not met yet"
    NEVER = "never called on"


STATE_NAMES = {
    DueState.MOVED: phrase("moved away"),
    DueState.WRONG: phrase("wrong address"),
    DueState.PROMISED: phrase("promised"),
    DueState.LAPSED: phrase("appointment over"),
    DueState.MATTER: phrase("matter open"),
    DueState.REFUSED: phrase("refused"),
    DueState.MET: phrase("met"),
    DueState.UNMET: phrase("not met yet"),
    DueState.NEVER: phrase("never called on"),
}
"""What tables for people call a state."""

_GONE = {Result.MOVED: DueState.MOVED, Result.WRONG: DueState.WRONG}


@dataclass(frozen=True, slots=True)
class HouseholdStanding:
    """A household's standing on a day.

    Parameters
    ----------
    calls
        How often it was called on at home since somebody was met last (or ever).
    tried
        When nobody opened, ``Mo 09`` for Monday from nine to ten, and how often.
    lapsed
        The last appointment that is over, where nobody was met, nor refused, on its day or since.
    unmet_since
        When somebody was met last, else when the log begins; None without a log.
    due, latest
        When somebody should, and must, be met again; None where nothing says so.
    earliest
        Not before this day, because the household was met, or refused.
    """

    household: str
    state: DueState
    calls: int
    tried: tuple[tuple[str, int], ...]
    last_call: date | None
    times_met: int
    last_met: date | None
    refused_on: date | None
    matters: tuple[Matter, ...]
    promise: Promise | None
    lapsed: Promise | None
    unmet_since: date | None
    due: date | None
    latest: date | None
    earliest: date | None

    @property
    def never_met(self) -> bool:
        """Whether there is a log, and nobody was ever met as it knows."""
        return self.unmet_since is not None and self.times_met == 0

    @property
    def is_gone(self) -> bool:
        """Nobody of this household can be met at this address."""
        return self.state in (DueState.MOVED, DueState.WRONG)


class Dates(NamedTuple):
    """When a visit should, must, and may first be made; None where nothing says so."""

    due: date | None
    latest: date | None
    earliest: date | None


@dataclass(slots=True)
class _Past:
    """What the calls on one household come to."""

    calls: int = 0
    tried: Counter[str] = field(default_factory=Counter)
    last_call: date | None = None
    times_met: int = 0
    last_met: date | None = None
    refused_on: date | None = None
    gone: DueState | None = None
    last: Call | None = None
    anew: date | None = None
    """When whoever stood in the household's row before was gone."""

    def add(self, call: Call) -> None:
        if self.last and call[1:] == self.last[1:]:
            return  # two officers came together, and both have it on their sheets
        self.last = call
        self.last_call, self.gone = call.day, _GONE.get(call.result)
        if call.result is Result.REFUSED:
            self.refused_on = call.day
        elif call.result.is_met:
            self._met(call)
        elif call.result is Result.OUT and call.channel is Channel.HOME:
            self.calls += 1
            if call.called_at is not None:
                days, hour = divmod(call.called_at // HOUR_SECONDS, 24)
                self.tried[f"{DAYS[(call.day.weekday() + days) % 7]} {hour:02d}"] += 1

    def _met(self, call: Call) -> None:
        """At home always counts; by telephone or at a meeting, where a home visit had failed."""
        if call.channel is Channel.HOME or self.calls:
            self.calls, self.refused_on = 0, None
            self.tried.clear()
            self.times_met += 1
            self.last_met = call.day


def row_mark(household: Household) -> str:
    """Changes with name and address: whoever moved away is not who lives there now."""
    where = household.coordinate
    text = f"{household.name}\n{household.address}\n{where.latitude:.5f} {where.longitude:.5f}"
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def is_of_others(call: Call, household: Household) -> bool:
    """Whether a call found that whoever stood in the household's row before was gone."""
    return call.result in _GONE and call.row_mark != row_mark(household)


def standings(
    households: Sequence[Household],
    visits: Iterable[Visit],
    known: Knowledge,
    policy: Policy,
) -> dict[str, HouseholdStanding]:
    """The standing of each household, by its id, on the day up to which things are known.

    Parameters
    ----------
    visits
        Those that the tables ask for; a household's first one says when it is due.
    """
    theirs: dict[str, list[Visit]] = defaultdict(list)
    for visit in visits:
        theirs[visit.household].append(visit)
    pasts = _pasts({household.id: household for household in households}, known.calls)
    never = _Past()
    return {
        household.id: _standing(
            household.id, pasts.get(household.id, never), theirs[household.id], known, policy
        )
        for household in households
    }


def _pasts(households: Mapping[str, Household], calls: Iterable[Call]) -> dict[str, _Past]:
    pasts: dict[str, _Past] = {}
    for call in calls:
        household = households.get(call.household)
        if household is None:
            continue
        if is_of_others(call, household):
            pasts[call.household] = _Past(anew=call.day)  # said of whoever was in this row before
            continue
        past = pasts.get(call.household)
        if past is None:
            past = pasts[call.household] = _Past()
        past.add(call)
    return pasts


def _standing(
    household: str, past: _Past, visits: Sequence[Visit], known: Knowledge, policy: Policy
) -> HouseholdStanding:
    matters = known.matters.get(household, ())
    promise = known.promises.get(household)
    lapsed = _lapsed(household, past, visits, known)
    visit = visits[0] if visits else None
    rest = _rest_days(visit, policy, several=len(visits) > 1)
    dates = _sooner(
        _usual(visit, past.last_met, known.begin, rest, policy), past, matters, lapsed, policy
    )
    return HouseholdStanding(
        household=household,
        state=_state(past, matters, promise, lapsed),
        calls=past.calls,
        tried=tuple(past.tried.most_common()),
        last_call=past.last_call,
        times_met=past.times_met,
        last_met=past.last_met,
        refused_on=past.refused_on,
        matters=matters,
        promise=promise,
        lapsed=lapsed,
        unmet_since=past.last_met or known.begin,
        due=dates.due,
        latest=dates.latest,
        earliest=dates.earliest,
    )


def _state(
    past: _Past, matters: Sequence[Matter], promise: Promise | None, lapsed: Promise | None
) -> DueState:
    holds = (
        (DueState.PROMISED, promise is not None),
        (DueState.LAPSED, lapsed is not None),
        (DueState.MATTER, bool(matters)),
        (DueState.REFUSED, past.refused_on is not None),
        (DueState.UNMET, past.calls > 0),
        (DueState.MET, past.last_met is not None),
    )
    return past.gone or next((state for state, it in holds if it), DueState.NEVER)


def _lapsed(
    household: str, past: _Past, visits: Sequence[Visit], known: Knowledge
) -> Promise | None:
    """The last appointment, of the tables or the log, that is over and led to nothing.

    A later one that is still to come has taken its place. A shut door is no answer, a refusal is;
    nor does it hold for who moved in since.
    """
    appointments = [visit.appointment for visit in visits if visit.appointment]
    over = [
        Promise(a.on, a.at_seconds, a.officer)
        for visit in visits
        if (a := visit.appointment) and is_over(visit, known)
    ]
    if household in known.promises or len(over) < len(appointments) or past.gone or not visits:
        return None
    if household in known.over:
        over.append(known.over[household])
    last = max(over, key=lambda promise: (promise.on, promise.at_seconds), default=None)
    answers = [day for day in (past.last_met, past.refused_on, past.anew) if day]
    return None if last is None or any(day >= last.on for day in answers) else last


def is_over(visit: Visit, known: Knowledge) -> bool:
    """Whether its appointment is before the known day, or on it and somebody was there."""
    at = visit.appointment
    return at is not None and (
        at.on < known.day or (at.on == known.day and visit.household in known.called)
    )


def further_dates(
    visit: Visit, standing: HouseholdStanding, begin: date | None, policy: Policy
) -> Dates:
    """The dates of a household's second visit in a plan, or of a later one.

    A matter's next step and a missed appointment want one visit, the household's first.

    Parameters
    ----------
    begin
        The log's first day; None while it is empty.
    """
    rest = _rest_days(visit, policy, several=True)
    usual = _usual(visit, standing.last_met, begin, rest, policy)
    return _in_peace(usual, standing.refused_on, policy)


def _rest_days(visit: Visit | None, policy: Policy, *, several: bool) -> int:
    """Who is to have several visits in one plan is wanted again as soon as these may follow."""
    return visit.least_days_between if visit and several else policy.revisit_days


def _usual(
    visit: Visit | None, last_met: date | None, begin: date | None, rest: int, policy: Policy
) -> Dates:
    """By the tables, and by the last meeting; what the tables say of days after it goes first."""
    since = last_met or begin
    due = _after(visit.due if visit else None, last_met) or _later(since, rest)
    latest = _after(visit.latest if visit else None, last_met)
    if latest is None and policy.latest_days:
        latest = _later(since, policy.latest_days)
    # Nothing must be done before it should.
    return Dates(due, _not_before(latest, due), due if last_met else None)


def _sooner(
    usual: Dates,
    past: _Past,
    matters: Sequence[Matter],
    lapsed: Promise | None,
    policy: Policy,
) -> Dates:
    """As usual, but for what cannot wait: the next step of a matter, and a missed appointment.

    Both are promises of ours, so the household does not rest after a meeting. A refusal puts off
    the steps that were settled before it.
    """
    refused = past.refused_on
    by_visit = [(matter.due, matter) for matter in matters if matter.by_visit and matter.due]
    days, in_peace = usual, refused is not None and lapsed is None
    if by_visit:
        step = min(due for due, _ in by_visit)
        days = Dates(_sooner_of(days.due, step), _sooner_of(days.latest, step), None)
        in_peace &= not any(refused and _settled_on(matter) > refused for _, matter in by_visit)
    if lapsed:
        days = Dates(_sooner_of(days.due, lapsed.on), days.latest, None)
    return _in_peace(days, refused, policy) if in_peace else days


def _in_peace(dates: Dates, refused_on: date | None, policy: Policy) -> Dates:
    """Who refused is left in peace for a while; nothing must be done before it may."""
    if refused_on is None:
        return dates
    earliest = refused_on + timedelta(days=policy.refused_days)
    return Dates(dates.due, _not_before(dates.latest, earliest), earliest)


def _settled_on(matter: Matter) -> date:
    """When it was said last what comes next."""
    return max((step.on for step in matter.steps), default=matter.opened)


def _sooner_of(one: date | None, other: date) -> date:
    return min(one, other) if one else other


def _not_before(latest: date | None, first: date | None) -> date | None:
    return max(latest, first) if latest and first else latest


def _after(day: date | None, met: date | None) -> date | None:
    """A date of the tables; one that a meeting has settled no longer counts."""
    return day if day and (met is None or day > met) else None


def _later(since: date | None, days: int) -> date | None:
    return since + timedelta(days=days) if since else None
