"""Were promises kept, and what came of what the chief decided?

Promises are those made in the log, and the appointments of the rounds handed out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from routeplan.visitlog.reading import calls, promises, reasons_for_breaking, rounds
from routeplan.visitlog.records import Call, Channel


@dataclass(frozen=True, slots=True)
class Outcome:
    """A promise whose time has come.

    ``call`` is the number of the entry that kept it, None where it was broken; ``reason`` tells
    why, where somebody said so.
    """

    household: str
    on: date
    at_seconds: int
    call: int | None
    reason: str = ""

    @property
    def is_kept(self) -> bool:
        return self.call is not None


def outcomes(log: Connection, first: date, last: date, *, tolerance_seconds: int) -> list[Outcome]:
    """What became of the promises for the days [first, last], by day and time.

    A promise is kept when somebody came to the door within the tolerance of its time, whether it
    was opened or not; a call whose time nobody wrote down counts for the whole day.
    """
    came: dict[tuple[str, date], list[Call]] = defaultdict(list)
    for call in calls(log, first, last):
        if call.channel is Channel.HOME:
            came[call.household, call.day].append(call)
    reasons = reasons_for_breaking(log)
    found = []
    for household, on, at in sorted(
        set(_promised(log, first, last)), key=lambda p: (p[1], p[2], p[0])
    ):
        kept = (c.number for c in came[household, on] if _in_time(c, at, tolerance_seconds))
        number = next(kept, None)
        reason = "" if number else reasons.get((household, on), "")
        found.append(Outcome(household, on, at, number, reason))
    return found


def last_calls(log: Connection, first: date, last: date) -> dict[str, Call]:
    """The last call on each household within the days [first, last], at the door or otherwise."""
    return {call.household: call for call in sorted(calls(log, first, last), key=_when)}


def _when(call: Call) -> tuple[date, int]:
    return call.day, call.number


def _promised(log: Connection, first: date, last: date) -> Iterator[tuple[str, date, int]]:
    """Household, day and time; one that is in the log and on a round too comes as one."""
    logged: set[tuple[str, date]] = set()
    for each in promises(log):
        if first <= each.promise.on <= last:
            logged.add((each.household, each.promise.on))
            yield each.household, each.promise.on, each.promise.at_seconds
    for shown in rounds(log, first, last):
        for stop in shown.stops:
            if stop.is_promised and (stop.household, shown.day) not in logged:
                logged.add((stop.household, shown.day))
                yield stop.household, shown.day, stop.begin or 0


def _in_time(call: Call, at: int, tolerance: int) -> bool:
    return call.called_at is None or abs(call.called_at - at) <= tolerance
