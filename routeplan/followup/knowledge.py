"""What the log knew on a day, read at once: the ground for standings and for the next plan."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from routeplan.model.nights import Nights
from routeplan.visitlog import reading as log_reading
from routeplan.visitlog.log_records import Call, Channel, Matter, Promise, Promised
from routeplan.visitlog.store import reading


@dataclass(frozen=True)
class Knowledge:
    """Everything recorded of the days before ``day``, and of ``day`` what a plan begun then knows.

    Parameters
    ----------
    begin
        The log's first day; None while it is empty.
    calls
        By day and order of recording.
    matters, promises, over, hours
        By household: open matters, the next time promised from ``day`` on, the last one promised
        for a day before it, and the hours it said suit.
    called
        Households at whose doors somebody was on ``day`` itself: not again on that day.
    entry
        Number of the log's last entry when it was read; 0 while it is empty.
    """

    day: date
    begin: date | None = None
    calls: tuple[Call, ...] = ()
    matters: dict[str, tuple[Matter, ...]] = field(default_factory=dict)
    promises: dict[str, Promise] = field(default_factory=dict)
    over: dict[str, Promise] = field(default_factory=dict)
    hours: dict[str, str] = field(default_factory=dict)
    called: frozenset[str] = frozenset()
    entry: int = 0


def read_knowledge(path: Path, day: date, *, begun: int = 0) -> Knowledge:
    """What the log knew at the begin of a day; nothing where there is no log yet.

    Parameters
    ----------
    begun
        Number of an entry: calls and promises of the day itself count up to it, for a plan that is
        made when the day has begun. Promises and hours are known as the log stood then, calls also
        as they were corrected later.

    Raises
    ------
    StoreBusyError, StoreError
        When the log cannot be read.
    """
    if not path.exists():
        return Knowledge(day)
    last = day - timedelta(days=1)
    with reading(path) as log:
        begin = log_reading.first_day(log)
        of_day = log_reading.holding_since(log, day, begun) if begun else {}
        calls = [
            call
            for call in log_reading.calls(log, last=day if of_day else last)
            if call.day < day or call.number in of_day
        ]
        called = {
            call.household: of_day[call.number]
            for call in calls
            if call.day == day and call.channel is Channel.HOME
        }
        matters = defaultdict(list)
        for matter in log_reading.matters(log, last):
            if matter.closed is None:
                matters[matter.household].append(matter)
        promises: dict[str, Promise] = {}
        over: dict[str, Promise] = {}
        stood = begun or None
        for promise in log_reading.promises(log, stood):  # by day and time
            if promise.made_on >= day and not (begun and promise.made_on == day):
                continue
            # who was called on since the promise was made is not waiting for that day's call
            is_over = promise.promise.on == day and promise.entry < called.get(promise.household, 0)
            if promise.promise.on >= day and not is_over:
                promises.setdefault(promise.household, promise.promise)
            else:
                over[promise.household] = promise.promise
        return Knowledge(
            day=day,
            begin=begin if begin and (begin < day or of_day) else None,
            calls=tuple(calls),
            matters={household: tuple(theirs) for household, theirs in matters.items()},
            promises=promises,
            over=over,
            hours=log_reading.hours_that_suit(log, last, stood),
            called=frozenset(called),
            entry=log_reading.last_number(log),
        )


def in_its_night(promise: Promise, nights: Nights) -> Promise:
    """The promise on the day of the shift that its time belongs to, as hours are known by now."""
    on, at_seconds = nights.of_date(promise.on, promise.at_seconds)
    return replace(promise, on=on, at_seconds=at_seconds)


def matter_owners(path: Path) -> dict[str, str]:
    """The household of every matter, open or closed; none where there is no log yet."""
    if not path.exists():
        return {}
    with reading(path) as log:
        return {matter.id: matter.household for matter in log_reading.matters(log)}


def open_matters(path: Path, day: date) -> dict[str, list[Matter]]:
    """Each household's matters that were open at the end of a day; none where there is no log."""
    by_household: dict[str, list[Matter]] = {}
    if path.exists():
        with reading(path) as log:
            for matter in log_reading.matters(log, day):
                if matter.closed is None:
                    by_household.setdefault(matter.household, []).append(matter)
    return by_household


def all_promises(path: Path) -> list[Promised]:
    """Every time promised in the log, also those past; none where there is no log yet."""
    if not path.exists():
        return []
    with reading(path) as log:
        return log_reading.promises(log)
