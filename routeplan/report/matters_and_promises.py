"""Matters and promises: opened, closed, how old; kept, broken and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from sqlite3 import Connection
from statistics import median_low
from typing import NamedTuple

from routeplan.followup.follow_through import PromiseOutcome, outcomes
from routeplan.phrases import phrase
from routeplan.report.report_numbers import Mark, Number, Scope, ValueUnit
from routeplan.report.scopes import Scopes
from routeplan.visitlog.log_records import Matter, StepKind
from routeplan.visitlog.reading import matters

NO_REASON = phrase("no reason given")


class _Followed(NamedTuple):
    """A matter, who opened it, and the entries that opened and closed it (0: at the desk)."""

    matter: Matter
    officers: tuple[str, ...]
    opened_in: int
    closed_in: int

    @property
    def household(self) -> str:
        return self.matter.household


def matter_numbers(log: Connection, first: date, last: date, scopes: Scopes) -> Iterator[Number]:
    """Opened and closed in the period, open at its end, and their age in days.

    An age is that of the middle one (of two, the younger); closed matters have the age at which
    they were closed. A matter is the officer's who opened it.
    """
    opened_by = _officers(log)
    followed = [_followed(matter, opened_by) for matter in matters(log, last)]
    opened = [case for case in followed if first <= case.matter.opened]
    closed = [case for case in followed if case.matter.closed and first <= case.matter.closed]
    still = [case for case in followed if case.matter.closed is None]
    for scope, theirs in scopes.parted(opened).items():
        yield _opened("matters-opened", scope, theirs, len(theirs))
    for scope, theirs in scopes.parted(closed).items():
        yield _closed("matters-closed", scope, theirs, len(theirs))
        yield _closed("matters-closed-age", scope, theirs, _age(theirs, last), ValueUnit.DAYS)
    for scope, theirs in scopes.parted(still).items():
        yield _opened("matters-open", scope, theirs, len(theirs))
        yield _opened("matters-open-age", scope, theirs, _age(theirs, last), ValueUnit.DAYS)
        oldest = max(theirs, key=lambda case: case.matter.age(last), default=None)
        alone = [oldest] if oldest else []
        yield _opened("matters-open-oldest", scope, alone, _age(alone, last), ValueUnit.DAYS)


def _officers(log: Connection) -> dict[int, tuple[str, ...]]:
    """Who made the calls that opened matters."""
    rows = log.execute(
        "SELECT number, officers FROM results WHERE number IN "
        "(SELECT result FROM matter_steps WHERE kind = 'opened')"
    )
    return {number: tuple(officers.split("+")) for number, officers in rows}


def _followed(matter: Matter, opened_by: dict[int, tuple[str, ...]]) -> _Followed:
    begin = next(step.entry or 0 for step in matter.steps if step.kind is StepKind.OPENED)
    end = (matter.steps[-1].entry or 0) if matter.closed else 0
    return _Followed(matter, opened_by.get(begin, ()), begin, end)


def _age(theirs: Sequence[_Followed], last: date) -> int | None:
    ages = [case.matter.age(last) for case in theirs]
    return median_low(ages) if ages else None


def _opened(
    name: str,
    scope: Scope,
    theirs: Sequence[_Followed],
    value: int | None,
    unit: ValueUnit = ValueUnit.COUNT,
) -> Number:
    entries = tuple((case.opened_in,) for case in theirs)
    return Number(scope.name(name), value, unit, entries=entries)


def _closed(
    name: str,
    scope: Scope,
    theirs: Sequence[_Followed],
    value: int | None,
    unit: ValueUnit = ValueUnit.COUNT,
) -> Number:
    return Number(
        scope.name(name),
        value,
        unit,
        entries=tuple((case.closed_in,) for case in theirs if case.closed_in),
        marks=tuple(
            Mark(
                case.matter.closed,
                "",
                "",
                None,
                phrase("{matter} closed at the desk", matter=case.matter.id),
            )
            for case in theirs
            if case.matter.closed and not case.closed_in
        ),
    )


def promise_numbers(
    log: Connection, first: date, over: date, scopes: Scopes, *, tolerance_seconds: int
) -> Iterator[Number]:
    """Promises for the days [first, over], those kept, and those broken by reason.

    A promise is of those who were to come, whoever came.
    """
    results = outcomes(log, first, over, tolerance_seconds=tolerance_seconds)
    kept = [promise_outcome for promise_outcome in results if promise_outcome.is_kept]
    broken = [promise_outcome for promise_outcome in results if not promise_outcome.is_kept]
    for scope, theirs in scopes.parted(results).items():
        marks = tuple(_mark(promise_outcome, phrase("promised")) for promise_outcome in theirs)
        yield Number(scope.name("promises"), len(theirs), marks=marks)
    for scope, theirs in scopes.parted(kept).items():
        yield Number(
            scope.name("promises-kept"),
            len(theirs),
            of=scope.name("promises"),
            entries=tuple(
                (promise_outcome.call,) for promise_outcome in theirs if promise_outcome.call
            ),
        )
    for scope, theirs in scopes.parted(broken).items():
        yield _broken(scope, theirs)
    by_reason = defaultdict(list)
    for promise_outcome in scopes.of_scope(broken):
        by_reason[promise_outcome.reason or NO_REASON].append(promise_outcome)
    for reason, theirs in by_reason.items():
        yield _broken(scopes.main, theirs, f":{reason}")


def _broken(scope: Scope, theirs: Sequence[PromiseOutcome], part: str = "") -> Number:
    return Number(
        scope.name("promises-broken", part),
        len(theirs),
        of=scope.name("promises"),
        marks=tuple(
            _mark(promise_outcome, promise_outcome.reason or NO_REASON)
            for promise_outcome in theirs
        ),
    )


def _mark(promised: PromiseOutcome, what: str) -> Mark:
    return Mark(promised.on, promised.sheet, promised.stop, promised.at_seconds, what)
