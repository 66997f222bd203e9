"""The calls of a period as they are counted: entries that hold, those of one visit as one call.

Where two officers make a visit together, both have it on their sheets and type it: two entries.
The household was called on once. Of the two the fuller result counts, and the larger numbers. The
same holds where a round was printed anew and its results were typed from both sheets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from sqlite3 import Connection
from typing import NamedTuple

from routeplan.visitlog.log_records import Channel, Result

TOGETHER_SECONDS = 1800
"""Two officers' times of one visit lie no further apart: later it is another call."""
_FULLER = (Result.OUT, Result.WRONG, Result.MOVED, Result.REFUSED, Result.MET, Result.ENTERED)


class Called(NamedTuple):
    """One call on a household.

    ``entries`` are the numbers of its entries, ``called_at`` is in seconds after 00:00.
    ``satisfied`` is None where it was not asked. ``spent`` and ``booked`` are the seconds that it
    took, as somebody wrote down, and that its sheet had for it; None where either is not known.
    """

    entries: tuple[int, ...]
    day: date
    household: str
    visit: str
    officers: tuple[str, ...]
    result: Result
    channel: Channel
    round: str
    called_at: int | None
    persons: int
    satisfied: int | None
    in_difficulty: int
    spent: int | None = None
    booked: int | None = None


class Calls:
    """The calls of a period, in the order of recording.

    ``home`` are those at a door, which ``called on`` counts; ``met`` those of them where somebody
    was met; ``ended`` are those at a door by their result.
    """

    def __init__(self, calls: Sequence[Called]) -> None:
        self.all = calls
        self.home = [call for call in calls if call.channel is Channel.HOME]
        self.met = met_of(self.home)
        self.ended: dict[Result, list[Called]] = {result: [] for result in Result}
        for call in self.home:
            self.ended[call.result].append(call)


def met_of(calls: Sequence[Called]) -> list[Called]:
    """Those where somebody was met."""
    return [call for call in calls if call.result.is_met]


def read_calls(log: Connection, first: date, last: date) -> Calls:
    """The calls of the days [first, last]."""
    calls: list[Called] = []
    places: dict[tuple[date, str, Channel], int] = {}
    for call in _entries(log, first, last):
        if not (call.round and call.visit):
            calls.append(call)
            continue
        key = (call.day, call.visit, call.channel)
        place = places.setdefault(key, len(calls))
        if place < len(calls) and _is_same(calls[place], call):
            calls[place] = _together(calls[place], call)
        else:
            places[key] = len(calls)
            calls.append(call)
    return Calls(calls)


def _entries(log: Connection, first: date, last: date) -> Iterator[Called]:
    """Each entry as a call of its own."""
    result_of = {result.value: result for result in Result}
    channel_of = {channel.value: channel for channel in Channel}
    date_of, crew_of = cache(date.fromisoformat), cache(_officers)
    # +day keeps SQLite from its index of days: a year's entries are read faster in their order.
    rows = log.execute(
        "SELECT number, day, household, visit, officers, result, channel, round, called_at, "
        "persons, satisfied, in_difficulty, seconds, (SELECT nullif(s.seconds, 0) "
        "FROM rounds AS r JOIN round_stops AS s ON s.round = r.number AND s.stop = holding.stop "
        "WHERE r.id = holding.round) FROM holding WHERE +day BETWEEN ? AND ? ORDER BY number",
        (first.isoformat(), last.isoformat()),
    )
    for number, day, home, visit, officers, result, channel, *more in rows:
        yield Called(
            (number,),
            date_of(day),
            home,
            visit,
            crew_of(officers),
            result_of[result],
            channel_of[channel],
            *more,
        )


def _officers(text: str) -> tuple[str, ...]:
    return tuple(text.split("+")) if text else ()


def _is_same(one: Called, other: Called) -> bool:
    """Whether two sheets tell of one visit: by two officers, or by one who had both printed."""
    if one.round == other.round or one.called_at is None or other.called_at is None:
        return False
    apart = abs(one.called_at - other.called_at)
    return apart <= (0 if set(one.officers) & set(other.officers) else TOGETHER_SECONDS)


def _together(one: Called, other: Called) -> Called:
    answers = [answer for answer in (one.satisfied, other.satisfied) if answer is not None]
    return one._replace(
        entries=one.entries + other.entries,
        officers=tuple(dict.fromkeys(one.officers + other.officers)),
        result=max(one.result, other.result, key=_FULLER.index),
        persons=max(one.persons, other.persons),
        satisfied=answers[-1] if answers else None,
        in_difficulty=max(one.in_difficulty, other.in_difficulty),
        spent=_most(one.spent, other.spent),
        booked=_most(one.booked, other.booked),
    )


def _most(one: int | None, other: int | None) -> int | None:
    return max((seconds for seconds in (one, other) if seconds is not None), default=None)


def after_a_failed_call(log: Connection, call: Called) -> bool:
    """Whether nobody had opened the door when somebody was reached another way.

    That is: the last that happened before was a call at home that met nobody.
    """
    earlier = log.execute(
        "SELECT result FROM holding WHERE household = ? AND (day, number) < (?, ?) "
        "AND (result IN ('met', 'entered') OR (result = 'out' AND channel = 'home')) "
        "ORDER BY day DESC, number DESC LIMIT 1",
        (call.household, call.day.isoformat(), call.entries[0]),
    ).fetchone()
    return bool(earlier and earlier[0] == Result.OUT)
