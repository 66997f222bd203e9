"""What was planned for the days of a report: rounds, coverage, travel, balance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from routeplan.balance.carried_weeks import calendar_of, mean_by_share, plan_by_day
from routeplan.check.wording import exact_hours
from routeplan.followup.logged_rounds import rounds_of
from routeplan.model.inputs import Officer
from routeplan.model.plan import Plan
from routeplan.phrases import phrase
from routeplan.report.calls import Called, Calls
from routeplan.report.report_numbers import Mark, Number, Scope, ScopeKind, ValueUnit
from routeplan.report.scopes import Scopes
from routeplan.visitlog.log_records import Round, RoundStop


@dataclass(frozen=True)
class Planned:
    """The rounds of a period as planned, each day from the plan that it belongs to.

    ``missing`` are Mondays of weeks of which no day is in any plan.
    """

    rounds: tuple[Round, ...]
    missing: tuple[date, ...]
    is_known: bool


@dataclass(frozen=True)
class _Call:
    """A visit as planned: two rounds that make it together have it once."""

    day: date
    stop: RoundStop
    sheets: tuple[Round, ...]

    @property
    def household(self) -> str:
        return self.stop.household

    @property
    def key(self) -> tuple[str, date]:
        return self.stop.household, self.day

    @property
    def officers(self) -> tuple[str, ...]:
        return tuple(who for sheet in self.sheets for who in sheet.officers)

    @property
    def mark(self) -> Mark:
        return Mark(self.day, self.sheets[0].id, self.stop.stop, self.stop.begin, "planned")


def planned_rounds(plans: Sequence[Plan], first: date, last: date) -> Planned:
    """The rounds of the days [first, last]."""
    owners = {on: plan for on, plan in plan_by_day(plans).items() if first <= on <= last}
    used = {plan.first_day: plan for plan in owners.values()}.values()
    rounds = [
        logged_round
        for plan in used
        for logged_round in rounds_of(plan, calendar_of(plan))
        if owners.get(logged_round.day) is plan
    ]
    days = [first + timedelta(days=k) for k in range((last - first).days + 1)]
    missing = {_monday(on) for on in days} - {_monday(on) for on in owners}
    return Planned(tuple(rounds), tuple(sorted(missing)), bool(owners))


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


def coverage_numbers(planned: Planned, calls: Calls, scopes: Scopes) -> Iterator[Number]:
    """Visits planned (without reserve stops), and those whose household was called on that day."""
    visits = _visits(planned.rounds)
    wanted = {visit.key for visit in visits}
    came: dict[tuple[str, date], Called] = {}
    for call in calls.home if wanted else ():
        if (key := (call.household, call.day)) in wanted:
            came.setdefault(key, call)
    for scope, theirs in scopes.parted(visits).items():
        made = [came[visit.key] for visit in theirs if visit.key in came]
        yield Number(
            scope.name("planned"),
            len(theirs) if planned.is_known else None,
            marks=tuple(visit.mark for visit in theirs),
        )
        yield Number(
            scope.name("made"),
            len(made) if planned.is_known else None,
            of=scope.name("planned"),
            entries=tuple(call.entries for call in made),
        )


def _visits(rounds: Sequence[Round]) -> list[_Call]:
    sheets: dict[tuple[date, str], list[Round]] = defaultdict(list)
    stops: dict[tuple[date, str], RoundStop] = {}
    for sheet in rounds:
        for stop in sheet.stops:
            if not stop.is_reserve:
                sheets[sheet.day, stop.visit].append(sheet)
                stops.setdefault((sheet.day, stop.visit), stop)
    return [_Call(key[0], stop, tuple(sheets[key])) for key, stop in stops.items()]


def workload_numbers(
    planned: Planned, officers: Sequence[Officer], scopes: Scopes
) -> Iterator[Number]:
    """Busy time, travel as its part, and each officer's busy time by share against the mean.

    All as planned; a crew's round counts for both of its officers, and once for the station. Beats
    have none: a round may call on several.
    """
    if scopes.main.kind is ScopeKind.BEAT:
        return
    for scope in scopes.all():
        if scope.kind is not ScopeKind.BEAT:
            theirs = [r for r in planned.rounds if scope.id in ("", *r.officers)]
            yield from _busy(scope, theirs, is_known=planned.is_known)
    yield from _loads(planned, officers, scopes)


def _busy(scope: Scope, rounds: Sequence[Round], *, is_known: bool) -> Iterator[Number]:
    travel = sum(logged_round.travel_seconds for logged_round in rounds)
    busy = travel + sum(logged_round.visit_seconds for logged_round in rounds)
    marks = tuple(
        Mark(
            logged_round.day,
            logged_round.id,
            "",
            None,
            phrase(
                "travel {travel}, visits {visits}",
                travel=exact_hours(logged_round.travel_seconds),
                visits=exact_hours(logged_round.visit_seconds),
            ),
        )
        for logged_round in rounds
    )
    for name, value, of in (("busy", busy, ""), ("travel", travel, "busy")):
        whole = scope.name(of) if of else ""
        yield Number(
            scope.name(name), value if is_known else None, ValueUnit.SECONDS, whole, (), marks
        )


def _loads(planned: Planned, officers: Sequence[Officer], scopes: Scopes) -> Iterator[Number]:
    """``load``: seconds for each full share, of all and of each officer who had a round."""
    shares = {officer.id: officer.share for officer in officers}
    marks: dict[str, list[Mark]] = {who: [] for who in shares}
    busy: dict[str, int] = {}
    for logged_round in planned.rounds:
        seconds = logged_round.travel_seconds + logged_round.visit_seconds
        for who in logged_round.officers:
            if who in shares:
                busy[who] = busy.get(who, 0) + seconds
                time = phrase("busy {time}", time=exact_hours(seconds))
                marks[who].append(Mark(logged_round.day, logged_round.id, "", None, time))
    mean = mean_by_share(busy, shares) if busy else None
    yield Number(
        "load", mean, ValueUnit.SECONDS, marks=tuple(m for mark in marks.values() for m in mark)
    )
    for scope in scopes.all():
        if scope.kind is ScopeKind.OFFICER:
            yield _load(scope, busy, shares, marks.get(scope.id, []))


def _load(
    scope: Scope, busy: Mapping[str, int], shares: Mapping[str, float], marks: Sequence[Mark]
) -> Number:
    there = scope.id in busy
    value = mean_by_share({scope.id: busy[scope.id]}, shares) if there else None
    return Number(scope.name("load"), value, ValueUnit.SECONDS, "load", marks=tuple(marks))
