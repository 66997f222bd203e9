"""Who is still to be met: every household's standing, from all that is known of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256

from routeplan.model import Household, Policy, Visit
from routeplan.visitlog.knowledge import Knowledge
from routeplan.visitlog.records import Call, Channel, Matter, Promise, Result

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
HOUR_SECONDS = 3600


class State(StrEnum):
    """What counts most of a household now; the first that holds."""

    MOVED = "moved away"
    WRONG = "wrong address"
    PROMISED = "promised"
    MATTER = "matter open"
    REFUSED = "refused"
    MET = "met"
    UNMET = "not met yet"
    NEVER = "never called on"


_GONE = {Result.MOVED: State.MOVED, Result.WRONG: State.WRONG}


@dataclass(frozen=True, slots=True)
class Standing:
    """A household's standing on a day.

    Parameters
    ----------
    calls
        How often it was called on at home since somebody was met last (or ever).
    tried
        When nobody opened, ``Mo 09`` for Monday from nine to ten, and how often.
    unmet_since
        When somebody was met last, else when the log begins; None without a log.
    due, latest
        When somebody should, and must, be met again; None where nothing says so.
    earliest
        Not before this day, because the household was met, or refused.
    """

    household: str
    state: State
    calls: int
    tried: tuple[tuple[str, int], ...]
    last_call: date | None
    times_met: int
    last_met: date | None
    refused_on: date | None
    matters: tuple[Matter, ...]
    promise: Promise | None
    unmet_since: date | None
    due: date | None
    latest: date | None
    earliest: date | None

    @property
    def is_gone(self) -> bool:
        """Nobody of this household can be met at this address."""
        return self.state in (State.MOVED, State.WRONG)


@dataclass(slots=True)
class _Past:
    """What the calls on one household come to."""

    calls: int = 0
    tried: Counter[str] = field(default_factory=Counter)
    last_call: date | None = None
    times_met: int = 0
    last_met: date | None = None
    refused_on: date | None = None
    gone: State | None = None
    last: Call | None = None

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


def standings(
    households: Sequence[Household],
    visits: Iterable[Visit],
    known: Knowledge,
    policy: Policy,
) -> dict[str, Standing]:
    """The standing of each household, by its id, on the day up to which things are known.

    Parameters
    ----------
    visits
        Those that the tables ask for; a household's first one says when it is due.
    """
    theirs: dict[str, list[Visit]] = defaultdict(list)
    for visit in visits:
        theirs[visit.household].append(visit)
    pasts = _pasts({each.id: each for each in households}, known.calls)
    never = _Past()
    return {
        each.id: _standing(each.id, pasts.get(each.id, never), theirs[each.id], known, policy)
        for each in households
    }


def _pasts(households: Mapping[str, Household], calls: Iterable[Call]) -> dict[str, _Past]:
    pasts: dict[str, _Past] = {}
    for call in calls:
        household = households.get(call.household)
        if household is None:
            continue
        if call.result in _GONE and call.row_mark != row_mark(household):
            pasts.pop(call.household, None)  # said of whoever stood in this row before
            continue
        past = pasts.get(call.household)
        if past is None:
            past = pasts[call.household] = _Past()
        past.add(call)
    return pasts


def _standing(
    household: str, past: _Past, visits: Sequence[Visit], known: Knowledge, policy: Policy
) -> Standing:
    matters = known.matters.get(household, ())
    promise = known.promises.get(household)
    due, latest, earliest = _dates(past, visits, matters, known, policy)
    return Standing(
        household=household,
        state=_state(past, matters, promise),
        calls=past.calls,
        tried=tuple(past.tried.most_common()),
        last_call=past.last_call,
        times_met=past.times_met,
        last_met=past.last_met,
        refused_on=past.refused_on,
        matters=matters,
        promise=promise,
        unmet_since=past.last_met or known.begin,
        due=due,
        latest=latest,
        earliest=earliest,
    )


def _state(past: _Past, matters: Sequence[Matter], promise: Promise | None) -> State:
    holds = (
        (State.PROMISED, promise is not None),
        (State.MATTER, bool(matters)),
        (State.REFUSED, past.refused_on is not None),
        (State.UNMET, past.calls > 0),
        (State.MET, past.last_met is not None),
    )
    return past.gone or next((state for state, it in holds if it), State.NEVER)


def _dates(
    past: _Past,
    visits: Sequence[Visit],
    matters: Sequence[Matter],
    known: Knowledge,
    policy: Policy,
) -> tuple[date | None, date | None, date | None]:
    """Due, latest and earliest date; what the tables say after the last meeting goes first."""
    asked = visits[0] if visits else None
    since = past.last_met or known.begin
    # Who is to have several visits in one plan is wanted again as soon as these may follow.
    rest = asked.least_days_between if asked and len(visits) > 1 else policy.revisit_days
    due = _after(asked.due if asked else None, past.last_met) or _later(since, rest)
    latest = _after(asked.latest if asked else None, past.last_met)
    if latest is None and policy.latest_days:
        latest = _later(since, policy.latest_days)
    earliest = due if past.last_met else None
    by_visit = [matter.due for matter in matters if matter.by_visit and matter.due]
    if by_visit:
        due = latest = min(by_visit)
        earliest = None
    if past.refused_on:
        earliest = past.refused_on + timedelta(days=policy.refused_days)
    # Nothing must be done before it should, or before it may.
    latest = latest and max(filter(None, (latest, due, earliest)))
    return due, latest, earliest


def _after(told: date | None, met: date | None) -> date | None:
    """A date of the tables; one that a meeting has settled no longer counts."""
    return told if told and (met is None or told > met) else None


def _later(since: date | None, days: int) -> date | None:
    return since + timedelta(days=days) if since else None
