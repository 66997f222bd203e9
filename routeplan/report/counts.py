"""Numbers counted from calls: called on, met, entered, persons, hours of the week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from sqlite3 import Connection

from routeplan.report.calls import Called, Calls, after_a_failed_call, met_of
from routeplan.report.report_numbers import Number, Scope, ValueUnit, cell_part
from routeplan.report.scopes import Scopes
from routeplan.visitlog.log_records import Channel, Result

HOUR_SECONDS = 3600
_ENDED = (Result.ENTERED, Result.OUT, Result.REFUSED, Result.MOVED, Result.WRONG)


def call_numbers(calls: Calls, scopes: Scopes) -> Iterator[Number]:
    """Every measure in every scope.

    What is told at a door, on the telephone or at a meeting counts alike, but only a call at home
    is a call on a household.
    """
    for name, of, kept in _calls_by_measure(calls):
        for scope, theirs in scopes.parted(kept).items():
            yield _number(scope, name, theirs, of=of)
    for name, field in (("persons", "persons"), ("difficulty-persons", "in_difficulty")):
        amount = attrgetter(field)
        for scope, theirs in scopes.parted(filter(amount, calls.all)).items():
            yield _number(scope, name, theirs, value=sum(map(amount, theirs)))


def _calls_by_measure(calls: Calls) -> Iterator[tuple[str, str, Sequence[Called]]]:
    """A measure, what it is a part of, and the calls that count in it."""
    yield "called", "", calls.home
    yield "met", "called", calls.met
    for result in _ENDED:
        yield result.value, "called", calls.ended[result]
    answered = [call for call in calls.all if call.satisfied is not None]
    yield "asked", "", answered
    yield "satisfied", "asked", [call for call in answered if call.satisfied]
    yield "difficulty-visits", "", [call for call in calls.all if call.in_difficulty]
    yield "untimed", "called", [call for call in calls.home if call.called_at is None]


def time_numbers(calls: Calls, scopes: Scopes) -> Iterator[Number]:
    """Minutes that visits took against the minutes that their sheets had for them.

    Of those who were met at home, where somebody wrote the length down; ``short`` are those that
    took less than half of what was booked.
    """
    timed = [call for call in calls.met if call.spent is not None and call.booked]
    for scope, theirs in scopes.parted(timed).items():
        spent = sum(call.spent or 0 for call in theirs)
        booked = sum(call.booked or 0 for call in theirs)
        short = [call for call in theirs if 2 * (call.spent or 0) < (call.booked or 0)]
        yield _number(scope, "timed", theirs, of="met")
        yield replace(_number(scope, "booked", theirs, value=booked), unit=ValueUnit.SECONDS)
        yield replace(
            _number(scope, "spent", theirs, of="booked", value=spent), unit=ValueUnit.SECONDS
        )
        yield _number(scope, "short", short, of="timed")


def otherwise_numbers(log: Connection, calls: Calls, scopes: Scopes) -> Iterator[Number]:
    """Met by telephone or at a meeting where a home visit had failed."""
    reached = [call for call in calls.all if call.channel is not Channel.HOME]
    counted = [call for call in met_of(reached) if after_a_failed_call(log, call)]
    for scope, theirs in scopes.parted(counted).items():
        yield _number(scope, "met-otherwise", theirs)


def household_numbers(calls: Calls, scopes: Scopes) -> Iterator[Number]:
    """Different households called on at home, and those of them that were met."""
    for name, of, kept in (
        ("households", "", calls.home),
        ("households-met", "households", calls.met),
    ):
        for scope, theirs in scopes.parted(kept).items():
            homes: dict[str, tuple[int, ...]] = defaultdict(tuple)
            for call in theirs:
                homes[call.household] += call.entries
            whole = scope.name(of) if of else ""
            yield Number(scope.name(name), len(homes), of=whole, entries=tuple(homes.values()))


def hour_numbers(calls: Calls, scopes: Scopes) -> Iterator[Number]:
    """Called on and met at home, for each weekday and hour in which somebody called."""
    cells: dict[tuple[int, int], list[Called]] = defaultdict(list)
    for call in scopes.of_scope(calls.home):
        if call.called_at is not None:
            days, hour = divmod(call.called_at // HOUR_SECONDS, 24)
            cells[(call.day.weekday() + days) % 7, hour].append(call)
    for cell, there in sorted(cells.items()):
        yield _number(scopes.main, "called", there, part=cell_part(*cell))
        yield _number(scopes.main, "met", met_of(there), of="called", part=cell_part(*cell))


def _number(
    scope: Scope,
    name: str,
    calls: Sequence[Called],
    *,
    of: str = "",
    part: str = "",
    value: int | None = None,
) -> Number:
    """The number of these calls, unless another value is given."""
    return Number(
        scope.name(name, part),
        len(calls) if value is None else value,
        of=scope.name(of, part) if of else "",
        entries=tuple([call.entries for call in calls]),
    )
