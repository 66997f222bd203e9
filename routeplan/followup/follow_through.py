"""Whether promises were kept, and what came of what the chief decided.

Promises are those made in the log, and the appointments of the rounds handed out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from sqlite3 import Connection

from routeplan.model.inputs import DAY_SECONDS
from routeplan.visitlog.log_records import Call, Channel
from routeplan.visitlog.reading import calls, load, promises, reasons_for_breaking, rounds


@dataclass(frozen=True, slots=True)
class PromiseOutcome:
    """A promise whose time has come.

    ``call`` is the number of the entry that kept it, None where it was broken; ``reason`` tells
    why, where somebody said so. ``officers`` were to come: the one promised, else those of the
    round it stands on, else those who promised. ``sheet`` and ``stop`` tell where it was written
    down: on that round, else on the one where it was promised.
    """

    household: str
    on: date
    at_seconds: int
    call: int | None
    reason: str = ""
    officers: tuple[str, ...] = ()
    sheet: str = ""
    stop: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether an entry of the log kept it."""
        return self.call is not None


def outcomes(
    log: Connection, first: date, last: date, *, tolerance_seconds: int
) -> list[PromiseOutcome]:
    """What became of the promises for the days [first, last], by day and time.

    A promise is kept when somebody came to the door within the tolerance of its time, whether it
    was opened or not; a call whose time nobody wrote down counts for the whole day.
    """
    wanted = sorted(_promised(log, first, last), key=lambda p: (p.on, p.at_seconds, p.household))
    came: dict[str, list[Call]] = defaultdict(list)
    a_day = timedelta(days=1)
    before, after = max(first, date.min + a_day) - a_day, last + a_day
    for call in calls(log, before, after) if wanted else ():
        if call.channel is Channel.HOME:
            came[call.household].append(call)
    reasons = reasons_for_breaking(log)
    results = []
    for promised in wanted:
        theirs = came[promised.household]
        number = next((c.number for c in theirs if _in_time(c, promised, tolerance_seconds)), None)
        reason = "" if number else reasons.get((promised.household, promised.on), "")
        results.append(replace(promised, call=number, reason=reason))
    return results


def last_calls(log: Connection, first: date, last: date) -> dict[str, Call]:
    """The last call on each household within the days [first, last], at the door or otherwise."""
    return {call.household: call for call in sorted(calls(log, first, last), key=_when)}


def _when(call: Call) -> tuple[date, int]:
    return call.day, call.number


def _promised(log: Connection, first: date, last: date) -> Iterator[PromiseOutcome]:
    """Each promise, not yet judged; one that is in the log and on a round too comes as one."""
    shown: dict[tuple[str, date], PromiseOutcome] = {}
    for sheet in rounds(log, first, last):
        for stop in sheet.stops:
            if stop.is_promised and (stop.household, sheet.day) not in shown:
                shown[stop.household, sheet.day] = PromiseOutcome(
                    *(stop.household, sheet.day, stop.begin or 0, None, ""),
                    *(sheet.officers, sheet.id, stop.stop),
                )
    logged = [promised for promised in promises(log) if first <= promised.promise.on <= last]
    made_in = load(log, [promised.entry for promised in logged])
    for promised, made in zip(logged, made_in, strict=True):
        promise = promised.promise
        on_round = shown.get((promised.household, promise.on))
        officers = (promise.officer,) if promise.officer else (on_round or made.entry).officers
        sheet_of, stop_of = (
            (on_round.sheet, on_round.stop) if on_round else (made.entry.round, made.entry.stop)
        )
        yield PromiseOutcome(
            *(promised.household, promise.on, promise.at_seconds, None, ""),
            *(officers, sheet_of, stop_of),
        )
    in_log = {(promised.household, promised.promise.on) for promised in logged}
    yield from (promise_outcome for day, promise_outcome in shown.items() if day not in in_log)


def _in_time(call: Call, promised: PromiseOutcome, tolerance: int) -> bool:
    """Whether the call kept the promise. 25:00 of a day is 01:00 of the next, however written."""
    days = (call.day - promised.on).days
    if call.called_at is None:
        return days == 0
    return abs(DAY_SECONDS * days + call.called_at - promised.at_seconds) <= tolerance
