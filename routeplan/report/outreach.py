"""Meetings, letters and calls with many people: counted apart from calls at doors."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from sqlite3 import Connection

from routeplan.phrases import phrase
from routeplan.report.report_numbers import Mark, Number, ScopeKind
from routeplan.report.scopes import Scopes
from routeplan.visitlog.notes import Outreach, OutreachKind, outreach

KIND_NAMES = {
    OutreachKind.MEETING: phrase("meeting"),
    OutreachKind.LETTER: phrase("letter"),
    OutreachKind.TELEPHONE: phrase("telephone calls"),
}


def outreach_numbers(log: Connection, first: date, last: date, scopes: Scopes) -> Iterator[Number]:
    """How many of the days [first, last], of which kind, and how many people they reached.

    Of the station and of officers; beats have none, for many people live in several.
    """
    noted = outreach(log, first, last)
    for scope in scopes.all():
        if scope.kind is ScopeKind.BEAT:
            continue
        theirs = [event for event in noted if scope.id in ("", *event.officers)]
        marks = tuple(map(_mark, theirs))
        yield Number(scope.name("outreach"), len(theirs), marks=marks)
        persons = sum(event.persons for event in theirs)
        yield Number(scope.name("outreach-persons"), persons, marks=marks)
        for kind in OutreachKind if scope == scopes.main else ():
            some = tuple(_mark(event) for event in theirs if event.kind is kind)
            if some:
                name, of = scope.name("outreach", f":{kind}"), scope.name("outreach")
                yield Number(name, len(some), of=of, marks=some)


def _mark(noted: Outreach) -> Mark:
    what = phrase("{kind}, {count:,} people", kind=KIND_NAMES[noted.kind], count=noted.persons)
    return Mark(noted.on, "", "", None, what)
