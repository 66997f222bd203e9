"""What the log knew on a day, read at once: the ground for standings and for the next plan."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from routeplan.model.nights import Nights
from routeplan.visitlog import reading as log_reading
from routeplan.visitlog.records import Call, Matter, Promise, Promised
from routeplan.visitlog.store import reading


@dataclass(frozen=True)
class Knowledge:
    """Everything recorded of the days before ``day``.

    Parameters
    ----------
    begin
        The log's first day; None while it is empty.
    calls
        By day and order of recording.
    matters, promises, over, hours
        By household: open matters, the next time promised from ``day`` on, the last one promised
        for a day before it, and the hours it said suit.
    """

    day: date
    begin: date | None = None
    calls: tuple[Call, ...] = ()
    matters: dict[str, tuple[Matter, ...]] = field(default_factory=dict)
    promises: dict[str, Promise] = field(default_factory=dict)
    over: dict[str, Promise] = field(default_factory=dict)
    hours: dict[str, str] = field(default_factory=dict)


def read_knowledge(path: Path, day: date) -> Knowledge:
    """What the log knew at the begin of a day; nothing where there is no log yet.

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
        matters = defaultdict(list)
        for matter in log_reading.matters(log, last):
            if matter.closed is None:
                matters[matter.household].append(matter)
        promises: dict[str, Promise] = {}
        over: dict[str, Promise] = {}
        for each in log_reading.promises(log):  # by day and time
            if each.made_on >= day:
                continue
            if each.promise.on >= day:
                promises.setdefault(each.household, each.promise)
            else:
                over[each.household] = each.promise
        return Knowledge(
            day=day,
            begin=begin if begin and begin < day else None,
            calls=tuple(log_reading.calls(log, last=last)),
            matters={household: tuple(each) for household, each in matters.items()},
            promises=promises,
            over=over,
            hours=log_reading.hours_that_suit(log, last),
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
